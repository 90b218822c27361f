//! Registration: editions with their categories, the registry of organisations, accounts and sessions, who takes part and who judges.

pub mod config;

use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use eventing::program::{Parts, Service};
use fest_proto::Stream;

use crate::config::Config;

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
        let server = parts.server()?;
        parts.run(server).await
    }
}
