//! The order of a category's subjects.
//!
//! The higher total is before the lower; a tie is broken by the criteria in the rubric's order; who is still equal shares
//! the rank, and as many ranks after it are skipped (1, 1, 3). Who cannot be evaluated has no rank and stands apart.

use std::cmp::Ordering;

use crate::evaluation::{Evaluation, Incomplete, Score, Subject, evaluate};
use crate::rubric::Rubric;

/// A category's order. The same subjects give the same ranking in whatever order they come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// Who has a rank: by rank, inside a shared one by id.
    pub ranked: Vec<Ranked>,
    /// The ids of those who have none, for want of reports, sorted.
    pub unranked: Vec<String>,
}

/// One subject's place in the order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// From 1.
    pub rank: u32,
    /// The subject.
    pub subject_id: String,
    /// What it comes to.
    pub score: Score,
}

impl Ranking {
    /// Evaluates the subjects by the rubric and puts them in order.
    pub fn new(rubric: &Rubric, subjects: &[Subject]) -> Result<Self, Incomplete> {
        evaluate(rubric, subjects).map(order)
    }

    /// Who wins when there are this many places: every rank up to it, so a shared last place may award one more.
    pub fn awarded(&self, places: u32) -> impl Iterator<Item = &Ranked> {
        self.ranked
            .iter()
            .filter(move |subject| subject.place(places).is_some())
    }
}

impl Ranked {
    /// The place won when there are this many, or `None` outside them.
    pub fn place(&self, places: u32) -> Option<u32> {
        (self.rank <= places).then_some(self.rank)
    }
}

fn order(evaluations: Vec<Evaluation>) -> Ranking {
    let mut scored = Vec::new();
    let mut unranked = Vec::new();
    for Evaluation { subject_id, score } in evaluations {
        match score {
            Some(score) => scored.push((subject_id, score)),
            None => unranked.push(subject_id),
        }
    }
    scored.sort_by(|(a_id, a), (b_id, b)| best_first(a, b).then_with(|| a_id.cmp(b_id)));
    unranked.sort();

    let mut ranked: Vec<Ranked> = Vec::new();
    for (position, (subject_id, score)) in (1..).zip(scored) {
        let rank = match ranked.last() {
            Some(previous) if best_first(&previous.score, &score).is_eq() => previous.rank,
            _ => position,
        };
        ranked.push(Ranked {
            rank,
            subject_id,
            score,
        });
    }
    Ranking { ranked, unranked }
}

fn best_first(a: &Score, b: &Score) -> Ordering {
    let by_criteria = || {
        b.criteria
            .iter()
            .map(|part| &part.score)
            .cmp(a.criteria.iter().map(|part| &part.score))
    };
    b.total.cmp(&a.total).then_with(by_criteria)
}
