//! From the outbox to JetStream.
//!
//! **Guaranteed.** Every committed outbox row reaches its stream at least once. A row is marked published only after the broker's
//! acknowledgement; a relay that dies in between leaves it unmarked and the next one sends it again under the same message id, which the
//! broker drops within its window and the inboxes drop for ever.
//!
//! **Order.** Oldest first, but two replicas, or transactions that commit out of order, may turn neighbours round. Consumers compare versions.
//!
//! **Who retries.** This loop, for ever, with waits up to five seconds: whatever fails (database or broker away, stream missing or full), the
//! rows stay and the loop begins again from listening. Nothing here gives up or sets a row aside; depth and age of the outbox tell.
//!
//! **The lock on the rows** (`FOR UPDATE SKIP LOCKED`) keeps replicas off each other's batch. It lasts for one batch and at most as long as the
//! broker's acknowledgements may take.
//!
//! **Listen, then look.** The listening connection is open before the first look, so a commit in between leaves a notice behind. The look every
//! five seconds is for what no notice tells: rows that another relay had locked when it died.

mod listener;
mod publisher;

use std::time::Duration;

use async_nats::jetstream;
use chassis::{clock::Clock, pool::Pool, process::Stage};
use diesel_async::AsyncConnection;
use fest_proto::Stream;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use self::listener::Listener;
pub(crate) use self::publisher::{Published, publish};
use crate::{backoff::Backoff, broker, idempotency, metrics, outbox, stream};

/// How many rows go out under one lock.
const BATCH: i64 = 256;
/// How often to look without a notice.
const LOOK: Duration = Duration::from_secs(5);
/// How often remembered answers that are too old are removed.
const FORGET: Duration = Duration::from_secs(3600);

/// Carries one service's outbox to the broker.
pub struct Relay {
    pool: Pool,
    database_url: String,
    jetstream: jetstream::Context,
    clock: Clock,
    stream: Option<(Stream, usize)>,
    forgotten: Option<Instant>,
    observed: Option<Instant>,
}

impl Relay {
    /// A relay of the database behind `pool`; `database_url` is for the connection that listens.
    #[must_use]
    pub fn new(
        pool: Pool,
        database_url: impl Into<String>,
        jetstream: jetstream::Context,
        clock: Clock,
    ) -> Self {
        Self {
            pool,
            database_url: database_url.into(),
            jetstream,
            clock,
            stream: None,
            forgotten: None,
            observed: None,
        }
    }

    /// Makes the stream, too: before the first row and after every fault, so that a broker that came back empty is filled again.
    #[must_use]
    pub fn ensuring(mut self, stream: Stream, replicas: usize) -> Self {
        self.stream = Some((stream, replicas));
        self
    }

    /// Runs until the stage stops; a batch on its way is finished. It is ready once it listens: with the broker away the program still serves,
    /// and its events wait in the outbox.
    ///
    /// # Errors
    /// None: every fault is waited out. The signature is that of a part of a process.
    pub async fn run(self, stage: Stage) -> anyhow::Result<()> {
        self.carry(stage.stopping(), || stage.ready()).await;
        Ok(())
    }

    /// Runs until the token is cancelled.
    pub async fn run_until(self, stopping: CancellationToken) {
        self.carry(stopping, || {}).await;
    }

    async fn carry(mut self, stopping: CancellationToken, listening: impl Fn()) {
        let mut backoff = Backoff::new();
        while let Err(fault) = self.relay(&stopping, &mut backoff, &listening).await {
            tracing::warn!(error = %format_args!("{fault:#}"), "relay waits");
            let _ = self.observe().await;
            if !backoff.wait(&stopping).await {
                return;
            }
        }
    }

    /// Listens, then looks and sleeps by turns until `stopping` (`Ok`) or a fault.
    async fn relay(
        &mut self,
        stopping: &CancellationToken,
        backoff: &mut Backoff,
        listening: &impl Fn(),
    ) -> anyhow::Result<()> {
        let mut listener = Listener::open(&self.database_url).await?;
        listening();
        broker::present(&self.jetstream)?;
        if let Some((stream, replicas)) = self.stream {
            stream::ensure(&self.jetstream, stream, replicas).await?;
        }
        loop {
            while !stopping.is_cancelled() && self.send_batch().await? {}
            backoff.reset();
            self.keep_house().await?;
            tokio::select! {
                () = stopping.cancelled() => return Ok(()),
                notice = listener.notified() => notice?,
                () = sleep(LOOK) => {}
            }
        }
    }

    /// Sends the oldest rows; true when there may be more.
    async fn send_batch(&self) -> anyhow::Result<bool> {
        broker::present(&self.jetstream)?;
        let mut conn = self.pool.get().await?;
        let (taken, fault) = conn
            .transaction::<_, diesel::result::Error, _>(async |conn| {
                let rows = outbox::take_unpublished(conn, BATCH).await?;
                let Published {
                    acknowledged,
                    fault,
                } = publish(&self.jetstream, &rows).await;
                if !acknowledged.is_empty() {
                    outbox::mark_published(conn, &acknowledged, self.clock.system_now()).await?;
                }
                Ok((rows.len(), fault))
            })
            .await?;
        match fault {
            Some(fault) => Err(fault),
            None => Ok(i64::try_from(taken) == Ok(BATCH)),
        }
    }

    async fn keep_house(&mut self) -> anyhow::Result<()> {
        if due(self.observed, LOOK) {
            self.observe().await?;
            self.observed = Some(Instant::now());
        }
        if due(self.forgotten, FORGET) {
            let mut conn = self.pool.get().await?;
            idempotency::forget_old(&mut conn, &self.clock).await?;
            self.forgotten = Some(Instant::now());
        }
        Ok(())
    }

    async fn observe(&self) -> anyhow::Result<()> {
        let mut conn = self.pool.get().await?;
        let (depth, oldest) = outbox::backlog(&mut conn).await?;
        let age = oldest
            .and_then(|oldest| (self.clock.system_now() - oldest).to_std().ok())
            .unwrap_or_default();
        metrics::outbox(depth.unsigned_abs(), age);
        Ok(())
    }
}

fn due(last: Option<Instant>, period: Duration) -> bool {
    last.is_none_or(|last| last.elapsed() >= period)
}
