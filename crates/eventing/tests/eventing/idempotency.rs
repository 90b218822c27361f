//! A command is carried out once.

use std::sync::Arc;

use chassis::{
    caller::{Caller, Context},
    error::ServiceError,
};
use chrono::DateTime;
use diesel_async::{AsyncPgConnection, RunQueryDsl};
use eventing::idempotency::{self, Key, KeyError};
use fest_proto::registration::v1::{CreateEditionRequest, CreateEditionResponse, Edition};
use tokio::sync::Notify;

use crate::stage::{Stage, stage, waiting_for};

const RPC: &str = "fest.registration.v1.EditionService/CreateEdition";
const ID: &str = "0192f0c4-7f6e-7d35-9c39-d6f7ac0e9b11";

#[derive(Debug, thiserror::Error)]
enum Refusal {
    #[error(transparent)]
    Key(#[from] KeyError),
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
    #[error("refused")]
    Rule,
}

fn request(name: &str) -> CreateEditionRequest {
    CreateEditionRequest {
        request_id: ID.to_owned(),
        name: name.to_owned(),
        ..CreateEditionRequest::default()
    }
}

fn key(caller: &str, request: &CreateEditionRequest) -> Key {
    let context = Context {
        address: None,
        caller: Caller::Service(caller.to_owned()),
        arrival: DateTime::UNIX_EPOCH,
        rpc: RPC.to_owned(),
    };
    Key::of(&context, &request.request_id, request).expect("key")
}

/// One effect, with an answer that differs from call to call.
async fn create(
    conn: &mut AsyncPgConnection,
    name: &str,
) -> Result<CreateEditionResponse, Refusal> {
    diesel::sql_query("INSERT INTO effect (consumer, edition) VALUES ('command', $1)")
        .bind::<diesel::sql_types::Text, _>(name)
        .execute(conn)
        .await?;
    let edition = Edition {
        name: name.to_owned(),
        id: chassis::clock::Clock::system().new_id().to_string(),
        ..Edition::default()
    };
    Ok(CreateEditionResponse {
        edition: Some(edition),
    })
}

async fn call(stage: &Stage, caller: &str, name: &str) -> Result<CreateEditionResponse, Refusal> {
    let request = request(name);
    let key = key(caller, &request);
    let mut conn = stage.conn().await;
    idempotency::once(&mut conn, &stage.clock, &key, async |conn| {
        create(conn, &request.name).await
    })
    .await
}

#[tokio::test]
async fn the_same_id_twice_has_one_effect_and_one_answer() {
    let stage = stage().await;
    let first = call(&stage, "gateway", "Diskom Fest").await.expect("first");
    let second = call(&stage, "gateway", "Diskom Fest")
        .await
        .expect("second");
    assert_eq!(first, second);
    assert_eq!(stage.count("effect").await, 1);
}

#[tokio::test]
async fn the_same_id_with_another_request_is_refused() {
    let stage = stage().await;
    call(&stage, "gateway", "Diskom Fest").await.expect("first");
    let refused = call(&stage, "gateway", "Another").await;
    let Err(Refusal::Key(error)) = refused else {
        panic!("refused by the key: {refused:?}");
    };
    assert_eq!(error.reason(), "REQUEST_ID_REUSED");
    assert_eq!(error.violations()[0].field, "request_id");
    assert_eq!(stage.count("effect").await, 1);
}

#[tokio::test]
async fn another_caller_may_use_the_same_id() {
    let stage = stage().await;
    call(&stage, "gateway", "Diskom Fest").await.expect("first");
    call(&stage, "scoring", "Another").await.expect("second");
    assert_eq!(stage.count("effect").await, 2);
}

#[tokio::test]
async fn two_at_once_have_one_effect_and_one_answer() {
    let stage = Arc::new(stage().await);
    let (entered, go) = (Arc::new(Notify::new()), Arc::new(Notify::new()));
    let first = tokio::spawn({
        let (stage, entered, go) = (stage.clone(), entered.clone(), go.clone());
        async move {
            let request = request("Diskom Fest");
            let key = key("gateway", &request);
            let mut conn = stage.conn().await;
            idempotency::once(&mut conn, &stage.clock, &key, async |conn| {
                let response = create(conn, &request.name).await;
                entered.notify_one();
                go.notified().await;
                response
            })
            .await
        }
    });
    entered.notified().await;
    let second = tokio::spawn({
        let stage = stage.clone();
        async move { call(&stage, "gateway", "Diskom Fest").await }
    });
    stage.rows(&waiting_for("transactionid"), 1).await;
    go.notify_one();
    let first = first.await.expect("task").expect("first");
    let second = second.await.expect("task").expect("second");
    assert_eq!(first, second);
    assert_eq!(stage.count("effect").await, 1);
}

#[tokio::test]
async fn a_refusal_is_not_remembered() {
    let stage = stage().await;
    let request = request("Diskom Fest");
    let key = key("gateway", &request);
    let mut conn = stage.conn().await;
    let refused = idempotency::once(&mut conn, &stage.clock, &key, async |conn| {
        create(conn, "half").await?;
        Err::<CreateEditionResponse, _>(Refusal::Rule)
    })
    .await;
    assert!(matches!(refused, Err(Refusal::Rule)));
    assert_eq!(stage.count("effect").await, 0);
    call(&stage, "gateway", "Diskom Fest")
        .await
        .expect("done now");
    assert_eq!(stage.count("effect").await, 1);
}

#[tokio::test]
async fn an_answer_is_forgotten_after_seven_days() {
    let stage = stage().await;
    call(&stage, "gateway", "Diskom Fest").await.expect("first");
    stage
        .sql("UPDATE idempotency_key SET created_at = created_at - interval '6 days 23 hours'")
        .await;
    let mut conn = stage.conn().await;
    let forgotten = idempotency::forget_old(&mut conn, &stage.clock).await;
    assert_eq!(forgotten.expect("asked"), 0);
    stage
        .sql("UPDATE idempotency_key SET created_at = created_at - interval '1 hour'")
        .await;
    let forgotten = idempotency::forget_old(&mut conn, &stage.clock).await;
    assert_eq!(forgotten.expect("asked"), 1);
    call(&stage, "gateway", "Diskom Fest").await.expect("again");
    assert_eq!(stage.count("effect").await, 2);
}

#[tokio::test]
async fn an_answer_that_holds_a_forgotten_text_is_given_to_nobody_any_more() {
    let stage = stage().await;
    call(&stage, "gateway", "Ani Rahayu").await.expect("told");
    let other = call(&stage, "scoring", "Budi").await.expect("other");
    let mut conn = stage.conn().await;
    idempotency::forget_texts(&mut conn, &["Ani Rahayu", ""])
        .await
        .expect("forgotten");
    let again = call(&stage, "gateway", "Ani Rahayu").await;
    let Err(Refusal::Key(error)) = again else {
        panic!("refused by the key: {again:?}");
    };
    assert_eq!(error.reason(), "REQUEST_ID_REUSED");
    let kept = call(&stage, "scoring", "Budi").await.expect("remembered");
    assert_eq!(kept, other);
    assert_eq!(stage.count("effect").await, 2);
}
