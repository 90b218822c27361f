//! `/peserta`, what everybody may look up, and `/ruang-peserta`, where an organisation's admin stands.

mod steps;

use chrono::{DateTime, Utc};

use super::home::Edition;
use super::{
    Chrome, ClaimState, EntryState, Form, Moved, Organisation, Paging, Part, Phase, organisation,
    page, paging::up_to_page,
};
use crate::format;
use crate::texts::{Language, Phrase};

/// A kecamatan that bodies lie in.
#[derive(Debug, Clone)]
pub struct District {
    /// Its name.
    pub name: String,
    /// How many bodies lie in it.
    pub organisations: u64,
}

/// `GET /peserta?q=&jenis=&kecamatan=&halaman=`.
#[derive(Debug, Clone, Default)]
pub struct Participants {
    /// As typed.
    pub query: String,
    /// Chosen kind, empty for every.
    pub kind: String,
    /// Chosen kecamatan, empty for the whole county.
    pub district: String,
    /// Every kecamatan.
    pub districts: Vec<District>,
    /// Nothing holds the query as it was typed; these are the nearest.
    pub is_near: bool,
    /// One page of them.
    pub organisations: Vec<Organisation>,
    /// Which page of how many rows.
    pub paging: Paging,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

page!(Participants, "participants.html");

struct KindOption {
    value: &'static str,
    word: Phrase,
    chosen: bool,
}

impl Participants {
    fn kinds(&self, language: &Language) -> Vec<KindOption> {
        organisation::KINDS
            .map(|value| KindOption {
                value,
                word: organisation::kind(value, *language),
                chosen: value == self.kind,
            })
            .into()
    }

    fn is_filtered(&self) -> bool {
        !self.query.is_empty() || !self.kind.is_empty() || !self.district.is_empty()
    }

    /// The way in by kecamatan, where nothing is looked for yet.
    fn browses(&self) -> bool {
        !self.is_filtered() && !self.districts.is_empty()
    }

    /// As far as the page.
    fn address(&self) -> String {
        let filters = [
            ("q", self.query.as_str()),
            ("jenis", self.kind.as_str()),
            ("kecamatan", self.district.as_str()),
        ];
        up_to_page("/peserta", &filters, "halaman")
    }
}

/// A value in an address: everything but letters, digits and a few marks as per cent codes.
pub(crate) fn url_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                encoded.push(char::from(byte))
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

/// `GET /ruang-peserta`. Begins an entry by `POST /karya` with `participation_id`, `category_id`; endorses by `POST /ruang-peserta/dukung` with
/// `participation_id`, `expected_version`.
#[derive(Debug, Clone, Default)]
pub struct Overview {
    /// What beginning an entry was refused with.
    pub form: Form,
    /// The edition shown.
    pub edition: Option<Edition>,
    /// Its dates that were moved, the last one first.
    pub moved: Vec<Moved>,
    /// The person's claims.
    pub claims: Vec<Claim>,
    /// The person's entries.
    pub entries: Vec<Entry>,
    /// Categories that a verified claim may still enter.
    pub openings: Vec<Opening>,
    /// Claims that wait for the person's endorsement.
    pub endorsable: Vec<Endorsable>,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

/// A claim on a body below the person's own, which waits for their endorsement.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Endorsable {
    pub id: String,
    pub organisation: Organisation,
    pub display_name: String,
    pub decree_number: String,
    pub version: i64,
}

/// One claim.
#[derive(Debug, Clone)]
pub struct Claim {
    /// For the address.
    pub id: String,
    /// What is claimed.
    pub organisation: Organisation,
    /// How far it is.
    pub state: ClaimState,
    /// Number of the decree.
    pub decree_number: String,
    /// When it was claimed.
    pub claimed_at: DateTime<Utc>,
}

impl Claim {
    fn is_verified(&self) -> bool {
        self.state == ClaimState::Verified
    }

    fn is_returned(&self) -> bool {
        self.state == ClaimState::Returned
    }

    /// Others are next.
    fn waits(&self) -> bool {
        matches!(self.state, ClaimState::Claimed | ClaimState::Endorsed)
    }
}

/// One entry in a list.
#[derive(Debug, Clone)]
pub struct Entry {
    /// For the address.
    pub id: String,
    /// May be empty in a draft.
    pub title: String,
    /// In Bahasa Indonesia.
    pub category_name: String,
    /// In English.
    pub category_name_en: String,
    /// For whom.
    pub organisation_name: String,
    /// How far it is.
    pub state: EntryState,
    /// When it arrived.
    pub submitted_at: Option<DateTime<Utc>>,
}

impl Entry {
    fn is_submitted(&self) -> bool {
        self.state == EntryState::Submitted
    }
}

/// A category that an organisation may enter and has not.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Of the verified claim.
    pub participation_id: String,
    /// For whom.
    pub organisation_name: String,
    /// What.
    pub category_id: String,
    /// In Bahasa Indonesia.
    pub category_name: String,
    /// In English.
    pub category_name_en: String,
}

#[derive(askama::Template)]
#[template(path = "overview.html")]
struct View<'a> {
    c: &'a Chrome,
    t: Language,
    p: &'a Overview,
}

impl Overview {
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

    fn is_open(&self) -> bool {
        self.phase() == Some(Phase::Open)
    }

    /// For an organisation, as its verified admin.
    fn speaks(&self) -> bool {
        self.p.claims.iter().any(Claim::is_verified)
    }

    fn is_over(&self) -> bool {
        matches!(self.phase(), Some(Phase::Closed | Phase::Archived))
    }

    fn opening_part(&self, opening: &Opening) -> String {
        format!("{}/{}", opening.participation_id, opening.category_id)
    }

    fn closing(&self) -> Option<(String, Phrase)> {
        let closes_at = self
            .p
            .edition
            .as_ref()
            .filter(|_| self.is_open())?
            .timeline
            .closes_at;
        Some((
            format::countdown(self.c.now, closes_at, self.t)?,
            self.t.say("countdown-closes").moment("date", closes_at),
        ))
    }
}
