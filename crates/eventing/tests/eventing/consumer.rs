//! What a handler may rely on.

use std::time::Duration;

use eventing::{consumer::Settings, republish, stream};
use fest_proto::Stream;
use testkit::wait_for;

use crate::{
    handler::{Copies, Order, Strings, start},
    stage::{LIMIT, QUICK, heard, stage},
};

const COPIES: &str = "submission-edition-copy";

#[tokio::test]
async fn an_event_delivered_twice_takes_effect_once() {
    let stage = stage().await;
    stage.publish("diskom-2024", 1).await;
    stage.relay_all().await;
    let strings = Strings::new([]);
    let consumer = start(stage.consumer(Copies(strings.clone())));
    stage.rows("effect", 1).await;

    // The same event under another message id, which the broker does not know.
    let stream = stage.jetstream.get_stream("FEST_REGISTRATION").await;
    let first = stream
        .expect("stream")
        .get_raw_message(1)
        .await
        .expect("it");
    let mut headers = first.headers.clone();
    headers.insert("Nats-Msg-Id", "another");
    let sent = stage
        .jetstream
        .publish_with_headers(first.subject, headers, first.payload);
    sent.await.expect("sent").await.expect("acknowledged");
    assert_eq!(stage.messages().await, 2);

    stage.settled(COPIES).await;
    consumer.stop().await;
    assert_eq!(stage.durable(COPIES).await.delivered.consumer_sequence, 2);
    assert_eq!(stage.count("effect").await, 1);
    assert_eq!(stage.count("attempt").await, 0);
}

#[tokio::test]
async fn an_older_version_does_not_overwrite_a_newer_one() {
    let stage = stage().await;
    for version in [2, 1, 3, 2] {
        stage.publish("diskom-2024", version).await;
    }
    stage.relay_all().await;
    let consumer = start(stage.consumer(Copies(Strings::new([]))));
    stage.rows("effect", 4).await;
    consumer.stop().await;
    assert_eq!(stage.count("edition_copy WHERE version = 3").await, 1);
}

#[tokio::test]
async fn a_message_that_has_to_come_again_lets_others_pass() {
    let stage = stage().await;
    stage.publish("first", 1).await;
    stage.publish("second", 1).await;
    stage.relay_all().await;
    // Long enough for the other one.
    let settings = Settings {
        again_first: Duration::from_secs(1),
        ..QUICK
    };
    let consumer = stage.consumer(Copies(Strings::new([Order::Again])));
    let consumer = start(consumer.with_settings(settings));
    stage.rows("effect", 2).await;
    stage.settled(COPIES).await;
    consumer.stop().await;
    let order = "effect WHERE (position, edition) IN ((1, 'second'), (2, 'first'))";
    assert_eq!(stage.count(order).await, 2);
    assert_eq!(stage.count("attempt").await, 0);
    assert_eq!(stage.count("dead_letter").await, 0);
}

#[tokio::test]
async fn a_consumer_that_stops_finishes_the_message_in_hand() {
    let stage = stage().await;
    stage.publish("diskom-2024", 1).await;
    stage.relay_all().await;
    let strings = Strings::new([Order::Hold]);
    let consumer = start(stage.consumer(Copies(strings.clone())));
    strings.called(1).await;
    consumer.tell_to_stop();
    strings.go();
    consumer.stop().await;
    assert_eq!(stage.count("effect").await, 1);
    assert_eq!(stage.durable(COPIES).await.num_ack_pending, 0);
}

#[tokio::test]
async fn a_long_handler_keeps_its_message() {
    let stage = stage().await;
    let client = stage.nats.client().await;
    let mut words = client.subscribe("$JS.ACK.>").await.expect("subscribed");
    client.flush().await.expect("flushed");
    stage.publish("diskom-2024", 1).await;
    stage.relay_all().await;
    let strings = Strings::new([Order::Hold]);
    let slow = start(stage.consumer(Copies(strings.clone())));
    strings.called(1).await;
    let replica = start(stage.consumer(Copies(Strings::new([]))));

    // A word at each third of the time after which the broker would give it to the replica: that time passes.
    for _ in 0..4 {
        let word = heard(&mut words).await;
        assert_eq!(word.payload.as_ref(), b"+WPI");
    }
    strings.go();
    stage.settled(COPIES).await;
    slow.stop().await;
    replica.stop().await;
    assert_eq!(stage.durable(COPIES).await.delivered.consumer_sequence, 1);
    assert_eq!(stage.count("effect").await, 1);
}

#[tokio::test]
async fn a_lost_stream_is_rebuilt_from_the_outbox() {
    // More than a page of the outbox.
    const EVENTS: u32 = 300;
    let stage = stage().await;
    for number in 0..EVENTS {
        stage.publish(&format!("edition-{number}"), 1).await;
    }
    stage.relay_all().await;
    let consumer = start(stage.consumer(Copies(Strings::new([]))));
    stage.rows("effect", EVENTS.into()).await;

    let lost = stage.jetstream.delete_stream("FEST_REGISTRATION").await;
    lost.expect("deleted");
    stream::ensure(&stage.jetstream, Stream::Registration, 1)
        .await
        .expect("stream");
    let count = republish::all(&stage.database.pool, &stage.jetstream).await;
    assert_eq!(count.expect("republished"), EVENTS as usize);
    assert_eq!(stage.messages().await, u64::from(EVENTS));

    // The consumer makes its durable anew by itself, gets all of them and knows them.
    wait_for("the durable", LIMIT, async || {
        let stream = stage.jetstream.get_stream("FEST_REGISTRATION").await;
        let durable = stream.expect("stream").consumer_info(COPIES).await;
        durable.is_ok_and(|info| info.ack_floor.stream_sequence == u64::from(EVENTS))
    })
    .await;
    consumer.stop().await;
    assert_eq!(stage.count("effect").await, i64::from(EVENTS));
}
