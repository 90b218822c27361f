//! `/pleno` and `/persetujuan` as lists, and `/pleno/{category}`: the order before it is sealed, for the plenary's eyes alone.

use super::approval::Seal;
use super::{Chrome, Form, Organisation, Part, Stage};
use crate::format;
use crate::texts::{Language, Phrase};

/// Which list it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Desk {
    /// `/pleno`: what can be decided.
    Plenary,
    /// `/persetujuan`: what is sealed.
    Approval,
}

/// `GET /pleno` and `GET /persetujuan`.
#[derive(Debug, Clone)]
pub struct Stages {
    /// Which list.
    pub desk: Desk,
    /// All categories in their order.
    pub categories: Vec<CategoryLine>,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

/// One category in the list.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct CategoryLine {
    pub code: String,
    pub name: String,
    pub name_en: String,
    pub stage: Stage,
    /// Reasons.
    pub missing: Vec<String>,
}

#[derive(askama::Template)]
#[template(path = "stages.html")]
struct StagesView<'a> {
    c: &'a Chrome,
    t: Language,
    p: &'a Stages,
}

impl Stages {
    /// The whole page.
    pub fn render(&self, chrome: &Chrome) -> super::Html {
        super::show(&StagesView {
            c: chrome,
            t: chrome.language,
            p: self,
        })
    }
}

impl StagesView<'_> {
    fn choose(&self, plenary: &'static str, approval: &'static str) -> Phrase {
        self.t.say(match self.p.desk {
            Desk::Plenary => plenary,
            Desk::Approval => approval,
        })
    }

    fn heading(&self) -> Phrase {
        self.choose("nav-plenary", "nav-approval")
    }

    fn lead(&self) -> Phrase {
        self.choose("stages-plenary-lead", "stages-approval-lead")
    }

    fn action(&self) -> Phrase {
        self.choose("stages-decide", "stages-approve")
    }

    fn href(&self, category: &CategoryLine) -> String {
        let room = match self.p.desk {
            Desk::Plenary => "pleno",
            Desk::Approval => "persetujuan",
        };
        format!("/{room}/{}", category.code)
    }

    fn waits(&self, category: &CategoryLine) -> bool {
        match self.p.desk {
            Desk::Plenary => category.stage == Stage::Decidable,
            Desk::Approval => category.stage == Stage::Sealed,
        }
    }

    fn passed(&self, category: &CategoryLine) -> bool {
        let through = [Stage::Approved, Stage::Revealed].contains(&category.stage);
        through || (self.p.desk == Desk::Plenary && category.stage == Stage::Sealed)
    }

    fn first(&self) -> Option<&CategoryLine> {
        self.p
            .categories
            .iter()
            .find(|category| self.waits(category))
    }
}

/// `GET /pleno/{category}`; `POST /pleno/{category}/segel`.
#[derive(Debug, Clone)]
pub struct Plenary {
    /// What was refused.
    pub form: Form,
    /// For the address.
    pub category_code: String,
    /// In Bahasa Indonesia.
    pub category_name: String,
    /// In English.
    pub category_name_en: String,
    /// Where it stands.
    pub stage: Stage,
    /// How many are awarded.
    pub places: u64,
    /// The columns.
    pub criteria: Vec<Column>,
    /// By rank; who is not ranked last.
    pub ranking: Vec<Ranked>,
    /// Reasons why there is no ranking yet.
    pub missing: Vec<String>,
    /// Once sealed.
    pub seal: Option<Seal>,
    /// Judgements made as an example.
    pub example: bool,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

/// A criterion as a column.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Column {
    pub name: String,
    pub name_en: String,
    /// "0.25".
    pub weight: String,
}

impl Column {
    fn weight_shown(&self, language: &Language) -> String {
        format::percent(&self.weight, *language)
    }
}

/// A row.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Ranked {
    /// 0 for who is not ranked.
    pub rank: u64,
    /// An entry's title; empty where an organisation is ranked.
    pub title: String,
    pub organisation: Organisation,
    /// From 0 to 100, exact.
    pub total: String,
    /// One for each column, from 0 to 1, before the weight, exact.
    pub scores: Vec<String>,
}

impl Ranked {
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

    fn wins(&self, places: &u64) -> bool {
        self.rank > 0 && self.rank <= *places
    }
}

#[derive(askama::Template)]
#[template(path = "plenary.html")]
struct View<'a> {
    c: &'a Chrome,
    t: Language,
    p: &'a Plenary,
}

impl Plenary {
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
    fn number(&self, exact: &str) -> String {
        format::exact(exact, 2, self.t)
    }

    /// A criterion's score in per cent of its own scale.
    fn share(&self, score: &str) -> String {
        format::percent(score, self.t)
    }
}
