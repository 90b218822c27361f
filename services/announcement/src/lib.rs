//! Announcement: knows of a sealed category its root alone, until the release; then it fetches the content from scoring, checks it against that
//! root, and makes it public, category by category.
//!
//! - `domain`: the check, and what becomes public by it; no database, no network, no clock.
//! - `store`: rows, and the event of each change in the same transaction.
//! - `grpc`: the rpcs of `fest.announcement.v1`.
//! - `consumers`: the roots that scoring tells (and the checkpoints of the others' audits, which are kept here); `clients` fetches the content when its moment has come.

mod clients;
mod config;
mod consumers;
mod domain;
mod error;
mod events;
mod grpc;
mod schema;
mod store;

use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use eventing::{
    audit::keep::Keeper,
    program::{Parts, Service},
};
use fest_proto::{
    Stream, announcement::v1::result_service_server::ResultServiceServer,
    registration::v1 as registration, scoring::v1 as scoring, submission::v1 as submission,
};

use crate::{clients::Scoring, consumers::category_sealed::Seals, grpc::result::Results};

pub use crate::config::Config;

/// Our tables.
const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// The service as a program.
pub struct Announcement;

impl Service for Announcement {
    const STREAM: Stream = Stream::Announcement;
    const PREFIX: &'static str = "ANNOUNCEMENT";
    type Config = Config;
    type Checkpoint = fest_proto::announcement::v1::AuditCheckpointed;

    fn migrations() -> EmbeddedMigrations {
        MIGRATIONS
    }

    async fn run(config: Config, mut parts: Parts) -> anyhow::Result<()> {
        let owner = Scoring::new(parts.connect("scoring", &config.scoring_url)?);
        let results = Results {
            pool: parts.pool.clone(),
            clock: parts.clock.clone(),
            scoring: owner,
        };
        parts.consume(Seals);
        parts.consume(Keeper::<registration::AuditCheckpointed>::default());
        parts.consume(Keeper::<submission::AuditCheckpointed>::default());
        parts.consume(Keeper::<scoring::AuditCheckpointed>::default());
        let server = parts.server()?.serve(ResultServiceServer::new(results))?;
        parts.run(server).await
    }
}
