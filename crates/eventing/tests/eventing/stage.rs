//! What these tests have in common: a publisher's and consumer's database (one and the same), a broker, and events of an edition.

use std::time::Duration;

use async_nats::{
    Message, Subscriber,
    jetstream::{self, consumer::PullConsumer},
};
use chassis::{clock::Clock, pool::Pool};
use diesel::{QueryableByName, sql_types::BigInt};
use diesel_async::{AsyncConnection, RunQueryDsl, SimpleAsyncConnection};
use eventing::{
    broker,
    consumer::{Consumer, ConsumerLoop, Settings},
    dead_letter, outbox,
    relay::Relay,
    stream,
};
use fest_proto::{
    Stream,
    registration::v1::{Edition, EditionCreated},
};
use futures_util::StreamExt;
use testkit::{TestDatabase, TestNats, wait_for};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// How long a state may take to come about.
pub const LIMIT: Duration = Duration::from_secs(30);

/// Times short enough for tests that wait for the broker.
pub const QUICK: Settings = Settings {
    ack_wait: Duration::from_millis(600),
    pull_wait: Duration::from_millis(500),
    again_first: Duration::from_millis(50),
    again_longest: Duration::from_secs(1),
};

/// A database, a broker with registration's stream, and a clock.
pub struct Stage {
    pub database: TestDatabase,
    pub nats: TestNats,
    pub jetstream: jetstream::Context,
    pub clock: Clock,
}

/// Sets the stage, with a table of copies and a table with one row per effect.
pub async fn stage() -> Stage {
    let database = testkit::database("eventing", vec![eventing::MIGRATIONS]).await;
    let nats = testkit::nats().await;
    let stage = Stage {
        jetstream: jetstream(nats.url()).await,
        clock: testkit::clock("2024-10-21T09:00:00+07:00"),
        database,
        nats,
    };
    stream::ensure(&stage.jetstream, Stream::Registration, 1)
        .await
        .expect("stream");
    stage
        .sql(
            "CREATE TABLE edition_copy (id text PRIMARY KEY, version bigint NOT NULL);
             CREATE TABLE effect (
                 position bigint GENERATED ALWAYS AS IDENTITY,
                 consumer text NOT NULL,
                 edition text NOT NULL
             )",
        )
        .await;
    stage
}

/// A connection to a broker.
pub async fn jetstream(url: &str) -> jetstream::Context {
    broker::connect_now(url, "test").await.expect("broker")
}

#[derive(QueryableByName)]
struct Number {
    #[diesel(sql_type = BigInt)]
    number: i64,
}

impl Stage {
    pub async fn conn(&self) -> chassis::pool::Connection {
        self.database.pool.get().await.expect("connection")
    }

    pub async fn sql(&self, text: &str) {
        self.conn().await.batch_execute(text).await.expect("sql");
    }

    /// The number of rows of `from`, which is a table and maybe a condition.
    pub async fn count(&self, from: &str) -> i64 {
        let query = format!("SELECT count(*) AS number FROM {from}");
        let number: Number = diesel::sql_query(query)
            .get_result(&mut self.conn().await)
            .await
            .expect("count");
        number.number
    }

    /// Waits until `from` has so many rows.
    pub async fn rows(&self, from: &str, expected: i64) {
        wait_for(&format!("{expected} of {from}"), LIMIT, async || {
            let count = self.count(from).await;
            (count == expected).then_some(()).ok_or(count)
        })
        .await;
    }

    /// Commits an event about an edition.
    pub async fn publish(&self, edition: &str, version: i64) {
        let event = created(edition, version);
        self.conn()
            .await
            .transaction(async |conn| outbox::publish(conn, &self.clock, edition, &event).await)
            .await
            .expect("commit");
    }

    pub fn relay(&self) -> Relay {
        let pool = self.database.pool.clone();
        let url = self.database.url.clone();
        Relay::new(pool, url, self.jetstream.clone(), self.clock.clone())
    }

    /// Runs a relay until the outbox is empty.
    pub async fn relay_all(&self) {
        let stopping = CancellationToken::new();
        let relay = tokio::spawn(self.relay().run_until(stopping.clone()));
        self.rows("outbox WHERE published_at IS NULL", 0).await;
        stopping.cancel();
        relay.await.expect("relay");
    }

    /// Puts every open dead letter back.
    pub async fn put_all_back(&self) {
        let mut conn = self.conn().await;
        let count = dead_letter::redrive_all(&mut conn, &self.clock, None).await;
        assert_ne!(count.expect("put back"), 0);
    }

    /// A loop on the stage's own lines.
    pub fn consumer<C: Consumer>(&self, consumer: C) -> ConsumerLoop<C> {
        self.consumer_on(consumer, &self.database.pool, &self.jetstream)
    }

    /// A loop on other lines.
    pub fn consumer_on<C: Consumer>(
        &self,
        consumer: C,
        pool: &Pool,
        jetstream: &jetstream::Context,
    ) -> ConsumerLoop<C> {
        ConsumerLoop::new(
            consumer,
            pool.clone(),
            jetstream.clone(),
            self.clock.clone(),
        )
        .with_settings(QUICK)
    }

    /// What the broker knows of a durable.
    pub async fn durable(&self, name: &str) -> jetstream::consumer::Info {
        let stream = self.jetstream.get_stream(Stream::Registration.name());
        let consumer: PullConsumer = stream
            .await
            .expect("stream")
            .get_consumer(name)
            .await
            .expect("durable");
        consumer.get_info().await.expect("info")
    }

    /// Waits until the broker has nothing left to deliver to a durable and nothing unacknowledged.
    pub async fn settled(&self, name: &str) {
        wait_for(&format!("{name} to settle"), LIMIT, async || {
            let info = self.durable(name).await;
            let open = info.num_pending + info.num_ack_pending as u64;
            (open == 0).then_some(()).ok_or(info)
        })
        .await;
    }

    /// How many messages the stream holds.
    pub async fn messages(&self) -> u64 {
        let stream = self.jetstream.get_stream(Stream::Registration.name());
        let mut stream = stream.await.expect("stream");
        stream.info().await.expect("info").state.messages
    }
}

pub fn created(edition: &str, version: i64) -> EditionCreated {
    EditionCreated {
        edition: Some(Edition {
            id: edition.to_owned(),
            version,
            ..Edition::default()
        }),
    }
}

/// Sessions of this test's database that wait for a lock of a kind; others share the server.
pub fn waiting_for(kind: &str) -> String {
    format!("pg_stat_activity WHERE datname = current_database() AND wait_event = '{kind}'")
}

/// The next message that is overheard.
pub async fn heard(subscriber: &mut Subscriber) -> Message {
    let message = timeout(LIMIT, subscriber.next()).await;
    message.expect("a message in time").expect("a connection")
}
