//! How long to wait for a neighbour who is away.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

const FIRST: Duration = Duration::from_millis(100);
const LONGEST: Duration = Duration::from_secs(5);

/// Waits that double up to a limit. The limit is short, since whoever waits here does one small query or request at a time.
pub(crate) struct Backoff {
    next: Duration,
}

impl Backoff {
    pub(crate) const fn new() -> Self {
        Self { next: FIRST }
    }

    /// The neighbour answered.
    pub(crate) const fn reset(&mut self) {
        self.next = FIRST;
    }

    /// Waits, and says whether to go on: false once `stopping` is cancelled.
    pub(crate) async fn wait(&mut self, stopping: &CancellationToken) -> bool {
        let wait = self.step();
        tokio::select! {
            () = stopping.cancelled() => false,
            () = tokio::time::sleep(wait) => true,
        }
    }

    fn step(&mut self) -> Duration {
        let wait = self.next;
        self.next = (wait * 2).min(LONGEST);
        wait
    }
}

/// How long a message that met a fault of its own stays away, by the number of its deliveries.
pub(crate) fn again_after(first: Duration, longest: Duration, deliveries: u32) -> Duration {
    let doublings = deliveries.saturating_sub(1).min(16);
    first.saturating_mul(1 << doublings).min(longest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_the_limit_and_begin_anew() {
        let mut backoff = Backoff::new();
        let waits: Vec<u128> = (0..8).map(|_| backoff.step().as_millis()).collect();
        assert_eq!(waits, [100, 200, 400, 800, 1600, 3200, 5000, 5000]);
        backoff.reset();
        assert_eq!(backoff.step(), FIRST);
    }

    #[test]
    fn a_message_stays_away_longer_with_each_delivery() {
        let second = Duration::from_secs(1);
        let limit = Duration::from_secs(300);
        let waits: Vec<u64> = [0, 1, 2, 3, 9, 10, u32::MAX]
            .into_iter()
            .map(|deliveries| again_after(second, limit, deliveries).as_secs())
            .collect();
        assert_eq!(waits, [1, 1, 2, 4, 256, 300, 300]);
    }
}
