//! What the tests of the rules judge: one edition, one category, entries, a rubric of two criteria.

use chrono::{DateTime, Utc};
use proof::result::Organisation;
use rules::{
    Rubric,
    rubric::{CriterionDraft, Intake, SourceDraft},
};
use uuid::Uuid;

use super::{
    category::{Category, Edition},
    entry::{Entry, Judge},
    refusal::{Fault, Refusal},
};

pub const EDITION: &str = "diskom-fest-2024";
pub const CLOSES: &str = "2024-10-30T16:59:00Z";
pub const ANNOUNCES: &str = "2024-11-14T12:00:00Z";

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("a time")
}

/// The same id for the same number.
pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub fn edition() -> Edition {
    Edition {
        id: EDITION.to_owned(),
        locked: true,
        closes_at: at(CLOSES),
        announces_at: at(ANNOUNCES),
        version: 2,
    }
}

pub fn category(intake: Intake) -> Category {
    Category {
        id: id(1),
        edition_id: EDITION.to_owned(),
        code: "reels".to_owned(),
        name: "Reels terbaik".to_owned(),
        name_en: "Best reel".to_owned(),
        intake,
        places: 3,
        version: 1,
    }
}

pub fn entry(number: u128) -> Entry {
    Entry {
        id: id(number),
        edition_id: EDITION.to_owned(),
        category_id: id(1),
        title: format!("Karya {number}"),
        organisation: organisation(number),
        version: 3,
    }
}

pub fn organisation(number: u128) -> Organisation {
    Organisation {
        code: format!("pd-{number}"),
        name: format!("Dinas {number}"),
        kind: "perangkat_daerah".to_owned(),
    }
}

pub fn judge() -> Judge {
    Judge {
        id: id(2),
        edition_id: EDITION.to_owned(),
        account_id: id(3),
        version: 1,
    }
}

/// Two criteria from 1 to 5.
pub fn judged_criteria() -> Vec<CriterionDraft> {
    let scale = || SourceDraft::Juror {
        minimum: "1".to_owned(),
        maximum: "5".to_owned(),
    };
    vec![
        criterion("kreativitas", "0.6", scale()),
        criterion("pesan", "0.4", scale()),
    ]
}

pub fn measured_criteria() -> Vec<CriterionDraft> {
    let source = SourceDraft::Measured {
        measure: "lapor.follow_up_rate".to_owned(),
        floor: "0.5".to_owned(),
        target: "0.9".to_owned(),
        minimum_volume: 10,
    };
    vec![criterion("tindak-lanjut", "1", source)]
}

pub fn rubric() -> Rubric {
    Rubric::new(judged_criteria()).expect("a rubric")
}

fn criterion(code: &str, weight: &str, source: SourceDraft) -> CriterionDraft {
    CriterionDraft {
        code: code.to_owned(),
        name: code.to_owned(),
        name_en: code.to_owned(),
        weight: weight.to_owned(),
        source: Some(source),
    }
}

/// The refusal's faults as "field REASON".
pub fn faults(refusal: &Refusal) -> Vec<String> {
    let (Refusal::Invalid(faults) | Refusal::RankingIncomplete(faults)) = refusal else {
        panic!("no faults in {refusal:?}");
    };
    let text = |fault: &Fault| format!("{} {}", fault.field, fault.reason);
    faults.iter().map(text).collect()
}
