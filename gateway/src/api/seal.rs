//! Fixing a result, and approving its release.

use axum::{
    Extension, Json,
    extract::{Path, State},
    http::StatusCode,
};
use chrono::{DateTime, Utc};
use fest_proto::scoring::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{time, word};
use crate::{
    admission::SessionToken,
    app::App,
    clients::Call,
    confirmation::{Proof, confirmed},
    extract::{Body, RequestId},
    problem::Problem,
};

/// What is fixed of a category's result.
#[derive(Serialize, ToSchema)]
pub struct Seal {
    id: String,
    edition_id: String,
    category_id: String,
    /// SHA-256 over salt and content, lower-case hex.
    root: String,
    sealed_at: Option<DateTime<Utc>>,
    approvals: Vec<Approval>,
    version: i64,
}

/// One person's word.
#[derive(Serialize, ToSchema)]
pub struct Approval {
    account_id: String,
    /// "leadership" or "plenary".
    side: String,
    not_before: Option<DateTime<Utc>>,
    approved_at: Option<DateTime<Utc>>,
}

impl From<pb::Seal> for Seal {
    fn from(seal: pb::Seal) -> Self {
        let approvals = seal.approvals.into_iter().map(|approval| Approval {
            side: word(approval.side().as_str_name(), "APPROVAL_SIDE_"),
            account_id: approval.account_id,
            not_before: time(approval.not_before),
            approved_at: time(approval.approved_at),
        });
        Self {
            approvals: approvals.collect(),
            id: seal.id,
            edition_id: seal.edition_id,
            category_id: seal.category_id,
            root: seal.root,
            sealed_at: time(seal.sealed_at),
            version: seal.version,
        }
    }
}

/// Root and approvals of a category, never the content.
#[utoipa::path(get, path = "/api/v1/categories/{category}/seal", operation_id = "getSeal", tag = "seals",
    params(("category" = String, Path)), responses((status = 200, body = Seal), (status = "4XX", body = Problem)))]
pub async fn get_seal(
    State(app): State<App>,
    call: Call,
    Path(category_id): Path<String>,
) -> Result<Json<Seal>, Problem> {
    let request = pb::GetSealRequest { category_id };
    let answer = app.clients.seals(&call).get_seal(request).await?;
    Ok(Json(answer.into_inner().seal.unwrap_or_default().into()))
}

/// Seal a category.
#[utoipa::path(post, path = "/api/v1/categories/{category}/seal", operation_id = "seal", tag = "seals",
    params(("category" = String, Path)), responses((status = 201, body = Seal), (status = "4XX", body = Problem)))]
pub async fn seal(
    State(app): State<App>,
    call: Call,
    Path(category_id): Path<String>,
    RequestId(request_id): RequestId,
) -> Result<(StatusCode, Json<Seal>), Problem> {
    let request = pb::SealCategoryRequest {
        request_id,
        category_id,
    };
    let answer = app.clients.seals(&call).seal_category(request).await?;
    let seal = answer.into_inner().seal.unwrap_or_default();
    Ok((StatusCode::CREATED, Json(seal.into())))
}

/// What is approved, and that its owner is here.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewApproval {
    root: String,
    /// The content stays closed before this moment.
    not_before: DateTime<Utc>,
    /// A one-time code or a recovery code. A log-in with a code, at most five minutes before, does as well.
    #[serde(default)]
    code: String,
    /// Of accounts without a second factor.
    #[serde(default)]
    password: String,
}

/// Approve a root for a moment. A code of the second factor is asked for, of accounts without one the password again.
#[utoipa::path(post, path = "/api/v1/categories/{category}/approvals", operation_id = "approve", tag = "seals",
    params(("category" = String, Path)), request_body = NewApproval,
    responses((status = 201, body = Seal), (status = "4XX", body = Problem)))]
pub async fn approve(
    State(app): State<App>,
    call: Call,
    Extension(SessionToken(session_token)): Extension<SessionToken>,
    Path(category_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(new): Body<NewApproval>,
) -> Result<(StatusCode, Json<Seal>), Problem> {
    let request = pb::ApproveReleaseRequest {
        request_id,
        category_id,
        root: new.root,
        not_before: Some(new.not_before.into()),
    };
    let (code, password) = (new.code, new.password);
    let call = match code.is_empty() && password.is_empty() {
        true => call,
        false => confirmed(&app.clients, &call, session_token, Proof { code, password }).await?,
    };
    let answer = app.clients.seals(&call).approve_release(request).await?;
    let seal = answer.into_inner().seal.unwrap_or_default();
    Ok((StatusCode::CREATED, Json(seal.into())))
}

/// Take one's own approval back, until the release.
#[utoipa::path(delete, path = "/api/v1/categories/{category}/approvals/mine", operation_id = "withdrawApproval", tag = "seals",
    params(("category" = String, Path)), responses((status = 200, body = Seal), (status = "4XX", body = Problem)))]
pub async fn withdraw_approval(
    State(app): State<App>,
    call: Call,
    Path(category_id): Path<String>,
    RequestId(request_id): RequestId,
) -> Result<Json<Seal>, Problem> {
    let request = pb::WithdrawApprovalRequest {
        request_id,
        category_id,
    };
    let answer = app.clients.seals(&call).withdraw_approval(request).await?;
    Ok(Json(answer.into_inner().seal.unwrap_or_default().into()))
}
