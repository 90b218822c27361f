use proptest::prelude::*;

use super::*;
use crate::domain::organisation::{self, Facts};

const STATES: [State; 5] = [
    State::Claimed,
    State::Endorsed,
    State::Verified,
    State::Returned,
    State::Withdrawn,
];
const OWNER: Uuid = Uuid::from_u128(1);
const NEWCOMER: Uuid = Uuid::from_u128(2);

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("time")
}

fn decree(number: &str) -> Decree {
    let at = at("2024-10-21T09:00:00+07:00");
    let typed = Typed {
        number,
        date: "2024-01-31",
        signer: "Kepala",
        file_id: None,
    };
    Decree::parse(typed, at).expect("a decree")
}

fn claim(state: State) -> Participation {
    Participation {
        id: Uuid::from_u128(7),
        edition_id: "fest".to_owned(),
        organisation: Organisation {
            id: Uuid::from_u128(8),
            facts: Facts {
                code: "32.16.03.2004".to_owned(),
                name: "Babelan Kota".to_owned(),
                kind: "desa".to_owned(),
                parent_code: Some("32.16.03".to_owned()),
                district: "Babelan".to_owned(),
                source: "list".to_owned(),
            },
            state: organisation::State::Active,
            version: 1,
        },
        account_id: OWNER,
        display_name: "Ani".to_owned(),
        state,
        decree: decree("1"),
        reason: "an old one".to_owned(),
        claimed_at: at("2024-10-01T09:00:00+07:00"),
        version: 4,
    }
}

fn by(account_id: Uuid, is_committee: bool) -> Touch {
    Touch {
        account_id,
        is_committee,
        expected_version: 4,
        at: at("2024-10-21T09:00:00+07:00"),
    }
}

fn no_rule() -> Rule {
    Rule::unset("fest".to_owned())
}

/// Every command by whoever may give it, by name.
fn commanded(claim: Participation, touch: Touch) -> [(&'static str, Result<State, Refusal>); 6] {
    let newcomer = (NEWCOMER, "Budi".to_owned());
    let state = |after: Result<Participation, Refusal>| after.map(|claim| claim.state);
    [
        ("verify", state(claim.clone().verify(touch, &no_rule()))),
        ("endorse", state(claim.clone().endorse(touch, true))),
        (
            "return",
            state(claim.clone().send_back(touch, "why".to_owned())),
        ),
        ("revise", state(claim.clone().revise(touch, decree("2")))),
        (
            "withdraw",
            state(claim.clone().withdraw(touch, String::new())),
        ),
        (
            "hand over",
            state(claim.hand_over(touch, newcomer, decree("2"))),
        ),
    ]
}

#[test]
fn each_command_leads_from_each_state_to_one_other_or_says_which_state_it_is_in() {
    use State::{Claimed, Endorsed, Returned, Verified, Withdrawn};
    let endorsed = Err(Refusal::ParticipationEndorsed);
    let verified = Err(Refusal::ParticipationVerified);
    let returned = Err(Refusal::ParticipationReturned);
    let withdrawn = Err(Refusal::ParticipationWithdrawn);
    // From claimed, endorsed, verified, returned, withdrawn.
    let expected = [
        (
            "verify",
            [Ok(Verified), Ok(Verified), verified, returned, withdrawn],
        ),
        (
            "endorse",
            [Ok(Endorsed), endorsed, verified, returned, withdrawn],
        ),
        (
            "return",
            [
                Ok(Returned),
                Ok(Returned),
                Ok(Returned),
                returned,
                withdrawn,
            ],
        ),
        (
            "revise",
            [Ok(Claimed), Ok(Claimed), verified, Ok(Claimed), Ok(Claimed)],
        ),
        (
            "withdraw",
            [
                Ok(Withdrawn),
                Ok(Withdrawn),
                Ok(Withdrawn),
                Ok(Withdrawn),
                withdrawn,
            ],
        ),
        (
            "hand over",
            [
                Ok(Claimed),
                Ok(Claimed),
                Ok(Claimed),
                Ok(Claimed),
                withdrawn,
            ],
        ),
    ];
    for (column, state) in STATES.into_iter().enumerate() {
        let outcomes = commanded(claim(state), by(OWNER, false));
        for ((name, outcome), (expected_name, row)) in outcomes.into_iter().zip(expected) {
            assert_eq!(name, expected_name);
            assert_eq!(outcome, row[column], "{name} from {state:?}");
        }
    }
}

#[test]
fn what_the_committee_hands_over_stays_verified_with_its_id_and_another_admin() {
    let newcomer = (NEWCOMER, "Budi".to_owned());
    let before = claim(State::Verified);
    let after = before
        .clone()
        .hand_over(by(Uuid::from_u128(9), true), newcomer, decree("2"));
    let after = after.expect("handed over");
    assert_eq!(
        after,
        Participation {
            account_id: NEWCOMER,
            display_name: "Budi".to_owned(),
            decree: decree("2"),
            reason: String::new(),
            version: 5,
            ..before
        }
    );
    let same = (NEWCOMER, "Budi".to_owned());
    let touch = Touch {
        expected_version: 5,
        ..by(NEWCOMER, false)
    };
    let again = after.hand_over(touch, same, decree("3"));
    assert_eq!(again, Err(Refusal::HandOverSame));
}

#[test]
fn what_is_for_the_owner_is_not_there_for_anybody_else() {
    let stranger = by(NEWCOMER, false);
    let nobodys = Err(Refusal::ParticipationNotFound);
    let newcomer = (NEWCOMER, "Budi".to_owned());
    let claim = || claim(State::Claimed);
    assert_eq!(claim().revise(stranger, decree("2")), nobodys);
    assert_eq!(claim().withdraw(stranger, String::new()), nobodys);
    assert_eq!(claim().hand_over(stranger, newcomer, decree("2")), nobodys);
    assert_eq!(claim().endorse(stranger, false), nobodys);
    // The committee hands over, but does not speak for the owner.
    let committee = by(NEWCOMER, true);
    assert_eq!(claim().withdraw(committee, String::new()), nobodys);
}

#[test]
fn where_the_rule_asks_for_it_the_body_above_comes_first_and_one_at_the_top_does_not_wait() {
    let rule = no_rule().set(0, true).expect("set");
    let committee = by(Uuid::from_u128(9), true);
    let refused = claim(State::Claimed).verify(committee, &rule);
    assert_eq!(refused, Err(Refusal::EndorsementMissing));
    assert!(claim(State::Endorsed).verify(committee, &rule).is_ok());
    let mut top = claim(State::Claimed);
    top.organisation.facts.parent_code = None;
    assert!(top.verify(committee, &rule).is_ok());
    assert_eq!(rule.set(0, false), Err(Refusal::VersionStale));
}

#[test]
fn a_return_has_a_reason_and_a_withdrawal_may_have_one() {
    let reason = |refused: Violation| (refused.field, refused.reason);
    let missing = ("reason".to_owned(), "REASON_MISSING");
    assert_eq!(return_reason(" \n").map_err(reason), Err(missing));
    assert_eq!(return_reason(" SK\nbelum \n").as_deref(), Ok("SK\nbelum"));
    assert_eq!(withdrawal_reason(" ").as_deref(), Ok(""));
    let long = "a".repeat(1001);
    assert_eq!(
        withdrawal_reason(&long).map_err(|refused| refused.reason),
        Err("TEXT_TOO_LONG")
    );
}

proptest! {
    #[test]
    fn a_command_on_another_version_than_it_saw_changes_nothing(state in 0_usize..5, version in 0_i64..4) {
        let touch = Touch { expected_version: version, ..by(OWNER, false) };
        for (name, outcome) in commanded(claim(STATES[state]), touch) {
            prop_assert_eq!(outcome, Err(Refusal::VersionStale), "{}", name);
        }
    }
}
