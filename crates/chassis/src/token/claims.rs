//! What each kind of token says.

use std::net::IpAddr;

use chrono::DateTime;
use fest_proto::access::v1::Role;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::caller::Person;

#[derive(Serialize, Deserialize)]
pub(super) struct AccessClaims {
    pub(super) iss: String,
    pub(super) aud: String,
    pub(super) sub: Uuid,
    pub(super) exp: i64,
    pub(super) roles: Vec<String>,
    pub(super) plenary: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) confirmed_at: Option<i64>,
}

impl From<AccessClaims> for Person {
    fn from(claims: AccessClaims) -> Self {
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
