//! The languages that people are written to in.

use chassis::error::Violation;

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Bahasa Indonesia.
    Indonesian,
    /// English.
    English,
}

impl Language {
    /// By its code; nothing is Bahasa Indonesia.
    ///
    /// # Errors
    /// `LANGUAGE_INVALID`.
    pub fn parse(code: &str) -> Result<Self, Violation> {
        match code {
            "" => Ok(Self::Indonesian),
            code => Self::of_code(code)
                .ok_or_else(|| Violation::new("language", "LANGUAGE_INVALID", "\"id\" or \"en\"")),
        }
    }

    /// By its code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        match code {
            "id" => Some(Self::Indonesian),
            "en" => Some(Self::English),
            _ => None,
        }
    }

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Indonesian => "id",
            Self::English => "en",
        }
    }
}
