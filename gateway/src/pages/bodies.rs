//! Which bodies a list of the committee is about, as its address and its form say.

use super::organisation;
use crate::texts::{Language, Phrase};

/// What an address calls the bodies that lie in no kecamatan.
pub(super) const NO_DISTRICT: &str = "-";

/// The two filters that such lists have in common.
#[derive(Debug, Clone, Default)]
pub struct Bodies {
    /// Chosen kind, empty for every.
    pub kind: String,
    /// Chosen kecamatan, empty for every.
    pub district: String,
    /// The kecamatan to choose from.
    pub districts: Vec<String>,
}

/// The filters in an address.
pub(super) type Pairs<'a> = [(&'static str, &'a str); 2];

/// Of these bodies.
pub(super) const fn pairs<'a>(kind: &'a str, district: &'a str) -> Pairs<'a> {
    [("jenis", kind), ("kecamatan", district)]
}

impl Bodies {
    pub(super) fn kinds(&self, language: &Language) -> Vec<(&'static str, Phrase)> {
        organisation::KINDS
            .map(|kind| (kind, organisation::kind(kind, *language)))
            .into()
    }

    pub(super) fn pairs(&self) -> Pairs<'_> {
        pairs(&self.kind, &self.district)
    }

    pub(super) fn is_without_district(&self) -> bool {
        self.district == NO_DISTRICT
    }
}
