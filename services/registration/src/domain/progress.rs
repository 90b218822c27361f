//! How far an edition's participation is.

use chrono::{DateTime, Utc};

use super::{mail::State, organisation::Organisation};

/// Bodies counted by the claim on each that is furthest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// All.
    pub organisations: i64,
    /// Nobody ever claimed them.
    pub silent: i64,
    /// Of the silent ones, those that were invited.
    pub invited: i64,
    /// Claimed or endorsed.
    pub waiting: i64,
    /// Sent back.
    pub returned: i64,
    /// Confirmed.
    pub verified: i64,
    /// Taken back.
    pub withdrawn: i64,
}

/// The counts of an edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Of every body.
    pub total: Counts,
    /// By the codes of kinds.
    pub kinds: Vec<(String, Counts)>,
    /// By the names of kecamatan; the empty name last.
    pub districts: Vec<(String, Counts)>,
}

/// A body that has not answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Silent {
    /// Which.
    pub organisation: Organisation,
    /// When its invitation was last made.
    pub invited_at: Option<DateTime<Utc>>,
    /// When that was first opened.
    pub opened_at: Option<DateTime<Utc>>,
    /// When somebody of theirs was last reminded by mail, and how far that mail is.
    pub reminded: Option<(DateTime<Utc>, State)>,
}
