//! diesel queries. Each command locks the rows that it decides on, runs the rule, and saves state and event in the caller's transaction.
//!
//! **The lock of a category.** What changes a ranking's inputs holds its category's row shared, sealing holds it alone, and both take it before
//! any other row. So whoever came first is done before the other looks, and nothing slips past a seal.

pub mod assignment;
pub mod category;
pub mod copy;
pub mod entry;
pub mod ranking;
pub mod rubric;
pub mod seal;
pub mod sheet;
pub mod snapshot;
pub mod stage;

use crate::error::Error;

/// A row that only another program or a hand can have written: its text is none of ours.
pub(crate) const fn unreadable(what: &'static str) -> Error {
    Error::Broken(what)
}
