//! A message of the broker, from its arrival to the word that the broker gets about it.

use std::time::Duration;

use anyhow::anyhow;
use async_nats::{
    HeaderMap,
    jetstream::{self, AckKind},
};
use fest_proto::Event;
use tokio::time::{Instant, interval_at};
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use super::{
    Consumer, ConsumerLoop,
    delivery::{End, Origin, consumer_span},
};
use crate::{backoff::again_after, metrics};

impl<C: Consumer> ConsumerLoop<C> {
    /// Brings a message to an end and tells the broker.
    pub(super) async fn handle(&self, message: &jetstream::Message, stopping: &CancellationToken) {
        let no_headers = HeaderMap::new();
        let headers = message.headers.as_ref().unwrap_or(&no_headers);
        let origin = match message.info() {
            Ok(info) if info.delivered > 1 => Origin::BrokerAgain,
            _ => Origin::Broker,
        };
        let delivery = self.delivery(&message.subject, headers, &message.payload, origin);
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
