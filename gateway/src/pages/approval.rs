//! `/persetujuan/{category}`: what is sealed, who approved, and one's own word on it, given with a code.

use chrono::{DateTime, Utc};

use super::{Chrome, Form, Part, Role};
use crate::format;
use crate::texts::{Language, Phrase};

/// `GET /persetujuan/{category}`; `POST` to the same with `root`, `not_before` (see [`format::typed_moment`]), `code` or
/// `recovery_code`, without a second factor `password`.
#[derive(Debug, Clone)]
pub struct ApprovalPage {
    /// What was refused.
    pub form: Form,
    /// For the address.
    pub category_code: String,
    /// In Bahasa Indonesia.
    pub category_name: String,
    /// In English.
    pub category_name_en: String,
    /// None while the category is not sealed.
    pub seal: Option<Seal>,
    /// The edition's announcement, the earliest moment.
    pub announces_at: DateTime<Utc>,
    /// As typed after a refusal, else empty: then the reader's own moment is offered, or the announcement.
    pub not_before: String,
    /// The time, at which a release may have happened.
    pub now: DateTime<Utc>,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

/// Root and approvals, never the content.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Seal {
    /// 64 hex digits.
    pub root: String,
    pub sealed_at: DateTime<Utc>,
    pub approvals: Vec<Approval>,
}

/// One person's word.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Approval {
    pub side: Side,
    pub approved_at: DateTime<Utc>,
    pub not_before: DateTime<Utc>,
    /// The reader's own.
    pub mine: bool,
}

/// On whose side an approval stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Side {
    Leadership,
    Plenary,
}

impl Side {
    fn text(&self, language: &Language) -> Phrase {
        language.say(match self {
            Self::Leadership => "side-leadership",
            Self::Plenary => "side-plenary",
        })
    }
}

impl Seal {
    /// All of it, in groups of four, to be compared with another screen.
    pub(super) fn root_grouped(&self) -> String {
        format::hash(&self.root, self.root.len())
    }

    fn open_sides(&self) -> Vec<Side> {
        let approved = |side: Side| self.approvals.iter().any(|approval| approval.side == side);
        [Side::Leadership, Side::Plenary]
            .into_iter()
            .filter(|side| !approved(*side))
            .collect()
    }

    fn is_approved(&self) -> bool {
        self.open_sides().is_empty()
    }

    fn mine(&self) -> Option<&Approval> {
        self.approvals.iter().find(|approval| approval.mine)
    }

    /// Whether both words stand and their moments have come: from then on nothing is changed.
    fn is_released(&self, now: DateTime<Utc>) -> bool {
        self.is_approved()
            && self
                .approvals
                .iter()
                .all(|approval| approval.not_before <= now)
    }
}

#[derive(askama::Template)]
#[template(path = "approval.html")]
struct View<'a> {
    c: &'a Chrome,
    t: Language,
    p: &'a ApprovalPage,
}

impl ApprovalPage {
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
    /// Whether the reader's word is still missing: offered for a side that the reader has, which is the service's to judge.
    fn may_approve(&self, seal: &Seal) -> bool {
        let Some(person) = &self.c.person else {
            return false;
        };
        let has_side = |side: &Side| match side {
            Side::Leadership => person.has(Role::Leadership),
            Side::Plenary => person.has(Role::Plenary),
        };
        seal.mine().is_none() && seal.open_sides().iter().any(has_side)
    }

    /// Whether the reader's word stands and may still be changed or taken back.
    fn may_change(&self, seal: &Seal) -> bool {
        seal.mine().is_some() && !seal.is_released(self.p.now)
    }

    fn not_before(&self, seal: &Seal) -> String {
        if !self.p.not_before.is_empty() {
            return self.p.not_before.clone();
        }
        let given = seal.mine().map(|approval| approval.not_before);
        format::field_moment(given.unwrap_or(self.p.announces_at))
    }
}
