//! Who may let a result go, and when.

use proof::Digest;

use super::super::samples::{ANNOUNCES, EDITION, at, edition, faults, id};
use super::*;

mod any_order;

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
    assert_eq!(
        one.check_release(&edition(), at(later)),
        Err(Refusal::ApprovalsMissing)
    );
    let two = one
        .approve(&leader(11), &wish(later), &edition(), now())
        .expect("approved");
    assert_eq!(two.version, 3);
    assert_eq!(two.releases_at(), Some(at(later)));
    let just_before = at(later) - TimeDelta::microseconds(1);
    assert_eq!(
        two.check_release(&edition(), just_before),
        Err(Refusal::ReleaseEarly)
    );
    assert_eq!(two.check_release(&edition(), at(later)), Ok(()));
}

#[test]
fn nobody_speaks_for_two_sides() {
    let both = Approver {
        leads: true,
        ..member(10)
    };
    let one = approve(sealed(), &both).expect("approved");
    assert_eq!(sides(&one), [Side::Leadership]);
    let again = approve(one, &both).expect("said again");
    assert_eq!(sides(&again), [Side::Leadership]);
}

/// Both words stand for the announcement.
fn approved() -> Seal {
    let one = approve(sealed(), &leader(10)).expect("approved");
    approve(one, &member(11)).expect("approved")
}

fn approve_for(seal: Seal, approver: &Approver, moment: &str, at: Now) -> Result<Seal, Refusal> {
    seal.approve(approver, &wish(moment), &edition(), at)
}

#[test]
fn a_moment_is_changed_by_the_one_who_named_it_until_the_release() {
    let later = "2024-11-14T12:30:00Z";
    let changed = approve_for(approved(), &leader(10), later, now()).expect("changed");
    assert_eq!(changed.releases_at(), Some(at(later)));
    assert_eq!((changed.version, changed.approvals.len()), (4, 2));
    let back = approve_for(changed.clone(), &leader(10), ANNOUNCES, now()).expect("changed back");
    assert_eq!(back.releases_at(), Some(at(ANNOUNCES)));

    let just_before = Now {
        event: at(later) - TimeDelta::microseconds(1),
        ..now()
    };
    assert!(approve_for(changed.clone(), &leader(10), later, just_before).is_ok());
    let released = Now {
        event: at(later),
        ..now()
    };
    for person in [leader(10), member(11), leader(12)] {
        let refused = approve_for(changed.clone(), &person, later, released);
        assert_eq!(refused, Err(Refusal::Released));
    }
}

#[test]
fn a_changed_moment_takes_a_fresh_confirmation_and_the_same_root() {
    let unconfirmed = Approver {
        confirmed_at: None,
        ..leader(10)
    };
    let refused = approve(approved(), &unconfirmed);
    assert_eq!(refused, Err(Refusal::ConfirmationRequired));
    let other = Wish {
        root: Digest::of(b"another result").to_string(),
        ..wish(ANNOUNCES)
    };
    let refused = approved().approve(&leader(10), &other, &edition(), now());
    assert_eq!(refused, Err(Refusal::RootDiffers));
}

#[test]
fn an_evening_that_is_put_off_after_the_approvals_is_waited_for() {
    let next_day = at(ANNOUNCES) + TimeDelta::days(1);
    let put_off = Edition {
        announces_at: next_day,
        ..edition()
    };
    assert_eq!(approved().check_release(&edition(), at(ANNOUNCES)), Ok(()));
    let early = approved().check_release(&put_off, at(ANNOUNCES));
    assert_eq!(early, Err(Refusal::ReleaseEarly));
    assert!(approved().withdraw(id(10), &put_off, at(ANNOUNCES)).is_ok());
    assert_eq!(approved().check_release(&put_off, next_day), Ok(()));
}

#[test]
fn a_word_is_taken_back_by_the_one_who_gave_it_until_the_release() {
    let taken_back = approved()
        .withdraw(id(10), &edition(), now().event)
        .expect("taken back");
    assert_eq!(taken_back.version, 4);
    assert_eq!(sides(&taken_back), [Side::Plenary]);
    let closed = taken_back.check_release(&edition(), at(ANNOUNCES));
    assert_eq!(closed, Err(Refusal::ApprovalsMissing));
    // The side is free again, for whoever speaks for it.
    let again = approve(taken_back, &leader(12)).expect("approved");
    assert_eq!(again.releases_at(), Some(at(ANNOUNCES)));

    let none = approved().withdraw(id(12), &edition(), at(ANNOUNCES));
    assert_eq!(none, Err(Refusal::NotFound(Noun::Approval)));
    let late = approved().withdraw(id(10), &edition(), at(ANNOUNCES));
    assert_eq!(late, Err(Refusal::Released));
    // One word releases nothing, however late it is.
    let alone = approve(sealed(), &leader(10)).expect("approved");
    assert!(alone.withdraw(id(10), &edition(), at(ANNOUNCES)).is_ok());
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
fn the_moment_is_at_most_thirty_days_after_the_announcement() {
    let last = wish("2024-12-14T12:00:00Z");
    let kept = sealed().approve(&leader(10), &last, &edition(), now());
    assert!(kept.is_ok());
    for late in ["2024-12-14T12:00:00.000001Z", "9999-12-31T23:59:59Z"] {
        let refused = sealed().approve(&leader(10), &wish(late), &edition(), now());
        let edition_id = EDITION.to_owned();
        assert_eq!(
            refused,
            Err(Refusal::NotBeforeLate { edition_id }),
            "{late}"
        );
    }
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
