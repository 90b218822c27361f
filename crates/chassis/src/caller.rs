//! Who calls, and when the call arrived: what the server layers find out and handlers read.

use std::{net::IpAddr, num::NonZeroU32};

use chrono::{DateTime, Utc};
use fest_proto::access::v1::{Role, Scope};
use tonic::{Request, Status};
use uuid::Uuid;

use crate::error::{Kind, refusal};

/// Who is on the other end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Caller {
    /// No credentials; only public rpcs see it.
    Anonymous,
    /// A person with an access token of registration's.
    Person(Person),
    /// One of our services, by its own key.
    Service(String),
    /// A program of another system, with an access token of registration's.
    Client(Client),
}

/// What an access token says of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub account_id: Uuid,
    /// Every role held.
    pub roles: Vec<Role>,
    /// Editions whose plenary the person belongs to.
    pub plenary: Vec<String>,
    /// When the password was last asked for again in this session; system time.
    pub confirmed_at: Option<DateTime<Utc>>,
}

/// What an access token says of another system's program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// Its client id.
    pub id: Uuid,
    /// What its operator allows it.
    pub scopes: Vec<Scope>,
    /// How many calls a minute it may make to one of our programs.
    pub quota: NonZeroU32,
}

impl Person {
    /// Whether the person holds the role.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// Whether the person belongs to the plenary of this edition.
    #[must_use]
    pub fn in_plenary_of(&self, edition_id: &str) -> bool {
        self.plenary.iter().any(|edition| edition == edition_id)
    }
}

impl Caller {
    /// A stable name for this caller, the first part of an idempotency key.
    #[must_use]
    pub fn key(&self) -> String {
        match self {
            Self::Anonymous => "anonymous".to_owned(),
            Self::Person(person) => format!("person:{}", person.account_id),
            Self::Service(name) => format!("service:{name}"),
            Self::Client(client) => format!("client:{}", client.id),
        }
    }
}

/// What the first of our programs noted of a call, and vouches for towards the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// When it arrived; event time.
    pub arrival: DateTime<Utc>,
    /// Where it came from, if that is known.
    pub address: Option<IpAddr>,
}

/// What every handler may know of its call.
#[derive(Clone, Debug)]
pub struct Context {
    /// Who calls.
    pub caller: Caller,
    /// Event time at the first of our programs, before queues and limits; deadlines count from it.
    pub arrival: DateTime<Utc>,
    /// Where the call comes from, by the gateway's word, else as the connection has it.
    pub address: Option<IpAddr>,
    /// The full name of the rpc: `fest.scoring.v1.SheetService/SaveSheet`.
    pub rpc: String,
}

impl Context {
    /// The person who calls.
    ///
    /// # Errors
    /// `PERMISSION_DENIED` for a service, a client or nobody; the access option of an rpc for people makes that impossible.
    pub fn person(&self) -> Result<&Person, Status> {
        match &self.caller {
            Caller::Person(person) => Ok(person),
            Caller::Anonymous | Caller::Service(_) | Caller::Client(_) => Err(refusal(
                Kind::PermissionDenied,
                "PERSON_REQUIRED",
                "this call is for people",
                &[],
            )),
        }
    }
}

/// The context that the server layers put on a request.
///
/// # Errors
/// `INTERNAL` when the server was put together without them.
pub fn context<T>(request: &Request<T>) -> Result<Context, Status> {
    request
        .extensions()
        .get::<Context>()
        .cloned()
        .ok_or_else(|| Status::internal("no call context"))
}
