//! Holding a result against the rules.

use std::fmt::Display;

use rules::evaluation::Incomplete;

use crate::result::{SealedResult, SealedSubject};

/// The first thing in a result that does not follow from its inputs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Difference {
    /// Nothing follows from inputs like these.
    #[error("the inputs do not give a ranking")]
    Inputs(#[from] Incomplete),
    /// Something is written otherwise.
    #[error(
        "subject {subject_id}, number {number} in the list: written is {written:?}, the rules give {computed:?}"
    )]
    Written {
        /// Its position in the list, from 1.
        number: usize,
        /// Who is written there.
        subject_id: String,
        /// "total 70".
        written: String,
        /// "total 71".
        computed: String,
    },
}

pub(crate) fn recompute(result: &SealedResult) -> Result<(), Difference> {
    let entrants = result
        .subjects
        .iter()
        .map(|subject| subject.entrant.clone());
    let computed = SealedResult::compute(
        result.heading.clone(),
        result.rubric.clone(),
        entrants.collect(),
    )?;
    // The same entrants go in and come out, so the two lists are equally long.
    for (number, (written, computed)) in (1..).zip(result.subjects.iter().zip(&computed.subjects)) {
        if let Some((written_claim, computed_claim)) =
            first_difference(claims(written), claims(computed))
        {
            return Err(Difference::Written {
                number,
                subject_id: written.entrant.subject_id.clone(),
                written: written_claim,
                computed: computed_claim,
            });
        }
    }
    Ok(())
}

/// What the list says of a subject at its position, one claim a line.
fn claims(subject: &SealedSubject) -> Vec<String> {
    let mut claims = vec![
        format!("subject {}", subject.entrant.subject_id),
        format!("rank {}", or_none(subject.rank.as_ref())),
        format!("place {}", or_none(subject.place.as_ref())),
        format!("total {}", or_none(subject.total.as_ref())),
    ];
    let scores = subject.scores.iter();
    claims.extend(scores.map(|part| format!("score {} for {}", part.score, part.criterion)));
    claims
}

fn or_none<T: Display>(value: Option<&T>) -> String {
    value.map_or("none".to_owned(), T::to_string)
}

fn first_difference(written: Vec<String>, computed: Vec<String>) -> Option<(String, String)> {
    let length = written.len().max(computed.len());
    let padded = |claims: Vec<String>| {
        claims
            .into_iter()
            .chain(std::iter::repeat("nothing".to_owned()))
            .take(length)
    };
    padded(written)
        .zip(padded(computed))
        .find(|(written, computed)| written != computed)
}
