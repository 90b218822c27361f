//! Signed tokens (JWT, EdDSA): access tokens of people, tokens of services, and the gateway's word on when a call arrived. Keys: each program has
//! its own private one; the public ones of all issuers come by configuration. Token times are the machine's, never the event's.

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::{
    caller::{Caller, Person, Stamp},
    secret,
};

mod claims;
mod pem;
mod signature;

use claims::{AccessClaims, ArrivalClaims, ServiceClaims};
pub use claims::{role_name, role_named};

/// Who alone signs access tokens of people.
pub const PEOPLE_ISSUER: &str = "registration";
/// Whose word on the arrival of a call counts.
pub const ARRIVAL_ISSUER: &str = "gateway";

const PEOPLE_AUDIENCE: &str = "fest";
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
        let claims = AccessClaims {
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

/// One entry of a key set: a JWK with the issuer that it belongs to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PublicKey {
    /// "OKP".
    pub kty: String,
    /// "Ed25519".
    pub crv: String,
    /// Key id.
    pub kid: String,
    /// The key in base64url.
    pub x: String,
    /// Whose it is.
    pub iss: String,
}

/// The public keys of every issuer that we trust, by key id. Two of one issuer may stand side by side while it changes keys.
#[derive(Clone, Default)]
pub struct KeySet(HashMap<String, (String, DecodingKey)>);

#[derive(Serialize, Deserialize)]
struct KeySetFile {
    keys: Vec<PublicKey>,
}

impl KeySet {
    /// Reads `{"keys":[...]}`.
    ///
    /// # Errors
    /// [`TokenError::KeySet`] says what is wrong with it.
    pub fn from_json(json: &str) -> Result<Self, TokenError> {
        let file: KeySetFile =
            serde_json::from_str(json).map_err(|error| TokenError::KeySet(error.to_string()))?;
        Self::new(file.keys)
    }

    /// From the keys themselves.
    ///
    /// # Errors
    /// [`TokenError::KeySet`] names a key that is none.
    pub fn new(keys: Vec<PublicKey>) -> Result<Self, TokenError> {
        let mut set = HashMap::new();
        for key in keys {
            let decoding = DecodingKey::from_ed_components(&key.x)
                .map_err(|_| TokenError::KeySet(format!("key {} is not Ed25519", key.kid)))?;
            set.insert(key.kid, (key.iss, decoding));
        }
        Ok(Self(set))
    }

    /// The JSON form of a set of keys.
    #[must_use]
    pub fn to_json(keys: Vec<PublicKey>) -> String {
        serde_json::json!(KeySetFile { keys }).to_string()
    }

    /// Who sent this token: a person, or a service that meant it for `audience`.
    ///
    /// # Errors
    /// [`TokenError::Invalid`] for anything that does not hold.
    pub fn caller(&self, token: &str, audience: &str) -> Result<Caller, TokenError> {
        match self.kind(token)?.as_str() {
            ACCESS_TYPE => {
                let claims: AccessClaims =
                    self.verify(token, ACCESS_TYPE, PEOPLE_AUDIENCE, Some(PEOPLE_ISSUER))?;
                Ok(Caller::Person(claims.into()))
            }
            SERVICE_TYPE => {
                let claims: ServiceClaims = self.verify(token, SERVICE_TYPE, audience, None)?;
                Ok(Caller::Service(claims.iss))
            }
            _ => Err(TokenError::Invalid(None)),
        }
    }

    /// When the call arrived at the gateway and from where, by the gateway's own word.
    ///
    /// # Errors
    /// [`TokenError::Invalid`] for anything that does not hold.
    pub fn arrival(&self, token: &str, audience: &str) -> Result<Stamp, TokenError> {
        let claims: ArrivalClaims =
            self.verify(token, ARRIVAL_TYPE, audience, Some(ARRIVAL_ISSUER))?;
        let arrival = DateTime::from_timestamp_micros(claims.arrival_micros);
        Ok(Stamp {
            arrival: arrival.ok_or(TokenError::Invalid(None))?,
            address: claims.address,
        })
    }

    fn kind(&self, token: &str) -> Result<String, TokenError> {
        let header =
            jsonwebtoken::decode_header(token).map_err(|error| TokenError::Invalid(Some(error)))?;
        header.typ.ok_or(TokenError::Invalid(None))
    }

    fn verify<C: DeserializeOwned>(
        &self,
        token: &str,
        kind: &str,
        audience: &str,
        issuer: Option<&str>,
    ) -> Result<C, TokenError> {
        let header =
            jsonwebtoken::decode_header(token).map_err(|error| TokenError::Invalid(Some(error)))?;
        let kid = header.kid.unwrap_or_default();
        let (owner, key) = self.0.get(&kid).ok_or(TokenError::Invalid(None))?;
        let wrong_issuer = issuer.is_some_and(|issuer| issuer != owner);
        if header.typ.as_deref() != Some(kind) || wrong_issuer {
            return Err(TokenError::Invalid(None));
        }
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.leeway = LEEWAY;
        rules.set_audience(&[audience]);
        rules.set_issuer(&[owner]);
        rules.set_required_spec_claims(&["exp", "aud", "iss"]);
        let data = jsonwebtoken::decode::<C>(token, key, &rules)
            .map_err(|error| TokenError::Invalid(Some(error)))?;
        Ok(data.claims)
    }
}

#[cfg(test)]
mod tests;
