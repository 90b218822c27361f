//! The trace of a change crosses outbox and broker.

use std::sync::{Arc, Mutex};

use opentelemetry::trace::{SpanId, TracerProvider};
use opentelemetry_sdk::{
    error::OTelSdkResult,
    trace::{SdkTracerProvider, SpanData, SpanExporter},
};
use tracing::Instrument;
use tracing_subscriber::layer::SubscriberExt;

use crate::{
    handler::{Copies, Order, Strings, start},
    stage::stage,
};

/// Keeps what it is given.
#[derive(Clone, Debug, Default)]
struct Kept(Arc<Mutex<Vec<SpanData>>>);

impl SpanExporter for Kept {
    async fn export(&self, batch: Vec<SpanData>) -> OTelSdkResult {
        self.0.lock().expect("spans").extend(batch);
        Ok(())
    }
}

impl Kept {
    /// The only span of this name.
    fn named(&self, name: &str) -> SpanData {
        let found = self.all(name);
        assert_eq!(found.len(), 1, "spans {name}");
        found[0].clone()
    }

    /// The spans of this name, in the order of their ends.
    fn all(&self, name: &str) -> Vec<SpanData> {
        let spans = self.0.lock().expect("spans");
        let found = spans.iter().filter(|span| span.name == name);
        found.cloned().collect()
    }
}

/// Traces this process from now on.
fn traced() -> Kept {
    let kept = Kept::default();
    let provider = SdkTracerProvider::builder()
        .with_simple_exporter(kept.clone())
        .build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("test"));
    let subscriber = tracing_subscriber::registry().with(layer);
    tracing::subscriber::set_global_default(subscriber).expect("the only one of this process");
    kept
}

#[tokio::test]
async fn one_trace_leads_from_the_change_to_the_consumer() {
    let kept = traced();
    let stage = stage().await;
    let change = tracing::info_span!("change");
    stage.publish("diskom-2024", 1).instrument(change).await;
    stage.relay_all().await;
    let consumer = start(stage.consumer(Copies(Strings::new([]))));
    stage.rows("effect", 1).await;
    consumer.stop().await;

    let change = kept.named("change");
    let send = kept.named("send fest.registration.edition.created.v1");
    let process = kept.named("process fest.registration.edition.created.v1");
    assert_eq!(change.parent_span_id, SpanId::INVALID);
    assert_eq!(send.parent_span_id, change.span_context.span_id());
    assert_eq!(process.parent_span_id, send.span_context.span_id());
    for span in [&send, &process] {
        assert_eq!(span.span_context.trace_id(), change.span_context.trace_id());
    }
}

/// Two spans of one message: the first in the trace of what was sent, the second in a trace of its own with a link to that.
fn second_is_linked(kept: &Kept) {
    let send = kept.named("send fest.registration.edition.created.v1");
    let send = send.span_context;
    let process = kept.all("process fest.registration.edition.created.v1");
    let [first, again] = process.as_slice() else {
        panic!("two spans: {process:?}");
    };
    assert_eq!(first.parent_span_id, send.span_id());
    assert_eq!(again.parent_span_id, SpanId::INVALID);
    assert_ne!(again.span_context.trace_id(), send.trace_id());
    let links: Vec<_> = again.links.iter().map(|link| &link.span_context).collect();
    let [link] = links.as_slice() else {
        panic!("one link: {links:?}");
    };
    assert_eq!(
        (link.trace_id(), link.span_id()),
        (send.trace_id(), send.span_id())
    );
}

#[tokio::test]
async fn a_letter_put_back_has_a_trace_of_its_own_with_a_link_to_the_first() {
    let kept = traced();
    let stage = stage().await;
    stage.publish("diskom-2024", 1).await;
    stage.relay_all().await;
    let consumer = start(stage.consumer(Copies(Strings::new([Order::Never]))));
    stage.rows("dead_letter", 1).await;
    stage.put_all_back().await;
    stage.rows("effect", 1).await;
    consumer.stop().await;
    second_is_linked(&kept);
}

#[tokio::test]
async fn a_message_that_the_broker_brings_again_has_a_trace_of_its_own_with_a_link_to_the_first() {
    let kept = traced();
    let stage = stage().await;
    stage.publish("diskom-2024", 1).await;
    stage.relay_all().await;
    let consumer = start(stage.consumer(Copies(Strings::new([Order::Again]))));
    stage.rows("effect", 1).await;
    consumer.stop().await;
    second_is_linked(&kept);
}
