//! Pages of a list: how many rows, from where on, and the token that leads to the next one.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use uuid::Uuid;

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

/// Some rows of a list, and how to go on.
#[derive(Clone, Debug)]
pub struct Page<T> {
    items: Vec<T>,
    more: bool,
    total: i64,
}

impl<T> Page<T> {
    /// Of `size + 1` fetched rows the last one only tells that there is more; `total` is how many there are on all pages together.
    #[must_use]
    pub fn cut(mut items: Vec<T>, size: i64, total: i64) -> Self {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let more = items.len() > size;
        items.truncate(size);
        Self { items, more, total }
    }

    /// Its rows.
    #[must_use]
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// The same page of what `read` makes of its rows.
    ///
    /// # Errors
    /// The first one of `read`.
    pub fn try_map<U, E>(self, read: impl FnMut(T) -> Result<U, E>) -> Result<Page<U>, E> {
        let items: Result<Vec<U>, E> = self.items.into_iter().map(read).collect();
        Ok(Page {
            items: items?,
            more: self.more,
            total: self.total,
        })
    }

    /// The rows as messages, the token that leads on behind the last one (empty when nothing follows), and how many rows there are in all.
    pub fn encode<M>(
        &self,
        cursor: impl FnOnce(&T) -> String,
        message: impl FnMut(&T) -> M,
    ) -> (Vec<M>, String, i32) {
        let last = self.items.last().filter(|_| self.more);
        let next = last.map(|last| token(&cursor(last))).unwrap_or_default();
        let total = i32::try_from(self.total).unwrap_or(i32::MAX);
        (self.items.iter().map(message).collect(), next, total)
    }
}

/// A token that leads back to the row behind `cursor`.
#[must_use]
pub fn token(cursor: &str) -> String {
    URL_SAFE_NO_PAD.encode(cursor)
}

/// The row that the page before ended with, as `parse` reads its cursor; `None` for the first page.
///
/// # Errors
/// `PAGE_TOKEN_INVALID` for text that none of our answers held.
pub fn after<T>(
    token: &str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, Violation> {
    if token.is_empty() {
        return Ok(None);
    }
    let bytes = URL_SAFE_NO_PAD.decode(token).ok();
    let cursor = bytes.and_then(|bytes| String::from_utf8(bytes).ok());
    // PostgreSQL keeps no text with a NUL, so no row of ours has it in its cursor.
    let cursor = cursor.filter(|cursor| !cursor.contains('\0'));
    let row = cursor.and_then(|cursor| parse(&cursor));
    row.map(Some).ok_or_else(|| {
        let text = "take it unchanged from next_page_token";
        Violation::new("page_token", "PAGE_TOKEN_INVALID", text)
    })
}

/// Like [`after`], where rows go by id.
///
/// # Errors
/// `PAGE_TOKEN_INVALID` for text that none of our answers held.
pub fn after_id(token: &str) -> Result<Option<Uuid>, Violation> {
    after(token, |cursor| cursor.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(cursor: &str) -> Option<String> {
        Some(cursor.to_owned())
    }

    #[test]
    fn a_size_above_the_maximum_is_cut_and_none_means_the_default() {
        assert_eq!(size(0), 50);
        assert_eq!(size(-3), 50);
        assert_eq!(size(7), 7);
        assert_eq!(size(5000), 200);
        assert_eq!(size_up_to(0, 500, 1000), 500);
        assert_eq!(size_up_to(5000, 500, 1000), 1000);
    }

    #[test]
    fn a_cursor_comes_back_and_nonsense_is_refused_by_name() {
        assert_eq!(after(&token("Désa|1"), text), Ok(Some("Désa|1".to_owned())));
        assert_eq!(after("", text), Ok(None));
        for nonsense in ["%%%", "_w", &token("a\0b")] {
            let refused = after(nonsense, text).expect_err(nonsense);
            assert_eq!(refused.reason, "PAGE_TOKEN_INVALID");
            assert_eq!(refused.field, "page_token");
        }
        let refused = after_id(&token("seven")).expect_err("no id");
        assert_eq!(refused.reason, "PAGE_TOKEN_INVALID");
    }

    #[test]
    fn a_page_leads_on_only_where_rows_follow() {
        let encode = |page: &Page<i32>| page.encode(ToString::to_string, |row| row * 10);
        let first = Page::cut(vec![1, 2, 3], 2, 3);
        assert_eq!(encode(&first), (vec![10, 20], token("2"), 3));
        let last = Page::cut(vec![3], 2, 3);
        assert_eq!(encode(&last), (vec![30], String::new(), 3));
        assert_eq!(
            encode(&Page::cut(Vec::new(), 2, 0)),
            (Vec::new(), String::new(), 0)
        );
    }
}
