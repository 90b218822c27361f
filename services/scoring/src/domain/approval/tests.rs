//! Who may let a result go, and when.

use proof::Digest;

use super::super::samples::{ANNOUNCES, EDITION, at, edition, faults, id};
use super::*;

fn sealed() -> Seal {
    Seal {
        id: id(1),
        edition_id: EDITION.to_owned(),
        category_id: id(2),
        root: Digest::of(b"a result"),
        sealed_at: at("2024-11-10T02:00:00Z"),
        approvals: Vec::new(),
        version: 1,
    }
}

fn now() -> Now {
    Now {
        event: at("2024-11-11T02:00:00Z"),
        system: at("2030-01-01T00:10:00Z"),
    }
}

fn person(number: u128) -> Approver {
    Approver {
        account_id: id(number),
        leads: false,
        plenary_of: Vec::new(),
        confirmed_at: Some(at("2030-01-01T00:09:00Z")),
    }
}

fn leader(number: u128) -> Approver {
    Approver {
        leads: true,
        ..person(number)
    }
}

fn member(number: u128) -> Approver {
    Approver {
        plenary_of: vec![EDITION.to_owned()],
        ..person(number)
    }
}

fn wish(not_before: &str) -> Wish {
    Wish {
        root: sealed().root.to_string(),
        not_before: Some(at(not_before)),
    }
}

fn approve(seal: Seal, approver: &Approver) -> Result<Seal, Refusal> {
    seal.approve(approver, &wish(ANNOUNCES), &edition(), now())
}

fn sides(seal: &Seal) -> Vec<Side> {
    seal.approvals.iter().map(|one| one.side).collect()
}

#[test]
fn two_persons_of_two_sides_let_it_go_at_the_later_of_their_moments() {
    let later = "2024-11-14T12:30:00Z";
    let one = approve(sealed(), &member(10)).expect("approved");
    assert_eq!(one.check_release(at(later)), Err(Refusal::ApprovalsMissing));
    let two = one
        .approve(&leader(11), &wish(later), &edition(), now())
        .expect("approved");
    assert_eq!(two.version, 3);
    assert_eq!(two.releases_at(), Some(at(later)));
    let just_before = at(later) - TimeDelta::microseconds(1);
    assert_eq!(two.check_release(just_before), Err(Refusal::ReleaseEarly));
    assert_eq!(two.check_release(at(later)), Ok(()));
}

#[test]
fn nobody_speaks_twice_not_even_for_two_sides() {
    let both = Approver {
        leads: true,
        ..member(10)
    };
    let one = approve(sealed(), &both).expect("approved");
    assert_eq!(sides(&one), [Side::Leadership]);
    assert_eq!(approve(one, &both), Err(Refusal::ApprovalTaken));
}

#[test]
fn who_may_speak_for_both_sides_takes_the_free_one() {
    let both = Approver {
        leads: true,
        ..member(10)
    };
    let led = approve(sealed(), &leader(11)).expect("approved");
    let two = approve(led, &both).expect("approved");
    assert_eq!(sides(&two), [Side::Leadership, Side::Plenary]);
}

#[test]
fn a_side_speaks_once() {
    let one = approve(sealed(), &leader(10)).expect("approved");
    assert_eq!(approve(one, &leader(11)), Err(Refusal::ApprovalTaken));
}

#[test]
fn a_plenary_of_another_edition_has_no_say() {
    let other = Approver {
        plenary_of: vec!["diskom-fest-2023".to_owned()],
        ..person(10)
    };
    assert_eq!(approve(sealed(), &other), Err(Refusal::PlenaryOtherEdition));
}

#[test]
fn the_root_before_the_eyes_must_be_the_seals() {
    let other = Wish {
        root: Digest::of(b"another result").to_string(),
        ..wish(ANNOUNCES)
    };
    let refused = sealed().approve(&leader(10), &other, &edition(), now());
    assert_eq!(refused, Err(Refusal::RootDiffers));
}

#[test]
fn the_moment_is_named_and_not_before_the_announcement() {
    let unnamed = Wish {
        not_before: None,
        ..wish(ANNOUNCES)
    };
    let refused = sealed().approve(&leader(10), &unnamed, &edition(), now());
    assert_eq!(
        faults(&refused.expect_err("unnamed")),
        ["not_before NOT_BEFORE_MISSING"]
    );
    let early = wish("2024-11-14T11:59:59.999999Z");
    let refused = sealed().approve(&leader(10), &early, &edition(), now());
    let edition_id = EDITION.to_owned();
    assert_eq!(refused, Err(Refusal::NotBeforeEarly { edition_id }));
    assert!(approve(sealed(), &leader(10)).is_ok());
}

#[test]
fn the_password_was_given_again_within_five_minutes_of_the_machines_time() {
    let confirmed = |at: Option<DateTime<Utc>>| Approver {
        confirmed_at: at,
        ..leader(10)
    };
    let old = now().system - CONFIRMATION;
    assert!(approve(sealed(), &confirmed(Some(old))).is_ok());
    for stale in [
        None,
        Some(old - TimeDelta::microseconds(1)),
        Some(now().event),
    ] {
        let refused = approve(sealed(), &confirmed(stale));
        assert_eq!(refused, Err(Refusal::ConfirmationRequired), "{stale:?}");
    }
}
