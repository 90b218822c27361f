//! `/hasil`: what was revealed; before that the date, and nothing in the source. Each edition keeps its own page with the names of then.

use chrono::{DateTime, Utc};

use super::{Chrome, Organisation, Part, page};
use crate::format;
use crate::texts::Language;

/// `GET /hasil`, `GET /hasil/{edition}`.
#[derive(Debug, Clone, Default)]
pub struct Results {
    /// Whose results; without a name while there is none.
    pub edition: Year,
    /// It is the one that all other pages speak of.
    pub is_newest: bool,
    /// All whose rules stand, the newest first.
    pub editions: Vec<Year>,
    /// The revealed ones, in the order of their reveal.
    pub results: Vec<CategoryResult>,
    /// When the announcement is planned.
    pub announces_at: Option<DateTime<Utc>>,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

/// An edition that has results, or will.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Year {
    /// As addresses name it.
    pub id: String,
    /// As people do.
    pub name: String,
}

page!(Results, "results.html");

/// A revealed category.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct CategoryResult {
    pub category_code: String,
    pub category_name: String,
    pub category_name_en: String,
    pub winners: Vec<Winner>,
    /// 64 hex digits.
    pub root: String,
    pub sealed_at: DateTime<Utc>,
    pub revealed_at: DateTime<Utc>,
    pub example: bool,
}

/// One who won a place.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Winner {
    pub place: u64,
    /// An entry's title; empty where an organisation wins.
    pub title: String,
    pub organisation: Organisation,
    /// From 0 to 100, exact.
    pub total: String,
}

impl Results {
    fn event(&self, chrome: &Chrome) -> String {
        match self.edition.name.as_str() {
            "" => chrome.name(),
            name => name.to_owned(),
        }
    }

    fn winners(&self) -> u64 {
        self.results
            .iter()
            .map(|result| result.winners.len() as u64)
            .sum()
    }

    fn has_examples(&self) -> bool {
        self.results.iter().any(|result| result.example)
    }
}

impl CategoryResult {
    fn root_grouped(&self) -> String {
        format::hash(&self.root, self.root.len())
    }
}

impl Winner {
    fn name(&self) -> &str {
        if self.title.is_empty() {
            &self.organisation.name
        } else {
            &self.title
        }
    }

    fn kind_line(&self, language: &Language) -> String {
        let kind = self.organisation.kind_line(language).plain();
        if self.title.is_empty() {
            kind
        } else {
            format!("{} · {kind}", self.organisation.name)
        }
    }

    fn total_shown(&self, language: &Language) -> String {
        format::exact(&self.total, 2, *language)
    }
}
