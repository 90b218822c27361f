//! What each kind of token says.

use std::{net::IpAddr, num::NonZeroU32};

use chrono::DateTime;
use fest_proto::access::v1::{Role, Scope};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::caller::{Caller, Client, Person};

/// What only a client's token says stands first: who has no `client_id` is a person.
#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum AccessClaims {
    Client(ClientClaims),
    Person(PersonClaims),
}

impl From<AccessClaims> for Caller {
    fn from(claims: AccessClaims) -> Self {
        match claims {
            AccessClaims::Client(claims) => Self::Client(claims.into()),
            AccessClaims::Person(claims) => Self::Person(claims.into()),
        }
    }
}

/// As RFC 9068 names them, and the quota.
#[derive(Serialize, Deserialize)]
pub(super) struct ClientClaims {
    pub(super) iss: String,
    pub(super) aud: String,
    pub(super) sub: Uuid,
    pub(super) client_id: Uuid,
    pub(super) iat: i64,
    pub(super) exp: i64,
    pub(super) jti: String,
    pub(super) roles: [String; 1],
    pub(super) scope: String,
    pub(super) quota: NonZeroU32,
}

impl From<ClientClaims> for Client {
    fn from(claims: ClientClaims) -> Self {
        let scopes = claims.scope.split(' ').filter_map(scope_named);
        Self {
            id: claims.client_id,
            scopes: scopes.collect(),
            quota: claims.quota,
        }
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct PersonClaims {
    pub(super) iss: String,
    pub(super) aud: String,
    pub(super) sub: Uuid,
    pub(super) exp: i64,
    pub(super) roles: Vec<String>,
    pub(super) plenary: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) confirmed_at: Option<i64>,
}

impl From<PersonClaims> for Person {
    fn from(claims: PersonClaims) -> Self {
        Self {
            account_id: claims.sub,
            roles: claims
                .roles
                .iter()
                .filter_map(|name| role_named(name))
                .collect(),
            plenary: claims.plenary,
            confirmed_at: claims
                .confirmed_at
                .and_then(|at| DateTime::from_timestamp(at, 0)),
        }
    }
}

#[derive(Serialize, Deserialize)]
pub(super) struct ServiceClaims {
    pub(super) iss: String,
    pub(super) aud: String,
    pub(super) exp: i64,
}

#[derive(Serialize, Deserialize)]
pub(super) struct ArrivalClaims {
    pub(super) iss: String,
    pub(super) aud: String,
    pub(super) exp: i64,
    pub(super) arrival_micros: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) address: Option<IpAddr>,
}

/// A role's name in tokens, tables and JSON: "committee".
#[must_use]
pub fn role_name(role: Role) -> String {
    role.as_str_name()
        .trim_start_matches("ROLE_")
        .to_ascii_lowercase()
}

/// The role of that name.
#[must_use]
pub fn role_named(name: &str) -> Option<Role> {
    Role::from_str_name(&format!("ROLE_{}", name.to_ascii_uppercase()))
}

/// A scope's name in tokens, tables and JSON: "changes.read".
#[must_use]
pub fn scope_name(scope: Scope) -> String {
    scope
        .as_str_name()
        .trim_start_matches("SCOPE_")
        .to_ascii_lowercase()
        .replace('_', ".")
}

/// The scope of that name.
#[must_use]
pub fn scope_named(name: &str) -> Option<Scope> {
    SCOPES.into_iter().find(|scope| scope_name(*scope) == name)
}

/// Every scope that a client may have.
pub const SCOPES: [Scope; 2] = [Scope::ChangesRead, Scope::LaporImport];
