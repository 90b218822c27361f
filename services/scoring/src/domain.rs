//! The rules of judging as plain functions on values: no async, no database, no protobuf, no clock.
//!
//! What holds a mark, a comment, a score or a rank has no `Debug`, so that none of it can slip into a log, a span or an error.

pub mod approval;
pub mod assignment;
pub mod category;
pub mod entry;
pub mod ranking;
pub mod refusal;
pub mod rubric;
pub mod seal;
pub mod sheet;
pub mod snapshot;
pub mod stage;

#[cfg(test)]
mod samples;

pub use refusal::{Fact, Fault, Noun, Owner, Refusal};
