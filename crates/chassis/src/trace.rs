//! Trace context in and out: W3C `traceparent` in HTTP headers, gRPC metadata and event headers.

use opentelemetry::{
    Context, global,
    propagation::{Extractor, Injector},
    trace::TraceContextExt,
};
use opentelemetry_http::HeaderExtractor;
use tonic::metadata::{MetadataKey, MetadataMap};
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// The header that every response of ours carries.
pub const TRACE_ID_HEADER: &str = "x-trace-id";
const TRACEPARENT: &str = "traceparent";

/// Continues the caller's trace in `span` and notes its trace id in the span's field `trace_id` for the logs.
/// Must come before the span is entered.
pub fn continue_from(span: &Span, headers: &http::HeaderMap) {
    let parent =
        global::get_text_map_propagator(|propagator| propagator.extract(&HeaderExtractor(headers)));
    adopt(span, parent);
}

/// Continues the trace that a `traceparent` text names, if it names one.
pub fn continue_from_text(span: &Span, traceparent: Option<&str>) {
    let carrier = Single(traceparent.unwrap_or_default());
    let parent = global::get_text_map_propagator(|propagator| propagator.extract(&carrier));
    adopt(span, parent);
}

fn adopt(span: &Span, parent: Context) {
    // Fails only on a span that telemetry does not record; its trace id is then empty as well.
    let _ = span.set_parent(parent);
    if let Some(id) = id_of(span) {
        span.record("trace_id", id);
    }
}

/// The `traceparent` of the current span, for whoever carries it on.
#[must_use]
pub fn traceparent() -> Option<String> {
    let mut carrier = Captured(None);
    let context = Span::current().context();
    global::get_text_map_propagator(|propagator| {
        propagator.inject_context(&context, &mut carrier);
    });
    carrier.0
}

/// Puts the current span's context into outgoing metadata.
pub fn inject(metadata: &mut MetadataMap) {
    let Some(text) = traceparent() else { return };
    if let Ok(value) = text.parse() {
        metadata.insert(MetadataKey::from_static(TRACEPARENT), value);
    }
}

/// The trace id of the current span in hex; `None` outside any.
#[must_use]
pub fn trace_id() -> Option<String> {
    id_of(&Span::current())
}

fn id_of(span: &Span) -> Option<String> {
    let context = span.context();
    let span_context = context.span().span_context().clone();
    span_context
        .is_valid()
        .then(|| span_context.trace_id().to_string())
}

struct Single<'a>(&'a str);

impl Extractor for Single<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        (key == TRACEPARENT && !self.0.is_empty()).then_some(self.0)
    }

    fn keys(&self) -> Vec<&str> {
        vec![TRACEPARENT]
    }
}

struct Captured(Option<String>);

impl Injector for Captured {
    fn set(&mut self, key: &str, value: String) {
        if key == TRACEPARENT {
            self.0 = Some(value);
        }
    }
}
