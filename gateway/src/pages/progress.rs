//! `/panitia/kemajuan`: who has answered, by kind and by kecamatan; `/panitia/belum-menjawab`: whom to remind.

use chrono::{DateTime, Utc};

use super::{Form, Organisation, Part, organisation, page, url_encoded};
use crate::texts::{Language, Phrase};

/// Bodies by the claim on each that is furthest.
#[derive(Debug, Clone, Copy, Default)]
#[allow(missing_docs)]
pub struct Counts {
    pub organisations: u64,
    pub silent: u64,
    pub invited: u64,
    pub waiting: u64,
    pub returned: u64,
    pub verified: u64,
    pub withdrawn: u64,
}

impl Counts {
    /// All that were heard of.
    fn answered(&self) -> u64 {
        self.organisations.saturating_sub(self.silent)
    }
}

/// `GET /panitia/kemajuan`. Posts `/panitia/kemajuan` (`expected_version`, `endorsement_required`).
#[derive(Debug, Clone, Default)]
pub struct Progress {
    /// What was refused.
    pub form: Form,
    /// Of all bodies.
    pub total: Counts,
    /// By the codes of kinds.
    pub kinds: Vec<(String, Counts)>,
    /// By the names of kecamatan.
    pub districts: Vec<(String, Counts)>,
    /// Whether claims need an endorsement of the body above.
    pub endorsement_required: bool,
    /// What setting that is based on.
    pub rule_version: i64,
    /// Whether there is an edition.
    pub has_edition: bool,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

page!(Progress, "progress.html");

/// One line of a table: what is counted, and where its silent ones are listed.
struct Line<'a> {
    name: Phrase,
    counts: &'a Counts,
    href: String,
}

impl Progress {
    fn by_kind(&self, language: &Language) -> Vec<Line<'_>> {
        self.kinds
            .iter()
            .map(|(kind, counts)| Line {
                name: organisation::kind(kind, *language),
                counts,
                href: href("/panitia/belum-menjawab", kind, "", ""),
            })
            .collect()
    }

    fn by_district(&self, language: &Language) -> Vec<Line<'_>> {
        let named = |district: &str| match district {
            "" => language.say("progress-no-district"),
            name => language.say("progress-district").text("district", name),
        };
        self.districts
            .iter()
            .map(|(district, counts)| Line {
                name: named(district),
                counts,
                // No filter means every kecamatan, so those in none have no list of their own.
                href: match district.as_str() {
                    "" => String::new(),
                    name => href("/panitia/belum-menjawab", "", name, ""),
                },
            })
            .collect()
    }
}

/// A body that has not answered.
#[derive(Debug, Clone)]
pub struct Silent {
    /// Which.
    pub organisation: Organisation,
    /// When it was invited.
    pub invited_at: Option<DateTime<Utc>>,
    /// When the invitation was opened.
    pub opened_at: Option<DateTime<Utc>>,
}

/// `GET /panitia/belum-menjawab?jenis=&kecamatan=&halaman=`. Posts `/panitia/undangan` (`jenis`, `kecamatan`).
#[derive(Debug, Clone, Default)]
pub struct SilentList {
    /// What was refused.
    pub form: Form,
    /// Chosen kind, empty for every.
    pub kind: String,
    /// Chosen kecamatan, empty for every.
    pub district: String,
    /// The kecamatan to choose from.
    pub districts: Vec<String>,
    /// One page of them.
    pub organisations: Vec<Silent>,
    /// How many there are in all.
    pub total: u64,
    /// `halaman` of the next page, empty on the last.
    pub next_page_token: String,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

page!(SilentList, "silent.html");

/// The most letters that are made at once.
const MOST_LETTERS: u64 = 1000;

impl SilentList {
    fn kinds(&self, language: &Language) -> Vec<(&'static str, Phrase)> {
        organisation::KINDS
            .map(|kind| (kind, organisation::kind(kind, *language)))
            .into()
    }

    fn next_href(&self) -> String {
        let token = &self.next_page_token;
        href("/panitia/belum-menjawab", &self.kind, &self.district, token)
    }

    fn file_href(&self) -> String {
        href("/panitia/kemajuan.xlsx", &self.kind, &self.district, "")
    }

    fn may_invite(&self) -> bool {
        (1..=MOST_LETTERS).contains(&self.total)
    }
}

fn href(path: &str, kind: &str, district: &str, token: &str) -> String {
    let pairs = [("jenis", kind), ("kecamatan", district), ("halaman", token)];
    let pairs = pairs.iter().filter(|(_, value)| !value.is_empty());
    let query: Vec<_> = pairs
        .map(|(name, value)| format!("{name}={}", url_encoded(value)))
        .collect();
    match query.is_empty() {
        true => path.to_owned(),
        false => format!("{path}?{}", query.join("&")),
    }
}
