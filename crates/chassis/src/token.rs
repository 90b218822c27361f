//! Signed tokens (JWT, EdDSA): access tokens of people and of other systems' clients, tokens of services, and the gateway's word on when a call
//! arrived. Keys: each program has its own private one; the public ones of all issuers come by configuration. Token times are the machine's, never
//! the event's.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use serde::Serialize;

use crate::{
    caller::{Client, Person, Stamp},
    secret,
};

mod claims;
mod key_set;
mod pem;
mod signature;

use claims::{ArrivalClaims, ClientClaims, PersonClaims, ServiceClaims};
pub use claims::{SCOPES, role_name, role_named, scope_name, scope_named};
pub use key_set::{KeySet, PublicKey};

/// Who alone signs access tokens, of people and of clients.
pub const PEOPLE_ISSUER: &str = "registration";
/// Whose word on the arrival of a call counts.
pub const ARRIVAL_ISSUER: &str = "gateway";

const PEOPLE_AUDIENCE: &str = "fest";
/// The one role of a client.
const INTEGRATION: &str = "integration";
const ACCESS_TYPE: &str = "at+jwt";
const SERVICE_TYPE: &str = "service+jwt";
const ARRIVAL_TYPE: &str = "arrival+jwt";
const ACCESS_LIFE: TimeDelta = TimeDelta::minutes(5);
const SERVICE_LIFE: TimeDelta = TimeDelta::minutes(1);
/// How far clocks of two machines may differ, in seconds.
const LEEWAY: u64 = 5;

/// Why a token or a key was refused. The text names no part of it.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// Not a private key in PKCS#8 PEM.
    #[error("not an Ed25519 private key in PKCS#8 PEM")]
    PrivateKey,
    /// Not a key set.
    #[error("not a key set: {0}")]
    KeySet(String),
    /// Not ours, expired, or for somebody else.
    #[error("the token does not hold")]
    Invalid(#[source] Option<jsonwebtoken::errors::Error>),
}

/// A program's own private key, with the name under which it signs.
#[derive(Clone)]
pub struct SigningKey {
    issuer: String,
    key: ed25519_dalek::SigningKey,
    encoding: EncodingKey,
}

impl SigningKey {
    /// A fresh key.
    ///
    /// # Errors
    /// [`TokenError::PrivateKey`] when it cannot be encoded.
    pub fn generate(issuer: &str) -> Result<Self, TokenError> {
        let key = ed25519_dalek::SigningKey::from_bytes(&secret::random_bytes());
        Self::new(issuer, key)
    }

    /// From PKCS#8 PEM, version 1 or 2.
    ///
    /// # Errors
    /// [`TokenError::PrivateKey`] for anything else.
    pub fn from_pem(issuer: &str, pem: &str) -> Result<Self, TokenError> {
        Self::new(issuer, pem::read(pem)?)
    }

    fn new(issuer: &str, key: ed25519_dalek::SigningKey) -> Result<Self, TokenError> {
        let pem = pem::write(&key)?;
        let encoding =
            EncodingKey::from_ed_pem(pem.as_bytes()).map_err(|_| TokenError::PrivateKey)?;
        Ok(Self {
            issuer: issuer.to_owned(),
            key,
            encoding,
        })
    }

    /// The key in PKCS#8 PEM, to be stored.
    ///
    /// # Errors
    /// [`TokenError::PrivateKey`] when it cannot be encoded.
    pub fn to_pem(&self) -> Result<String, TokenError> {
        pem::write(&self.key)
    }

    /// The public half, for everybody's key set.
    #[must_use]
    pub fn public(&self) -> PublicKey {
        let x = URL_SAFE_NO_PAD.encode(self.key.verifying_key().as_bytes());
        PublicKey {
            kty: "OKP".to_owned(),
            crv: "Ed25519".to_owned(),
            kid: format!("{}-{}", self.issuer, &x[..8]),
            x,
            iss: self.issuer.clone(),
        }
    }

    /// An access token for a person, good for five minutes.
    ///
    /// # Errors
    /// [`TokenError::Invalid`] when signing fails.
    pub fn access(
        &self,
        person: &Person,
        now: DateTime<Utc>,
    ) -> Result<(String, DateTime<Utc>), TokenError> {
        let expires_at = now + ACCESS_LIFE;
        let claims = PersonClaims {
            iss: self.issuer.clone(),
            aud: PEOPLE_AUDIENCE.to_owned(),
            sub: person.account_id,
            exp: expires_at.timestamp(),
            roles: person.roles.iter().map(|role| role_name(*role)).collect(),
            plenary: person.plenary.clone(),
            confirmed_at: person.confirmed_at.map(|at| at.timestamp()),
        };
        Ok((self.sign(ACCESS_TYPE, &claims)?, expires_at))
    }

    /// An access token for a program of another system, good for five minutes.
    ///
    /// # Errors
    /// [`TokenError::Invalid`] when signing fails.
    pub fn client(
        &self,
        client: &Client,
        now: DateTime<Utc>,
    ) -> Result<(String, DateTime<Utc>), TokenError> {
        let expires_at = now + ACCESS_LIFE;
        let scopes: Vec<String> = client.scopes.iter().copied().map(scope_name).collect();
        let claims = ClientClaims {
            iss: self.issuer.clone(),
            aud: PEOPLE_AUDIENCE.to_owned(),
            sub: client.id,
            client_id: client.id,
            iat: now.timestamp(),
            exp: expires_at.timestamp(),
            jti: secret::token(),
            roles: [INTEGRATION.to_owned()],
            scope: scopes.join(" "),
            quota: client.quota,
        };
        Ok((self.sign(ACCESS_TYPE, &claims)?, expires_at))
    }

    /// A token that says "I am this service", for one other service.
    ///
    /// # Errors
    /// [`TokenError::Invalid`] when signing fails.
    pub fn service(&self, audience: &str, now: DateTime<Utc>) -> Result<String, TokenError> {
        let claims = ServiceClaims {
            iss: self.issuer.clone(),
            aud: audience.to_owned(),
            exp: (now + SERVICE_LIFE).timestamp(),
        };
        self.sign(SERVICE_TYPE, &claims)
    }

    /// A token that says when a call arrived at this program, and from where.
    ///
    /// # Errors
    /// [`TokenError::Invalid`] when signing fails.
    pub fn arrival(
        &self,
        audience: &str,
        stamp: Stamp,
        now: DateTime<Utc>,
    ) -> Result<String, TokenError> {
        let claims = ArrivalClaims {
            iss: self.issuer.clone(),
            aud: audience.to_owned(),
            exp: (now + SERVICE_LIFE).timestamp(),
            arrival_micros: stamp.arrival.timestamp_micros(),
            address: stamp.address,
        };
        self.sign(ARRIVAL_TYPE, &claims)
    }

    fn sign(&self, kind: &str, claims: &impl Serialize) -> Result<String, TokenError> {
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(kind.to_owned());
        header.kid = Some(self.public().kid);
        jsonwebtoken::encode(&header, claims, &self.encoding)
            .map_err(|error| TokenError::Invalid(Some(error)))
    }
}

#[cfg(test)]
mod tests;
