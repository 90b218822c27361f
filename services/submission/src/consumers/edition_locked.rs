//! An edition was locked: entries will be taken from its opening on.

use diesel_async::AsyncPgConnection;
use eventing::{consumer::Consumer, failure::Failure};
use fest_proto::registration::v1::EditionLocked;

use crate::{copies, store};

/// Keeps the copies of editions.
pub struct Editions;

#[tonic::async_trait]
impl Consumer for Editions {
    type Event = EditionLocked;
    type Prepared = ();
    const NAME: &'static str = "submission-edition-locked";

    async fn prepare(&self, _: &EditionLocked) -> Result<(), Failure> {
        Ok(())
    }

    async fn apply(
        &self,
        conn: &mut AsyncPgConnection,
        event: EditionLocked,
        (): (),
    ) -> Result<(), Failure> {
        let edition = copies::edition(event.edition.unwrap_or_default())?;
        store::edition::save(conn, &edition).await?;
        Ok(())
    }
}
