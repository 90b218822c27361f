//! How many calls a minute a client of another system may make to this program. Who rested may make a minute's worth at once; what was taken comes
//! back evenly, one place after the other. A count in memory: a program that starts again begins anew, and each replica counts its own.

use std::{collections::HashMap, sync::Mutex, time::Duration};

use tokio::time::Instant;
use uuid::Uuid;

use crate::caller::Client;

const MINUTE: Duration = Duration::from_secs(60);

/// When each client will have its whole quota again. Only clients that registration signed for come in here, so it does not grow without end.
#[derive(Default)]
pub(crate) struct Quotas(Mutex<HashMap<Uuid, Instant>>);

impl Quotas {
    /// Takes one of the client's calls; or says how long until there is one.
    pub(crate) fn take(&self, client: &Client, now: Instant) -> Result<(), Duration> {
        let each = MINUTE / client.quota.get();
        let mut whole = self.0.lock().unwrap_or_else(|broken| broken.into_inner());
        let whole_at = whole.entry(client.id).or_insert(now);
        let next = (*whole_at).max(now) + each;
        let debt = next.saturating_duration_since(now);
        if debt > MINUTE {
            return Err(debt - MINUTE);
        }
        *whole_at = next;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::num::NonZeroU32;

    use super::*;

    fn client(id: u128, quota: u32) -> Client {
        Client {
            id: Uuid::from_u128(id),
            scopes: Vec::new(),
            quota: NonZeroU32::new(quota).expect("not zero"),
        }
    }

    #[test]
    fn a_minutes_worth_goes_at_once_and_then_one_by_one() {
        let (quotas, now) = (Quotas::default(), Instant::now());
        let busy = client(1, 60);
        for _ in 0..60 {
            assert_eq!(quotas.take(&busy, now), Ok(()));
        }
        let second = Duration::from_secs(1);
        assert_eq!(quotas.take(&busy, now), Err(second));
        assert_eq!(
            quotas.take(&busy, now),
            Err(second),
            "a refusal costs nothing"
        );
        assert_eq!(quotas.take(&busy, now + second), Ok(()));
        assert!(quotas.take(&busy, now + second).is_err());
    }

    #[test]
    fn who_comes_back_when_told_is_let_in_whatever_the_quota() {
        for quota in [1, 7, 59, 60, 6000] {
            let (quotas, mut now) = (Quotas::default(), Instant::now());
            let client = client(1, quota);
            let mut made = 0;
            let end = now + 10 * MINUTE;
            while now < end {
                match quotas.take(&client, now) {
                    Ok(()) => made += 1,
                    Err(wait) => {
                        assert!(wait <= MINUTE / quota, "{quota}: {wait:?}");
                        now += wait;
                        assert_eq!(quotas.take(&client, now), Ok(()), "{quota}");
                        made += 1;
                    }
                }
            }
            // What was saved up, and ten minutes.
            assert!(
                (10 * quota..=11 * quota + 1).contains(&made),
                "{quota}: {made}"
            );
        }
    }

    #[test]
    fn one_clients_calls_are_not_another_ones() {
        let (quotas, now) = (Quotas::default(), Instant::now());
        assert_eq!(quotas.take(&client(1, 1), now), Ok(()));
        assert!(quotas.take(&client(1, 1), now).is_err());
        assert_eq!(quotas.take(&client(2, 1), now), Ok(()));
    }
}
