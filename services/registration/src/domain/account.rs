//! Accounts: who may log in, and what a person may do.

use std::fmt;

use chassis::{
    error::{Violation, Violations},
    text::{Text, sought},
};
use chrono::{DateTime, TimeDelta, Utc};
use fest_proto::access::v1::Role;
use uuid::Uuid;

use super::{Refusal, language::Language, text};

/// How long the password, asked for again, stands for who is there.
const CONFIRMATION: TimeDelta = TimeDelta::minutes(5);

const DISPLAY_NAME: Text = Text::up_to(text::NAME_CHARS).or("DISPLAY_NAME_MISSING");
const EMAIL_CHARS: usize = 254;
const PASSWORD_CHARS_LEAST: usize = 12;
const PASSWORD_CHARS_MOST: usize = 200;

/// A log-in name: an address in lower case.
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Checks no more than that it looks like an address: one `@` with something on both sides and a dot behind it. Whether mail arrives is found
    /// out by sending some.
    ///
    /// # Errors
    /// `EMAIL_INVALID`.
    pub fn parse(text: &str) -> Result<Self, Violation> {
        let email = text.trim().to_ascii_lowercase();
        let plain = email.len() <= EMAIL_CHARS && email.bytes().all(|byte| byte.is_ascii_graphic());
        let looks_right = email.split_once('@').is_some_and(|(name, host)| {
            let labels = host.split('.');
            let named = labels.clone().count() > 1 && labels.clone().all(|label| !label.is_empty());
            !name.is_empty() && named && !host.contains('@')
        });
        if plain && looks_right {
            return Ok(Self(email));
        }
        let text = "an address such as nama@bekasikab.go.id";
        Err(Violation::new("email", "EMAIL_INVALID", text))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(..)")
    }
}

/// A password on its way to being hashed.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// A password that somebody chooses, in this field. Length is all that is asked: rules about characters make passwords worse.
    ///
    /// # Errors
    /// `PASSWORD_TOO_SHORT`, `PASSWORD_TOO_LONG`.
    pub fn choose(field: &str, text: String) -> Result<Self, Violation> {
        let (reason, description) = match text.chars().count() {
            ..PASSWORD_CHARS_LEAST => ("PASSWORD_TOO_SHORT", "at least 12 characters"),
            PASSWORD_CHARS_LEAST..=PASSWORD_CHARS_MOST => return Ok(Self(text)),
            _ => ("PASSWORD_TOO_LONG", "at most 200 characters"),
        };
        Err(Violation::new(field, reason, description))
    }

    /// A password that somebody claims to be theirs. One that is too long to be anybody's is cut: it stays wrong, and costs no more to try.
    #[must_use]
    pub fn claimed(text: String) -> Self {
        match text.char_indices().nth(PASSWORD_CHARS_MOST + 1) {
            Some((end, _)) => Self(text[..end].to_owned()),
            None => Self(text),
        }
    }

    /// The bytes to hash.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(..)")
    }
}

/// What somebody signs up with.
#[derive(Clone)]
pub struct SignUp {
    /// Log-in name.
    pub email: Email,
    /// How pages address the person.
    pub display_name: String,
    /// Checked, not yet hashed.
    pub password: Password,
    /// What mails to the person are written in.
    pub language: Language,
}

impl SignUp {
    /// Checks every field.
    ///
    /// # Errors
    /// All that is wrong, at once.
    pub fn parse(
        email: &str,
        display_name: &str,
        password: String,
        language: &str,
    ) -> Result<Self, Violations> {
        let email = Email::parse(email);
        let password = Password::choose("password", password);
        let display_name = DISPLAY_NAME.parse("display_name", display_name);
        let language = Language::parse(language);
        match (email, password, display_name, language) {
            (Ok(email), Ok(password), Ok(display_name), Ok(language)) => Ok(Self {
                email,
                display_name,
                password,
                language,
            }),
            (email, password, display_name, language) => {
                let mut found = Violations::default();
                let all = [
                    email.err(),
                    password.err(),
                    display_name.err(),
                    language.err(),
                ];
                for one in all.into_iter().flatten() {
                    found.add(one.field, one.reason, one.description);
                }
                Err(found)
            }
        }
    }
}

impl fmt::Debug for SignUp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignUp(..)")
    }
}

/// An account, with all that its owner may do.
#[derive(Clone, PartialEq, Eq)]
pub struct Account {
    /// Its id.
    pub id: Uuid,
    /// Log-in name.
    pub email: String,
    /// How pages address the person.
    pub display_name: String,
    /// Roles held, without the one that plenary grants make.
    pub roles: Vec<Role>,
    /// Editions whose plenary the person belongs to.
    pub plenary: Vec<String>,
    /// Whether the owner was found to read what is sent to the address.
    pub is_email_verified: bool,
}

impl Account {
    /// Every role held, plenary when any grant stands.
    #[must_use]
    pub fn all_roles(&self) -> Vec<Role> {
        let plenary = (!self.plenary.is_empty()).then_some(Role::Plenary);
        self.roles.iter().copied().chain(plenary).collect()
    }
}

/// What the committee gives an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Grant {
    /// A role.
    Role(Role),
    /// A seat in the plenary of this edition.
    Plenary(String),
}

impl Grant {
    /// A role stands alone; plenary names its edition.
    ///
    /// # Errors
    /// `ROLE_INVALID`, `EDITION_UNWANTED`, `TEXT_INVALID`, or `EDITION_NOT_FOUND` when plenary names no edition.
    pub fn parse(role: Role, edition_id: &str) -> Result<Self, Violation> {
        match (role, sought("edition_id", edition_id)?) {
            (Role::Unspecified, _) => Err(Violation::new("role", "ROLE_INVALID", "no such role")),
            (Role::Plenary, "") => Err(Violation::new(
                "edition_id",
                "EDITION_NOT_FOUND",
                "the plenary is that of an edition",
            )),
            (Role::Plenary, edition) => Ok(Self::Plenary(edition.to_owned())),
            (role, "") => Ok(Self::Role(role)),
            _ => Err(Violation::new(
                "edition_id",
                "EDITION_UNWANTED",
                "only with the role plenary",
            )),
        }
    }
}

/// Whether the password was asked for again just before `now`, the machine's time.
///
/// # Errors
/// `CONFIRMATION_REQUIRED`.
pub fn must_be_confirmed(
    confirmed_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    if confirmed_at.is_some_and(|at| now - at <= CONFIRMATION) {
        return Ok(());
    }
    Err(Refusal::ConfirmationRequired)
}

#[cfg(test)]
mod tests;
