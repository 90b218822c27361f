//! What is kept of one's own account, and its end.

use axum::{
    Extension,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use fest_proto::registration::v1 as pb;

use crate::{
    admission::SessionToken,
    app::App,
    clients::Call,
    confirmation::{Proof, confirmed},
    extract::{Body, RequestId},
    problem::Problem,
};

/// JSON that a browser keeps as a file of this name.
pub(crate) fn download(name: &str, content: String) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, "application/json".to_owned()),
        (header::CONTENT_DISPOSITION, disposition),
        // What was erased must not come back out of a cache.
        (header::CACHE_CONTROL, "no-store".to_owned()),
    ];
    (headers, content).into_response()
}

/// Everything that is kept of the caller's account, rows by their table.
#[utoipa::path(get, path = "/api/v1/accounts/current/export", operation_id = "exportAccount", tag = "accounts",
    responses((status = 200, body = serde_json::Value), (status = "4XX", body = Problem)))]
pub async fn export_account(State(app): State<App>, call: Call) -> Result<Response, Problem> {
    let request = pb::ExportAccountRequest {};
    let answer = app.clients.accounts(&call).export_account(request).await?;
    Ok(download("akun.json", answer.into_inner().content))
}

/// Erase the caller's account. A code of the second factor is asked for, of accounts without one the password again.
#[utoipa::path(post, path = "/api/v1/accounts/current/erase", operation_id = "eraseAccount", tag = "accounts",
    request_body = Proof, responses((status = 204), (status = "4XX", body = Problem)))]
pub async fn erase_account(
    State(app): State<App>,
    call: Call,
    Extension(SessionToken(session_token)): Extension<SessionToken>,
    RequestId(request_id): RequestId,
    Body(proof): Body<Proof>,
) -> Result<StatusCode, Problem> {
    let call = confirmed(&app.clients, &call, session_token, proof).await?;
    let request = pb::EraseAccountRequest { request_id };
    app.clients.accounts(&call).erase_account(request).await?;
    Ok(StatusCode::NO_CONTENT)
}
