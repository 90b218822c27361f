//! `/panitia`: the committee's board. What is next in words, what waits, how far each category is.

mod category;
mod steps;

use chrono::{DateTime, Utc};

use super::home::Edition;
use super::{Chrome, Form, Organisation, Paging, Part, Phase};
use crate::format;
use crate::texts::{Language, Phrase};
use category::Action;
pub use category::{Category, Group, Import, Progress};
use steps::Step;

/// `GET /panitia?keadaan=&antrean=`. Posts, each back to it: `/panitia/verifikasi` (`participation_id`, `expected_version`), `/panitia/kunci` (`expected_version`),
/// `/panitia/impor-lapor` (multipart: `category_id`, file `csv`), `/panitia/bekukan` (`category_id`), `/panitia/juri` (`email`), `/panitia/umumkan`
/// (`category_id`).
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
    /// The group of categories that is unfolded beside those with something to do.
    pub opened: Option<Group>,
    /// One page of the claims that wait, oldest first.
    pub claims: Vec<Claim>,
    /// Which page of how many that wait.
    pub claims_paging: Paging,
    /// Appointed jurors.
    pub judges: Vec<Judge>,
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

/// A juror.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Judge {
    pub id: String,
    pub display_name: String,
}

impl Claim {
    fn decree_day(&self, language: &Language) -> String {
        format::typed_day(&self.decree_date, *language)
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

/// Categories that wait for the same.
struct Shown<'a> {
    group: Group,
    is_open: bool,
    categories: Vec<&'a Category>,
}

impl View<'_> {
    fn phase(&self) -> Option<Phase> {
        self.p.edition.as_ref().map(|edition| edition.phase)
    }

    fn is_draft(&self) -> bool {
        self.phase() == Some(Phase::Draft)
    }

    fn left(&self, edition: &Edition) -> Option<Phrase> {
        let (_, at) = edition.timeline.next(self.c.now)?;
        Some(
            self.t
                .say("countdown-left")
                .text("left", format::countdown(self.c.now, at, self.t)?),
        )
    }

    fn takes_import(&self) -> bool {
        let mut categories = self.p.categories.iter();
        categories.any(Category::takes_import)
    }

    /// What is loaded for a category that is measured by reports.
    fn counts(&self, category: &Category) -> Option<Phrase> {
        if !category.measures_reports() {
            return None;
        }
        Some(match &category.import {
            Some(import) => import.text(self.t),
            None if self.p.lacks_submission() => self.t.say("not-shown"),
            None => self.t.say("import-none"),
        })
    }

    /// Counts are fixed after the measured window, once.
    fn may_freeze(&self, category: &Category) -> bool {
        let is_closed = self.phase() == Some(Phase::Closed);
        is_closed && category.is_monitored() && category.has_loose_counts()
    }

    /// What the committee has to do for a category, the most pressing first.
    fn action(&self, category: &Category) -> Option<Action> {
        let lacks_counts = category.measures_reports() && category.import.is_none();
        if category.may_be_revealed(self.c.now) {
            Some(Action::Reveal)
        } else if self.may_freeze(category) {
            Some(Action::Freeze)
        } else if category.lacks("ASSIGNMENTS_MISSING") {
            Some(Action::Assign)
        } else if lacks_counts && !self.p.lacks_submission() {
            Some(Action::Import)
        } else {
            None
        }
    }

    /// The categories by what they wait for; only groups that have any.
    fn groups(&self) -> Vec<Shown<'_>> {
        let shown = |group: Group| Shown {
            group,
            is_open: group == Group::Committee || self.p.opened == Some(group),
            categories: self.waiting(group),
        };
        let groups = Group::ALL.iter().copied().map(shown);
        let mut groups: Vec<_> = groups
            .filter(|shown| !shown.categories.is_empty())
            .collect();
        // What was asked for is the first thing that is seen.
        groups.sort_by_key(|shown| Some(shown.group) != self.p.opened);
        groups
    }

    fn waiting(&self, group: Group) -> Vec<&Category> {
        let waits = |category: &&Category| match self.action(category) {
            Some(_) => group == Group::Committee,
            None => group == Group::of(category),
        };
        self.p.categories.iter().filter(waits).collect()
    }

    /// What jurors can be assigned to.
    fn judged(&self) -> Vec<&Category> {
        let categories = self.p.categories.iter();
        categories.filter(|one| one.takes_jurors()).collect()
    }

    fn steps(&self) -> Vec<Step> {
        steps::of(self.p, self.c, self.t)
    }
}
