//! A category was made: works or counts may come for it.

use diesel_async::AsyncPgConnection;
use eventing::{consumer::Consumer, failure::Failure};
use fest_proto::registration::v1::CategoryCreated;

use crate::{copies, store};

/// Keeps the copies of categories.
pub struct Categories;

#[tonic::async_trait]
impl Consumer for Categories {
    type Event = CategoryCreated;
    type Prepared = ();
    const NAME: &'static str = "submission-category-created";

    async fn prepare(&self, _: &CategoryCreated) -> Result<(), Failure> {
        Ok(())
    }

    async fn apply(
        &self,
        conn: &mut AsyncPgConnection,
        event: CategoryCreated,
        (): (),
    ) -> Result<(), Failure> {
        let category = copies::category(event.category.unwrap_or_default())?;
        store::category::save(conn, &category).await?;
        Ok(())
    }
}
