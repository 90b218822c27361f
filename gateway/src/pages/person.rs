//! `/peserta-saya/orang`, where an organisation's admin names people who can win themselves, and `/akun`, where anybody sees what is kept of them.

use chrono::{DateTime, Utc};

use super::{Form, Organisation, Paging, Part, page, verification::Address};
use crate::texts::{Language, Phrase};

/// What people consent to.
#[derive(Debug, Clone, Default)]
pub struct Consent {
    /// Sent along with the nomination.
    pub version: i32,
    /// What the data is for, in Bahasa Indonesia and in English.
    pub purpose: [String; 2],
    /// How long it is kept.
    pub retention: [String; 2],
    /// What the person says.
    pub text: [String; 2],
}

impl Consent {
    fn purpose(&self, language: &Language) -> &str {
        language.choose(&self.purpose[0], &self.purpose[1])
    }

    fn retention(&self, language: &Language) -> &str {
        language.choose(&self.retention[0], &self.retention[1])
    }

    fn text(&self, language: &Language) -> &str {
        language.choose(&self.text[0], &self.text[1])
    }
}

/// Somebody who can win.
#[derive(Debug, Clone)]
pub struct Person {
    /// For commands.
    pub id: String,
    /// For whom the person works.
    pub organisation: Organisation,
    /// Empty once erased.
    pub name: String,
    /// The same.
    pub position: String,
    /// When the person consented.
    pub consented_at: DateTime<Utc>,
    /// What a command is based on.
    pub version: i64,
}

impl Person {
    fn is_erased(&self) -> bool {
        self.name.is_empty()
    }
}

/// `GET /peserta-saya/orang`. Posts `organisation_code`, `name`, `position` and `consent_version` to itself, `person_id` and `expected_version` to
/// `/hapus` below it.
#[derive(Debug, Clone, Default)]
pub struct Persons {
    /// What was refused.
    pub form: Form,
    /// What the visitor speaks for.
    pub organisations: Vec<Organisation>,
    /// The text that counts.
    pub consent: Option<Consent>,
    /// Who was nominated.
    pub persons: Vec<Person>,
    /// As chosen.
    pub organisation_code: String,
    /// As typed.
    pub name: String,
    /// As typed.
    pub position: String,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

page!(Persons, "persons.html");

impl Persons {
    fn error(&self, field: &str, language: &Language) -> Option<Phrase> {
        self.form.error(field, *language)
    }
}

/// `GET /panitia/orang?halaman=`. Posts `person_id`, `expected_version` and `halaman` to `/hapus` below it.
#[derive(Debug, Clone, Default)]
pub struct PersonList {
    /// What was refused.
    pub form: Form,
    /// One page of the edition's, the oldest first.
    pub persons: Vec<Person>,
    /// Which page of how many.
    pub paging: Paging,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

page!(PersonList, "person_list.html");

/// Where the visitor is logged in.
#[derive(Debug, Clone)]
pub struct Session {
    /// For the command.
    pub id: String,
    /// "Firefox, Android"; empty when nothing was said.
    pub device: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub seen_at: DateTime<Utc>,
    /// It is this browser's.
    pub is_current: bool,
}

/// `GET /akun`. Posts `current_password` and `new_password` to `/sandi` below it, `session_id` to `/sesi`, nothing to `/sesi/lain` and
/// `/surel`, `password` to `/hapus`.
#[derive(Debug, Clone, Default)]
pub struct OwnData {
    /// What was refused.
    pub form: Form,
    /// How pages address the visitor.
    pub display_name: String,
    /// Log-in name.
    pub email: String,
    /// Whether that is the visitor's.
    pub address: Option<Address>,
    /// Newest first.
    pub sessions: Vec<Session>,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

page!(OwnData, "own_data.html");

impl OwnData {
    fn has_others(&self) -> bool {
        self.sessions.iter().any(|session| !session.is_current)
    }
}
