//! Scoring: who judges what, by which criteria, with what marks, and what follows from them. Until a category's release its marks, comments, scores
//! and ranks are in this service's database and nowhere else.
//!
//! - `domain`: rubrics, sheets, the ranking, seals and approvals as plain rules; no database, no network, no clock.
//! - `store`: rows, and the event of each change in the same transaction.
//! - `grpc`: the rpcs of `fest.scoring.v1`.
//! - `consumers`: what registration and submission tell; `foreign` reads it, `clients` asks before anyone is refused for it.
//! - `messages`, `events`: what callers and the others are told.

mod clients;
mod config;
mod consumers;
mod domain;
mod error;
mod events;
mod foreign;
mod grpc;
mod messages;
mod schema;
mod store;

use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use eventing::{
    audit::keep::Keeper,
    program::{Parts, Service},
};
use fest_proto::{
    Stream,
    announcement::v1::AuditCheckpointed as AnnouncementCheckpointed,
    registration::v1::{
        CategoryChanged, CategoryCreated, CategoryRemoved, EditionArchived, EditionChanged,
        EditionLocked, EditionRescheduled,
    },
    scoring::v1::{
        assignment_service_server::AssignmentServiceServer,
        ranking_service_server::RankingServiceServer, rubric_service_server::RubricServiceServer,
        seal_service_server::SealServiceServer, sheet_service_server::SheetServiceServer,
    },
};

use crate::{
    clients::Owners,
    consumers::{
        category::CategoryConsumer, edition::EditionConsumer,
        entry_submitted::EntrySubmittedConsumer, judge_appointed::JudgeAppointedConsumer,
        snapshot_frozen::SnapshotFrozenConsumer,
    },
    grpc::desk::Desk,
};

pub use crate::config::Config;

/// Our tables.
const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// The service as a program.
pub struct Scoring;

impl Service for Scoring {
    const STREAM: Stream = Stream::Scoring;
    const PREFIX: &'static str = "SCORING";
    type Config = Config;
    type Checkpoint = fest_proto::scoring::v1::AuditCheckpointed;

    fn migrations() -> EmbeddedMigrations {
        MIGRATIONS
    }

    async fn run(config: Config, mut parts: Parts) -> anyhow::Result<()> {
        let registration = parts.connect("registration", &config.registration_url)?;
        let submission = parts.connect("submission", &config.submission_url)?;
        let owners = Owners::new(registration, submission, parts.clock.clone());
        let desk = Desk::new(parts.pool.clone(), parts.clock.clone(), owners.clone());
        parts.consume(EditionConsumer::<EditionChanged>::default());
        parts.consume(EditionConsumer::<EditionLocked>::default());
        parts.consume(EditionConsumer::<EditionRescheduled>::default());
        parts.consume(EditionConsumer::<EditionArchived>::default());
        parts.consume(CategoryConsumer::<CategoryCreated>::default());
        parts.consume(CategoryConsumer::<CategoryChanged>::default());
        parts.consume(CategoryConsumer::<CategoryRemoved>::default());
        parts.consume(JudgeAppointedConsumer);
        parts.consume(EntrySubmittedConsumer);
        parts.consume(SnapshotFrozenConsumer::new(owners));
        parts.consume(Keeper::<AnnouncementCheckpointed>::default());
        let server = parts
            .server()?
            .serve(RubricServiceServer::new(desk.clone()))?
            .serve(AssignmentServiceServer::new(desk.clone()))?
            .serve(SheetServiceServer::new(desk.clone()))?
            .serve(RankingServiceServer::new(desk.clone()))?
            .serve(SealServiceServer::new(desk))?;
        parts.run(server).await
    }
}
