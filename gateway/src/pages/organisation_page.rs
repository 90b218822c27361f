//! `/peserta/{kode}`: one body of the register with its other names, what lies below it, and what happened to it; and the committee's page that changes
//! it.

use chrono::{DateTime, Utc};

use super::{
    Chrome, Form, Organisation, OrganisationLife, Part,
    channel::{self, Channel, Platform},
    page, url_encoded,
};
use crate::format;
use crate::texts::{Language, Phrase};

/// `GET /peserta/{kode}?dari=`.
#[derive(Debug, Clone)]
pub struct OrganisationPage {
    /// Which one.
    pub organisation: Organisation,
    /// Whether it is there.
    pub life: OrganisationLife,
    /// Where its row was found.
    pub source: String,
    /// The body above.
    pub parent: Option<Organisation>,
    /// What it is or was called besides.
    pub aliases: Vec<Alias>,
    /// The bodies that were merged into it.
    pub predecessors: Vec<Organisation>,
    /// Where it speaks, as the committee confirmed; statements of none among them.
    pub channels: Vec<Channel>,
    /// Every platform.
    pub platforms: Vec<Platform>,
    /// Bodies right below it, as many as fit.
    pub units: Vec<Organisation>,
    /// How many there are.
    pub units_total: u64,
    /// What happened to it, the newest first.
    pub changes: Vec<Change>,
    /// The other code that the reader came by.
    pub came_by: Option<String>,
    /// The reader is of the committee.
    pub may_change: bool,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

page!(OrganisationPage, "organisation.html");

/// What an alias is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum AliasKind {
    FormerCode,
    FormerName,
    Abbreviation,
    ExternalCode,
}

impl AliasKind {
    /// In the order of the form.
    pub const ALL: [Self; 4] = [
        Self::FormerName,
        Self::Abbreviation,
        Self::FormerCode,
        Self::ExternalCode,
    ];

    /// As the form sends it.
    pub fn value(self) -> &'static str {
        match self {
            Self::FormerCode => "former_code",
            Self::FormerName => "former_name",
            Self::Abbreviation => "abbreviation",
            Self::ExternalCode => "external_code",
        }
    }

    fn word(self, language: Language) -> Phrase {
        language.say(match self {
            Self::FormerCode => "alias-former-code",
            Self::FormerName => "alias-former-name",
            Self::Abbreviation => "alias-abbreviation",
            Self::ExternalCode => "alias-external-code",
        })
    }
}

/// What a body is or was called besides.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Alias {
    pub kind: AliasKind,
    /// Of an external code: whose it is.
    pub system: String,
    pub value: String,
    /// A year, a month or a day; empty where it is not known.
    pub valid_from: String,
    pub valid_until: String,
    pub source: String,
}

impl Alias {
    fn kind_line(&self, language: &Language) -> Phrase {
        match self.system.as_str() {
            "" => self.kind.word(*language),
            system => language.say("alias-of-system").text("system", system),
        }
    }

    fn validity(&self, language: &Language) -> Option<Phrase> {
        let date = |text: &str| format::rough_date(text, *language);
        let (from, until) = (self.valid_from.as_str(), self.valid_until.as_str());
        match (from.is_empty(), until.is_empty()) {
            (true, true) => None,
            (false, true) => Some(language.say("valid-from").text("from", date(from))),
            (true, false) => Some(language.say("valid-until").text("until", date(until))),
            (false, false) => {
                let both = language.say("valid-between").text("from", date(from));
                Some(both.text("until", date(until)))
            }
        }
    }
}

/// What happened to a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum ChangeKind {
    Renamed,
    Merged,
    Absorbed,
    Moved,
    Retired,
    AliasAdded,
}

/// One line of the history.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Change {
    pub kind: ChangeKind,
    /// When the committee did it.
    pub at: DateTime<Utc>,
    /// From when on it holds; empty where it is not known.
    pub since: String,
    pub reason: String,
    pub name_before: String,
    pub name_after: String,
    pub code_before: String,
    pub code_after: String,
    /// Code of the other body, or the alias.
    pub other: String,
    /// Who did it, for the committee.
    pub display_name: String,
}

impl Change {
    fn lines(&self, language: &Language) -> Vec<Phrase> {
        let say = |key| language.say(key);
        match self.kind {
            ChangeKind::Renamed => {
                let turned = |key, before: &str, after: &str| {
                    let line = say(key).text("before", before).text("after", after);
                    (before != after).then_some(line)
                };
                let name = turned("change-name", &self.name_before, &self.name_after);
                let code = turned("change-code", &self.code_before, &self.code_after);
                name.into_iter().chain(code).collect()
            }
            ChangeKind::Merged => vec![say("change-merged").text("other", &self.other)],
            ChangeKind::Absorbed => vec![say("change-absorbed").text("other", &self.other)],
            ChangeKind::Moved => vec![say("change-moved").text("other", &self.other)],
            ChangeKind::Retired => vec![say("change-retired")],
            ChangeKind::AliasAdded => vec![say("change-alias").text("other", &self.other)],
        }
    }

    fn since_line(&self, language: &Language) -> Option<Phrase> {
        let date = format::rough_date(&self.since, *language);
        let line = language.say("valid-from").text("from", date);
        (!self.since.is_empty()).then_some(line)
    }
}

impl OrganisationPage {
    fn platform_name<'a>(&'a self, channel: &'a Channel, language: &Language) -> &'a str {
        channel::name_of(&self.platforms, &channel.platform, *language)
    }

    fn edit_href(&self) -> String {
        format!("/peserta/{}/ubah", url_encoded(&self.organisation.code))
    }

    fn is_active(&self) -> bool {
        self.life == OrganisationLife::Active
    }

    /// All bodies of the same kecamatan.
    fn district_href(&self) -> Option<String> {
        let district = &self.organisation.district;
        let href = format!("/peserta?kecamatan={}", url_encoded(district));
        (!district.is_empty()).then_some(href)
    }
}

/// `GET /peserta/{kode}/ubah`. Four forms, whose fields carry the name of their form before that of the contract: `rename_reason`.
#[derive(Debug, Clone)]
pub struct OrganisationEdit {
    /// Which one.
    pub organisation: Organisation,
    /// The version that the forms are based on.
    pub version: i64,
    /// How many bodies lie right below it.
    pub units_total: u64,
    /// What was refused.
    pub form: Form,
    /// What was typed, by field.
    pub typed: Vec<(String, String)>,
}

page!(OrganisationEdit, "organisation_edit.html");

struct KindOption {
    value: &'static str,
    word: Phrase,
    chosen: bool,
}

impl OrganisationEdit {
    fn page_href(&self) -> String {
        format!("/peserta/{}", url_encoded(&self.organisation.code))
    }

    fn typed(&self, field: &str) -> &str {
        let typed = self.typed.iter().find(|(name, _)| name == field);
        typed.map_or("", |(_, text)| text)
    }

    /// The name as it is, until another one is typed.
    fn name(&self) -> &str {
        match self.typed("rename_name") {
            "" if !self.form.refused() => &self.organisation.name,
            typed => typed,
        }
    }

    /// A field of one of the forms, with what was typed into it.
    fn field(&self, chrome: &Chrome, name: &str, label: &'static str) -> super::Field {
        self.form.field(chrome, name, label).value(self.typed(name))
    }

    fn kinds(&self, language: &Language) -> Vec<KindOption> {
        let chosen = self.typed("alias_kind");
        AliasKind::ALL
            .map(|kind| KindOption {
                value: kind.value(),
                word: kind.word(*language),
                chosen: kind.value() == chosen,
            })
            .into()
    }
}
