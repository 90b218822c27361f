//! From what is known of each subject to its score: per criterion from 0 to 1, in total from 0 to 100.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde::{Deserialize, Serialize};

use crate::exact::Exact;
use crate::measure::LaporCounts;
use crate::rubric::{Criterion, Rubric, Source};

/// Who or what is judged, and what is known of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// An entry's id, or an organisation's in a monitored category.
    pub id: String,
    /// What is known of it.
    pub evidence: Evidence,
}

/// What a subject is judged by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// By criterion code, one mark of each juror.
    Marks(BTreeMap<String, Vec<Exact>>),
    /// The counts that measures are computed from.
    Measures(LaporCounts),
}

/// What one subject comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evaluation {
    /// The subject.
    pub subject_id: String,
    /// `None` where there are too few reports to tell: missing is not zero.
    pub score: Option<Score>,
}

/// A total and what it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Score {
    /// 100 times the weighted sum of the criteria, from 0 to 100.
    pub total: Exact,
    /// In the rubric's order.
    pub criteria: Vec<CriterionScore>,
}

/// One criterion's part in a total.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CriterionScore {
    /// Its code.
    pub criterion: String,
    /// From 0 to 1, before the weight.
    pub score: Exact,
}

/// Why subjects cannot be evaluated: everything at once, in the order of the subjects' ids.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the evaluation lacks or contradicts its inputs in {} places, the first: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
pub struct Incomplete(pub Vec<Gap>);

/// One thing that is missing or does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The subject.
    pub subject_id: String,
    /// The criterion's code; empty for the subject as a whole.
    pub criterion: String,
    /// What is the matter.
    pub reason: GapReason,
}

/// What is missing or does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GapReason {
    /// Fewer marks than another criterion of the same subject has, or none at all.
    MarksMissing {
        /// How many more it takes.
        count: usize,
    },
    /// A measured criterion, and no counts.
    CountsMissing,
    /// A mark that no juror may give.
    MarkOutsideScale(Exact),
    /// Marks for a criterion that the rubric does not have, or that is measured.
    CriterionUnknown,
    /// The same subject twice.
    SubjectRepeated,
}

/// Evaluates every subject, in the order of their ids.
pub fn evaluate(rubric: &Rubric, subjects: &[Subject]) -> Result<Vec<Evaluation>, Incomplete> {
    let mut sorted: Vec<&Subject> = subjects.iter().collect();
    sorted.sort_by(|a, b| a.id.cmp(&b.id));

    let mut gaps: Vec<Gap> = sorted
        .windows(2)
        .filter(|pair| pair[0].id == pair[1].id)
        .map(|pair| repeated(pair[0]))
        .collect();
    gaps.extend(sorted.iter().flat_map(|subject| find_gaps(rubric, subject)));
    if !gaps.is_empty() {
        gaps.sort_by(|a, b| a.subject_id.cmp(&b.subject_id));
        return Err(Incomplete(gaps));
    }
    let evaluate_one = |subject: &Subject| Evaluation {
        subject_id: subject.id.clone(),
        score: score(rubric, &subject.evidence),
    };
    Ok(sorted.into_iter().map(evaluate_one).collect())
}

/// `None` as soon as one criterion cannot be told; [`find_gaps`] has made sure that this is for want of reports only.
fn score(rubric: &Rubric, evidence: &Evidence) -> Option<Score> {
    let mut criteria = Vec::new();
    let mut weighted_sum = Exact::zero();
    for criterion in rubric.criteria() {
        let score = criterion_score(criterion, evidence)?;
        weighted_sum = weighted_sum + &criterion.weight * &score;
        criteria.push(CriterionScore {
            criterion: criterion.code.clone(),
            score,
        });
    }
    Some(Score {
        total: weighted_sum * Exact::from(100u64),
        criteria,
    })
}

fn criterion_score(criterion: &Criterion, evidence: &Evidence) -> Option<Exact> {
    match (&criterion.source, evidence) {
        (Source::Juror(scale), Evidence::Marks(marks)) => scale.score(marks.get(&criterion.code)?),
        (Source::Measured(scale), Evidence::Measures(counts)) => scale.score(counts),
        (Source::Juror(_), Evidence::Measures(_)) | (Source::Measured(_), Evidence::Marks(_)) => {
            None
        }
    }
}

fn find_gaps(rubric: &Rubric, subject: &Subject) -> Vec<Gap> {
    let gaps = match &subject.evidence {
        Evidence::Marks(marks) => gaps_in_marks(rubric, marks),
        Evidence::Measures(_) => gaps_in_measures(rubric),
    };
    let of_subject = |(criterion, reason): (&str, GapReason)| Gap {
        subject_id: subject.id.clone(),
        criterion: criterion.to_owned(),
        reason,
    };
    gaps.into_iter().map(of_subject).collect()
}

/// Every juror marks every criterion, so the criterion with the most marks says how many jurors there are.
fn gaps_in_marks<'a>(
    rubric: &'a Rubric,
    marks: &'a BTreeMap<String, Vec<Exact>>,
) -> Vec<(&'a str, GapReason)> {
    let juror_count = marks.values().map(Vec::len).max().unwrap_or(0).max(1);
    let mut gaps = Vec::new();
    let mut unknown: BTreeSet<&str> = marks.keys().map(String::as_str).collect();
    for criterion in rubric.criteria() {
        let code = criterion.code.as_str();
        let Source::Juror(scale) = &criterion.source else {
            gaps.push((code, GapReason::CountsMissing));
            continue;
        };
        unknown.remove(code);
        let given = marks.get(code).map_or(&[][..], Vec::as_slice);
        let count = juror_count - given.len();
        if count > 0 {
            gaps.push((code, GapReason::MarksMissing { count }));
        }
        let outside = given.iter().filter(|mark| !scale.contains(mark));
        gaps.extend(outside.map(|mark| (code, GapReason::MarkOutsideScale(mark.clone()))));
    }
    gaps.extend(
        unknown
            .into_iter()
            .map(|code| (code, GapReason::CriterionUnknown)),
    );
    gaps
}

fn gaps_in_measures(rubric: &Rubric) -> Vec<(&str, GapReason)> {
    let is_judged = |criterion: &&Criterion| matches!(criterion.source, Source::Juror(_));
    let judged = rubric.criteria().iter().filter(is_judged);
    judged
        .map(|criterion| {
            (
                criterion.code.as_str(),
                GapReason::MarksMissing { count: 1 },
            )
        })
        .collect()
}

fn repeated(subject: &Subject) -> Gap {
    Gap {
        subject_id: subject.id.clone(),
        criterion: String::new(),
        reason: GapReason::SubjectRepeated,
    }
}

impl GapReason {
    /// The stable name that programs may lean on.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::MarksMissing { .. } => "MARKS_MISSING",
            Self::CountsMissing => "COUNTS_MISSING",
            Self::MarkOutsideScale(_) => "MARK_OUTSIDE_SCALE",
            Self::CriterionUnknown => "CRITERION_UNKNOWN",
            Self::SubjectRepeated => "SUBJECT_REPEATED",
        }
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            subject_id,
            criterion,
            reason,
        } = self;
        match reason {
            GapReason::MarksMissing { count } => {
                write!(f, "{subject_id} lacks {count} of the marks for {criterion}")
            }
            GapReason::CountsMissing => write!(f, "{subject_id} lacks the counts for {criterion}"),
            GapReason::MarkOutsideScale(mark) => write!(
                f,
                "{subject_id} has the mark {mark} for {criterion}, outside its scale"
            ),
            GapReason::CriterionUnknown => write!(
                f,
                "{subject_id} has marks for {criterion}, which jurors do not judge"
            ),
            GapReason::SubjectRepeated => write!(f, "{subject_id} is there twice"),
        }
    }
}
