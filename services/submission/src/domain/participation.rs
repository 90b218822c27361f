//! The copy of a participation: who speaks for which organisation.

use uuid::Uuid;

use crate::domain::organisation::Organisation;

/// One account's claim on one organisation in one edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participation {
    /// Its id.
    pub id: Uuid,
    /// In which edition.
    pub edition_id: String,
    /// The account that speaks.
    pub account_id: Uuid,
    /// The organisation spoken for, as it is called now.
    pub organisation: Organisation,
    /// Whether the committee has confirmed it.
    pub verified: bool,
    /// The owner's version.
    pub version: i64,
}
