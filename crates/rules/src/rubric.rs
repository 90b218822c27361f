//! By what a category is judged: weighted criteria, each judged by jurors or computed from a measure.
//!
//! A [`Rubric`] in hand is valid: the only way to one leads through [`Rubric::new`], also when it is read back from JSON.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::draft;
pub use crate::draft::{CriterionDraft, SourceDraft};
use crate::exact::Exact;
pub use crate::measure::MeasuredScale;

/// More criteria than this is no rubric that a person could follow.
pub const MAX_CRITERIA: usize = 50;

/// A category's criteria, in the order that also breaks ties. Their codes differ and their weights sum to exactly 1.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<CriterionDraft>", into = "Vec<Criterion>")]
pub struct Rubric {
    criteria: Vec<Criterion>,
}

/// One leaf of a rubric.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Criterion {
    /// Short and unique in the rubric.
    pub code: String,
    /// In Bahasa Indonesia.
    pub name: String,
    /// In English.
    pub name_en: String,
    /// Its share of the total, above 0.
    pub weight: Exact,
    /// Where its score comes from.
    pub source: Source,
}

/// Where a criterion's score comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// Jurors give marks.
    Juror(JurorScale),
    /// It is computed.
    Measured(MeasuredScale),
}

/// The marks that a juror may give.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JurorScale {
    /// The mark that is worth nothing.
    pub minimum: Exact,
    /// The mark that is worth everything.
    pub maximum: Exact,
}

/// How what is judged comes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intake {
    /// Every organisation is measured and nobody registers.
    Monitored,
    /// Somebody hands something in, which jurors look at.
    Entered,
}

/// Everything that is wrong with a rubric, at once.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the rubric has {} faults, the first: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
pub struct Faults(pub Vec<Fault>);

/// One thing that is wrong with a rubric.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The criterion's position from 0; `None` for the rubric as a whole.
    pub criterion: Option<usize>,
    /// The field inside the criterion; empty for the criterion or the rubric as a whole.
    pub field: &'static str,
    /// What is wrong with it.
    pub reason: Reason,
}

/// What may be wrong with a rubric.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // `Reason::description` says each of them in a sentence.
pub enum Reason {
    CriteriaMissing,
    CriteriaTooMany,
    CodeInvalid,
    CodeRepeated,
    NameMissing,
    NumberInvalid,
    WeightNotPositive,
    WeightsNotOne,
    ScaleInvalid,
    SourceMissing,
    MeasureUnknown,
    MeasureUnwanted,
    MarksUnwanted,
}

impl Rubric {
    /// The rubric that was written down, or all its faults.
    pub fn new(criteria: Vec<CriterionDraft>) -> Result<Self, Faults> {
        draft::check(criteria).map(|criteria| Self { criteria })
    }

    /// The criteria in their order.
    pub fn criteria(&self) -> &[Criterion] {
        &self.criteria
    }

    /// The criterion of this code.
    pub fn criterion(&self, code: &str) -> Option<&Criterion> {
        self.criteria
            .iter()
            .find(|criterion| criterion.code == code)
    }

    /// Whether this rubric fits how the category comes in: a monitored category knows no jurors, any other no measures.
    pub fn check_intake(&self, intake: Intake) -> Result<(), Faults> {
        let unwanted = |criterion: &Criterion| match (intake, &criterion.source) {
            (Intake::Monitored, Source::Juror(_)) => Some(("juror", Reason::MarksUnwanted)),
            (Intake::Entered, Source::Measured(_)) => Some(("measured", Reason::MeasureUnwanted)),
            (Intake::Monitored, Source::Measured(_)) | (Intake::Entered, Source::Juror(_)) => None,
        };
        let faults = self
            .criteria
            .iter()
            .enumerate()
            .filter_map(|(position, criterion)| {
                let (field, reason) = unwanted(criterion)?;
                Some(Fault {
                    criterion: Some(position),
                    field,
                    reason,
                })
            });
        Faults::none_of(faults.collect())
    }
}

impl TryFrom<Vec<CriterionDraft>> for Rubric {
    type Error = Faults;

    fn try_from(criteria: Vec<CriterionDraft>) -> Result<Self, Faults> {
        Self::new(criteria)
    }
}

impl From<Rubric> for Vec<Criterion> {
    fn from(rubric: Rubric) -> Self {
        rubric.criteria
    }
}

impl JurorScale {
    /// Whether a juror may give this mark.
    pub fn contains(&self, mark: &Exact) -> bool {
        (&self.minimum..=&self.maximum).contains(&mark)
    }

    /// The score from 0 to 1 that the mean of these marks stands for, or `None` without any.
    pub fn score(&self, marks: &[Exact]) -> Option<Exact> {
        let mean = marks
            .iter()
            .sum::<Exact>()
            .checked_div(&Exact::from(marks.len() as u64))?;
        (&mean - &self.minimum).checked_div(&(&self.maximum - &self.minimum))
    }
}

impl Faults {
    pub(crate) fn none_of(faults: Vec<Fault>) -> Result<(), Self> {
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Self(faults))
        }
    }
}

impl Fault {
    /// Where it is, as a path from the request: `criteria`, `criteria[2].weight`.
    pub fn path(&self) -> String {
        match (self.criterion, self.field) {
            (None, _) => "criteria".to_owned(),
            (Some(position), "") => format!("criteria[{position}]"),
            (Some(position), field) => format!("criteria[{position}].{field}"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path(), self.reason.description())
    }
}

impl Reason {
    /// The stable name that programs may lean on.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CriteriaMissing => "CRITERIA_MISSING",
            Self::CriteriaTooMany => "CRITERIA_TOO_MANY",
            Self::CodeInvalid => "CODE_INVALID",
            Self::CodeRepeated => "CODE_REPEATED",
            Self::NameMissing => "NAME_MISSING",
            Self::NumberInvalid => "NUMBER_INVALID",
            Self::WeightNotPositive => "WEIGHT_NOT_POSITIVE",
            Self::WeightsNotOne => "WEIGHTS_NOT_ONE",
            Self::ScaleInvalid => "SCALE_INVALID",
            Self::SourceMissing => "SOURCE_MISSING",
            Self::MeasureUnknown => "MEASURE_UNKNOWN",
            Self::MeasureUnwanted => "MEASURE_UNWANTED",
            Self::MarksUnwanted => "MARKS_UNWANTED",
        }
    }

    /// The sentence for the person who has to put it right.
    pub fn description(self) -> &'static str {
        match self {
            Self::CriteriaMissing => "a rubric needs at least one criterion",
            Self::CriteriaTooMany => "a rubric has at most 50 criteria",
            Self::CodeInvalid => {
                "a code begins with a letter and has at most 40 of a-z, 0-9, - and _"
            }
            Self::CodeRepeated => "another criterion before it has this code",
            Self::NameMissing => "a criterion has a name in both languages",
            Self::NumberInvalid => "not a number that may stand here",
            Self::WeightNotPositive => "a weight is above 0",
            Self::WeightsNotOne => "the weights sum to exactly 1",
            Self::ScaleInvalid => {
                "a scale's lower end is below its upper end, a rate's both within 0 and 1"
            }
            Self::SourceMissing => "a criterion is judged by jurors or computed from a measure",
            Self::MeasureUnknown => "no measure has this id",
            Self::MeasureUnwanted => "only a monitored category is measured",
            Self::MarksUnwanted => "a monitored category knows no jurors",
        }
    }
}
