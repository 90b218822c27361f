//! Everything that submission answers with instead of an answer: each variant has its kind and a stable reason.

use chassis::{
    error::{self, Kind, ServiceError, Violation},
    pool::{PoolError, is_away},
};
use diesel::result::Error as DieselError;
use eventing::idempotency::KeyError;
use proof::CanonicalError;
use tonic::Status;

use crate::domain::{refusal::Refusal, snapshot::FreezeError};

/// Why a call has no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule says no, about these fields.
    #[error("{0}")]
    Refused(Refusal, Vec<Violation>),
    /// The `request_id` does not do.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// A field that no rule is about.
    #[error("{}", .0.description)]
    Field(Violation),
    /// Registration was asked for a fact and did not answer.
    #[error("registration does not answer; try again in a moment")]
    Owner(#[source] Status),
    /// Registration answered with something that its contract does not allow.
    #[error("registration's answer cannot be read")]
    OwnerUnreadable(#[source] anyhow::Error),
    /// No connection to be had.
    #[error("the database does not answer; try again in a moment")]
    Pool(#[from] PoolError),
    /// A statement failed.
    #[error("the database failed")]
    Database(#[from] DieselError),
    /// The rows have no canonical form.
    #[error("the rows cannot be written down")]
    Content(#[source] CanonicalError),
}

impl Error {
    /// Whether a newer copy of a foreign fact could decide otherwise.
    #[must_use]
    pub fn rests_on_copies(&self) -> bool {
        matches!(self, Self::Refused(refusal, _) if refusal.rests_on_copies())
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        let fields = refusal.fields();
        Self::Refused(refusal, fields)
    }
}

impl From<FreezeError> for Error {
    fn from(error: FreezeError) -> Self {
        match error {
            FreezeError::Refused(refusal) => refusal.into(),
            FreezeError::Content(error) => Self::Content(error),
        }
    }
}

impl From<Violation> for Error {
    fn from(violation: Violation) -> Self {
        Self::Field(violation)
    }
}

impl ServiceError for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Refused(refusal, _) => refusal.codes().0,
            Self::Key(error) => error.kind(),
            Self::Field(_) => Kind::InvalidArgument,
            Self::Owner(_) | Self::Pool(_) => Kind::Unavailable,
            Self::Database(error) if is_away(error) => Kind::Unavailable,
            Self::OwnerUnreadable(_) | Self::Database(_) | Self::Content(_) => Kind::Internal,
        }
    }

    fn reason(&self) -> &'static str {
        match self {
            Self::Refused(refusal, _) => refusal.codes().1,
            Self::Key(error) => error.reason(),
            Self::Field(violation) => violation.reason,
            Self::Owner(_) => "REGISTRATION_UNAVAILABLE",
            Self::OwnerUnreadable(_) => "REGISTRATION_UNREADABLE",
            Self::Pool(_) => "DATABASE_UNAVAILABLE",
            Self::Database(error) if is_away(error) => "DATABASE_UNAVAILABLE",
            Self::Database(_) => "DATABASE_FAILED",
            Self::Content(_) => "CONTENT_UNWRITABLE",
        }
    }

    fn violations(&self) -> &[Violation] {
        match self {
            Self::Refused(_, fields) => fields,
            Self::Key(error) => error.violations(),
            Self::Field(violation) => std::slice::from_ref(violation),
            Self::Owner(_)
            | Self::OwnerUnreadable(_)
            | Self::Pool(_)
            | Self::Database(_)
            | Self::Content(_) => &[],
        }
    }
}

impl Refusal {
    fn codes(&self) -> (Kind, &'static str) {
        use Kind::{Aborted, AlreadyExists, FailedPrecondition, InvalidArgument, NotFound};
        match self {
            Self::ParticipationNotFound => (NotFound, "PARTICIPATION_NOT_FOUND"),
            Self::ParticipationUnverified => (FailedPrecondition, "PARTICIPATION_UNVERIFIED"),
            Self::CategoryNotFound => (NotFound, "CATEGORY_NOT_FOUND"),
            Self::CategoryNotEntered => (FailedPrecondition, "CATEGORY_NOT_ENTERED"),
            Self::CategoryNotMonitored => (FailedPrecondition, "CATEGORY_NOT_MONITORED"),
            Self::LevelNotEligible => (FailedPrecondition, "LEVEL_NOT_ELIGIBLE"),
            Self::WindowNotOpen => (FailedPrecondition, "WINDOW_NOT_OPEN"),
            Self::WindowClosed => (FailedPrecondition, "WINDOW_CLOSED"),
            Self::WindowOpen => (FailedPrecondition, "WINDOW_OPEN"),
            Self::EntryTaken => (AlreadyExists, "ENTRY_TAKEN"),
            Self::EntryNotFound => (NotFound, "ENTRY_NOT_FOUND"),
            Self::EntrySubmitted => (FailedPrecondition, "ENTRY_SUBMITTED"),
            Self::VersionStale => (Aborted, "VERSION_STALE"),
            Self::CountsMissing => (FailedPrecondition, "COUNTS_MISSING"),
            Self::SnapshotFrozen => (FailedPrecondition, "SNAPSHOT_FROZEN"),
            Self::SnapshotNotFound => (NotFound, "SNAPSHOT_NOT_FOUND"),
            Self::Texts(faults) => (InvalidArgument, faults.reason()),
            Self::File(fault) => (InvalidArgument, fault.reason()),
            Self::Rows(_) => (InvalidArgument, "ROWS_INVALID"),
        }
    }

    /// The fields of the request that it is about; none when it is about the moment or the state of things.
    fn fields(&self) -> Vec<Violation> {
        let field = match self {
            Self::Texts(faults) => return faults.as_slice().to_vec(),
            Self::Rows(faults) => return faults.told().to_vec(),
            Self::File(_) => "csv",
            Self::ParticipationNotFound => "participation_id",
            Self::CategoryNotFound
            | Self::CategoryNotEntered
            | Self::CategoryNotMonitored
            | Self::LevelNotEligible
            | Self::EntryTaken => "category_id",
            Self::EntryNotFound => "entry_id",
            Self::VersionStale => "expected_version",
            Self::SnapshotNotFound => "snapshot_id",
            Self::ParticipationUnverified
            | Self::WindowNotOpen
            | Self::WindowClosed
            | Self::WindowOpen
            | Self::EntrySubmitted
            | Self::CountsMissing
            | Self::SnapshotFrozen => return Vec::new(),
        };
        vec![Violation::new(field, self.codes().1, self.to_string())]
    }
}

impl From<Error> for Status {
    fn from(error: Error) -> Self {
        error::status(&error)
    }
}
