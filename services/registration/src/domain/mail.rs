//! Mails to the owners of accounts: what for, how often they are tried, and when that ends.

use chrono::{DateTime, TimeDelta, Utc};

use super::account_code;

/// The wait behind the first attempt; each further one doubles it. Longer than an attempt can take, so that no two senders are at one mail.
const FIRST_WAIT: TimeDelta = TimeDelta::minutes(1);
const LONGEST_WAIT: TimeDelta = TimeDelta::hours(4);
/// With the waits between them some sixteen hours: a mail server that is away for a night loses nothing.
const MOST_ATTEMPTS: i32 = 12;

/// How long a reset that somebody asked for is worth sending.
pub const PATIENCE: TimeDelta = TimeDelta::hours(1);

/// What a mail is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To find out whether the address is the owner's.
    Verification,
    /// Asked for by whoever typed the address.
    PasswordReset,
    /// The owner should know.
    PasswordChanged,
    /// The owner should know.
    PasswordWasReset,
    /// The committee issued a code for the account; the owner should know.
    ResetIssued,
    /// An organisation has not answered; somebody who once spoke for it should know.
    Reminder,
}

impl Purpose {
    /// Every one.
    pub const ALL: [Self; 6] = [
        Self::Verification,
        Self::PasswordReset,
        Self::PasswordChanged,
        Self::PasswordWasReset,
        Self::ResetIssued,
        Self::Reminder,
    ];

    /// As it is stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verification => "verification",
            Self::PasswordReset => "password_reset",
            Self::PasswordChanged => "password_changed",
            Self::PasswordWasReset => "password_was_reset",
            Self::ResetIssued => "reset_issued",
            Self::Reminder => "reminder",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.name() == name)
    }

    /// What the code in it is good for; most mails hold none.
    #[must_use]
    pub const fn code(self) -> Option<account_code::Purpose> {
        match self {
            Self::Verification => Some(account_code::Purpose::Verification),
            Self::PasswordReset => Some(account_code::Purpose::PasswordReset),
            Self::PasswordChanged | Self::PasswordWasReset | Self::ResetIssued | Self::Reminder => {
                None
            }
        }
    }
}

/// How far a mail is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It waits.
    Queued,
    /// The mail server has it.
    Sent,
    /// Nobody takes it.
    Failed,
}

impl State {
    /// As it is stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Sent => "sent",
            Self::Failed => "failed",
        }
    }

    /// The one of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let all = [Self::Queued, Self::Sent, Self::Failed];
        all.into_iter().find(|state| state.name() == name)
    }
}

/// Why an attempt failed, by a name of ours: what a mail server says may hold the address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault(String);

impl Fault {
    /// An answer of a mail server, by its code.
    #[must_use]
    pub fn answered(code: u16) -> Self {
        Self(format!("ANSWERED_{code}"))
    }

    /// Without an answer.
    #[must_use]
    pub fn named(name: &'static str) -> Self {
        Self(name.to_owned())
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0
    }
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Somebody has it.
    Sent,
    /// Not now.
    Again(Fault),
    /// Never.
    Never(Fault),
}

impl Outcome {
    /// What the mail is after it: an attempt too many ends what an attempt less would let wait.
    #[must_use]
    pub fn state(&self, attempts: i32) -> (State, Option<&Fault>) {
        match self {
            Self::Sent => (State::Sent, None),
            Self::Again(_) if attempts < MOST_ATTEMPTS => (State::Queued, None),
            Self::Again(fault) | Self::Never(fault) => (State::Failed, Some(fault)),
        }
    }
}

/// When the attempt that begins `now` is given up for dead and another one may begin; nothing once there were too many that nobody ended.
#[must_use]
pub fn next_attempt(attempts: i32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    if attempts >= MOST_ATTEMPTS {
        return None;
    }
    // Eight doublings are beyond the longest wait.
    let doublings = u32::try_from(attempts).unwrap_or_default().min(8);
    let wait = FIRST_WAIT * (1 << doublings);
    Some(now + wait.min(LONGEST_WAIT))
}

/// Whether nobody waits any more for the reset that they asked for.
#[must_use]
pub fn is_too_late(queued_at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    now - queued_at > PATIENCE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_attempt_waits_twice_as_long_up_to_four_hours_and_twelve_are_enough() {
        let now = DateTime::UNIX_EPOCH;
        let minutes = |attempts| next_attempt(attempts, now).map(|at| (at - now).num_minutes());
        let waits: Vec<_> = [0, 1, 2, 7, 8, 11, 12].map(minutes).into();
        let expected = [
            Some(1),
            Some(2),
            Some(4),
            Some(128),
            Some(240),
            Some(240),
            None,
        ];
        assert_eq!(waits, expected);
    }

    #[test]
    fn a_passing_fault_ends_a_mail_only_at_the_last_attempt() {
        let fault = Fault::answered(451);
        let again = Outcome::Again(fault.clone());
        assert_eq!(again.state(11), (State::Queued, None));
        assert_eq!(again.state(12), (State::Failed, Some(&fault)));
        let never = Outcome::Never(fault.clone());
        assert_eq!(never.state(1), (State::Failed, Some(&fault)));
        assert_eq!(Outcome::Sent.state(12), (State::Sent, None));
    }

    #[test]
    fn purposes_and_states_are_found_by_their_names() {
        for purpose in Purpose::ALL {
            assert_eq!(Purpose::named(purpose.name()), Some(purpose));
        }
        for state in [State::Queued, State::Sent, State::Failed] {
            assert_eq!(State::named(state.name()), Some(state));
        }
    }

    #[test]
    fn a_reset_is_not_sent_when_an_hour_is_over() {
        let queued = DateTime::UNIX_EPOCH;
        assert!(!is_too_late(queued, queued + TimeDelta::minutes(60)));
        assert!(is_too_late(queued, queued + TimeDelta::minutes(61)));
    }
}
