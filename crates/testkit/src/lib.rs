//! What tests lean on and no program does: a whole service, a database, a broker and a mail server of a test's own, a line that can be cut, a clock
//! that stands still, and waiting for a state instead of for a while.
//!
//! Belongs here: what tests of several crates need. Does not belong here: a helper with one user, which stays with it.
//! Everything here panics with a full account instead of returning errors, as a test would.

mod database;
mod mail;
mod nats;
mod proxy;
mod refusal;
mod wait;

pub mod access;
pub mod schema;
pub mod server;
pub mod service;
pub mod text;

pub use database::{TestDatabase, database};
pub use mail::{Mishap, TestMail, mail};
pub use nats::{TestNats, nats};
pub use proxy::Proxy;
pub use refusal::{Refusal, reason, refused};
pub use wait::{Look, wait_for};

/// A clock that stands at a moment, written as in `2024-10-21T09:00:00+07:00`, until it is moved.
pub fn clock(at: &str) -> chassis::clock::Clock {
    match at.parse() {
        Ok(at) => chassis::clock::Clock::fixed(at),
        Err(error) => panic!("not a time: {at}: {error}"),
    }
}

/// A fresh `request_id`.
#[must_use]
pub fn request_id() -> String {
    chassis::clock::Clock::system().new_id().to_string()
}

/// The value, or the end of the test with the whole chain of causes.
fn demand<T>(result: anyhow::Result<T>) -> T {
    result.unwrap_or_else(|error| panic!("{error:#}"))
}
