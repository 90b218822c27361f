//! The database. A change and the event that tells of it are one transaction; rules come in as functions, which cannot wait for a network.
//!
//! Copies of registration's facts: events come in any order and answers cross them, so what is not newer than the row changes nothing.

pub mod category;
pub mod edition;
pub mod entry;
pub mod intake;
pub mod lapor;
pub mod organisation;
pub mod participation;
pub mod snapshot;

use diesel::result::Error as DieselError;

/// A row that the table's own checks should have kept out.
fn unreadable(column: &'static str) -> DieselError {
    DieselError::DeserializationError(format!("unreadable {column}").into())
}
