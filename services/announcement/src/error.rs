//! Everything that a call can end with other than its answer, and what the caller sees of it.

use chassis::{
    error::{Kind, ServiceError, Violation},
    pool::{PoolError, is_away},
};
use diesel::result::Error as DieselError;
use eventing::idempotency::KeyError;
use tonic::{Code, Status};
use tonic_types::StatusExt;

use crate::domain::Refusal;

/// Why a call has no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule said no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A field of the request is at fault.
    #[error("{}", .0.description)]
    Field(Violation),
    /// The `request_id` does not do.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// Scoring does not let the content go; its own reason is the caller's.
    #[error("scoring does not release it")]
    NotReleased(Box<Status>),
    /// Scoring did not answer.
    #[error("scoring does not answer")]
    Scoring(#[source] Box<Status>),
    /// The database failed.
    #[error("the database failed")]
    Database(#[from] DieselError),
    /// The database could not be had.
    #[error("no connection to the database")]
    Pool(#[from] PoolError),
}

impl Error {
    /// What scoring's status means here: a refusal that it explains is passed on, anything else means that it is away.
    pub fn from_scoring(status: Status) -> Self {
        let explained = status.get_details_error_info().is_some();
        match status.code() {
            Code::FailedPrecondition | Code::NotFound if explained => {
                Self::NotReleased(Box::new(status))
            }
            _ => Self::Scoring(Box::new(status)),
        }
    }
}

impl ServiceError for Error {
    fn kind(&self) -> Kind {
        match self {
            Self::Refused(Refusal::SealNotFound | Refusal::NotAnnounced) => Kind::NotFound,
            Self::Refused(Refusal::SealBroken | Refusal::ResultRevealed) => {
                Kind::FailedPrecondition
            }
            Self::Field(_) => Kind::InvalidArgument,
            Self::Key(error) => error.kind(),
            Self::NotReleased(status) => Kind::from_code(status.code()),
            Self::Scoring(_) | Self::Pool(_) => Kind::Unavailable,
            Self::Database(error) if is_away(error) => Kind::Unavailable,
            Self::Database(_) => Kind::Internal,
        }
    }

    fn reason(&self) -> &'static str {
        match self {
            Self::Refused(Refusal::SealNotFound) => "SEAL_NOT_FOUND",
            Self::Refused(Refusal::SealBroken) => "SEAL_BROKEN",
            Self::Refused(Refusal::ResultRevealed) => "RESULT_REVEALED",
            Self::Refused(Refusal::NotAnnounced) => "NOT_ANNOUNCED",
            Self::Field(violation) => violation.reason,
            Self::Key(error) => error.reason(),
            Self::NotReleased(_) => "NOT_RELEASED",
            Self::Scoring(_) => "SCORING_UNAVAILABLE",
            Self::Pool(_) => "DATABASE_UNAVAILABLE",
            Self::Database(error) if is_away(error) => "DATABASE_UNAVAILABLE",
            Self::Database(_) => "DATABASE_FAILED",
        }
    }

    fn violations(&self) -> &[Violation] {
        match self {
            Self::Field(violation) => std::slice::from_ref(violation),
            Self::Key(error) => error.violations(),
            _ => &[],
        }
    }
}

impl From<Violation> for Error {
    fn from(violation: Violation) -> Self {
        Self::Field(violation)
    }
}

impl From<Error> for Status {
    fn from(error: Error) -> Self {
        match error {
            // Without scoring's headers, which belong to its own answer.
            Error::NotReleased(status) => Self::with_details(
                status.code(),
                status.message(),
                status.details().to_vec().into(),
            ),
            error => chassis::error::status(&error),
        }
    }
}
