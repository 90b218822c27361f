//! Pages of a list: sizes and cursors.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::error::Violation;

/// How many rows a page has when the caller names no size.
pub const DEFAULT_SIZE: i64 = 50;
/// The most that a caller gets.
pub const MAXIMUM_SIZE: i64 = 200;

/// The rows to fetch: 0 or less means the default, more than the maximum is cut.
#[must_use]
pub fn size(asked: i32) -> i64 {
    size_up_to(asked, DEFAULT_SIZE, MAXIMUM_SIZE)
}

/// Like [`size`], with other bounds.
#[must_use]
pub fn size_up_to(asked: i32, default: i64, maximum: i64) -> i64 {
    match i64::from(asked) {
        ..=0 => default,
        some => some.min(maximum),
    }
}

/// A token that leads back to the row after `cursor`.
#[must_use]
pub fn encode(cursor: &str) -> String {
    URL_SAFE_NO_PAD.encode(cursor)
}

/// The cursor in a token; `None` for the first page.
///
/// # Errors
/// `PAGE_TOKEN_INVALID` for text that none of our answers held.
pub fn decode(token: &str) -> Result<Option<String>, Violation> {
    if token.is_empty() {
        return Ok(None);
    }
    let bytes = URL_SAFE_NO_PAD.decode(token).ok();
    match bytes.and_then(|bytes| String::from_utf8(bytes).ok()) {
        Some(cursor) => Ok(Some(cursor)),
        None => Err(Violation::new(
            "page_token",
            "PAGE_TOKEN_INVALID",
            "take it unchanged from next_page_token",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_above_the_maximum_is_cut_and_none_means_the_default() {
        assert_eq!(size(0), 50);
        assert_eq!(size(-3), 50);
        assert_eq!(size(7), 7);
        assert_eq!(size(5000), 200);
    }

    #[test]
    fn a_cursor_comes_back_and_nonsense_is_refused_by_name() {
        assert_eq!(decode(&encode("Désa|1")), Ok(Some("Désa|1".to_owned())));
        assert_eq!(decode(""), Ok(None));
        let refused = decode("%%%").expect_err("nonsense");
        assert_eq!(refused.reason, "PAGE_TOKEN_INVALID");
    }
}
