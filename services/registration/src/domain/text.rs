//! Checks of short texts that several nouns share.

use chassis::error::{Violation, Violations};

/// The longest name of anything.
pub(super) const NAME_CHARS: usize = 200;

/// The text without space around it, which must hold something.
pub(super) fn required(
    field: &str,
    missing: &'static str,
    text: &str,
    longest: usize,
) -> Result<String, Violation> {
    if text.trim().is_empty() {
        return Err(Violation::new(field, missing, "must not be empty"));
    }
    optional(field, text, longest)
}

/// The text without space around it, not too long and without control characters.
pub(super) fn optional(field: &str, text: &str, longest: usize) -> Result<String, Violation> {
    let text = text.trim();
    if text.chars().count() > longest {
        let description = format!("at most {longest} characters");
        return Err(Violation::new(field, "TEXT_TOO_LONG", description));
    }
    if text.chars().any(char::is_control) {
        let description = "must not hold control characters";
        return Err(Violation::new(field, "TEXT_INVALID", description));
    }
    Ok(text.to_owned())
}

/// Notes a fault and goes on with nothing in the value's place, so that the faults behind it are found, too.
pub(super) fn noted<T: Default>(found: &mut Violations, checked: Result<T, Violation>) -> T {
    checked.unwrap_or_else(|one| {
        found.add(one.field, one.reason, one.description);
        T::default()
    })
}

/// Whether it is words of lower-case letters and digits, joined by single separators.
pub(super) fn is_slug(text: &str, separators: &[char], longest: usize) -> bool {
    let word = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.len() <= longest && text.split(separators).all(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_words_joined_by_single_separators() {
        for good in ["diskom-fest-2024", "2024", "a"] {
            assert!(is_slug(good, &['-'], 80), "{good}");
        }
        for bad in ["", "-a", "a-", "a--b", "A", "a b", "a.b", "é"] {
            assert!(!is_slug(bad, &['-'], 80), "{bad}");
        }
        assert!(is_slug("32.16.03.2004", &['-', '.'], 80));
        assert!(!is_slug("abc", &['-'], 2));
    }
}
