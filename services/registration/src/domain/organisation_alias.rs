//! What a body is or was called besides.

use chassis::{
    error::{Violation, Violations},
    text::Text,
};
use uuid::Uuid;

use super::{rough_date::RoughDate, text};

const VALUE: Text = Text::up_to(text::NAME_CHARS).or("ALIAS_MISSING");
const SYSTEM: Text = Text::up_to(80);
/// Where something was found.
pub(super) const SOURCE: Text = Text::up_to(500).or("SOURCE_MISSING");

/// What an alias is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum AliasKind {
    /// Leads to the body.
    FormerCode,
    /// What it was called.
    FormerName,
    /// What it is called for short.
    Abbreviation,
    /// What another system calls it; leads to the body.
    ExternalCode,
}

impl AliasKind {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::FormerCode,
        Self::FormerName,
        Self::Abbreviation,
        Self::ExternalCode,
    ];

    /// As files and tables write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::FormerCode => "former_code",
            Self::FormerName => "former_name",
            Self::Abbreviation => "abbreviation",
            Self::ExternalCode => "external_code",
        }
    }

    /// Of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// An alias of some body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    /// What it is.
    pub kind: AliasKind,
    /// Whose code it is; empty where it is no external one.
    pub system: String,
    /// The name or code itself.
    pub value: String,
    /// Since when, if that is known.
    pub valid_from: Option<RoughDate>,
    /// Until when, if that is known.
    pub valid_until: Option<RoughDate>,
    /// Where it was found.
    pub source: String,
}

/// An alias that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownAlias {
    /// Its id.
    pub id: Uuid,
    /// The alias.
    pub alias: Alias,
}

/// An alias as it was written down.
#[derive(Clone, Copy, Debug, Default)]
pub struct Written<'a> {
    /// What it is; `None` where nothing of ours is called that.
    pub kind: Option<AliasKind>,
    /// Whose code it is.
    pub system: &'a str,
    /// The name or code itself.
    pub value: &'a str,
    /// Since when.
    pub valid_from: &'a str,
    /// Until when.
    pub valid_until: &'a str,
    /// Where it was found.
    pub source: &'a str,
}

impl Alias {
    /// Checks every field. `at` says how a violation names a field.
    ///
    /// # Errors
    /// All that is wrong with it, at once.
    pub fn parse(written: Written<'_>, at: impl Fn(&str) -> String) -> Result<Self, Violations> {
        let mut found = Violations::default();
        let kind = written.kind.unwrap_or(AliasKind::FormerName);
        if written.kind.is_none() {
            let text = "former_code, former_name, abbreviation or external_code";
            found.add(at("kind"), "ALIAS_KIND_INVALID", text);
        }
        let value = found.note(VALUE.parse(&at("value"), written.value));
        if kind == AliasKind::FormerCode && !value.is_empty() && !text::is_code(&value) {
            found.add(at("value"), "CODE_INVALID", text::CODE_FORM);
        }
        let system = found.note(SYSTEM.parse(&at("system"), written.system));
        found.note(check_system(&at("system"), kind, &system));
        let valid_from = found.note(RoughDate::parse(&at("valid_from"), written.valid_from));
        let valid_until = found.note(RoughDate::parse(&at("valid_until"), written.valid_until));
        let source = found.note(SOURCE.parse(&at("source"), written.source));
        found.into_result()?;
        Ok(Self {
            kind,
            system,
            value,
            valid_from,
            valid_until,
            source,
        })
    }

    /// A former name or code, as a change leaves it behind.
    #[must_use]
    pub fn left_behind(
        kind: AliasKind,
        value: &str,
        until: Option<&RoughDate>,
        reason: &str,
    ) -> Self {
        Self {
            kind,
            system: String::new(),
            value: value.to_owned(),
            valid_from: None,
            valid_until: until.cloned(),
            source: reason.to_owned(),
        }
    }

    /// Whether both are the same name or code; dates and source may differ.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        (self.kind, &self.system, &self.value) == (other.kind, &other.system, &other.value)
    }
}

fn check_system(field: &str, kind: AliasKind, system: &str) -> Result<(), Violation> {
    match (kind, system.is_empty()) {
        (AliasKind::ExternalCode, true) => {
            let text = "say whose code it is";
            Err(Violation::new(field, "SYSTEM_MISSING", text))
        }
        (AliasKind::ExternalCode, false) | (_, true) => Ok(()),
        (_, false) => {
            let text = "only an external code is some system's";
            Err(Violation::new(field, "SYSTEM_UNWANTED", text))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RIGHT: Written<'_> = Written {
        kind: Some(AliasKind::FormerCode),
        system: "",
        value: "32.16.01.2007",
        valid_from: "",
        valid_until: "2022",
        source: "Kepmendagri",
    };

    fn faults(written: Written<'_>) -> Vec<(String, &'static str)> {
        let found = Alias::parse(written, str::to_owned).expect_err("refused");
        let all = found.as_slice().iter();
        all.map(|one| (one.field.clone(), one.reason)).collect()
    }

    #[test]
    fn everything_wrong_with_an_alias_is_said_at_once() {
        let written = Written {
            kind: None,
            valid_until: "soon",
            source: " ",
            ..RIGHT
        };
        let expected = [
            ("kind", "ALIAS_KIND_INVALID"),
            ("valid_until", "DATE_INVALID"),
            ("source", "SOURCE_MISSING"),
        ];
        let expected = expected.map(|(field, reason)| (field.to_owned(), reason));
        assert_eq!(faults(written), expected);
    }

    #[test]
    fn an_external_code_names_its_system_and_nothing_else_does() {
        let external = Written {
            kind: Some(AliasKind::ExternalCode),
            value: "Dinas A / 7",
            ..RIGHT
        };
        assert_eq!(faults(external), [("system".to_owned(), "SYSTEM_MISSING")]);
        let named = Written {
            system: "lapor",
            ..external
        };
        assert!(Alias::parse(named, str::to_owned).is_ok());
        let former = Written {
            system: "lapor",
            ..RIGHT
        };
        assert_eq!(faults(former), [("system".to_owned(), "SYSTEM_UNWANTED")]);
    }

    #[test]
    fn a_former_code_is_a_code() {
        let written = Written {
            value: "32 16",
            ..RIGHT
        };
        assert_eq!(faults(written), [("value".to_owned(), "CODE_INVALID")]);
    }
}
