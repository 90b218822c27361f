//! What every rpc of ours works with, and how a command is carried out: once, and not refused for a foreign fact before its owner was asked.

use std::collections::HashSet;

use chassis::{
    clock::Clock,
    pool::{Connection, Pool},
};
use diesel_async::AsyncPgConnection;
use eventing::idempotency::{self, Key, Work};
use prost::Message;

use crate::{
    clients::Owners,
    domain::{Fact, category::Heard},
    error::Error,
    store::copy,
};

/// Database, time, and whom to ask.
#[derive(Clone)]
pub struct Desk {
    pool: Pool,
    pub(crate) clock: Clock,
    owners: Owners,
}

/// What has been asked about since a command came.
#[derive(Clone, Default)]
pub(crate) struct Asked(HashSet<Fact>);

impl Asked {
    /// Whose word the fact is by now.
    pub(crate) fn heard(&self, fact: &Fact) -> Heard {
        match self.0.contains(fact) {
            true => Heard::Owner,
            false => Heard::Copy,
        }
    }
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
            + Send
            + Sync,
        R: Message + Default,
    {
        self.carry_out_knowing(key, |_: &Asked| work.clone()).await
    }

    /// [`Self::carry_out`], for work to which it matters whose word a fact is. A repeat is answered before anybody is asked.
    pub(crate) async fn carry_out_knowing<R, F>(
        &self,
        key: &Key,
        work: impl Fn(&Asked) -> F + Send + Sync,
    ) -> Result<R, Error>
    where
        for<'r> F: AsyncFnOnce(&'r mut AsyncPgConnection) -> Result<R, Error>
            + Work<&'r mut AsyncPgConnection, Result<R, Error>, Fut: Send>
            + Send,
        R: Message + Default,
    {
        let mut asked = Asked::default();
        loop {
            let attempt = work(&asked);
            let mut conn = self.connection().await?;
            let outcome = idempotency::once(&mut conn, &self.clock, key, attempt).await;
            // Nobody holds a connection while another service answers.
            drop(conn);
            let doubt = outcome.as_ref().err().and_then(Error::doubt);
            match doubt {
                Some(fact) if asked.0.insert(fact.clone()) => self.refresh(&fact).await?,
                _ => return outcome,
            }
        }
    }

    /// Asks the owner and keeps what it says.
    async fn refresh(&self, fact: &Fact) -> Result<(), Error> {
        let told = self.owners.ask(fact).await?;
        let mut conn = self.connection().await?;
        for known in &told {
            copy::keep(&mut conn, known).await?;
        }
        Ok(())
    }
}
