//! What is done to a claim that is there.

use axum::{
    Json,
    extract::{Path, State},
};
use fest_proto::registration::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Participation;
use crate::{
    api::edition::Expected,
    app::App,
    clients::Call,
    extract::{Body, RequestId},
    problem::Problem,
};

/// The claim as it is since.
fn told(participation: Option<pb::Participation>) -> Json<Participation> {
    Json(participation.unwrap_or_default().into())
}

/// Confirm a claim.
#[utoipa::path(post, path = "/api/v1/participations/{participation}/verify", operation_id = "verifyParticipation", tag = "participations",
    params(("participation" = String, Path)), request_body = Expected,
    responses((status = 200, body = Participation), (status = "4XX", body = Problem)))]
pub async fn verify_participation(
    State(app): State<App>,
    call: Call,
    Path(participation_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(expected): Body<Expected>,
) -> Result<Json<Participation>, Problem> {
    let request = pb::VerifyParticipationRequest {
        request_id,
        participation_id,
        expected_version: expected.expected_version,
    };
    let mut client = app.clients.participations(&call);
    let answer = client.verify_participation(request).await?;
    Ok(told(answer.into_inner().participation))
}

/// Stand behind a claim on a body below one's own.
#[utoipa::path(post, path = "/api/v1/participations/{participation}/endorse", operation_id = "endorseParticipation", tag = "participations",
    params(("participation" = String, Path)), request_body = Expected,
    responses((status = 200, body = Participation), (status = "4XX", body = Problem)))]
pub async fn endorse_participation(
    State(app): State<App>,
    call: Call,
    Path(participation_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(expected): Body<Expected>,
) -> Result<Json<Participation>, Problem> {
    let request = pb::EndorseParticipationRequest {
        request_id,
        participation_id,
        expected_version: expected.expected_version,
    };
    let mut client = app.clients.participations(&call);
    let answer = client.endorse_participation(request).await?;
    Ok(told(answer.into_inner().participation))
}

/// Why a claim goes back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reasoned {
    expected_version: i64,
    /// At most 1000 characters; a return needs one, a withdrawal may have one.
    #[serde(default)]
    reason: String,
}

/// Send a claim back to its owner.
#[utoipa::path(post, path = "/api/v1/participations/{participation}/return", operation_id = "returnParticipation", tag = "participations",
    params(("participation" = String, Path)), request_body = Reasoned,
    responses((status = 200, body = Participation), (status = "4XX", body = Problem)))]
pub async fn return_participation(
    State(app): State<App>,
    call: Call,
    Path(participation_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(reasoned): Body<Reasoned>,
) -> Result<Json<Participation>, Problem> {
    let request = pb::ReturnParticipationRequest {
        request_id,
        participation_id,
        expected_version: reasoned.expected_version,
        reason: reasoned.reason,
    };
    let mut client = app.clients.participations(&call);
    let answer = client.return_participation(request).await?;
    Ok(told(answer.into_inner().participation))
}

/// Take one's own claim back.
#[utoipa::path(post, path = "/api/v1/participations/{participation}/withdraw", operation_id = "withdrawParticipation", tag = "participations",
    params(("participation" = String, Path)), request_body = Reasoned,
    responses((status = 200, body = Participation), (status = "4XX", body = Problem)))]
pub async fn withdraw_participation(
    State(app): State<App>,
    call: Call,
    Path(participation_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(reasoned): Body<Reasoned>,
) -> Result<Json<Participation>, Problem> {
    let request = pb::WithdrawParticipationRequest {
        request_id,
        participation_id,
        expected_version: reasoned.expected_version,
        reason: reasoned.reason,
    };
    let mut client = app.clients.participations(&call);
    let answer = client.withdraw_participation(request).await?;
    Ok(told(answer.into_inner().participation))
}

/// The decree that counts from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Revision {
    expected_version: i64,
    decree_number: String,
    /// "2024-01-31".
    decree_date: String,
    decree_signer: String,
    /// Of a scan; the one that the claim has may stay.
    #[serde(default)]
    decree_file_id: String,
}

/// Claim again, with another decree.
#[utoipa::path(post, path = "/api/v1/participations/{participation}/revise", operation_id = "reviseParticipation", tag = "participations",
    params(("participation" = String, Path)), request_body = Revision,
    responses((status = 200, body = Participation), (status = "4XX", body = Problem)))]
pub async fn revise_participation(
    State(app): State<App>,
    call: Call,
    Path(participation_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(revision): Body<Revision>,
) -> Result<Json<Participation>, Problem> {
    let request = pb::ReviseParticipationRequest {
        request_id,
        participation_id,
        expected_version: revision.expected_version,
        decree_number: revision.decree_number,
        decree_date: revision.decree_date,
        decree_signer: revision.decree_signer,
        decree_file_id: revision.decree_file_id,
    };
    let mut client = app.clients.participations(&call);
    let answer = client.revise_participation(request).await?;
    Ok(told(answer.into_inner().participation))
}

/// Who has it from now on, and by which decree.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    expected_version: i64,
    /// Of the new admin's account.
    email: String,
    decree_number: String,
    /// "2024-01-31".
    decree_date: String,
    decree_signer: String,
    /// Of a scan that the caller handed in, if any.
    #[serde(default)]
    decree_file_id: String,
}

/// Give a participation with its entries to another account.
#[utoipa::path(post, path = "/api/v1/participations/{participation}/hand-over", operation_id = "handOverParticipation", tag = "participations",
    params(("participation" = String, Path)), request_body = HandOver,
    responses((status = 200, body = Participation), (status = "4XX", body = Problem)))]
pub async fn hand_over_participation(
    State(app): State<App>,
    call: Call,
    Path(participation_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(hand_over): Body<HandOver>,
) -> Result<Json<Participation>, Problem> {
    let request = pb::HandOverParticipationRequest {
        request_id,
        participation_id,
        expected_version: hand_over.expected_version,
        email: hand_over.email,
        decree_number: hand_over.decree_number,
        decree_date: hand_over.decree_date,
        decree_signer: hand_over.decree_signer,
        decree_file_id: hand_over.decree_file_id,
    };
    let mut client = app.clients.participations(&call);
    let answer = client.hand_over_participation(request).await?;
    Ok(told(answer.into_inner().participation))
}

/// How claims of an edition are confirmed.
#[derive(Serialize, ToSchema)]
pub struct ParticipationRule {
    edition_id: String,
    /// A body with one above it needs that one's endorsement first.
    endorsement_required: bool,
    /// 0 as long as nobody set it.
    version: i64,
}

impl From<pb::ParticipationRule> for ParticipationRule {
    fn from(rule: pb::ParticipationRule) -> Self {
        Self {
            edition_id: rule.edition_id,
            endorsement_required: rule.endorsement_required,
            version: rule.version,
        }
    }
}

/// How claims of an edition are confirmed.
#[utoipa::path(get, path = "/api/v1/editions/{edition}/participation-rule", operation_id = "getParticipationRule", tag = "participations",
    params(("edition" = String, Path)), responses((status = 200, body = ParticipationRule), (status = "4XX", body = Problem)))]
pub async fn get_participation_rule(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
) -> Result<Json<ParticipationRule>, Problem> {
    let request = pb::GetParticipationRuleRequest { edition_id };
    let mut client = app.clients.participations(&call);
    let answer = client.get_participation_rule(request).await?;
    Ok(Json(answer.into_inner().rule.unwrap_or_default().into()))
}

/// What is asked for from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewRule {
    expected_version: i64,
    endorsement_required: bool,
}

/// Set how claims of an edition are confirmed.
#[utoipa::path(put, path = "/api/v1/editions/{edition}/participation-rule", operation_id = "setParticipationRule", tag = "participations",
    params(("edition" = String, Path)), request_body = NewRule,
    responses((status = 200, body = ParticipationRule), (status = "4XX", body = Problem)))]
pub async fn set_participation_rule(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(new): Body<NewRule>,
) -> Result<Json<ParticipationRule>, Problem> {
    let request = pb::SetParticipationRuleRequest {
        request_id,
        edition_id,
        expected_version: new.expected_version,
        endorsement_required: new.endorsement_required,
    };
    let mut client = app.clients.participations(&call);
    let answer = client.set_participation_rule(request).await?;
    Ok(Json(answer.into_inner().rule.unwrap_or_default().into()))
}
