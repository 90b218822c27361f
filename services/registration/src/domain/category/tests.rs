//! Categories as they are asked for and rewritten.

use super::*;

fn kinds() -> HashSet<String> {
    ["desa", "bumd"].map(str::to_owned).into()
}

fn draft() -> Draft {
    Draft {
        edition_id: "fest-2024".to_owned(),
        code: "media-sosial-desa".to_owned(),
        name: "Media sosial desa".to_owned(),
        name_en: "Social media of villages".to_owned(),
        field: "ikp".to_owned(),
        subject: Some(Subject::Organisation),
        intake: Some(Intake::Monitored),
        levels: vec!["desa".to_owned()],
        places: 3,
        proposal: true,
        minimum_entries: 0,
        minimum_volume: 5,
        may_stay_unawarded: true,
        scores: Scores {
            public: PublicScores::Winners,
            name: "Nilai akhir".to_owned(),
            name_en: "Final score".to_owned(),
        },
    }
}

fn reasons(draft: Draft) -> Vec<&'static str> {
    let found = draft.check(Uuid::nil(), &kinds()).expect_err("refused");
    found.as_slice().iter().map(|one| one.reason).collect()
}

#[test]
fn a_category_begins_at_version_one() {
    let category = draft().check(Uuid::nil(), &kinds()).expect("fine");
    assert_eq!((category.version, category.places), (1, 3));
}

#[test]
fn everything_wrong_with_a_category_is_said_at_once() {
    let empty = Draft {
        code: "Media Sosial".to_owned(),
        name: String::new(),
        name_en: " ".to_owned(),
        field: String::new(),
        subject: None,
        intake: None,
        levels: Vec::new(),
        places: 0,
        minimum_volume: -1,
        scores: Scores {
            name: String::new(),
            ..draft().scores
        },
        ..draft()
    };
    assert_eq!(
        reasons(empty),
        [
            "CODE_INVALID",
            "NAME_MISSING",
            "NAME_MISSING",
            "FIELD_MISSING",
            "SUBJECT_MISSING",
            "INTAKE_MISSING",
            "LEVELS_MISSING",
            "PLACES_INVALID",
            "MINIMUM_INVALID",
            "SCORE_NAME_MISSING"
        ]
    );
}

#[test]
fn a_level_is_a_known_kind_and_named_once() {
    let with = |levels: &[&str]| Draft {
        levels: levels.iter().map(|level| (*level).to_owned()).collect(),
        ..draft()
    };
    assert_eq!(reasons(with(&["desa", "kota"])), ["LEVEL_UNKNOWN"]);
    assert_eq!(reasons(with(&["desa", "desa"])), ["LEVEL_REPEATED"]);
}

#[test]
fn scores_that_nobody_sees_have_no_name() {
    let hidden = Draft {
        scores: Scores {
            public: PublicScores::None,
            ..draft().scores
        },
        ..draft()
    };
    let category = hidden.check(Uuid::nil(), &kinds()).expect("fine");
    assert_eq!(category.scores, Scores::default());
}

#[test]
fn only_the_last_version_is_rewritten_or_removed() {
    let category = || draft().check(Uuid::nil(), &kinds()).expect("fine");
    let rewritten = Category {
        places: 5,
        ..category()
    };
    let updated = category().update(1, rewritten.clone()).expect("rewritten");
    assert_eq!((updated.places, updated.version), (5, 2));
    let stale = updated.clone().update(1, rewritten);
    assert_eq!(stale, Err(Refusal::VersionStale));
    assert_eq!(updated.clone().remove(1), Err(Refusal::VersionStale));
    assert_eq!(updated.remove(2).map(|removed| removed.version), Ok(3));
}
