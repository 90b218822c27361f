//! What is told of a category: it can get a rubric and be judged, until it is removed.

use std::marker::PhantomData;

use diesel_async::AsyncPgConnection;
use eventing::{consumer::Consumer, failure::Failure};
use fest_proto::{
    Event,
    registration::v1::{self as proto, CategoryChanged, CategoryCreated, CategoryRemoved},
};

use crate::{
    foreign,
    store::copy::{self, Standing},
};

/// An event that holds a category.
pub trait OfCategory: Event + Send + Sync {
    /// The name of the durable that listens to it.
    const DURABLE: &'static str;
    /// Whether there is the category afterwards.
    const STANDING: Standing;

    /// The category as it is now, or was when it was removed.
    fn category(self) -> Option<proto::Category>;
}

macro_rules! of_category {
    ($($event:ident as $durable:literal $standing:ident),+ $(,)?) => {$(
        impl OfCategory for $event {
            const DURABLE: &'static str = $durable;
            const STANDING: Standing = Standing::$standing;

            fn category(self) -> Option<proto::Category> {
                self.category
            }
        }
    )+};
}

of_category! {
    CategoryCreated as "scoring-category-created" There,
    CategoryChanged as "scoring-category-changed" There,
    CategoryRemoved as "scoring-category-removed" Removed,
}

/// Keeps the copies of categories by one kind of event.
pub struct CategoryConsumer<E>(PhantomData<fn() -> E>);

impl<E> Default for CategoryConsumer<E> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

#[tonic::async_trait]
impl<E: OfCategory> Consumer for CategoryConsumer<E> {
    type Event = E;
    type Prepared = ();
    const NAME: &'static str = E::DURABLE;

    async fn prepare(&self, _: &E) -> Result<(), Failure> {
        Ok(())
    }

    async fn apply(&self, conn: &mut AsyncPgConnection, event: E, (): ()) -> Result<(), Failure> {
        let category = foreign::category(event.category().unwrap_or_default())?;
        copy::keep_category(conn, &category, E::STANDING).await?;
        Ok(())
    }
}
