//! A session: an opaque secret, of which only the hash is kept.

use sha2::{Digest, Sha256};

/// What a session is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// The hash of a session's secret. A plain one is enough: the secret is 32 random bytes, which nobody guesses.
    #[must_use]
    pub fn of(secret: &str) -> Self {
        Self(Sha256::digest(secret).into())
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8] {
        self.0.as_slice()
    }
}
