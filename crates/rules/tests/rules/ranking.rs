use proptest::prelude::*;
use rules::evaluation::{GapReason, evaluate};
use rules::ranking::Ranked;
use rules::{Evidence, Exact, Ranking, Subject};

use crate::stories::{counted, lapor, marked, number, reels};

fn ranks(ranking: &Ranking) -> Vec<(u32, &str, String)> {
    ranking
        .ranked
        .iter()
        .map(|s| (s.rank, s.subject_id.as_str(), s.score.total.to_string()))
        .collect()
}

fn both(id: &str, creativity: &str, message: &str) -> Subject {
    marked(id, &[("kreativitas", &[creativity]), ("pesan", &[message])])
}

#[test]
fn a_total_is_a_hundred_times_the_weighted_sum_of_the_mean_marks() {
    let subject = marked(
        "a",
        &[
            ("kreativitas", &["80", "90", "85"]),
            ("pesan", &["70", "71", "70"]),
        ],
    );
    let ranking = Ranking::new(&reels(), &[subject]).unwrap();
    let score = &ranking.ranked[0].score;
    assert_eq!(
        score
            .criteria
            .iter()
            .map(|part| part.score.to_string())
            .collect::<Vec<_>>(),
        ["0.85", "211/300"]
    );
    assert_eq!(score.total.to_string(), "1187/15");
    assert_eq!(score.total.rounded(2), "79.13");
}

#[test]
fn a_tie_in_the_total_is_broken_by_the_criteria_in_their_order() {
    let subjects = [
        both("a", "70", "85"),
        both("b", "80", "70"),
        both("c", "90", "55"),
    ];
    let ranking = Ranking::new(&reels(), &subjects).unwrap();
    assert_eq!(
        ranks(&ranking),
        [
            (1, "c", "76".into()),
            (2, "b", "76".into()),
            (3, "a", "76".into())
        ]
    );
}

#[test]
fn who_is_equal_in_everything_shares_the_rank_and_the_next_is_skipped() {
    let subjects = [
        both("c", "60", "60"),
        both("b", "90", "90"),
        both("a", "90", "90"),
    ];
    let ranking = Ranking::new(&reels(), &subjects).unwrap();
    assert_eq!(
        ranks(&ranking),
        [
            (1, "a", "90".into()),
            (1, "b", "90".into()),
            (3, "c", "60".into())
        ]
    );
}

#[test]
fn a_shared_last_place_awards_one_more_and_a_skipped_rank_nobody() {
    let subjects = [
        both("a", "90", "90"),
        both("b", "80", "80"),
        both("c", "80", "80"),
        both("d", "70", "70"),
    ];
    let ranking = Ranking::new(&reels(), &subjects).unwrap();
    let awarded = |places| {
        ranking
            .awarded(places)
            .map(|s| (s.place(places), s.subject_id.as_str()))
            .collect::<Vec<_>>()
    };
    assert_eq!(awarded(1), [(Some(1), "a")]);
    assert_eq!(awarded(2), [(Some(1), "a"), (Some(2), "b"), (Some(2), "c")]);
    assert_eq!(awarded(3), awarded(2));
    assert_eq!(awarded(4).len(), 4);
}

#[test]
fn means_in_elevenths_are_told_apart_where_rounding_would_not() {
    let eleven = |first: &'static str| [&[first][..], &["3"; 10]].concat();
    let (higher, lower) = (eleven("4.0001"), eleven("4"));
    let subject =
        |id: &str, marks: &[&str]| marked(id, &[("kreativitas", marks), ("pesan", marks)]);
    let ranking = Ranking::new(&reels(), &[subject("a", &lower), subject("b", &higher)]).unwrap();
    assert_eq!(
        ranks(&ranking),
        [(1, "b", "340001/110000".into()), (2, "a", "34/11".into())]
    );
    assert_eq!(
        ranking
            .ranked
            .iter()
            .map(|s| s.score.total.rounded(2))
            .collect::<Vec<_>>(),
        ["3.09", "3.09"]
    );
}

#[test]
fn one_of_one_does_not_beat_199_of_200() {
    let subjects = [
        counted("tiny", 1, 1, 0),
        counted("busy", 200, 199, 1),
        counted("silent", 0, 0, 0),
    ];
    let ranking = Ranking::new(&lapor(), &subjects).unwrap();
    assert_eq!(ranks(&ranking), [(1, "busy", "100".into())]);
    assert_eq!(ranking.unranked, ["silent", "tiny"]);
}

#[test]
fn a_missing_mark_is_named_and_never_counted_as_zero() {
    let subjects = [
        marked("b", &[("kreativitas", &["80", "90"]), ("pesan", &["70"])]),
        marked("a", &[("kreativitas", &["80"])]),
        marked("c", &[]),
    ];
    let gaps = Ranking::new(&reels(), &subjects).unwrap_err().0;
    let named: Vec<_> = gaps
        .iter()
        .map(|g| {
            (
                g.subject_id.as_str(),
                g.criterion.as_str(),
                g.reason.clone(),
            )
        })
        .collect();
    let one = GapReason::MarksMissing { count: 1 };
    let expected = [
        ("a", "pesan", one.clone()),
        ("b", "pesan", one.clone()),
        ("c", "kreativitas", one.clone()),
        ("c", "pesan", one),
    ];
    assert_eq!(named, expected);
}

#[test]
fn what_does_not_fit_the_rubric_is_named() {
    let subjects = [
        marked(
            "a",
            &[
                ("kreativitas", &["100.5"]),
                ("pesan", &["0"]),
                ("gaya", &["1"]),
            ],
        ),
        counted("b", 10, 5, 1),
        both("c", "1", "1"),
        both("c", "2", "2"),
    ];
    let gaps = evaluate(&reels(), &subjects).unwrap_err().0;
    let named: Vec<_> = gaps
        .iter()
        .map(|gap| {
            (
                gap.subject_id.as_str(),
                gap.criterion.as_str(),
                gap.reason.as_str(),
            )
        })
        .collect();
    let expected = [
        ("a", "kreativitas", "MARK_OUTSIDE_SCALE"),
        ("a", "gaya", "CRITERION_UNKNOWN"),
        ("b", "kreativitas", "MARKS_MISSING"),
        ("b", "pesan", "MARKS_MISSING"),
        ("c", "", "SUBJECT_REPEATED"),
    ];
    assert_eq!(named, expected);
    let gaps = evaluate(&lapor(), &[marked("a", &[])]).unwrap_err().0;
    assert_eq!(
        gaps.iter()
            .map(|gap| gap.reason.as_str())
            .collect::<Vec<_>>(),
        ["COUNTS_MISSING"; 2]
    );
}

/// Few different marks, so that ties are common.
fn some_subjects() -> impl Strategy<Value = Vec<Subject>> {
    prop::collection::vec((0u32..5, 0u32..5), 0..12).prop_map(|marks| {
        let subject = |(i, (a, b)): (usize, (u32, u32))| {
            both(
                &format!("s{i:02}"),
                &(a * 20).to_string(),
                &(b * 30).min(100).to_string(),
            )
        };
        marks.into_iter().enumerate().map(subject).collect()
    })
}

proptest! {
    #[test]
    fn the_order_of_the_subjects_does_not_matter((subjects, shuffled) in some_subjects().prop_flat_map(|s| (Just(s.clone()), Just(s).prop_shuffle()))) {
        prop_assert_eq!(Ranking::new(&reels(), &subjects), Ranking::new(&reels(), &shuffled));
    }

    #[test]
    fn a_rank_is_one_more_than_the_number_of_those_before_it(subjects in some_subjects()) {
        let ranking = Ranking::new(&reels(), &subjects).unwrap();
        prop_assert_eq!(ranking.ranked.len(), subjects.len());
        let key = |s: &Ranked| (s.score.total.clone(), s.score.criteria.iter().map(|c| c.score.clone()).collect::<Vec<_>>());
        for subject in &ranking.ranked {
            let before = ranking.ranked.iter().filter(|other| key(other) > key(subject)).count();
            prop_assert_eq!(subject.rank as usize, before + 1);
        }
    }

    #[test]
    fn a_better_mark_never_worsens_the_rank(subjects in some_subjects().prop_filter("somebody", |s| !s.is_empty()), raised in 0usize..12) {
        let raised = raised % subjects.len();
        let id = subjects[raised].id.clone();
        let rank_of = |subjects: &[Subject]| {
            let ranking = Ranking::new(&reels(), subjects).unwrap();
            ranking.ranked.into_iter().find(|s| s.subject_id == id).map(|s| (s.rank, s.score.total)).unwrap()
        };
        let (rank_before, total_before) = rank_of(&subjects);
        let mut better = subjects.clone();
        if let Evidence::Marks(marks) = &mut better[raised].evidence {
            marks.insert("pesan".into(), vec![number("100")]);
        }
        let (rank_after, total_after) = rank_of(&better);
        prop_assert!(total_after >= total_before && rank_after <= rank_before);
    }

    #[test]
    fn a_total_lies_within_0_and_100(marks in prop::collection::vec(0u32..=1_000_000, 1..9)) {
        let marks: Vec<String> = marks.iter().map(|mark| format!("{}.{:04}", mark / 10_000, mark % 10_000)).collect();
        let marks: Vec<&str> = marks.iter().map(String::as_str).collect();
        let subject = marked("a", &[("kreativitas", &marks), ("pesan", &marks)]);
        let ranking = Ranking::new(&reels(), &[subject]).unwrap();
        let total = &ranking.ranked[0].score.total;
        prop_assert!(&Exact::zero() <= total && total <= &number("100"));
    }
}
