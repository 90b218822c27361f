//! How second factors are kept, and that setting one up is in the audit.

use diesel::{QueryableByName, sql_query, sql_types::Bytea};
use diesel_async::RunQueryDsl;
use fest_proto::registration::v1::{
    CreateSessionRequest, session_service_client::SessionServiceClient,
};
use testkit::refused;
use tonic::Code;

use crate::{
    second_factor::enrolled,
    world::{PASSWORD, Service, sign_up},
};

#[derive(QueryableByName)]
struct Kept {
    #[diesel(sql_type = Bytea)]
    kept: Vec<u8>,
}

#[tokio::test]
async fn a_secret_and_recovery_codes_are_kept_in_no_readable_form() {
    let service = Service::start().await;
    enrolled(&service).await;
    let mut conn = service.database.pool.get().await.expect("connection");
    let query =
        "SELECT secret AS kept FROM second_factor UNION ALL SELECT code_hash FROM recovery_code";
    let kept: Vec<Kept> = sql_query(query).load(&mut conn).await.expect("rows");
    assert_eq!(kept.len(), 11);
    // The nonce, the secret and what tells whether it was changed.
    assert_eq!(kept[0].kept.len(), 24 + 20 + 16);
    let remembered = "SELECT 1 FROM idempotency_key WHERE rpc LIKE '%SecondFactor%'";
    let remembered = sql_query(remembered).execute(&mut conn).await;
    assert_eq!(remembered, Ok(0));
    drop(conn);
    service.finish().await;
}

#[tokio::test]
async fn that_somebody_set_up_a_second_factor_is_in_the_audit() {
    let service = Service::start().await;
    let ani = enrolled(&service).await;
    let mut conn = service.database.pool.get().await.expect("connection");
    let actor = format!("person:{}", ani.person.account_id);
    // Wherever the linker has it by now.
    let noted = format!(
        "SELECT 1 FROM (SELECT actor, rpc FROM audit_pending UNION SELECT actor, rpc FROM audit_row) noted \
         WHERE actor = '{actor}' AND rpc = 'fest.registration.v1.SecondFactorService/ConfirmSecondFactor'"
    );
    assert_eq!(sql_query(noted).execute(&mut conn).await, Ok(1));
    drop(conn);
    service.finish().await;
}

#[tokio::test]
async fn a_row_of_another_account_opens_nothing() {
    let service = Service::start().await;
    let ani = enrolled(&service).await;
    let budi = sign_up(&service, "budi@bekasikab.go.id").await;
    let mut conn = service.database.pool.get().await.expect("connection");
    let moved = format!("UPDATE second_factor SET account_id = '{}'", budi.id);
    sql_query(moved).execute(&mut conn).await.expect("moved");
    drop(conn);
    let request = CreateSessionRequest {
        email: budi.email,
        password: PASSWORD.to_owned(),
        code: ani.code(&service, 0),
        ..CreateSessionRequest::default()
    };
    let mut sessions = SessionServiceClient::new(service.as_nobody());
    let opened = refused(sessions.create_session(request).await);
    assert_eq!(opened.code, Code::Internal);
    service.finish().await;
}
