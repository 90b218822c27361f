//! Lists of the committee: what an address asks for, and which page of how many is shown.

use serde::Deserialize;

use super::{posted::Posted, view};
use crate::pages::{Bodies, Paging, Place};

/// How many are listed on one page.
pub const SHOWN: i32 = 50;

/// What an address asks for; each list takes what it knows.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// State.
    pub keadaan: String,
    /// Kind of the body.
    pub jenis: String,
    /// Kecamatan of the body.
    pub kecamatan: String,
    /// Only those that were invited.
    pub diundang: String,
    /// Which page.
    pub halaman: String,
}

impl Asked {
    /// What the form on such a list was sent with: the list's own filters.
    pub fn posted(posted: &Posted) -> Self {
        Self {
            keadaan: posted.text("keadaan"),
            jenis: posted.text("jenis"),
            kecamatan: posted.text("kecamatan"),
            ..Self::default()
        }
    }

    /// What the list is asked with.
    pub fn token(&self) -> String {
        Place::parse(&self.halaman).token()
    }

    /// Only those that were invited.
    pub fn is_invited(&self) -> bool {
        self.diundang == "ya"
    }

    /// Where the page stands that has so many rows, of so many in all, and leads on with this token.
    pub fn paging(&self, list: (usize, i32, String)) -> Paging {
        view::paging(Place::parse(&self.halaman), SHOWN, list)
    }

    /// The bodies that it is about, of those in these kecamatan.
    pub fn bodies(&self, districts: impl IntoIterator<Item = String>) -> Bodies {
        Bodies {
            kind: self.jenis.clone(),
            district: self.kecamatan.clone(),
            districts: districts.into_iter().collect(),
        }
    }
}
