//! Nobody else's page may post our forms. Each browser keeps a random secret in a cookie, each form carries it under a fresh mask (an answer that
//! is compressed together with text from its address would give a constant one away), and the browser's own word on where a form came from counts too.

use axum::http::{HeaderMap, Uri, header};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chassis::secret::random_bytes;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

const LENGTH: usize = 32;

/// A browser's secret.
#[derive(Clone)]
pub struct Secret([u8; LENGTH]);

impl Secret {
    /// A new one.
    #[must_use]
    pub fn fresh() -> Self {
        Self(random_bytes())
    }

    /// What [`Secret::cookie`] gave.
    #[must_use]
    pub fn from_cookie(value: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(value).ok()?;
        bytes.try_into().ok().map(Self)
    }

    /// For the cookie.
    #[must_use]
    pub fn cookie(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.0)
    }

    /// For the forms of one page: a mask, and the secret under it.
    #[must_use]
    pub fn token(&self) -> String {
        let mask: [u8; LENGTH] = random_bytes();
        URL_SAFE_NO_PAD.encode([mask, self.under(&mask)].concat())
    }

    /// Whether a form's token is one of ours.
    #[must_use]
    pub fn matches(&self, token: &str) -> bool {
        let Ok(bytes) = URL_SAFE_NO_PAD.decode(token) else {
            return false;
        };
        let Some((mask, masked)) = bytes.split_first_chunk::<LENGTH>() else {
            return false;
        };
        self.under(mask).ct_eq(masked).into()
    }

    /// A key for something else that only this browser is to open.
    #[must_use]
    pub fn derived(&self, purpose: &str) -> [u8; LENGTH] {
        let mut hasher = Sha256::new();
        hasher.update(self.0);
        hasher.update(purpose);
        hasher.finalize().into()
    }

    fn under(&self, mask: &[u8; LENGTH]) -> [u8; LENGTH] {
        std::array::from_fn(|index| self.0[index] ^ mask[index])
    }
}

/// Whether the browser says that a form came from one of our own pages. One that says nothing is believed: its token still counts.
#[must_use]
pub fn is_same_origin(headers: &HeaderMap, uri: &Uri) -> bool {
    let text = |name| {
        headers
            .get(name)
            .map(|value| value.to_str().unwrap_or_default())
    };
    if let Some(site) = text("sec-fetch-site")
        && !["same-origin", "none"].contains(&site)
    {
        return false;
    }
    let Some(origin) = text(header::ORIGIN.as_str()) else {
        return true;
    };
    let host = text(header::HOST.as_str()).or_else(|| uri.authority().map(|host| host.as_str()));
    let origin = origin.split_once("://").map(|(_, authority)| authority);
    origin.is_some() && origin == host
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_masked_afresh_and_matches_its_browser_alone() {
        let secret = Secret::fresh();
        let (first, second) = (secret.token(), secret.token());
        assert_ne!(first, second);
        assert!(secret.matches(&first) && secret.matches(&second));
        let again = Secret::from_cookie(&secret.cookie()).expect("a secret");
        assert!(again.matches(&first));
        assert!(!Secret::fresh().matches(&first));
        let long = "A".repeat(900);
        for wrong in ["", "x", secret.cookie().as_str(), &first[1..], &long] {
            assert!(!secret.matches(wrong), "{wrong}");
        }
    }

    #[test]
    fn a_form_from_elsewhere_is_known_by_what_the_browser_says() {
        let said = |pairs: &[(&'static str, &str)]| {
            let mut headers = HeaderMap::new();
            headers.insert("host", "fest.example".parse().expect("a value"));
            for (name, value) in pairs {
                headers.insert(*name, value.parse().expect("a value"));
            }
            is_same_origin(&headers, &Uri::from_static("/masuk"))
        };
        assert!(said(&[]));
        assert!(said(&[("origin", "https://fest.example")]));
        assert!(said(&[
            ("origin", "http://fest.example"),
            ("sec-fetch-site", "same-origin")
        ]));
        assert!(!said(&[("origin", "https://elsewhere.example")]));
        assert!(!said(&[("origin", "null")]));
        assert!(!said(&[("sec-fetch-site", "same-site")]));
        assert!(!said(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "https://fest.example")
        ]));
    }
}
