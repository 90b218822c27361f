//! A participation: one account's claim on one organisation in one edition, and what may be done to it.
//!
//! `claimed -> [endorsed] -> verified`; `returned` and `withdrawn` lead back to `claimed` by a new decree. A hand-over changes whose it is.

mod decree;
mod rule;
#[cfg(test)]
mod tests;

use chassis::{error::Violation, text::Text};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{Refusal, organisation::Organisation};

pub use decree::{Decree, Typed};
pub use rule::Rule;

const REASON: Text = Text::up_to(1000).in_lines();

/// How far a claim is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Waits for the committee, or for the body above.
    Claimed,
    /// The body above stands behind it.
    Endorsed,
    /// The committee confirmed it.
    Verified,
    /// The committee sent it back.
    Returned,
    /// The owner took it back.
    Withdrawn,
}

/// What was done to a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// Made.
    Claimed,
    /// Made again, with another decree.
    Revised,
    /// Backed by the body above.
    Endorsed,
    /// Confirmed.
    Verified,
    /// Sent back.
    Returned,
    /// Taken back.
    Withdrawn,
    /// Given to another account.
    HandedOver,
}

/// One thing that was done to a claim, and how the claim is since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What.
    pub kind: ChangeKind,
    /// The claim's version since.
    pub version: i64,
    /// How far it is since.
    pub state: State,
    /// Who did it.
    pub actor_id: Uuid,
    /// Their name; empty when it is no longer known.
    pub actor_name: String,
    /// The admin since.
    pub account_id: Uuid,
    /// Their name; empty when it is no longer known.
    pub account_name: String,
    /// Why it was returned or withdrawn.
    pub reason: String,
    /// Number of the decree that counts since.
    pub decree_number: String,
    /// Its day.
    pub decree_date: NaiveDate,
    /// Its scan.
    pub decree_file_id: Option<Uuid>,
    /// When; the event's time.
    pub changed_at: DateTime<Utc>,
}

/// Who does something to a claim, and which version they saw.
#[derive(Clone, Copy, Debug)]
pub struct Touch {
    /// The account that asks.
    pub account_id: Uuid,
    /// Whether it asks as the committee.
    pub is_committee: bool,
    /// The version that it saw.
    pub expected_version: i64,
    /// When it asked.
    pub at: DateTime<Utc>,
}

/// One account's claim on one organisation in one edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participation {
    /// Its id.
    pub id: Uuid,
    /// In which edition.
    pub edition_id: String,
    /// What is claimed.
    pub organisation: Organisation,
    /// By whom.
    pub account_id: Uuid,
    /// The admin's name.
    pub display_name: String,
    /// How far it is.
    pub state: State,
    /// By which right.
    pub decree: Decree,
    /// Why it was returned or withdrawn; empty otherwise.
    pub reason: String,
    /// When it was claimed last; the event's time.
    pub claimed_at: DateTime<Utc>,
    /// Grows by one with each change.
    pub version: i64,
}

/// Why something is returned.
///
/// # Errors
/// `REASON_MISSING`, `TEXT_TOO_LONG`, `TEXT_INVALID`.
pub fn return_reason(text: &str) -> Result<String, Violation> {
    let reason = REASON.or("REASON_MISSING").parse("reason", text)?;
    Ok(reason.trim().to_owned())
}

/// Why something is withdrawn; nobody owes one.
///
/// # Errors
/// `TEXT_TOO_LONG`, `TEXT_INVALID`.
pub fn withdrawal_reason(text: &str) -> Result<String, Violation> {
    Ok(REASON.parse("reason", text)?.trim().to_owned())
}

impl Participation {
    /// The same claim, confirmed, where `rule` is what the edition asks for.
    ///
    /// # Errors
    /// `VERSION_STALE`, `ENDORSEMENT_MISSING`, or the state that it is in.
    pub fn verify(self, touch: Touch, rule: &Rule) -> Result<Self, Refusal> {
        self.check_version(touch)?;
        match self.state {
            State::Claimed if rule.asks_for_endorsement_of(&self.organisation) => {
                Err(Refusal::EndorsementMissing)
            }
            State::Claimed | State::Endorsed => Ok(self.turned(State::Verified, String::new())),
            other => Err(is(other)),
        }
    }

    /// The same claim, backed by the body above; `is_endorser` tells whether the caller speaks for that.
    ///
    /// # Errors
    /// `PARTICIPATION_NOT_FOUND`, `VERSION_STALE`, or the state that it is in.
    pub fn endorse(self, touch: Touch, is_endorser: bool) -> Result<Self, Refusal> {
        if !is_endorser {
            return Err(Refusal::ParticipationNotFound);
        }
        self.check_version(touch)?;
        match self.state {
            State::Claimed => Ok(self.turned(State::Endorsed, String::new())),
            other => Err(is(other)),
        }
    }

    /// The same claim, sent back. One that was verified by mistake may be, too.
    ///
    /// # Errors
    /// `VERSION_STALE`, or the state that it is in.
    pub fn send_back(self, touch: Touch, reason: String) -> Result<Self, Refusal> {
        self.check_version(touch)?;
        match self.state {
            State::Claimed | State::Endorsed | State::Verified => {
                Ok(self.turned(State::Returned, reason))
            }
            other => Err(is(other)),
        }
    }

    /// The same claim, made again with this decree. An endorsement was one of the old decree.
    ///
    /// # Errors
    /// `PARTICIPATION_NOT_FOUND`, `VERSION_STALE`, or the state that it is in.
    pub fn revise(self, touch: Touch, decree: Decree) -> Result<Self, Refusal> {
        self.check_owner(touch)?;
        self.check_version(touch)?;
        match self.state {
            State::Verified => Err(is(State::Verified)),
            State::Claimed | State::Endorsed | State::Returned | State::Withdrawn => Ok(Self {
                decree,
                claimed_at: touch.at,
                ..self.turned(State::Claimed, String::new())
            }),
        }
    }

    /// The same claim, taken back.
    ///
    /// # Errors
    /// `PARTICIPATION_NOT_FOUND`, `VERSION_STALE`, or the state that it is in.
    pub fn withdraw(self, touch: Touch, reason: String) -> Result<Self, Refusal> {
        self.check_owner(touch)?;
        self.check_version(touch)?;
        match self.state {
            State::Withdrawn => Err(is(State::Withdrawn)),
            State::Claimed | State::Endorsed | State::Verified | State::Returned => {
                Ok(self.turned(State::Withdrawn, reason))
            }
        }
    }

    /// The same participation with another admin. What the committee hands over it has looked at; what an owner hands over waits for that.
    ///
    /// # Errors
    /// `PARTICIPATION_NOT_FOUND`, `VERSION_STALE`, `HAND_OVER_SAME`, or the state that it is in.
    pub fn hand_over(
        self,
        touch: Touch,
        (account_id, display_name): (Uuid, String),
        decree: Decree,
    ) -> Result<Self, Refusal> {
        if !touch.is_committee {
            self.check_owner(touch)?;
        }
        self.check_version(touch)?;
        let state = match self.state {
            State::Withdrawn => return Err(is(State::Withdrawn)),
            State::Verified if touch.is_committee => State::Verified,
            State::Claimed | State::Endorsed | State::Verified | State::Returned => State::Claimed,
        };
        if account_id == self.account_id {
            return Err(Refusal::HandOverSame);
        }
        Ok(Self {
            account_id,
            display_name,
            decree,
            ..self.turned(state, String::new())
        })
    }

    fn check_owner(&self, touch: Touch) -> Result<(), Refusal> {
        if self.account_id == touch.account_id {
            return Ok(());
        }
        Err(Refusal::ParticipationNotFound)
    }

    const fn check_version(&self, touch: Touch) -> Result<(), Refusal> {
        if self.version == touch.expected_version {
            return Ok(());
        }
        Err(Refusal::VersionStale)
    }

    fn turned(self, state: State, reason: String) -> Self {
        Self {
            state,
            reason,
            version: self.version + 1,
            ..self
        }
    }
}

/// That a claim is in this state is why something cannot be done to it.
const fn is(state: State) -> Refusal {
    match state {
        State::Claimed => Refusal::ParticipationClaimed,
        State::Endorsed => Refusal::ParticipationEndorsed,
        State::Verified => Refusal::ParticipationVerified,
        State::Returned => Refusal::ParticipationReturned,
        State::Withdrawn => Refusal::ParticipationWithdrawn,
    }
}
