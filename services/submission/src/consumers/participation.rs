//! A participation was verified, so that its account may enter works; or returned, withdrawn or handed over, so that this account may no longer.
//!
//! Each event tells how the participation is as a whole, so all mean the same here; the version says which one is the last.

use std::marker::PhantomData;

use diesel_async::AsyncPgConnection;
use eventing::{consumer::Consumer, failure::Failure};
use fest_proto::{
    Event,
    registration::v1::{
        Participation, ParticipationHandedOver, ParticipationReturned, ParticipationVerified,
        ParticipationWithdrawn,
    },
};

use crate::{copies, store};

/// Keeps the copies of participations by events of one kind.
pub struct Participations<E>(PhantomData<fn() -> E>);

impl<E> Participations<E> {
    /// A consumer of such events.
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<E> Default for Participations<E> {
    fn default() -> Self {
        Self::new()
    }
}

/// An event that tells how a participation is.
pub trait Tells: Event {
    /// The consumer of such events, as the broker knows it.
    const CONSUMER: &'static str;

    /// The participation as it is since.
    fn told(self) -> Option<Participation>;
}

macro_rules! tells {
    ($($event:ident by $consumer:literal;)*) => {
        $(impl Tells for $event {
            const CONSUMER: &'static str = $consumer;

            fn told(self) -> Option<Participation> {
                self.participation
            }
        })*
    };
}

tells! {
    ParticipationVerified by "submission-participation-verified";
    ParticipationReturned by "submission-participation-returned";
    ParticipationWithdrawn by "submission-participation-withdrawn";
    ParticipationHandedOver by "submission-participation-handed-over";
}

#[tonic::async_trait]
impl<E: Tells> Consumer for Participations<E> {
    type Event = E;
    type Prepared = ();
    const NAME: &'static str = E::CONSUMER;

    async fn prepare(&self, _: &E) -> Result<(), Failure> {
        Ok(())
    }

    async fn apply(&self, conn: &mut AsyncPgConnection, event: E, (): ()) -> Result<(), Failure> {
        let (participation, organisation) =
            copies::participation(event.told().unwrap_or_default())?;
        store::participation::save(conn, &participation, &organisation).await?;
        Ok(())
    }
}
