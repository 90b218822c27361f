//! The rules of the award as plain functions on values: exact numbers, rubrics, measures, evaluation and ranking.
//!
//! Here belongs what anybody can compute again on paper from the published rules and the inputs. No clock, no chance,
//! no storage, no wire format, and no floating point: a mark is a decimal, a result a fraction, exact to the end.

pub mod evaluation;
pub mod exact;
pub mod measure;
pub mod ranking;
pub mod rubric;

mod draft;

pub use evaluation::{Evidence, Subject};
pub use exact::{Exact, ExactError};
pub use measure::{LaporCounts, Measure};
pub use ranking::Ranking;
pub use rubric::{Criterion, Rubric, Source};
