//! The database. A change and the event that tells of it are one transaction.

pub mod result;
pub mod seal;

use diesel::result::Error as DieselError;

/// A row that the table's own checks should have kept out.
fn unreadable(column: &'static str) -> DieselError {
    DieselError::DeserializationError(format!("unreadable {column}").into())
}
