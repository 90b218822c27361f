//! `/panitia/kemajuan`: who has answered, by kind and by kecamatan; `/panitia/belum-menjawab`: whom to remind.

use chrono::{DateTime, Utc};

use super::{
    Bodies, Form, Organisation, Paging, Part,
    bodies::{NO_DISTRICT, Pairs, pairs},
    claim_list, organisation, page,
    paging::{address, up_to_page},
    verification::Mail,
};
use crate::texts::{Language, Phrase};

const SILENT: &str = "/panitia/belum-menjawab";
/// Only those that were invited, in an address.
const INVITED: (&str, &str) = ("diundang", "ya");

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

    /// Each count with its name and the list of what it counts, of these bodies.
    fn figures(&self, of: Pairs<'_>, language: &Language) -> [Figure; 7] {
        let [kind, district] = of;
        let figure = |key: &'static str, count, href| Figure {
            name: language.say(key),
            count,
            href,
        };
        let claims = |state| claim_list::href(state, of);
        let invited = address(SILENT, &[kind, district, INVITED]);
        [
            figure(
                "column-organisations",
                self.organisations,
                address("/peserta", &of),
            ),
            figure("column-silent", self.silent, address(SILENT, &of)),
            figure("column-invited", self.invited, invited),
            figure("column-waiting", self.waiting, claims("claimed")),
            figure("column-returned", self.returned, claims("returned")),
            figure("column-verified", self.verified, claims("verified")),
            figure("column-withdrawn", self.withdrawn, claims("withdrawn")),
        ]
    }
}

/// A count, what it counts, and where that is listed.
struct Figure {
    name: Phrase,
    count: u64,
    href: String,
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

/// One line of a table: what is counted of whom.
struct Line {
    name: Phrase,
    figures: [Figure; 7],
}

impl Progress {
    /// Of all bodies; how many there are and who is silent stands above it.
    fn in_all(&self, language: &Language) -> Vec<Figure> {
        let all = self.total.figures(pairs("", ""), language);
        all.into_iter().skip(2).collect()
    }

    fn columns(&self, language: &Language) -> Vec<Phrase> {
        let all = self.total.figures(pairs("", ""), language);
        all.into_iter().map(|figure| figure.name).collect()
    }

    fn by_kind(&self, language: &Language) -> Vec<Line> {
        let line = |(kind, counts): &(String, Counts)| Line {
            name: organisation::kind(kind, *language),
            figures: counts.figures(pairs(kind, ""), language),
        };
        self.kinds.iter().map(line).collect()
    }

    fn by_district(&self, language: &Language) -> Vec<Line> {
        let line = |(district, counts): &(String, Counts)| {
            let (name, asked) = match district.as_str() {
                "" => (language.say("progress-no-district"), NO_DISTRICT),
                name => {
                    let phrase = language.say("progress-district").text("district", name);
                    (phrase, name)
                }
            };
            Line {
                name,
                figures: counts.figures(pairs("", asked), language),
            }
        };
        self.districts.iter().map(line).collect()
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
    /// When somebody of theirs was last reminded by mail.
    pub reminded_at: Option<DateTime<Utc>>,
    /// How far that mail is.
    pub mail: Mail,
}

impl Silent {
    fn reminder(&self, language: &Language) -> Option<Phrase> {
        let key = match self.mail {
            Mail::None => return None,
            Mail::Queued => "reminder-queued",
            Mail::Sent => "reminder-sent",
            Mail::Failed => "reminder-failed",
        };
        Some(language.say(key))
    }
}

/// What became of pressing the button, in organisations.
#[derive(Debug, Clone, Copy)]
#[allow(missing_docs)]
pub struct Reminded {
    pub queued: u64,
    pub recent: u64,
    pub unknown: u64,
}

/// `GET /panitia/belum-menjawab?jenis=&kecamatan=&diundang=&halaman=`. Posts `/panitia/undangan` and `/panitia/pengingat`
/// (`jenis`, `kecamatan`).
#[derive(Debug, Clone, Default)]
pub struct SilentList {
    /// What was refused.
    pub form: Form,
    /// Of which bodies.
    pub bodies: Bodies,
    /// Only those that were invited.
    pub invited: bool,
    /// One page of them.
    pub organisations: Vec<Silent>,
    /// Which page of how many.
    pub paging: Paging,
    /// When the edition stopped taking claims: nobody is invited since.
    pub closed_at: Option<DateTime<Utc>>,
    /// What became of reminding them just now.
    pub reminded: Option<Reminded>,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

page!(SilentList, "silent.html");

/// The most letters that are made at once.
const MOST_LETTERS: u64 = 1000;

impl SilentList {
    fn filters(&self) -> [(&'static str, &str); 3] {
        let [kind, district] = self.bodies.pairs();
        [
            kind,
            district,
            if self.invited { INVITED } else { ("", "") },
        ]
    }

    /// As far as the page.
    fn address(&self) -> String {
        up_to_page(SILENT, &self.filters(), "halaman")
    }

    fn file_href(&self) -> String {
        address("/panitia/kemajuan.xlsx", &self.filters())
    }

    /// Letters are for everybody who is silent, invited or not.
    fn may_invite(&self) -> bool {
        !self.invited && self.closed_at.is_none() && (1..=MOST_LETTERS).contains(&self.paging.total)
    }
}
