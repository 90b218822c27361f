//! `/panitia/kemajuan`: who has answered, by kind and by kecamatan; `/panitia/belum-menjawab`: whom to remind.

use chrono::{DateTime, Utc};

use super::{
    Form, Organisation, Paging, Part, claim_list, organisation, page,
    paging::{address, up_to_page},
};
use crate::texts::{Language, Phrase};

const SILENT: &str = "/panitia/belum-menjawab";

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

    /// The columns behind those of all and of the silent ones.
    fn others(&self, language: &Language) -> [Figure; 5] {
        let figure = |key: &'static str, count| Figure {
            name: language.say(key),
            count,
        };
        [
            figure("column-invited", self.invited),
            figure("column-waiting", self.waiting),
            figure("column-returned", self.returned),
            figure("column-verified", self.verified),
            figure("column-withdrawn", self.withdrawn),
        ]
    }
}

/// A count and what it counts.
struct Figure {
    name: Phrase,
    count: u64,
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
    /// The counts of claims, and where the claims of each are listed.
    fn listed(&self, language: &Language) -> Vec<(Figure, String)> {
        let states = ["claimed", "returned", "verified", "withdrawn"];
        // Who was invited has no claim yet.
        let claims = self.total.others(language).into_iter().skip(1);
        claims.zip(states.map(claim_list::href)).collect()
    }

    fn by_kind(&self, language: &Language) -> Vec<Line<'_>> {
        self.kinds
            .iter()
            .map(|(kind, counts)| Line {
                name: organisation::kind(kind, *language),
                counts,
                href: address(SILENT, &[("jenis", kind)]),
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
                    name => address(SILENT, &[("kecamatan", name)]),
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
    /// Which page of how many.
    pub paging: Paging,
    /// When the edition stopped taking claims: nobody is invited since.
    pub closed_at: Option<DateTime<Utc>>,
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

    fn filters(&self) -> [(&'static str, &str); 2] {
        [("jenis", &self.kind), ("kecamatan", &self.district)]
    }

    /// As far as the page.
    fn address(&self) -> String {
        up_to_page(SILENT, &self.filters(), "halaman")
    }

    fn file_href(&self) -> String {
        address("/panitia/kemajuan.xlsx", &self.filters())
    }

    fn may_invite(&self) -> bool {
        self.closed_at.is_none() && (1..=MOST_LETTERS).contains(&self.paging.total)
    }
}
