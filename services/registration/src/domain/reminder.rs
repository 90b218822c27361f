//! Reminders by mail to organisations that have not answered: who is written to, and who was just now.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

/// Somebody who once spoke for an organisation: the organisation, the account.
pub type Known = (Uuid, Uuid);

/// Silent organisations by what becomes of them, and the mails that are sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// To whom, for which organisation.
    pub mails: Vec<Known>,
    /// Organisations with one of these.
    pub queued: usize,
    /// Those of which everybody known was written to just now.
    pub recent: usize,
    /// Those of which nobody is known.
    pub unknown: usize,
}

/// Who of these is written to: nobody twice.
#[must_use]
pub fn plan(silent: &[Uuid], known: &[Known], recent: &BTreeSet<Known>) -> Plan {
    let mut people: BTreeMap<Uuid, BTreeSet<Uuid>> = BTreeMap::new();
    for (organisation, account) in known {
        people.entry(*organisation).or_default().insert(*account);
    }
    let mut plan = Plan::default();
    for organisation in silent {
        let Some(people) = people.get(organisation) else {
            plan.unknown += 1;
            continue;
        };
        let due = people.iter().map(|account| (*organisation, *account));
        let due: Vec<Known> = due.filter(|one| !recent.contains(one)).collect();
        match due.is_empty() {
            true => plan.recent += 1,
            false => plan.queued += 1,
        }
        plan.mails.extend(due);
    }
    plan
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    #[test]
    fn everybody_known_gets_one_mail_and_an_organisation_without_anybody_gets_none() {
        let silent = [id(1), id(2), id(3)];
        let known = [
            (id(1), id(10)),
            (id(1), id(11)),
            (id(2), id(10)),
            (id(1), id(10)),
        ];
        let recent = BTreeSet::from([(id(1), id(11)), (id(2), id(10))]);
        let expected = Plan {
            mails: vec![(id(1), id(10))],
            queued: 1,
            recent: 1,
            unknown: 1,
        };
        assert_eq!(plan(&silent, &known, &recent), expected);
    }

    proptest! {
        #[test]
        fn a_second_time_sends_nothing(pairs in prop::collection::vec((0_u128..5, 0_u128..5), 0..20)) {
            let silent: Vec<Uuid> = (0..5).map(id).collect();
            let known: Vec<Known> = pairs.into_iter().map(|(one, other)| (id(one), id(other))).collect();
            let first = plan(&silent, &known, &BTreeSet::new());
            prop_assert_eq!(first.queued + first.unknown, silent.len());
            let sent: BTreeSet<Known> = first.mails.iter().copied().collect();
            prop_assert_eq!(sent.len(), first.mails.len());
            let second = plan(&silent, &known, &sent);
            prop_assert_eq!((second.mails.len(), second.recent), (0, first.queued));
        }
    }
}
