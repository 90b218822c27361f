//! Codes that stand for the owner of an account: by mail, or told by the committee to whoever lost the mailbox.

use chassis::{error::Violation, text::Text};
use chrono::TimeDelta;
use uuid::Uuid;

/// Long enough that nobody finds it by trying, from outside or from its hash: 27^16 are some 76 bits.
pub type Code = super::code::Code<16>;

const REASON: Text = Text::up_to(500).or("REASON_MISSING");

/// What a code is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The address becomes verified.
    Verification,
    /// The password becomes another one.
    PasswordReset,
}

impl Purpose {
    /// As it is stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verification => "verification",
            Self::PasswordReset => "password_reset",
        }
    }
}

/// Where a code comes from, which says for how long it is good.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// In a mail to the account's address.
    Mail,
    /// Told by the committee.
    Committee {
        /// By whom.
        actor_id: Uuid,
        /// How they know the person.
        reason: String,
    },
}

impl Source {
    /// Of the committee, with a reason.
    ///
    /// # Errors
    /// `REASON_MISSING`, `TEXT_TOO_LONG`, `TEXT_INVALID`.
    pub fn committee(actor_id: Uuid, reason: &str) -> Result<Self, Violation> {
        let reason = REASON.parse("reason", reason)?;
        Ok(Self::Committee { actor_id, reason })
    }

    /// How long a code from there is good for this.
    #[must_use]
    pub const fn life(&self, purpose: Purpose) -> TimeDelta {
        match (self, purpose) {
            (_, Purpose::Verification) => TimeDelta::days(7),
            (Self::Mail, Purpose::PasswordReset) => TimeDelta::hours(1),
            // It is passed on by telephone or by hand.
            (Self::Committee { .. }, Purpose::PasswordReset) => TimeDelta::days(1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailed_reset_is_good_for_an_hour_and_one_of_the_committee_for_a_day() {
        let told = Source::committee(Uuid::from_u128(1), " Datang sendiri ").expect("a reason");
        let hours = |source: &Source, purpose| source.life(purpose).num_hours();
        assert_eq!(hours(&Source::Mail, Purpose::PasswordReset), 1);
        assert_eq!(hours(&told, Purpose::PasswordReset), 24);
        assert_eq!(hours(&Source::Mail, Purpose::Verification), 7 * 24);
    }

    #[test]
    fn the_committee_says_why() {
        let reason = |text: &str| {
            let refused = Source::committee(Uuid::from_u128(1), text);
            refused.expect_err("refused").reason
        };
        assert_eq!(reason(" "), "REASON_MISSING");
        assert_eq!(reason(&"a".repeat(501)), "TEXT_TOO_LONG");
        assert_eq!(reason("a\0b"), "TEXT_INVALID");
    }
}
