//! An entry was handed in: it can be judged.

use diesel_async::AsyncPgConnection;
use eventing::{consumer::Consumer, failure::Failure};
use fest_proto::submission::v1::EntrySubmitted;

use crate::{
    foreign,
    foreign::Known,
    store::{category, copy},
};

/// Keeps the copies of entries.
pub struct EntrySubmittedConsumer;

#[tonic::async_trait]
impl Consumer for EntrySubmittedConsumer {
    type Event = EntrySubmitted;
    type Prepared = ();
    const NAME: &'static str = "scoring-entry-submitted";

    async fn prepare(&self, _: &EntrySubmitted) -> Result<(), Failure> {
        Ok(())
    }

    async fn apply(
        &self,
        conn: &mut AsyncPgConnection,
        event: EntrySubmitted,
        (): (),
    ) -> Result<(), Failure> {
        // A draft that calls itself submitted is none of ours.
        if let Some(entry) = foreign::entry(event.entry.unwrap_or_default())? {
            if category::is_sealed_under_lock(conn, entry.category_id).await? {
                tracing::warn!(entry_id = %entry.id, "an entry came after its category was sealed");
            }
            copy::keep(conn, &Known::Entry(entry)).await?;
        }
        Ok(())
    }
}
