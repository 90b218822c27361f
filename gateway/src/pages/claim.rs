//! `/peserta-saya/klaim`: first the organisation (`GET ?q=`), then its decree (`GET ?organisasi=CODE`).

use chrono::{DateTime, Utc};

use super::{Form, Organisation, Part, page};

/// `POST /peserta-saya/klaim` with `organisation_code`, `decree_number`, `decree_date`, `decree_signer`, `invitation_code`, and a
/// scan as `decree_file`.
#[derive(Debug, Clone, Default)]
pub struct ClaimForm {
    /// What was refused.
    pub form: Form,
    /// What was searched, empty at first.
    pub query: String,
    /// What was found, some of it.
    pub hits: Vec<Organisation>,
    /// How many match in all.
    pub total: u64,
    /// The one chosen; with it the page asks for the decree.
    pub chosen: Option<Organisation>,
    /// As typed.
    pub decree_number: String,
    /// "2024-01-31".
    pub decree_date: String,
    /// As typed.
    pub decree_signer: String,
    /// Of the scan that came before a refusal, empty at first.
    pub decree_file_id: String,
    /// As typed, or as its letter was opened with.
    pub invitation_code: String,
    /// How many verified admins the chosen one has already.
    pub admins: u64,
    /// When the edition stopped taking claims: then nothing is searched or claimed.
    pub closed_at: Option<DateTime<Utc>>,
    /// What did not answer.
    pub unavailable: Vec<Part>,
}

page!(ClaimForm, "claim.html");
