//! A whole service for one test: its real gRPC server, relay and consumers on a database and a broker of its own, at a clock that stands still.
//!
//! It checks the house when it leaves: [`TestService::finish`] waits until everything is sent and handled, and fails on dead letters that the
//! test did not ask for. A test that forgets to call it fails as well.

mod build;
mod keys;
mod speaker;
mod traffic;

use std::{marker::PhantomData, num::NonZeroU32, time::Duration};

use async_nats::jetstream;
use chassis::{
    caller::{Client, Person, Stamp},
    clock::Clock,
    token::{PEOPLE_ISSUER, SigningKey},
};
use eventing::{
    dead_letter::{self, DeadLetter},
    program::Service,
};
use fest_proto::access::v1::{Role, Scope};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tonic::transport::Channel;
use uuid::Uuid;

pub use build::Builder;
pub use keys::Keys;
pub use speaker::{Caller, Speaker};

use crate::{Proxy, TestDatabase, TestNats};

/// How long anything may take that a test waits for.
const LIMIT: Duration = Duration::from_secs(30);

/// A running service. Its parts are public, so that a test can look into them or take them away.
pub struct TestService<S: Service> {
    /// What the event sees; stands still until the test moves it.
    pub clock: Clock,
    /// Its database. The service reaches it through [`Self::database_line`], a test directly.
    pub database: TestDatabase,
    /// The line between the service and its database, to be cut.
    pub database_line: Proxy,
    /// Its broker, to be stopped and started again.
    pub nats: TestNats,
    /// The keys of all programs.
    pub keys: Keys,
    /// Where it takes calls: `http://127.0.0.1:...`.
    pub url: String,
    name: &'static str,
    jetstream: jetstream::Context,
    channel: Channel,
    program: Program,
    letters_asked_for: Vec<Uuid>,
    service: PhantomData<S>,
}

struct Program {
    stop: CancellationToken,
    running: Option<JoinHandle<anyhow::Result<()>>>,
}

impl<S: Service> TestService<S> {
    /// The service as it is, on 21 October 2024, nine o'clock in Cikarang.
    pub async fn start() -> Self {
        Self::builder().start().await
    }

    /// For a service that needs more than that.
    #[must_use]
    pub fn builder() -> Builder<S> {
        Builder::new()
    }

    /// Calls without credentials.
    #[must_use]
    pub fn as_nobody(&self) -> Caller {
        Speaker::default().on(self.channel.clone())
    }

    /// Calls by somebody new with these roles.
    #[must_use]
    pub fn as_role(&self, role: Role) -> Caller {
        self.as_person(&person([role]))
    }

    /// Calls by this person, with an access token of registration's.
    #[must_use]
    pub fn as_person(&self, person: &Person) -> Caller {
        self.speaker(self.person_token(person))
            .on(self.channel.clone())
    }

    /// Calls with this text as the access token.
    #[must_use]
    pub fn as_token(&self, token: &str) -> Caller {
        self.speaker(token.to_owned()).on(self.channel.clone())
    }

    /// Calls by another service.
    #[must_use]
    pub fn as_service(&self, name: &str) -> Caller {
        let token = self.key(name).service(self.name, self.clock.system_now());
        self.speaker(crate::demand(token.map_err(Into::into)))
            .on(self.channel.clone())
    }

    /// Calls by a new client of another system with these scopes, as often as it likes.
    #[must_use]
    pub fn as_client(&self, scopes: &[Scope]) -> Caller {
        let client = Client {
            id: self.clock.new_id(),
            scopes: scopes.to_vec(),
            quota: NonZeroU32::MAX,
        };
        let signed = self
            .key(PEOPLE_ISSUER)
            .client(&client, self.clock.system_now());
        self.as_token(&crate::demand(signed.map_err(Into::into)).0)
    }

    /// Calls by this person through the gateway, which noted their arrival at `at` (`2024-10-30T23:58:59+07:00`).
    #[must_use]
    pub fn arriving(&self, person: &Person, at: &str) -> Caller {
        let stamp = Stamp {
            arrival: crate::clock(at).now(),
            address: None,
        };
        let stamp = self
            .key("gateway")
            .arrival(self.name, stamp, self.clock.system_now());
        let stamp = crate::demand(stamp.map_err(Into::into));
        self.speaker(self.person_token(person))
            .stamped(stamp)
            .on(self.channel.clone())
    }

    /// An access token of registration's for this person.
    #[must_use]
    pub fn person_token(&self, person: &Person) -> String {
        let signed = self
            .key(PEOPLE_ISSUER)
            .access(person, self.clock.system_now());
        crate::demand(signed.map_err(Into::into)).0
    }

    /// The private key of a program.
    #[must_use]
    pub fn key(&self, program: &str) -> &SigningKey {
        self.keys.of(program)
    }

    /// What was set aside so far; the test says with this that it expected it.
    pub async fn dead_letters(&mut self) -> Vec<DeadLetter> {
        let letters = self.open_letters().await;
        self.letters_asked_for
            .extend(letters.iter().map(|letter| letter.id));
        letters
    }

    /// Ends the service in order and checks what it leaves behind.
    ///
    /// # Panics
    /// On an event that is not sent or not handled after half a minute, a dead letter that was not asked for, a program that ended badly.
    pub async fn finish(self) {
        self.settled().await;
        let unexpected: Vec<DeadLetter> = self
            .open_letters()
            .await
            .into_iter()
            .filter(|letter| !self.letters_asked_for.contains(&letter.id))
            .collect();
        assert!(unexpected.is_empty(), "dead letters: {unexpected:#?}");
        self.program.stop().await;
    }

    fn speaker(&self, token: String) -> Speaker {
        Speaker::with_token(token)
    }

    async fn open_letters(&self) -> Vec<DeadLetter> {
        let mut conn = crate::demand(self.database.pool.get().await.map_err(Into::into));
        crate::demand(dead_letter::list(&mut conn, None).await.map_err(Into::into))
    }
}

/// Somebody new with these roles, in no plenary, whose password was not asked for again.
#[must_use]
pub fn person(roles: impl IntoIterator<Item = Role>) -> Person {
    Person {
        account_id: Clock::system().new_id(),
        roles: roles.into_iter().collect(),
        plenary: Vec::new(),
        confirmed_at: None,
    }
}

impl Program {
    async fn stop(mut self) {
        self.stop.cancel();
        if let Some(running) = self.running.take() {
            let ended = running.await;
            crate::demand(ended.unwrap_or_else(|panic| Err(panic.into())));
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.stop.cancel();
        if self.running.is_some() && !std::thread::panicking() {
            panic!("a TestService must be finished, or nobody looks at what it leaves behind");
        }
    }
}
