//! What is set aside, and how it comes back.

use eventing::dead_letter;
use uuid::Uuid;

use crate::{
    handler::{Copies, Order, Others, Strings, start},
    stage::stage,
};

const COPIES: &str = "submission-edition-copy";
/// Letters that were put back and are not at their end.
const ON_ITS_WAY: &str = "dead_letter WHERE due_at IS NOT NULL";

#[tokio::test]
async fn what_can_never_work_is_set_aside_under_its_reason_and_others_go_on() {
    let stage = stage().await;
    stage.publish("wrong", 1).await;
    stage.publish("right", 1).await;
    stage.relay_all().await;
    let consumer = start(stage.consumer(Copies(Strings::new([Order::Never]))));
    stage.rows("effect", 1).await;
    stage.settled(COPIES).await;
    consumer.stop().await;

    let mut conn = stage.conn().await;
    let letters = dead_letter::list(&mut conn, None).await.expect("list");
    let [letter] = letters.as_slice() else {
        panic!("one letter: {letters:?}");
    };
    assert_eq!(letter.reason, "TOLD_NEVER");
    assert_eq!(letter.detail, "told never to", "causes stay in the log");
    assert_eq!(letter.consumer, COPIES);
    assert_eq!(letter.subject, "fest.registration.edition.created.v1");
    assert_eq!(letter.attempts, 1);
    assert_eq!(stage.count("effect WHERE edition = 'right'").await, 1);
    assert_eq!(stage.count("attempt").await, 0);
}

#[tokio::test]
async fn a_letter_put_back_takes_effect_where_it_was_missing_and_only_there() {
    let stage = stage().await;
    stage.publish("diskom-2024", 1).await;
    stage.relay_all().await;
    let copies = start(stage.consumer(Copies(Strings::new([Order::Never]))));
    let others = start(stage.consumer(Others(Strings::new([]))));
    stage.rows("dead_letter", 1).await;
    stage.rows("effect", 1).await;

    let mut conn = stage.conn().await;
    let clock = &stage.clock;
    let elsewhere = dead_letter::redrive_all(&mut conn, clock, Some("nobody")).await;
    assert_eq!(elsewhere.expect("redriven"), 0);
    let count = dead_letter::redrive_all(&mut conn, clock, Some(COPIES)).await;
    assert_eq!(count.expect("redriven"), 1);
    let open = dead_letter::list(&mut conn, None).await.expect("list");
    assert!(open.is_empty(), "{open:?}");

    stage.rows("effect", 2).await;
    stage.rows(ON_ITS_WAY, 0).await;
    copies.stop().await;
    others.stop().await;
    let stream = stage.jetstream.get_stream("FEST_REGISTRATION").await;
    let messages = stream.expect("stream").cached_info().state.messages;
    assert_eq!(messages, 1, "nothing is published for it");
    let by_others = "effect WHERE consumer = 'scoring-edition-copy'";
    assert_eq!(stage.count(by_others).await, 1);
    assert_eq!(stage.count("effect").await, 2);
}

#[tokio::test]
async fn a_letter_that_fails_again_is_a_new_letter() {
    let stage = stage().await;
    stage.publish("diskom-2024", 1).await;
    stage.relay_all().await;
    let orders = [Order::Never, Order::Never];
    let consumer = start(stage.consumer(Copies(Strings::new(orders))));
    stage.rows("dead_letter", 1).await;
    let mut conn = stage.conn().await;
    let id = dead_letter::list(&mut conn, None).await.expect("list")[0].id;
    let first = dead_letter::redrive(&mut conn, &stage.clock, id).await;
    assert!(first.expect("redriven"));
    let second = dead_letter::redrive(&mut conn, &stage.clock, id).await;
    assert!(!second.expect("asked"), "it is not open any more");
    stage.rows("dead_letter WHERE redriven_at IS NULL", 1).await;
    consumer.stop().await;
    assert_eq!(stage.count(ON_ITS_WAY).await, 0);
    assert_eq!(stage.count("dead_letter").await, 2);
}

#[tokio::test]
async fn a_letter_put_back_comes_again_as_often_as_its_handler_asks() {
    let stage = stage().await;
    stage.publish("diskom-2024", 1).await;
    stage.relay_all().await;
    let orders = [Order::Never, Order::Again, Order::Passing];
    let strings = Strings::new(orders);
    let consumer = start(stage.consumer(Copies(strings.clone())));
    stage.rows("dead_letter", 1).await;
    stage.put_all_back().await;
    stage.rows("effect", 1).await;
    stage.rows(ON_ITS_WAY, 0).await;
    consumer.stop().await;
    strings.called(4).await;
    assert_eq!(stage.count("dead_letter").await, 1);
    assert_eq!(stage.count("attempt").await, 0);
}

#[tokio::test]
async fn a_letter_whose_process_dies_with_it_comes_again_three_times_and_no_more() {
    let stage = stage().await;
    stage.publish("diskom-2024", 1).await;
    stage.relay_all().await;
    let orders = [Order::Never, Order::Hang, Order::Hang, Order::Hang];
    let strings = Strings::new(orders);
    let consumer = start(stage.consumer(Copies(strings.clone())));
    stage.rows("dead_letter", 1).await;
    stage.settled(COPIES).await;
    consumer.stop().await;
    stage.put_all_back().await;
    for attempt in 2..5 {
        let consumer = start(stage.consumer(Copies(strings.clone())));
        strings.called(attempt).await;
        consumer.kill().await;
    }
    let consumer = start(stage.consumer(Copies(strings.clone())));
    let killer = "dead_letter WHERE reason = 'ATTEMPTS_NEVER_ENDED' AND redriven_at IS NULL";
    stage.rows(killer, 1).await;
    consumer.stop().await;
    assert_eq!(stage.count(ON_ITS_WAY).await, 0);
    assert_eq!(stage.count("effect").await, 0);
}

#[tokio::test]
async fn what_is_no_event_is_set_aside_unread() {
    let stage = stage().await;
    let consumer = start(stage.consumer(Copies(Strings::new([]))));
    let sent = stage
        .jetstream
        .publish("fest.registration.edition.created.v1", "noise".into());
    sent.await.expect("sent").await.expect("acknowledged");
    let mut headers = async_nats::HeaderMap::new();
    headers.insert("ce-id", Uuid::from_u128(7).to_string());
    headers.insert("ce-type", "fest.registration.v1.EditionCreated");
    let sent = stage.jetstream.publish_with_headers(
        "fest.registration.edition.created.v1",
        headers,
        "noise".into(),
    );
    sent.await.expect("sent").await.expect("acknowledged");
    stage.rows("dead_letter", 2).await;
    stage.settled(COPIES).await;
    consumer.stop().await;
    for reason in ["EVENT_ID_UNREADABLE", "EVENT_BODY_UNREADABLE"] {
        let letter = format!("dead_letter WHERE reason = '{reason}' AND payload = 'noise'");
        assert_eq!(stage.count(&letter).await, 1, "{reason}");
    }
}
