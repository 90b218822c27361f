//! Short ways to say what the examples are about.

use std::collections::BTreeMap;

use rules::rubric::{CriterionDraft, SourceDraft};
use rules::{Evidence, Exact, LaporCounts, Rubric, Subject};

pub fn number(text: &str) -> Exact {
    text.parse().unwrap()
}

pub fn judged(code: &str, weight: &str) -> CriterionDraft {
    let scale = SourceDraft::Juror {
        minimum: "0".into(),
        maximum: "100".into(),
    };
    criterion(code, weight, scale)
}

pub fn measured(
    code: &str,
    weight: &str,
    measure: &str,
    floor: &str,
    target: &str,
) -> CriterionDraft {
    let (measure, floor, target) = (measure.into(), floor.into(), target.into());
    criterion(
        code,
        weight,
        SourceDraft::Measured {
            measure,
            floor,
            target,
            minimum_volume: 5,
        },
    )
}

fn criterion(code: &str, weight: &str, source: SourceDraft) -> CriterionDraft {
    let (name, name_en) = (format!("Kriteria {code}"), format!("Criterion {code}"));
    CriterionDraft {
        code: code.into(),
        name,
        name_en,
        weight: weight.into(),
        source: Some(source),
    }
}

/// Creativity 60 %, message 40 %, marks from 0 to 100.
pub fn reels() -> Rubric {
    Rubric::new(vec![judged("kreativitas", "0.6"), judged("pesan", "0.4")]).unwrap()
}

/// Follow-up 70 % up to a target of 95 %, resolved 30 % up to 80 %; at least five reports.
pub fn lapor() -> Rubric {
    let follow_up = measured(
        "tindak-lanjut",
        "0.7",
        "lapor.follow_up_rate",
        "0.5",
        "0.95",
    );
    let resolved = measured("selesai", "0.3", "lapor.resolved_rate", "0", "0.8");
    Rubric::new(vec![follow_up, resolved]).unwrap()
}

pub fn marked(id: &str, marks: &[(&str, &[&str])]) -> Subject {
    let read = |(code, values): &(&str, &[&str])| {
        (
            (*code).to_owned(),
            values.iter().map(|value| number(value)).collect(),
        )
    };
    let marks: BTreeMap<String, Vec<Exact>> = marks.iter().map(read).collect();
    Subject {
        id: id.into(),
        evidence: Evidence::Marks(marks),
    }
}

pub fn counted(id: &str, received: u64, resolved: u64, not_followed_up: u64) -> Subject {
    let counts = LaporCounts::new(received, resolved, 0, not_followed_up).unwrap();
    Subject {
        id: id.into(),
        evidence: Evidence::Measures(counts),
    }
}
