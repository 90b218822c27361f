//! Checkpoints: how far a chain was and how it ended, signed. The service that made one keeps it, and so does another, whose database whoever changes
//! rows in the first does not hold.

use std::marker::PhantomData;

use anyhow::{Context as _, anyhow};
use chassis::{
    clock::Clock,
    token::{KeySet, SigningKey},
};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use diesel::{pg::Pg, prelude::*};
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use fest_proto::{
    Event, announcement, registration, scoring, submission, r#type::v1::AuditCheckpoint,
};
use proof::{
    Digest,
    audit::{Checkpoint, Head},
};
use serde::{Deserialize, Serialize};

use super::chain;
use crate::{consumer::Consumer, failure::Failure, outbox, schema::audit_checkpoint as checkpoint};

/// An event that holds a checkpoint of its service.
pub trait Checkpointed: Event + Send + Sync {
    /// The durable of the service that keeps it.
    const KEEPER: &'static str;

    /// The event of a checkpoint.
    fn of(checkpoint: AuditCheckpoint) -> Self;

    /// The checkpoint.
    fn checkpoint(self) -> Option<AuditCheckpoint>;
}

macro_rules! checkpointed {
    ($($package:ident kept as $durable:literal),+ $(,)?) => {$(
        impl Checkpointed for $package::v1::AuditCheckpointed {
            const KEEPER: &'static str = $durable;

            fn of(checkpoint: AuditCheckpoint) -> Self {
                Self { checkpoint: Some(checkpoint) }
            }

            fn checkpoint(self) -> Option<AuditCheckpoint> {
                self.checkpoint
            }
        }
    )+};
}

checkpointed! {
    registration kept as "announcement-registration-checkpointed",
    submission kept as "announcement-submission-checkpointed",
    scoring kept as "announcement-scoring-checkpointed",
    announcement kept as "scoring-announcement-checkpointed",
}

/// A checkpoint as it lies in a table, or in a line of JSON on its way from one program to another.
#[derive(
    Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable, Serialize, Deserialize,
)]
#[diesel(table_name = checkpoint, check_for_backend(diesel::pg::Pg))]
pub struct Kept {
    /// Whose.
    pub service: String,
    count: i64,
    head: Vec<u8>,
    signed_at: DateTime<Utc>,
    key_id: String,
    signature: Vec<u8>,
}

impl Kept {
    fn read(service: &str, message: AuditCheckpoint) -> Option<Self> {
        Some(Self {
            service: service.to_owned(),
            count: message.count,
            head: message.head,
            signed_at: message.signed_at?.try_into().ok()?,
            key_id: message.key_id,
            signature: message.signature,
        })
    }

    fn message(self) -> AuditCheckpoint {
        AuditCheckpoint {
            count: self.count,
            head: self.head,
            signed_at: Some(self.signed_at.into()),
            key_id: self.key_id,
            signature: self.signature,
        }
    }

    fn content(&self) -> anyhow::Result<Checkpoint> {
        Ok(Checkpoint {
            service: self.service.clone(),
            head: Head {
                count: self.count,
                hash: Digest::try_from(self.head.as_slice())?,
            },
            signed_at: chain::moment(self.signed_at),
        })
    }

    /// What it says, if its service signed it.
    ///
    /// # Errors
    /// When it did not.
    pub fn verified(&self, keys: &KeySet) -> anyhow::Result<Head> {
        let said = self.content()?;
        let bytes = said.content()?;
        if keys.has_signed(&self.service, &self.key_id, &bytes, &self.signature) {
            return Ok(said.head);
        }
        let Self { service, count, .. } = self;
        Err(anyhow!(
            "the checkpoint of row {count} is not signed by {service}"
        ))
    }
}

/// Signs how far the chain is, and tells of it. For use inside a transaction that holds the chain's end.
pub(super) async fn publish<E: Checkpointed>(
    conn: &mut AsyncPgConnection,
    clock: &Clock,
    signing: &SigningKey,
) -> anyhow::Result<()> {
    let head = chain::head(conn).await?;
    let service = E::STREAM.service();
    let known = checkpoint::table
        .filter(checkpoint::service.eq(service))
        .select(diesel::dsl::max(checkpoint::count))
        .get_result::<Option<i64>>(conn)
        .await?;
    if head.count <= known.unwrap_or(0) {
        return Ok(());
    }
    let signed_at = clock
        .system_now()
        .duration_trunc(TimeDelta::microseconds(1))?;
    let mut kept = Kept {
        service: service.to_owned(),
        count: head.count,
        head: head.hash.as_bytes().to_vec(),
        signed_at,
        key_id: signing.public().kid,
        signature: Vec::new(),
    };
    kept.signature = signing.sign_content(&kept.content()?.content()?).to_vec();
    keep(conn, &kept).await?;
    outbox::publish(conn, clock, service, &E::of(kept.message())).await?;
    Ok(())
}

async fn keep(conn: &mut AsyncPgConnection, kept: &Kept) -> QueryResult<()> {
    diesel::insert_into(checkpoint::table)
        .values(kept)
        .on_conflict_do_nothing()
        .execute(conn)
        .await?;
    Ok(())
}

/// Every checkpoint that lies here, of one service or of all.
///
/// # Errors
/// What the database says.
pub async fn list(conn: &mut AsyncPgConnection, service: Option<&str>) -> QueryResult<Vec<Kept>> {
    let mut query = checkpoint::table.into_boxed::<Pg>();
    if let Some(service) = service {
        query = query.filter(checkpoint::service.eq(service.to_owned()));
    }
    query
        .order((checkpoint::service, checkpoint::count))
        .select(Kept::as_select())
        .load(conn)
        .await
}

/// Keeps another service's checkpoints.
pub struct Keeper<E>(PhantomData<fn() -> E>);

impl<E> Default for Keeper<E> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

#[tonic::async_trait]
impl<E: Checkpointed> Consumer for Keeper<E> {
    type Event = E;
    type Prepared = ();
    const NAME: &'static str = E::KEEPER;

    async fn prepare(&self, _: &E) -> Result<(), Failure> {
        Ok(())
    }

    async fn apply(&self, conn: &mut AsyncPgConnection, event: E, (): ()) -> Result<(), Failure> {
        let kept = event.checkpoint();
        let kept = kept.and_then(|message| Kept::read(E::STREAM.service(), message));
        let kept = kept
            .filter(|kept| kept.content().is_ok() && kept.count > 0 && kept.signature.len() == 64)
            .context("not a checkpoint")
            .map_err(|source| Failure::never("CHECKPOINT_UNREADABLE", source))?;
        // Signed or not is for whoever verifies: what was said is kept, a lie above all.
        keep(conn, &kept).await?;
        Ok(())
    }
}
