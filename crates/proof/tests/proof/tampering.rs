use proof::{Difference, Digest, OpenError, SealError, SealedResult, commit};
use proptest::prelude::*;
use rules::Evidence;

use crate::stories::{SALT, lapor, reels};

fn number(text: &str) -> rules::Exact {
    text.parse().unwrap()
}

/// Opens a text that somebody else put under a root of its own.
fn open_resealed(content: &str) -> Result<SealedResult, OpenError> {
    let root = commit(&SALT, content.as_bytes());
    SealedResult::open(content.as_bytes(), &SALT, &root)
}

fn sealed_text() -> String {
    String::from_utf8(reels().seal(SALT).unwrap().content).unwrap()
}

fn written_and_computed(result: &SealedResult) -> (String, String, String) {
    match result.recompute() {
        Err(Difference::Written {
            subject_id,
            written,
            computed,
            ..
        }) => (subject_id, written, computed),
        other => panic!("no difference found: {other:?}"),
    }
}

fn row(subject_id: &str, written: &str, computed: &str) -> (String, String, String) {
    (subject_id.into(), written.into(), computed.into())
}

#[test]
fn a_changed_total_rank_place_or_score_is_named() {
    let mut result = reels();
    result.subjects[1].total = Some(number("75"));
    assert_eq!(
        written_and_computed(&result),
        row("b", "total 75", "total 74")
    );

    let mut result = reels();
    result.subjects[1].rank = Some(1);
    assert_eq!(written_and_computed(&result), row("b", "rank 1", "rank 2"));

    let mut result = reels();
    result.subjects[2].place = Some(3);
    assert_eq!(
        written_and_computed(&result),
        row("c", "place 3", "place none")
    );

    let mut result = reels();
    result.subjects[1].scores[1].score = number("1");
    assert_eq!(
        written_and_computed(&result),
        row("b", "score 1 for pesan", "score 0.8 for pesan")
    );

    let mut result = reels();
    result.subjects[1].scores.pop();
    assert_eq!(
        written_and_computed(&result),
        row("b", "nothing", "score 0.8 for pesan")
    );
}

#[test]
fn a_changed_order_is_named() {
    let mut result = reels();
    result.subjects.swap(0, 1);
    assert_eq!(
        written_and_computed(&result),
        row("b", "subject b", "subject a")
    );
}

#[test]
fn a_changed_mark_count_or_weight_no_longer_gives_what_is_written() {
    let mut result = reels();
    if let Evidence::Marks(marks) = &mut result.subjects[2].entrant.evidence {
        marks.insert("pesan".into(), vec![number("100"); 3]);
    }
    assert!(matches!(
        result.recompute(),
        Err(Difference::Written { .. })
    ));

    let mut result = lapor();
    let Evidence::Measures(counts) = result.subjects[0].entrant.evidence else {
        panic!("no counts")
    };
    let fewer_open = rules::LaporCounts::new(counts.received(), counts.resolved(), 0, 0).unwrap();
    result.subjects[0].entrant.evidence = Evidence::Measures(fewer_open);
    assert_eq!(
        written_and_computed(&result),
        row("busy", "total 99", "total 100")
    );

    let mut result = reels();
    result.heading.category.places = 3;
    assert_eq!(
        written_and_computed(&result),
        row("c", "place none", "place 3")
    );
}

#[test]
fn a_mark_taken_away_leaves_inputs_that_give_no_ranking() {
    let mut result = reels();
    if let Evidence::Marks(marks) = &mut result.subjects[0].entrant.evidence {
        marks.remove("pesan");
    }
    assert!(matches!(result.recompute(), Err(Difference::Inputs(_))));
}

#[test]
fn a_result_that_does_not_follow_from_its_inputs_is_not_sealed() {
    let mut result = reels();
    result.subjects[0].total = Some(number("100"));
    assert!(matches!(result.seal(SALT), Err(SealError::Differs(_))));
}

#[test]
fn another_root_or_salt_opens_nothing() {
    let sealed = reels().seal(SALT).unwrap();
    let other_root = SealedResult::open(&sealed.content, &SALT, &Digest::of(b"other"));
    assert!(matches!(other_root, Err(OpenError::RootDiffers)));
    let other_salt = SealedResult::open(&sealed.content, &proof::Salt::new([8; 32]), &sealed.root);
    assert!(matches!(other_salt, Err(OpenError::RootDiffers)));
}

#[test]
fn an_unknown_schema_is_named() {
    let newer = sealed_text().replace("fest.result.v1", "fest.result.v2");
    assert!(
        matches!(open_resealed(&newer), Err(OpenError::SchemaUnknown(schema)) if schema == "fest.result.v2")
    );
}

#[test]
fn what_is_not_a_result_is_refused_even_under_a_fitting_root() {
    for text in ["", "{}", "[]", r#"{"schema":"fest.result.v1"}"#, "\u{0}"] {
        assert!(
            matches!(open_resealed(text), Err(OpenError::NotAResult(_))),
            "{text}"
        );
    }
}

#[test]
fn a_document_that_could_be_read_in_two_ways_is_refused() {
    let text = sealed_text();
    let open = |changed: String| {
        assert_ne!(changed, text);
        open_resealed(&changed)
    };
    let spaced = text.replacen(':', ": ", 1);
    assert!(matches!(open(spaced), Err(OpenError::NotCanonical)));
    let with_more = text.replacen(r#""rank":1"#, r#""rank":1,"rankings":1"#, 1);
    assert!(matches!(open(with_more), Err(OpenError::NotCanonical)));
    let unreduced = text.replacen("1192/15", "2384/30", 1);
    assert!(matches!(open(unreduced), Err(OpenError::NotCanonical)));
    let said_twice = text.replacen(r#""80""#, r#""80.0""#, 1);
    assert!(matches!(open(said_twice), Err(OpenError::NotCanonical)));
    let repeated = text.replacen(
        r#""kreativitas":["#,
        r#""kreativitas":["1"],"kreativitas":["#,
        1,
    );
    assert!(open(repeated).is_err());
}

proptest! {
    #[test]
    fn no_single_byte_can_be_changed(place in any::<prop::sample::Index>(), flip in 1u8..) {
        let sealed = reels().seal(SALT).unwrap();
        let mut content = sealed.content.clone();
        content[place.index(sealed.content.len())] ^= flip;
        prop_assert!(matches!(SealedResult::open(&content, &SALT, &sealed.root), Err(OpenError::RootDiffers)));
    }

    #[test]
    fn hostile_bytes_under_a_fitting_root_are_refused_without_a_panic(content in prop::collection::vec(any::<u8>(), 0..200)) {
        let root = commit(&SALT, &content);
        prop_assert!(SealedResult::open(&content, &SALT, &root).is_err());
    }

    #[test]
    fn a_changed_byte_under_a_root_of_its_own_is_refused_or_read_as_it_is_written(place in any::<prop::sample::Index>(), byte in 32u8..127) {
        let mut content = reels().seal(SALT).unwrap().content;
        let place = place.index(content.len());
        content[place] = byte;
        let root = commit(&SALT, &content);
        if let Ok(opened) = SealedResult::open(&content, &SALT, &root) {
            prop_assert_eq!(proof::to_canonical(&opened).unwrap(), content);
        }
    }
}
