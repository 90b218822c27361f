//! What is handed in, as typed. A draft may be empty; what is submitted may not.

use chassis::{error::Violations, text::Text};

use crate::domain::refusal::Refusal;

const TITLE: Text = Text::up_to(200).refused_as("TITLE_TOO_LONG", "TEXT_INVALID");
const DESCRIPTION: Text = Text::up_to(4000)
    .in_lines()
    .refused_as("DESCRIPTION_TOO_LONG", "TEXT_INVALID");
const LINK: Text = Text::up_to(500).refused_as("LINK_TOO_LONG", "TEXT_INVALID");

/// Title, description and address of a work; never longer than what is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    title: String,
    description: String,
    link: String,
}

impl Work {
    /// What somebody typed.
    ///
    /// # Errors
    /// Every text that is too long, or holds what no database takes.
    pub fn typed(title: &str, description: &str, link: &str) -> Result<Self, Refusal> {
        let mut faults = Violations::default();
        let work = Self {
            title: faults.note(TITLE.parse("title", title)),
            description: faults.note(DESCRIPTION.parse("description", description)),
            link: faults.note(LINK.parse("link", link)),
        };
        faults.into_result().map_err(Refusal::Texts)?;
        Ok(work)
    }

    /// What a row holds, whatever the rules were when it was typed.
    #[must_use]
    pub const fn stored(title: String, description: String, link: String) -> Self {
        Self {
            title,
            description,
            link,
        }
    }

    /// Whether nothing is missing for the jury.
    ///
    /// # Errors
    /// Everything that is missing.
    pub fn check_complete(&self) -> Result<(), Refusal> {
        let mut faults = Violations::default();
        if self.title.trim().is_empty() {
            faults.add("title", "TITLE_MISSING", "give the work a title");
        }
        if self.description.trim().is_empty() {
            faults.add("description", "DESCRIPTION_MISSING", "describe the work");
        }
        if !is_https(&self.link) {
            let text = "an address that begins with https://";
            faults.add("link", "LINK_INVALID", text);
        }
        faults.into_result().map_err(Refusal::Texts)
    }

    /// At most 200 characters.
    #[must_use]
    pub fn title(&self) -> &str {
        &self.title
    }

    /// At most 4000 characters.
    #[must_use]
    pub fn description(&self) -> &str {
        &self.description
    }

    /// At most 500 characters.
    #[must_use]
    pub fn link(&self) -> &str {
        &self.link
    }
}

/// Pages turn the link into something to click on, so it must be what it looks like: https, a host with a dot, no user before it.
fn is_https(link: &str) -> bool {
    const SCHEME: &str = "https://";
    let Some((scheme, rest)) = link.split_at_checked(SCHEME.len()) else {
        return false;
    };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = authority.split_once(':').unwrap_or((authority, "443"));
    let is_label = |label: &str| {
        let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
        !label.is_empty() && label.chars().all(plain)
    };
    let unbroken = |c: char| !c.is_whitespace() && !c.is_control() && c != '\\';
    scheme.eq_ignore_ascii_case(SCHEME)
        && host.contains('.')
        && host.split('.').all(is_label)
        && port.parse::<u16>().is_ok()
        && rest.chars().all(unbroken)
}

#[cfg(test)]
mod tests {
    use chassis::error::Violation;
    use proptest::prelude::*;

    use super::*;

    fn reasons(refused: Result<(), Refusal>) -> Vec<&'static str> {
        match refused {
            Ok(()) => Vec::new(),
            Err(Refusal::Texts(faults)) => {
                let reason = |fault: &Violation| fault.reason;
                faults.as_slice().iter().map(reason).collect()
            }
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn an_empty_draft_is_one_and_tells_all_that_is_missing() {
        let work = Work::typed("", " ", "").expect("a draft");
        assert_eq!(
            reasons(work.check_complete()),
            ["TITLE_MISSING", "DESCRIPTION_MISSING", "LINK_INVALID"]
        );
    }

    #[test]
    fn the_longest_texts_fit_and_one_character_more_does_not() {
        let long = |n| "é".repeat(n);
        assert!(Work::typed(&long(200), &long(4000), &long(500)).is_ok());
        let refused = Work::typed(&long(201), &long(4001), &long(501)).map(drop);
        assert_eq!(
            reasons(refused),
            ["TITLE_TOO_LONG", "DESCRIPTION_TOO_LONG", "LINK_TOO_LONG"]
        );
    }

    #[test]
    fn a_text_with_a_nul_is_refused_by_name() {
        let refused = Work::typed("a\0b", "", "").map(drop);
        assert_eq!(reasons(refused), ["TEXT_INVALID"]);
    }

    #[test]
    fn only_an_https_address_is_a_link() {
        for link in [
            "https://www.instagram.com/reel/C1/?hl=id#x",
            "HTTPS://example.go.id",
            "https://example.go.id:8443/a",
        ] {
            assert!(is_https(link), "{link}");
        }
        for link in [
            "",
            "https://",
            "http://example.go.id",
            "javascript:alert(1)",
            "https://localhost",
            "https://example..id",
            "https://bank.example@evil.example/",
            "https://example.go.id:port/",
            "https://example.go.id/a b",
            "https://example.go.id\\@evil.example",
        ] {
            assert!(!is_https(link), "{link}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_is_stored_as_typed_or_refused(
            title in ".{0,220}", description in ".{0,300}", link in "\\PC{0,520}",
        ) {
            match Work::typed(&title, &description, &link) {
                Ok(work) => {
                    prop_assert_eq!(work.title(), title.trim());
                    prop_assert_eq!(work.description(), description);
                    prop_assert_eq!(work.link(), link.trim());
                }
                Err(Refusal::Texts(faults)) => prop_assert!(!faults.as_slice().is_empty()),
                Err(other) => prop_assert!(false, "{}", other),
            }
        }
    }
}
