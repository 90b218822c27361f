//! Which juror judges which entry.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    Refusal,
    entry::{Entry, Judge},
};

/// How far a sheet is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetState {
    Empty,
    Saved,
    Submitted,
}

/// One juror on one entry, with all that may be told of the sheet before the release.
#[derive(Debug, Clone, PartialEq, Eq)]
// The fields are those of the contract's `Assignment`.
pub struct Assignment {
    pub id: Uuid,
    pub edition_id: String,
    pub category_id: Uuid,
    pub entry_id: Uuid,
    pub judge_id: Uuid,
    pub sheet_state: SheetState,
    /// Grows with each change of the sheet.
    pub version: i64,
    pub assigned_at: DateTime<Utc>,
}

/// An assignment in a list, with the entry that it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub assignment: Assignment,
    pub entry: Entry,
}

impl Assignment {
    /// Gives the judge the entry.
    pub fn assign(
        id: Uuid,
        entry: &Entry,
        judge: &Judge,
        at: DateTime<Utc>,
    ) -> Result<Self, Refusal> {
        if entry.edition_id != judge.edition_id {
            return Err(Refusal::JudgeOtherEdition);
        }
        Ok(Self {
            id,
            edition_id: entry.edition_id.clone(),
            category_id: entry.category_id,
            entry_id: entry.id,
            judge_id: judge.id,
            sheet_state: SheetState::Empty,
            version: 1,
            assigned_at: at,
        })
    }
}

impl SheetState {
    /// Its name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Saved => "saved",
            Self::Submitted => "submitted",
        }
    }

    /// The state of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Empty, Self::Saved, Self::Submitted]
            .into_iter()
            .find(|state| state.as_str() == name)
    }
}
