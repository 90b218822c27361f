//! A service as a program: what all four are made of (database, broker, relay, admin port) and the commands that each of them has.
//! It stands here because these are the parts of an outbox and an inbox; a service adds its rpcs and its consumers.

mod audit;

use std::{future::Future, process::ExitCode};

use anyhow::Context as _;
use async_nats::jetstream;
use chassis::{
    admin,
    client::{Identity, ServiceChannel},
    clock::Clock,
    config::{self, ServiceConfig},
    pool::{self, Pool},
    process::{Process, Stage},
    server::{Server, ServerBuilder},
    surroundings::Surroundings,
    telemetry::{self, TelemetryConfig},
    token::{KeySet, SigningKey},
};
use clap::{Args, FromArgMatches, Subcommand};
use diesel_migrations::EmbeddedMigrations;
use fest_proto::{Stream, audit::v1::audit_service_server::AuditServiceServer};
use prometheus::Registry;

use crate::{
    MIGRATIONS,
    audit::{AuditRows, Linker, keep::Checkpointed},
    broker,
    consumer::{Consumer, ConsumerLoop},
    dead_letter,
    relay::Relay,
    republish, stream,
};

/// One of the four services.
pub trait Service: 'static {
    /// Its stream, which also gives its name.
    const STREAM: Stream;
    /// What its variables begin with.
    const PREFIX: &'static str;
    /// What it reads at its start.
    type Config: Args + FromArgMatches + AsRef<ServiceConfig> + Clone + Send + 'static;

    /// What it tells of its audit.
    type Checkpoint: Checkpointed;

    /// Its own tables.
    fn migrations() -> EmbeddedMigrations;

    /// Puts its rpcs and consumers on the parts, and runs until told to stop.
    fn run(config: Self::Config, parts: Parts) -> impl Future<Output = anyhow::Result<()>> + Send;
}

/// What all four services have, opened.
pub struct Parts {
    /// The time.
    pub clock: Clock,
    /// Its own database.
    pub pool: Pool,
    /// The broker.
    pub jetstream: jetstream::Context,
    /// Its own key.
    pub signing: SigningKey,
    name: &'static str,
    stream: Stream,
    config: ServiceConfig,
    keys: KeySet,
    surroundings: Surroundings,
    parts: Vec<Start>,
    linker: Start,
}

type Start = Box<dyn FnOnce(&mut Process) + Send>;

impl Parts {
    /// Reads the keys, opens pool and broker, and migrates where the configuration says so.
    ///
    /// # Errors
    /// When a key cannot be read, an address is none or a migration fails. A broker that is away is no error.
    pub async fn open<S: Service>(
        config: &ServiceConfig,
        surroundings: Surroundings,
    ) -> anyhow::Result<Self> {
        let name = S::STREAM.service();
        let (signing, keys) = config.keys.read(name)?;
        if config.migrate_on_start {
            migrate::<S>(config).await?;
        }
        let clock = surroundings.clock.clone();
        let pool = pool::connect(&config.database_url, config.database_pool_size)?;
        let linker = Linker::<S::Checkpoint>::new(pool.clone(), clock.clone(), signing.clone());
        Ok(Self {
            clock,
            pool,
            jetstream: broker::connect(&config.nats_url, name).await?,
            signing,
            name,
            stream: S::STREAM,
            config: config.clone(),
            keys,
            surroundings,
            parts: Vec::new(),
            linker: Box::new(|process| {
                process.part("audit", |stage| linker.run(stage));
            }),
        })
    }

    /// A channel to another service, speaking as this one.
    ///
    /// # Errors
    /// When the address is none.
    pub fn connect(&self, audience: &'static str, url: &str) -> anyhow::Result<ServiceChannel> {
        Identity::new(self.signing.clone(), audience, self.clock.clone()).connect(url)
    }

    /// The server with what every service tells of itself, to put rpcs on.
    ///
    /// # Errors
    /// When the descriptor set cannot be read.
    pub fn server(&self) -> anyhow::Result<ServerBuilder> {
        let server =
            ServerBuilder::new(self.name, &self.surroundings.health, self.config.reflection)?;
        server.serve(AuditServiceServer::new(AuditRows::new(self.pool.clone())))
    }

    /// Adds a part of the service's own, which stops after the server and before the relay.
    pub fn part<F, R>(&mut self, name: &'static str, start: F)
    where
        F: FnOnce(Stage) -> R + Send + 'static,
        R: Future<Output = anyhow::Result<()>> + Send + 'static,
    {
        self.parts
            .push(Box::new(move |process| process.part(name, start)));
    }

    /// Adds a consumer.
    pub fn consume<C: Consumer>(&mut self, consumer: C) {
        let work = ConsumerLoop::new(
            consumer,
            self.pool.clone(),
            self.jetstream.clone(),
            self.clock.clone(),
        );
        self.part(C::NAME, |stage| work.run(stage));
    }

    /// Runs server, consumers and parts of its own, linker, relay and admin port; they stop in this order.
    ///
    /// # Errors
    /// When a part ends by itself.
    pub async fn run(self, server: ServerBuilder) -> anyhow::Result<()> {
        let Surroundings {
            health,
            stop,
            registry,
            listener,
            admin,
            ..
        } = self.surroundings;
        let server: Server = server.build(self.clock.clone(), self.keys);
        let relay = Relay::new(
            self.pool.clone(),
            self.config.database_url,
            self.jetstream,
            self.clock,
        )
        .ensuring(self.stream, self.config.nats_replicas);
        let mut process = Process::new(self.name, health.clone(), stop);
        process.part("grpc", |stage| server.run(listener, stage));
        for start in self.parts {
            start(&mut process);
        }
        (self.linker)(&mut process);
        process.part("relay", |stage| relay.run(stage));
        process.part("admin", |stage| admin::run(admin, health, registry, stage));
        let ended = process.run().await;
        self.pool.close();
        ended
    }
}

/// What each service can be told to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Serve until SIGTERM.
    Serve,
    /// Bring the database's tables up to date, one process at a time.
    Migrate,
    /// Put dead letters back, of one consumer or of all: the running service takes them in.
    Redrive {
        /// The consumer's name, such as scoring-entry-submitted.
        consumer: Option<String>,
    },
    /// Publish every event again, after the broker lost its stream.
    Republish,
    /// Look into the audit.
    #[command(subcommand)]
    Audit(audit::Question),
}

/// Carries a command out, with telemetry around it, and says what happened in the exit code.
#[must_use]
pub fn execute<S: Service>(command: Command) -> ExitCode {
    with_config::<S, _>(async move |config, registry| match command {
        Command::Serve => serve::<S>(config, registry).await,
        Command::Migrate => migrate::<S>(config.as_ref()).await,
        Command::Redrive { consumer } => redrive(config.as_ref(), consumer.as_deref()).await,
        Command::Republish => rebuild::<S>(config.as_ref()).await,
        Command::Audit(question) => audit::answer::<S>(config.as_ref(), question).await,
    })
}

/// Runs `work` with the service's configuration and telemetry, which is flushed last.
pub fn with_config<S: Service, W>(work: W) -> ExitCode
where
    W: AsyncFnOnce(S::Config, Registry) -> anyhow::Result<()>,
{
    telemetry::run_with(S::STREAM.service(), async |registry| {
        let config = config::from_env::<S::Config>(S::PREFIX)?;
        work(config, registry).await
    })
}

/// The text that `--help` ends with: the variables.
#[must_use]
pub fn variables<S: Service>() -> String {
    let own = config::help::<S::Config>(S::PREFIX);
    own + &config::help::<TelemetryConfig>(telemetry::PREFIX)
}

/// Runs the tables' migrations, ours first, with the owner's role.
///
/// # Errors
/// When the database does not answer or a migration fails.
pub async fn migrate<S: Service>(config: &ServiceConfig) -> anyhow::Result<()> {
    let url = config.database_owner_url.as_ref();
    let url = url.unwrap_or(&config.database_url);
    pool::migrate(url, vec![MIGRATIONS, S::migrations()]).await
}

async fn serve<S: Service>(config: S::Config, registry: Registry) -> anyhow::Result<()> {
    let common = config.as_ref();
    let surroundings =
        Surroundings::of_process(common.listen, common.admin_listen, registry).await?;
    let parts = Parts::open::<S>(common, surroundings).await?;
    S::run(config, parts).await
}

async fn redrive(config: &ServiceConfig, consumer: Option<&str>) -> anyhow::Result<()> {
    let pool = pool::connect(&config.database_url, 1)?;
    let mut conn = pool.get().await.context("database")?;
    let count = dead_letter::redrive_all(&mut conn, &Clock::system(), consumer).await?;
    tracing::info!(count, "dead letters put back");
    Ok(())
}

async fn rebuild<S: Service>(config: &ServiceConfig) -> anyhow::Result<()> {
    let pool = pool::connect(&config.database_url, 2)?;
    let jetstream = broker::connect_now(&config.nats_url, S::STREAM.service()).await?;
    stream::ensure(&jetstream, S::STREAM, config.nats_replicas).await?;
    let count = republish::all(&pool, &jetstream).await?;
    tracing::info!(count, "events published again");
    Ok(())
}
