//! Both children, started for real.
#![expect(
    clippy::unwrap_used,
    reason = "a test ends at the first thing that goes wrong"
)]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use children::{Nats, Options, Postgres, Speed};
use tokio_postgres::NoTls;

const FAST: Options = Options {
    port: None,
    speed: Speed::Test,
};

async fn query(url: &str, sql: &str) -> Result<Vec<String>, tokio_postgres::Error> {
    let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
    let connection = tokio::spawn(connection);
    let rows = client.simple_query(sql).await?;
    drop(client);
    connection.await.unwrap()?;
    let first = |row| match row {
        tokio_postgres::SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
        _ => None,
    };
    Ok(rows.into_iter().filter_map(first).collect())
}

/// async-nats does not take user and password from the address by itself.
async fn client(url: &str) -> Result<async_nats::Client, async_nats::ConnectError> {
    let address: async_nats::ServerAddr = url.parse().unwrap();
    let part = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let login = async_nats::ConnectOptions::with_user_and_password(
        part(address.username()),
        part(address.password()),
    );
    login.connect(address).await
}

fn real_uid(pid: u32) -> u32 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap();
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("Uid:"))
        .unwrap();
    line.split_whitespace().next().unwrap().parse().unwrap()
}

fn runs(pid: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit_once(')')
        .is_some_and(|(_, rest)| !rest.trim_start().starts_with('Z'))
}

#[tokio::test]
async fn a_row_survives_a_stop_and_a_kill() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("postgres");
    let postgres = Postgres::start(&folder, Options::default()).await.unwrap();
    query(
        &postgres.url("postgres"),
        "CREATE TABLE kept (text text); INSERT INTO kept VALUES ('stop')",
    )
    .await
    .unwrap();
    postgres.stop().await.unwrap();

    let postgres = Postgres::start(&folder, Options::default()).await.unwrap();
    query(
        &postgres.url("postgres"),
        "INSERT INTO kept VALUES ('kill')",
    )
    .await
    .unwrap();
    drop(postgres);

    let postgres = Postgres::start(&folder, Options::default()).await.unwrap();
    let rows = query(
        &postgres.url("postgres"),
        "SELECT text FROM kept ORDER BY text",
    )
    .await
    .unwrap();
    assert_eq!(rows, ["kill", "stop"]);
}

#[tokio::test]
async fn a_message_survives_a_stop_and_a_kill() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("nats");
    for (end, before) in [("stop", 0), ("kill", 1), ("look", 2)] {
        let nats = Nats::start(&folder, Options::default()).await.unwrap();
        let jetstream = async_nats::jetstream::new(client(&nats.url()).await.unwrap());
        let stream = async_nats::jetstream::stream::Config {
            name: "KEPT".into(),
            subjects: vec!["kept".into()],
            ..Default::default()
        };
        let stream = jetstream.get_or_create_stream(stream).await.unwrap();
        assert_eq!(stream.get_info().await.unwrap().state.messages, before);
        jetstream
            .publish("kept", end.into())
            .await
            .unwrap()
            .await
            .unwrap();
        match end {
            "stop" => nats.stop().await.unwrap(),
            _ => drop(nats),
        }
    }
}

#[tokio::test]
async fn both_refuse_a_wrong_password_and_none() {
    let home = tempfile::tempdir().unwrap();
    let postgres = Postgres::start(&home.path().join("postgres"), FAST)
        .await
        .unwrap();
    let nats = Nats::start(&home.path().join("nats"), FAST).await.unwrap();
    let (pg, broker) = (postgres.port(), nats.port());
    for login in ["postgres:wrong@", "postgres@"] {
        let error = query(
            &format!("postgres://{login}127.0.0.1:{pg}/postgres"),
            "SELECT 1",
        )
        .await
        .unwrap_err();
        let refused = error.code() == Some(&tokio_postgres::error::SqlState::INVALID_PASSWORD);
        assert!(
            refused || format!("{error:?}").contains("password missing"),
            "{login}: {error:?}"
        );
    }
    for login in ["fest:wrong@", ""] {
        let error = client(&format!("nats://{login}127.0.0.1:{broker}"))
            .await
            .unwrap_err();
        assert_eq!(
            error.kind(),
            async_nats::ConnectErrorKind::AuthorizationViolation,
            "{login}: {error}"
        );
    }
    query(&postgres.url("postgres"), "SELECT 1").await.unwrap();
    client(&nats.url()).await.unwrap();
}

#[tokio::test]
async fn postgresql_never_runs_as_root_even_below_a_folder_that_only_root_may_enter() {
    // A temporary folder has mode 700 and is ours, so another user cannot enter it by its path.
    let home = tempfile::tempdir().unwrap();
    let postgres = Postgres::start(&home.path().join("postgres"), FAST)
        .await
        .unwrap();
    let (ours, its) = (real_uid(std::process::id()), real_uid(postgres.pid()));
    assert_ne!(its, 0);
    assert!(
        ours == 0 || its == ours,
        "we run as {ours}, PostgreSQL as {its}"
    );
}

#[tokio::test]
async fn a_port_that_is_taken_is_named_in_the_error() {
    let home = tempfile::tempdir().unwrap();
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let options = Options {
        port: Some(taken.local_addr().unwrap().port()),
        speed: Speed::Test,
    };
    let folder = home.path().join("nats");
    let error = format!("{:#}", Nats::start(&folder, options).await.unwrap_err());
    assert!(
        error.contains("address already in use") && error.contains(&folder.display().to_string()),
        "{error}"
    );
}

/// Run again by the test below, in a process of its own, with `CHILDREN_FOLDER` set: starts both, says so, and waits.
#[tokio::test]
async fn a_killed_parent_leaves_no_child_and_its_folder_can_be_used_again() {
    if let Some(folder) = std::env::var_os("CHILDREN_FOLDER") {
        return be_a_parent(&PathBuf::from(folder)).await;
    }
    let home = tempfile::tempdir().unwrap();
    let this_test = std::thread::current().name().unwrap().to_owned();
    let mut parent = Command::new(std::env::current_exe().unwrap());
    parent
        .args(["--exact", &this_test, "--nocapture"])
        .env("CHILDREN_FOLDER", home.path());
    let mut parent = parent.stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(parent.stdout.take().unwrap()).lines();
    let pids = lines
        .map_while(Result::ok)
        .find_map(|line| line.split_once("pids ").map(|(_, pids)| pids.to_owned()))
        .unwrap();
    let pids: Vec<u32> = pids.split(' ').map(|pid| pid.parse().unwrap()).collect();
    assert!(pids.iter().all(|pid| runs(*pid)));
    parent.kill().unwrap();
    parent.wait().unwrap();

    let deadline = Instant::now() + Duration::from_secs(20);
    while pids.iter().any(|pid| runs(*pid)) {
        assert!(Instant::now() < deadline, "still running: {pids:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let postgres = Postgres::start(&home.path().join("postgres"), FAST)
        .await
        .unwrap();
    assert_eq!(
        query(&postgres.url("postgres"), "SELECT text FROM kept")
            .await
            .unwrap(),
        ["here"]
    );
    Nats::start(&home.path().join("nats"), FAST).await.unwrap();
}

async fn be_a_parent(folder: &Path) {
    let postgres = Postgres::start(&folder.join("postgres"), Options::default())
        .await
        .unwrap();
    query(
        &postgres.url("postgres"),
        "CREATE TABLE kept (text text); INSERT INTO kept VALUES ('here')",
    )
    .await
    .unwrap();
    let nats = Nats::start(&folder.join("nats"), Options::default())
        .await
        .unwrap();
    #[expect(
        clippy::print_stdout,
        reason = "the test that started this process reads it"
    )]
    {
        println!("\npids {} {}", postgres.pid(), nats.pid());
    }
    postgres.ended().await;
}
