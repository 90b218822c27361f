//! A page is put together from several owners. What one of them does not give is noted and missing; the page is shown all the same.

use std::future::Future;

use tonic::{Code, Status};

use super::visit::Visit;
use crate::pages::Part;

/// How many rows of a list are asked for at once.
pub const ROWS: i32 = 200;
/// How many pages of a list are followed: more than any edition has, less than what would hold a page up for ever.
const MOST_PAGES: usize = 25;

/// The parts that did not answer.
pub struct Missing(Vec<Part>);

impl Missing {
    /// None yet, or registration where it did not even name the edition.
    pub fn of(visit: &Visit) -> Self {
        let blind = visit.is_blind.then_some(Part::Registration);
        Self(blind.into_iter().collect())
    }

    /// What a part gave, or nothing.
    pub fn take<T: Default>(&mut self, part: Part, answer: Result<T, Status>) -> T {
        answer.unwrap_or_else(|status| {
            tracing::warn!(?part, error = %chassis::error::chain(&status), "a part of a page is missing");
            if !self.0.contains(&part) {
                self.0.push(part);
            }
            T::default()
        })
    }

    /// For the page.
    pub fn parts(self) -> Vec<Part> {
        self.0
    }
}

/// One thing that may well not be there.
///
/// # Errors
/// Every refusal but that it is not there.
pub fn found<T>(answer: Result<T, Status>) -> Result<Option<T>, Status> {
    match answer {
        Ok(thing) => Ok(Some(thing)),
        Err(status) if status.code() == Code::NotFound => Ok(None),
        Err(status) => Err(status),
    }
}

/// All rows of a list, page by page.
///
/// # Errors
/// The first refusal.
pub async fn all<T, F, A>(mut page: F) -> Result<Vec<T>, Status>
where
    F: FnMut(String) -> A,
    A: Future<Output = Result<(Vec<T>, String), Status>>,
{
    let mut rows = Vec::new();
    let mut token = String::new();
    for _ in 0..MOST_PAGES {
        let (more, next) = page(token).await?;
        rows.extend(more);
        if next.is_empty() {
            break;
        }
        token = next;
    }
    Ok(rows)
}
