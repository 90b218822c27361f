//! What a ranking takes, and what comes of it.

use proptest::prelude::*;
use rules::LaporCounts;

use super::super::samples::{
    category, edition, entry, faults, id, judged_criteria, measured_criteria, organisation,
};
use super::*;

fn sheet(number: u128, entry: u128, marks: [&str; 2]) -> JudgedSheet {
    let codes = ["kreativitas", "pesan"].into_iter().map(str::to_owned);
    let marks = marks.into_iter().map(|mark| mark.parse().expect("a mark"));
    JudgedSheet {
        assignment_id: id(number),
        entry_id: id(entry),
        submitted: true,
        marks: codes.zip(marks).collect(),
    }
}

fn judged() -> Inputs {
    Inputs {
        category: category(Intake::Entered),
        rubric: Rubric::new(judged_criteria()).ok(),
        entries: vec![entry(10), entry(11)],
        sheets: vec![
            sheet(20, 10, ["3", "4"]),
            sheet(21, 11, ["4", "4"]),
            sheet(22, 11, ["5", "3"]),
        ],
        snapshot: None,
    }
}

fn measured() -> Inputs {
    let row = |number: u128, received, not_followed_up| MeasuredOrganisation {
        organisation_id: id(number),
        organisation: organisation(number),
        counts: LaporCounts::new(received, 0, 0, not_followed_up).expect("counts"),
    };
    let snapshot = Snapshot {
        id: id(30),
        category_id: id(1),
        commitment: proof::Digest::of(b"promised"),
        version: 1,
    };
    Inputs {
        category: category(Intake::Monitored),
        rubric: Rubric::new(measured_criteria()).ok(),
        entries: Vec::new(),
        sheets: Vec::new(),
        snapshot: Some((
            snapshot,
            vec![row(31, 20, 6), row(32, 100, 10), row(33, 2, 0)],
        )),
    }
}

fn missing(inputs: Inputs) -> Vec<String> {
    faults(&inputs.result(false).expect_err("incomplete"))
}

#[test]
fn the_mean_of_the_sheets_decides() {
    let result = judged().result(true).expect("a result");
    assert!(result.heading.example);
    assert_eq!(result.heading.snapshot_commitment, None);
    let order: Vec<_> = result
        .subjects
        .iter()
        .map(|subject| {
            let total = subject.total.as_ref().expect("a total").to_string();
            (subject.rank, subject.entrant.title.as_str(), total)
        })
        .collect();
    // (4 + 5) / 2 on the scale from 1 to 5 is 7/8, (4 + 3) / 2 is 5/8: 60 * 7/8 + 40 * 5/8 = 77.5.
    assert_eq!(
        order,
        [
            (Some(1), "Karya 11", "77.5".to_owned()),
            (Some(2), "Karya 10", "60".to_owned())
        ]
    );
}

#[test]
fn counts_decide_where_nobody_judges_and_too_few_have_no_rank() {
    let result = measured().result(false).expect("a result");
    let commitment = proof::Digest::of(b"promised");
    assert_eq!(result.heading.snapshot_commitment, Some(commitment));
    let ranks: Vec<_> = result
        .subjects
        .iter()
        .map(|subject| (subject.entrant.organisation.code.as_str(), subject.rank))
        .collect();
    assert_eq!(
        ranks,
        [("pd-32", Some(1)), ("pd-31", Some(2)), ("pd-33", None)]
    );
}

#[test]
fn all_that_is_missing_is_named_at_once() {
    let mut inputs = judged();
    inputs.rubric = None;
    inputs.entries.push(entry(12));
    inputs.sheets[0].submitted = false;
    assert_eq!(
        missing(inputs),
        [
            "rubric RUBRIC_MISSING".to_owned(),
            format!("entries[{}] ASSIGNMENTS_MISSING", id(12)),
            format!("assignments[{}] SHEETS_OPEN", id(20)),
        ]
    );
    let mut nobody = judged();
    nobody.entries.clear();
    nobody.sheets.clear();
    assert_eq!(missing(nobody), ["entries ENTRIES_MISSING"]);
    let mut uncounted = measured();
    uncounted.snapshot = None;
    assert_eq!(missing(uncounted), ["snapshot SNAPSHOT_MISSING"]);
}

#[test]
fn marks_that_do_not_fit_the_rubric_are_refused_without_being_named() {
    let mut inputs = judged();
    inputs.sheets[0] = sheet(20, 10, ["7.77", "4"]);
    let refused = inputs.result(false).expect_err("outside the scale");
    assert_eq!(
        faults(&refused),
        [format!(
            "subjects[{}].kreativitas MARK_OUTSIDE_SCALE",
            id(10)
        )]
    );
    assert!(!format!("{refused:?} {refused}").contains("7.77"));
}

#[test]
fn a_plenary_of_another_edition_is_not_let_in() {
    let category = category(Intake::Entered);
    assert_eq!(category.admit_plenary(&[edition().id]), Ok(()));
    for grants in [vec![], vec!["diskom-fest-2023".to_owned()]] {
        let refused = category.admit_plenary(&grants);
        assert_eq!(refused, Err(Refusal::PlenaryOtherEdition));
    }
}

proptest! {
    #[test]
    fn the_order_in_which_rows_come_changes_nothing(shuffled in Just(judged().sheets.len()).prop_flat_map(|count| {
        Just((0..count).collect::<Vec<_>>()).prop_shuffle()
    })) {
        let mut inputs = judged();
        let sheets = inputs.sheets.clone();
        inputs.sheets = shuffled.into_iter().map(|position| sheets[position].clone()).collect();
        inputs.entries.reverse();
        let straight = judged().result(false).expect("a result");
        prop_assert_eq!(inputs.result(false).expect("a result"), straight);
    }
}
