//! The streams on the broker, one per service, made by the service that publishes to it.

use std::time::Duration;

use anyhow::Context as _;
use async_nats::jetstream::{self, stream};
use fest_proto::Stream;

/// How long the broker itself knows an event's id. A relay that was killed before it could mark its rows is back well within; a repeat that
/// comes later is the inboxes' to drop.
const DUPLICATE_WINDOW: Duration = Duration::from_secs(600);
/// When a stream is full it refuses (the outbox then grows and its age tells) rather than drop what somebody has not read.
const MAX_BYTES: i64 = 512 * 1024 * 1024;
/// Body (at most 512 KiB, a check of the outbox) and headers.
const MAX_MESSAGE_BYTES: i32 = 768 * 1024;

/// Makes the stream, or brings its settings up to date.
///
/// # Errors
/// When the broker is away or refuses.
pub async fn ensure(
    jetstream: &jetstream::Context,
    stream: Stream,
    replicas: usize,
) -> anyhow::Result<()> {
    let config = stream::Config {
        name: stream.name().to_owned(),
        subjects: vec![stream.subjects()],
        storage: stream::StorageType::File,
        retention: stream::RetentionPolicy::Limits,
        discard: stream::DiscardPolicy::New,
        max_bytes: MAX_BYTES,
        max_message_size: MAX_MESSAGE_BYTES,
        duplicate_window: DUPLICATE_WINDOW,
        num_replicas: replicas,
        ..stream::Config::default()
    };
    jetstream
        .create_or_update_stream(config)
        .await
        .with_context(|| format!("ensure stream {}", stream.name()))?;
    Ok(())
}
