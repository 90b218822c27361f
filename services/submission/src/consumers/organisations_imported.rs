//! Organisations were loaded: files of counts may name them. The event tells of the batch; its rows are fetched.

use diesel_async::AsyncPgConnection;
use eventing::{consumer::Consumer, failure::Failure};
use fest_proto::registration::v1::OrganisationsImported;

use crate::{clients::Registration, copies, domain::organisation::Registered, store};

/// Keeps the copies of organisations.
pub struct Organisations {
    /// Whom to fetch the rows from.
    pub registration: Registration,
}

#[tonic::async_trait]
impl Consumer for Organisations {
    type Event = OrganisationsImported;
    type Prepared = Vec<Registered>;
    const NAME: &'static str = "submission-organisations-imported";

    async fn prepare(&self, event: &OrganisationsImported) -> Result<Vec<Registered>, Failure> {
        let imported = self.registration.imported_organisations(&event.batch_id);
        Ok(copies::organisations(imported.await?)?)
    }

    async fn apply(
        &self,
        conn: &mut AsyncPgConnection,
        _: OrganisationsImported,
        organisations: Vec<Registered>,
    ) -> Result<(), Failure> {
        store::organisation::save(conn, &organisations).await?;
        Ok(())
    }
}
