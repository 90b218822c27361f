//! The public half: whose tokens are trusted, and who sent one.

use std::collections::HashMap;

use chrono::DateTime;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    ACCESS_TYPE, ARRIVAL_ISSUER, ARRIVAL_TYPE, LEEWAY, PEOPLE_AUDIENCE, PEOPLE_ISSUER,
    SERVICE_TYPE, TokenError,
    claims::{AccessClaims, ArrivalClaims, ServiceClaims},
};
use crate::caller::{Caller, Stamp};

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
pub struct KeySet(pub(super) HashMap<String, (PublicKey, DecodingKey)>);

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
            set.insert(key.kid.clone(), (key, decoding));
        }
        Ok(Self(set))
    }

    /// The keys of one issuer, in the order of their ids.
    #[must_use]
    pub fn of(&self, issuer: &str) -> Vec<&PublicKey> {
        let all = self.0.values().map(|(key, _)| key);
        let mut own: Vec<&PublicKey> = all.filter(|key| key.iss == issuer).collect();
        own.sort_by(|one, other| one.kid.cmp(&other.kid));
        own
    }

    /// The JSON form of a set of keys.
    #[must_use]
    pub fn to_json(keys: Vec<PublicKey>) -> String {
        serde_json::json!(KeySetFile { keys }).to_string()
    }

    /// Who sent this token: a person, another system's client, or a service that meant it for `audience`.
    ///
    /// # Errors
    /// [`TokenError::Invalid`] for anything that does not hold.
    pub fn caller(&self, token: &str, audience: &str) -> Result<Caller, TokenError> {
        match self.kind(token)?.as_str() {
            ACCESS_TYPE => {
                let claims: AccessClaims =
                    self.verify(token, ACCESS_TYPE, PEOPLE_AUDIENCE, Some(PEOPLE_ISSUER))?;
                Ok(claims.into())
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
        let (PublicKey { iss: owner, .. }, key) =
            self.0.get(&kid).ok_or(TokenError::Invalid(None))?;
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
