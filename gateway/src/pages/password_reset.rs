//! `/sandi/lupa` and `/sandi/baru`, where a forgotten password becomes another one; `/panitia/kode-sandi`, where the committee helps whoever lost the
//! mailbox.

use chrono::{DateTime, Utc};

use super::{Form, page};

/// `GET /sandi/lupa`. Posts `email` to itself.
#[derive(Debug, Clone, Default)]
pub struct ForgottenPassword {
    /// What was refused.
    pub form: Form,
    /// As typed.
    pub email: String,
}

page!(ForgottenPassword, "password_forgotten.html");

/// `GET /sandi/baru`, where a script brings the code of the link; posts `code` and `new_password` to itself.
#[derive(Debug, Clone, Default)]
pub struct NewPassword {
    /// What was refused.
    pub form: Form,
    /// As typed.
    pub code: String,
}

page!(NewPassword, "password_new.html");

/// `GET /panitia/kode-sandi`. Posts `email`, `reason` and the visitor's own `password`, or `code`, to itself; the answer is where the code is told.
#[derive(Debug, Clone, Default)]
pub struct ResetCode {
    /// What was refused.
    pub form: Form,
    /// Whose account, as typed.
    pub email: String,
    /// How the committee knows the person, as typed.
    pub reason: String,
    /// What was issued just now.
    pub issued: Option<Issued>,
}

page!(ResetCode, "reset_code.html");

/// A code that is told this once.
#[derive(Debug, Clone)]
pub struct Issued {
    /// Empty when it was told before.
    pub code: String,
    /// Until when it is good.
    pub expires_at: DateTime<Utc>,
    /// Where it is typed.
    pub address: String,
}
