//! A name never stands without its kind: villages share names with districts.

use super::markup::Markup;
use crate::texts::{Language, Phrase, escaped};

/// A body as pages name it.
#[derive(Debug, Clone, Default)]
pub struct Organisation {
    /// "32.16.03.2004" or a slug.
    pub code: String,
    /// Whole, never shortened.
    pub name: String,
    /// As data: "desa", "perangkat_daerah".
    pub kind: String,
    /// The kecamatan it lies in; empty where unknown.
    pub district: String,
}

impl Organisation {
    /// "Desa, Kecamatan Sukawangi".
    pub(super) fn kind_line(&self, language: &Language) -> Phrase {
        let kind = kind(&self.kind, *language).plain();
        if self.district.is_empty() || self.kind == "kecamatan" {
            return language.say("organisation-kind").text("kind", kind);
        }
        language
            .say("organisation-kind-in")
            .text("kind", kind)
            .text("district", &self.district)
    }

    /// Name with kind below.
    pub(super) fn markup(&self, language: &Language) -> Markup {
        Markup(format!(
            "<span class=\"org\"><b>{}</b><span class=\"kind\">{}</span></span>",
            escaped(&self.name),
            self.kind_line(language)
        ))
    }

    /// Whether the code says more than the name: districts and villages, whose names repeat.
    pub(super) fn has_number(&self) -> bool {
        self.code.starts_with(|first: char| first.is_ascii_digit())
    }
}

/// The word for a kind of organisation. Kinds are data: one without a word is shown as it came.
pub(super) fn kind(kind: &str, language: Language) -> Phrase {
    let key = match kind {
        "perangkat_daerah" => "kind-perangkat-daerah",
        "uptd" => "kind-uptd",
        "kecamatan" => "kind-kecamatan",
        "kelurahan" => "kind-kelurahan",
        "desa" => "kind-desa",
        "bumd" => "kind-bumd",
        "instansi" => "kind-instansi",
        other => return language.say("kind-other").text("kind", other),
    };
    language.say(key)
}

/// The same as plain text.
pub(crate) fn kind_word(kind: &str, language: Language) -> String {
    self::kind(kind, language).plain()
}

/// "Perangkat daerah, kecamatan".
pub(super) fn kinds(kinds: &[String], language: Language) -> String {
    kinds
        .iter()
        .map(|name| kind(name, language).plain())
        .collect::<Vec<_>>()
        .join(", ")
}

/// The kinds that the registry knows, in the order of filters.
pub(crate) const KINDS: [&str; 7] = [
    "perangkat_daerah",
    "kecamatan",
    "kelurahan",
    "desa",
    "uptd",
    "bumd",
    "instansi",
];
