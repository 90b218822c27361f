//! The second factor: one-time codes (TOTP, RFC 6238: SHA-1, six digits, thirty seconds, which is what every app knows), and recovery codes.

use std::fmt;

use chassis::{error::Violation, text::Text};
use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use totp_rs::{Builder, Secret as Bytes, Totp};

use super::Refusal;

const STEP_SECONDS: i64 = 30;
/// How long one that was begun waits for its first code.
const BEGUN: TimeDelta = TimeDelta::hours(1);
const ISSUER: Text = Text::up_to(80);

/// How many recovery codes there are.
pub const RECOVERY_CODES: usize = 10;
const RECOVERY_BYTES: usize = 10;
const RECOVERY_CHARS: usize = RECOVERY_BYTES * 8 / 5;

/// What the codes are made of: 20 bytes, as long as what its hash gives.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 20]);

impl Secret {
    /// From fresh random bytes.
    #[must_use]
    pub const fn new(bytes: [u8; 20]) -> Self {
        Self(bytes)
    }

    /// From bytes that were kept; none of another length.
    #[must_use]
    pub fn kept(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// To be kept, encrypted.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// To be typed into an app.
    #[must_use]
    pub fn base32(&self) -> String {
        Bytes::from(self.0).to_base32()
    }

    /// For an app that reads a QR code. Neither name may hold the colon that stands between them; no address does.
    ///
    /// # Errors
    /// `TEXT_TOO_LONG`, `TEXT_INVALID`.
    pub fn url(&self, issuer: &str, email: &str) -> Result<String, Violation> {
        let issuer = ISSUER.parse("issuer", issuer)?.replace(':', " ");
        let issuer = (!issuer.is_empty()).then_some(issuer);
        let named = Builder::new().with_secret(self.0).with_issuer(issuer);
        let named = named.with_account_name(email.replace(':', " "));
        let url = named.build_noncompliant().to_url();
        url.map_err(|_| Violation::new("issuer", "TEXT_INVALID", "the app needs a name"))
    }

    fn totp(&self) -> Totp {
        // The defaults of the builder are ours: SHA-1, six digits, thirty seconds, one step on either side.
        Builder::new().with_secret(self.0).build_noncompliant()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// What an account has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Factor {
    /// What its codes are made of.
    pub secret: Secret,
    /// The step of the last code that was taken.
    pub last_step: i64,
}

impl Factor {
    /// Takes a code, and gives its step, which is the last one from here on.
    ///
    /// # Errors
    /// `SECOND_FACTOR_WRONG` for a code of no step around `now`, `SECOND_FACTOR_USED` for one of a step that is past.
    pub fn take(&self, code: &str, now: DateTime<Utc>) -> Result<i64, Refusal> {
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        let step = self.secret.totp().check(code, seconds);
        let step = step.and_then(|step| i64::try_from(step).ok());
        let step = step.ok_or(Refusal::SecondFactorWrong)?;
        if step <= self.last_step {
            return Err(Refusal::SecondFactorUsed);
        }
        Ok(step)
    }
}

/// One that waits for its first code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enrolment {
    /// What its codes are made of.
    pub secret: Secret,
    /// The machine's time.
    pub begun_at: DateTime<Utc>,
}

impl Enrolment {
    /// The first code makes it the account's.
    ///
    /// # Errors
    /// `SECOND_FACTOR_NOT_BEGUN` when it was too long ago, `SECOND_FACTOR_WRONG`.
    pub fn confirm(self, code: &str, now: DateTime<Utc>) -> Result<Factor, Refusal> {
        if now - self.begun_at > BEGUN {
            return Err(Refusal::SecondFactorNotBegun);
        }
        let mut factor = Factor {
            secret: self.secret,
            last_step: -1,
        };
        factor.last_step = factor.take(code, now)?;
        Ok(factor)
    }
}

/// What somebody typed as the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// Of the app.
    Code(String),
    /// What a recovery code is found by.
    Recovery([u8; 32]),
}

impl Typed {
    /// Spaces, dashes and capitals do not count; nothing at all is none.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        // As much as anybody types; the rest makes it no better.
        let typed = text.chars().filter(|char| char.is_ascii_alphanumeric());
        let typed: String = typed.take(RECOVERY_CHARS + 1).collect();
        match typed.len() {
            0 => None,
            RECOVERY_CHARS => Some(Self::Recovery(recovery_hash(&typed.to_ascii_lowercase()))),
            _ => Some(Self::Code(typed)),
        }
    }
}

/// A recovery code: 80 random bits in four groups of four letters and digits.
#[derive(Clone)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// From fresh random bytes.
    #[must_use]
    pub fn new(bytes: [u8; RECOVERY_BYTES]) -> Self {
        Self(Bytes::from(bytes.to_vec()).to_base32().to_ascii_lowercase())
    }

    /// As it is shown, once.
    #[must_use]
    pub fn shown(&self) -> String {
        let chars: Vec<char> = self.0.chars().collect();
        let groups: Vec<String> = chars
            .chunks(4)
            .map(|group| group.iter().collect())
            .collect();
        groups.join("-")
    }

    /// As it is kept. A plain hash is enough: 80 random bits are not found by trying.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        recovery_hash(&self.0)
    }
}

fn recovery_hash(code: &str) -> [u8; 32] {
    Sha256::digest(code).into()
}

/// The code of a secret some steps from `now`, for whoever plays an app: the example's people and tests. None of a text that is no secret.
#[must_use]
pub fn code(base32: &str, now: DateTime<Utc>, steps: i64) -> Option<String> {
    let secret = Bytes::try_from_base32(base32).ok()?;
    let secret = Secret::kept(secret.as_bytes())?;
    let seconds = u64::try_from(now.timestamp() + steps * STEP_SECONDS).ok()?;
    Some(secret.totp().generate(seconds).to_string())
}

#[cfg(test)]
mod tests;
