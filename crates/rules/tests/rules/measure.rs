use proptest::prelude::*;
use rules::rubric::MeasuredScale;
use rules::{Exact, LaporCounts, Measure};

use crate::stories::number;

fn counts(received: u64, resolved: u64, in_process: u64, not_followed_up: u64) -> LaporCounts {
    LaporCounts::new(received, resolved, in_process, not_followed_up).unwrap()
}

fn follow_up(floor: &str, target: &str, minimum_volume: u64) -> MeasuredScale {
    let measure = Measure::LaporFollowUpRate;
    MeasuredScale {
        measure,
        floor: number(floor),
        target: number(target),
        minimum_volume,
    }
}

#[test]
fn the_countys_figures_of_2023_give_the_published_rates() {
    let year_2023 = counts(711, 505, 137, 19);
    assert_eq!(
        Measure::LaporFollowUpRate
            .rate(&year_2023)
            .unwrap()
            .to_string(),
        "692/711"
    );
    assert_eq!(
        (Measure::LaporFollowUpRate.rate(&year_2023).unwrap() * number("100")).rounded(1),
        "97.3"
    );
    assert_eq!(
        (Measure::LaporResolvedRate.rate(&year_2023).unwrap() * number("100")).rounded(0),
        "71"
    );
    assert_eq!(year_2023.other(), 50);
}

#[test]
fn no_reports_are_no_rate_and_not_zero() {
    let silent = counts(0, 0, 0, 0);
    assert_eq!(
        Measure::ALL.map(|measure| measure.rate(&silent)),
        [None, None]
    );
    assert_eq!(follow_up("0", "1", 1).score(&silent), None);
}

#[test]
fn parts_above_the_whole_are_refused() {
    assert!(LaporCounts::new(10, 5, 3, 2).is_ok());
    assert!(LaporCounts::new(10, 5, 3, 3).is_err());
    assert!(LaporCounts::new(u64::MAX, u64::MAX, u64::MAX, u64::MAX).is_err());
    let json = r#"{"received":1,"resolved":1,"in_process":1,"not_followed_up":0}"#;
    assert!(serde_json::from_str::<LaporCounts>(json).is_err());
}

#[test]
fn the_floor_gives_nothing_the_target_everything_and_between_it_is_linear() {
    let scale = follow_up("0.5", "0.9", 1);
    let score = |not_followed_up| {
        scale
            .score(&counts(10, 0, 0, not_followed_up))
            .unwrap()
            .to_string()
    };
    assert_eq!(
        [6, 5, 4, 3, 1, 0].map(score),
        ["0", "0", "0.25", "0.5", "1", "1"]
    );
}

#[test]
fn below_the_minimum_volume_there_is_no_score() {
    let scale = follow_up("0", "1", 5);
    assert_eq!(scale.score(&counts(4, 4, 0, 0)), None);
    assert_eq!(scale.score(&counts(5, 5, 0, 0)), Some(Exact::one()));
}

#[test]
fn a_measure_is_found_by_its_id_alone() {
    for measure in Measure::ALL {
        assert_eq!(measure.to_string().parse(), Ok(measure));
        assert_eq!(
            serde_json::to_string(&measure).unwrap(),
            format!("\"{measure}\"")
        );
    }
    assert!("lapor.speed".parse::<Measure>().is_err());
}

proptest! {
    #[test]
    fn a_score_lies_within_0_and_1_and_an_answer_more_never_lowers_it(received in 1u64..500, open in 1u64..500) {
        let open = open.min(received);
        let scale = follow_up("0.5", "0.95", 1);
        let before = scale.score(&counts(received, 0, 0, open)).unwrap();
        let after = scale.score(&counts(received, 0, 1, open - 1)).unwrap();
        prop_assert!(Exact::zero() <= before && before <= after && after <= Exact::one());
    }
}
