//! The first committee account.

use diesel::{QueryableByName, sql_query, sql_types::Text};
use diesel_async::RunQueryDsl;
use fest_proto::{
    access::v1::Role,
    registration::v1::{CreateSessionRequest, session_service_client::SessionServiceClient},
};
use registration::{NewAccount, start_account};
use std::process::{Output, Stdio};
use tokio::{io::AsyncWriteExt, process::Command};

use crate::world::{PASSWORD, Service, sign_up};

fn new(email: &str) -> NewAccount {
    NewAccount {
        email: email.to_owned(),
        display_name: "Panitia".to_owned(),
        password: PASSWORD.to_owned(),
    }
}

#[tokio::test]
async fn the_first_committee_account_is_made_once_and_works_at_once() {
    let service = Service::start().await;
    let pool = &service.database.pool;
    let id = start_account(pool, &service.clock, new("panitia@bekasikab.go.id")).await;
    let id = id.expect("made").to_string();

    let mut sessions = SessionServiceClient::new(service.as_nobody());
    let request = CreateSessionRequest {
        email: "panitia@bekasikab.go.id".to_owned(),
        password: PASSWORD.to_owned(),
        ..CreateSessionRequest::default()
    };
    let created = sessions
        .create_session(request)
        .await
        .expect("logged in")
        .into_inner();
    let account = created
        .access_token
        .and_then(|token| token.account)
        .expect("account");
    let roles: Vec<Role> = account.roles().collect();
    assert_eq!(
        (account.id, roles),
        (id, vec![Role::Committee, Role::Participant])
    );

    let second = start_account(pool, &service.clock, new("lain@bekasikab.go.id")).await;
    assert_eq!(
        second.expect_err("refused").to_string(),
        "a committee account exists"
    );
    service.finish().await;
}

/// What an operator types, with the password on the standard input.
async fn run_program(service: &Service, password: &str) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_registration"))
        .args([
            "create-committee-account",
            "--email",
            "panitia@bekasikab.go.id",
        ])
        .args(["--display-name", "Panitia"])
        .env("REGISTRATION_DATABASE_URL", &service.database.url)
        .env("REGISTRATION_NATS_URL", service.nats.url())
        .env("REGISTRATION_SIGNING_KEY_FILE", "not-read")
        .env("REGISTRATION_TRUSTED_KEYS_FILE", "not-read")
        .env("REGISTRATION_FILES_URL", "memory:///")
        .env("REGISTRATION_SECOND_FACTOR_KEY_FILE", "not-read")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    let mut input = program.stdin.take().expect("input");
    let line = format!("{password}\n");
    input.write_all(line.as_bytes()).await.expect("written");
    drop(input);
    program.wait_with_output().await.expect("ended")
}

#[tokio::test]
async fn the_program_makes_the_account_once_and_prints_nothing_personal() {
    let service = Service::start().await;
    let first = run_program(&service, PASSWORD).await;
    assert!(first.status.success(), "{first:?}");
    let second = run_program(&service, PASSWORD).await;
    assert_eq!(second.status.code(), Some(1));
    let told = String::from_utf8_lossy(&second.stderr).into_owned();
    assert!(told.contains("a committee account exists"), "{told}");
    for output in [first.stdout, first.stderr, second.stdout, second.stderr] {
        let text = String::from_utf8_lossy(&output);
        for personal in [PASSWORD, "panitia@", "Panitia"] {
            assert!(!text.contains(personal), "{text}");
        }
    }
    service.finish().await;
}

#[derive(QueryableByName)]
struct Audited {
    #[diesel(sql_type = Text)]
    subject: String,
}

#[tokio::test]
async fn of_two_starters_at_once_one_makes_the_account() {
    let service = Service::start().await;
    let start = |email| start_account(&service.database.pool, &service.clock, new(email));
    let (one, other) = tokio::join!(start("a@bekasikab.go.id"), start("b@bekasikab.go.id"));
    assert_ne!(one.is_ok(), other.is_ok(), "{one:?} {other:?}");
    let id = one.or(other).expect("the one that made it");
    let mut conn = service.database.pool.get().await.expect("connection");
    // Wherever the linker is with it.
    let audited = "SELECT subject FROM (SELECT rpc, subject FROM audit_pending UNION ALL SELECT rpc, subject FROM audit_row) a
                   WHERE rpc = 'create-committee-account'";
    let rows: Vec<Audited> = sql_query(audited).load(&mut conn).await.expect("audit");
    let subjects: Vec<&str> = rows.iter().map(|row| row.subject.as_str()).collect();
    assert_eq!(subjects, [format!("account:{id}")]);
    drop(conn);
    service.finish().await;
}

#[tokio::test]
async fn a_start_account_keeps_the_rules_of_any_account() {
    let service = Service::start().await;
    sign_up(&service, "ani@bekasikab.go.id").await;
    let pool = &service.database.pool;
    let taken = start_account(pool, &service.clock, new("ani@bekasikab.go.id")).await;
    let taken = taken.expect_err("refused").to_string();
    assert_eq!(taken, "an account with this address exists");
    let short = NewAccount {
        password: "kuda".to_owned(),
        ..new("panitia@bekasikab.go.id")
    };
    let short = start_account(pool, &service.clock, short).await;
    assert_eq!(
        short.expect_err("refused").to_string(),
        "password: at least 12 characters"
    );
    service.finish().await;
}
