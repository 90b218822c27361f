//! What every rpc of ours works with, and how a command is carried out: once, and not refused for a foreign fact before its owner was asked.

use std::collections::HashSet;

use chassis::{
    clock::Clock,
    pool::{Connection, Pool},
};
use diesel_async::AsyncPgConnection;
use eventing::idempotency::{self, Key, Work};
use prost::Message;
use uuid::Uuid;

use crate::{clients::Owners, domain::Fact, error::Error, store::copy};

/// Database, time, and whom to ask.
#[derive(Clone)]
pub struct Desk {
    pool: Pool,
    pub(crate) clock: Clock,
    owners: Owners,
}

impl Desk {
    /// A desk over these.
    pub fn new(pool: Pool, clock: Clock, owners: Owners) -> Self {
        Self {
            pool,
            clock,
            owners,
        }
    }

    /// A connection, for a question.
    pub(crate) async fn connection(&self) -> Result<Connection, Error> {
        Ok(self.pool.get().await?)
    }

    /// Carries a command out once per key. When it is refused for a fact of which we hold but a copy, its owner is asked once, outside the
    /// transaction, and the command decides again; as there are few facts to a command, it soon ends.
    pub(crate) async fn carry_out<R, F>(&self, key: &Key, work: F) -> Result<R, Error>
    where
        for<'r> F: AsyncFnOnce(&'r mut AsyncPgConnection) -> Result<R, Error>
            + Work<&'r mut AsyncPgConnection, Result<R, Error>, Fut: Send>
            + Clone
            + Send,
        R: Message + Default,
    {
        let mut asked = HashSet::new();
        loop {
            let mut conn = self.connection().await?;
            let outcome = idempotency::once(&mut conn, &self.clock, key, work.clone()).await;
            // Nobody holds a connection while another service answers.
            drop(conn);
            let doubt = outcome.as_ref().err().and_then(Error::doubt);
            match doubt {
                Some(fact) if asked.insert(fact.clone()) => self.refresh(&fact).await?,
                _ => return outcome,
            }
        }
    }

    /// Asks for every entry of a category and keeps what is said.
    pub(crate) async fn refresh_entries(&self, category_id: Uuid) -> Result<(), Error> {
        let entries = self.owners.entries(category_id).await?;
        let mut conn = self.connection().await?;
        for known in &entries {
            copy::keep(&mut conn, known).await?;
        }
        Ok(())
    }

    /// Asks the owner and keeps what it says.
    pub(crate) async fn refresh(&self, fact: &Fact) -> Result<(), Error> {
        if let Some(known) = self.owners.ask(fact).await? {
            let mut conn = self.connection().await?;
            copy::keep(&mut conn, &known).await?;
        }
        Ok(())
    }
}
