//! Copies of registration's facts. Events keep them up to date, and registration is asked before anybody is refused on a copy's word alone.

mod decode;

use chassis::{clock::Clock, pool::Pool};
use diesel_async::AsyncConnection;
use eventing::decision::Decides;
use fest_proto::registration::v1 as proto;
use uuid::Uuid;

use crate::{
    clients::Registration,
    error::Error,
    store::{self, category::Standing},
};

pub use decode::{category, edition, organisations, participation, registered};

/// The copies, and whom to ask when one may be behind.
#[derive(Clone)]
pub struct Copies {
    pool: Pool,
    clock: Clock,
    registration: Registration,
}

/// Which foreign facts a command is decided on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct About {
    /// This participation, and its edition.
    pub participation: Option<Uuid>,
    /// This category, and its edition.
    pub category: Option<Uuid>,
    /// The participation of this entry of ours, and its edition.
    pub entry: Option<Uuid>,
    /// The registry of organisations.
    pub organisations: bool,
}

/// Decides commands about these facts.
pub struct Deciding<'a> {
    copies: &'a Copies,
    about: About,
}

#[tonic::async_trait]
impl Decides for Deciding<'_> {
    type Fact = About;
    type Error = Error;

    fn pool(&self) -> &Pool {
        &self.copies.pool
    }

    fn clock(&self) -> &Clock {
        &self.copies.clock
    }

    fn doubt(&self, refusal: &Error) -> Option<About> {
        refusal.rests_on_copies().then_some(self.about)
    }

    async fn renew(&self, about: &About) -> Result<(), Error> {
        self.copies.renew(about).await
    }
}

impl Copies {
    /// Copies in this database, of what this registration owns.
    #[must_use]
    pub const fn new(pool: Pool, clock: Clock, registration: Registration) -> Self {
        Self {
            pool,
            clock,
            registration,
        }
    }

    /// Where a command about these facts is decided.
    #[must_use]
    pub const fn about(&self, about: About) -> Deciding<'_> {
        Deciding {
            copies: self,
            about,
        }
    }

    /// Asks without a transaction open, then stores all answers in one.
    async fn renew(&self, about: &About) -> Result<(), Error> {
        let participation = match about.entry {
            Some(entry) => self.participation_of(entry).await?,
            None => about.participation,
        };
        let (participation, category, organisations) = tokio::try_join!(
            self.ask_participation(participation),
            self.ask_category(about.category),
            self.ask_organisations(about.organisations),
        )?;
        let of_category = category.as_ref().map(|one| one.edition_id.as_str());
        let of_participation = participation.as_ref().map(|one| one.edition_id.as_str());
        let edition = match of_category.or(of_participation) {
            Some(id) => self.registration.edition(id).await.map_err(Error::Owner)?,
            None => None,
        };
        let edition = edition.map(decode::edition).transpose()?;
        let category = category.map(decode::category).transpose()?;
        let participation = participation.map(decode::participation).transpose()?;
        let organisations = decode::organisations(organisations)?;
        let mut conn = self.pool.get().await?;
        conn.transaction::<_, Error, _>(async |conn| {
            if let Some(edition) = &edition {
                store::edition::save(conn, edition).await?;
            }
            if let Some(category) = &category {
                store::category::save(conn, category, Standing::There).await?;
            }
            if let Some((participation, organisation)) = &participation {
                store::participation::save(conn, participation, organisation).await?;
            }
            store::organisation::save(conn, &organisations).await?;
            Ok(())
        })
        .await
    }

    async fn participation_of(&self, entry: Uuid) -> Result<Option<Uuid>, Error> {
        let mut conn = self.pool.get().await?;
        let entry = store::entry::find(&mut conn, entry).await?;
        Ok(entry.map(|(entry, _)| entry.participation_id))
    }

    async fn ask_participation(
        &self,
        id: Option<Uuid>,
    ) -> Result<Option<proto::Participation>, Error> {
        match id {
            Some(id) => self
                .registration
                .participation(id)
                .await
                .map_err(Error::Owner),
            None => Ok(None),
        }
    }

    async fn ask_category(&self, id: Option<Uuid>) -> Result<Option<proto::Category>, Error> {
        match id {
            Some(id) => self.registration.category(id).await.map_err(Error::Owner),
            None => Ok(None),
        }
    }

    async fn ask_organisations(&self, wanted: bool) -> Result<Vec<proto::Organisation>, Error> {
        match wanted {
            true => self
                .registration
                .organisations()
                .await
                .map_err(Error::Owner),
            false => Ok(Vec::new()),
        }
    }
}
