//! Whatever is said in whatever order.

use proptest::prelude::*;

use super::*;

/// What two leaders and two members of the plenary may do, one after the other.
#[derive(Debug, Clone, Copy)]
enum Step {
    Approve(u8, u8),
    Withdraw(u8),
    Wait(u8),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        (0..4u8, 0..40u8).prop_map(|(who, day)| Step::Approve(who, day)),
        (0..4u8).prop_map(Step::Withdraw),
        (0..20u8).prop_map(Step::Wait),
    ];
    prop::collection::vec(step, 0..24)
}

proptest! {
    #[test]
    fn whatever_is_said_a_result_once_released_stays_so_and_none_stays_closed_for_ever(steps in steps()) {
        let person = |who: u8| match who % 2 {
            0 => leader(u128::from(who)),
            _ => member(u128::from(who)),
        };
        let last = edition().announces_at + LATEST;
        let mut seal = sealed();
        let mut time = edition().announces_at - TimeDelta::days(5);
        let mut released = None;
        for step in steps {
            let before = seal.clone();
            let changed = match step {
                Step::Approve(who, day) => {
                    let moment = edition().announces_at + TimeDelta::days(day.into());
                    let wish = Wish { not_before: Some(moment), ..wish(ANNOUNCES) };
                    let at = Now { event: time, ..now() };
                    seal.approve(&person(who), &wish, &edition(), at)
                }
                Step::Withdraw(who) => seal.withdraw(id(u128::from(who)), &edition(), time),
                Step::Wait(days) => {
                    time += TimeDelta::days(days.into());
                    Ok(seal)
                }
            };
            seal = changed.unwrap_or(before);
            if let Some(fixed) = &released {
                prop_assert_eq!(&seal, fixed);
            } else if seal.check_release(&edition(), time).is_ok() {
                released = Some(seal.clone());
            }
            let mut spoken: Vec<_> = seal.approvals.iter().map(|one| one.account_id).collect();
            spoken.dedup();
            prop_assert_eq!(spoken.len(), seal.approvals.len());
            prop_assert!(seal.releases_at().is_none_or(|at| at <= last));
        }
    }
}
