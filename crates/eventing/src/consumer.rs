//! From JetStream to a handler.
//!
//! **Guaranteed.** A handler's effect happens exactly once per event and consumer, however often the event is delivered: the inbox row, the
//! handler's rows and the end of the attempt are one commit, and a second delivery finds the inbox row. The broker hears of it after the
//! commit, and its answer is waited for; a process that dies in between gets the event again and drops it.
//!
//! **Order** is not guaranteed: an event that has to come again lets others pass. A handler compares versions and leaves an older one alone.
//!
//! **Who retries.** The loop, by the [`Failure`]'s name. `Again`: the broker brings the message back after a wait that grows with its deliveries,
//! for ever (`max_deliver` is unlimited), and others go on. `Never`: it is stored as a dead letter with its reason, then terminated. `Passing`
//! (and whatever the loop itself needs and does not get): the loop keeps the message, fetches nothing, and tries again with waits up to five
//! seconds until the neighbour is back.
//!
//! **The rows.** `inbox`: this event took effect here. `attempt`: written and committed before the handler runs, removed by the commit of its
//! effect or when it ended by a named failure; so a row that is left is an attempt that took its process with it, and three of those set the
//! message aside before a fourth can kill again. A passing fault costs none: the delivery keeps the id of its attempt, removes the row once the
//! database can be asked, and beginning it again under that id is the same row. `dead_letter`: what was set aside, whole. Once
//! [put back](crate::dead_letter), the loop takes it from there, between two messages and at the latest after `pull_wait`.
//!
//! **One message at a time** is asked for, so that none waits here, its `ack_wait` running, behind a handler that takes long; replicas share
//! the durable. While a message is in hand the broker is told so at each third of `ack_wait`.

mod delivery;
mod letter;
mod message;

use std::time::Duration;

use anyhow::{Context as _, anyhow, bail};
use async_nats::jetstream::{
    self,
    consumer::{AckPolicy, PullConsumer, pull},
};
use chassis::{clock::Clock, pool::Pool, process::Stage};
use diesel_async::AsyncPgConnection;
use fest_proto::Event;
use futures_util::StreamExt;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use crate::{backoff::Backoff, broker, failure::Failure, metrics};

/// What a foreign event means here. The loop makes it idempotent; it is short and need not know about deliveries.
#[tonic::async_trait]
pub trait Consumer: Send + Sync + 'static {
    /// What it listens to; its subject is the only one that comes.
    type Event: Event;
    /// What [`prepare`](Self::prepare) fetched.
    type Prepared: Send;
    /// The durable's name, `<service>-<noun>-<verb>`. It is also the inbox's, so it must never change.
    const NAME: &'static str;

    /// Fetches what the event only points at. The network is allowed, no transaction is open. It may run several times per event.
    async fn prepare(&self, event: &Self::Event) -> Result<Self::Prepared, Failure>;

    /// Writes the effect, inside the loop's transaction; no network here.
    async fn apply(
        &self,
        conn: &mut AsyncPgConnection,
        event: Self::Event,
        prepared: Self::Prepared,
    ) -> Result<(), Failure>;
}

/// The loop's times. The defaults are for production.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// After how long without a word a message is given to another replica.
    pub ack_wait: Duration,
    /// How long one request for a message stays open on the broker, and how often the dead letters are looked at.
    pub pull_wait: Duration,
    /// How long a message stays away after its first fault; doubled with each delivery.
    pub again_first: Duration,
    /// The longest that it stays away.
    pub again_longest: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            ack_wait: Duration::from_secs(30),
            pull_wait: Duration::from_secs(5),
            again_first: Duration::from_secs(1),
            again_longest: Duration::from_secs(300),
        }
    }
}

/// Runs one consumer.
pub struct ConsumerLoop<C> {
    consumer: C,
    pool: Pool,
    jetstream: jetstream::Context,
    clock: Clock,
    settings: Settings,
}

impl<C: Consumer> ConsumerLoop<C> {
    /// A loop for `consumer` on the database behind `pool`.
    #[must_use]
    pub fn new(consumer: C, pool: Pool, jetstream: jetstream::Context, clock: Clock) -> Self {
        Self {
            consumer,
            pool,
            jetstream,
            clock,
            settings: Settings::default(),
        }
    }

    /// Other times than the defaults.
    #[must_use]
    pub const fn with_settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Runs until the stage stops; the message in hand is finished, or given back if a neighbour is away. It is ready at once: a program need
    /// not refuse calls because the publisher of its events is not up yet.
    ///
    /// # Errors
    /// None: every fault is waited out. The signature is that of a part of a process.
    pub async fn run(self, stage: Stage) -> anyhow::Result<()> {
        stage.ready();
        self.run_until(stage.stopping()).await;
        Ok(())
    }

    /// Runs until the token is cancelled.
    pub async fn run_until(self, stopping: CancellationToken) {
        let mut backoff = Backoff::new();
        while let Err(fault) = self.consume(&stopping, &mut backoff).await {
            tracing::warn!(consumer = C::NAME, error = %format_args!("{fault:#}"), "consumer waits");
            if !backoff.wait(&stopping).await {
                return;
            }
        }
    }

    /// Takes and handles messages until `stopping` (`Ok`) or a fault of the broker.
    async fn consume(
        &self,
        stopping: &CancellationToken,
        backoff: &mut Backoff,
    ) -> anyhow::Result<()> {
        let durable = self.durable().await?;
        let mut look = Instant::now();
        loop {
            if look <= Instant::now() {
                self.handle_letters(stopping).await?;
                look = Instant::now() + self.settings.pull_wait;
            }
            let message = tokio::select! {
                () = stopping.cancelled() => return Ok(()),
                () = broker::broken(&self.jetstream) => bail!("the connection to NATS broke"),
                message = self.next(&durable) => message?,
            };
            backoff.reset();
            match message {
                Some(message) => self.handle(&message, stopping).await,
                None => metrics::lag(C::NAME, 0),
            }
        }
    }

    /// The durable on the event's stream, made or brought up to date. The publishing service makes the stream; until it has, this is a fault.
    async fn durable(&self) -> anyhow::Result<PullConsumer> {
        let stream = C::Event::STREAM.name();
        let config = pull::Config {
            durable_name: Some(C::NAME.to_owned()),
            filter_subject: C::Event::SUBJECT.to_owned(),
            ack_policy: AckPolicy::Explicit,
            ack_wait: self.settings.ack_wait,
            max_deliver: -1,
            ..pull::Config::default()
        };
        self.jetstream
            .get_stream(stream)
            .await
            .with_context(|| format!("stream {stream}"))?
            .create_consumer(config)
            .await
            .with_context(|| format!("consumer {}", C::NAME))
    }

    /// The next message; none when nothing came for a while.
    async fn next(&self, durable: &PullConsumer) -> anyhow::Result<Option<jetstream::Message>> {
        let mut batch = durable
            .batch()
            .max_messages(1)
            .expires(self.settings.pull_wait)
            .messages()
            .await
            .context("ask for a message")?;
        let message = batch.next().await.transpose();
        message.map_err(|error| anyhow!(error).context("wait for a message"))
    }
}
