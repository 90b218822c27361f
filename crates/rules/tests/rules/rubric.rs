use proptest::prelude::*;
use rules::rubric::{CriterionDraft, Intake, Reason, SourceDraft};
use rules::{Exact, Rubric};

use crate::stories::{judged, lapor, measured, number, reels};

fn faults(criteria: Vec<CriterionDraft>) -> Vec<(String, &'static str)> {
    let faults = Rubric::new(criteria).unwrap_err().0;
    faults
        .iter()
        .map(|fault| (fault.path(), fault.reason.as_str()))
        .collect()
}

fn fault(path: &str, reason: &'static str) -> (String, &'static str) {
    (path.to_owned(), reason)
}

#[test]
fn weights_of_three_thirds_sum_to_exactly_one() {
    let thirds = ["a", "b", "c"].map(|code| judged(code, "1/3"));
    assert!(Rubric::new(thirds.to_vec()).is_ok());
}

#[test]
fn weights_that_only_round_to_one_are_refused() {
    let nearly = ["a", "b", "c"].map(|code| judged(code, "0.3333"));
    assert_eq!(
        faults(nearly.to_vec()),
        [fault("criteria", "WEIGHTS_NOT_ONE")]
    );
}

#[test]
fn a_rubric_has_between_one_and_fifty_criteria() {
    assert_eq!(faults(vec![]), [fault("criteria", "CRITERIA_MISSING")]);
    let equal = |count: usize| {
        (0..count)
            .map(|i| judged(&format!("c{i}"), &format!("1/{count}")))
            .collect::<Vec<_>>()
    };
    assert!(Rubric::new(equal(50)).is_ok());
    assert_eq!(faults(equal(51)), [fault("criteria", "CRITERIA_TOO_MANY")]);
}

#[test]
fn all_faults_come_at_once_with_their_place() {
    let mut nameless = judged("Kreativitas!", "0");
    nameless.name = "  ".into();
    nameless.name_en = String::new();
    let mut upside_down = judged("pesan", "half");
    upside_down.source = Some(SourceDraft::Juror {
        minimum: "10".into(),
        maximum: "10".into(),
    });
    let mut sourceless = judged("pesan", "0.5");
    sourceless.source = None;
    let mut unknown = measured("selesai", "0.5", "lapor.speed", "x", "0.9");
    if let Some(SourceDraft::Measured { minimum_volume, .. }) = &mut unknown.source {
        *minimum_volume = 0;
    }
    let found = faults(vec![nameless, upside_down, sourceless, unknown]);
    let expected = [
        fault("criteria[0].code", "CODE_INVALID"),
        fault("criteria[0].name", "NAME_MISSING"),
        fault("criteria[0].name_en", "NAME_MISSING"),
        fault("criteria[0].weight", "WEIGHT_NOT_POSITIVE"),
        fault("criteria[1].weight", "NUMBER_INVALID"),
        fault("criteria[1].juror", "SCALE_INVALID"),
        fault("criteria[2].code", "CODE_REPEATED"),
        fault("criteria[2].source", "SOURCE_MISSING"),
        fault("criteria[3].measured.measure", "MEASURE_UNKNOWN"),
        fault("criteria[3].measured.floor", "NUMBER_INVALID"),
        fault("criteria[3].measured.minimum_volume", "NUMBER_INVALID"),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_target_in_per_cent_is_refused() {
    let in_per_cent = measured("tindak-lanjut", "1", "lapor.follow_up_rate", "0", "97.3");
    assert_eq!(
        faults(vec![in_per_cent]),
        [fault("criteria[0].measured", "SCALE_INVALID")]
    );
}

#[test]
fn a_monitored_category_knows_no_jurors_and_any_other_no_measures() {
    let reasons = |rubric: Rubric, intake| match rubric.check_intake(intake) {
        Ok(()) => vec![],
        Err(faults) => faults
            .0
            .iter()
            .map(|fault| (fault.path(), fault.reason))
            .collect(),
    };
    assert_eq!(reasons(reels(), Intake::Entered), []);
    assert_eq!(reasons(lapor(), Intake::Monitored), []);
    let unwanted = |field: &str, reason| [0, 1].map(|i| (format!("criteria[{i}].{field}"), reason));
    assert_eq!(
        reasons(reels(), Intake::Monitored),
        unwanted("juror", Reason::MarksUnwanted)
    );
    assert_eq!(
        reasons(lapor(), Intake::Entered),
        unwanted("measured", Reason::MeasureUnwanted)
    );
}

#[test]
fn a_rubric_is_read_back_from_its_json_as_itself() {
    for rubric in [reels(), lapor()] {
        let json = serde_json::to_string(&rubric).unwrap();
        assert_eq!(serde_json::from_str::<Rubric>(&json).unwrap(), rubric);
    }
}

#[test]
fn json_is_no_way_around_the_rules() {
    let json = serde_json::to_string(&reels()).unwrap();
    let too_heavy = json.replace(r#""weight":"0.4""#, r#""weight":"0.5""#);
    assert!(serde_json::from_str::<Rubric>(&too_heavy).is_err());
    let with_more = json.replace(r#""minimum":"0""#, r#""minimum":"0","middle":"50""#);
    assert_ne!(with_more, json);
    assert!(serde_json::from_str::<Rubric>(&with_more).is_err());
}

proptest! {
    #[test]
    fn any_parts_of_a_whole_make_a_rubric_and_any_change_of_one_breaks_it(parts in prop::collection::vec(1u64..10_000, 1..20)) {
        let whole: u64 = parts.iter().sum();
        let weight = |part: u64| Exact::from(part).checked_div(&Exact::from(whole)).unwrap();
        let drafts = |parts: &[u64]| {
            parts.iter().enumerate().map(|(i, part)| judged(&format!("c{i}"), &weight(*part).to_string())).collect::<Vec<_>>()
        };
        let rubric = Rubric::new(drafts(&parts)).unwrap();
        prop_assert_eq!(rubric.criteria().iter().map(|criterion| &criterion.weight).sum::<Exact>(), number("1"));

        let mut heavier = parts.clone();
        heavier[0] += 1;
        prop_assert_eq!(faults(drafts(&heavier)), [fault("criteria", "WEIGHTS_NOT_ONE")]);
    }
}
