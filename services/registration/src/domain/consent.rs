//! What nominated people consent to: a text with its purpose and how long the data is kept, in versions that are never rewritten.

use chassis::{error::Violations, text::Text};
use chrono::{DateTime, Utc};

use super::Refusal;

const LONGEST: usize = 2000;
const PURPOSE: Text = Text::up_to(LONGEST).in_lines().or("PURPOSE_MISSING");
const RETENTION: Text = Text::up_to(LONGEST).in_lines().or("RETENTION_MISSING");
const TEXT: Text = Text::up_to(LONGEST).in_lines().or("CONSENT_TEXT_MISSING");

/// What it says, in Bahasa Indonesia and in English.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    /// What the data is for.
    pub purpose: [String; 2],
    /// How long it is kept.
    pub retention: [String; 2],
    /// What the person says.
    pub text: [String; 2],
}

impl Words {
    /// Checks every field.
    ///
    /// # Errors
    /// All that is wrong, at once.
    pub fn parse(self) -> Result<Self, Violations> {
        let mut found = Violations::default();
        let [purpose, purpose_en] = self.purpose;
        let [retention, retention_en] = self.retention;
        let [text, text_en] = self.text;
        let words = Self {
            purpose: [
                found.note(PURPOSE.parse("purpose", purpose.trim())),
                found.note(PURPOSE.parse("purpose_en", purpose_en.trim())),
            ],
            retention: [
                found.note(RETENTION.parse("retention", retention.trim())),
                found.note(RETENTION.parse("retention_en", retention_en.trim())),
            ],
            text: [
                found.note(TEXT.parse("text", text.trim())),
                found.note(TEXT.parse("text_en", text_en.trim())),
            ],
        };
        found.into_result()?;
        Ok(words)
    }
}

/// One version of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// From 1.
    pub version: i32,
    /// What it says.
    pub words: Words,
    /// When it was published; the event's time.
    pub published_at: DateTime<Utc>,
}

impl Consent {
    /// The version that follows this one.
    ///
    /// # Errors
    /// `VERSION_STALE`.
    pub fn next(
        &self,
        expected_version: i32,
        words: Words,
        at: DateTime<Utc>,
    ) -> Result<Self, Refusal> {
        if self.version != expected_version {
            return Err(Refusal::VersionStale);
        }
        Ok(Self {
            version: self.version + 1,
            words,
            published_at: at,
        })
    }

    /// Whether somebody who consented to this version consented to what counts; 0 stands for none.
    ///
    /// # Errors
    /// `CONSENT_MISSING`, `CONSENT_STALE`.
    pub const fn must_be(&self, consented: i32) -> Result<(), Refusal> {
        match consented {
            0 => Err(Refusal::ConsentMissing),
            version if version == self.version => Ok(()),
            _ => Err(Refusal::ConsentStale),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(purpose: &str, text: &str) -> Words {
        let both = |text: &str| [text.to_owned(), text.to_owned()];
        Words {
            purpose: both(purpose),
            retention: both("dua tahun"),
            text: both(text),
        }
    }

    #[test]
    fn everything_missing_from_a_text_is_said_at_once() {
        let found = words(" ", "").parse().expect_err("refused");
        let fields: Vec<_> = found.as_slice().iter().map(|one| &*one.field).collect();
        assert_eq!(fields, ["purpose", "purpose_en", "text", "text_en"]);
        assert!(words("untuk menilai", "Saya setuju.").parse().is_ok());
    }

    #[test]
    fn a_new_version_follows_the_one_that_was_seen_and_only_the_last_one_counts() {
        let first = Consent {
            version: 1,
            words: words("untuk menilai", "Saya setuju."),
            published_at: DateTime::UNIX_EPOCH,
        };
        let at = DateTime::UNIX_EPOCH;
        let stale = first.next(0, first.words.clone(), at);
        assert_eq!(stale, Err(Refusal::VersionStale));
        let second = first.next(1, first.words.clone(), at).expect("published");
        assert_eq!(second.must_be(2), Ok(()));
        assert_eq!(second.must_be(1), Err(Refusal::ConsentStale));
        assert_eq!(second.must_be(0), Err(Refusal::ConsentMissing));
    }
}
