//! Submitted entries and appointed judges, as their owners tell of them.

use proof::result::Organisation;
use uuid::Uuid;

/// What judging has to know of a submitted entry.
#[derive(Debug, Clone, PartialEq, Eq)]
// The fields are those of the contract's `Entry`.
pub struct Entry {
    pub id: Uuid,
    pub edition_id: String,
    pub category_id: Uuid,
    pub title: String,
    pub organisation: Organisation,
    pub version: i64,
}

/// One juror of one edition.
#[derive(Debug, Clone, PartialEq, Eq)]
// The fields are those of the contract's `Judge`.
pub struct Judge {
    pub id: Uuid,
    pub edition_id: String,
    pub account_id: Uuid,
    pub version: i64,
}
