//! What is told of a category: works or counts may come for it, until it is removed.

use std::marker::PhantomData;

use diesel_async::AsyncPgConnection;
use eventing::{consumer::Consumer, failure::Failure};
use fest_proto::{
    Event,
    registration::v1::{self as proto, CategoryChanged, CategoryCreated, CategoryRemoved},
};

use crate::{
    copies,
    store::category::{self, Standing},
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
    CategoryCreated as "submission-category-created" There,
    CategoryChanged as "submission-category-changed" There,
    CategoryRemoved as "submission-category-removed" Removed,
}

/// Keeps the copies of categories by one kind of event.
pub struct Categories<E>(PhantomData<fn() -> E>);

impl<E> Default for Categories<E> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

#[tonic::async_trait]
impl<E: OfCategory> Consumer for Categories<E> {
    type Event = E;
    type Prepared = ();
    const NAME: &'static str = E::DURABLE;

    async fn prepare(&self, _: &E) -> Result<(), Failure> {
        Ok(())
    }

    async fn apply(&self, conn: &mut AsyncPgConnection, event: E, (): ()) -> Result<(), Failure> {
        let category = copies::category(event.category().unwrap_or_default())?;
        category::save(conn, &category, E::STANDING).await?;
        Ok(())
    }
}
