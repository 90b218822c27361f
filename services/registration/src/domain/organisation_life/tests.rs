use super::*;
use crate::domain::{organisation::Facts, rough_date::RoughDate};

fn body(number: u128, code: &str, parent_code: Option<&str>) -> Organisation {
    Organisation {
        id: Uuid::from_u128(number),
        facts: Facts {
            code: code.to_owned(),
            name: code.to_uppercase(),
            kind: "desa".to_owned(),
            parent_code: parent_code.map(str::to_owned),
            district: String::new(),
            source: "list".to_owned(),
        },
        state: State::Active,
        version: 1,
    }
}

fn merged(number: u128, code: &str, successor_code: &str) -> Organisation {
    let successor_code = successor_code.to_owned();
    Organisation {
        state: State::Merged { successor_code },
        ..body(number, code, None)
    }
}

fn grounds() -> Grounds {
    let at = "2025-01-02T09:00:00+07:00".parse().expect("time");
    Grounds::parse("2025", "Perda 1/2025", Uuid::from_u128(99), at).expect("grounds")
}

fn to(name: &str, code: Option<&str>) -> NewName {
    NewName::parse(name, code.unwrap_or("")).expect("a name")
}

fn around() -> Around {
    Around {
        units: vec![body(2, "unit", Some("a"))],
        predecessors: vec![merged(3, "old", "a")],
    }
}

fn lines(outcome: &Outcome) -> Vec<(What, &str, &str, &str)> {
    let changes = outcome.changes.iter();
    changes
        .map(|one| (one.what, &*one.before.code, &*one.after.code, &*one.other))
        .collect()
}

#[test]
fn a_new_name_leaves_the_old_one_behind_and_nobody_else_is_touched() {
    let renamed = body(1, "a", None)
        .rename(to("Alfa", None), &around(), &grounds())
        .expect("renamed");
    let [after] = renamed.bodies.as_slice() else {
        panic!("{renamed:?}")
    };
    assert_eq!((&*after.facts.name, after.version), ("Alfa", 2));
    let [(_, alias)] = renamed.aliases.as_slice() else {
        panic!("{renamed:?}")
    };
    assert_eq!((alias.kind, &*alias.value), (AliasKind::FormerName, "A"));
    assert_eq!(
        alias.valid_until.as_ref().map(RoughDate::as_str),
        Some("2025")
    );
    assert_eq!(lines(&renamed), [(What::Renamed, "a", "a", "")]);
}

#[test]
fn a_new_code_takes_along_who_names_the_old_one() {
    let renamed = body(1, "a", None)
        .rename(to("A", Some("b")), &around(), &grounds())
        .expect("renamed");
    let [old, unit, after] = renamed.bodies.as_slice() else {
        panic!("{renamed:?}")
    };
    let successor_code = "b".to_owned();
    assert_eq!(old.state, State::Merged { successor_code });
    assert_eq!(unit.facts.parent_code.as_deref(), Some("b"));
    assert_eq!((old.version, unit.version, after.version), (2, 2, 2));
    let kinds: Vec<_> = renamed
        .aliases
        .iter()
        .map(|(_, alias)| alias.kind)
        .collect();
    assert_eq!(kinds, [AliasKind::FormerCode]);
    assert_eq!(lines(&renamed), [(What::Renamed, "a", "b", "")]);
}

#[test]
fn a_rename_to_the_same_is_none() {
    let same = body(1, "a", None).rename(to("A", Some("a")), &around(), &grounds());
    assert_eq!(same, Err(Refusal::NothingChanged));
}

#[test]
fn a_merger_moves_the_units_and_everything_that_led_to_the_body() {
    let (ends, stays) = (body(1, "a", None), body(4, "z", None));
    let outcome = ends
        .merge(&stays, false, &around(), &grounds())
        .expect("merged");
    let [old, unit, ended, grown] = outcome.bodies.as_slice() else {
        panic!("{outcome:?}")
    };
    let into = || State::Merged {
        successor_code: "z".to_owned(),
    };
    assert_eq!((&old.state, &ended.state), (&into(), &into()));
    assert_eq!(unit.facts.parent_code.as_deref(), Some("z"));
    assert_eq!((&grown.state, grown.version), (&State::Active, 2));
    let expected = [
        (What::Moved, "unit", "unit", "z"),
        (What::Merged, "a", "a", "z"),
        (What::Absorbed, "z", "z", "a"),
    ];
    assert_eq!(lines(&outcome), expected);
}

#[test]
fn nothing_takes_its_own_place_nor_does_what_lies_below_or_is_no_more() {
    let ends = body(1, "a", None);
    let merge = |successor: &Organisation, is_below| {
        let outcome = ends.merge(successor, is_below, &around(), &grounds());
        outcome.expect_err("refused")
    };
    assert_eq!(merge(&ends, false), Refusal::SuccessorSame);
    let below = body(2, "unit", Some("a"));
    assert_eq!(merge(&below, true), Refusal::SuccessorBelow);
    let gone = merged(5, "gone", "z");
    assert_eq!(merge(&gone, false), Refusal::SuccessorInactive);
}

#[test]
fn a_body_is_retired_after_its_units() {
    let ends = body(1, "a", None);
    let refused = ends.retire(&around(), &grounds());
    assert_eq!(refused, Err(Refusal::UnitsRemain));
    let mut empty = around();
    empty.units[0].state = State::Retired;
    let outcome = ends.retire(&empty, &grounds()).expect("retired");
    assert_eq!(outcome.bodies[0].state, State::Retired);
    assert_eq!(lines(&outcome), [(What::Retired, "a", "a", "")]);
}

#[test]
fn everything_wrong_with_grounds_and_a_name_is_said_at_once() {
    let at = grounds().at;
    let found = Grounds::parse("soon", " ", Uuid::nil(), at).expect_err("refused");
    let reasons: Vec<_> = found.as_slice().iter().map(|one| one.reason).collect();
    assert_eq!(reasons, ["DATE_INVALID", "REASON_MISSING"]);
    let found = NewName::parse("", "A b").expect_err("refused");
    let reasons: Vec<_> = found.as_slice().iter().map(|one| one.reason).collect();
    assert_eq!(reasons, ["NAME_MISSING", "CODE_INVALID"]);
}
