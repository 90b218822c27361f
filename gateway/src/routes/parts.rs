//! A page is put together from several owners. What one of them does not give is noted and missing; the page is shown all the same.

use std::future::Future;

use tonic::{Code, Status};

use super::{answer::Oops, visit::Visit};
use crate::pages::Part;

/// How many rows of a list are asked for at once.
pub const ROWS: i32 = 200;

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

    /// One page of a list. A page that is not there is the fault of the reader's address, nobody's service.
    ///
    /// # Errors
    /// That there is no such page.
    pub fn take_page<T: Default>(
        &mut self,
        part: Part,
        answer: Result<T, Status>,
    ) -> Result<T, Oops> {
        match answer {
            Err(status) if status.code() == Code::InvalidArgument => Err(status.into()),
            answer => Ok(self.take(part, answer)),
        }
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

/// All rows of a list, page by page to its end: a list that is cut would look whole. One that does not come in the time that a page has is a part
/// that did not answer, which the page says.
///
/// # Errors
/// The first refusal, or that the list goes round in a circle.
pub async fn all<T, F, A>(mut page: F) -> Result<Vec<T>, Status>
where
    F: FnMut(String) -> A,
    A: Future<Output = Result<(Vec<T>, String), Status>>,
{
    let mut rows = Vec::new();
    let mut token = String::new();
    loop {
        let (more, next) = page(token.clone()).await?;
        rows.extend(more);
        if next.is_empty() {
            return Ok(rows);
        }
        if next == token {
            return Err(Status::internal("a page of a list leads to itself"));
        }
        token = next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pages of one row each.
    async fn listed(pages: usize) -> Result<Vec<usize>, Status> {
        all(async |token: String| {
            let at: usize = token.parse().unwrap_or_default();
            let next = (at + 1 < pages).then(|| (at + 1).to_string());
            Ok((vec![at], next.unwrap_or_default()))
        })
        .await
    }

    #[tokio::test]
    async fn a_list_is_followed_to_its_end_however_long() {
        for pages in [1, 2, 26, 300] {
            let rows = listed(pages).await.expect("rows");
            assert_eq!(rows, (0..pages).collect::<Vec<_>>());
        }
    }

    #[tokio::test]
    async fn a_list_without_end_is_a_fault_not_a_wait() {
        let answer = all(async |_| Ok((vec![0], "again".to_owned()))).await;
        assert_eq!(answer.expect_err("no end").code(), Code::Internal);
    }
}
