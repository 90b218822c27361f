//! What operators see of the queue. Names are OpenTelemetry's where it has one.

use std::{sync::LazyLock, time::Duration};

use opentelemetry::{
    KeyValue, global,
    metrics::{Counter, Gauge, Histogram},
};

struct Instruments {
    outbox_depth: Gauge<u64>,
    outbox_age: Gauge<f64>,
    sent: Counter<u64>,
    consumed: Counter<u64>,
    processing: Histogram<f64>,
    lag: Gauge<u64>,
    dead_letters: Counter<u64>,
}

static INSTRUMENTS: LazyLock<Instruments> = LazyLock::new(|| {
    let meter = global::meter("eventing");
    Instruments {
        outbox_depth: meter
            .u64_gauge("fest.outbox.depth")
            .with_unit("{event}")
            .with_description("Events that the broker does not have yet")
            .build(),
        outbox_age: meter
            .f64_gauge("fest.outbox.age")
            .with_unit("s")
            .with_description("How long the oldest unpublished event has waited")
            .build(),
        sent: meter
            .u64_counter("messaging.client.sent.messages")
            .with_unit("{message}")
            .build(),
        consumed: meter
            .u64_counter("messaging.client.consumed.messages")
            .with_unit("{message}")
            .build(),
        processing: meter
            .f64_histogram("messaging.process.duration")
            .with_unit("s")
            .build(),
        lag: meter
            .u64_gauge("fest.consumer.lag")
            .with_unit("{message}")
            .with_description("Messages that the broker holds for this consumer")
            .build(),
        dead_letters: meter
            .u64_counter("fest.consumer.dead_letters")
            .with_unit("{message}")
            .with_description("Messages that were set aside")
            .build(),
    }
});

fn destination(subject: &str) -> [KeyValue; 2] {
    [
        KeyValue::new("messaging.system", "nats"),
        KeyValue::new("messaging.destination.name", subject.to_owned()),
    ]
}

fn consumer(name: &'static str) -> KeyValue {
    KeyValue::new("messaging.consumer.group.name", name)
}

pub(crate) fn outbox(depth: u64, age: Duration) {
    INSTRUMENTS.outbox_depth.record(depth, &[]);
    INSTRUMENTS.outbox_age.record(age.as_secs_f64(), &[]);
}

pub(crate) fn sent(subject: &str) {
    INSTRUMENTS.sent.add(1, &destination(subject));
}

/// `outcome` is one of a few fixed words.
pub(crate) fn processed(
    name: &'static str,
    subject: &str,
    outcome: &'static str,
    duration: Duration,
) {
    let [system, destination] = destination(subject);
    let outcome = KeyValue::new("fest.outcome", outcome);
    let attributes = [system, destination, consumer(name), outcome];
    INSTRUMENTS.consumed.add(1, &attributes);
    INSTRUMENTS
        .processing
        .record(duration.as_secs_f64(), &attributes);
}

pub(crate) fn lag(name: &'static str, messages: u64) {
    INSTRUMENTS.lag.record(messages, &[consumer(name)]);
}

pub(crate) fn dead_letter(name: &'static str, reason: &'static str) {
    let reason = KeyValue::new("error.type", reason);
    INSTRUMENTS.dead_letters.add(1, &[consumer(name), reason]);
}
