//! An organisation, as far as it is written on entries and counts.

use uuid::Uuid;

/// One body as it was called at some moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: Uuid,
    /// The Kemendagri code of a district or village, else a slug.
    pub code: String,
    /// Its name.
    pub name: String,
    /// "perangkat_daerah", "desa", ...
    pub kind: String,
}

/// The copy of an organisation in registration's registry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// As it is called now.
    pub organisation: Organisation,
    /// Of a merged body: the code of the one that took its place.
    pub successor_code: Option<String>,
    /// The owner's version.
    pub version: i64,
}
