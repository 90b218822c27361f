//! Wrong passwords: who guesses waits, and nobody else does.

use diesel::sql_query;
use diesel_async::RunQueryDsl;
use fest_proto::registration::v1::{
    ChangePasswordRequest, ConfirmSessionRequest, CreateSessionRequest, CreateSessionResponse,
    account_service_client::AccountServiceClient, session_service_client::SessionServiceClient,
};
use testkit::{Refusal, reason, refused, request_id};
use tonic::{Code, Response, Status};

use crate::world::{PASSWORD, Service, owner, sign_up};

const ANI: &str = "ani@bekasikab.go.id";
const BUDI: &str = "budi@bekasikab.go.id";
const WRONG: &str = "kuda yang salah";
/// Without a wait.
const FREE: usize = 10;

type Answer = Result<Response<CreateSessionResponse>, Status>;

/// A log-in in a browser that knows this of itself.
async fn log_in(service: &Service, email: &str, password: &str, device_token: &str) -> Answer {
    let request = CreateSessionRequest {
        email: email.to_owned(),
        password: password.to_owned(),
        device_token: device_token.to_owned(),
        remember_device: true,
        ..CreateSessionRequest::default()
    };
    let mut sessions = SessionServiceClient::new(service.as_nobody());
    sessions.create_session(request).await
}

async fn known_device(service: &Service, email: &str) -> String {
    let answer = log_in(service, email, PASSWORD, "").await;
    answer.expect("logged in").into_inner().device_token
}

/// Wrong passwords until they are not looked at.
async fn guess(service: &Service, email: &str, device_token: &str) -> Refusal {
    for _ in 0..FREE {
        let wrong = log_in(service, email, WRONG, device_token).await;
        assert_eq!(reason(wrong), "CREDENTIALS_WRONG");
    }
    // Even the right one has to wait.
    let slowed = refused(log_in(service, email, PASSWORD, device_token).await);
    assert_eq!(
        (slowed.code, &*slowed.reason),
        (Code::ResourceExhausted, "GUESSES_TOO_MANY")
    );
    slowed
}

async fn execute(service: &Service, query: &str) -> usize {
    let mut conn = service.database.pool.get().await.expect("connection");
    let changed = sql_query(query).execute(&mut conn).await;
    changed.expect("done")
}

#[tokio::test]
async fn a_guesser_waits_and_is_told_how_long_while_the_owner_on_a_known_device_does_not() {
    let service = Service::start().await;
    sign_up(&service, ANI).await;
    sign_up(&service, BUDI).await;
    let known = known_device(&service, ANI).await;
    let slowed = guess(&service, ANI, "").await;
    let wait = slowed.retry_after.expect("a wait");
    assert!(!wait.is_zero() && wait.as_secs() <= 10, "{wait:?}");
    let owner = log_in(&service, ANI, PASSWORD, &known).await;
    let again = owner.expect("the owner is known there").into_inner();
    assert_eq!(again.device_token, known, "the browser keeps what it has");
    log_in(&service, BUDI, PASSWORD, "")
        .await
        .expect("another account, from the same network");
    service.finish().await;
}

#[tokio::test]
async fn an_address_that_nobody_has_is_slowed_alike() {
    let service = Service::start().await;
    sign_up(&service, ANI).await;
    let unknown = guess(&service, "siapa@bekasikab.go.id", "").await;
    let known = guess(&service, ANI, "").await;
    assert_eq!(unknown.fields, known.fields);
    assert_eq!(unknown.retry_after.is_some(), known.retry_after.is_some());
    service.finish().await;
}

#[tokio::test]
async fn who_has_waited_comes_in_and_begins_anew() {
    let service = Service::start().await;
    sign_up(&service, ANI).await;
    guess(&service, ANI, "").await;
    execute(
        &service,
        "UPDATE guess SET last_at = last_at - interval '10 seconds'",
    )
    .await;
    log_in(&service, ANI, PASSWORD, "").await.expect("in time");
    guess(&service, ANI, "").await;
    service.finish().await;
}

#[tokio::test]
async fn guesses_at_once_are_as_many_as_one_after_the_other() {
    let service = Service::start().await;
    sign_up(&service, ANI).await;
    let tries = (0..40).map(|_| log_in(&service, ANI, WRONG, ""));
    let answers = futures_util::future::join_all(tries).await;
    let looked_at = answers
        .into_iter()
        .filter(|answer| {
            let code = answer.as_ref().expect_err("wrong").code();
            code == Code::Unauthenticated
        })
        .count();
    assert_eq!(looked_at, FREE);
    service.finish().await;
}

#[tokio::test]
async fn a_device_is_slowed_by_its_own_guesses_and_nobody_elses_secret_makes_one_known() {
    let service = Service::start().await;
    sign_up(&service, ANI).await;
    sign_up(&service, BUDI).await;
    let [anis, budis] = [
        known_device(&service, ANI).await,
        known_device(&service, BUDI).await,
    ];
    guess(&service, ANI, &anis).await;
    // Those were the device's: from elsewhere the account is free, and Budi's browser is elsewhere.
    guess(&service, ANI, &budis).await;
    let planted = log_in(&service, BUDI, PASSWORD, "of my own making").await;
    let fresh = planted.expect("logged in").into_inner().device_token;
    assert_eq!(fresh.len(), 43);
    service.finish().await;
}

#[tokio::test]
async fn a_browser_that_two_people_share_is_known_to_both() {
    let service = Service::start().await;
    sign_up(&service, ANI).await;
    sign_up(&service, BUDI).await;
    let shared = known_device(&service, ANI).await;
    let second = log_in(&service, BUDI, PASSWORD, &shared).await;
    assert_eq!(second.expect("logged in").into_inner().device_token, shared);
    for email in [ANI, BUDI] {
        guess(&service, email, "").await;
        log_in(&service, email, PASSWORD, &shared)
            .await
            .expect("known");
    }
    service.finish().await;
}

#[tokio::test]
async fn one_network_may_miss_often_and_then_waits_too() {
    let service = Service::start().await;
    sign_up(&service, ANI).await;
    log_in(&service, BUDI, WRONG, "").await.expect_err("wrong");
    let many = "UPDATE guess SET wrong = 200 WHERE wrong = 1";
    assert_eq!(
        execute(&service, many).await,
        2,
        "the account and the network"
    );
    let neighbour = log_in(&service, ANI, PASSWORD, "").await;
    assert_eq!(reason(neighbour), "GUESSES_TOO_MANY");
    service.finish().await;
}

#[tokio::test]
async fn whoever_has_a_session_cannot_guess_its_password_without_end() {
    let service = Service::start().await;
    let person = owner(&sign_up(&service, ANI).await);
    let begin = async || {
        let answer = log_in(&service, ANI, PASSWORD, "").await;
        answer.expect("logged in").into_inner().session_token
    };
    let (stolen, own) = (begin().await, begin().await);
    let confirm = |session: &str, password: &str| ConfirmSessionRequest {
        session_token: session.to_owned(),
        password: password.to_owned(),
        code: String::new(),
    };
    let mut sessions = SessionServiceClient::new(service.as_nobody());
    for _ in 0..FREE {
        let wrong = sessions.confirm_session(confirm(&stolen, WRONG)).await;
        assert_eq!(reason(wrong), "CREDENTIALS_WRONG");
    }
    let slowed = sessions.confirm_session(confirm(&stolen, PASSWORD)).await;
    assert_eq!(reason(slowed), "GUESSES_TOO_MANY");
    let owners = sessions.confirm_session(confirm(&own, PASSWORD)).await;
    owners.expect("the owner's session is another one");

    let mut accounts = AccountServiceClient::new(service.as_person(&person));
    let change = |session: usize| ChangePasswordRequest {
        request_id: request_id(),
        current_password: WRONG.to_owned(),
        new_password: "kuda yang lain".to_owned(),
        session_token: session.to_string(),
    };
    for session in 0..FREE {
        let wrong = accounts.change_password(change(session)).await;
        assert_eq!(reason(wrong), "CREDENTIALS_WRONG");
    }
    let slowed = accounts.change_password(change(FREE)).await;
    assert_eq!(reason(slowed), "GUESSES_TOO_MANY");
    service.finish().await;
}

#[tokio::test]
async fn another_password_forgets_the_devices_and_neither_secret_nor_address_is_kept_as_it_is() {
    let service = Service::start().await;
    let person = owner(&sign_up(&service, ANI).await);
    let known = known_device(&service, ANI).await;
    log_in(&service, BUDI, WRONG, "").await.expect_err("wrong");
    for (table, text) in [("guess", BUDI), ("known_device", &*known)] {
        let search = format!("SELECT FROM {table} kept WHERE position('{text}' IN kept::text) > 0");
        assert_eq!(execute(&service, &search).await, 0, "{table}");
    }
    let mut accounts = AccountServiceClient::new(service.as_person(&person));
    let change = ChangePasswordRequest {
        request_id: request_id(),
        current_password: PASSWORD.to_owned(),
        new_password: "kuda yang lain".to_owned(),
        session_token: String::new(),
    };
    accounts.change_password(change).await.expect("changed");
    assert_eq!(execute(&service, "SELECT FROM known_device").await, 0);
    service.finish().await;
}
