//! Forms of short texts that several nouns share.

use chassis::text::Text;

/// The longest name of anything, in characters.
pub(super) const NAME_CHARS: usize = 200;
/// What anything is called.
pub(super) const NAME: Text = Text::up_to(NAME_CHARS).or("NAME_MISSING");

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

/// How a code is written.
pub(super) const CODE_FORM: &str =
    "lower-case letters and digits, joined by single dots or hyphens";

/// Whether it is the code of a body.
pub(super) fn is_code(text: &str) -> bool {
    is_slug(text, &['.', '-'], 120)
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
