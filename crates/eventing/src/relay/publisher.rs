//! Outbox rows to JetStream, pipelined: all are sent, then all acknowledgements awaited.

use anyhow::Context as _;
use async_nats::jetstream::{
    self,
    context::{PublishAckFuture, PublishError},
    message::PublishMessage,
};
use chassis::trace;
use futures_util::future::join_all;
use tracing::{Instrument, Span, info_span};
use uuid::Uuid;

use crate::{envelope, metrics, outbox::Row};

/// What became of a batch.
pub(crate) struct Published {
    /// The broker has these.
    pub acknowledged: Vec<Uuid>,
    /// The first fault, when it may lack some.
    pub fault: Option<anyhow::Error>,
}

/// Publishes rows in their order. The message id is the event's id, so a row that the broker has already is acknowledged and not kept twice.
pub(crate) async fn publish(jetstream: &jetstream::Context, rows: &[Row]) -> Published {
    let mut fault = None;
    let mut sent = Vec::with_capacity(rows.len());
    for row in rows {
        let span = producer_span(row);
        match send(jetstream, row, &span).instrument(span.clone()).await {
            Ok(acknowledgement) => sent.push((row, span, acknowledgement)),
            Err(error) => {
                fault = Some(error);
                break;
            }
        }
    }
    // Together, so that a broker that went silent costs the time of one acknowledgement, not of all.
    let waits = sent
        .into_iter()
        .map(|(row, span, ack)| acknowledged(row, ack).instrument(span));
    let mut acknowledged = Vec::with_capacity(rows.len());
    for result in join_all(waits).await {
        match result {
            Ok(id) => acknowledged.push(id),
            Err(error) => fault = fault.or(Some(error)),
        }
    }
    Published {
        acknowledged,
        fault,
    }
}

/// A child of the span in which the event was written, whenever that was and in whichever process.
fn producer_span(row: &Row) -> Span {
    let span = info_span!(
        parent: None,
        "publish",
        otel.name = %format_args!("send {}", row.subject),
        otel.kind = "producer",
        messaging.system = "nats",
        messaging.operation.type = "send",
        messaging.operation.name = "send",
        messaging.destination.name = %row.subject,
        messaging.message.id = %row.id,
    );
    trace::continue_from_text(&span, row.traceparent.as_deref());
    span
}

async fn send(
    jetstream: &jetstream::Context,
    row: &Row,
    span: &Span,
) -> anyhow::Result<PublishAckFuture> {
    let traceparent = trace::traceparent(span).or_else(|| row.traceparent.clone());
    let message = PublishMessage::build()
        .payload(row.payload.clone().into())
        .headers(envelope::headers(row, traceparent.as_deref()))
        .message_id(row.id.to_string());
    jetstream
        .send_publish(row.subject.clone(), message)
        .await
        .with_context(|| format!("send event {}", row.id))
}

async fn acknowledged(row: &Row, acknowledgement: PublishAckFuture) -> anyhow::Result<Uuid> {
    let result: Result<_, PublishError> = acknowledgement.await;
    result.with_context(|| format!("acknowledgement of event {}", row.id))?;
    metrics::sent(&row.subject);
    Ok(row.id)
}
