//! Log-in, access tokens, asking for the password again.

use chassis::caller::{Caller, Person};
use diesel::{
    prelude::*,
    sql_query,
    sql_types::{BigInt, Bytea},
};
use diesel_async::RunQueryDsl;
use fest_proto::{
    access::v1::Role,
    registration::v1::{
        ConfirmSessionRequest, CreateAccessTokenRequest, CreateSessionRequest,
        DeleteSessionRequest, GrantRoleRequest, account_service_client::AccountServiceClient,
        session_service_client::SessionServiceClient,
    },
};
use testkit::{reason, refused, request_id, service};
use tonic::Code;

use crate::world::{EDITION, PASSWORD, Service, create_edition, sign_up};

const ANI: &str = "ani@bekasikab.go.id";

type Sessions = SessionServiceClient<service::Caller>;

fn log_in(email: &str, password: &str) -> CreateSessionRequest {
    CreateSessionRequest {
        email: email.to_owned(),
        password: password.to_owned(),
        ..CreateSessionRequest::default()
    }
}

async fn begin(sessions: &mut Sessions) -> String {
    let created = sessions.create_session(log_in(ANI, PASSWORD)).await;
    created.expect("logged in").into_inner().session_token
}

async fn trade(sessions: &mut Sessions, session_token: &str) -> Result<String, tonic::Status> {
    let session_token = session_token.to_owned();
    let request = CreateAccessTokenRequest { session_token };
    let traded = sessions.create_access_token(request).await?.into_inner();
    Ok(traded.access_token.expect("token").token)
}

fn person(service: &Service, token: &str) -> Person {
    match service.keys.public().caller(token, "any") {
        Ok(Caller::Person(person)) => person,
        other => panic!("not a person's token: {other:?}"),
    }
}

#[tokio::test]
async fn a_log_in_gives_a_session_and_a_token_that_says_who_it_is() {
    let service = Service::start().await;
    let account = sign_up(&service, ANI).await;
    let mut sessions = SessionServiceClient::new(service.as_nobody());
    let created = sessions
        .create_session(log_in(" ANI@bekasikab.go.id", PASSWORD))
        .await;
    let created = created.expect("logged in").into_inner();
    assert_eq!(created.session_token.len(), 43);
    let access = created.access_token.expect("token");
    assert_eq!(access.account.as_ref(), Some(&account));
    let life = access.expires_at.expect("expiry").seconds - service.clock.system_now().timestamp();
    assert!((290..=300).contains(&life), "{life} s");
    let said = person(&service, &access.token);
    assert_eq!(said.account_id.to_string(), account.id);
    assert_eq!(said.roles, [Role::Participant]);
    assert_eq!(said.confirmed_at, None);
    service.finish().await;
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_get_the_same_answer() {
    let service = Service::start().await;
    sign_up(&service, ANI).await;
    let mut sessions = SessionServiceClient::new(service.as_nobody());
    let mut answers = Vec::new();
    for request in [
        log_in(ANI, "kuda yang salah"),
        log_in(ANI, ""),
        log_in(ANI, &"k".repeat(100_000)),
        log_in("budi@bekasikab.go.id", PASSWORD),
        log_in("budi", PASSWORD),
    ] {
        let status = sessions.create_session(request).await.expect_err("refused");
        answers.push((
            status.code(),
            status.message().to_owned(),
            reason::<()>(Err(status)),
        ));
    }
    answers.dedup();
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert_eq!(
        (answers[0].0, answers[0].2.as_str()),
        (Code::Unauthenticated, "CREDENTIALS_WRONG")
    );
    service.finish().await;
}

#[tokio::test]
async fn a_session_is_traded_for_tokens_until_it_is_ended() {
    let service = Service::start().await;
    sign_up(&service, ANI).await;
    let mut sessions = SessionServiceClient::new(service.as_nobody());
    let session = begin(&mut sessions).await;
    let other = begin(&mut sessions).await;
    trade(&mut sessions, &session).await.expect("a token");
    for _ in 0..2 {
        let request = DeleteSessionRequest {
            session_token: session.clone(),
        };
        sessions.delete_session(request).await.expect("ended");
    }
    let refusal = refused(trade(&mut sessions, &session).await);
    assert_eq!(
        (refusal.code, refusal.reason.as_str()),
        (Code::Unauthenticated, "SESSION_INVALID")
    );
    assert_eq!(
        reason(trade(&mut sessions, "nonsense").await),
        "SESSION_INVALID"
    );
    trade(&mut sessions, &other)
        .await
        .expect("the other lives on");
    service.finish().await;
}

#[tokio::test]
async fn a_session_does_not_live_for_ever() {
    let service = Service::start().await;
    sign_up(&service, ANI).await;
    let mut sessions = SessionServiceClient::new(service.as_nobody());
    let session = begin(&mut sessions).await;
    let mut conn = service.database.pool.get().await.expect("connection");
    let aged = "UPDATE session SET created_at = created_at - interval '8 days', expires_at = expires_at - interval '8 days'";
    assert_eq!(sql_query(aged).execute(&mut conn).await, Ok(1));
    assert_eq!(
        reason(trade(&mut sessions, &session).await),
        "SESSION_INVALID"
    );
    let confirm = ConfirmSessionRequest {
        session_token: session,
        password: PASSWORD.to_owned(),
        code: String::new(),
    };
    assert_eq!(
        reason(sessions.confirm_session(confirm).await),
        "SESSION_INVALID"
    );
    service.finish().await;
}

#[tokio::test]
async fn a_grant_holds_from_the_next_token_on() {
    let service = Service::start().await;
    create_edition(&service).await;
    sign_up(&service, ANI).await;
    let mut sessions = SessionServiceClient::new(service.as_nobody());
    let session = begin(&mut sessions).await;
    let mut committee = AccountServiceClient::new(service.as_role(Role::Committee));
    let request = GrantRoleRequest {
        request_id: request_id(),
        email: ANI.to_owned(),
        role: Role::Plenary.into(),
        edition_id: EDITION.to_owned(),
    };
    committee.grant_role(request).await.expect("granted");
    let token = trade(&mut sessions, &session).await.expect("a token");
    let said = person(&service, &token);
    assert_eq!(said.roles, [Role::Participant, Role::Plenary]);
    assert_eq!(said.plenary, [EDITION]);
    service.finish().await;
}

#[tokio::test]
async fn the_password_asked_for_again_is_noted_in_the_tokens_that_follow() {
    let service = Service::start().await;
    sign_up(&service, ANI).await;
    let mut sessions = SessionServiceClient::new(service.as_nobody());
    let session = begin(&mut sessions).await;
    let confirm = |password: &str| ConfirmSessionRequest {
        session_token: session.clone(),
        password: password.to_owned(),
        code: String::new(),
    };
    let wrong = sessions.confirm_session(confirm("kuda yang salah")).await;
    assert_eq!(reason(wrong), "CREDENTIALS_WRONG");
    let token = trade(&mut sessions, &session).await.expect("a token");
    assert_eq!(person(&service, &token).confirmed_at, None);

    let confirmed = sessions
        .confirm_session(confirm(PASSWORD))
        .await
        .expect("confirmed");
    let token = confirmed.into_inner().access_token.expect("token").token;
    let at = person(&service, &token).confirmed_at.expect("confirmed");
    // The machine's time, whatever the event's clock says.
    assert!((service.clock.system_now() - at).num_seconds() < 60, "{at}");
    let later = trade(&mut sessions, &session).await.expect("a token");
    assert_eq!(person(&service, &later).confirmed_at, Some(at));
    service.finish().await;
}

#[tokio::test]
async fn neither_password_nor_session_is_stored_as_it_is() {
    #[derive(QueryableByName)]
    struct Found {
        #[diesel(sql_type = BigInt)]
        rows: i64,
    }
    let service = Service::start().await;
    sign_up(&service, ANI).await;
    let mut sessions = SessionServiceClient::new(service.as_nobody());
    let session = begin(&mut sessions).await;
    let mut conn = service.database.pool.get().await.expect("connection");
    for secret in [PASSWORD, &session] {
        let search = "
            SELECT (SELECT count(*) FROM account WHERE position($1 IN convert_to(account::text, 'UTF8')) > 0)
                 + (SELECT count(*) FROM session WHERE position($1 IN convert_to(session::text, 'UTF8')) > 0 OR position($1 IN token_hash) > 0)
                 + (SELECT count(*) FROM idempotency_key WHERE position($1 IN response) > 0)
                 + (SELECT count(*) FROM outbox WHERE position($1 IN payload) > 0) AS rows";
        let search = sql_query(search).bind::<Bytea, _>(secret.as_bytes());
        let found: Found = search.get_result(&mut conn).await.expect("searched");
        assert_eq!(found.rows, 0);
    }
    service.finish().await;
}
