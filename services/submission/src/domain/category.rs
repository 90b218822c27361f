//! The copy of a category: what comes in, and from whom.

use uuid::Uuid;

use crate::domain::refusal::Refusal;

/// How what is judged comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intake {
    /// Nobody registers; counts are imported.
    Monitored,
    /// Participants enter works.
    Entered,
    /// Participants assess themselves.
    Assessed,
}

/// One award, as far as it concerns what comes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    /// Its id.
    pub id: Uuid,
    /// The edition that gives it.
    pub edition_id: String,
    /// How what is judged comes in.
    pub intake: Intake,
    /// Kinds of organisation that may take part.
    pub levels: Vec<String>,
    /// The owner's version.
    pub version: i64,
}

impl Category {
    /// Whether an organisation of this kind may enter a work.
    ///
    /// # Errors
    /// [`Refusal::CategoryNotEntered`] or [`Refusal::LevelNotEligible`].
    pub fn takes_entries_of(&self, kind: &str) -> Result<(), Refusal> {
        if self.intake != Intake::Entered {
            return Err(Refusal::CategoryNotEntered);
        }
        if !self.has_level(kind) {
            return Err(Refusal::LevelNotEligible);
        }
        Ok(())
    }

    /// Whether counts belong here.
    ///
    /// # Errors
    /// [`Refusal::CategoryNotMonitored`].
    pub fn takes_counts(&self) -> Result<(), Refusal> {
        match self.intake {
            Intake::Monitored => Ok(()),
            Intake::Entered | Intake::Assessed => Err(Refusal::CategoryNotMonitored),
        }
    }

    /// Whether organisations of this kind may take part.
    #[must_use]
    pub fn has_level(&self, kind: &str) -> bool {
        self.levels.iter().any(|level| level == kind)
    }
}
