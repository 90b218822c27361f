//! A category was made: it can get a rubric.

use diesel_async::AsyncPgConnection;
use eventing::{consumer::Consumer, failure::Failure};
use fest_proto::registration::v1::CategoryCreated;

use crate::{foreign, foreign::Known, store::copy};

/// Keeps the copies of categories.
pub struct CategoryCreatedConsumer;

#[tonic::async_trait]
impl Consumer for CategoryCreatedConsumer {
    type Event = CategoryCreated;
    type Prepared = ();
    const NAME: &'static str = "scoring-category-created";

    async fn prepare(&self, _: &CategoryCreated) -> Result<(), Failure> {
        Ok(())
    }

    async fn apply(
        &self,
        conn: &mut AsyncPgConnection,
        event: CategoryCreated,
        (): (),
    ) -> Result<(), Failure> {
        let category = foreign::category(event.category.unwrap_or_default())?;
        copy::keep(conn, &Known::Category(category)).await?;
        Ok(())
    }
}
