//! The private PostgreSQL and nats-server of one data folder: found, started, watched, stopped.
//!
//! Belongs here: what these two programs need to run as children of ours. Does not belong here: what is kept in them
//! (roles, databases, streams), which is the business of whoever starts them. Linux only: the promise that no child
//! outlives us is the kernel's (`PR_SET_PDEATHSIG`), and a child finds its folder through `/proc`.

mod folder;
mod keeper;
mod nats;
mod postgres;
mod random;

pub use nats::binary::{Places, find_nats_server};
pub use nats::{Nats, USER as NATS_USER};
pub use postgres::{Postgres, SUPERUSER};

/// How a child is started.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The port on 127.0.0.1; a free one when `None`.
    pub port: Option<u16>,
    /// Whether what is acknowledged survives a power cut.
    pub speed: Speed,
}

/// What an acknowledged write is worth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Speed {
    /// On disk before it is acknowledged.
    #[default]
    Durable,
    /// For tests: survives the end of the child, not a power cut.
    Test,
}
