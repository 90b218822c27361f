//! A participation was verified: its account may enter works.

use diesel_async::AsyncPgConnection;
use eventing::{consumer::Consumer, failure::Failure};
use fest_proto::registration::v1::ParticipationVerified;

use crate::{copies, store};

/// Keeps the copies of participations.
pub struct Participations;

#[tonic::async_trait]
impl Consumer for Participations {
    type Event = ParticipationVerified;
    type Prepared = ();
    const NAME: &'static str = "submission-participation-verified";

    async fn prepare(&self, _: &ParticipationVerified) -> Result<(), Failure> {
        Ok(())
    }

    async fn apply(
        &self,
        conn: &mut AsyncPgConnection,
        event: ParticipationVerified,
        (): (),
    ) -> Result<(), Failure> {
        let participation = copies::participation(event.participation.unwrap_or_default())?;
        store::participation::save(conn, &participation).await?;
        Ok(())
    }
}
