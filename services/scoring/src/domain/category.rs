//! Categories and editions, as registration tells of them.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use rules::rubric::Intake;
use uuid::Uuid;

use super::{Fact, Refusal};

/// Whose word a fact is that decides for good: what it lets happen is not undone when a copy turns out to have been behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// A copy's, which may be behind.
    Copy,
    /// The owner's, who was asked after the command had come.
    Owner,
}

impl Heard {
    /// Whose word the fact is, when these were asked for since the command came.
    pub fn of(fact: &Fact, asked: &HashSet<Fact>) -> Self {
        match asked.contains(fact) {
            true => Self::Owner,
            false => Self::Copy,
        }
    }
}

/// What judging has to know of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// A slug.
    pub id: String,
    /// Whether its rules are fixed.
    pub locked: bool,
    /// From this moment no entry comes in any more.
    pub closes_at: DateTime<Utc>,
    /// Nothing is released before this moment.
    pub announces_at: DateTime<Utc>,
    /// The owner's count of changes.
    pub version: i64,
}

/// What judging has to know of a category.
#[derive(Debug, Clone, PartialEq, Eq)]
// The fields are those of the contract's `Category`.
pub struct Category {
    pub id: Uuid,
    pub edition_id: String,
    pub code: String,
    pub name: String,
    pub name_en: String,
    pub intake: Intake,
    pub places: u32,
    pub version: i64,
}

impl Edition {
    /// Whether entries may still come in; into a draft they are yet to.
    pub fn is_open_at(&self, now: DateTime<Utc>) -> bool {
        !self.locked || now < self.closes_at
    }
}

impl Category {
    /// Lets nobody in but the plenary of this category's edition. `grants` are the editions whose plenary the caller belongs to.
    pub fn admit_plenary(&self, grants: &[String]) -> Result<(), Refusal> {
        if grants.contains(&self.edition_id) {
            Ok(())
        } else {
            Err(Refusal::PlenaryOtherEdition)
        }
    }
}
