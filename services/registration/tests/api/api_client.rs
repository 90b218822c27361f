//! Programs of other systems: let in, changed over, ended.

use chassis::token::PEOPLE_ISSUER;
use chrono::{DateTime, TimeDelta, Utc};
use diesel::{QueryableByName, sql_query, sql_types::Text};
use diesel_async::RunQueryDsl;
use fest_proto::{
    access::v1::{Role, Scope},
    registration::v1::{
        ApiClient, CreateApiClientRequest, CreateClientTokenRequest, CreateClientTokenResponse,
        ListApiClientsRequest, RevokeApiClientRequest, RotateApiClientSecretRequest,
        api_client_service_client::ApiClientServiceClient,
    },
};
use testkit::{
    reason, refused, request_id,
    service::{Caller, person},
};
use tonic::{Code, Response, Status};

use crate::world::{Service, owner, sign_up};

type Clients = ApiClientServiceClient<Caller>;

/// Somebody who runs the machines, with an account.
async fn operator(service: &Service) -> Clients {
    let account = sign_up(service, "operator@bekasikab.go.id").await;
    let mut operator = owner(&account);
    operator.roles = person([Role::Operator]).roles;
    ApiClientServiceClient::new(service.as_person(&operator))
}

fn in_days(service: &Service, days: i64) -> DateTime<Utc> {
    service.clock.system_now() + TimeDelta::days(days)
}

fn new_client(service: &Service, name: &str) -> CreateApiClientRequest {
    CreateApiClientRequest {
        request_id: request_id(),
        name: name.to_owned(),
        system: "Satu Data Bekasi".to_owned(),
        contact: "satudata@bekasikab.go.id".to_owned(),
        scopes: vec![Scope::ChangesRead.into(), Scope::LaporImport.into()],
        quota: 60,
        valid_until: Some(in_days(service, 365).into()),
        reason: "Nota dinas 12/2026".to_owned(),
    }
}

async fn created(service: &Service, operator: &mut Clients, name: &str) -> (ApiClient, String) {
    let answer = operator.create_api_client(new_client(service, name)).await;
    let answer = answer.expect("created").into_inner();
    (answer.api_client.expect("a client"), answer.secret)
}

async fn token(
    service: &Service,
    client_id: &str,
    secret: &str,
    scopes: &[&str],
) -> Result<CreateClientTokenResponse, Status> {
    let mut anybody = ApiClientServiceClient::new(service.as_nobody());
    let request = CreateClientTokenRequest {
        client_id: client_id.to_owned(),
        client_secret: secret.to_owned(),
        scopes: scopes.iter().map(ToString::to_string).collect(),
    };
    Ok(anybody.create_client_token(request).await?.into_inner())
}

async fn refusal(service: &Service, client: &ApiClient, secret: &str) -> String {
    reason(
        token(service, &client.id, secret, &[])
            .await
            .map(Response::new),
    )
}

fn rotation(client: &ApiClient, overlap_hours: i32) -> RotateApiClientSecretRequest {
    RotateApiClientSecretRequest {
        request_id: request_id(),
        api_client_id: client.id.clone(),
        expected_version: client.version,
        overlap_hours,
    }
}

fn revocation(client: &ApiClient) -> RevokeApiClientRequest {
    RevokeApiClientRequest {
        request_id: request_id(),
        api_client_id: client.id.clone(),
        expected_version: client.version,
        reason: "the system is gone".to_owned(),
    }
}

/// Everything that is kept of clients, and of answers and events, as text.
async fn kept(service: &Service) -> String {
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = Text)]
        line: String,
    }
    let query = "SELECT row_to_json(c)::text AS line FROM api_client c
        UNION ALL SELECT row_to_json(s)::text FROM api_client_secret s
        UNION ALL SELECT encode(response, 'escape') FROM idempotency_key WHERE response IS NOT NULL
        UNION ALL SELECT encode(payload, 'escape') FROM outbox";
    let mut conn = service.database.pool.get().await.expect("database");
    let lines: Vec<Line> = sql_query(query).load(&mut conn).await.expect("kept");
    let lines: Vec<String> = lines.into_iter().map(|line| line.line).collect();
    lines.join("\n")
}

#[tokio::test]
async fn a_secret_is_told_once_kept_nowhere_and_good_for_tokens_of_the_clients_scopes() {
    let service = Service::start().await;
    let mut operator = operator(&service).await;
    let request = new_client(&service, "Penarik perubahan");
    let first = operator.create_api_client(request.clone()).await;
    let first = first.expect("created").into_inner();
    let again = operator.create_api_client(request).await;
    let again = again.expect("the same").into_inner();
    assert_eq!((&again.api_client, &*again.secret), (&first.api_client, ""));
    let client = first.api_client.expect("a client");
    assert_eq!(client.reason, "Nota dinas 12/2026");
    assert!(!kept(&service).await.contains(&first.secret));

    let all = token(&service, &client.id, &first.secret, &[]).await;
    let all = all.expect("a token");
    assert_eq!(all.scopes, ["changes.read", "lapor.import"]);
    let some = token(&service, &client.id, &first.secret, &["changes.read"]).await;
    let some = some.expect("a token");
    let keys = service.keys.public();
    let caller = keys.caller(&some.access_token, "submission").expect("ours");
    let chassis::caller::Caller::Client(said) = caller else {
        panic!("{caller:?}")
    };
    assert_eq!(said.id.to_string(), client.id);
    assert_eq!(said.scopes, [Scope::ChangesRead]);
    assert_eq!(said.quota.get(), 60);
    service.finish().await;
}

#[tokio::test]
async fn who_is_no_client_is_not_told_why_and_a_client_gets_no_scope_that_it_has_not() {
    let service = Service::start().await;
    let mut operator = operator(&service).await;
    let (one, secret) = created(&service, &mut operator, "Satu").await;
    let (other, _) = created(&service, &mut operator, "Dua").await;
    assert_eq!(refusal(&service, &one, "a guess").await, "CLIENT_INVALID");
    assert_eq!(refusal(&service, &other, &secret).await, "CLIENT_INVALID");
    let nobody = ApiClient {
        id: "no id".to_owned(),
        ..one.clone()
    };
    assert_eq!(refusal(&service, &nobody, &secret).await, "CLIENT_INVALID");
    let more = token(&service, &one.id, &secret, &["results.write"]).await;
    let more = refused(more.map(Response::new));
    assert_eq!(
        (more.code, &*more.reason),
        (Code::InvalidArgument, "SCOPE_INVALID")
    );
    service.finish().await;
}

#[tokio::test]
async fn a_client_changes_over_without_a_moment_in_which_no_secret_holds() {
    let service = Service::start().await;
    let mut operator = operator(&service).await;
    let (client, old) = created(&service, &mut operator, "Satu").await;
    let rotate = rotation(&client, 24);
    let answer = operator.rotate_api_client_secret(rotate.clone()).await;
    let answer = answer.expect("rotated").into_inner();
    let rotated = answer.api_client.expect("a client");
    assert_eq!(rotated.secrets.len(), 2);
    for secret in [&old, &answer.secret] {
        let token = token(&service, &client.id, secret, &[]).await;
        token.expect("both hold");
    }
    let again = operator.rotate_api_client_secret(rotate).await;
    assert_eq!(again.expect("the same").into_inner().secret, "");

    let stale = operator
        .rotate_api_client_secret(rotation(&client, 24))
        .await;
    assert_eq!(reason(stale), "VERSION_STALE");
    let long = operator
        .rotate_api_client_secret(rotation(&rotated, 721))
        .await;
    assert_eq!(reason(long), "OVERLAP_INVALID");
    let last = operator
        .rotate_api_client_secret(rotation(&rotated, 0))
        .await;
    let last = last.expect("rotated").into_inner();
    assert_eq!(last.api_client.expect("a client").secrets.len(), 1);
    for ended in [&old, &answer.secret] {
        assert_eq!(refusal(&service, &client, ended).await, "CLIENT_INVALID");
    }
    let fresh = token(&service, &client.id, &last.secret, &[]).await;
    fresh.expect("the newest holds");
    assert!(!kept(&service).await.contains(&last.secret));
    service.finish().await;
}

#[tokio::test]
async fn a_revoked_client_gets_nothing_more_and_its_name_is_free_again() {
    let service = Service::start().await;
    let mut operator = operator(&service).await;
    let (client, secret) = created(&service, &mut operator, "Satu").await;
    let taken = operator
        .create_api_client(new_client(&service, "SATU"))
        .await;
    assert_eq!(reason(taken), "API_CLIENT_TAKEN");
    let revoked = operator.revoke_api_client(revocation(&client)).await;
    let revoked = revoked.expect("revoked").into_inner().api_client;
    let revoked = revoked.expect("a client");
    assert!(revoked.revoked_at.is_some());
    assert!(revoked.secrets.is_empty());
    assert_eq!(refusal(&service, &client, &secret).await, "CLIENT_INVALID");
    let twice = operator.revoke_api_client(revocation(&revoked)).await;
    assert_eq!(reason(twice), "API_CLIENT_REVOKED");
    let rotated = operator
        .rotate_api_client_secret(rotation(&revoked, 1))
        .await;
    assert_eq!(reason(rotated), "API_CLIENT_REVOKED");
    let (fresh, _) = created(&service, &mut operator, "Satu").await;

    let listed = operator
        .list_api_clients(ListApiClientsRequest::default())
        .await;
    let listed = listed.expect("listed").into_inner();
    let ids: Vec<_> = listed.api_clients.iter().map(|one| &one.id).collect();
    assert_eq!(ids, [&fresh.id, &client.id]);
    service.finish().await;
}

#[tokio::test]
async fn a_client_past_its_time_gets_no_token_and_no_secret() {
    let service = Service::start().await;
    let mut operator = operator(&service).await;
    let (client, secret) = created(&service, &mut operator, "Satu").await;
    let query = "UPDATE api_client SET created_at = created_at - interval '2 years', valid_until = now() - interval '1 second'";
    let mut conn = service.database.pool.get().await.expect("database");
    sql_query(query).execute(&mut conn).await.expect("ended");
    assert_eq!(refusal(&service, &client, &secret).await, "CLIENT_INVALID");
    let rotated = operator
        .rotate_api_client_secret(rotation(&client, 1))
        .await;
    assert_eq!(reason(rotated), "API_CLIENT_EXPIRED");
    service.finish().await;
}

#[tokio::test]
async fn a_client_that_calls_too_often_is_told_when_to_come_back() {
    let service = Service::start().await;
    let said = chassis::caller::Client {
        id: service.clock.new_id(),
        scopes: Vec::new(),
        quota: std::num::NonZeroU32::MIN,
    };
    let key = service.key(PEOPLE_ISSUER);
    let (token, _) = key
        .client(&said, service.clock.system_now())
        .expect("a token");
    let mut client = ApiClientServiceClient::new(service.as_token(&token));
    let list = || ListApiClientsRequest::default();
    assert_eq!(
        reason(client.list_api_clients(list()).await),
        "SCOPE_MISSING"
    );
    let second = refused(client.list_api_clients(list()).await);
    assert_eq!(
        (second.code, &*second.reason),
        (Code::ResourceExhausted, "QUOTA_EXCEEDED")
    );
    let wait = second.retry_after.expect("a wait");
    assert!(wait.as_secs() >= 50, "{wait:?}");
    service.finish().await;
}
