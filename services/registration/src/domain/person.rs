//! A person who can win: no more than name and position, and neither once it is erased.

use chassis::{error::Violations, text::Text};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Refusal, organisation::Organisation, text};

const NAME: Text = Text::up_to(text::NAME_CHARS).or("PERSON_NAME_MISSING");
const POSITION: Text = Text::up_to(text::NAME_CHARS).or("POSITION_MISSING");

/// Who somebody is.
#[derive(Clone, PartialEq, Eq)]
pub struct Identity {
    /// The person's name.
    pub name: String,
    /// What the person is at the organisation.
    pub position: String,
}

impl Identity {
    /// Checks both.
    ///
    /// # Errors
    /// All that is wrong, at once.
    pub fn parse(name: &str, position: &str) -> Result<Self, Violations> {
        let mut found = Violations::default();
        let identity = Self {
            name: found.note(NAME.parse("name", name)),
            position: found.note(POSITION.parse("position", position)),
        };
        found.into_result()?;
        Ok(identity)
    }
}

/// Somebody who can win.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// The id, which outlives the name.
    pub id: Uuid,
    /// In which edition.
    pub edition_id: String,
    /// For whom the person works.
    pub organisation: Organisation,
    /// None once it is erased.
    pub identity: Option<Identity>,
    /// Of the text that the person consented to.
    pub consent_version: i32,
    /// When; the event's time.
    pub consented_at: DateTime<Utc>,
    /// Grows by one with each change.
    pub version: i64,
}

impl Person {
    /// The same person, of whom no more is known.
    ///
    /// # Errors
    /// `VERSION_STALE`, `PERSON_ERASED`.
    pub fn erase(self, expected_version: i64) -> Result<Self, Refusal> {
        if self.version != expected_version {
            return Err(Refusal::VersionStale);
        }
        if self.identity.is_none() {
            return Err(Refusal::PersonErased);
        }
        Ok(Self {
            identity: None,
            version: self.version + 1,
            ..self
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_a_name_and_a_position() {
        let identity = Identity::parse(" Siti Rahmawati ", "Camat").expect("fine");
        assert_eq!(identity.name, "Siti Rahmawati");
        let Err(found) = Identity::parse(" ", "a\0b") else {
            panic!("refused")
        };
        let reasons: Vec<_> = found.as_slice().iter().map(|one| one.reason).collect();
        assert_eq!(reasons, ["PERSON_NAME_MISSING", "TEXT_INVALID"]);
    }
}
