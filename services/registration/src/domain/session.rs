//! A session: an opaque secret, of which only the hash is kept, and what its owner sees of it.

use chassis::{error::Violation, text::Text};
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

const DEVICE: Text = Text::up_to(80);

/// How often it is noted that a session is used: a write for each page that is looked at would tell its owner no more.
const NOTED_EVERY: TimeDelta = TimeDelta::minutes(10);

/// Whether it is time to note that a session is used.
#[must_use]
pub fn is_long_unnoted(seen_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - seen_at >= NOTED_EVERY
}

/// What a session is begun on, in words for its owner.
///
/// # Errors
/// `TEXT_TOO_LONG`, `TEXT_INVALID`.
pub fn device(text: &str) -> Result<String, Violation> {
    DEVICE.parse("device", text)
}

/// A living session as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// What it is ended by.
    pub id: Uuid,
    /// What it was begun on.
    pub device: String,
    /// The machine's time, as the two below.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub seen_at: DateTime<Utc>,
    /// When it ends by itself.
    pub expires_at: DateTime<Utc>,
    /// It is the one that asks.
    pub is_current: bool,
}

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
