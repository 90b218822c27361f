//! An entry: begun, saved as often as one likes, submitted once. What arrives late changes nothing.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::{
    category::Category, edition::Edition, intake::IntakeEnd, organisation::Organisation,
    participation::Participation, refusal::Refusal,
};

mod work;

pub use work::Work;

/// One work or nomination.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its id.
    pub id: Uuid,
    /// The edition that it takes part in.
    pub edition_id: String,
    /// The category that it stands in.
    pub category_id: Uuid,
    /// The participation that entered it.
    pub participation_id: Uuid,
    /// The organisation as it was when the entry was begun.
    pub organisation: Organisation,
    /// What is handed in.
    pub work: Work,
    /// When it was handed in; `None` for a draft.
    pub submitted_at: Option<DateTime<Utc>>,
    /// Grows by one with each change.
    pub version: i64,
    /// When this version arrived.
    pub saved_at: DateTime<Utc>,
}

/// An entry was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntrySubmitted(pub Entry);

/// What is known about a participation and a category when an entry is begun.
#[derive(Clone, Debug)]
pub struct Ground {
    /// `None` when there is no such participation, as far as we know.
    pub participation: Option<Participation>,
    /// `None` when there is no such category, as far as we know.
    pub category: Option<Category>,
    /// The category's edition; `None` when it has not been heard of.
    pub edition: Option<Edition>,
}

/// Who wants to begin an entry, when, and with what.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// The entry's id to be.
    pub id: Uuid,
    /// The account that asks.
    pub account_id: Uuid,
    /// When it asked.
    pub arrival: DateTime<Utc>,
    /// As typed so far.
    pub work: Work,
}

/// The foreign facts around an entry that is there.
#[derive(Clone, Debug)]
pub struct Around {
    /// The participation that entered it.
    pub participation: Participation,
    /// The edition that it takes part in.
    pub edition: Edition,
}

/// Who wants to change an entry, when, and which version they saw.
#[derive(Clone, Copy, Debug)]
pub struct Touch {
    /// The account that asks.
    pub account_id: Uuid,
    /// When it asked.
    pub arrival: DateTime<Utc>,
    /// The version that it saw.
    pub expected_version: i64,
}

/// Who wants to read an entry.
#[derive(Clone, Debug)]
pub struct Reader {
    /// The account, unless a service reads.
    pub account_id: Option<Uuid>,
    /// Whether it reads what is submitted in every edition: committee, jurors, scoring.
    pub everywhere: bool,
    /// Editions in which it reads what is submitted besides.
    pub editions: Vec<String>,
}

impl Entry {
    /// Begins a draft.
    pub fn begin(beginning: Beginning, ground: Ground) -> Result<Self, Refusal> {
        let participation = ground
            .participation
            .filter(|one| one.account_id == beginning.account_id)
            .ok_or(Refusal::ParticipationNotFound)?;
        if !participation.verified {
            return Err(Refusal::ParticipationUnverified);
        }
        let category = ground
            .category
            .filter(|one| one.edition_id == participation.edition_id)
            .ok_or(Refusal::CategoryNotFound)?;
        category.takes_entries_of(&participation.organisation.kind)?;
        // An edition that nobody has told of is not locked yet.
        let edition = ground.edition.ok_or(Refusal::WindowNotOpen)?;
        edition.takes(beginning.arrival)?;
        Ok(Self {
            id: beginning.id,
            edition_id: participation.edition_id,
            category_id: category.id,
            participation_id: participation.id,
            organisation: participation.organisation,
            work: beginning.work,
            submitted_at: None,
            version: 1,
            saved_at: beginning.arrival,
        })
    }

    /// Replaces the draft's work.
    pub fn save(self, touch: Touch, around: &Around, work: Work) -> Result<Self, Refusal> {
        self.check_change(touch, around)?;
        Ok(Self {
            work,
            ..self.next(touch.arrival)
        })
    }

    /// Hands the draft in; from here on it stays as it is. After the end of the intake nothing is handed in, however early it arrived.
    pub fn submit(
        self,
        touch: Touch,
        around: &Around,
        ended: Option<IntakeEnd>,
    ) -> Result<(Self, EntrySubmitted), Refusal> {
        self.check_change(touch, around)?;
        if ended.is_some_and(|ended| ended.covers(&around.edition)) {
            return Err(Refusal::WindowClosed);
        }
        if !around.participation.verified {
            return Err(Refusal::ParticipationUnverified);
        }
        self.work.check_complete()?;
        let submitted = Self {
            submitted_at: Some(touch.arrival),
            ..self.next(touch.arrival)
        };
        let event = EntrySubmitted(submitted.clone());
        Ok((submitted, event))
    }

    /// Whether this reader may know of the entry: its owner always, others once it is submitted.
    #[must_use]
    pub fn is_open_to(&self, reader: &Reader, owner: Uuid) -> bool {
        if reader.account_id == Some(owner) {
            return true;
        }
        let in_edition = reader.everywhere || reader.editions.contains(&self.edition_id);
        self.submitted_at.is_some() && in_edition
    }

    /// A submitted entry says so before its version is looked at: its draft's version is stale, too, but that would not help the owner.
    fn check_change(&self, touch: Touch, around: &Around) -> Result<(), Refusal> {
        if around.participation.account_id != touch.account_id {
            return Err(Refusal::EntryNotFound);
        }
        if self.submitted_at.is_some() {
            return Err(Refusal::EntrySubmitted);
        }
        around.edition.takes(touch.arrival)?;
        if self.version != touch.expected_version {
            return Err(Refusal::VersionStale);
        }
        Ok(())
    }

    fn next(self, arrival: DateTime<Utc>) -> Self {
        Self {
            version: self.version + 1,
            saved_at: arrival,
            ..self
        }
    }
}

#[cfg(test)]
mod tests;
