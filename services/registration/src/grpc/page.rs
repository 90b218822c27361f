//! Pages of lists on the wire.

use chassis::{
    error::Violation,
    page::{decode, encode},
};
use uuid::Uuid;

use crate::store::Page;

/// What a page token leads back to, by `parse`.
pub fn after<T>(
    token: &str,
    parse: impl FnOnce(&str) -> Option<T>,
) -> Result<Option<T>, Violation> {
    let Some(text) = decode(token)? else {
        return Ok(None);
    };
    let cursor = parse(&text);
    let wrong = || {
        let text = "take it unchanged from next_page_token";
        Violation::new("page_token", "PAGE_TOKEN_INVALID", text)
    };
    cursor.map(Some).ok_or_else(wrong)
}

/// What a page token leads back to where rows go by id.
pub fn after_id(token: &str) -> Result<Option<Uuid>, Violation> {
    after(token, |text| text.parse().ok())
}

/// The rows as messages, the token that leads on, and how many rows there are in all.
pub fn encoded<T, M>(
    page: &Page<T>,
    cursor: impl FnOnce(&T) -> String,
    message: impl FnMut(&T) -> M,
) -> (Vec<M>, String, i32) {
    let last = page.items.last().filter(|_| page.more);
    let next = last.map(|last| encode(&cursor(last))).unwrap_or_default();
    let total = i32::try_from(page.total).unwrap_or(i32::MAX);
    (page.items.iter().map(message).collect(), next, total)
}
