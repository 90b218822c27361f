//! What is told of an edition: its window, its evening, and whether its rubrics still change. Each event holds the whole edition, so all of them mean
//! the same: the copy becomes newer.

use std::marker::PhantomData;

use diesel_async::AsyncPgConnection;
use eventing::{consumer::Consumer, failure::Failure};
use fest_proto::{
    Event,
    registration::v1::{
        self as proto, EditionArchived, EditionChanged, EditionLocked, EditionRescheduled,
    },
};

use crate::{foreign, foreign::Known, store::copy};

/// An event that holds an edition.
pub trait OfEdition: Event + Send + Sync {
    /// The name of the durable that listens to it.
    const DURABLE: &'static str;

    /// The edition as it is now.
    fn edition(self) -> Option<proto::Edition>;
}

macro_rules! of_edition {
    ($($event:ident as $durable:literal),+ $(,)?) => {$(
        impl OfEdition for $event {
            const DURABLE: &'static str = $durable;

            fn edition(self) -> Option<proto::Edition> {
                self.edition
            }
        }
    )+};
}

of_edition! {
    EditionChanged as "scoring-edition-changed",
    EditionLocked as "scoring-edition-locked",
    EditionRescheduled as "scoring-edition-rescheduled",
    EditionArchived as "scoring-edition-archived",
}

/// Keeps the copies of editions by one kind of event.
pub struct EditionConsumer<E>(PhantomData<fn() -> E>);

impl<E> Default for EditionConsumer<E> {
    fn default() -> Self {
        Self(PhantomData)
    }
}

#[tonic::async_trait]
impl<E: OfEdition> Consumer for EditionConsumer<E> {
    type Event = E;
    type Prepared = ();
    const NAME: &'static str = E::DURABLE;

    async fn prepare(&self, _: &E) -> Result<(), Failure> {
        Ok(())
    }

    async fn apply(&self, conn: &mut AsyncPgConnection, event: E, (): ()) -> Result<(), Failure> {
        let edition = foreign::edition(event.edition().unwrap_or_default())?;
        copy::keep(conn, &Known::Edition(edition)).await?;
        Ok(())
    }
}
