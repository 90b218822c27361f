//! How long a call may take: what the caller gave, at most our ceiling, passed on to the calls that it makes.

use std::{future::Future, time::Duration};

use http::HeaderMap;
use tokio::time::Instant;

/// The longest that a call takes.
pub const CEILING: Duration = Duration::from_secs(30);
/// The longest for one whose caller sends a stream: ten mebibytes over a village's line.
pub const UPLOAD_CEILING: Duration = Duration::from_secs(300);
/// What an outgoing call gets when nobody waits for it.
pub const DEFAULT: Duration = Duration::from_secs(10);

const HEADER: &str = "grpc-timeout";

tokio::task_local! {
    static DEADLINE: Instant;
}

/// The moment by which a call must have its answer. A twentieth of the time is kept back, so that our answer (`DEADLINE_EXCEEDED`) is on its
/// way before the transport cuts the call off as cancelled.
#[must_use]
pub fn of(headers: &HeaderMap, ceiling: Duration) -> Instant {
    let given = headers
        .get(HEADER)
        .and_then(|value| value.to_str().ok())
        .and_then(parse)
        .unwrap_or(ceiling)
        .min(ceiling);
    Instant::now() + given - given / 20
}

/// Runs `work` so that the calls it makes inherit the deadline.
pub async fn scope<F: Future>(deadline: Instant, work: F) -> F::Output {
    DEADLINE.scope(deadline, work).await
}

/// What is left for a call made now.
#[must_use]
pub fn left() -> Duration {
    DEADLINE
        .try_with(|deadline| deadline.saturating_duration_since(Instant::now()))
        .unwrap_or(DEFAULT)
}

/// The wire form: up to eight digits and a unit.
fn parse(text: &str) -> Option<Duration> {
    let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    if digits.len() > 8 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let amount: u64 = digits.parse().ok()?;
    match unit {
        "H" => Some(Duration::from_secs(amount * 3600)),
        "M" => Some(Duration::from_secs(amount * 60)),
        "S" => Some(Duration::from_secs(amount)),
        "m" => Some(Duration::from_millis(amount)),
        "u" => Some(Duration::from_micros(amount)),
        "n" => Some(Duration::from_nanos(amount)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wire_form_is_read_and_nonsense_is_not() {
        assert_eq!(parse("250m"), Some(Duration::from_millis(250)));
        assert_eq!(parse("2H"), Some(Duration::from_secs(7200)));
        for nonsense in ["", "m", "12", "123456789S", "-1S", "1é"] {
            assert_eq!(parse(nonsense), None, "{nonsense}");
        }
    }
}
