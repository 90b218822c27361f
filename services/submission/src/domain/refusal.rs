//! The names of every "no" of submission's rules. Which codes the caller gets for each stands in [`crate::error`].

use chassis::error::Violations;

use crate::domain::lapor::{FileFault, RowFaults};

/// Why a command is not carried out.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("there is no such participation of yours")]
    ParticipationNotFound,
    #[error("the committee has not verified this participation")]
    ParticipationUnverified,
    #[error("there is no such category in this edition")]
    CategoryNotFound,
    #[error("nothing is entered in this category")]
    CategoryNotEntered,
    #[error("nothing is measured in this category")]
    CategoryNotMonitored,
    #[error("organisations of this kind may not take part in this category")]
    LevelNotEligible,
    #[error("entries are not taken yet")]
    WindowNotOpen,
    #[error("entries are no longer taken")]
    WindowClosed,
    #[error("the measured window has not ended")]
    WindowOpen,
    #[error("this participation has an entry in this category already")]
    EntryTaken,
    #[error("there is no such entry")]
    EntryNotFound,
    #[error("the entry is submitted already")]
    EntrySubmitted,
    #[error("the entry was changed meanwhile; load it again")]
    VersionStale,
    #[error("no counts are loaded for this category")]
    CountsMissing,
    #[error("the counts of this category are fixed already")]
    SnapshotFrozen,
    #[error("there is no such snapshot")]
    SnapshotNotFound,
    #[error("{0}")]
    Texts(Violations),
    #[error("{0}")]
    File(FileFault),
    #[error("{0}")]
    Rows(RowFaults),
}

impl Refusal {
    /// Whether a copy of a foreign fact decided it, so that a newer copy could decide otherwise.
    #[must_use]
    pub fn rests_on_copies(&self) -> bool {
        match self {
            Self::ParticipationNotFound
            | Self::ParticipationUnverified
            | Self::CategoryNotFound
            | Self::CategoryNotEntered
            | Self::CategoryNotMonitored
            | Self::LevelNotEligible
            | Self::WindowNotOpen
            | Self::WindowClosed
            | Self::WindowOpen
            // Whose entry it is follows its participation, which may have been handed over.
            | Self::EntryNotFound => true,
            Self::Rows(faults) => faults.rest_on_copies(),
            Self::EntryTaken
            | Self::EntrySubmitted
            | Self::VersionStale
            | Self::CountsMissing
            | Self::SnapshotFrozen
            | Self::SnapshotNotFound
            | Self::Texts(_)
            | Self::File(_) => false,
        }
    }
}
