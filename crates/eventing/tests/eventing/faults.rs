//! Lines cut and processes killed at the worst moments.

use eventing::consumer::Settings;
use testkit::{Proxy, wait_for};

use crate::{
    handler::{Copies, Order, Strings, start},
    stage::{LIMIT, QUICK, jetstream, stage},
};

const COPIES: &str = "submission-edition-copy";

#[tokio::test]
async fn a_consumer_killed_between_commit_and_acknowledgement_takes_effect_once() {
    let stage = stage().await;
    stage.publish("diskom-2024", 1).await;
    stage.relay_all().await;
    let mut line = Proxy::to_url(stage.nats.url()).await;
    let over_line = jetstream(&line.url(stage.nats.url())).await;
    let strings = Strings::new([Order::Hold]);
    let consumer = stage.consumer_on(Copies(strings.clone()), &stage.database.pool, &over_line);
    let consumer = start(consumer);
    strings.called(1).await;
    line.cut().await;
    strings.go();
    stage.rows("effect", 1).await;
    consumer.kill().await;
    assert_eq!(stage.durable(COPIES).await.num_ack_pending, 1);

    let next = start(stage.consumer(Copies(strings.clone())));
    stage.settled(COPIES).await;
    next.stop().await;
    assert!(stage.durable(COPIES).await.delivered.consumer_sequence > 1);
    assert_eq!(stage.count("effect").await, 1);
}

#[tokio::test]
async fn a_broker_that_goes_away_and_comes_back_loses_nothing() {
    let mut stage = stage().await;
    // Longer than the test: what ends the wait is the loop's own look at its connection.
    let settings = Settings {
        pull_wait: LIMIT * 2,
        ..QUICK
    };
    let consumer = stage.consumer(Copies(Strings::new([])));
    let consumer = start(consumer.with_settings(settings));
    stage.publish("before", 1).await;
    stage.relay_all().await;
    stage.rows("effect", 1).await;
    stage.nats.kill();
    stage.publish("meanwhile", 1).await;
    stage.nats.start_again().await;
    stage.relay_all().await;
    stage.rows("effect WHERE edition = 'meanwhile'", 1).await;
    stage.settled(COPIES).await;
    consumer.stop().await;
    assert_eq!(stage.count("effect").await, 2);
}

#[tokio::test]
async fn a_database_that_is_away_again_and_again_makes_no_dead_letter() {
    let stage = stage().await;
    stage.publish("diskom-2024", 1).await;
    stage.relay_all().await;
    let mut line = Proxy::to_url(&stage.database.url).await;
    let pool = chassis::pool::connect(&line.url(&stage.database.url), 4).expect("pool");
    let strings = Strings::new([
        Order::Hold,
        Order::Hold,
        Order::Hold,
        Order::Hold,
        Order::Hold,
    ]);
    let consumer = stage.consumer_on(Copies(strings.clone()), &pool, &stage.jetstream);
    let consumer = start(consumer);
    for call in 1..=5 {
        strings.called(call).await;
        line.cut().await;
        strings.go();
        // None is left once the loop has asked in vain for one to end its attempt on.
        wait_for("the loop to miss the database", LIMIT, async || {
            let size = pool.status().size;
            (size == 0).then_some(()).ok_or(size)
        })
        .await;
        line.heal().await;
    }
    stage.rows("effect", 1).await;
    stage.settled(COPIES).await;
    consumer.stop().await;
    assert_eq!(stage.count("dead_letter").await, 0);
    assert_eq!(stage.count("attempt").await, 0);
}

#[tokio::test]
async fn an_owner_who_is_away_stops_the_fetching_and_costs_no_attempt() {
    let stage = stage().await;
    stage.publish("first", 1).await;
    stage.publish("second", 1).await;
    stage.relay_all().await;
    let orders = [
        Order::Passing,
        Order::Passing,
        Order::Passing,
        Order::Passing,
        Order::Hold,
    ];
    let strings = Strings::new(orders);
    let consumer = start(stage.consumer(Copies(strings.clone())));
    strings.called(5).await;
    let durable = stage.durable(COPIES).await;
    assert_eq!(
        durable.delivered.consumer_sequence, 1,
        "one in hand, no other"
    );
    assert_eq!(stage.count("attempt").await, 1, "the one under way");
    strings.go();
    stage.rows("effect", 2).await;
    consumer.stop().await;
    assert_eq!(stage.count("dead_letter").await, 0);
}

#[tokio::test]
async fn a_consumer_that_stops_while_a_neighbour_is_away_gives_the_message_back() {
    let stage = stage().await;
    stage.publish("diskom-2024", 1).await;
    stage.relay_all().await;
    // Longer than the test: without a word from us the broker would keep the message to itself.
    let settings = Settings {
        ack_wait: LIMIT * 2,
        ..QUICK
    };
    let strings = Strings::new(std::iter::repeat_with(|| Order::Passing).take(1000));
    let consumer = stage.consumer(Copies(strings.clone()));
    let consumer = start(consumer.with_settings(settings));
    strings.called(2).await;
    consumer.stop().await;
    assert_eq!(stage.count("attempt").await, 0);
    assert_eq!(stage.count("effect").await, 0);
    let next = stage.consumer(Copies(Strings::new([])));
    let next = start(next.with_settings(settings));
    stage.rows("effect", 1).await;
    next.stop().await;
}

#[tokio::test]
async fn a_message_that_kills_three_times_is_set_aside() {
    let stage = stage().await;
    stage.publish("poison", 1).await;
    stage.relay_all().await;
    for _ in 0..3 {
        let strings = Strings::new([Order::Hang]);
        let consumer = start(stage.consumer(Copies(strings.clone())));
        strings.called(1).await;
        consumer.kill().await;
    }
    assert_eq!(stage.count("attempt").await, 3);
    assert_eq!(stage.count("dead_letter").await, 0);

    stage.publish("harmless", 1).await;
    stage.relay_all().await;
    let fourth = Strings::new([]);
    let consumer = start(stage.consumer(Copies(fourth.clone())));
    stage
        .rows(
            "dead_letter WHERE reason = 'ATTEMPTS_NEVER_ENDED' AND attempts = 3",
            1,
        )
        .await;
    stage.rows("effect", 1).await;
    stage.settled(COPIES).await;
    consumer.stop().await;
    assert_eq!(stage.count("effect WHERE edition = 'harmless'").await, 1);
    assert_eq!(stage.count("attempt").await, 0);
}

#[tokio::test]
async fn attempts_that_killed_are_not_forgotten_for_a_passing_fault() {
    let stage = stage().await;
    stage.publish("poison", 1).await;
    stage.relay_all().await;
    for _ in 0..3 {
        // As at a start of everything, where the owner is up only after us.
        let strings = Strings::new([Order::Passing, Order::Hang]);
        let consumer = start(stage.consumer(Copies(strings.clone())));
        strings.called(2).await;
        consumer.kill().await;
    }
    let consumer = start(stage.consumer(Copies(Strings::new([]))));
    stage.rows("dead_letter", 1).await;
    consumer.stop().await;
    assert_eq!(stage.count("effect").await, 0);
}
