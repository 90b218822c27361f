//! Registration: editions with their categories, the registry of organisations, accounts and sessions, who takes part and who judges.
//!
//! A request goes `grpc` (decode, call, encode) > `domain` (the rule) > `store` (row and event in one commit). It alone knows names, addresses
//! and passwords of people: its events name persons by id. It asks no other service and listens to none.

pub mod config;
mod contract;
mod domain;
mod error;
mod events;
mod grpc;
mod passwords;
#[allow(missing_docs)]
mod schema;
mod start_account;
mod store;

use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use eventing::program::{Parts, Service};
use fest_proto::Stream;

pub use crate::{
    config::Config,
    error::Error,
    start_account::{NewAccount, start_account},
};

/// The service as a program.
pub struct Registration;

impl Service for Registration {
    const STREAM: Stream = Stream::Registration;
    const PREFIX: &'static str = "REGISTRATION";
    type Config = Config;

    fn migrations() -> EmbeddedMigrations {
        const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");
        MIGRATIONS
    }

    async fn run(_: Config, parts: Parts) -> anyhow::Result<()> {
        let server = grpc::serve(&parts)?;
        parts.run(server).await
    }
}
