//! Why a handler did not do its work: again, never, or a neighbour is away.

use std::error::Error as _;

use anyhow::anyhow;
use chassis::pool::is_away;
use diesel::result::{DatabaseErrorKind, Error as DieselError};
use tonic::{Code, Status};

/// What a handler's failure means for the message.
///
/// The outermost text of `source` is stored with a dead letter and shown to operators, so it must be safe; its causes go to the log only.
#[derive(Debug)]
pub enum Failure {
    /// A fault of this message alone that another try may not meet (a lock, a serialization failure, a fact that has not arrived). It comes
    /// back after a wait that grows; others go on meanwhile.
    Again(anyhow::Error),
    /// It can never work. It is set aside as a dead letter under this reason.
    Never {
        /// A stable upper-case name.
        reason: &'static str,
        /// What happened.
        source: anyhow::Error,
    },
    /// No database, no broker, the owner away: every message would meet it. Fetching stops until it is over, and no attempt is counted.
    Passing(anyhow::Error),
}

impl Failure {
    /// A message that can never work.
    pub fn never(reason: &'static str, source: impl Into<anyhow::Error>) -> Self {
        Self::Never {
            reason,
            source: source.into(),
        }
    }
}

impl From<DieselError> for Failure {
    fn from(error: DieselError) -> Self {
        use DatabaseErrorKind as Kind;
        if is_away(&error) {
            return Self::Passing(anyhow!(error).context("the database is away"));
        }
        match &error {
            DieselError::DatabaseError(Kind::CheckViolation | Kind::NotNullViolation, _)
            | DieselError::SerializationError(_)
            | DieselError::DeserializationError(_)
            | DieselError::QueryBuilderError(_)
            | DieselError::InvalidCString(_) => Self::Never {
                reason: "DATABASE_REFUSED",
                source: anyhow!(error).context("the database refuses what the event says"),
            },
            // Locks, serialization, deadlocks; keys too, since what they miss or meet may change with the next event.
            _ => Self::Again(anyhow!(error).context("the database could not take it now")),
        }
    }
}

impl From<Status> for Failure {
    fn from(status: Status) -> Self {
        let code = status.code();
        match code {
            Code::Unavailable
            | Code::DeadlineExceeded
            | Code::ResourceExhausted
            | Code::Cancelled
            | Code::Unauthenticated
            | Code::Unimplemented => {
                Self::Passing(anyhow!(status).context(format!("the owner is away ({code:?})")))
            }
            // A connection that broke in the middle of a call has a cause on this side.
            Code::Unknown if status.source().is_some() => {
                Self::Passing(anyhow!(status).context("the owner is away"))
            }
            Code::InvalidArgument | Code::NotFound | Code::OutOfRange => Self::Never {
                reason: "OWNER_REFUSED",
                source: anyhow!(status).context(format!("the owner refused ({code:?})")),
            },
            _ => Self::Again(anyhow!(status).context(format!("the owner refused now ({code:?})"))),
        }
    }
}

impl From<chassis::pool::PoolError> for Failure {
    fn from(error: chassis::pool::PoolError) -> Self {
        Self::Passing(anyhow!(error).context("no connection to the database"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(failure: &Failure) -> &'static str {
        match failure {
            Failure::Again(_) => "again",
            Failure::Never { .. } => "never",
            Failure::Passing(_) => "passing",
        }
    }

    fn database(kind: DatabaseErrorKind, message: &str) -> Failure {
        DieselError::DatabaseError(kind, Box::new(message.to_owned())).into()
    }

    #[test]
    fn a_lost_database_passes() {
        for failure in [
            database(DatabaseErrorKind::UnableToSendCommand, "connection closed"),
            database(DatabaseErrorKind::ClosedConnection, ""),
            database(
                DatabaseErrorKind::Unknown,
                "terminating connection due to administrator command",
            ),
        ] {
            assert_eq!(name(&failure), "passing", "{failure:?}");
        }
    }

    #[test]
    fn a_conflict_is_tried_again_and_a_broken_check_never() {
        let serialization = database(DatabaseErrorKind::SerializationFailure, "");
        let deadlock = database(DatabaseErrorKind::Unknown, "deadlock detected");
        let check = database(DatabaseErrorKind::CheckViolation, "");
        assert_eq!(name(&serialization), "again");
        assert_eq!(name(&deadlock), "again");
        assert_eq!(name(&check), "never");
    }

    #[test]
    fn an_owner_who_is_away_passes_and_one_who_refuses_does_not() {
        assert_eq!(name(&Status::unavailable("").into()), "passing");
        assert_eq!(name(&Status::deadline_exceeded("").into()), "passing");
        assert_eq!(name(&Status::failed_precondition("").into()), "again");
        assert_eq!(name(&Status::not_found("").into()), "never");
    }
}
