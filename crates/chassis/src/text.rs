//! Texts from outside. What a field may hold is a [`Text`]; what is only looked for goes through [`sought`] or [`kept`]. Behind these no text
//! holds a NUL, which PostgreSQL can neither keep nor be asked for: without them it would be our fault what is the caller's.

use crate::error::Violation;

/// What the text of a field may be.
#[derive(Clone, Copy, Debug)]
pub struct Text {
    longest: usize,
    in_lines: bool,
    missing: Option<&'static str>,
    too_long: &'static str,
    invalid: &'static str,
}

impl Text {
    /// One line of at most so many characters, or nothing.
    #[must_use]
    pub const fn up_to(longest: usize) -> Self {
        Self {
            longest,
            in_lines: false,
            missing: None,
            too_long: "TEXT_TOO_LONG",
            invalid: "TEXT_INVALID",
        }
    }

    /// The same, with line breaks and tabs, and kept with the space around it.
    #[must_use]
    pub const fn in_lines(mut self) -> Self {
        self.in_lines = true;
        self
    }

    /// The same, but never nothing: without a text the field is refused for this reason.
    #[must_use]
    pub const fn or(mut self, missing: &'static str) -> Self {
        self.missing = Some(missing);
        self
    }

    /// The same under other reasons than `TEXT_TOO_LONG` and `TEXT_INVALID`.
    #[must_use]
    pub const fn refused_as(mut self, too_long: &'static str, invalid: &'static str) -> Self {
        self.too_long = too_long;
        self.invalid = invalid;
        self
    }

    /// The text of a field; a single line without the space around it, which comes with pasting.
    ///
    /// # Errors
    /// Names the field: nothing in it, too long, or with characters that no page shows and no database keeps.
    pub fn parse(self, field: &str, text: &str) -> Result<String, Violation> {
        let text = if self.in_lines { text } else { text.trim() };
        if let Some(missing) = self.missing
            && text.trim().is_empty()
        {
            return Err(Violation::new(field, missing, "must not be empty"));
        }
        if text.chars().count() > self.longest {
            let description = format!("at most {} characters", self.longest);
            return Err(Violation::new(field, self.too_long, description));
        }
        let allowed = |char| self.in_lines && matches!(char, '\n' | '\r' | '\t');
        if text.chars().any(|char| char.is_control() && !allowed(char)) {
            let description = "must not hold control characters";
            return Err(Violation::new(field, self.invalid, description));
        }
        Ok(text.to_owned())
    }
}

/// A text that is only looked for: whatever it is, if the database can be asked for it.
///
/// # Errors
/// `TEXT_INVALID`.
pub fn sought<'a>(field: &str, text: &'a str) -> Result<&'a str, Violation> {
    kept(text).ok_or_else(|| Violation::new(field, "TEXT_INVALID", "must not hold a NUL"))
}

/// The name of a thing that is looked for; nothing that we keep is called what gives `None`.
#[must_use]
pub fn kept(name: &str) -> Option<&str> {
    (!name.contains('\0')).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: Text = Text::up_to(5).or("NAME_MISSING");
    const NOTE: Text = Text::up_to(5).in_lines();

    fn reason(rule: Text, text: &str) -> &'static str {
        let refused = rule.parse("name", text).expect_err("refused");
        assert_eq!(refused.field, "name");
        refused.reason
    }

    #[test]
    fn a_line_is_counted_in_characters_and_loses_the_space_around_it() {
        assert_eq!(NAME.parse("name", " désa5\n"), Ok("désa5".to_owned()));
        assert_eq!(reason(NAME, "désa56"), "TEXT_TOO_LONG");
        assert_eq!(Text::up_to(5).parse("name", " "), Ok(String::new()));
    }

    #[test]
    fn nothing_and_nothing_but_space_are_missing() {
        for nothing in ["", " ", "\t\n"] {
            assert_eq!(reason(NAME, nothing), "NAME_MISSING");
            assert_eq!(reason(NAME.in_lines(), nothing), "NAME_MISSING");
        }
    }

    #[test]
    fn control_characters_are_refused_and_lines_only_where_they_may_be() {
        for control in ["a\0b", "a\u{1b}b", "a\u{85}b"] {
            assert_eq!(reason(NAME, control), "TEXT_INVALID");
            assert_eq!(reason(NOTE, control), "TEXT_INVALID");
        }
        assert_eq!(reason(NAME, "a\nb"), "TEXT_INVALID");
        assert_eq!(NOTE.parse("note", "a\r\n\tb"), Ok("a\r\n\tb".to_owned()));
    }

    #[test]
    fn a_caller_may_have_reasons_of_its_own() {
        let rule = Text::up_to(1).refused_as("NOTE_TOO_LONG", "NOTE_INVALID");
        assert_eq!(reason(rule, "ab"), "NOTE_TOO_LONG");
        assert_eq!(reason(rule, "\0"), "NOTE_INVALID");
    }

    #[test]
    fn what_is_looked_for_may_be_anything_but_hold_a_nul() {
        assert_eq!(sought("query", " a\tb "), Ok(" a\tb "));
        let refused = sought("query", "a\0b").expect_err("refused");
        assert_eq!((&*refused.field, refused.reason), ("query", "TEXT_INVALID"));
        assert_eq!(kept("diskom-fest-2024"), Some("diskom-fest-2024"));
        assert_eq!(kept("\0"), None);
    }
}
