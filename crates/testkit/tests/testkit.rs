//! The harness itself, tried.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::time::Duration;

use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use diesel_migrations::{EmbeddedMigrations, embed_migrations};
use futures_util::StreamExt;
use testkit::{Proxy, wait_for};

const MIGRATIONS: EmbeddedMigrations = embed_migrations!("tests/migrations");
const LIMIT: Duration = Duration::from_secs(10);

#[tokio::test]
async fn each_test_has_a_migrated_database_of_its_own() {
    let one = testkit::database("thing", vec![MIGRATIONS]).await;
    let other = testkit::database("thing", vec![MIGRATIONS]).await;
    for database in [&one, &other] {
        // The primary key would refuse it the second time in a shared database.
        let mut connection = database.pool.get().await.unwrap();
        connection
            .batch_execute("INSERT INTO thing VALUES ('the same')")
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_database_is_gone_when_dropped_even_with_a_connection_open() {
    let database = testkit::database("thing", vec![MIGRATIONS]).await;
    let url = database.url.clone();
    let mut open = AsyncPgConnection::establish(&url).await.unwrap();
    open.batch_execute("BEGIN; INSERT INTO thing VALUES ('unfinished')")
        .await
        .unwrap();
    drop(database);
    let error = AsyncPgConnection::establish(&url)
        .await
        .err()
        .unwrap()
        .to_string();
    assert!(error.contains("does not exist"), "{error}");

    let finished = testkit::database("thing", vec![MIGRATIONS]).await;
    let url = finished.url.clone();
    finished.finish().await;
    assert!(AsyncPgConnection::establish(&url).await.is_err());
}

#[tokio::test]
async fn a_line_to_the_database_can_be_cut_and_healed() {
    let database = testkit::database("thing", vec![MIGRATIONS]).await;
    let mut proxy = Proxy::to_url(&database.url).await;
    let pool = chassis::pool::connect(&proxy.url(&database.url), 2).unwrap();
    let ask = async || {
        pool.get()
            .await
            .map_err(|e| e.to_string())?
            .batch_execute("SELECT 1")
            .await
            .map_err(|e| e.to_string())
    };
    ask().await.unwrap();
    proxy.cut().await;
    assert!(ask().await.is_err());
    proxy.heal().await;
    wait_for("the pool to connect again", LIMIT, ask).await;
}

#[tokio::test]
async fn a_broker_keeps_its_address_and_its_messages_while_it_is_away() {
    let mut nats = testkit::nats().await;
    let jetstream = nats.jetstream().await;
    let stream = async_nats::jetstream::stream::Config {
        name: "KEPT".into(),
        subjects: vec!["kept".into()],
        ..Default::default()
    };
    jetstream.create_stream(stream).await.unwrap();
    for (number, text) in ["stopped", "killed"].into_iter().enumerate() {
        jetstream
            .publish("kept", text.into())
            .await
            .unwrap()
            .await
            .unwrap();
        if number == 0 {
            nats.stop().await
        } else {
            nats.kill()
        }
        assert!(
            tokio::net::TcpStream::connect(nats.url().rsplit_once('@').unwrap().1)
                .await
                .is_err()
        );
        nats.start_again().await;
        wait_for("the client to be back", LIMIT, async || {
            jetstream.query_account().await
        })
        .await;
    }
    let consumer = jetstream.get_stream("KEPT").await.unwrap();
    let consumer = consumer
        .create_consumer(async_nats::jetstream::consumer::pull::Config::default())
        .await
        .unwrap();
    let mut messages = consumer.messages().await.unwrap();
    for expected in ["stopped", "killed"] {
        assert_eq!(messages.next().await.unwrap().unwrap().payload, expected);
    }
}

#[test]
fn a_clock_stands_where_it_was_put() {
    let clock = testkit::clock("2024-10-30T23:59:00+07:00");
    assert_eq!(clock.now().to_rfc3339(), "2024-10-30T16:59:00+00:00");
}

#[test]
fn the_shared_postgresql_ends_with_the_run_that_it_is_for() {
    let mut run = Command::new("sleep").arg("600").spawn().unwrap();
    let mut keeper = Command::new(env!("CARGO_BIN_EXE_testkit-postgres"));
    keeper.args(["keep", &run.id().to_string()]);
    let mut keeper = keeper.stdout(Stdio::piped()).spawn().unwrap();
    let mut answer = String::new();
    BufReader::new(keeper.stdout.take().unwrap())
        .read_line(&mut answer)
        .unwrap();
    let address = answer
        .trim()
        .rsplit_once('@')
        .unwrap()
        .1
        .split_once('/')
        .unwrap()
        .0
        .to_owned();
    TcpStream::connect(&address).unwrap();
    // Killed, as by somebody who lost patience; its number stays taken until we have asked for its end.
    run.kill().unwrap();
    assert!(keeper.wait().unwrap().success());
    assert!(TcpStream::connect(&address).is_err());
    run.wait().unwrap();
}
