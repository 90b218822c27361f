//! A category on the board: how far it is, and what it waits for.

use chrono::{DateTime, Utc};

use crate::pages::{Intake, Stage};
use crate::texts::{Language, Phrase};

/// A category with how far it is.
#[derive(Debug, Clone)]
pub struct Category {
    /// For commands.
    pub id: String,
    /// For the address.
    pub code: String,
    /// In Bahasa Indonesia.
    pub name: String,
    /// In English.
    pub name_en: String,
    /// How what is judged comes in.
    pub intake: Intake,
    /// What scoring says; none when it did not answer.
    pub progress: Option<Progress>,
    /// The counts loaded for a monitored category.
    pub import: Option<Import>,
    /// The later moment of both approvals, once they stand.
    pub released_from: Option<DateTime<Utc>>,
    /// When it was revealed.
    pub revealed_at: Option<DateTime<Utc>>,
}

/// Counts, no marks.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Progress {
    pub stage: Stage,
    pub entries: u64,
    pub sheets_assigned: u64,
    pub sheets_submitted: u64,
    /// Reasons: "SHEETS_OPEN".
    pub missing: Vec<String>,
}

/// A file of counts.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Import {
    pub row_count: u64,
    pub imported_at: DateTime<Utc>,
    pub frozen_at: Option<DateTime<Utc>>,
}

impl Import {
    pub(super) fn text(&self, language: Language) -> Phrase {
        match self.frozen_at {
            Some(at) => language.say("import-frozen").moment("at", at),
            None => language.say("import-rows").moment("at", self.imported_at),
        }
        .count("count", self.row_count)
    }
}

impl Category {
    pub(super) fn is_monitored(&self) -> bool {
        self.intake == Intake::Monitored
    }

    /// Announcement's word goes further than scoring's.
    pub(super) fn stage(&self) -> Option<Stage> {
        let stage = self.progress.as_ref()?.stage;
        Some(if self.revealed_at.is_some() {
            Stage::Revealed
        } else {
            stage
        })
    }

    pub(super) fn lacks(&self, reason: &str) -> bool {
        let missing = self.progress.iter().flat_map(|progress| &progress.missing);
        missing.into_iter().any(|missing| missing == reason)
    }

    /// What is missing, as reasons; counts that are not there yet are told of by themselves.
    pub(super) fn missing(&self) -> Vec<&str> {
        let missing = self.progress.iter().flat_map(|progress| &progress.missing);
        let told = |reason: &&str| *reason == "SNAPSHOT_MISSING" && self.import.is_none();
        missing
            .map(String::as_str)
            .filter(|reason| !told(reason))
            .collect()
    }

    /// A monitored category without criteria may come to be measured by something else than reports.
    pub(super) fn measures_reports(&self) -> bool {
        self.is_monitored() && !self.lacks("RUBRIC_MISSING")
    }

    pub(super) fn has_loose_counts(&self) -> bool {
        let import = self.import.as_ref();
        import.is_some_and(|import| import.frozen_at.is_none())
    }

    pub(super) fn takes_import(&self) -> bool {
        self.measures_reports() && (self.import.is_none() || self.has_loose_counts())
    }

    pub(super) fn reveal_from(&self) -> Option<&DateTime<Utc>> {
        let from = self.released_from.as_ref();
        from.filter(|_| self.revealed_at.is_none())
    }

    pub(super) fn may_be_revealed(&self, now: DateTime<Utc>) -> bool {
        self.reveal_from().is_some_and(|from| *from <= now)
    }

    /// How much of it there is, for categories with entries.
    pub(super) fn facts(&self, language: &Language) -> Option<Phrase> {
        let progress = self.progress.as_ref().filter(|_| !self.is_monitored())?;
        let facts = language.say("category-facts");
        let facts = facts.count("entries", progress.entries);
        let facts = facts.count("part", progress.sheets_submitted);
        Some(facts.count("whole", progress.sheets_assigned))
    }

    /// Whether there may be entries for jurors: also where scoring does not say.
    pub(super) fn takes_jurors(&self) -> bool {
        let has_entries = |progress: &Progress| progress.entries > 0;
        !self.is_monitored() && self.progress.as_ref().is_none_or(has_entries)
    }
}

/// What only the committee can do for a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Reveal,
    Freeze,
    Assign,
    Import,
}

macro_rules! groups {
    ($($(#[$doc:meta])* $group:ident: $code:literal, $title:literal, $more:literal;)*) => {
        /// What a category waits for: the board's categories are folded by it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Group { $($(#[$doc])* $group),* }

        impl Group {
            /// Every one, in the order of the page: what the committee has to do first.
            pub const ALL: &[Self] = &[$(Self::$group),*];

            /// For `?keadaan=`.
            pub fn code(self) -> &'static str {
                match self { $(Self::$group => $code),* }
            }

            /// The board with this group unfolded and first.
            pub(super) fn href(self) -> &'static str {
                match self { $(Self::$group => concat!("/panitia?keadaan=", $code, "#kategori")),* }
            }

            pub(super) fn title(self, language: Language) -> Phrase {
                language.say(match self { $(Self::$group => $title),* })
            }

            /// What it is that they wait for.
            pub(super) fn more(self, language: Language) -> Phrase {
                language.say(match self { $(Self::$group => $more),* })
            }
        }
    };
}

groups! {
    /// For the committee.
    Committee: "tindakan", "group-committee", "group-committee-more";
    /// For scoring to answer.
    Unknown: "tidak-diketahui", "not-shown", "group-unknown-more";
    /// For criteria.
    Rubric: "tanpa-kriteria", "group-rubric", "group-rubric-more";
    /// For entries, counts or the close.
    Intake: "masuk", "stage-intake", "group-intake-more";
    /// For the jurors.
    Judging: "dinilai", "stage-judging", "group-judging-more";
    /// For the plenary.
    Decidable: "siap", "stage-decidable", "group-decidable-more";
    /// For both approvals.
    Sealed: "tersegel", "stage-sealed", "group-sealed-more";
    /// For its moment.
    Approved: "disetujui", "stage-approved", "group-approved-more";
    /// For nothing.
    Revealed: "diumumkan", "stage-revealed", "group-revealed-more";
}

impl Group {
    /// What [`Group::code`] gave.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|group| group.code() == code)
    }

    /// The group of a category for which the committee has nothing to do.
    pub(super) fn of(category: &Category) -> Self {
        match category.stage() {
            None => Self::Unknown,
            Some(Stage::Intake) if category.lacks("RUBRIC_MISSING") => Self::Rubric,
            // Jurors may begin while entries still come in.
            Some(Stage::Intake) if category.lacks("SHEETS_OPEN") => Self::Judging,
            Some(Stage::Intake) => Self::Intake,
            Some(Stage::Judging) => Self::Judging,
            Some(Stage::Decidable) => Self::Decidable,
            Some(Stage::Sealed) => Self::Sealed,
            Some(Stage::Approved) => Self::Approved,
            Some(Stage::Revealed) => Self::Revealed,
        }
    }
}
