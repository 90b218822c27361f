//! What every rpc of ours works with: database, time, and the owners of the facts that commands are decided on.

use chassis::{
    clock::Clock,
    pool::{Connection, Pool},
};
use eventing::decision::Decides;

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
}

#[tonic::async_trait]
impl Decides for Desk {
    type Fact = Fact;
    type Error = Error;

    fn pool(&self) -> &Pool {
        &self.pool
    }

    fn clock(&self) -> &Clock {
        &self.clock
    }

    fn doubt(&self, refusal: &Error) -> Option<Fact> {
        refusal.doubt()
    }

    async fn renew(&self, fact: &Fact) -> Result<(), Error> {
        let told = self.owners.ask(fact).await?;
        let mut conn = self.connection().await?;
        for known in &told {
            copy::keep(&mut conn, known).await?;
        }
        Ok(())
    }
}
