//! `/akun/kode`: an app that shows codes, and recovery codes for the day on which it is lost.

use chrono::{DateTime, Utc};

use super::{Form, Markup, page, picture::picture};

/// `GET /akun/kode`. Posts `password`, `code` or `recovery_code` to itself, `code` to `/konfirmasi` below it, `code` or `recovery_code` to `/cadangan`.
#[derive(Debug, Clone, Default)]
pub struct SecondFactorPage {
    /// What was refused.
    pub form: Form,
    /// Since when there is one; none while there is none, and while registration does not answer.
    pub enrolled_at: Option<DateTime<Utc>>,
    /// Recovery codes that were not used yet.
    pub recovery_codes: u64,
    /// What the app is to be told, once.
    pub begun: Option<Begun>,
    /// The first code was wrong; the app may have been told already.
    pub is_waiting: bool,
}

page!(SecondFactorPage, "second_factor.html");

/// A secret.
#[derive(Debug, Clone)]
pub struct Begun {
    /// Base32.
    pub secret: String,
    /// For a camera.
    pub url: String,
}

impl Begun {
    fn picture(&self) -> Markup {
        picture(&self.url)
    }

    /// As people type it.
    fn grouped(&self) -> String {
        let chars: Vec<char> = self.secret.chars().collect();
        let groups: Vec<String> = chars
            .chunks(4)
            .map(|group| group.iter().collect())
            .collect();
        groups.join(" ")
    }
}

/// Shown once, to be printed or copied.
#[derive(Debug, Clone, Default)]
pub struct RecoveryCodes {
    /// "abcd-efgh-ijkl-mnop".
    pub codes: Vec<String>,
    /// The second factor is new.
    pub is_new: bool,
}

page!(RecoveryCodes, "recovery_codes.html");

impl RecoveryCodes {
    fn lines(&self) -> String {
        self.codes.join("\n")
    }
}
