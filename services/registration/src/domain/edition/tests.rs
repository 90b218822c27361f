//! Plans and phases.

use proptest::prelude::*;

use super::*;

pub fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("time")
}

pub fn timeline() -> Timeline {
    Timeline {
        monitoring_starts_at: at("2024-01-01T00:00:00+07:00"),
        opens_at: at("2024-10-14T08:00:00+07:00"),
        closes_at: at("2024-10-30T23:59:00+07:00"),
        announces_at: at("2024-11-14T19:00:00+07:00"),
    }
}

pub fn draft() -> PlanDraft {
    PlanDraft {
        name: "Diskom Fest 2024".to_owned(),
        year: 2024,
        timeline: Some(timeline()),
        ..PlanDraft::default()
    }
}

pub fn edition() -> Edition {
    Edition::draft("fest-2024", draft()).expect("draft")
}

fn reasons(found: &Violations) -> Vec<&'static str> {
    found.as_slice().iter().map(|one| one.reason).collect()
}

#[test]
fn everything_wrong_with_a_draft_is_said_at_once() {
    let found = Edition::draft("Fest 2024", PlanDraft::default()).expect_err("refused");
    assert_eq!(
        reasons(&found),
        [
            "EDITION_ID_INVALID",
            "NAME_MISSING",
            "YEAR_INVALID",
            "TIMELINE_MISSING"
        ]
    );
}

#[test]
fn a_timeline_out_of_order_names_the_moment_that_is_too_early() {
    let field = |change: fn(&mut Timeline)| {
        let mut timeline = timeline();
        change(&mut timeline);
        let plan = PlanDraft {
            timeline: Some(timeline),
            ..draft()
        };
        let found = Edition::draft("a", plan).expect_err("refused");
        assert_eq!(reasons(&found), ["TIMELINE_ORDER"]);
        found.as_slice()[0].field.clone()
    };
    assert_eq!(
        field(|one| one.opens_at = one.monitoring_starts_at - chrono::TimeDelta::seconds(1)),
        "timeline.opens_at"
    );
    assert_eq!(
        field(|one| one.closes_at = one.opens_at),
        "timeline.closes_at"
    );
    assert_eq!(
        field(|one| one.announces_at = one.closes_at - chrono::TimeDelta::seconds(1)),
        "timeline.announces_at"
    );
}

#[test]
fn only_a_draft_with_categories_is_locked_and_only_by_who_saw_its_last_version() {
    assert_eq!(edition().lock(2, 1), Err(Refusal::VersionStale));
    assert_eq!(edition().lock(1, 0), Err(Refusal::CategoriesMissing));
    let locked = edition().lock(1, 1).expect("locked");
    assert_eq!((locked.standing, locked.version), (Standing::Locked, 2));
    assert_eq!(locked.clone().lock(1, 1), Err(Refusal::VersionStale));
    assert_eq!(locked.lock(2, 1), Err(Refusal::EditionLocked));
}

#[test]
fn the_moment_of_opening_is_open_and_the_moment_of_closing_is_closed() {
    let edition = edition().lock(1, 1).expect("locked");
    let second = chrono::TimeDelta::seconds(1);
    let Timeline {
        opens_at,
        closes_at,
        ..
    } = timeline();
    assert_eq!(edition.phase(opens_at - second), Phase::Locked);
    assert_eq!(edition.phase(opens_at), Phase::Open);
    assert_eq!(edition.phase(closes_at - second), Phase::Open);
    assert_eq!(edition.phase(closes_at), Phase::Closed);
    assert_eq!(
        edition.must_take_claims(closes_at),
        Err(Refusal::EditionEnded)
    );
}

fn interview(starts_at: &str, ends_at: &str) -> StageDraft {
    StageDraft {
        kind: Some(StageKind::Interview),
        starts_at: Some(at(starts_at)),
        ends_at: Some(at(ends_at)),
    }
}

#[test]
fn every_fault_of_a_plan_is_named_by_its_field() {
    let wrong = PlanDraft {
        theme: "t".repeat(201),
        tagline: "a\nb".to_owned(),
        letterhead: vec![String::new(), "\u{7}".to_owned()],
        organiser: Some(("pd-diskominfosantik".to_owned(), None)),
        stages: vec![
            StageDraft {
                kind: None,
                ..interview("2024-11-01T08:00:00+07:00", "2024-11-02T08:00:00+07:00")
            },
            interview("2024-10-13T08:00:00+07:00", "2024-11-02T08:00:00+07:00"),
            interview("2024-11-03T08:00:00+07:00", "2024-11-04T08:00:00+07:00"),
        ],
        ..draft()
    };
    let found = wrong.check().expect_err("refused");
    let faults: Vec<_> = found
        .as_slice()
        .iter()
        .map(|one| format!("{} {}", one.field, one.reason))
        .collect();
    assert_eq!(
        faults,
        [
            "stages[0] STAGE_MISSING",
            "stages[1].starts_at STAGE_ORDER",
            "stages[2] STAGE_REPEATED",
            "letterhead[1] TEXT_INVALID",
            "theme TEXT_TOO_LONG",
            "branding.tagline TEXT_INVALID",
            "organiser.rule ORGANISER_RULE_MISSING",
        ]
    );
    let long = PlanDraft {
        letterhead: vec!["Pemerintah Kabupaten Bekasi".to_owned(); 9],
        ..draft()
    };
    assert_eq!(
        reasons(&long.check().expect_err("refused")),
        ["LETTERHEAD_TOO_LONG"]
    );
}

#[test]
fn a_stage_lies_between_opening_and_evening_and_stages_follow_their_beginnings() {
    let plan = |stages| PlanDraft { stages, ..draft() }.check();
    let late = interview("2024-11-14T08:00:00+07:00", "2024-11-14T19:00:01+07:00");
    assert_eq!(
        reasons(&plan(vec![late]).expect_err("late")),
        ["STAGE_ORDER"]
    );
    let empty = interview("2024-11-14T08:00:00+07:00", "2024-11-14T08:00:00+07:00");
    assert_eq!(
        reasons(&plan(vec![empty]).expect_err("empty")),
        ["STAGE_ORDER"]
    );
    let whole = interview("2024-10-14T08:00:00+07:00", "2024-11-14T19:00:00+07:00");
    let first = StageDraft {
        kind: Some(StageKind::Objection),
        ends_at: Some(at("2024-10-15T08:00:00+07:00")),
        ..whole
    };
    let kinds: Vec<_> = plan(vec![whole, first])
        .expect("fine")
        .stages
        .iter()
        .map(|stage| stage.kind)
        .collect();
    assert_eq!(kinds, [StageKind::Objection, StageKind::Interview]);
}

#[test]
fn only_the_last_version_of_a_draft_is_rewritten() {
    let plan = PlanDraft {
        theme: "Bekasi digital".to_owned(),
        ..draft()
    };
    let plan = plan.check().expect("fine");
    assert_eq!(
        edition().update(2, plan.clone()),
        Err(Refusal::VersionStale)
    );
    let updated = edition().update(1, plan.clone()).expect("rewritten");
    assert_eq!(
        (&*updated.plan.theme, updated.version),
        ("Bekasi digital", 2)
    );
    let locked = updated.lock(2, 1).expect("locked");
    assert_eq!(locked.update(3, plan), Err(Refusal::EditionLocked));
}

proptest! {
    #[test]
    fn a_draft_stays_a_draft_and_a_phase_never_goes_back(earlier in 0_i64..4_000_000_000, later in 0_i64..4_000_000_000) {
        let (earlier, later) = (earlier.min(later), earlier.max(later));
        let [earlier, later] = [earlier, later].map(|s| DateTime::from_timestamp(s, 0).expect("time"));
        prop_assert_eq!(edition().phase(later), Phase::Draft);
        let locked = edition().lock(1, 1).expect("locked");
        prop_assert!(locked.phase(earlier) <= locked.phase(later));
    }
}
