//! Log-in and log-out.

use axum::{
    Extension, Json,
    extract::{Path, State},
    http::StatusCode,
};
use chrono::{DateTime, Utc};
use fest_proto::registration::v1 as pb;
use serde::{Deserialize, Serialize};
use tonic::Status;
use utoipa::ToSchema;

use super::{account::Account, time};
use crate::{
    admission::SessionToken, app::App, clients::Call, device::Device, extract::Body,
    problem::Problem,
};

/// Who logs in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Credentials {
    email: String,
    password: String,
    /// For accounts that have a second factor: a one-time code or a recovery code.
    totp: Option<String>,
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
    Device(device): Device,
    Body(credentials): Body<Credentials>,
) -> Result<(StatusCode, Json<Session>), Problem> {
    let request = pb::CreateSessionRequest {
        email: credentials.email,
        password: credentials.password,
        device,
        code: credentials.totp.unwrap_or_default(),
        ..pb::CreateSessionRequest::default()
    };
    let answer = app.clients.sessions(&call).create_session(request).await;
    let answer = answer.map_err(of_totp)?.into_inner();
    let account = answer.access_token.and_then(|token| token.account);
    let session = Session {
        token: answer.session_token,
        account: account.unwrap_or_default().into(),
    };
    Ok((StatusCode::CREATED, Json(session)))
}

/// Under the field's name in the body.
fn of_totp(status: Status) -> Problem {
    let mut problem = Problem::from(status);
    for violation in &mut problem.violations {
        if violation.field == "code" {
            violation.field = "totp".to_owned();
        }
    }
    problem
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

/// One of the caller's own sessions; its token is known to whoever began it alone.
#[derive(Serialize, ToSchema)]
pub struct ListedSession {
    id: String,
    /// What it was begun on, as far as that was said: "Firefox, Android".
    device: String,
    created_at: Option<DateTime<Utc>>,
    /// When it was last used, to ten minutes.
    seen_at: Option<DateTime<Utc>>,
    expires_at: Option<DateTime<Utc>>,
    /// The one of this call.
    is_current: bool,
}

impl From<pb::Session> for ListedSession {
    fn from(session: pb::Session) -> Self {
        Self {
            id: session.id,
            device: session.device,
            created_at: time(session.created_at),
            seen_at: time(session.seen_at),
            expires_at: time(session.expires_at),
            is_current: session.is_current,
        }
    }
}

/// Sessions, newest first.
#[derive(Serialize, ToSchema)]
pub struct Sessions {
    sessions: Vec<ListedSession>,
}

/// The caller's own sessions, at most the newest hundred.
#[utoipa::path(get, path = "/api/v1/sessions", operation_id = "listSessions", tag = "sessions",
    responses((status = 200, body = Sessions), (status = "4XX", body = Problem)))]
pub async fn list_sessions(
    State(app): State<App>,
    call: Call,
    Extension(SessionToken(session_token)): Extension<SessionToken>,
) -> Result<Json<Sessions>, Problem> {
    let request = pb::ListSessionsRequest { session_token };
    let answer = app.clients.sessions(&call).list_sessions(request).await?;
    let sessions = answer.into_inner().sessions;
    Ok(Json(Sessions {
        sessions: sessions.into_iter().map(Into::into).collect(),
    }))
}

/// End one of the caller's own sessions by its id. One that is not there is ended already.
#[utoipa::path(delete, path = "/api/v1/sessions/{session}", operation_id = "revokeSession", tag = "sessions",
    params(("session" = String, Path)), responses((status = 204), (status = "4XX", body = Problem)))]
pub async fn revoke_session(
    State(app): State<App>,
    call: Call,
    Path(session_id): Path<String>,
) -> Result<StatusCode, Problem> {
    let request = pb::RevokeSessionRequest { session_id };
    app.clients.sessions(&call).revoke_session(request).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// End all of the caller's own sessions but the one of this call.
#[utoipa::path(post, path = "/api/v1/sessions/revoke-others", operation_id = "revokeOtherSessions", tag = "sessions",
    responses((status = 204), (status = "4XX", body = Problem)))]
pub async fn revoke_other_sessions(
    State(app): State<App>,
    call: Call,
    Extension(SessionToken(session_token)): Extension<SessionToken>,
) -> Result<StatusCode, Problem> {
    let request = pb::RevokeOtherSessionsRequest { session_token };
    let mut client = app.clients.sessions(&call);
    client.revoke_other_sessions(request).await?;
    Ok(StatusCode::NO_CONTENT)
}
