//! Trace context in and out, as W3C `traceparent`: in HTTP headers, gRPC metadata, event headers and rows of an outbox.

use opentelemetry::{
    Context,
    propagation::{Extractor, Injector, TextMapPropagator},
    trace::TraceContextExt,
};
use opentelemetry_http::HeaderExtractor;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tonic::metadata::{MetadataKey, MetadataMap};
use tracing::Span;
use tracing_opentelemetry::OpenTelemetrySpanExt;

/// The header that every response of ours carries.
pub const TRACE_ID_HEADER: &str = "x-trace-id";
const TRACEPARENT: &str = "traceparent";

/// Continues the caller's trace in `span` and notes its trace id in the span's field `trace_id` for the logs.
/// Must come before the span is entered.
pub fn continue_from(span: &Span, headers: &http::HeaderMap) {
    adopt(span, named_by(&HeaderExtractor(headers)));
    if let Some(id) = id_of(span) {
        span.record("trace_id", id);
    }
}

/// Continues the trace that a `traceparent` text names, before the span is entered. A text that does not parse is as good as none: the trace
/// then begins here.
pub fn continue_from_text(span: &Span, traceparent: Option<&str>) {
    if let Some(text) = traceparent {
        adopt(span, named_by(&Carrier(Some(text.to_owned()))));
    }
}

/// Names the span of a `traceparent` text in `span`, which stays in a trace of its own.
pub fn link(span: &Span, traceparent: Option<&str>) {
    let Some(text) = traceparent else { return };
    let other = named_by(&Carrier(Some(text.to_owned())));
    let other = other.span().span_context().clone();
    if other.is_valid() {
        span.add_link(other);
    }
}

fn named_by(carrier: &dyn Extractor) -> Context {
    TraceContextPropagator::new().extract_with_context(&Context::new(), carrier)
}

fn adopt(span: &Span, parent: Context) {
    // Fails only on a span that telemetry does not record; its trace id is then empty as well.
    let _ = span.set_parent(parent);
}

/// The `traceparent` of a span, for whoever carries it on; `None` when nobody traces.
#[must_use]
pub fn traceparent(span: &Span) -> Option<String> {
    let mut carrier = Carrier(None);
    TraceContextPropagator::new().inject_context(&span.context(), &mut carrier);
    carrier.0
}

/// Puts the current span's context into outgoing metadata.
pub fn inject(metadata: &mut MetadataMap) {
    let Some(text) = traceparent(&Span::current()) else {
        return;
    };
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

/// A `traceparent` where the propagator looks for headers.
struct Carrier(Option<String>);

impl Extractor for Carrier {
    fn get(&self, key: &str) -> Option<&str> {
        self.0.as_deref().filter(|_| key == TRACEPARENT)
    }

    fn keys(&self) -> Vec<&str> {
        vec![TRACEPARENT]
    }
}

impl Injector for Carrier {
    fn set(&mut self, key: &str, value: String) {
        if key == TRACEPARENT {
            self.0 = Some(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_traceparent_is_read_and_written_alike() {
        let text = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        let context = named_by(&Carrier(Some(text.to_owned())));
        assert!(context.span().span_context().is_remote());
        let mut written = Carrier(None);
        TraceContextPropagator::new().inject_context(&context, &mut written);
        assert_eq!(written.0.as_deref(), Some(text));
    }

    #[test]
    fn a_broken_traceparent_names_no_trace() {
        for broken in [
            "",
            "00",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
            "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
            "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
            "00-4bf92f3577b34da6a3ce929d0e0e473x-00f067aa0ba902b7-01",
        ] {
            let context = named_by(&Carrier(Some(broken.to_owned())));
            assert!(!context.span().span_context().is_valid(), "{broken}");
        }
    }
}
