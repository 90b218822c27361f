//! A category's result as one document, and its seal.
//!
//! The document holds all that the ranking was computed from, so whoever has it can compute the ranking again. Until the
//! reveal only its root is known; afterwards content and salt show that nothing was changed since.

use std::collections::BTreeMap;

use rules::evaluation::{CriterionScore, Incomplete};
use rules::{Evidence, Exact, Ranking, Rubric, Subject};
use serde::{Deserialize, Serialize};

use crate::canonical::{CanonicalError, to_canonical};
use crate::commitment::{Digest, Salt, commit};
use crate::recompute::Difference;

/// A category's result: what was judged, by what, and what came of it. Made by [`SealedResult::compute`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedResult {
    /// The form of this document.
    pub schema: Schema,
    /// What it is the result of.
    #[serde(flatten)]
    pub heading: Heading,
    /// By what was judged.
    pub rubric: Rubric,
    /// By rank, inside a shared one by id; those without a rank last.
    pub subjects: Vec<SealedSubject>,
}

/// The forms of the document that this program reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Schema {
    /// The first.
    #[serde(rename = "fest.result.v1")]
    V1,
}

/// What a result is the result of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// True for judgements made as an example.
    pub example: bool,
    /// The edition.
    pub edition_id: String,
    /// The category.
    pub category: Category,
    /// What was promised when the measured counts were frozen; `None` where jurors judged.
    pub snapshot_commitment: Option<Digest>,
}

/// The category as published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // The fields are those of the contract's `Category`.
pub struct Category {
    pub id: String,
    pub code: String,
    pub name: String,
    pub name_en: String,
    pub places: u32,
}

/// Who or what was judged, and by what evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entrant {
    /// An entry's id, or an organisation's in a monitored category.
    pub subject_id: String,
    /// An entry's title; empty where the organisation itself is judged.
    pub title: String,
    /// Whose it is.
    pub organisation: Organisation,
    /// Marks, or the counts that measures were computed from.
    pub evidence: Evidence,
}

/// An organisation as it was called when it was judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)] // The fields say it.
pub struct Organisation {
    pub code: String,
    pub name: String,
    pub kind: String,
}

/// An entrant and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedSubject {
    /// Who or what was judged.
    #[serde(flatten)]
    pub entrant: Entrant,
    /// From 1; `None` for want of reports.
    pub rank: Option<u32>,
    /// The place won, if any.
    pub place: Option<u32>,
    /// From 0 to 100; `None` without a rank.
    pub total: Option<Exact>,
    /// In the rubric's order; empty without a rank.
    pub scores: Vec<CriterionScore>,
}

/// A result under its root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The document's canonical JSON.
    pub content: Vec<u8>,
    /// What was drawn for it.
    pub salt: Salt,
    /// What is published of it before the reveal.
    pub root: Digest,
}

/// Why a result cannot be sealed.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// Nobody could come to this result again.
    #[error("the result does not follow from its inputs")]
    Differs(#[from] Difference),
    /// A number too large for JSON.
    #[error("the result has no canonical form")]
    NotCanonical(#[from] CanonicalError),
}

/// Why bytes are not the result that was promised.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// Content or salt are not those that were sealed.
    #[error("content and salt do not give the root")]
    RootDiffers,
    /// What was sealed is not a result.
    #[error("the content is not a result")]
    NotAResult(#[source] serde_json::Error),
    /// A form that this program does not read.
    #[error("the schema {0:?} is unknown")]
    SchemaUnknown(String),
    /// It says more than a result does, says it twice, or in another form than the canonical one.
    #[error("the content is not the canonical form of a result")]
    NotCanonical,
}

impl SealedResult {
    /// The result that the rules give for these entrants, in whatever order they come.
    pub fn compute(
        heading: Heading,
        rubric: Rubric,
        entrants: Vec<Entrant>,
    ) -> Result<Self, Incomplete> {
        let subjects: Vec<Subject> = entrants.iter().map(Entrant::subject).collect();
        let ranking = Ranking::new(&rubric, &subjects)?;

        let with_id =
            |entrant: Entrant| (entrant.subject_id.clone(), entrant.without_juror_order());
        let mut by_id: BTreeMap<String, Entrant> = entrants.into_iter().map(with_id).collect();
        let mut sealed = Vec::new();
        for ranked in ranking.ranked {
            let place = ranked.place(heading.category.places);
            sealed.extend(
                by_id
                    .remove(&ranked.subject_id)
                    .map(|entrant| SealedSubject {
                        entrant,
                        rank: Some(ranked.rank),
                        place,
                        total: Some(ranked.score.total),
                        scores: ranked.score.criteria,
                    }),
            );
        }
        // Who is left has no rank, and the map gives them by id.
        sealed.extend(by_id.into_values().map(SealedSubject::unranked));
        Ok(Self {
            schema: Schema::V1,
            heading,
            rubric,
            subjects: sealed,
        })
    }

    /// Fixes the result under a root. What does not follow from its own inputs is not sealed.
    pub fn seal(&self, salt: Salt) -> Result<Sealed, SealError> {
        self.recompute()?;
        let content = to_canonical(self)?;
        let root = commit(&salt, &content);
        Ok(Sealed {
            content,
            salt,
            root,
        })
    }

    /// The result in these bytes, if they are those that the root was made of.
    pub fn open(content: &[u8], salt: &Salt, root: &Digest) -> Result<Self, OpenError> {
        if !root.matches(salt, content) {
            return Err(OpenError::RootDiffers);
        }
        let Labelled { schema } = serde_json::from_slice(content).map_err(OpenError::NotAResult)?;
        let known: Result<Schema, _> = serde_json::from_value(schema.clone().into());
        known.map_err(|_| OpenError::SchemaUnknown(schema))?;
        let result: Self = serde_json::from_slice(content).map_err(OpenError::NotAResult)?;
        // Reading forgives an unknown or repeated member; a reader who sees another value than we do must not be possible.
        match to_canonical(&result) {
            Ok(canonical) if canonical == content => Ok(result),
            _ => Err(OpenError::NotCanonical),
        }
    }

    /// Computes the ranking again from the document's own inputs and names the first thing that is written otherwise.
    pub fn recompute(&self) -> Result<(), Difference> {
        crate::recompute::recompute(self)
    }

    /// Who won a place, the first place first.
    pub fn winners(&self) -> impl Iterator<Item = &SealedSubject> {
        self.subjects
            .iter()
            .filter(|subject| subject.place.is_some())
    }
}

#[derive(Deserialize)]
struct Labelled {
    schema: String,
}

impl Entrant {
    fn subject(&self) -> Subject {
        Subject {
            id: self.subject_id.clone(),
            evidence: self.evidence.clone(),
        }
    }

    /// Sorts each criterion's marks: the same position in all of them would tell which marks came from one juror.
    fn without_juror_order(mut self) -> Self {
        if let Evidence::Marks(marks) = &mut self.evidence {
            marks.values_mut().for_each(|values| values.sort());
        }
        self
    }
}

impl SealedSubject {
    fn unranked(entrant: Entrant) -> Self {
        Self {
            entrant,
            rank: None,
            place: None,
            total: None,
            scores: Vec::new(),
        }
    }
}
