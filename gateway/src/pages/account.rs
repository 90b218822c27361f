//! `/masuk` and `/daftar`.

use chrono::{DateTime, Utc};

use super::{Form, page};

/// Log-in: `GET /masuk?lanjut=PATH`, `POST /masuk` with `email`, `password`, `next`; of accounts with a second factor once more, with `email`, `locked`,
/// `code` or `recovery_code`, `next`.
#[derive(Debug, Clone, Default)]
pub struct LogIn {
    /// What was refused.
    pub form: Form,
    /// As typed; a password is never shown again.
    pub email: String,
    /// The password under a lock that this browser alone opens, while a code is asked for; empty before.
    pub locked: String,
    /// Path to go on to, empty for the person's own room.
    pub next: String,
}

page!(LogIn, "login.html");

/// Sign-up: `GET /daftar`, `POST /daftar` with `display_name`, `email`, `password`; leads on to the claim.
#[derive(Debug, Clone, Default)]
pub struct SignUp {
    /// What was refused.
    pub form: Form,
    /// As typed.
    pub display_name: String,
    /// As typed.
    pub email: String,
    /// When the edition stopped taking claims: an account is then for jurors and the committee.
    pub closed_at: Option<DateTime<Utc>>,
}

page!(SignUp, "signup.html");
