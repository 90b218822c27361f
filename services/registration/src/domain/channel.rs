//! A channel: where an organisation speaks, or its statement that it does not speak there.
//!
//! `declared -> verified | returned`; what was verified may be returned later, and everything may be removed. A declaration is never rewritten: what
//! was returned is replaced by a new one, so whoever keeps a copy follows by id and version.

use chassis::error::Violation;
use chassis::text::Text;
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    Refusal,
    organisation::Organisation,
    platform::{Handle, Platform},
};

const REASON: Text = Text::up_to(1000).in_lines().or("REASON_MISSING");

/// How far a channel is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Waits for the committee.
    Declared,
    /// The committee confirmed it.
    Verified,
    /// The committee sent it back.
    Returned,
    /// The organisation took it back.
    Removed,
}

/// A handle of an organisation on a platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub organisation: Organisation,
    /// Where.
    pub platform: Platform,
    /// Under which name; none states that there is none.
    pub handle: Option<Handle>,
    /// How far it is.
    pub state: State,
    /// Why it was returned; empty otherwise.
    pub reason: String,
    /// When it was declared; the event's time.
    pub declared_at: DateTime<Utc>,
    /// Grows by one with each change.
    pub version: i64,
}

/// Why something is returned.
///
/// # Errors
/// `REASON_MISSING`, `TEXT_TOO_LONG`, `TEXT_INVALID`.
pub fn return_reason(text: &str) -> Result<String, Violation> {
    Ok(REASON.parse("reason", text)?.trim().to_owned())
}

impl Channel {
    /// The same channel, confirmed.
    ///
    /// # Errors
    /// `VERSION_STALE`, or the state that it is in.
    pub fn verify(self, expected_version: i64) -> Result<Self, Refusal> {
        self.check_version(expected_version)?;
        match self.state {
            State::Declared => Ok(self.turned(State::Verified, String::new())),
            State::Verified => Err(Refusal::ChannelVerified),
            State::Returned => Err(Refusal::ChannelReturned),
            State::Removed => Err(Refusal::ChannelRemoved),
        }
    }

    /// The same channel, sent back.
    ///
    /// # Errors
    /// `VERSION_STALE`, or the state that it is in.
    pub fn send_back(self, expected_version: i64, reason: String) -> Result<Self, Refusal> {
        self.check_version(expected_version)?;
        match self.state {
            State::Declared | State::Verified => Ok(self.turned(State::Returned, reason)),
            State::Returned => Err(Refusal::ChannelReturned),
            State::Removed => Err(Refusal::ChannelRemoved),
        }
    }

    /// The same channel, taken back.
    ///
    /// # Errors
    /// `VERSION_STALE`, `CHANNEL_REMOVED`.
    pub fn remove(self, expected_version: i64) -> Result<Self, Refusal> {
        self.check_version(expected_version)?;
        match self.state {
            State::Removed => Err(Refusal::ChannelRemoved),
            State::Declared | State::Verified | State::Returned => Ok(self.replaced()),
        }
    }

    /// The same channel when a new declaration takes its place.
    #[must_use]
    pub fn replaced(self) -> Self {
        self.turned(State::Removed, String::new())
    }

    const fn check_version(&self, expected_version: i64) -> Result<(), Refusal> {
        if self.version == expected_version {
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

    const fn stands(&self) -> bool {
        matches!(self.state, State::Declared | State::Verified)
    }
}

/// Which of the organisation's channels on one platform a new declaration takes the place of: the statement of none when a handle is declared, and
/// what was returned of the same handle, or of all when there is none.
///
/// # Errors
/// `CHANNEL_TAKEN` when the same stands already, `CHANNEL_EXISTS` when none is stated beside a channel.
pub fn make_room(known: Vec<Channel>, new: Option<&Handle>) -> Result<Vec<Channel>, Refusal> {
    let mut replaced = Vec::new();
    for channel in known {
        let same = channel.handle.as_ref().map(|known| &known.key) == new.map(|new| &new.key);
        match (&channel.handle, new) {
            _ if same && channel.stands() => return Err(Refusal::ChannelTaken),
            (Some(_), None) if channel.stands() => return Err(Refusal::ChannelExists),
            (Some(_), Some(_)) if !same => {}
            _ => replaced.push(channel),
        }
    }
    Ok(replaced)
}

#[cfg(test)]
mod tests;
