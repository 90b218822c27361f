//! How wrong passwords and codes are slowed: who guesses waits longer and longer, and everybody else does not.
//!
//! A try is counted before the secret is compared, so that a thousand tries at once are a thousand tries, and taken back when it was right. What
//! is refused while somebody waits is not looked at and does not count: else a guesser could make the owner wait for ever.

use std::net::IpAddr;

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::session::TokenHash;

/// Wrong tries are forgotten when there was none for so long.
pub const FORGOTTEN_AFTER: TimeDelta = TimeDelta::days(1);

/// The wait behind the last free try of a password or a code; each further one doubles it.
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(10);

/// How many tries are free, and how long the wait becomes at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// Tries without a wait.
    pub free: i32,
    /// The wait behind the last of these.
    pub first: TimeDelta,
    /// The longest wait between two tries.
    pub longest: TimeDelta,
    /// Many people share it: what one of them does well takes back nothing but that.
    pub is_shared: bool,
}

/// On one account, from wherever it is not known; and on a known device or in a session, which have a count each.
const ONE: Allowance = Allowance {
    free: 10,
    first: FIRST_WAIT,
    longest: TimeDelta::minutes(15),
    is_shared: false,
};

/// From one network, on whatever accounts. A whole office sits behind one address, so it is generous and never long.
const NETWORK: Allowance = Allowance {
    free: 200,
    first: FIRST_WAIT,
    longest: TimeDelta::minutes(1),
    is_shared: true,
};

/// Mails that are asked for to one address: nobody's mailbox is flooded from here. Each counts, since there is no wrong one.
const MAILS: Allowance = Allowance {
    free: 3,
    first: TimeDelta::minutes(10),
    longest: TimeDelta::hours(1),
    is_shared: false,
};

impl Allowance {
    /// How long to wait after so many wrong tries.
    #[must_use]
    pub fn wait(self, wrong: i32) -> TimeDelta {
        if wrong < self.free {
            return TimeDelta::zero();
        }
        let doublings = u32::try_from(wrong - self.free).unwrap_or_default();
        // Twenty doublings are beyond every allowance.
        let wait = self.first * (1 << doublings.min(20));
        wait.min(self.longest)
    }
}

/// What tries are counted by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// Under what the count is kept.
    pub key: [u8; 32],
    /// What holds for it.
    pub allowance: Allowance,
}

impl Target {
    fn new(kind: &str, what: impl AsRef<[u8]>, allowance: Allowance) -> Self {
        let mut hasher = Sha256::new();
        hasher.update(kind);
        hasher.update([0]);
        hasher.update(what);
        Self {
            key: hasher.finalize().into(),
            allowance,
        }
    }

    /// The account of this address; one that nobody has is slowed alike, or the slowness would tell which are there.
    #[must_use]
    pub fn account(email: &str) -> Self {
        Self::new("account", email.trim().to_ascii_lowercase(), ONE)
    }

    /// The network of this address: what a household or an office is given.
    #[must_use]
    pub fn network(address: IpAddr) -> Self {
        Self::new("network", network_of(address), NETWORK)
    }

    /// A device that this account is known on.
    #[must_use]
    pub fn device(token: &TokenHash, account_id: Uuid) -> Self {
        let what = [token.as_bytes(), account_id.as_bytes()].concat();
        Self::new("device", what, ONE)
    }

    /// A log-in from where the account is not known.
    #[must_use]
    pub fn of_a_stranger(email: &str, address: Option<IpAddr>) -> Vec<Self> {
        let network = address.map(Self::network);
        std::iter::once(Self::account(email))
            .chain(network)
            .collect()
    }

    /// A session in which the password is asked for again. A stolen one must not slow its owner's.
    #[must_use]
    pub fn session(token: &TokenHash) -> Self {
        Self::new("session", token.as_bytes(), ONE)
    }

    /// Codes of invitations, tried from this network; all that come from nowhere are one. There are 27^8 codes: who tries one a minute has tried
    /// one in half a million after a year.
    #[must_use]
    pub fn invitation(address: Option<IpAddr>) -> Self {
        Self::new(
            "invitation",
            address.map_or_else(Vec::new, network_of),
            NETWORK,
        )
    }

    /// The codes of an account whose password was right: on a device that it is known on, or from anywhere else.
    #[must_use]
    pub fn code(account_id: Uuid, known: Option<&TokenHash>) -> Self {
        let device = known.map_or(&[][..], TokenHash::as_bytes);
        Self::new("code", [account_id.as_bytes(), device].concat(), ONE)
    }

    /// Codes of mails, tried from this network; all that come from nowhere are one.
    #[must_use]
    pub fn codes(address: Option<IpAddr>) -> Self {
        Self::new("codes", address.map_or_else(Vec::new, network_of), NETWORK)
    }

    /// Mails that are asked for to this address, whether or not somebody has it.
    #[must_use]
    pub fn mails(email: &str) -> Self {
        Self::new("mails", email, MAILS)
    }

    /// The account whose password is to be another one: whoever asks says which session goes on, so the session cannot count.
    #[must_use]
    pub fn change(account_id: Uuid) -> Self {
        Self::new("change", account_id.as_bytes(), ONE)
    }
}

/// What a household or an office is given.
fn network_of(address: IpAddr) -> Vec<u8> {
    match address.to_canonical() {
        IpAddr::V4(address) => address.octets()[..3].to_vec(),
        IpAddr::V6(address) => address.octets()[..8].to_vec(),
    }
}

/// The wrong tries on one target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tally {
    /// How many.
    pub wrong: i32,
    /// When the last one was.
    pub last_at: DateTime<Utc>,
}

impl Tally {
    /// One more try.
    ///
    /// # Errors
    /// How long to wait before it.
    pub fn attempt(self, allowance: Allowance, now: DateTime<Utc>) -> Result<Self, TimeDelta> {
        let since = now - self.last_at;
        let wrong = if since >= FORGOTTEN_AFTER {
            0
        } else {
            self.wrong
        };
        let wait = allowance.wait(wrong);
        // A clock that was set back makes nobody wait for longer.
        let left = (wait - since).min(wait);
        if left > TimeDelta::zero() {
            return Err(left);
        }
        Ok(Self {
            wrong: wrong.saturating_add(1),
            last_at: now,
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn tally(wrong: i32) -> Tally {
        Tally {
            wrong,
            last_at: DateTime::UNIX_EPOCH,
        }
    }

    fn after(seconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
    }

    #[test]
    fn the_first_tries_are_free_and_each_further_one_doubles_the_wait() {
        let waits = [0, 9, 10, 11, 15, 19, 20, 1000].map(|wrong| ONE.wait(wrong).num_seconds());
        assert_eq!(waits, [0, 0, 10, 20, 320, 900, 900, 900]);
        assert_eq!(NETWORK.wait(199), TimeDelta::zero());
        assert_eq!(NETWORK.wait(i32::MAX), TimeDelta::minutes(1));
    }

    #[test]
    fn a_mailbox_gets_three_mails_at_once_and_then_at_most_one_an_hour() {
        let waits = [2, 3, 4, 5, 6, 1000].map(|sent| MAILS.wait(sent).num_minutes());
        assert_eq!(waits, [0, 10, 20, 40, 60, 60]);
    }

    #[test]
    fn who_waits_is_told_how_long_and_comes_in_then() {
        let tried = tally(13);
        assert_eq!(tried.attempt(ONE, after(50)), Err(TimeDelta::seconds(30)));
        let next = tried.attempt(ONE, after(80)).expect("waited long enough");
        assert_eq!((next.wrong, next.last_at), (14, after(80)));
    }

    #[test]
    fn a_day_without_a_wrong_try_forgets_them() {
        let a_day = FORGOTTEN_AFTER.num_seconds();
        let next = tally(10_000).attempt(ONE, after(a_day));
        assert_eq!(next.map(|tally| tally.wrong), Ok(1));
    }

    #[test]
    fn neighbours_share_a_network_and_others_do_not() {
        let network = |text: &str| Target::network(text.parse().expect("an address"));
        assert_eq!(network("203.0.113.7"), network("203.0.113.200"));
        assert_eq!(network("203.0.113.7"), network("::ffff:203.0.113.9"));
        assert_ne!(network("203.0.113.7"), network("203.0.114.7"));
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
    }

    #[test]
    fn an_address_is_one_account_however_it_is_typed() {
        assert_eq!(Target::account(" Ani@B.id"), Target::account("ani@b.id"));
        assert_ne!(Target::account("ani@b.id"), Target::account("budi@b.id"));
    }

    proptest! {
        #[test]
        fn more_wrong_tries_never_wait_for_less(wrong in 0..i32::MAX) {
            for allowance in [ONE, NETWORK] {
                let wait = allowance.wait(wrong);
                prop_assert!(wait <= allowance.wait(wrong + 1));
                prop_assert!(wait <= allowance.longest);
            }
        }

        #[test]
        fn whoever_waits_as_long_as_told_comes_in(wrong in 0..i32::MAX, seconds in -100_000_i64..100_000) {
            let now = after(seconds);
            if let Err(left) = tally(wrong).attempt(ONE, now) {
                prop_assert!(left > TimeDelta::zero() && left <= ONE.longest);
                // Of a clock that was set back the wait begins when it has caught up.
                let then = now.max(DateTime::UNIX_EPOCH) + left;
                prop_assert!(tally(wrong).attempt(ONE, then).is_ok());
            }
        }

        #[test]
        fn in_a_day_nobody_tries_one_account_more_than_a_hundred_and_twenty_times(pause in 0_i64..2000) {
            let mut tried = tally(0);
            let (mut seconds, mut tries) = (0, 0);
            while seconds < FORGOTTEN_AFTER.num_seconds() {
                match tried.attempt(ONE, after(seconds)) {
                    Ok(next) => {
                        tried = next;
                        tries += 1;
                        seconds += pause;
                    }
                    Err(left) => seconds += left.num_seconds().max(1),
                }
            }
            prop_assert!(tries <= 120, "{tries}");
        }
    }
}
