//! `/karya/{id}`: an entry as draft, as answers to check, as what was received, or locked after the deadline.

use chrono::{DateTime, Utc};

use super::{Chrome, EntryState, Form, Organisation};
use crate::format;
use crate::texts::{Language, Phrase};

/// `GET /karya/{id}` (with `checking` for `GET /karya/{id}/periksa`). `POST /karya/{id}` with `expected_version`, `title`, `description`, `link` and
/// `action` "save" or "check" (saves, then leads to the check); `POST /karya/{id}/kirim` with `expected_version`.
#[derive(Debug, Clone)]
pub struct EntryPage {
    /// What was refused.
    pub form: Form,
    /// For the address, and the number to quote.
    pub id: String,
    /// In Bahasa Indonesia.
    pub category_name: String,
    /// In English.
    pub category_name_en: String,
    /// For whom.
    pub organisation: Organisation,
    /// As typed.
    pub title: String,
    /// As typed.
    pub description: String,
    /// As typed.
    pub link: String,
    /// How far it is.
    pub state: EntryState,
    /// When it arrived.
    pub submitted_at: Option<DateTime<Utc>>,
    /// When it was last saved.
    pub saved_at: Option<DateTime<Utc>>,
    /// What the form is based on.
    pub version: i64,
    /// Drafts change before this moment.
    pub closes_at: DateTime<Utc>,
    /// Show the answers with the button that hands them in.
    pub checking: bool,
}

enum Mode {
    Draft,
    Check,
    Submitted,
    Closed,
}

#[derive(askama::Template)]
#[template(path = "entry.html")]
struct View<'a> {
    c: &'a Chrome,
    t: Language,
    p: &'a EntryPage,
}

impl EntryPage {
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
    fn mode(&self) -> Mode {
        match self.p.state {
            EntryState::Submitted => Mode::Submitted,
            _ if self.c.now >= self.p.closes_at => Mode::Closed,
            _ if self.p.checking => Mode::Check,
            _ => Mode::Draft,
        }
    }

    fn heading(&self) -> Phrase {
        match self.mode() {
            Mode::Check => self.t.say("entry-heading-check"),
            Mode::Submitted => self.t.say("entry-heading-submitted"),
            Mode::Draft | Mode::Closed => self.t.say("entry-heading"),
        }
    }

    fn left(&self) -> Option<String> {
        format::countdown(self.c.now, self.p.closes_at, self.t)
    }

    fn checklist(&self) -> [(bool, Phrase); 3] {
        [
            (
                !self.p.title.trim().is_empty(),
                self.t.say("entry-has-title"),
            ),
            (
                !self.p.description.trim().is_empty(),
                self.t.say("entry-has-description"),
            ),
            (
                self.p.link.trim().starts_with("https://"),
                self.t.say("entry-has-link"),
            ),
        ]
    }
}
