//! One page of a list.

/// Some rows of a list, and how to go on.
#[derive(Debug)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Whether more rows lie behind the last one.
    pub more: bool,
    /// How many there are on all pages together.
    pub total: i64,
}

impl<T> Page<T> {
    /// Of `size + 1` fetched rows the last one only tells that there is more.
    pub(super) fn cut(mut items: Vec<T>, size: i64, total: i64) -> Self {
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        let more = items.len() > size;
        items.truncate(size);
        Self { items, more, total }
    }
}
