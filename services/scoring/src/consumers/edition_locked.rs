//! An edition was locked: its rubrics no longer change, its window is known.

use diesel_async::AsyncPgConnection;
use eventing::{consumer::Consumer, failure::Failure};
use fest_proto::registration::v1::EditionLocked;

use crate::{foreign, foreign::Known, store::copy};

/// Keeps the copies of editions.
pub struct EditionLockedConsumer;

#[tonic::async_trait]
impl Consumer for EditionLockedConsumer {
    type Event = EditionLocked;
    type Prepared = ();
    const NAME: &'static str = "scoring-edition-locked";

    async fn prepare(&self, _: &EditionLocked) -> Result<(), Failure> {
        Ok(())
    }

    async fn apply(
        &self,
        conn: &mut AsyncPgConnection,
        event: EditionLocked,
        (): (),
    ) -> Result<(), Failure> {
        let edition = foreign::edition(event.edition.unwrap_or_default())?;
        copy::keep(conn, &Known::Edition(edition)).await?;
        Ok(())
    }
}
