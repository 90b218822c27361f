//! A new password for who forgot the old one.

use axum::{Extension, Json, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use fest_proto::registration::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::time;
use crate::{
    admission::SessionToken,
    app::App,
    clients::Call,
    confirmation::{Proof, confirmed},
    extract::{Body, RequestId},
    problem::Problem,
};

/// Whose password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ForgottenPassword {
    email: String,
}

/// What comes of it, whether or not there is such an account.
#[derive(Serialize, ToSchema)]
pub struct RequestedReset {
    /// Whether mails are sent here at all; else only the committee can help.
    is_mail_sent: bool,
}

/// Ask for a mail with a code, good for an hour.
#[utoipa::path(post, path = "/api/v1/password-resets", operation_id = "requestPasswordReset", tag = "accounts",
    request_body = ForgottenPassword, responses((status = 202, body = RequestedReset), (status = "4XX", body = Problem)))]
pub async fn request_password_reset(
    State(app): State<App>,
    call: Call,
    RequestId(request_id): RequestId,
    Body(forgotten): Body<ForgottenPassword>,
) -> Result<(StatusCode, Json<RequestedReset>), Problem> {
    let request = pb::RequestPasswordResetRequest {
        request_id,
        email: forgotten.email,
    };
    let mut client = app.clients.password_resets(&call);
    let answer = client.request_password_reset(request).await?.into_inner();
    let requested = RequestedReset {
        is_mail_sent: answer.is_mail_sent,
    };
    Ok((StatusCode::ACCEPTED, Json(requested)))
}

/// The code and the password as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CodeAndPassword {
    code: String,
    /// At least 12 characters.
    new_password: String,
}

/// Set another password by a code of the mail or of the committee. Every session of the account ends.
#[utoipa::path(post, path = "/api/v1/password-resets/complete", operation_id = "resetPassword", tag = "accounts",
    request_body = CodeAndPassword, responses((status = 204), (status = "4XX", body = Problem)))]
pub async fn reset_password(
    State(app): State<App>,
    call: Call,
    RequestId(request_id): RequestId,
    Body(new): Body<CodeAndPassword>,
) -> Result<StatusCode, Problem> {
    let request = pb::ResetPasswordRequest {
        request_id,
        code: new.code,
        new_password: new.new_password,
    };
    let mut client = app.clients.password_resets(&call);
    client.reset_password(request).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whom the committee helps, and why.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LostMailbox {
    /// Whose account.
    email: String,
    /// How the committee knows that it is this person.
    reason: String,
    /// The caller's own: a one-time code or a recovery code, of accounts with a second factor.
    #[serde(default)]
    code: String,
    /// The caller's own, once more, of those without.
    #[serde(default)]
    password: String,
}

/// A code to be passed on to the person.
#[derive(Serialize, ToSchema)]
pub struct IssuedReset {
    /// Empty when the same request came again.
    code: String,
    expires_at: Option<DateTime<Utc>>,
}

/// Issue a code for somebody whose mailbox is lost, good for a day. It is told this once.
#[utoipa::path(post, path = "/api/v1/password-resets/issue", operation_id = "issuePasswordReset", tag = "accounts",
    request_body = LostMailbox, responses((status = 201, body = IssuedReset), (status = "4XX", body = Problem)))]
pub async fn issue_password_reset(
    State(app): State<App>,
    call: Call,
    Extension(SessionToken(session_token)): Extension<SessionToken>,
    RequestId(request_id): RequestId,
    Body(lost): Body<LostMailbox>,
) -> Result<(StatusCode, Json<IssuedReset>), Problem> {
    let proof = Proof {
        code: lost.code,
        password: lost.password,
    };
    let call = confirmed(&app.clients, &call, session_token, proof).await?;
    let request = pb::IssuePasswordResetRequest {
        request_id,
        email: lost.email,
        reason: lost.reason,
    };
    let mut client = app.clients.password_resets(&call);
    let answer = client.issue_password_reset(request).await?.into_inner();
    let issued = IssuedReset {
        code: answer.code,
        expires_at: time(answer.expires_at),
    };
    Ok((StatusCode::CREATED, Json(issued)))
}
