//! An edition: one year's event, what the committee plans for it, and how far it is.

mod check;
mod copy;
mod plan;
mod reschedule;
mod schedule;

use chassis::error::Violations;
use chrono::{DateTime, Utc};

use super::{Refusal, text};

pub use self::{
    check::{Around, CategoryFacts, Finding},
    plan::{Colour, Organiser, OrganiserRule, Plan, PlanDraft},
    reschedule::{Act, Move, MoveError, Reschedule, Span, Subject},
    schedule::{Moment, Stage, StageDraft, StageKind, Timeline},
};

const ID_CHARS: usize = 80;

/// What was decided about an edition; the only part of its phase that is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its plan and its categories may change.
    Draft,
    /// They stand.
    Locked,
    /// It is over and kept.
    Archived,
}

/// How far an edition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Its plan and its categories may change.
    Draft,
    /// They stand; entries are not taken yet.
    Locked,
    /// Entries are taken.
    Open,
    /// Entries are taken no more.
    Closed,
    /// It is over and kept.
    Archived,
}

/// One year's event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// A slug.
    pub id: String,
    /// What the committee planned.
    pub plan: Plan,
    /// What was decided.
    pub standing: Standing,
    /// Grows by one with each change.
    pub version: i64,
}

impl Edition {
    /// A new edition, in draft.
    ///
    /// # Errors
    /// All that is wrong with it, at once.
    pub fn draft(id: &str, plan: PlanDraft) -> Result<Self, Violations> {
        let mut found = Violations::default();
        if !text::is_slug(id, &['-'], ID_CHARS) {
            let text = "lower-case letters, digits and single hyphens";
            found.add("id", "EDITION_ID_INVALID", text);
        }
        let Some(plan) = plan.check_noting(&mut found) else {
            return Err(found);
        };
        found.into_result()?;
        Ok(Self {
            id: id.to_owned(),
            plan,
            standing: Standing::Draft,
            version: 1,
        })
    }

    /// The same draft with another plan.
    ///
    /// # Errors
    /// `VERSION_STALE`, `EDITION_LOCKED`.
    pub fn update(self, expected_version: i64, plan: Plan) -> Result<Self, Refusal> {
        self.must_be_version(expected_version)?;
        self.must_be_draft()?;
        Ok(Self {
            plan,
            version: self.version + 1,
            ..self
        })
    }

    /// The same edition with its categories fixed.
    ///
    /// # Errors
    /// `VERSION_STALE`, `EDITION_LOCKED`, `CATEGORIES_MISSING`.
    pub fn lock(self, expected_version: i64, categories: i64) -> Result<Self, Refusal> {
        self.must_be_version(expected_version)?;
        self.must_be_draft()?;
        if categories == 0 {
            return Err(Refusal::CategoriesMissing);
        }
        Ok(Self {
            standing: Standing::Locked,
            version: self.version + 1,
            ..self
        })
    }

    /// The same edition, put away.
    ///
    /// # Errors
    /// `VERSION_STALE`, `EDITION_DRAFT`, `EDITION_ARCHIVED`, `EDITION_NOT_ANNOUNCED`.
    pub fn archive(self, expected_version: i64, now: DateTime<Utc>) -> Result<Self, Refusal> {
        self.must_be_version(expected_version)?;
        match self.standing {
            Standing::Draft => return Err(Refusal::EditionDraft),
            Standing::Archived => return Err(Refusal::EditionArchived),
            Standing::Locked => {}
        }
        if now < self.plan.timeline.announces_at {
            return Err(Refusal::EditionNotAnnounced);
        }
        Ok(Self {
            standing: Standing::Archived,
            version: self.version + 1,
            ..self
        })
    }

    const fn must_be_version(&self, expected: i64) -> Result<(), Refusal> {
        if self.version == expected {
            return Ok(());
        }
        Err(Refusal::VersionStale)
    }

    /// Whether categories may still change.
    ///
    /// # Errors
    /// `EDITION_LOCKED`.
    pub const fn must_be_draft(&self) -> Result<(), Refusal> {
        match self.standing {
            Standing::Draft => Ok(()),
            Standing::Locked | Standing::Archived => Err(Refusal::EditionLocked),
        }
    }

    /// Whether organisations may still be claimed at this moment.
    ///
    /// # Errors
    /// `EDITION_ENDED`.
    pub fn must_take_claims(&self, at: DateTime<Utc>) -> Result<(), Refusal> {
        match self.phase(at) {
            Phase::Draft | Phase::Locked | Phase::Open => Ok(()),
            Phase::Closed | Phase::Archived => Err(Refusal::EditionEnded),
        }
    }

    /// How far it is at this moment. A draft stays a draft whatever the time is.
    #[must_use]
    pub fn phase(&self, at: DateTime<Utc>) -> Phase {
        match self.standing {
            Standing::Draft => Phase::Draft,
            Standing::Archived => Phase::Archived,
            Standing::Locked if at < self.plan.timeline.opens_at => Phase::Locked,
            Standing::Locked if at < self.plan.timeline.closes_at => Phase::Open,
            Standing::Locked => Phase::Closed,
        }
    }
}

#[cfg(test)]
mod tests;
