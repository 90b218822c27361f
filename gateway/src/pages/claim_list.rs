//! `/panitia/pengajuan`: the claims of the edition by how far they are, so that each one's page is found again once it is checked.

use chrono::{DateTime, Utc};

use super::{Bodies, ClaimState, Organisation, Paging, Part, bodies::Pairs, page, paging};
use crate::texts::{Language, Phrase};

const LIST: &str = "/panitia/pengajuan";

/// `GET /panitia/pengajuan?keadaan=&jenis=&kecamatan=&halaman=`.
#[derive(Debug, Clone)]
pub struct ClaimList {
    /// Which claims.
    pub state: ClaimState,
    /// On which bodies.
    pub bodies: Bodies,
    /// One page of them, the oldest first.
    pub claims: Vec<Listed>,
    /// Which page of how many.
    pub paging: Paging,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

page!(ClaimList, "claim_list.html");

/// A claim in the list.
#[derive(Debug, Clone)]
#[allow(missing_docs)]
pub struct Listed {
    pub id: String,
    pub organisation: Organisation,
    pub display_name: String,
    pub claimed_at: DateTime<Utc>,
}

/// The states as addresses name them, in the order of a claim's life. What waits also waits once the body above stands behind it.
const STATES: [(ClaimState, &str, &str); 4] = [
    (ClaimState::Claimed, "claimed", "column-waiting"),
    (ClaimState::Returned, "returned", "column-returned"),
    (ClaimState::Verified, "verified", "column-verified"),
    (ClaimState::Withdrawn, "withdrawn", "column-withdrawn"),
];

/// The state that an address names; what waits where it names none.
#[must_use]
pub fn state_named(name: &str) -> ClaimState {
    let known = STATES.iter().find(|(_, known, _)| *known == name);
    known.map_or(ClaimState::Claimed, |(state, ..)| *state)
}

/// Where the claims of a state on these bodies are listed.
pub(super) fn href(state: &str, [kind, district]: Pairs<'_>) -> String {
    paging::address(LIST, &[("keadaan", state), kind, district])
}

struct Tab {
    href: String,
    label: Phrase,
    current: bool,
}

impl ClaimList {
    fn tabs(&self, language: &Language) -> Vec<Tab> {
        let tabs = STATES.iter().map(|(state, name, key)| Tab {
            href: href(name, self.bodies.pairs()),
            label: language.say(*key),
            current: *state == self.state,
        });
        tabs.collect()
    }

    /// The state as addresses name it.
    fn state_name(&self) -> &'static str {
        let named = STATES.iter().find(|(state, ..)| *state == self.state);
        named.map_or("", |(_, name, _)| *name)
    }

    /// As far as the page.
    fn address(&self) -> String {
        let [kind, district] = self.bodies.pairs();
        let filters = [("keadaan", self.state_name()), kind, district];
        paging::up_to_page(LIST, &filters, "halaman")
    }
}
