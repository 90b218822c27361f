//! Short ways to say what the examples are about.

use std::collections::BTreeMap;

use proof::result::{Category, Entrant, Heading, Organisation};
use proof::{Digest, Salt, SealedResult};
use rules::rubric::{CriterionDraft, SourceDraft};
use rules::{Evidence, LaporCounts, Rubric};

pub const SALT: Salt = Salt::new([7; 32]);

pub fn heading(code: &str, places: u32, snapshot_commitment: Option<Digest>) -> Heading {
    let (id, name, name_en) = (
        format!("id-{code}"),
        format!("Kategori {code}"),
        format!("Category {code}"),
    );
    let category = Category {
        id,
        code: code.into(),
        name,
        name_en,
        places,
    };
    Heading {
        example: true,
        edition_id: "diskom-fest-2024".into(),
        category,
        snapshot_commitment,
    }
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
pub fn reels_rubric() -> Rubric {
    let judged = |code, weight| {
        criterion(
            code,
            weight,
            SourceDraft::Juror {
                minimum: "0".into(),
                maximum: "100".into(),
            },
        )
    };
    Rubric::new(vec![judged("kreativitas", "0.6"), judged("pesan", "0.4")]).unwrap()
}

pub fn entrant(id: &str, evidence: Evidence) -> Entrant {
    let organisation = Organisation {
        code: format!("32.16.{id}"),
        name: format!("Kecamatan {id}"),
        kind: "kecamatan".into(),
    };
    Entrant {
        subject_id: id.into(),
        title: format!("Karya {id}"),
        organisation,
        evidence,
    }
}

pub fn marked<T: AsRef<str>>(id: &str, creativity: &[T], message: &[T]) -> Entrant {
    let read = |marks: &[T]| {
        marks
            .iter()
            .map(|mark| mark.as_ref().parse().unwrap())
            .collect()
    };
    let marks = BTreeMap::from([
        ("kreativitas".to_owned(), read(creativity)),
        ("pesan".to_owned(), read(message)),
    ]);
    entrant(id, Evidence::Marks(marks))
}

/// a before b before c; two places.
pub fn reels() -> SealedResult {
    let entrants = vec![
        marked("c", &["60", "60", "61"], &["50", "50", "50"]),
        marked("a", &["90", "80", "85"], &["70", "72", "71.5"]),
        marked("b", &["70", "70", "70"], &["80", "80", "80"]),
    ];
    SealedResult::compute(heading("reels", 2, None), reels_rubric(), entrants).unwrap()
}

/// The busy one is ranked, the tiny one has too few reports.
pub fn lapor() -> SealedResult {
    let measured = SourceDraft::Measured {
        measure: "lapor.follow_up_rate".into(),
        floor: "0.5".into(),
        target: "1".into(),
        minimum_volume: 5,
    };
    let rubric = Rubric::new(vec![criterion("tindak-lanjut", "1", measured)]).unwrap();
    let counted = |id, received, resolved, open| {
        entrant(
            id,
            Evidence::Measures(LaporCounts::new(received, resolved, 0, open).unwrap()),
        )
    };
    let entrants = vec![counted("tiny", 1, 1, 0), counted("busy", 200, 150, 1)];
    SealedResult::compute(
        heading("lapor", 3, Some(Digest::of(b"rows"))),
        rubric,
        entrants,
    )
    .unwrap()
}
