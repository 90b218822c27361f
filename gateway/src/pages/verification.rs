//! `/akun/verifikasi`: the code of the mail that finds out whether an address is its owner's.

use super::{Form, page};
use crate::texts::{Language, Phrase};

/// `GET /akun/verifikasi`, where a script brings the code of the link; posts `code` to itself.
#[derive(Debug, Clone, Default)]
pub struct VerificationPage {
    /// What was refused.
    pub form: Form,
    /// As typed.
    pub code: String,
}

page!(VerificationPage, "verification.html");

/// How far the last mail is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mail {
    /// None is remembered.
    #[default]
    None,
    /// It waits to be sent.
    Queued,
    /// The mail server has it.
    Sent,
    /// Nobody takes it.
    Failed,
}

/// What is known of the visitor's address.
#[derive(Debug, Clone, Copy, Default)]
pub struct Address {
    /// It is the visitor's.
    pub is_verified: bool,
    /// How far the mail is that finds out.
    pub mail: Mail,
    /// Mails are sent here at all.
    pub is_mail_sent: bool,
}

impl Address {
    /// What the visitor should know of it.
    pub(super) fn note(&self, language: &Language) -> Phrase {
        language.say(match self.mail {
            _ if !self.is_mail_sent => "verification-off",
            Mail::None => "verification-none",
            Mail::Queued => "verification-queued",
            Mail::Sent => "verification-sent",
            Mail::Failed => "verification-failed",
        })
    }
}
