//! Log-in and log-out.

use axum::{Extension, Json, extract::State, http::StatusCode};
use fest_proto::registration::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::account::Account;
use crate::{admission::SessionToken, app::App, clients::Call, extract::Body, problem::Problem};

/// Who logs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    email: String,
    password: String,
    /// The one-time code, for accounts that have a second factor.
    #[serde(default, rename = "totp")]
    _totp: Option<String>,
}

/// A session.
#[derive(Serialize, ToSchema)]
pub struct Session {
    /// Opaque; send it as `Authorization: Bearer`.
    token: String,
    account: Account,
}

/// Log in.
#[utoipa::path(post, path = "/api/v1/sessions", operation_id = "createSession", tag = "sessions",
    request_body = Credentials, responses((status = 201, body = Session), (status = "4XX", body = Problem)))]
pub async fn create_session(
    State(app): State<App>,
    call: Call,
    Body(credentials): Body<Credentials>,
) -> Result<(StatusCode, Json<Session>), Problem> {
    let request = pb::CreateSessionRequest {
        email: credentials.email,
        password: credentials.password,
    };
    let answer = app.clients.sessions(&call).create_session(request).await?;
    let answer = answer.into_inner();
    let account = answer.access_token.and_then(|token| token.account);
    let session = Session {
        token: answer.session_token,
        account: account.unwrap_or_default().into(),
    };
    Ok((StatusCode::CREATED, Json(session)))
}

/// Log out.
#[utoipa::path(delete, path = "/api/v1/sessions/current", operation_id = "deleteSession", tag = "sessions",
    responses((status = 204), (status = "4XX", body = Problem)))]
pub async fn delete_session(
    State(app): State<App>,
    call: Call,
    Extension(SessionToken(session_token)): Extension<SessionToken>,
) -> Result<StatusCode, Problem> {
    let request = pb::DeleteSessionRequest { session_token };
    app.clients.sessions(&call).delete_session(request).await?;
    Ok(StatusCode::NO_CONTENT)
}
