//! Takes the bytes of discarded files away. That a file is discarded stands in its row, written in the transaction that wanted it gone; the row goes
//! last. So whatever stops half-way, the next sweep finds the rest: one is made right after each erasure, at each start, and every minute.

use std::time::Duration;

use chassis::{pool::Pool, process::Stage};
use tokio::time::interval;
use uuid::Uuid;

use crate::{error::Error, objects::Objects, store};

const PERIOD: Duration = Duration::from_secs(60);

/// Who sweeps.
#[derive(Clone)]
pub struct Sweep {
    pool: Pool,
    objects: Objects,
}

impl Sweep {
    /// Sweeps this store of files.
    #[must_use]
    pub const fn new(pool: Pool, objects: Objects) -> Self {
        Self { pool, objects }
    }

    /// Sweeps until told to stop.
    ///
    /// # Errors
    /// None: what cannot be removed now is removed later.
    pub async fn run(self, stage: Stage) -> anyhow::Result<()> {
        let stopping = stage.stopping();
        stage.ready();
        let mut ticks = interval(PERIOD);
        loop {
            tokio::select! {
                () = stopping.cancelled() => return Ok(()),
                _ = ticks.tick() => self.now().await,
            }
        }
    }

    /// Removes what is there to be removed. One that cannot be is in no other's way.
    pub async fn now(&self) {
        let discarded = match self.discarded().await {
            Ok(discarded) => discarded,
            Err(error) => {
                tracing::warn!(%error, "discarded files are still in the store");
                return;
            }
        };
        for id in discarded {
            if let Err(error) = self.remove(id).await {
                tracing::warn!(%error, %id, "a discarded file is still in the store");
            }
        }
    }

    async fn discarded(&self) -> Result<Vec<Uuid>, Error> {
        Ok(store::file::discarded(&mut *self.pool.get().await?).await?)
    }

    async fn remove(&self, id: Uuid) -> Result<(), Error> {
        self.objects.remove(id).await?;
        store::file::forget(&mut *self.pool.get().await?, id).await?;
        Ok(())
    }
}
