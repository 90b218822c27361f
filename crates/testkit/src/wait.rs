//! Waits for the state, not for a while.

use std::fmt::Debug;
use std::time::Duration;

use tokio::time::{Instant, sleep, timeout_at};

const POLL: Duration = Duration::from_millis(20);

/// One look at something that is not there yet: the thing, or what was seen instead.
pub trait Look {
    /// What is waited for.
    type Found;
    /// The thing, or a description of what is there instead.
    fn found(self) -> Result<Self::Found, String>;
}

impl<T> Look for Option<T> {
    type Found = T;
    fn found(self) -> Result<T, String> {
        self.ok_or_else(|| "nothing".to_owned())
    }
}

impl<T, E: Debug> Look for Result<T, E> {
    type Found = T;
    fn found(self) -> Result<T, String> {
        self.map_err(|seen| format!("{seen:?}"))
    }
}

impl Look for bool {
    type Found = ();
    fn found(self) -> Result<(), String> {
        if self {
            Ok(())
        } else {
            Err("false".to_owned())
        }
    }
}

/// Looks again and again until `look` finds what it is after (`Some`, `Ok`, `true`).
///
/// # Panics
/// When `limit` is over, with `what` was waited for and what was last seen: give an `Err` with the state to see it.
pub async fn wait_for<L: Look>(
    what: &str,
    limit: Duration,
    mut look: impl AsyncFnMut() -> L,
) -> L::Found {
    let deadline = Instant::now() + limit;
    let mut last = "no answer to the first look".to_owned();
    loop {
        match timeout_at(deadline, look()).await.map(Look::found) {
            Ok(Ok(found)) => return found,
            Ok(Err(seen)) => last = seen,
            Err(_) => {
                panic!("waited {limit:?} for {what}; the last look did not end, before it: {last}")
            }
        }
        if Instant::now() >= deadline {
            panic!("waited {limit:?} for {what}; last seen: {last}");
        }
        sleep(POLL).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_secs(5);

    #[tokio::test(start_paused = true)]
    async fn the_state_is_handed_over_as_soon_as_it_is_there() {
        let mut looks = 0;
        let found = wait_for("three looks", LIMIT, async || {
            looks += 1;
            (looks == 3).then_some("there")
        });
        assert_eq!(found.await, "there");
        assert_eq!(looks, 3);
    }

    #[tokio::test(start_paused = true)]
    #[should_panic = "waited 5s for a green light; last seen: \"red\""]
    async fn what_was_last_seen_is_told() {
        wait_for("a green light", LIMIT, async || Err::<(), _>("red")).await;
    }

    #[tokio::test(start_paused = true)]
    #[should_panic = "waited 5s for an answer; the last look did not end"]
    async fn a_look_that_hangs_is_told() {
        wait_for("an answer", LIMIT, async || {
            std::future::pending::<bool>().await
        })
        .await;
    }
}
