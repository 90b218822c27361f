//! The rules of the award, told in examples and held for any input.
#![allow(clippy::unwrap_used)] // A helper of a test may panic like the test itself.

mod exact;
mod measure;
mod ranking;
mod rubric;
mod stories;
