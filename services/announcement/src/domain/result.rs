//! The reveal: what scoring hands out must be what was sealed.

use chrono::{DateTime, Utc};
use proof::{Digest, Salt, SealedResult, result::SealedSubject};
use rules::Exact;
use uuid::Uuid;

use super::Refusal;

/// What is known of a category since its seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownSeal {
    /// The category.
    pub category_id: Uuid,
    /// Its edition.
    pub edition_id: String,
    /// What content and salt must give.
    pub root: Digest,
    /// Event time.
    pub sealed_at: DateTime<Utc>,
}

/// What scoring handed out. No `Debug`: until it is revealed it must not slip into a log.
#[derive(Clone)]
pub struct Handed {
    /// Canonical JSON.
    pub content: Vec<u8>,
    /// The salt it was sealed with.
    pub salt: Salt,
}

/// A category that is public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// What was known before.
    pub seal: KnownSeal,
    /// The category's code and names when it was sealed.
    pub category: CategoryName,
    /// True for judgements made as an example.
    pub example: bool,
    /// Who won, the first place first.
    pub winners: Vec<Winner>,
    /// Event time.
    pub revealed_at: DateTime<Utc>,
}

/// What a category is called.
#[derive(Debug, Clone, PartialEq, Eq)]
// The fields are those of the contract's `Category`.
pub struct CategoryName {
    pub code: String,
    pub name: String,
    pub name_en: String,
}

/// One who won a place.
#[derive(Debug, Clone, PartialEq, Eq)]
// The fields are those of the contract's `Winner`.
pub struct Winner {
    pub place: u32,
    pub subject_id: Uuid,
    pub title: String,
    pub organisation_code: String,
    pub organisation_name: String,
    pub organisation_kind: String,
    pub total: Exact,
}

impl KnownSeal {
    /// Checks the content against the root that we have held since the seal, computes the ranking again from its own inputs, and says what becomes
    /// public.
    ///
    /// # Errors
    /// [`Refusal::SealBroken`] for anything but the sealed result of this category.
    pub fn reveal(self, handed: &Handed, at: DateTime<Utc>) -> Result<Published, Refusal> {
        let broken = |_| Refusal::SealBroken;
        let result = SealedResult::open(&handed.content, &handed.salt, &self.root);
        let result = result.map_err(|_| Refusal::SealBroken)?;
        result.recompute().map_err(|_| Refusal::SealBroken)?;
        let heading = &result.heading;
        let sealed_category: Uuid = heading.category.id.parse().map_err(broken)?;
        if sealed_category != self.category_id || heading.edition_id != self.edition_id {
            return Err(Refusal::SealBroken);
        }
        let winners: Option<Vec<Winner>> = result.winners().map(winner).collect();
        Ok(Published {
            category: CategoryName {
                code: heading.category.code.clone(),
                name: heading.category.name.clone(),
                name_en: heading.category.name_en.clone(),
            },
            example: heading.example,
            winners: winners.ok_or(Refusal::SealBroken)?,
            revealed_at: at,
            seal: self,
        })
    }
}

fn winner(subject: &SealedSubject) -> Option<Winner> {
    let entrant = &subject.entrant;
    Some(Winner {
        place: subject.place?,
        subject_id: entrant.subject_id.parse().ok()?,
        title: entrant.title.clone(),
        organisation_code: entrant.organisation.code.clone(),
        organisation_name: entrant.organisation.name.clone(),
        organisation_kind: entrant.organisation.kind.clone(),
        total: subject.total.clone()?,
    })
}

#[cfg(test)]
mod tests;
