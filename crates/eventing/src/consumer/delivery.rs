//! What is done with a message in hand, whether the broker brought it or it was put back from the dead letters.

use async_nats::HeaderMap;
use chassis::trace;
use diesel_async::AsyncConnection;
use fest_proto::Event;
use tokio_util::sync::CancellationToken;
use tracing::{Span, info_span};
use uuid::Uuid;

use super::{Consumer, ConsumerLoop};
use crate::{
    attempt::Attempt,
    backoff::Backoff,
    dead_letter::{self, NewLetter},
    envelope,
    failure::Failure,
    metrics,
};

/// This many attempts that were begun and never ended set a message aside.
const ATTEMPTS: i64 = 3;

/// How a delivery ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The effect is committed, now or before.
    Handled,
    /// It comes again after a while.
    Again,
    /// It lies in the dead letters.
    SetAside,
    /// We are stopping; somebody else takes it.
    Left,
}

impl End {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Handled => "handled",
            Self::Again => "again",
            Self::SetAside => "set_aside",
            Self::Left => "left",
        }
    }
}

/// Why a message is set aside.
struct Verdict {
    reason: &'static str,
    detail: String,
    attempts: i64,
}

/// How a message came into our hands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The broker brought it for the first time.
    Broker,
    /// The broker brought it before.
    BrokerAgain,
    /// It was this dead letter.
    Letter(Uuid),
}

/// A message and what its headers say.
pub(super) struct Delivery<'a> {
    subject: &'a str,
    headers: &'a HeaderMap,
    payload: &'a [u8],
    event_id: Option<Uuid>,
    /// Made once per delivery, see [`Attempt`].
    attempt_id: Uuid,
    origin: Origin,
}

impl<C: Consumer> ConsumerLoop<C> {
    /// Takes a message in hand.
    pub(super) fn delivery<'a>(
        &self,
        subject: &'a str,
        headers: &'a HeaderMap,
        payload: &'a [u8],
        origin: Origin,
    ) -> Delivery<'a> {
        Delivery {
            subject,
            headers,
            payload,
            event_id: envelope::id(headers),
            attempt_id: self.clock.new_id(),
            origin,
        }
    }

    /// Tries until nobody who is needed is away, or until we stop.
    pub(super) async fn conclude(
        &self,
        delivery: &Delivery<'_>,
        stopping: &CancellationToken,
    ) -> End {
        let mut backoff = Backoff::new();
        loop {
            let fault = match self.attempt(delivery).await {
                Ok(end) => return end,
                Err(fault) => fault,
            };
            tracing::warn!(error = %format_args!("{fault:#}"), "delivery waits");
            if !backoff.wait(stopping).await {
                return End::Left;
            }
        }
    }

    /// One try. An error is a passing fault.
    async fn attempt(&self, delivery: &Delivery<'_>) -> anyhow::Result<End> {
        let read = envelope::read::<C::Event>(delivery.headers, delivery.payload);
        let (event_id, event) = match read {
            Ok(read) => read,
            Err(unreadable) => {
                let verdict = Verdict {
                    reason: unreadable.reason(),
                    detail: unreadable.to_string(),
                    attempts: 0,
                };
                return self.set_aside(delivery, verdict).await;
            }
        };
        let attempt = Attempt {
            id: delivery.attempt_id,
            consumer: C::NAME,
            event_id,
        };
        let begun = {
            let mut conn = self.pool.get().await?;
            attempt.begin(&mut conn, self.clock.system_now()).await?
        };
        if begun.handled {
            return Ok(End::Handled);
        }
        if begun.unended >= ATTEMPTS {
            let verdict = Verdict {
                reason: "ATTEMPTS_NEVER_ENDED",
                detail: format!("{} attempts were begun and never ended", begun.unended),
                attempts: begun.unended,
            };
            return self.set_aside(delivery, verdict).await;
        }
        match self.work(attempt, event).await {
            Ok(()) => Ok(End::Handled),
            Err(failure) => {
                self.ended(delivery, attempt, begun.unended + 1, failure)
                    .await
            }
        }
    }

    /// The handler and what makes it count once.
    async fn work(&self, attempt: Attempt, event: C::Event) -> Result<(), Failure> {
        let prepared = self.consumer.prepare(&event).await?;
        let mut conn = self.pool.get().await?;
        conn.transaction::<_, Failure, _>(async |conn| {
            if attempt.enter_inbox(conn, self.clock.system_now()).await? {
                self.consumer.apply(conn, event, prepared).await?;
            }
            attempt.settle(conn).await?;
            Ok(())
        })
        .await
    }

    /// The attempt ended by a named failure, so it does not count. While the database is away its row stays; the next try begins under the same
    /// id, and the row goes with that one's end.
    async fn ended(
        &self,
        delivery: &Delivery<'_>,
        attempt: Attempt,
        attempts: i64,
        failure: Failure,
    ) -> anyhow::Result<End> {
        match failure {
            Failure::Never { reason, source } => {
                tracing::error!(reason, error = %format_args!("{source:#}"), "event can never work");
                let verdict = Verdict {
                    reason,
                    detail: source.to_string(),
                    attempts,
                };
                self.set_aside(delivery, verdict).await
            }
            Failure::Again(source) => {
                tracing::warn!(error = %format_args!("{source:#}"), "event has to come again");
                let mut conn = self.pool.get().await?;
                attempt.end(&mut conn).await?;
                Ok(End::Again)
            }
            Failure::Passing(source) => {
                if let Ok(mut conn) = self.pool.get().await {
                    let _ = attempt.end(&mut conn).await;
                }
                Err(source)
            }
        }
    }

    async fn set_aside(&self, delivery: &Delivery<'_>, verdict: Verdict) -> anyhow::Result<End> {
        let reason = verdict.reason;
        let letter = NewLetter {
            consumer: C::NAME,
            event_id: delivery.event_id,
            subject: delivery.subject,
            headers: delivery.headers,
            payload: delivery.payload,
            reason,
            detail: verdict.detail,
            attempts: verdict.attempts,
        };
        let mut conn = self.pool.get().await?;
        conn.transaction::<_, diesel::result::Error, _>(async |conn| {
            if let Origin::Letter(former) = delivery.origin {
                // It failed again. First its end, or two replicas that had it in hand would both make a new one of it.
                if !dead_letter::settle(conn, former).await? {
                    return Ok(());
                }
            }
            dead_letter::store(conn, &self.clock, letter).await?;
            if let Some(event_id) = delivery.event_id {
                let attempt = Attempt {
                    id: delivery.attempt_id,
                    consumer: C::NAME,
                    event_id,
                };
                attempt.settle(conn).await?;
            }
            Ok(())
        })
        .await?;
        tracing::error!(reason, "message set aside");
        metrics::dead_letter(C::NAME, reason);
        Ok(End::SetAside)
    }
}

/// The span of a message: in the trace of the change that it tells of; or, for one that comes again, which may be days later, in a trace of its own
/// with a link to that.
pub(super) fn consumer_span<C: Consumer>(delivery: &Delivery<'_>) -> Span {
    let span = info_span!(
        parent: None,
        "process",
        otel.name = %format_args!("process {}", C::Event::SUBJECT),
        otel.kind = "consumer",
        messaging.system = "nats",
        messaging.operation.type = "process",
        messaging.operation.name = "process",
        messaging.destination.name = C::Event::SUBJECT,
        messaging.consumer.group.name = C::NAME,
        messaging.message.id = delivery.event_id.map(tracing::field::display),
    );
    let traceparent = envelope::traceparent(delivery.headers);
    match delivery.origin {
        Origin::Broker => trace::continue_from_text(&span, traceparent),
        Origin::BrokerAgain | Origin::Letter(_) => trace::link(&span, traceparent),
    }
    span
}
