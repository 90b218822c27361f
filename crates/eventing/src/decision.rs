//! A command that hangs on somebody else's facts, of which a service holds copies.
//!
//! Events keep the copies up to date, but they take their time; so nobody is refused on a copy's word alone. The command is decided on the copies.
//! When it is refused for one of them, the fact's owner is asked, outside the transaction, its answer is kept under its version, and the command
//! is decided again; a fact that was asked for once is not asked for twice, and the refusal stands.

use std::{collections::HashSet, hash::Hash};

use chassis::{
    clock::Clock,
    pool::{Pool, PoolError},
};
use diesel::result::Error as DieselError;
use diesel_async::AsyncPgConnection;
use prost::Message;

use crate::idempotency::{self, Key, KeyError, Work};

/// Where commands are decided: a database, and whom to ask when a copy in it may be behind.
#[tonic::async_trait]
pub trait Decides: Send + Sync {
    /// What can be asked for.
    type Fact: Clone + Eq + Hash + Send + Sync;
    /// Why a command is refused or fails.
    type Error: From<DieselError> + From<KeyError> + From<PoolError> + Send;

    /// Our database.
    fn pool(&self) -> &Pool;

    /// The time.
    fn clock(&self) -> &Clock;

    /// The fact that a refusal rests on, if a newer copy of it could decide otherwise.
    fn doubt(&self, refusal: &Self::Error) -> Option<Self::Fact>;

    /// Asks the owner, without a transaction open, and keeps the answer unless the copy is as new.
    async fn renew(&self, fact: &Self::Fact) -> Result<(), Self::Error>;

    /// Does `work` in one transaction, once per key, as [`once`](idempotency::once) does; after a refusal in doubt again, in a new one.
    async fn carry_out<R, F>(&self, key: &Key, work: F) -> Result<R, Self::Error>
    where
        for<'r> F: AsyncFnOnce(&'r mut AsyncPgConnection) -> Result<R, Self::Error>
            + Work<&'r mut AsyncPgConnection, Result<R, Self::Error>, Fut: Send>
            + Clone
            + Send
            + Sync,
        R: Message + Default,
    {
        let same = |_: &HashSet<Self::Fact>| work.clone();
        self.carry_out_knowing(key, same).await
    }

    /// [`Self::carry_out`], for work to which it matters whose word a fact is: it hears which facts were asked for since the command came. A
    /// repeat is answered before anybody is asked.
    async fn carry_out_knowing<R, F, W>(&self, key: &Key, work: W) -> Result<R, Self::Error>
    where
        W: Fn(&HashSet<Self::Fact>) -> F + Send + Sync,
        for<'r> F: AsyncFnOnce(&'r mut AsyncPgConnection) -> Result<R, Self::Error>
            + Work<&'r mut AsyncPgConnection, Result<R, Self::Error>, Fut: Send>
            + Send,
        R: Message + Default,
    {
        let mut asked = HashSet::new();
        loop {
            let attempt = work(&asked);
            let mut conn = self.pool().get().await?;
            let outcome = idempotency::once(&mut conn, self.clock(), key, attempt).await;
            // Nobody holds a connection while another service answers.
            drop(conn);
            let doubt = outcome.as_ref().err().and_then(|error| self.doubt(error));
            match doubt {
                Some(fact) if asked.insert(fact.clone()) => self.renew(&fact).await?,
                _ => return outcome,
            }
        }
    }
}
