//! What anybody can check, told in examples and held for any input.
#![allow(clippy::unwrap_used)] // A helper of a test may panic like the test itself.

mod audit;
mod canonical;
mod commitment;
mod result;
mod snapshot;
mod stories;
mod tampering;
