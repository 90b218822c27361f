//! What is written in the transaction of a change and carried on afterwards: events on their way out, events taken in, commands done once and
//! decided on copies of what others own, and who did them.
//! What belongs here: the tables, the SQL and the loops that make "at least once" on the way an effect "exactly once". What does not: what an
//! event means, which is the consuming service's.
//!
//! The way of an event: [`outbox::publish`] in the change's transaction > [`relay`] > JetStream > [`consumer`] > the handler's transaction.

mod attempt;
pub mod audit;
mod backoff;
pub mod broker;
pub mod consumer;
pub mod dead_letter;
pub mod decision;
mod envelope;
pub mod failure;
pub mod idempotency;
mod metrics;
pub mod outbox;
pub mod program;
pub mod relay;
pub mod republish;
#[allow(missing_docs)]
pub mod schema;
pub mod stream;

use diesel_migrations::{EmbeddedMigrations, embed_migrations};

/// The tables of this crate, for the database of every service.
pub const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");
