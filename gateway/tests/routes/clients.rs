//! Programs of other systems at the gateway: the token endpoint, and what a token opens.

use std::num::NonZeroU32;

use axum::body::Body;
use chassis::{
    caller::Client,
    clock::Clock,
    error::{Kind, refusal, too_soon},
};
use fest_proto::{access::v1::Scope, registration::v1 as pb, submission::v1 as submission};
use http::{Method, Request, StatusCode, header};
use serde_json::Value;

use crate::house::{Answer, House, request};

const TRADE: &str = "registration.v1.ApiClientService/CreateClientToken";
const IMPORT: &str = "submission.v1.LaporService/ImportLaporCounts";
const FORM: &str = "grant_type=client_credentials&client_id=an-id&client_secret=a-secret";

fn fill(house: &House) {
    house
        .services
        .on(TRADE, |asked: pb::CreateClientTokenRequest| {
            if asked.client_secret != "a-secret" {
                let kind = Kind::Unauthenticated;
                return Err(refusal(kind, "CLIENT_INVALID", "no", &[]));
            }
            if asked.scopes.iter().any(|scope| scope != "changes.read") {
                let kind = Kind::InvalidArgument;
                return Err(refusal(kind, "SCOPE_INVALID", "no", &[]));
            }
            let expires_at = Clock::system().system_now() + chrono::TimeDelta::minutes(5);
            Ok(pb::CreateClientTokenResponse {
                access_token: format!("token-of-{}", asked.client_id),
                expires_at: Some(expires_at.into()),
                scopes: vec!["changes.read".into()],
            })
        });
}

async fn ask(house: &House, form: &str) -> Answer {
    let body = Body::from(form.to_owned());
    let mut call = request(Method::POST, "/oauth/token", "", body);
    let kind = "application/x-www-form-urlencoded".parse().expect("a type");
    call.headers_mut().insert(header::CONTENT_TYPE, kind);
    house.send(call).await
}

fn json(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).expect("JSON")
}

fn token(house: &House, scopes: &[Scope]) -> String {
    let client = Client {
        id: Clock::system().new_id(),
        scopes: scopes.to_vec(),
        quota: NonZeroU32::MAX,
    };
    let signed = house
        .registration
        .client(&client, Clock::system().system_now());
    signed.expect("a token").0
}

fn import(bearer: &str) -> Request<Body> {
    let path = "/api/v1/categories/0192b1f0-0000-7000-8000-0000000000ca/lapor-counts";
    let mut call = request(Method::POST, path, "", Body::from("organisation_code\n"));
    let headers = call.headers_mut();
    headers.insert(header::CONTENT_TYPE, "text/csv".parse().expect("a type"));
    let bearer = format!("Bearer {bearer}").parse().expect("a value");
    headers.insert(header::AUTHORIZATION, bearer);
    call
}

#[tokio::test]
async fn a_client_trades_its_secret_for_a_token_that_nobody_stores() {
    let house = House::open().await;
    fill(&house);
    let answer = ask(&house, FORM).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("cache-control"), "no-store");
    let body = json(&answer);
    assert_eq!(body["access_token"], "token-of-an-id");
    assert_eq!(body["token_type"], "Bearer");
    assert_eq!(body["scope"], "changes.read");
    let left = body["expires_in"].as_i64().expect("seconds");
    assert!((295..=300).contains(&left), "{left}");
}

#[tokio::test]
async fn refusals_are_oauths_and_a_registration_that_is_away_is_a_problem() {
    let house = House::open().await;
    let away = ask(&house, FORM).await;
    assert_eq!(away.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(away.header("content-type"), "application/problem+json");
    fill(&house);
    let wrong = FORM.replace("a-secret", "a-guess");
    for (form, status, error) in [
        (&*wrong, StatusCode::UNAUTHORIZED, "invalid_client"),
        (
            &*format!("{FORM}&scope=everything"),
            StatusCode::BAD_REQUEST,
            "invalid_scope",
        ),
        (
            "grant_type=password",
            StatusCode::BAD_REQUEST,
            "unsupported_grant_type",
        ),
        ("", StatusCode::BAD_REQUEST, "invalid_request"),
    ] {
        let answer = ask(&house, form).await;
        assert_eq!(
            (answer.status, json(&answer)["error"].as_str()),
            (status, Some(error))
        );
        assert_eq!(answer.header("cache-control"), "no-store");
        let is_challenged = answer.header("www-authenticate").starts_with("Basic");
        assert_eq!(is_challenged, status == StatusCode::UNAUTHORIZED);
    }
    let large = format!("{FORM}&scope={}", "x".repeat(20_000));
    assert_eq!(json(&ask(&house, &large).await)["error"], "invalid_request");
}

#[tokio::test]
async fn the_metadata_leads_to_the_endpoint_and_to_the_keys_of_registration_alone() {
    let house = House::open().await;
    let metadata = house
        .get("/.well-known/oauth-authorization-server", "")
        .await;
    let metadata = json(&metadata);
    assert_eq!(metadata["issuer"], "https://fest.example");
    assert_eq!(
        metadata["token_endpoint"],
        "https://fest.example/oauth/token"
    );
    assert_eq!(metadata["scopes_supported"][0], "changes.read");
    let keys = json(&house.get("/.well-known/jwks.json", "").await);
    let keys = keys["keys"].as_array().expect("keys");
    assert_eq!(keys.len(), 1);
    assert_eq!(keys[0]["kid"], house.registration.public().kid);
    assert!(keys[0].get("d").is_none());
}

#[tokio::test]
async fn a_token_opens_what_its_scopes_name_and_nothing_else() {
    let house = House::open().await;
    house
        .services
        .always(IMPORT, submission::ImportLaporCountsResponse::default());
    let right = house
        .send(import(&token(&house, &[Scope::LaporImport])))
        .await;
    assert_eq!(right.status, StatusCode::OK, "{}", right.body);
    assert_eq!(house.services.calls(), [IMPORT]);
    let wrong = house
        .send(import(&token(&house, &[Scope::ChangesRead])))
        .await;
    assert_eq!(wrong.status, StatusCode::FORBIDDEN);
    assert_eq!(json(&wrong)["reason"], "SCOPE_MISSING");
    let stranger = chassis::token::SigningKey::generate("registration").expect("a key");
    let client = Client {
        id: Clock::system().new_id(),
        scopes: vec![Scope::LaporImport],
        quota: NonZeroU32::MAX,
    };
    let (forged, _) = stranger
        .client(&client, Clock::system().system_now())
        .expect("signed");
    for bad in [&*forged, "a.b.c"] {
        let answer = house.send(import(bad)).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        assert_eq!(json(&answer)["reason"], "CREDENTIALS_INVALID");
    }
    assert!(house.services.calls().is_empty());
}

#[tokio::test]
async fn a_token_is_no_cookie() {
    let house = House::open().await;
    let cookie = format!("__Host-session={}", token(&house, &[Scope::LaporImport]));
    let page = house.get("/panitia", &cookie).await;
    assert_eq!(page.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_client_beyond_its_quota_is_told_when_to_come_back() {
    let house = House::open().await;
    house
        .services
        .on(IMPORT, |_: submission::ImportLaporCountsRequest| {
            let wait = std::time::Duration::from_millis(1500);
            Err::<submission::ImportLaporCountsResponse, _>(too_soon(
                "QUOTA_EXCEEDED",
                "wait",
                wait,
            ))
        });
    let answer = house
        .send(import(&token(&house, &[Scope::LaporImport])))
        .await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(json(&answer)["reason"], "QUOTA_EXCEEDED");
    assert_eq!(answer.header("retry-after"), "2");
}
