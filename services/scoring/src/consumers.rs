//! What foreign events mean here: copies are kept, and a category's frozen counts fetched.

pub mod category;
pub mod edition;
pub mod entry_submitted;
pub mod judge_appointed;
pub mod snapshot_frozen;

use eventing::failure::Failure;

use crate::{error::Error, foreign::Malformed};

impl From<Malformed> for Failure {
    fn from(malformed: Malformed) -> Self {
        Self::never("EVENT_MALFORMED", malformed)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        match error {
            Error::Database(error) => error.into(),
            Error::Pool(error) => error.into(),
            error => Self::never("EVENT_UNUSABLE", error),
        }
    }
}
