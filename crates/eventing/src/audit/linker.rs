//! Commands write their rows side by side; the chain needs an order. One linker at a time (a lock in the database, as replicas run one each) takes what
//! is committed, oldest first, a bounded number in each transaction. It looks twice a second: a notice at each commit would cost the commands more
//! than looking costs anybody.
//!
//! Whatever fails, the rows stay and the linker begins again; nothing here gives up or leaves a row out.

use std::time::Duration;

use chassis::{clock::Clock, pool::Pool, process::Stage, token::SigningKey};
use diesel_async::AsyncConnection;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use super::{
    chain,
    keep::{self, Checkpointed},
};
use crate::backoff::Backoff;

/// How many rows are chained in one transaction.
const BATCH: i64 = 512;

/// The linker's times. The defaults are for production.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// How often to look for new rows.
    pub look: Duration,
    /// How often to say how far the chain is.
    pub checkpoint: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            look: Duration::from_millis(500),
            checkpoint: Duration::from_secs(60),
        }
    }
}

/// Chains one database's audit and tells of it as events `E`.
pub struct Linker<E> {
    pool: Pool,
    clock: Clock,
    signing: SigningKey,
    settings: Settings,
    event: std::marker::PhantomData<fn() -> E>,
}

impl<E: Checkpointed> Linker<E> {
    /// A linker of the database behind `pool`, which signs with the service's own key.
    #[must_use]
    pub fn new(pool: Pool, clock: Clock, signing: SigningKey) -> Self {
        Self {
            pool,
            clock,
            signing,
            settings: Settings::default(),
            event: std::marker::PhantomData,
        }
    }

    /// Other times than the defaults.
    #[must_use]
    pub const fn with_settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Runs until the stage stops. It is ready at once: rows that wait do no harm.
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
        while let Err(fault) = self.link(&stopping, &mut backoff).await {
            tracing::warn!(error = %format_args!("{fault:#}"), "audit waits");
            if !backoff.wait(&stopping).await {
                return;
            }
        }
    }

    async fn link(
        &self,
        stopping: &CancellationToken,
        backoff: &mut Backoff,
    ) -> anyhow::Result<()> {
        let mut due = Instant::now() + self.settings.checkpoint;
        loop {
            while !stopping.is_cancelled() && self.extend().await? {}
            if due <= Instant::now() {
                self.checkpoint().await?;
                due = Instant::now() + self.settings.checkpoint;
            }
            backoff.reset();
            tokio::select! {
                () = stopping.cancelled() => return Ok(()),
                () = sleep(self.settings.look) => {}
            }
        }
    }

    /// Chains the oldest rows; true when there may be more.
    ///
    /// # Errors
    /// What the database says.
    pub async fn extend(&self) -> anyhow::Result<bool> {
        let mut conn = self.pool.get().await?;
        let taken = conn
            .transaction::<_, anyhow::Error, _>(async |conn| {
                chain::lock(conn).await?;
                chain::extend(conn, BATCH).await
            })
            .await?;
        Ok(i64::try_from(taken) == Ok(BATCH))
    }

    /// Signs how far the chain is, unless that was said before.
    ///
    /// # Errors
    /// What the database says.
    pub async fn checkpoint(&self) -> anyhow::Result<()> {
        let mut conn = self.pool.get().await?;
        conn.transaction::<_, anyhow::Error, _>(async |conn| {
            chain::lock(conn).await?;
            keep::publish::<E>(conn, &self.clock, &self.signing).await
        })
        .await
    }
}
