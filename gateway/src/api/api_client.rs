//! Clients: programs of other systems that call us in their own name.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use chassis::token::{scope_name, scope_named};
use chrono::{DateTime, Utc};
use fest_proto::{access::v1::Scope, registration::v1 as pb};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::time;
use crate::{
    app::App,
    clients::Call,
    extract::{Body, Page, Query, RequestId},
    problem::Problem,
};

/// A program of another system.
#[derive(Serialize, ToSchema)]
pub struct ApiClient {
    /// Its client id.
    id: String,
    name: String,
    /// The system that it belongs to, and whose that is.
    system: String,
    /// Whom to ask about it.
    contact: String,
    /// What it may do: "changes.read", "lapor.import".
    scopes: Vec<String>,
    /// Calls a minute.
    quota: i32,
    created_at: Option<DateTime<Utc>>,
    created_by: String,
    reason: String,
    /// It gets no token from then on.
    valid_until: Option<DateTime<Utc>>,
    /// Null while it lives.
    revoked_at: Option<DateTime<Utc>>,
    revoked_by: String,
    revocation_reason: String,
    /// Newest first: one, or two while it changes over.
    secrets: Vec<ApiClientSecret>,
    version: i64,
}

/// What is known of a secret.
#[derive(Serialize, ToSchema)]
pub struct ApiClientSecret {
    created_at: Option<DateTime<Utc>>,
    /// Null when it lasts as long as its client.
    expires_at: Option<DateTime<Utc>>,
}

impl From<pb::ApiClient> for ApiClient {
    fn from(client: pb::ApiClient) -> Self {
        let scopes = client.scopes().map(scope_name).collect();
        let secret = |secret: pb::ApiClientSecret| ApiClientSecret {
            created_at: time(secret.created_at),
            expires_at: time(secret.expires_at),
        };
        Self {
            id: client.id,
            name: client.name,
            system: client.system,
            contact: client.contact,
            scopes,
            quota: client.quota,
            created_at: time(client.created_at),
            created_by: client.created_by,
            reason: client.reason,
            valid_until: time(client.valid_until),
            revoked_at: time(client.revoked_at),
            revoked_by: client.revoked_by,
            revocation_reason: client.revocation_reason,
            secrets: client.secrets.into_iter().map(secret).collect(),
            version: client.version,
        }
    }
}

/// A client and its fresh secret.
#[derive(Serialize, ToSchema)]
pub struct SecretOfApiClient {
    api_client: ApiClient,
    /// Told this once; empty when the same `Idempotency-Key` came again.
    secret: String,
}

/// Whom to let in, and to what.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewApiClient {
    name: String,
    /// The system that it belongs to, and whose that is.
    system: String,
    /// An office's address, not a person's.
    contact: String,
    /// "changes.read", "lapor.import".
    scopes: Vec<String>,
    /// Calls a minute to one of our programs, 1 to 6000.
    quota: i32,
    /// At most three years from now.
    valid_until: Option<DateTime<Utc>>,
    reason: String,
}

/// Let a program of another system in. The answer has its secret, this once.
#[utoipa::path(post, path = "/api/v1/api-clients", operation_id = "createApiClient", tag = "api-clients",
    request_body = NewApiClient, responses((status = 201, body = SecretOfApiClient), (status = "4XX", body = Problem)))]
pub async fn create_api_client(
    State(app): State<App>,
    call: Call,
    RequestId(request_id): RequestId,
    Body(new): Body<NewApiClient>,
) -> Result<(StatusCode, Json<SecretOfApiClient>), Problem> {
    let request = pb::CreateApiClientRequest {
        request_id,
        name: new.name,
        system: new.system,
        contact: new.contact,
        scopes: scopes(&new.scopes),
        quota: new.quota,
        valid_until: new.valid_until.map(Into::into),
        reason: new.reason,
    };
    let mut client = app.clients.api_clients(&call);
    let answer = client.create_api_client(request).await?.into_inner();
    Ok((
        StatusCode::CREATED,
        Json(SecretOfApiClient {
            api_client: answer.api_client.unwrap_or_default().into(),
            secret: answer.secret,
        }),
    ))
}

/// The contract's numbers of scopes by name; one that is none of ours is refused there.
pub(crate) fn scopes(names: &[String]) -> Vec<i32> {
    let known = names.iter().map(|name| scope_named(name));
    known
        .map(|scope| scope.unwrap_or(Scope::Unspecified).into())
        .collect()
}

/// A page of clients.
#[derive(Serialize, ToSchema)]
pub struct ApiClients {
    api_clients: Vec<ApiClient>,
    next_page_token: String,
    total_size: i32,
}

/// Every client, those that are over too, newest first.
#[utoipa::path(get, path = "/api/v1/api-clients", operation_id = "listApiClients", tag = "api-clients",
    params(Page), responses((status = 200, body = ApiClients), (status = "4XX", body = Problem)))]
pub async fn list_api_clients(
    State(app): State<App>,
    call: Call,
    Query(page): Query<Page>,
) -> Result<Json<ApiClients>, Problem> {
    let request = pb::ListApiClientsRequest {
        page_size: page.page_size,
        page_token: page.page_token,
    };
    let mut client = app.clients.api_clients(&call);
    let answer = client.list_api_clients(request).await?.into_inner();
    Ok(Json(ApiClients {
        api_clients: answer.api_clients.into_iter().map(Into::into).collect(),
        next_page_token: answer.next_page_token,
        total_size: answer.total_size,
    }))
}

/// How a client changes over.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SecretRotation {
    expected_version: i64,
    /// How long the secret before goes on, 0 to 720.
    overlap_hours: i32,
}

/// Give a client a fresh secret, which the answer has, this once; the one before goes on for the overlap.
#[utoipa::path(post, path = "/api/v1/api-clients/{client}/secrets", operation_id = "rotateApiClientSecret", tag = "api-clients",
    params(("client" = String, Path)), request_body = SecretRotation,
    responses((status = 201, body = SecretOfApiClient), (status = "4XX", body = Problem)))]
pub async fn rotate_api_client_secret(
    State(app): State<App>,
    call: Call,
    Path(api_client_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(rotation): Body<SecretRotation>,
) -> Result<(StatusCode, Json<SecretOfApiClient>), Problem> {
    let request = pb::RotateApiClientSecretRequest {
        request_id,
        api_client_id,
        expected_version: rotation.expected_version,
        overlap_hours: rotation.overlap_hours,
    };
    let mut client = app.clients.api_clients(&call);
    let answer = client.rotate_api_client_secret(request).await?.into_inner();
    Ok((
        StatusCode::CREATED,
        Json(SecretOfApiClient {
            api_client: answer.api_client.unwrap_or_default().into(),
            secret: answer.secret,
        }),
    ))
}

/// Why a client is ended.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Revocation {
    expected_version: i64,
    reason: String,
}

/// End a client for good.
#[utoipa::path(post, path = "/api/v1/api-clients/{client}/revoke", operation_id = "revokeApiClient", tag = "api-clients",
    params(("client" = String, Path)), request_body = Revocation,
    responses((status = 200, body = ApiClient), (status = "4XX", body = Problem)))]
pub async fn revoke_api_client(
    State(app): State<App>,
    call: Call,
    Path(api_client_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(revocation): Body<Revocation>,
) -> Result<Json<ApiClient>, Problem> {
    let request = pb::RevokeApiClientRequest {
        request_id,
        api_client_id,
        expected_version: revocation.expected_version,
        reason: revocation.reason,
    };
    let mut client = app.clients.api_clients(&call);
    let answer = client.revoke_api_client(request).await?.into_inner();
    Ok(Json(answer.api_client.unwrap_or_default().into()))
}
