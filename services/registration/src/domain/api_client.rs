//! A client: a program of another system that calls us in its own name, with what its operator allows it.

use std::num::NonZeroU32;

use chassis::{
    caller::Client,
    error::{Violation, Violations},
    text::Text,
    token::{SCOPES, scope_named},
};
use chrono::{DateTime, TimeDelta, Utc};
use fest_proto::access::v1::Scope;
use uuid::Uuid;

use super::{Refusal, text::NAME};

/// The most calls a minute that anybody gets: a hundred a second.
pub const LARGEST_QUOTA: i32 = 6000;
/// How far ahead a client may be valid: somebody looks at it again by then.
const LONGEST: TimeDelta = TimeDelta::days(3 * 366);
/// How long an old secret may go on beside its successor.
const LONGEST_OVERLAP_HOURS: i32 = 720;

const SYSTEM: Text = Text::up_to(200).or("SYSTEM_MISSING");
const CONTACT: Text = Text::up_to(200).or("CONTACT_MISSING");
const REASON: Text = Text::up_to(500).or("REASON_MISSING");

/// A client as its operator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiClient {
    /// Its client id.
    pub id: Uuid,
    /// What it is and may.
    pub plan: Plan,
    /// The machine's time, as all times here.
    pub created_at: DateTime<Utc>,
    /// Who let it in.
    pub created_by: Uuid,
    /// How it ended, if it was ended.
    pub revocation: Option<Revocation>,
    /// Newest first.
    pub secrets: Vec<Secret>,
    /// Grows by one with each change.
    pub version: i64,
}

/// What an operator decides of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// What it is called among the clients.
    pub name: String,
    /// The system that it belongs to.
    pub system: String,
    /// Whom to ask about it.
    pub contact: String,
    /// What it may do, each once.
    pub scopes: Vec<Scope>,
    /// Calls a minute.
    pub quota: NonZeroU32,
    /// It gets no token from then on.
    pub valid_until: DateTime<Utc>,
    /// Why it was let in.
    pub reason: String,
}

/// That a client was ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revocation {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: Uuid,
    /// Why.
    pub reason: String,
}

/// What is known of a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// None: as long as its client.
    pub expires_at: Option<DateTime<Utc>>,
}

/// What an operator typed.
pub struct Wish<'a> {
    /// Of the client.
    pub name: &'a str,
    /// Whose it is.
    pub system: &'a str,
    /// Whom to ask.
    pub contact: &'a str,
    /// None where it is none of ours.
    pub scopes: Vec<Option<Scope>>,
    /// Calls a minute.
    pub quota: i32,
    /// Until when.
    pub valid_until: Option<DateTime<Utc>>,
    /// Why.
    pub reason: &'a str,
}

impl Plan {
    /// What was typed, if all of it does.
    ///
    /// # Errors
    /// Every field at fault: `NAME_MISSING`, `SYSTEM_MISSING`, `CONTACT_MISSING`, `REASON_MISSING`, `TEXT_TOO_LONG`, `TEXT_INVALID`, `SCOPES_MISSING`,
    /// `SCOPE_UNKNOWN`, `QUOTA_INVALID`, `VALID_UNTIL_INVALID`.
    pub fn new(wish: Wish<'_>, now: DateTime<Utc>) -> Result<Self, Violations> {
        let mut faults = Violations::default();
        let plan = Self {
            name: faults.note(NAME.parse("name", wish.name)),
            system: faults.note(SYSTEM.parse("system", wish.system)),
            contact: faults.note(CONTACT.parse("contact", wish.contact)),
            scopes: faults.note(scopes(&wish.scopes)),
            quota: faults
                .note(quota(wish.quota).map(Some))
                .unwrap_or(NonZeroU32::MIN),
            valid_until: faults.note(valid_until(wish.valid_until, now)),
            reason: faults.note(REASON.parse("reason", wish.reason)),
        };
        faults.into_result()?;
        Ok(plan)
    }
}

fn scopes(asked: &[Option<Scope>]) -> Result<Vec<Scope>, Violation> {
    if asked.is_empty() {
        let text = "a client without a scope can do nothing";
        return Err(Violation::new("scopes", "SCOPES_MISSING", text));
    }
    if asked
        .iter()
        .any(|scope| scope.is_none_or(|scope| !SCOPES.contains(&scope)))
    {
        return Err(Violation::new(
            "scopes",
            "SCOPE_UNKNOWN",
            "there is no such scope",
        ));
    }
    // In the contract's order, each once.
    let wanted = SCOPES
        .into_iter()
        .filter(|scope| asked.contains(&Some(*scope)));
    Ok(wanted.collect())
}

fn quota(asked: i32) -> Result<NonZeroU32, Violation> {
    let fits = u32::try_from(asked).ok().and_then(NonZeroU32::new);
    fits.filter(|_| asked <= LARGEST_QUOTA).ok_or_else(|| {
        let text = format!("a whole number from 1 to {LARGEST_QUOTA}");
        Violation::new("quota", "QUOTA_INVALID", text)
    })
}

fn valid_until(
    asked: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, Violation> {
    let fits = |until: &DateTime<Utc>| *until > now && *until <= now + LONGEST;
    asked.filter(fits).ok_or_else(|| {
        let text = "a moment that is still to come, within three years";
        Violation::new("valid_until", "VALID_UNTIL_INVALID", text)
    })
}

/// How long the secret before a fresh one goes on.
///
/// # Errors
/// `OVERLAP_INVALID`.
pub fn overlap(hours: i32) -> Result<TimeDelta, Violation> {
    if (0..=LONGEST_OVERLAP_HOURS).contains(&hours) {
        return Ok(TimeDelta::hours(hours.into()));
    }
    let text = format!("hours, from 0 to {LONGEST_OVERLAP_HOURS}");
    Err(Violation::new("overlap_hours", "OVERLAP_INVALID", text))
}

/// Why a client is ended.
///
/// # Errors
/// `REASON_MISSING`, `TEXT_TOO_LONG`, `TEXT_INVALID`.
pub fn reason(text: &str) -> Result<String, Violation> {
    REASON.parse("reason", text)
}

impl ApiClient {
    /// Whether it gets tokens.
    #[must_use]
    pub fn lives(&self, now: DateTime<Utc>) -> bool {
        self.revocation.is_none() && now < self.plan.valid_until
    }

    /// The client with the secret that was made at `now`, and the one before it for the overlap.
    ///
    /// # Errors
    /// `VERSION_STALE`, `API_CLIENT_REVOKED`, `API_CLIENT_EXPIRED`.
    pub fn rotate(
        mut self,
        expected_version: i64,
        overlap: TimeDelta,
        now: DateTime<Utc>,
    ) -> Result<Self, Refusal> {
        self.must_stand_at(expected_version)?;
        if !self.lives(now) {
            return Err(Refusal::ApiClientExpired);
        }
        let end = now + overlap;
        self.secrets.truncate(1);
        for before in &mut self.secrets {
            before.expires_at = Some(before.expires_at.map_or(end, |at| at.min(end)));
        }
        self.secrets.retain(|secret| secret.holds(now));
        let fresh = Secret {
            created_at: now,
            expires_at: None,
        };
        self.secrets.insert(0, fresh);
        self.version += 1;
        Ok(self)
    }

    /// The client, ended.
    ///
    /// # Errors
    /// `VERSION_STALE`, `API_CLIENT_REVOKED`.
    pub fn revoke(
        mut self,
        expected_version: i64,
        revocation: Revocation,
    ) -> Result<Self, Refusal> {
        self.must_stand_at(expected_version)?;
        self.revocation = Some(revocation);
        self.secrets.clear();
        self.version += 1;
        Ok(self)
    }

    fn must_stand_at(&self, expected_version: i64) -> Result<(), Refusal> {
        if self.revocation.is_some() {
            return Err(Refusal::ApiClientRevoked);
        }
        if self.version != expected_version {
            return Err(Refusal::VersionStale);
        }
        Ok(())
    }

    /// What its next token says: all that it may, or as much of that as it asks for.
    ///
    /// # Errors
    /// `SCOPE_INVALID`.
    pub fn token(&self, scopes: &[String]) -> Result<Client, Refusal> {
        let asked = scopes.iter().map(|name| {
            let scope = scope_named(name).filter(|scope| self.plan.scopes.contains(scope));
            scope.ok_or(Refusal::ScopeInvalid)
        });
        let asked: Vec<Scope> = asked.collect::<Result<_, _>>()?;
        let all = self.plan.scopes.iter().copied();
        Ok(Client {
            id: self.id,
            scopes: all
                .filter(|scope| asked.is_empty() || asked.contains(scope))
                .collect(),
            quota: self.plan.quota,
        })
    }
}

impl Secret {
    /// Whether it opens anything.
    #[must_use]
    pub fn holds(&self, now: DateTime<Utc>) -> bool {
        self.expires_at.is_none_or(|end| now < end)
    }
}

#[cfg(test)]
mod tests;
