//! What stands around every page: who reads it, in what language, when, and where in the house.

use chrono::{DateTime, Utc};

use super::Role;
use super::form::request_id_for;
use super::markup::Markup;
use super::navigation::{self, Link};
use super::notice::Notice;
use crate::assets;
use crate::format;
use crate::texts::{Language, Phrase};

/// The logged-in reader.
#[derive(Debug, Clone)]
pub struct Person {
    /// How pages address them.
    pub display_name: String,
    /// Log-in name.
    pub email: String,
    /// Every role held.
    pub roles: Vec<Role>,
}

impl Person {
    /// Whether the person may be this.
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// Which entry of the navigation a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// `/`
    Home,
    /// `/kategori/...`
    Categories,
    /// `/peserta`
    Participants,
    /// `/hasil`
    Results,
    /// `/ruang-peserta`, `/karya/...`
    Overview,
    /// `/peserta-saya/klaim`
    Claim,
    /// `/panitia`
    Board,
    /// `/juri...`
    Sheets,
    /// `/pleno...`
    Plenary,
    /// `/persetujuan...`
    Approval,
    /// `/jejak-audit`
    Audit,
    /// Log-in, sign-up, errors: none of them.
    Elsewhere,
}

/// What a page needs besides its own values.
#[derive(Debug, Clone)]
pub struct Chrome {
    /// Of the texts.
    pub language: Language,
    /// Event time.
    pub now: DateTime<Utc>,
    /// The clock is an example's: said in a band on top.
    pub example_time: bool,
    /// Name of the edition, which stands in the header and in titles; the platform's own name where there is none.
    pub event_name: Option<String>,
    /// The lines above the edition's letters, which say who the organiser is and where; may be empty.
    pub letterhead: Vec<String>,
    /// Nobody: the public.
    pub person: Option<Person>,
    /// They have a second factor: where something is confirmed, a code is asked for.
    pub has_second_factor: bool,
    /// Goes into every form.
    pub csrf: String,
    /// Path of the page's own GET address, also when a form's answer is shown, for the language switch.
    pub path: String,
    /// Its query without `bahasa` and `kabar`, undecoded.
    pub query: String,
    /// Where the page belongs.
    pub section: Section,
    /// What waits for the person: claims for the committee, sheets for a juror. 0 or unknown shows nothing.
    pub waiting: u64,
    /// What just happened, after a redirect.
    pub notice: Option<Notice>,
    /// The request's trace id, in the source of every page.
    pub trace_id: String,
}

impl Chrome {
    pub(super) fn name(&self) -> String {
        self.event_name
            .clone()
            .unwrap_or_else(|| self.language.say("brand-name").plain())
    }

    pub(super) fn asset(&self, path: &str) -> String {
        assets::href(path)
    }

    /// A drawing beside a text that says the same.
    pub(super) fn icon(&self, name: &str) -> Markup {
        Markup(format!(
            "<svg class=\"icon\" aria-hidden=\"true\"><use href=\"{}#{name}\"/></svg>",
            assets::href("img/icons.svg")
        ))
    }

    pub(super) fn moment(&self, at: &DateTime<Utc>) -> Markup {
        self.time(at, format::moment(*at, self.language))
    }

    pub(super) fn short_moment(&self, at: &DateTime<Utc>) -> Markup {
        self.time(at, format::short_moment(*at, self.language))
    }

    pub(super) fn short_day(&self, at: &DateTime<Utc>) -> Markup {
        self.time(at, format::short_day(*at, self.language))
    }

    fn time(&self, at: &DateTime<Utc>, text: String) -> Markup {
        Markup(format!(
            "<time datetime=\"{}\">{text}</time>",
            format::machine(*at)
        ))
    }

    pub(super) fn count(&self, number: &u64) -> String {
        format::count(*number, self.language)
    }

    /// The page's own address.
    pub(super) fn address(&self) -> &str {
        local_path(&self.path)
    }

    /// The address of this page in the other language.
    pub(super) fn other_language_href(&self) -> String {
        let language = self.language.other().code();
        if self.query.is_empty() {
            return format!("{}?bahasa={language}", self.address());
        }
        format!("{}?{}&bahasa={language}", self.address(), self.query)
    }

    pub(super) fn links(&self) -> Vec<Link> {
        navigation::links(self)
    }

    pub(super) fn rooms(&self) -> Vec<Link> {
        navigation::rooms(self)
    }

    pub(super) fn navigation_label(&self) -> Phrase {
        navigation::label(self)
    }

    /// The first letters of the name, for the corner of the page.
    pub(super) fn initials(&self) -> String {
        let name = self
            .person
            .as_ref()
            .map_or("", |person| person.display_name.as_str());
        name.split_whitespace()
            .filter_map(|word| word.chars().next())
            .take(2)
            .flat_map(char::to_uppercase)
            .collect()
    }

    /// The hidden fields of a form that stands once on its page; `id` is the page's own.
    pub(super) fn hidden(&self, id: &str) -> Markup {
        self.hidden_for(id, "")
    }

    /// The hidden fields of one of many forms on a page: each thing acted upon gets a request id of its own.
    pub(super) fn hidden_for(&self, id: &str, part: &str) -> Markup {
        let csrf = crate::texts::escaped(&self.csrf);
        let request_id = request_id_for(id, part);
        Markup(format!(
            "<input type=\"hidden\" name=\"csrf\" value=\"{csrf}\"><input type=\"hidden\" name=\"request_id\" value=\"{request_id}\">"
        ))
    }
}

/// A path of ours, or the home: "//elsewhere" and "/\\elsewhere" would lead to another host, also with a tab between the marks, which browsers drop;
/// and what came in an address is not ours to trust.
pub fn local_path(path: &str) -> &str {
    let ours = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(|mark: char| mark == '\\' || mark.is_control());
    if ours { path } else { "/" }
}
