//! Submission: the works that participants enter and the counts that the committee loads, up to the moment from which they no longer change.
//!
//! - `domain`: entries, files of counts, snapshots, and every rule about them; no database, no network, no clock.
//! - `store`: rows, and the event of each change in the same transaction.
//! - `grpc`: the rpcs of `fest.submission.v1`.
//! - `copies`: what registration owns and submission decides on; kept by `consumers`, asked for through `clients` before anyone is refused.
//! - `events`: what the others are told.

mod clients;
mod config;
mod consumers;
mod copies;
mod domain;
mod error;
mod events;
mod grpc;
mod schema;
mod store;

use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use eventing::program::{Parts, Service};
use fest_proto::{
    Stream,
    registration::v1::{
        CategoryChanged, CategoryCreated, CategoryRemoved, EditionArchived, EditionChanged,
        EditionLocked, EditionRescheduled, ParticipationHandedOver, ParticipationReturned,
        ParticipationVerified, ParticipationWithdrawn,
    },
    submission::v1::{
        entry_service_server::EntryServiceServer, lapor_service_server::LaporServiceServer,
    },
};

use crate::{
    clients::Registration,
    consumers::{
        category::Categories, edition::Editions, organisation_changed::ChangedOrganisations,
        organisations_imported::Organisations, participation::Participations,
    },
    copies::Copies,
    grpc::{entry::Entries, lapor::Lapor},
};

pub use crate::config::Config;

/// Our tables.
const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");

/// The service as a program.
pub struct Submission;

impl Service for Submission {
    const STREAM: Stream = Stream::Submission;
    const PREFIX: &'static str = "SUBMISSION";
    type Config = Config;
    type Checkpoint = fest_proto::submission::v1::AuditCheckpointed;

    fn migrations() -> EmbeddedMigrations {
        MIGRATIONS
    }

    async fn run(config: Config, mut parts: Parts) -> anyhow::Result<()> {
        let channel = parts.connect("registration", &config.registration_url)?;
        let registration = Registration::new(channel);
        let (pool, clock) = (parts.pool.clone(), parts.clock.clone());
        let copies = Copies::new(pool.clone(), clock.clone(), registration.clone());
        let entries = Entries {
            pool: pool.clone(),
            clock: clock.clone(),
            copies: copies.clone(),
        };
        let lapor = Lapor {
            pool,
            clock,
            copies,
        };
        parts.consume(Editions::<EditionChanged>::default());
        parts.consume(Editions::<EditionLocked>::default());
        parts.consume(Editions::<EditionRescheduled>::default());
        parts.consume(Editions::<EditionArchived>::default());
        parts.consume(Categories::<CategoryCreated>::default());
        parts.consume(Categories::<CategoryChanged>::default());
        parts.consume(Categories::<CategoryRemoved>::default());
        parts.consume(Participations::<ParticipationVerified>::new());
        parts.consume(Participations::<ParticipationReturned>::new());
        parts.consume(Participations::<ParticipationWithdrawn>::new());
        parts.consume(Participations::<ParticipationHandedOver>::new());
        parts.consume(ChangedOrganisations);
        parts.consume(Organisations { registration });
        let server = parts
            .server()?
            .serve(EntryServiceServer::new(entries))?
            .serve(LaporServiceServer::new(lapor))?;
        parts.run(server).await
    }
}
