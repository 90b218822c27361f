//! The sessions of one's own account: seen, ended one by one or all at once, and ended by another password.

use chassis::caller::Person;
use chrono::TimeDelta;
use diesel::sql_query;
use diesel_async::RunQueryDsl;
use fest_proto::registration::v1::{
    ChangePasswordRequest, CreateAccessTokenRequest, CreateAccessTokenResponse,
    CreateSessionRequest, ListSessionsRequest, RevokeOtherSessionsRequest, RevokeSessionRequest,
    Session, account_service_client::AccountServiceClient,
    session_service_client::SessionServiceClient,
};
use testkit::{reason, refused, request_id, service::Caller};
use tonic::{Code, Status};

use crate::world::{PASSWORD, Service, owner, sign_up};

const ANI: &str = "ani@bekasikab.go.id";
const NEW: &str = "kuda yang lain sama sekali";

type Sessions = SessionServiceClient<Caller>;

fn log_in(email: &str, password: &str, device: &str) -> CreateSessionRequest {
    CreateSessionRequest {
        email: email.to_owned(),
        password: password.to_owned(),
        device: device.to_owned(),
        ..CreateSessionRequest::default()
    }
}

async fn begin(service: &Service, email: &str, device: &str) -> String {
    let mut sessions = SessionServiceClient::new(service.as_nobody());
    let created = sessions
        .create_session(log_in(email, PASSWORD, device))
        .await;
    created.expect("logged in").into_inner().session_token
}

async fn trade(service: &Service, session: &str) -> Result<CreateAccessTokenResponse, Status> {
    let request = CreateAccessTokenRequest {
        session_token: session.to_owned(),
    };
    let mut sessions = SessionServiceClient::new(service.as_nobody());
    Ok(sessions.create_access_token(request).await?.into_inner())
}

async fn list(sessions: &mut Sessions, current: &str) -> Vec<Session> {
    let request = ListSessionsRequest {
        session_token: current.to_owned(),
    };
    let listed = sessions.list_sessions(request).await;
    listed.expect("listed").into_inner().sessions
}

/// Ani with her sessions on a phone and on a desk.
async fn ani(service: &Service) -> (Person, String, String) {
    let person = owner(&sign_up(service, ANI).await);
    let phone = begin(service, ANI, " Chrome, Android ").await;
    let desk = begin(service, ANI, "Firefox, Windows").await;
    (person, phone, desk)
}

fn change(current: &str, new: &str, session: &str) -> ChangePasswordRequest {
    ChangePasswordRequest {
        request_id: request_id(),
        current_password: current.to_owned(),
        new_password: new.to_owned(),
        session_token: session.to_owned(),
    }
}

#[tokio::test]
async fn sessions_are_listed_newest_first_with_the_current_one_marked() {
    let service = Service::start().await;
    let (person, phone, _) = ani(&service).await;
    sign_up(&service, "budi@bekasikab.go.id").await;
    begin(&service, "budi@bekasikab.go.id", "").await;
    let mut own = SessionServiceClient::new(service.as_person(&person));
    let listed = list(&mut own, &phone).await;
    let shown: Vec<_> = listed
        .iter()
        .map(|session| (session.device.as_str(), session.is_current))
        .collect();
    assert_eq!(
        shown,
        [("Firefox, Windows", false), ("Chrome, Android", true)]
    );
    for session in &listed {
        let [created, seen, expires] = [&session.created_at, &session.seen_at, &session.expires_at]
            .map(|at| at.as_ref().expect("a moment").seconds);
        assert_eq!(created, seen);
        assert_eq!(expires - created, TimeDelta::days(7).num_seconds());
    }
    service.finish().await;
}

#[tokio::test]
async fn the_use_of_a_session_is_noted_but_not_at_each_turn() {
    let service = Service::start().await;
    let (person, phone, desk) = ani(&service).await;
    let mut own = SessionServiceClient::new(service.as_person(&person));
    let begun = list(&mut own, &phone).await;
    trade(&service, &phone).await.expect("a token");
    assert_eq!(list(&mut own, &phone).await, begun);

    let an_hour_ago = "UPDATE session SET created_at = created_at - interval '1 hour', seen_at = seen_at - interval '1 hour'";
    let mut conn = service.database.pool.get().await.expect("connection");
    assert_eq!(sql_query(an_hour_ago).execute(&mut conn).await, Ok(2));
    drop(conn);
    trade(&service, &desk).await.expect("a token");
    let unused = |session: &Session| session.created_at == session.seen_at;
    let listed = list(&mut own, &phone).await;
    assert_eq!(
        listed.iter().map(unused).collect::<Vec<_>>(),
        [false, true],
        "the desk's was used, the phone's was not"
    );
    service.finish().await;
}

#[tokio::test]
async fn a_revoked_session_gives_no_token_from_then_on_and_its_tokens_last_five_minutes_at_most() {
    let service = Service::start().await;
    let (person, stolen, desk) = ani(&service).await;
    let token = trade(&service, &stolen).await.expect("a token");
    let mut own = SessionServiceClient::new(service.as_person(&person));
    let listed = list(&mut own, &desk).await;
    let session_id = listed[1].id.clone();
    assert!(!listed[1].is_current);
    for _ in 0..2 {
        let request = RevokeSessionRequest {
            session_id: session_id.clone(),
        };
        own.revoke_session(request).await.expect("ended");
    }
    let refusal = refused(trade(&service, &stolen).await);
    assert_eq!(
        (refusal.code, &*refusal.reason),
        (Code::Unauthenticated, "SESSION_INVALID")
    );
    let expires = token.access_token.and_then(|token| token.expires_at);
    let left = expires.expect("expiry").seconds - service.clock.system_now().timestamp();
    assert!(left <= 300, "{left} s");
    trade(&service, &desk).await.expect("the other lives on");
    service.finish().await;
}

#[tokio::test]
async fn nobody_ends_the_session_of_another_account() {
    let service = Service::start().await;
    let (person, phone, _) = ani(&service).await;
    let mut own = SessionServiceClient::new(service.as_person(&person));
    let id = list(&mut own, "").await[1].id.clone();
    let budi = owner(&sign_up(&service, "budi@bekasikab.go.id").await);
    let mut budis = SessionServiceClient::new(service.as_person(&budi));
    for session_id in [id, "nonsense".to_owned(), "\0".to_owned()] {
        let request = RevokeSessionRequest { session_id };
        budis.revoke_session(request).await.expect("nothing to end");
    }
    // Even with the session itself in hand, only the own ones go.
    let request = RevokeOtherSessionsRequest {
        session_token: phone.clone(),
    };
    budis.revoke_other_sessions(request).await.expect("ended");
    assert_eq!(list(&mut own, &phone).await.len(), 2);
    service.finish().await;
}

#[tokio::test]
async fn all_sessions_but_the_own_one_are_ended_at_once() {
    let service = Service::start().await;
    let (person, phone, desk) = ani(&service).await;
    begin(&service, ANI, "Safari, iPhone").await;
    let mut own = SessionServiceClient::new(service.as_person(&person));
    let request = RevokeOtherSessionsRequest {
        session_token: desk.clone(),
    };
    own.revoke_other_sessions(request).await.expect("ended");
    let left = list(&mut own, &desk).await;
    assert_eq!(left.len(), 1);
    assert!(left[0].is_current);
    assert_eq!(reason(trade(&service, &phone).await), "SESSION_INVALID");
    service.finish().await;
}

#[tokio::test]
async fn another_password_ends_every_other_session_and_the_old_password() {
    let service = Service::start().await;
    let (person, phone, desk) = ani(&service).await;
    let mut own = AccountServiceClient::new(service.as_person(&person));
    let request = change(PASSWORD, NEW, &phone);
    own.change_password(request.clone()).await.expect("changed");
    own.change_password(request)
        .await
        .expect("the same request");
    trade(&service, &phone).await.expect("the own one goes on");
    assert_eq!(reason(trade(&service, &desk).await), "SESSION_INVALID");
    let mut sessions = SessionServiceClient::new(service.as_nobody());
    let old = sessions.create_session(log_in(ANI, PASSWORD, "")).await;
    assert_eq!(reason(old), "CREDENTIALS_WRONG");
    let new = sessions.create_session(log_in(ANI, NEW, "")).await;
    new.expect("logged in with the new one");
    service.finish().await;
}

#[tokio::test]
async fn a_password_is_not_changed_without_the_old_one_nor_to_a_short_one() {
    let service = Service::start().await;
    let (person, phone, desk) = ani(&service).await;
    let mut own = AccountServiceClient::new(service.as_person(&person));
    let wrong = own.change_password(change("kuda yang salah", NEW, &phone));
    assert_eq!(reason(wrong.await), "CREDENTIALS_WRONG");
    let short = refused(own.change_password(change(PASSWORD, "kuda", &phone)).await);
    assert_eq!(short.reason, "PASSWORD_TOO_SHORT");
    assert_eq!(short.fields[0].0, "new_password");
    trade(&service, &desk).await.expect("nothing has ended");
    service.finish().await;
}
