use chrono::TimeDelta;

use super::*;
use crate::domain::{category::Intake, edition::Phase};

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn organisation() -> Organisation {
    Organisation {
        id: id(40),
        code: "pd-dinas-kesehatan".to_owned(),
        name: "Dinas Kesehatan".to_owned(),
        kind: "perangkat_daerah".to_owned(),
    }
}

fn participation() -> Participation {
    Participation {
        id: id(30),
        edition_id: "diskom-fest-2024".to_owned(),
        account_id: id(1),
        organisation: organisation(),
        verified: true,
        version: 2,
    }
}

fn category() -> Category {
    Category {
        id: id(20),
        edition_id: "diskom-fest-2024".to_owned(),
        intake: Intake::Entered,
        levels: vec!["perangkat_daerah".to_owned()],
        version: 1,
    }
}

fn edition() -> Edition {
    Edition {
        id: "diskom-fest-2024".to_owned(),
        phase: Phase::Locked,
        opens_at: "2024-09-01T00:00:00Z".parse().expect("time"),
        closes_at: "2024-10-30T16:59:00Z".parse().expect("time"),
        version: 2,
    }
}

fn ground() -> Ground {
    Ground {
        participation: Some(participation()),
        category: Some(category()),
        edition: Some(edition()),
    }
}

fn around() -> Around {
    Around {
        participation: participation(),
        edition: edition(),
    }
}

fn work() -> Work {
    let link = "https://example.go.id/reel";
    Work::typed("Reel", "About health.", link).expect("work")
}

fn beginning() -> Beginning {
    Beginning {
        id: id(10),
        account_id: id(1),
        arrival: edition().opens_at,
        work: work(),
    }
}

fn draft() -> Entry {
    Entry::begin(beginning(), ground()).expect("draft")
}

fn touch() -> Touch {
    Touch {
        account_id: id(1),
        arrival: edition().closes_at - TimeDelta::microseconds(1),
        expected_version: 1,
    }
}

/// What beginning is refused with once the ground is changed.
fn refused(change: impl FnOnce(&mut Participation, &mut Category)) -> Refusal {
    let (mut participation, mut category) = (participation(), category());
    change(&mut participation, &mut category);
    let ground = Ground {
        participation: Some(participation),
        category: Some(category),
        ..ground()
    };
    Entry::begin(beginning(), ground).expect_err("refused")
}

#[test]
fn a_draft_keeps_the_organisation_as_it_is_now() {
    let draft = draft();
    assert_eq!(draft.organisation, organisation());
    assert_eq!((draft.version, draft.submitted_at), (1, None));
}

#[test]
fn what_nobody_has_told_of_has_its_own_no() {
    let without = |change: fn(&mut Ground)| {
        let mut ground = ground();
        change(&mut ground);
        Entry::begin(beginning(), ground).expect_err("refused")
    };
    let no_participation = without(|ground| ground.participation = None);
    assert_eq!(no_participation, Refusal::ParticipationNotFound);
    let no_category = without(|ground| ground.category = None);
    assert_eq!(no_category, Refusal::CategoryNotFound);
    let no_edition = without(|ground| ground.edition = None);
    assert_eq!(no_edition, Refusal::WindowNotOpen);
}

#[test]
fn what_does_not_fit_has_its_own_no() {
    let stranger = refused(|participation, _| participation.account_id = id(2));
    assert_eq!(stranger, Refusal::ParticipationNotFound);
    let unverified = refused(|participation, _| participation.verified = false);
    assert_eq!(unverified, Refusal::ParticipationUnverified);
    let elsewhere = refused(|_, category| category.edition_id = "other".to_owned());
    assert_eq!(elsewhere, Refusal::CategoryNotFound);
    let monitored = refused(|_, category| category.intake = Intake::Monitored);
    assert_eq!(monitored, Refusal::CategoryNotEntered);
    let village = refused(|participation, _| participation.organisation.kind = "desa".to_owned());
    assert_eq!(village, Refusal::LevelNotEligible);
}

#[test]
fn the_last_microsecond_is_in_time_and_the_deadline_is_late() {
    let (submitted, event) = draft().submit(touch(), &around(), None).expect("in time");
    assert_eq!(submitted.submitted_at, Some(touch().arrival));
    assert_eq!(event, EntrySubmitted(submitted));
    let late = Touch {
        arrival: edition().closes_at,
        ..touch()
    };
    let refused = draft().submit(late, &around(), None);
    assert_eq!(refused, Err(Refusal::WindowClosed));
    let refused = draft().save(late, &around(), work());
    assert_eq!(refused, Err(Refusal::WindowClosed));
}

#[test]
fn a_submitted_entry_stays_as_it_is_and_says_so_before_all_else() {
    let (submitted, _) = draft().submit(touch(), &around(), None).expect("in time");
    let again = submitted.clone().submit(touch(), &around(), None);
    assert_eq!(again, Err(Refusal::EntrySubmitted));
    let saved = submitted.save(touch(), &around(), work());
    assert_eq!(saved, Err(Refusal::EntrySubmitted));
}

#[test]
fn somebody_elses_entry_is_not_there() {
    let stranger = Touch {
        account_id: id(2),
        ..touch()
    };
    let refused = draft().save(stranger, &around(), work());
    assert_eq!(refused, Err(Refusal::EntryNotFound));
}

#[test]
fn a_stale_version_changes_nothing() {
    let saved = draft().save(touch(), &around(), Work::default());
    let saved = saved.expect("first");
    assert_eq!(saved.version, 2);
    let refused = saved.submit(touch(), &around(), None);
    assert_eq!(refused, Err(Refusal::VersionStale));
}

#[test]
fn a_participation_that_is_not_verified_submits_nothing() {
    let mut around = around();
    around.participation.verified = false;
    let refused = draft().submit(touch(), &around, None);
    assert_eq!(refused, Err(Refusal::ParticipationUnverified));
}

#[test]
fn a_draft_is_for_its_owner_and_a_submitted_entry_for_those_who_work_with_it() {
    let owner = id(1);
    let reader = |account, everywhere, editions: &[&str]| Reader {
        account_id: Some(id(account)),
        everywhere,
        editions: editions.iter().map(|&edition| edition.into()).collect(),
    };
    let own = reader(1, false, &[]);
    let stranger = reader(2, false, &[]);
    let committee = reader(3, true, &[]);
    let plenary = reader(4, false, &["diskom-fest-2024"]);
    let plenary_elsewhere = reader(5, false, &["diskom-fest-2025"]);
    let draft = draft();
    assert!(draft.is_open_to(&own, owner));
    for other in [&stranger, &committee, &plenary, &plenary_elsewhere] {
        assert!(!draft.is_open_to(other, owner));
    }
    let (submitted, _) = draft.submit(touch(), &around(), None).expect("in time");
    for knowing in [&own, &committee, &plenary] {
        assert!(submitted.is_open_to(knowing, owner));
    }
    for other in [&stranger, &plenary_elsewhere] {
        assert!(!submitted.is_open_to(other, owner));
    }
}

#[test]
fn what_arrived_in_time_is_not_handed_in_after_the_intake_was_ended() {
    let ended = IntakeEnd {
        category_id: id(20),
        closes_at: edition().closes_at,
    };
    let refused = draft().submit(touch(), &around(), Some(ended));
    assert_eq!(refused, Err(Refusal::WindowClosed));
    let of_an_earlier_closing = IntakeEnd {
        closes_at: ended.closes_at - TimeDelta::days(1),
        ..ended
    };
    let taken = draft().submit(touch(), &around(), Some(of_an_earlier_closing));
    assert!(taken.is_ok());
}
