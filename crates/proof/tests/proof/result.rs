use proof::SealedResult;
use proptest::prelude::*;
use rules::{Evidence, Exact};

use crate::stories::{SALT, heading, lapor, marked, reels, reels_rubric};

type Line<'a> = (&'a str, Option<u32>, Option<u32>, Option<String>);

fn lines(result: &SealedResult) -> Vec<Line<'_>> {
    let total = |total: &Option<Exact>| total.as_ref().map(Exact::to_string);
    result
        .subjects
        .iter()
        .map(|s| {
            (
                s.entrant.subject_id.as_str(),
                s.rank,
                s.place,
                total(&s.total),
            )
        })
        .collect()
}

#[test]
fn a_result_lists_the_ranked_with_their_places() {
    let result = reels();
    let line = |id, rank, place, total: &str| (id, Some(rank), place, Some(total.to_owned()));
    let expected = [
        line("a", 1, Some(1), "1192/15"),
        line("b", 2, Some(2), "74"),
        line("c", 3, None, "56.2"),
    ];
    assert_eq!(lines(&result), expected);
    assert_eq!(result.winners().count(), 2);
}

#[test]
fn who_has_too_few_reports_stands_last_without_rank_and_total() {
    let result = lapor();
    assert_eq!(
        lines(&result),
        [
            ("busy", Some(1), Some(1), Some("99".into())),
            ("tiny", None, None, None)
        ]
    );
}

#[test]
fn the_marks_of_a_criterion_do_not_tell_in_which_order_jurors_gave_them() {
    let result = reels();
    let Evidence::Marks(marks) = &result.subjects[0].entrant.evidence else {
        panic!("no marks")
    };
    let values = |code: &str| marks[code].iter().map(Exact::to_string).collect::<Vec<_>>();
    assert_eq!(values("kreativitas"), ["80", "85", "90"]);
    assert_eq!(values("pesan"), ["70", "71.5", "72"]);
}

#[test]
fn a_missing_mark_stops_the_result() {
    let entrants = vec![marked("a", &["80", "90"], &["70"])];
    let incomplete =
        SealedResult::compute(heading("reels", 1, None), reels_rubric(), entrants).unwrap_err();
    assert_eq!(
        incomplete.0[0].to_string(),
        "a lacks 1 of the marks for pesan"
    );
}

#[test]
fn a_sealed_result_is_opened_as_itself_and_can_be_computed_again() {
    for result in [reels(), lapor()] {
        let sealed = result.seal(SALT).unwrap();
        let opened = SealedResult::open(&sealed.content, &sealed.salt, &sealed.root).unwrap();
        assert_eq!(opened, result);
        assert_eq!(opened.recompute(), Ok(()));
    }
}

/// Whoever changes this text changes every root: that is a new schema, not a new test.
#[test]
fn the_document_has_the_form_that_the_first_schema_fixed() {
    let sealed = lapor().seal(SALT).unwrap();
    let expected = concat!(
        r#"{"category":{"code":"lapor","id":"id-lapor","name":"Kategori lapor","name_en":"Category lapor","places":3},"#,
        r#""edition_id":"diskom-fest-2024","example":true,"#,
        r#""rubric":[{"code":"tindak-lanjut","name":"Kriteria tindak-lanjut","name_en":"Criterion tindak-lanjut","#,
        r#""source":{"measured":{"floor":"0.5","measure":"lapor.follow_up_rate","minimum_volume":5,"target":"1"}},"weight":"1"}],"#,
        r#""schema":"fest.result.v1","#,
        r#""snapshot_commitment":"bc51e9e65d79e1c90ba544ab2eae1044ccdf8c1af7a559ba375cba4276f7d99e","#,
        r#""subjects":[{"evidence":{"measures":{"in_process":0,"not_followed_up":1,"received":200,"resolved":150}},"#,
        r#""organisation":{"code":"32.16.busy","kind":"kecamatan","name":"Kecamatan busy"},"place":1,"rank":1,"#,
        r#""scores":[{"criterion":"tindak-lanjut","score":"0.99"}],"subject_id":"busy","title":"Karya busy","total":"99"},"#,
        r#"{"evidence":{"measures":{"in_process":0,"not_followed_up":0,"received":1,"resolved":1}},"#,
        r#""organisation":{"code":"32.16.tiny","kind":"kecamatan","name":"Kecamatan tiny"},"place":null,"rank":null,"#,
        r#""scores":[],"subject_id":"tiny","title":"Karya tiny","total":null}]}"#,
    );
    assert_eq!(String::from_utf8(sealed.content).unwrap(), expected);
    assert_eq!(
        sealed.root.to_string(),
        "d71f052b58bf12c6b6a215105d723cbf32d90ac1f835efdae0f281b8608e8977"
    );
}

proptest! {
    #[test]
    fn any_marks_give_a_result_that_follows_from_itself_in_whatever_order_they_come(
        marks in prop::collection::vec(prop::collection::vec((0u32..=100, 0u32..=100), 3), 1..8), places in 1u32..5,
    ) {
        let entrant = |(i, sheets): (usize, &Vec<(u32, u32)>)| {
            let (creativity, message): (Vec<_>, Vec<_>) = sheets.iter().map(|(a, b)| (a.to_string(), b.to_string())).unzip();
            marked(&format!("s{i}"), &creativity, &message)
        };
        let entrants: Vec<_> = marks.iter().enumerate().map(entrant).collect();
        let reversed = entrants.iter().rev().cloned().collect();
        let compute = |entrants| SealedResult::compute(heading("reels", places, None), reels_rubric(), entrants).unwrap();
        let result = compute(entrants);
        prop_assert_eq!(&compute(reversed), &result);
        let sealed = result.seal(SALT).unwrap();
        prop_assert_eq!(SealedResult::open(&sealed.content, &SALT, &sealed.root).unwrap(), result);
    }
}
