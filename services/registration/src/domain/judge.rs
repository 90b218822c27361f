//! A judge: one juror of one edition.

use uuid::Uuid;

/// One juror of one edition.
#[derive(Clone, PartialEq, Eq)]
pub struct Judge {
    /// Its id.
    pub id: Uuid,
    /// Of which edition.
    pub edition_id: String,
    /// Whose account.
    pub account_id: Uuid,
    /// For the committee only.
    pub display_name: String,
    /// Grows by one with each change.
    pub version: i64,
}
