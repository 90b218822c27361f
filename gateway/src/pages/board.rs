//! `/panitia`: the committee's board. What is next in words, what waits, how far each category is.

mod steps;

use chrono::{DateTime, Utc};

use super::home::Edition;
use super::{Chrome, Form, Intake, Organisation, Part, Phase, Stage};
use crate::format;
use crate::texts::{Language, Phrase};
use steps::Step;

/// `GET /panitia`. Posts, each back to it: `/panitia/verifikasi` (`participation_id`, `expected_version`), `/panitia/kunci` (`expected_version`),
/// `/panitia/impor-lapor` (multipart: `category_id`, file `csv`), `/panitia/bekukan` (`category_id`), `/panitia/juri` (`email`), `/panitia/penugasan`
/// (`entry_id`, `judge_id`), `/panitia/umumkan` (`category_id`).
#[derive(Debug, Clone, Default)]
pub struct Board {
    /// What was refused.
    pub form: Form,
    /// The edition shown.
    pub edition: Option<Edition>,
    /// What locking is based on.
    pub edition_version: i64,
    /// Its categories in their order.
    pub categories: Vec<Category>,
    /// Claims that wait, oldest first.
    pub claims: Vec<Claim>,
    /// How many wait in all.
    pub claims_total: u64,
    /// Appointed jurors.
    pub judges: Vec<Judge>,
    /// Submitted entries.
    pub entries: Vec<Entry>,
    /// As typed, after a refusal.
    pub judge_email: String,
    /// What did not answer; what depends on it is said to be missing.
    pub unavailable: Vec<Part>,
}

/// A claim that waits for the committee.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Claim {
    pub id: String,
    pub organisation: Organisation,
    pub display_name: String,
    pub decree_number: String,
    pub decree_date: String,
    pub decree_signer: String,
    pub claimed_at: DateTime<Utc>,
    pub version: i64,
}

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

/// A juror.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Judge {
    pub id: String,
    pub display_name: String,
}

/// A submitted entry and how many jurors it has.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Entry {
    pub id: String,
    pub title: String,
    pub organisation_name: String,
    pub jurors: u64,
}

impl Claim {
    fn decree_day(&self, language: &Language) -> String {
        format::typed_day(&self.decree_date, *language)
    }
}

impl Category {
    fn is_monitored(&self) -> bool {
        self.intake == Intake::Monitored
    }

    fn stage(&self, progress: &Progress) -> Stage {
        if self.revealed_at.is_some() {
            Stage::Revealed
        } else {
            progress.stage
        }
    }

    /// A monitored category without criteria may come to be measured by something else than reports.
    fn measures_reports(&self) -> bool {
        let lacks_rubric = |progress: &Progress| {
            let mut missing = progress.missing.iter();
            missing.any(|reason| reason == "RUBRIC_MISSING")
        };
        self.is_monitored() && !self.progress.as_ref().is_some_and(lacks_rubric)
    }

    fn takes_import(&self) -> bool {
        self.measures_reports()
            && self
                .import
                .as_ref()
                .is_none_or(|import| import.frozen_at.is_none())
    }

    fn reveal_from(&self) -> Option<&DateTime<Utc>> {
        self.released_from
            .as_ref()
            .filter(|_| self.revealed_at.is_none())
    }
}

impl Board {
    fn lacks_registration(&self) -> bool {
        self.unavailable.contains(&Part::Registration)
    }

    fn lacks_submission(&self) -> bool {
        self.unavailable.contains(&Part::Submission)
    }
}

#[derive(askama::Template)]
#[template(path = "board.html")]
struct View<'a> {
    c: &'a Chrome,
    t: Language,
    p: &'a Board,
}

impl Board {
    /// The whole page.
    pub fn render(&self, chrome: &Chrome) -> super::Html {
        super::show(&View {
            c: chrome,
            t: chrome.language,
            p: self,
        })
    }
}

impl View<'_> {
    fn phase(&self) -> Option<Phase> {
        self.p.edition.as_ref().map(|edition| edition.phase)
    }

    fn is_draft(&self) -> bool {
        self.phase() == Some(Phase::Draft)
    }

    fn is_closed(&self) -> bool {
        self.phase() == Some(Phase::Closed)
    }

    fn left(&self, edition: &Edition) -> Option<Phrase> {
        let (_, at) = edition.timeline.next(self.c.now)?;
        Some(
            self.t
                .say("countdown-left")
                .text("left", format::countdown(self.c.now, at, self.t)?),
        )
    }

    fn has_measured(&self) -> bool {
        let mut categories = self.p.categories.iter();
        categories.any(Category::measures_reports)
    }

    /// Counts are fixed after the measured window, once.
    fn may_freeze(&self, category: &Category) -> bool {
        self.is_closed()
            && category.is_monitored()
            && category
                .import
                .as_ref()
                .is_some_and(|import| import.frozen_at.is_none())
    }

    fn may_reveal(&self, category: &Category) -> bool {
        category
            .reveal_from()
            .is_some_and(|from| *from <= self.c.now)
    }

    fn steps(&self) -> Vec<Step> {
        steps::of(self.p, self.c, self.t)
    }
}
