//! Scoring: who judges what, by which criteria, with what marks, and what follows from them.

pub mod domain;
#[allow(missing_docs)]
pub mod schema;
