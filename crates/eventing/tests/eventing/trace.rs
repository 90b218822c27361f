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
    handler::{Copies, Strings, start},
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
    fn named(&self, name: &str) -> SpanData {
        let spans = self.0.lock().expect("spans");
        let mut found = spans.iter().filter(|span| span.name == name);
        let span = found.next().unwrap_or_else(|| panic!("no span {name}"));
        assert!(found.next().is_none(), "two spans {name}");
        span.clone()
    }
}

#[tokio::test]
async fn one_trace_leads_from_the_change_to_the_consumer() {
    let kept = Kept::default();
    let provider = SdkTracerProvider::builder()
        .with_simple_exporter(kept.clone())
        .build();
    let layer = tracing_opentelemetry::layer().with_tracer(provider.tracer("test"));
    let subscriber = tracing_subscriber::registry().with(layer);
    tracing::subscriber::set_global_default(subscriber).expect("the only one of this process");

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
