//! An organisation is called otherwise, is no more, or another one took its place: files of counts name it as it is now. What was entered or counted
//! before keeps the organisation as it was.

use diesel_async::AsyncPgConnection;
use eventing::{consumer::Consumer, failure::Failure};
use fest_proto::registration::v1::OrganisationChanged;

use crate::{copies, store};

/// Keeps the copy of one organisation.
pub struct ChangedOrganisations;

#[tonic::async_trait]
impl Consumer for ChangedOrganisations {
    type Event = OrganisationChanged;
    type Prepared = ();
    const NAME: &'static str = "submission-organisation-changed";

    async fn prepare(&self, _: &OrganisationChanged) -> Result<(), Failure> {
        Ok(())
    }

    async fn apply(
        &self,
        conn: &mut AsyncPgConnection,
        event: OrganisationChanged,
        (): (),
    ) -> Result<(), Failure> {
        let registered = copies::registered(event.organisation.unwrap_or_default())?;
        store::organisation::save(conn, &[registered]).await?;
        Ok(())
    }
}
