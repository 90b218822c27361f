//! The relay's promises.

use async_nats::Message;
use chassis::clock::Clock;
use diesel_async::{AsyncConnection, SimpleAsyncConnection};
use eventing::{broker, outbox};
use fest_proto::Stream;
use futures_util::{FutureExt, StreamExt};
use testkit::wait_for;
use tokio_util::sync::CancellationToken;

use crate::stage::{LIMIT, Stage, created, heard, stage, waiting_for};

/// Everything that is published, repeats included, which the stream would not show.
async fn overhear(stage: &Stage) -> async_nats::Subscriber {
    let client = stage.nats.client().await;
    let subscriber = client.subscribe("fest.>").await.expect("subscribed");
    client.flush().await.expect("flushed");
    subscriber
}

fn overheard(subscriber: &mut async_nats::Subscriber) -> Vec<Message> {
    std::iter::from_fn(|| subscriber.next().now_or_never().flatten()).collect()
}

fn header<'a>(message: &'a Message, name: &str) -> Option<&'a str> {
    let headers = message.headers.as_ref()?;
    headers.get(name).map(|value| value.as_str())
}

fn message_id(message: &Message) -> String {
    header(message, "Nats-Msg-Id")
        .expect("message id")
        .to_owned()
}

#[tokio::test]
async fn an_event_goes_out_as_a_cloudevent() {
    let stage = stage().await;
    let mut subscriber = overhear(&stage).await;
    stage.publish("diskom-2024", 1).await;
    stage.relay_all().await;
    let message = heard(&mut subscriber).await;
    assert_eq!(
        message.subject.as_str(),
        "fest.registration.edition.created.v1"
    );
    assert_eq!(
        header(&message, "ce-type"),
        Some("fest.registration.v1.EditionCreated")
    );
    assert_eq!(header(&message, "ce-subject"), Some("diskom-2024"));
    assert_eq!(
        header(&message, "ce-id"),
        Some(message_id(&message).as_str())
    );
    assert_eq!(header(&message, "traceparent"), None, "nobody traces");
}

#[tokio::test]
async fn a_change_that_is_rolled_back_publishes_nothing() {
    let stage = stage().await;
    let refused = stage
        .conn()
        .await
        .transaction::<(), _, _>(async |conn| {
            outbox::publish(
                conn,
                &stage.clock,
                "diskom-2024",
                &created("diskom-2024", 1),
            )
            .await?;
            Err(diesel::result::Error::RollbackTransaction)
        })
        .await;
    assert!(refused.is_err());
    assert_eq!(stage.count("outbox").await, 0);
}

#[tokio::test]
async fn what_could_never_travel_is_refused_with_the_change() {
    let stage = stage().await;
    let mut conn = stage.conn().await;
    let clock = Clock::system();
    let line_break = outbox::publish(&mut conn, &clock, "two\r\nlines", &created("x", 1)).await;
    assert!(line_break.is_err());
    let large = created(&"x".repeat(512 * 1024), 1);
    let too_large = outbox::publish(&mut conn, &clock, "x", &large).await;
    assert!(too_large.is_err());
    assert_eq!(stage.count("outbox").await, 0);
}

#[tokio::test]
async fn two_relays_publish_each_row_once() {
    let stage = stage().await;
    let mut subscriber = overhear(&stage).await;
    for number in 0..600 {
        stage.publish(&format!("edition-{number}"), 1).await;
    }
    let stopping = CancellationToken::new();
    let first = tokio::spawn(stage.relay().run_until(stopping.clone()));
    let second = tokio::spawn(stage.relay().run_until(stopping.clone()));
    stage.rows("outbox WHERE published_at IS NULL", 0).await;
    stopping.cancel();
    first.await.expect("first");
    second.await.expect("second");

    let mut ids = Vec::new();
    wait_for("all messages", LIMIT, async || {
        ids.extend(overheard(&mut subscriber).iter().map(message_id));
        (ids.len() >= 600).then_some(()).ok_or(ids.len())
    })
    .await;
    assert_eq!(ids.len(), 600, "a row was published twice");
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 600);
    assert_eq!(stage.messages().await, 600);
}

#[tokio::test]
async fn a_commit_wakes_the_relay() {
    let stage = stage().await;
    let mut subscriber = overhear(&stage).await;
    let stopping = CancellationToken::new();
    let relay = tokio::spawn(stage.relay().run_until(stopping.clone()));
    stage.publish("first", 1).await;
    heard(&mut subscriber).await;
    stage.rows("outbox WHERE published_at IS NULL", 0).await;

    // Without a notice it would look again after five seconds.
    let limit = std::time::Duration::from_secs(4);
    stage.publish("second", 1).await;
    let second = tokio::time::timeout(limit, subscriber.next()).await;
    assert!(second.is_ok(), "nobody woke the relay");
    stopping.cancel();
    relay.await.expect("relay");
}

#[tokio::test]
async fn a_relay_killed_between_publish_and_mark_publishes_again_under_the_same_id() {
    let stage = stage().await;
    let mut subscriber = overhear(&stage).await;
    // The mark waits for a lock that the test holds.
    stage
        .sql(
            "CREATE FUNCTION wait_at_mark() RETURNS trigger LANGUAGE plpgsql AS
             $$ BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NEW; END $$;
             CREATE TRIGGER wait_at_mark BEFORE UPDATE ON outbox FOR EACH ROW EXECUTE FUNCTION wait_at_mark()",
        )
        .await;
    stage.publish("diskom-2024", 1).await;
    let mut holder = stage.conn().await;
    holder
        .batch_execute("SELECT pg_advisory_lock(1)")
        .await
        .expect("lock");
    let relay = tokio::spawn(stage.relay().run_until(CancellationToken::new()));
    let first = heard(&mut subscriber).await;
    stage.rows(&waiting_for("advisory"), 1).await;
    relay.abort();
    let _ = relay.await;
    holder
        .batch_execute("SELECT pg_advisory_unlock(1)")
        .await
        .expect("unlock");

    stage.relay_all().await;
    let second = heard(&mut subscriber).await;
    assert_eq!(message_id(&first), message_id(&second));
    assert_eq!(stage.messages().await, 1, "the broker keeps one");
}

#[tokio::test]
async fn a_broker_that_is_away_at_the_start_is_waited_for() {
    let mut stage = stage().await;
    stage.nats.stop().await;
    let client = broker::connect(stage.nats.url(), "relay").await;
    stage.jetstream = client.expect("address");
    let stopping = CancellationToken::new();
    let relay = tokio::spawn(stage.relay().run_until(stopping.clone()));
    stage.publish("diskom-2024", 1).await;
    stage.nats.start_again().await;
    stage.rows("outbox WHERE published_at IS NULL", 0).await;
    stopping.cancel();
    relay.await.expect("relay");
    assert_eq!(stage.messages().await, 1);
}

#[tokio::test]
async fn a_stream_that_vanished_is_made_again() {
    let stage = stage().await;
    let stopping = CancellationToken::new();
    let relay = stage.relay().ensuring(Stream::Registration, 1);
    let relay = tokio::spawn(relay.run_until(stopping.clone()));
    stage.publish("first", 1).await;
    stage.rows("outbox WHERE published_at IS NULL", 0).await;
    let deleted = stage.jetstream.delete_stream("FEST_REGISTRATION").await;
    deleted.expect("deleted");
    stage.publish("second", 1).await;
    stage.rows("outbox WHERE published_at IS NULL", 0).await;
    stopping.cancel();
    relay.await.expect("relay");
    assert_eq!(stage.messages().await, 1);
}
