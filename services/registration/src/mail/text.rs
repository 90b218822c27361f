//! What mails say: plain text, nothing in it that a stranger typed; names of editions and organisations are the committee's. Whoever signs up with somebody else's address must not be able to write to them.

use chrono::{DateTime, Datelike, FixedOffset, Timelike, Utc};
use lettre::{
    Message,
    message::{
        Mailbox,
        header::{ContentType, HeaderName, HeaderValue},
    },
};
use url::Url;

use crate::{
    domain::{
        language::Language,
        mail::{Fault, Purpose},
    },
    store::mail::Due,
};

/// Western Indonesian time.
const WIB_SECONDS: i32 = 7 * 3600;

const MONTHS: [[&str; 12]; 2] = [
    [
        "Januari",
        "Februari",
        "Maret",
        "April",
        "Mei",
        "Juni",
        "Juli",
        "Agustus",
        "September",
        "Oktober",
        "November",
        "Desember",
    ],
    [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
];

macro_rules! texts {
    ($purpose:expr, $language:expr, $($variant:ident = $file:literal),* $(,)?) => {
        match ($purpose, $language) {
            $(
                (Purpose::$variant, Language::Indonesian) => include_str!(concat!("../../texts/", $file, ".id.txt")),
                (Purpose::$variant, Language::English) => include_str!(concat!("../../texts/", $file, ".en.txt")),
            )*
        }
    };
}

/// Subject, an empty line, body.
const fn template(purpose: Purpose, language: Language) -> &'static str {
    texts!(
        purpose,
        language,
        Verification = "verification",
        PasswordReset = "password_reset",
        PasswordChanged = "password_changed",
        PasswordWasReset = "password_was_reset",
        ResetIssued = "reset_issued",
        Reminder = "reminder",
    )
}

/// The page on which the code of a mail is typed, or what the reader can do there.
const fn page(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Verification => "akun/verifikasi",
        Purpose::PasswordReset => "sandi/baru",
        Purpose::Reminder => "peserta-saya/klaim",
        Purpose::PasswordChanged | Purpose::PasswordWasReset | Purpose::ResetIssued => "sandi/lupa",
    }
}

/// Writes mails as this sender.
pub struct Writer {
    from: Mailbox,
    /// Ends with a slash.
    site: String,
}

impl Writer {
    /// As `from`, with links that begin with `public`.
    ///
    /// # Errors
    /// When `from` is no sender.
    pub fn new(from: &str, public: &Url) -> anyhow::Result<Self> {
        Ok(Self {
            from: from.parse()?,
            site: format!("{}/", public.as_str().trim_end_matches('/')),
        })
    }

    /// The mail as it goes out now.
    ///
    /// # Errors
    /// When its recipient's address is none that mail knows.
    pub fn write(&self, due: &Due, now: DateTime<Utc>) -> Result<Message, Fault> {
        let address = due.email.parse().map_err(|_| Fault::named("ADDRESS"))?;
        let (subject, body) = self.filled(due);
        let automatic = HeaderName::new_from_ascii_str("Auto-Submitted");
        Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, address))
            .subject(subject)
            .date(now.into())
            .message_id(Some(format!("<{}@{}>", due.id, self.from.email.domain())))
            .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()))
            .header(ContentType::TEXT_PLAIN)
            .body(body)
            .map_err(|_| Fault::named("UNWRITABLE"))
    }

    fn filled(&self, due: &Due) -> (String, String) {
        let page = format!("{}{}", self.site, page(due.purpose));
        let (code, until) = match &due.code {
            Some((code, until)) => (code.text(), moment(*until, due.language)),
            None => (String::new(), String::new()),
        };
        let mut text = template(due.purpose, due.language)
            // The code stands behind "#", which no server sees and no log keeps.
            .replace("{link}", &format!("{page}#{code}"))
            .replace("{page}", &page)
            .replace("{site}", &self.site)
            .replace("{code}", &code)
            .replace("{until}", &until)
            .replace("{at}", &moment(due.queued_at, due.language));
        if let Some(about) = &due.about {
            text = text
                .replace("{closes}", &moment(about.closes_at, due.language))
                .replace("{event}", &about.edition)
                .replace("{organisation}", &about.organisation);
        }
        let (subject, body) = text.split_once("\n\n").unwrap_or((&text, ""));
        (subject.trim().to_owned(), body.to_owned())
    }
}

/// "21 Oktober 2024 pukul 09.05 WIB".
fn moment(at: DateTime<Utc>, language: Language) -> String {
    #[allow(clippy::expect_used)]
    let wib = FixedOffset::east_opt(WIB_SECONDS).expect("seven hours are an offset");
    let at = at.with_timezone(&wib);
    let (months, before, between) = match language {
        Language::Indonesian => (MONTHS[0], "pukul", '.'),
        Language::English => (MONTHS[1], "at", ':'),
    };
    let month = months[at.month0() as usize];
    let (day, year, hour, minute) = (at.day(), at.year(), at.hour(), at.minute());
    format!("{day} {month} {year} {before} {hour:02}{between}{minute:02} WIB")
}

#[cfg(test)]
mod tests;
