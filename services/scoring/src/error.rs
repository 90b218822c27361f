//! Everything that a call can end with other than its answer, and what the caller sees of it.

use chassis::{
    error::{Kind, ServiceError, Violation, Violations},
    pool::{PoolError, is_away},
};
use diesel::result::Error as DieselError;
use eventing::idempotency::KeyError;
use tonic::Status;

use crate::domain::{Fact, Fault, Noun, Owner, Refusal, seal::SealFailure};

/// Violations travel as headers, which have room for about this many.
const MAX_VIOLATIONS: usize = 40;

/// Why a call has no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule said no.
    #[error("{refusal}")]
    Refused {
        /// Which one.
        refusal: Refusal,
        /// The fields at fault.
        violations: Violations,
    },
    /// The request cannot be read.
    #[error("{0}")]
    Invalid(Violations),
    /// The `request_id` does not do.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The database failed.
    #[error("the database failed")]
    Database(#[source] DieselError),
    /// The database could not be had.
    #[error("no connection to the database")]
    Pool(#[from] PoolError),
    /// The owner of a fact that decides did not answer.
    #[error("{} does not answer", .owner.name())]
    Owner {
        /// Whose fact it is.
        owner: Owner,
        /// What came instead.
        source: Box<Status>,
    },
    /// A fault of ours whose cause must not be told.
    #[error("{0}")]
    Broken(&'static str),
}

impl Error {
    /// The fact to ask its owner about before this is final.
    pub fn doubt(&self) -> Option<Fact> {
        match self {
            Self::Refused { refusal, .. } => refusal.doubt(),
            _ => None,
        }
    }
}

impl ServiceError for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Refused { refusal, .. } => kind(refusal),
            Self::Invalid(_) => Kind::InvalidArgument,
            Self::Key(error) => error.kind(),
            Self::Database(error) if is_away(error) => Kind::Unavailable,
            Self::Database(_) | Self::Broken(_) => Kind::Internal,
            Self::Pool(_) | Self::Owner { .. } => Kind::Unavailable,
        }
    }

    fn reason(&self) -> &'static str {
        match self {
            Self::Refused { refusal, .. } => reason(refusal),
            Self::Invalid(violations) => violations.reason(),
            Self::Key(error) => error.reason(),
            Self::Database(error) if is_away(error) => "DATABASE_UNAVAILABLE",
            Self::Database(_) => "DATABASE_FAILED",
            Self::Pool(_) => "DATABASE_UNAVAILABLE",
            Self::Owner { owner, .. } => match owner {
                Owner::Registration => "REGISTRATION_UNAVAILABLE",
                Owner::Submission => "SUBMISSION_UNAVAILABLE",
            },
            Self::Broken(_) => "INTERNAL",
        }
    }

    fn violations(&self) -> &[Violation] {
        match self {
            Self::Refused { violations, .. } | Self::Invalid(violations) => violations.as_slice(),
            Self::Key(error) => error.violations(),
            _ => &[],
        }
    }
}

fn kind(refusal: &Refusal) -> Kind {
    match refusal {
        Refusal::NotFound(_) | Refusal::Unknown(_) => Kind::NotFound,
        Refusal::Invalid(_) | Refusal::NotBeforeEarly { .. } | Refusal::NotBeforeLate { .. } => {
            Kind::InvalidArgument
        }
        Refusal::RubricTaken | Refusal::AssignmentTaken | Refusal::ApprovalTaken => {
            Kind::AlreadyExists
        }
        Refusal::VersionStale => Kind::Aborted,
        Refusal::PlenaryOtherEdition | Refusal::ConfirmationRequired => Kind::PermissionDenied,
        Refusal::DraftUnheard { .. }
        | Refusal::EditionLocked
        | Refusal::JudgeOtherEdition
        | Refusal::CategorySealed
        | Refusal::SheetSubmitted
        | Refusal::WindowOpen { .. }
        | Refusal::IntakeUnended { .. }
        | Refusal::RankingIncomplete(_)
        | Refusal::RootDiffers
        | Refusal::Released
        | Refusal::ApprovalsMissing
        | Refusal::ReleaseEarly => Kind::FailedPrecondition,
    }
}

fn reason(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::NotFound(noun) => not_found(*noun),
        Refusal::Unknown(fact) => not_found(fact.noun()),
        Refusal::DraftUnheard { .. } => "DRAFT_UNHEARD",
        Refusal::EditionLocked => "EDITION_LOCKED",
        Refusal::RubricTaken => "RUBRIC_TAKEN",
        Refusal::JudgeOtherEdition => "JUDGE_OTHER_EDITION",
        Refusal::AssignmentTaken => "ASSIGNMENT_TAKEN",
        Refusal::CategorySealed => "CATEGORY_SEALED",
        Refusal::VersionStale => "VERSION_STALE",
        Refusal::SheetSubmitted => "SHEET_SUBMITTED",
        Refusal::PlenaryOtherEdition => "PLENARY_OTHER_EDITION",
        Refusal::WindowOpen { .. } => "WINDOW_OPEN",
        Refusal::IntakeUnended { .. } => "INTAKE_UNENDED",
        Refusal::RankingIncomplete(_) => "RANKING_INCOMPLETE",
        Refusal::RootDiffers => "ROOT_DIFFERS",
        Refusal::NotBeforeEarly { .. } => "NOT_BEFORE_EARLY",
        Refusal::NotBeforeLate { .. } => "NOT_BEFORE_LATE",
        Refusal::ConfirmationRequired => "CONFIRMATION_REQUIRED",
        Refusal::ApprovalTaken => "APPROVAL_TAKEN",
        Refusal::Released => "RELEASED",
        Refusal::ApprovalsMissing => "APPROVALS_MISSING",
        Refusal::ReleaseEarly => "RELEASE_EARLY",
        Refusal::Invalid(faults) => faults.first().map_or("INVALID", |first| first.reason),
    }
}

/// The field of the request that a refusal is about; none when it is about the moment or the state of things.
const fn field(refusal: &Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::VersionStale => Some("expected_version"),
        Refusal::RootDiffers => Some("root"),
        Refusal::NotBeforeEarly { .. } | Refusal::NotBeforeLate { .. } => Some("not_before"),
        _ => None,
    }
}

const fn not_found(noun: Noun) -> &'static str {
    match noun {
        Noun::Category => "CATEGORY_NOT_FOUND",
        Noun::Entry => "ENTRY_NOT_FOUND",
        Noun::Judge => "JUDGE_NOT_FOUND",
        Noun::Rubric => "RUBRIC_NOT_FOUND",
        Noun::Assignment => "ASSIGNMENT_NOT_FOUND",
        Noun::Seal => "SEAL_NOT_FOUND",
        Noun::Approval => "APPROVAL_NOT_FOUND",
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let faults: &[Fault] = match &refusal {
            Refusal::Invalid(faults) | Refusal::RankingIncomplete(faults) => faults,
            _ => &[],
        };
        let mut violations = Violations::default();
        for fault in faults.iter().take(MAX_VIOLATIONS) {
            violations.add(fault.field.clone(), fault.reason, fault.description);
        }
        if let Some(field) = field(&refusal) {
            violations.add(field, reason(&refusal), refusal.to_string());
        }
        Self::Refused {
            refusal,
            violations,
        }
    }
}

impl From<SealFailure> for Error {
    fn from(failure: SealFailure) -> Self {
        match failure {
            SealFailure::Refused(refusal) => refusal.into(),
            SealFailure::Unwritable => Self::Broken("the result cannot be sealed"),
        }
    }
}

impl From<DieselError> for Error {
    fn from(error: DieselError) -> Self {
        Self::Database(error)
    }
}

impl From<Violation> for Error {
    fn from(violation: Violation) -> Self {
        Self::Invalid(violation.into())
    }
}

impl From<Error> for Status {
    fn from(error: Error) -> Self {
        chassis::error::status(&error)
    }
}
