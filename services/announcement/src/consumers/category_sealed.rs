//! A category was sealed: its root is known from here on.

use anyhow::anyhow;
use chrono::{DateTime, Utc};
use diesel_async::AsyncPgConnection;
use eventing::{consumer::Consumer, failure::Failure};
use fest_proto::scoring::v1::{CategorySealed, Seal};

use crate::{domain::result::KnownSeal, store::seal};

/// Keeps the roots.
pub struct Seals;

#[tonic::async_trait]
impl Consumer for Seals {
    type Event = CategorySealed;
    type Prepared = ();
    const NAME: &'static str = "announcement-category-sealed";

    async fn prepare(&self, _: &CategorySealed) -> Result<(), Failure> {
        Ok(())
    }

    async fn apply(
        &self,
        conn: &mut AsyncPgConnection,
        event: CategorySealed,
        (): (),
    ) -> Result<(), Failure> {
        let known = known(event.seal.unwrap_or_default());
        let known =
            known.ok_or_else(|| Failure::never("SEAL_UNREADABLE", anyhow!("not a seal")))?;
        if seal::keep(conn, &known).await? {
            return Ok(());
        }
        // A category is sealed once. Whoever could put another root here could put another result there.
        let source = anyhow!("the category has another root already");
        Err(Failure::never("SEAL_CONTRADICTED", source))
    }
}

fn known(seal: Seal) -> Option<KnownSeal> {
    Some(KnownSeal {
        category_id: seal.category_id.parse().ok()?,
        edition_id: seal.edition_id,
        root: seal.root.parse().ok()?,
        sealed_at: DateTime::<Utc>::try_from(seal.sealed_at?).ok()?,
    })
}
