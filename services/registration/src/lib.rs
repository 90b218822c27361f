//! Registration: editions with their categories, the registry of organisations, accounts and sessions, who takes part and who judges.
//!
//! A request goes `grpc` (decode, call, encode) > `domain` (the rule) > `store` (row and event in one commit); bytes of files go to `objects`. It alone knows names, addresses
//! and passwords of people: its events name persons by id. It asks no other service and listens to none. What its owner has to be told of an account goes out by `mail`.

pub mod config;
mod contract;
mod domain;
mod error;
mod events;
mod grpc;
mod mail;
mod objects;
mod passwords;
#[allow(missing_docs)]
mod schema;
mod start_account;
mod store;
mod sweep;

use chassis::cipher::Cipher;
use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use eventing::program::{Parts, Service};
use fest_proto::Stream;

pub use crate::{
    config::Config,
    domain::second_factor::code as second_factor_code,
    error::Error,
    start_account::{NewAccount, start_account},
};
use crate::{objects::Objects, store::organisation_load::Loader, sweep::Sweep};

/// The service as a program.
pub struct Registration;

impl Service for Registration {
    const STREAM: Stream = Stream::Registration;
    const PREFIX: &'static str = "REGISTRATION";
    type Config = Config;
    type Checkpoint = fest_proto::registration::v1::AuditCheckpointed;

    fn migrations() -> EmbeddedMigrations {
        const MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations");
        MIGRATIONS
    }

    async fn run(config: Config, mut parts: Parts) -> anyhow::Result<()> {
        let objects = Objects::open(&config.files)?;
        let sweep = Sweep::new(parts.pool.clone(), objects.clone());
        parts.part("sweep", |stage| sweep.run(stage));
        let cipher = Cipher::read(&config.second_factor_key_file)?;
        let loader = Loader::new(config.service.database_url, parts.clock.clone());
        let sender = mail::Sender::new(&config.mail, parts.pool.clone(), parts.clock.clone())?;
        parts.part("mail", |stage| sender.run(stage));
        let server = grpc::serve(&parts, objects, loader, cipher, config.mail.is_on())?;
        parts.run(server).await
    }
}
