//! A rubric as somebody wrote it down, and everything that has to hold before it is one.

use std::collections::HashSet;

use serde::Deserialize;

use crate::exact::Exact;
use crate::measure::{Measure, MeasuredScale};
use crate::rubric::{Criterion, Fault, Faults, JurorScale, MAX_CRITERIA, Reason, Source};

const MAX_CODE: usize = 40;

/// A criterion with its numbers still text, so that all faults come out at once and not only the first unreadable one.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // The fields are those of `Criterion`.
pub struct CriterionDraft {
    pub code: String,
    pub name: String,
    pub name_en: String,
    pub weight: String,
    pub source: Option<SourceDraft>,
}

/// A criterion's source with its numbers still text.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
#[allow(missing_docs)] // The fields are those of `JurorScale` and `MeasuredScale`.
pub enum SourceDraft {
    Juror {
        minimum: String,
        maximum: String,
    },
    Measured {
        measure: String,
        floor: String,
        target: String,
        minimum_volume: i64,
    },
}

/// The criteria that were written down, or all their faults in the order of the criteria, those of the whole last.
pub(crate) fn check(drafts: Vec<CriterionDraft>) -> Result<Vec<Criterion>, Faults> {
    if let Some(reason) = size_fault(drafts.len()) {
        return Err(Faults(vec![Fault {
            criterion: None,
            field: "",
            reason,
        }]));
    }
    let mut faults = Vec::new();
    let mut codes = HashSet::new();
    let mut weights = Vec::new();
    let mut sources = Vec::new();
    for (position, draft) in drafts.iter().enumerate() {
        let mut report = |field, reason| {
            faults.push(Fault {
                criterion: Some(position),
                field,
                reason,
            })
        };
        check_texts(draft, &mut report);
        if !codes.insert(draft.code.as_str()) {
            report("code", Reason::CodeRepeated);
        }
        weights.extend(check_weight(&draft.weight, &mut report));
        sources.extend(check_source(draft.source.as_ref(), &mut report));
    }
    // A weight that cannot be read has its own fault; a sum without it would say nothing.
    if weights.len() == drafts.len() && weights.iter().sum::<Exact>() != Exact::one() {
        faults.push(Fault {
            criterion: None,
            field: "",
            reason: Reason::WeightsNotOne,
        });
    }
    Faults::none_of(faults)?;
    let criteria = drafts
        .into_iter()
        .zip(weights)
        .zip(sources)
        .map(|((draft, weight), source)| Criterion {
            code: draft.code,
            name: draft.name,
            name_en: draft.name_en,
            weight,
            source,
        });
    Ok(criteria.collect())
}

fn size_fault(count: usize) -> Option<Reason> {
    match count {
        0 => Some(Reason::CriteriaMissing),
        1..=MAX_CRITERIA => None,
        _ => Some(Reason::CriteriaTooMany),
    }
}

fn check_texts(draft: &CriterionDraft, report: &mut impl FnMut(&'static str, Reason)) {
    if !is_code(&draft.code) {
        report("code", Reason::CodeInvalid);
    }
    if draft.name.trim().is_empty() {
        report("name", Reason::NameMissing);
    }
    if draft.name_en.trim().is_empty() {
        report("name_en", Reason::NameMissing);
    }
}

fn is_code(text: &str) -> bool {
    let begins_well = text.starts_with(|first: char| first.is_ascii_lowercase());
    let goes_on_well = text
        .bytes()
        .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'));
    begins_well && goes_on_well && text.len() <= MAX_CODE
}

fn check_weight(text: &str, report: &mut impl FnMut(&'static str, Reason)) -> Option<Exact> {
    let weight = check_number("weight", text, report)?;
    if !weight.is_positive() {
        report("weight", Reason::WeightNotPositive);
    }
    Some(weight)
}

fn check_source(
    source: Option<&SourceDraft>,
    report: &mut impl FnMut(&'static str, Reason),
) -> Option<Source> {
    match source {
        None => {
            report("source", Reason::SourceMissing);
            None
        }
        Some(SourceDraft::Juror { minimum, maximum }) => {
            let minimum = check_number("juror.minimum", minimum, report);
            let maximum = check_number("juror.maximum", maximum, report);
            let (minimum, maximum) = (minimum?, maximum?);
            if minimum >= maximum {
                report("juror", Reason::ScaleInvalid);
            }
            Some(Source::Juror(JurorScale { minimum, maximum }))
        }
        Some(SourceDraft::Measured {
            measure,
            floor,
            target,
            minimum_volume,
        }) => {
            let measure = measure
                .parse::<Measure>()
                .map_err(|_| report("measured.measure", Reason::MeasureUnknown));
            let floor = check_number("measured.floor", floor, report);
            let target = check_number("measured.target", target, report);
            let minimum_volume = check_volume(*minimum_volume, report);
            let (floor, target) = (floor?, target?);
            // A rate lies within 0 and 1; a target of "97.3" was meant in per cent and would let nobody score.
            if floor < Exact::zero() || floor >= target || target > Exact::one() {
                report("measured", Reason::ScaleInvalid);
            }
            Some(Source::Measured(MeasuredScale {
                measure: measure.ok()?,
                floor,
                target,
                minimum_volume: minimum_volume?,
            }))
        }
    }
}

fn check_volume(volume: i64, report: &mut impl FnMut(&'static str, Reason)) -> Option<u64> {
    let positive = u64::try_from(volume).ok().filter(|volume| *volume >= 1);
    if positive.is_none() {
        report("measured.minimum_volume", Reason::NumberInvalid);
    }
    positive
}

fn check_number(
    field: &'static str,
    text: &str,
    report: &mut impl FnMut(&'static str, Reason),
) -> Option<Exact> {
    let number = text.parse::<Exact>().ok();
    if number.is_none() {
        report(field, Reason::NumberInvalid);
    }
    number
}
