//! Whether the address of an account is its owner's.

use axum::{Json, extract::State, http::StatusCode};
use chrono::{DateTime, Utc};
use fest_proto::registration::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{time, word};
use crate::{
    app::App,
    clients::Call,
    extract::{Body, RequestId},
    problem::Problem,
};

/// How far the verification of an address is.
#[derive(Serialize, ToSchema)]
pub struct Verification {
    /// Null while it is not verified.
    verified_at: Option<DateTime<Utc>>,
    /// Of the last mail: "queued", "sent", "failed", or "unspecified" when none is remembered.
    mail_state: String,
    /// Whether mails are sent here at all.
    is_mail_sent: bool,
}

/// The caller's own.
#[utoipa::path(get, path = "/api/v1/accounts/current/verification", operation_id = "getVerification", tag = "accounts",
    responses((status = 200, body = Verification), (status = "4XX", body = Problem)))]
pub async fn get_verification(
    State(app): State<App>,
    call: Call,
) -> Result<Json<Verification>, Problem> {
    let request = pb::GetVerificationRequest {};
    let mut client = app.clients.verifications(&call);
    let found = client.get_verification(request).await?.into_inner();
    Ok(Json(Verification {
        mail_state: word(found.mail_state().as_str_name(), "MAIL_STATE_"),
        verified_at: time(found.verified_at),
        is_mail_sent: found.is_mail_sent,
    }))
}

/// Send another mail to the caller's own address, with a code to verify it.
#[utoipa::path(post, path = "/api/v1/accounts/current/verification", operation_id = "requestVerification", tag = "accounts",
    responses((status = 202), (status = "4XX", body = Problem)))]
pub async fn request_verification(
    State(app): State<App>,
    call: Call,
    RequestId(request_id): RequestId,
) -> Result<StatusCode, Problem> {
    let request = pb::RequestVerificationRequest { request_id };
    let mut client = app.clients.verifications(&call);
    client.request_verification(request).await?;
    Ok(StatusCode::ACCEPTED)
}

/// A code as it stands in the mail.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MailCode {
    code: String,
}

/// Verify the address to which a mail with this code went.
#[utoipa::path(post, path = "/api/v1/accounts/verify", operation_id = "verifyAddress", tag = "accounts",
    request_body = MailCode, responses((status = 204), (status = "4XX", body = Problem)))]
pub async fn verify_address(
    State(app): State<App>,
    call: Call,
    RequestId(request_id): RequestId,
    Body(typed): Body<MailCode>,
) -> Result<StatusCode, Problem> {
    let request = pb::VerifyAddressRequest {
        request_id,
        code: typed.code,
    };
    let mut client = app.clients.verifications(&call);
    client.verify_address(request).await?;
    Ok(StatusCode::NO_CONTENT)
}
