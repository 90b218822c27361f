//! One message, from its arrival to the word that the broker gets about it.

use std::time::Duration;

use anyhow::anyhow;
use async_nats::{
    HeaderMap,
    jetstream::{self, AckKind},
};
use diesel_async::AsyncConnection;
use fest_proto::Event;
use tokio::time::{Instant, interval_at};
use tokio_util::sync::CancellationToken;
use tracing::{Instrument, Span, info_span};
use uuid::Uuid;

use super::{Consumer, ConsumerLoop};
use crate::{
    attempt::Attempt,
    backoff::{Backoff, again_after},
    dead_letter::{self, NewLetter},
    envelope,
    failure::Failure,
    metrics, trace,
};

/// This many attempts that were begun and never ended set a message aside.
const ATTEMPTS: i64 = 3;

/// How a delivery ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
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
    const fn name(self) -> &'static str {
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

/// A message and what its headers say.
struct Delivery<'a> {
    message: &'a jetstream::Message,
    headers: &'a HeaderMap,
    event_id: Option<Uuid>,
    /// Made once per delivery, see [`Attempt`].
    attempt_id: Uuid,
}

impl<C: Consumer> ConsumerLoop<C> {
    /// Brings a message to an end and tells the broker.
    pub(super) async fn handle(&self, message: &jetstream::Message, stopping: &CancellationToken) {
        let no_headers = HeaderMap::new();
        let headers = message.headers.as_ref().unwrap_or(&no_headers);
        let delivery = Delivery {
            message,
            headers,
            event_id: envelope::id(headers),
            attempt_id: self.clock.new_id(),
        };
        let begun = Instant::now();
        let work = async {
            let end = self.conclude(&delivery, stopping).await;
            self.tell_broker(message, end).await;
            end
        };
        let work = work.instrument(consumer_span::<C>(&delivery));
        let end = keep(message, self.settings.ack_wait / 3, work).await;
        metrics::processed(C::NAME, C::Event::SUBJECT, end.name(), begun.elapsed());
        if let Ok(info) = message.info() {
            metrics::lag(C::NAME, info.pending);
        }
    }

    /// Tries until nobody who is needed is away, or until we stop.
    async fn conclude(&self, delivery: &Delivery<'_>, stopping: &CancellationToken) -> End {
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
        let payload = &delivery.message.payload;
        let (event_id, event) = match envelope::read::<C::Event>(delivery.headers, payload) {
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
            subject: &delivery.message.subject,
            headers: delivery.headers,
            payload: &delivery.message.payload,
            reason,
            detail: verdict.detail,
            attempts: verdict.attempts,
        };
        let mut conn = self.pool.get().await?;
        conn.transaction::<_, diesel::result::Error, _>(async |conn| {
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

    /// The last word. If it is lost the message comes again, and the inbox or the open letter makes that harmless.
    async fn tell_broker(&self, message: &jetstream::Message, end: End) {
        let told = match end {
            End::Handled => message.double_ack().await,
            End::Again => {
                let deliveries = message.info().map_or(1, |info| info.delivered);
                let wait = again_after(
                    self.settings.again_first,
                    self.settings.again_longest,
                    u32::try_from(deliveries).unwrap_or(1),
                );
                message.ack_with(AckKind::Nak(Some(wait))).await
            }
            End::SetAside => message.double_ack_with(AckKind::Term).await,
            End::Left => message.ack_with(AckKind::Nak(None)).await,
        };
        if let Err(error) = told {
            tracing::warn!(error = %anyhow!(error), end = end.name(), "the broker did not hear of it");
        }
    }
}

/// The span of a message in the trace of the change that it tells of.
fn consumer_span<C: Consumer>(delivery: &Delivery<'_>) -> Span {
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
    trace::continue_from(&span, envelope::traceparent(delivery.headers));
    span
}

/// Tells the broker from time to time that the message is in hand, until `work` is done.
async fn keep<T>(
    message: &jetstream::Message,
    period: Duration,
    work: impl Future<Output = T>,
) -> T {
    let mut ticks = interval_at(Instant::now() + period, period);
    tokio::pin!(work);
    loop {
        tokio::select! {
            result = &mut work => return result,
            _ = ticks.tick() => {
                // A broker that is away gives the message out again; the inbox knows it.
                let _ = message.ack_with(AckKind::Progress).await;
            }
        }
    }
}
