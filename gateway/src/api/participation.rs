//! Who speaks for which organisation.

pub mod command;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use chrono::{DateTime, Utc};
use fest_proto::registration::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{organisation::Organisation, time, word};
use crate::{
    app::App,
    clients::Call,
    extract::{Body, Page, Query, RequestId},
    problem::Problem,
};

/// One account's claim on one organisation.
#[derive(Serialize, ToSchema)]
pub struct Participation {
    id: String,
    edition_id: String,
    organisation: Organisation,
    account_id: String,
    display_name: String,
    /// "claimed", "endorsed", "verified", "returned" or "withdrawn".
    state: String,
    /// Why it was returned or withdrawn.
    reason: String,
    decree_number: String,
    decree_date: String,
    decree_signer: String,
    /// The scan, `GET /api/v1/files/{id}`; empty when none was handed in.
    decree_file_id: String,
    claimed_at: Option<DateTime<Utc>>,
    version: i64,
}

impl From<pb::Participation> for Participation {
    fn from(participation: pb::Participation) -> Self {
        Self {
            state: word(participation.state().as_str_name(), "PARTICIPATION_STATE_"),
            id: participation.id,
            edition_id: participation.edition_id,
            organisation: participation.organisation.unwrap_or_default().into(),
            account_id: participation.account_id,
            display_name: participation.display_name,
            reason: participation.reason,
            decree_number: participation.decree_number,
            decree_date: participation.decree_date,
            decree_signer: participation.decree_signer,
            decree_file_id: participation.decree_file_id,
            claimed_at: time(participation.claimed_at),
            version: participation.version,
        }
    }
}

/// A page of claims.
#[derive(Serialize, ToSchema)]
pub struct Participations {
    participations: Vec<Participation>,
    next_page_token: String,
    total_size: i32,
}

/// Which claims.
#[derive(Deserialize, IntoParams)]
pub struct Filter {
    /// As in `state` of a claim; empty for all.
    #[serde(default)]
    state: String,
    /// Of the organisation; empty for every kind.
    #[serde(default)]
    kind: String,
    /// Of the organisation; empty for every kecamatan, "-" for those in none.
    #[serde(default)]
    district: String,
    /// Rows per page; above 200 is cut.
    #[serde(default)]
    page_size: i32,
    /// `next_page_token` of the answer before.
    #[serde(default)]
    page_token: String,
}

/// All claims for the committee, their own for anybody else.
#[utoipa::path(get, path = "/api/v1/editions/{edition}/participations", operation_id = "listParticipations", tag = "participations",
    params(("edition" = String, Path), Filter), responses((status = 200, body = Participations), (status = "4XX", body = Problem)))]
pub async fn list_participations(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
    Query(filter): Query<Filter>,
) -> Result<Json<Participations>, Problem> {
    let state = format!("PARTICIPATION_STATE_{}", filter.state.to_ascii_uppercase());
    let state = pb::ParticipationState::from_str_name(&state);
    let request = pb::ListParticipationsRequest {
        edition_id,
        states: state.into_iter().map(Into::into).collect(),
        kind: filter.kind,
        district: filter.district,
        page_size: filter.page_size,
        page_token: filter.page_token,
    };
    let answer = app
        .clients
        .participations(&call)
        .list_participations(request)
        .await?;
    let answer = answer.into_inner();
    Ok(Json(Participations {
        participations: answer.participations.into_iter().map(Into::into).collect(),
        next_page_token: answer.next_page_token,
        total_size: answer.total_size,
    }))
}

/// A claim with its decree.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewClaim {
    organisation_code: String,
    decree_number: String,
    /// "2024-01-31".
    decree_date: String,
    decree_signer: String,
    /// Of the organisation's invitation, if it came with one.
    #[serde(default)]
    invitation_code: String,
    /// Of a scan that was handed in with purpose "decree", if any.
    #[serde(default)]
    decree_file_id: String,
}

/// Claim an organisation.
#[utoipa::path(post, path = "/api/v1/editions/{edition}/participations", operation_id = "claimParticipation", tag = "participations",
    params(("edition" = String, Path)), request_body = NewClaim,
    responses((status = 201, body = Participation), (status = "4XX", body = Problem)))]
pub async fn claim_participation(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(new): Body<NewClaim>,
) -> Result<(StatusCode, Json<Participation>), Problem> {
    let request = pb::ClaimParticipationRequest {
        request_id,
        edition_id,
        organisation_code: new.organisation_code,
        decree_number: new.decree_number,
        decree_date: new.decree_date,
        decree_signer: new.decree_signer,
        invitation_code: new.invitation_code,
        decree_file_id: new.decree_file_id,
    };
    let answer = app
        .clients
        .participations(&call)
        .claim_participation(request)
        .await?;
    let participation = answer.into_inner().participation.unwrap_or_default();
    Ok((StatusCode::CREATED, Json(participation.into())))
}

/// One claim, for its owner and the committee.
#[utoipa::path(get, path = "/api/v1/participations/{participation}", operation_id = "getParticipation", tag = "participations",
    params(("participation" = String, Path)), responses((status = 200, body = Participation), (status = "4XX", body = Problem)))]
pub async fn get_participation(
    State(app): State<App>,
    call: Call,
    Path(participation_id): Path<String>,
) -> Result<Json<Participation>, Problem> {
    let request = pb::GetParticipationRequest { participation_id };
    let mut client = app.clients.participations(&call);
    let answer = client.get_participation(request).await?;
    let participation = answer.into_inner().participation;
    Ok(Json(participation.unwrap_or_default().into()))
}

/// The claims that the caller may endorse.
#[utoipa::path(get, path = "/api/v1/editions/{edition}/endorsable-participations", operation_id = "listEndorsableParticipations",
    tag = "participations", params(("edition" = String, Path), Page),
    responses((status = 200, body = Participations), (status = "4XX", body = Problem)))]
pub async fn list_endorsable_participations(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
    Query(page): Query<Page>,
) -> Result<Json<Participations>, Problem> {
    let request = pb::ListEndorsableParticipationsRequest {
        edition_id,
        page_size: page.page_size,
        page_token: page.page_token,
    };
    let mut client = app.clients.participations(&call);
    let answer = client.list_endorsable_participations(request).await?;
    let answer = answer.into_inner();
    Ok(Json(Participations {
        participations: answer.participations.into_iter().map(Into::into).collect(),
        next_page_token: answer.next_page_token,
        total_size: answer.total_size,
    }))
}

/// One thing that was done to a claim.
#[derive(Serialize, ToSchema)]
pub struct ParticipationChange {
    version: i64,
    /// "claimed", "revised", "endorsed", "verified", "returned", "withdrawn" or "handed_over".
    kind: String,
    state: String,
    actor_id: String,
    actor_name: String,
    account_id: String,
    account_name: String,
    reason: String,
    decree_number: String,
    decree_date: String,
    decree_file_id: String,
    changed_at: Option<DateTime<Utc>>,
}

impl From<pb::ParticipationChange> for ParticipationChange {
    fn from(change: pb::ParticipationChange) -> Self {
        Self {
            version: change.version,
            kind: word(change.kind().as_str_name(), "PARTICIPATION_CHANGE_KIND_"),
            state: word(change.state().as_str_name(), "PARTICIPATION_STATE_"),
            actor_id: change.actor_id,
            actor_name: change.actor_name,
            account_id: change.account_id,
            account_name: change.account_name,
            reason: change.reason,
            decree_number: change.decree_number,
            decree_date: change.decree_date,
            decree_file_id: change.decree_file_id,
            changed_at: time(change.changed_at),
        }
    }
}

/// A page of what was done to a claim.
#[derive(Serialize, ToSchema)]
pub struct ParticipationChanges {
    changes: Vec<ParticipationChange>,
    next_page_token: String,
    total_size: i32,
}

/// What was done to a claim, oldest first.
#[utoipa::path(get, path = "/api/v1/participations/{participation}/changes", operation_id = "listParticipationChanges",
    tag = "participations", params(("participation" = String, Path), Page),
    responses((status = 200, body = ParticipationChanges), (status = "4XX", body = Problem)))]
pub async fn list_participation_changes(
    State(app): State<App>,
    call: Call,
    Path(participation_id): Path<String>,
    Query(page): Query<Page>,
) -> Result<Json<ParticipationChanges>, Problem> {
    let request = pb::ListParticipationChangesRequest {
        participation_id,
        page_size: page.page_size,
        page_token: page.page_token,
    };
    let mut client = app.clients.participations(&call);
    let answer = client.list_participation_changes(request).await?;
    let answer = answer.into_inner();
    Ok(Json(ParticipationChanges {
        changes: answer.changes.into_iter().map(Into::into).collect(),
        next_page_token: answer.next_page_token,
        total_size: answer.total_size,
    }))
}
