//! How claims of one edition are confirmed.

use crate::domain::{Refusal, organisation::Organisation};

/// The rule of one edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Of this edition.
    pub edition_id: String,
    /// An organisation with a body above it needs that body's endorsement first.
    pub endorsement_required: bool,
    /// 0 as long as nobody set it; grows by one with each change.
    pub version: i64,
}

impl Rule {
    /// What holds as long as nobody set anything: the committee alone decides.
    #[must_use]
    pub const fn unset(edition_id: String) -> Self {
        Self {
            edition_id,
            endorsement_required: false,
            version: 0,
        }
    }

    /// The same edition's rule, changed.
    ///
    /// # Errors
    /// `VERSION_STALE`.
    pub fn set(self, expected_version: i64, endorsement_required: bool) -> Result<Self, Refusal> {
        if self.version != expected_version {
            return Err(Refusal::VersionStale);
        }
        Ok(Self {
            endorsement_required,
            version: self.version + 1,
            ..self
        })
    }

    /// Another edition's first rule, if this one was ever set.
    #[must_use]
    pub fn copy(self, edition_id: &str) -> Option<Self> {
        (self.version > 0).then(|| Self {
            edition_id: edition_id.to_owned(),
            version: 1,
            ..self
        })
    }

    /// Whether a claim on this body waits for the body above. One at the top has nobody to wait for.
    #[must_use]
    pub const fn asks_for_endorsement_of(&self, body: &Organisation) -> bool {
        self.endorsement_required && body.facts.parent_code.is_some()
    }
}
