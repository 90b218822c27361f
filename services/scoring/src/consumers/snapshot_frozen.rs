//! A category's counts were fixed. The event holds the promise, not the counts: they are fetched, held against it, and kept as what the category
//! is ranked by.

use anyhow::Context;
use diesel_async::AsyncPgConnection;
use eventing::{consumer::Consumer, failure::Failure};
use fest_proto::submission::v1::SnapshotFrozen;
use proof::{Salt, snapshot::SnapshotError};

use crate::{
    clients::Owners,
    domain::snapshot::{MeasuredOrganisation, Snapshot},
    foreign,
    store::{category, snapshot},
};

/// Fetches and keeps snapshots.
pub struct SnapshotFrozenConsumer {
    owners: Owners,
}

impl SnapshotFrozenConsumer {
    /// Asks submission through these.
    pub fn new(owners: Owners) -> Self {
        Self { owners }
    }
}

#[tonic::async_trait]
impl Consumer for SnapshotFrozenConsumer {
    type Event = SnapshotFrozen;
    type Prepared = (Snapshot, Vec<MeasuredOrganisation>);
    const NAME: &'static str = "scoring-snapshot-frozen";

    async fn prepare(&self, event: &SnapshotFrozen) -> Result<Self::Prepared, Failure> {
        let known = foreign::snapshot(event.snapshot.clone().unwrap_or_default())?;
        let fetched = self.owners.snapshot(known.id).await?;
        let salt = Salt::try_from(fetched.salt.as_slice());
        let salt = salt.context("a salt of 32 bytes").map_err(broken)?;
        let measured = known.open(&fetched.content, &salt);
        let measured = measured.map_err(|error: SnapshotError| broken(error.into()))?;
        Ok((known, measured))
    }

    async fn apply(
        &self,
        conn: &mut AsyncPgConnection,
        _: SnapshotFrozen,
        (known, measured): Self::Prepared,
    ) -> Result<(), Failure> {
        if category::is_sealed_under_lock(conn, known.category_id).await? {
            tracing::warn!(category_id = %known.category_id, "a snapshot came after its category was sealed");
            return Ok(());
        }
        snapshot::keep(conn, &known, &measured).await?;
        Ok(())
    }
}

fn broken(error: anyhow::Error) -> Failure {
    Failure::Never {
        reason: "SNAPSHOT_BROKEN",
        source: error,
    }
}
