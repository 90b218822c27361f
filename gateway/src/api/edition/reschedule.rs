//! Dates of a locked edition that are moved.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use chrono::{DateTime, Utc};
use fest_proto::registration::v1::{self as pb, reschedule_edition_request::Move};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::EditionStage;
use crate::{
    api::{named, time, word},
    app::App,
    clients::Call,
    extract::{Body, Page, Query, RequestId},
    problem::Problem,
};

/// A date that was moved: either `moment` or `stage` says which.
#[derive(Serialize, ToSchema)]
pub struct Reschedule {
    id: String,
    edition_id: String,
    /// "monitoring_starts", "opens", "closes" or "announces".
    moment: Option<String>,
    /// "interview", "site_visit", "clarification" or "objection".
    stage: Option<String>,
    starts_before: Option<DateTime<Utc>>,
    /// Of a stage alone.
    ends_before: Option<DateTime<Utc>>,
    starts_after: Option<DateTime<Utc>>,
    /// Of a stage alone.
    ends_after: Option<DateTime<Utc>>,
    reason: String,
    /// The member of the committee who moved it.
    account_id: String,
    moved_at: Option<DateTime<Utc>>,
    edition_version: i64,
}

impl From<pb::EditionReschedule> for Reschedule {
    fn from(moved: pb::EditionReschedule) -> Self {
        let moment = moved.moment();
        let stage = moved.stage();
        Self {
            moment: (moment != pb::EditionMoment::Unspecified)
                .then(|| word(moment.as_str_name(), "EDITION_MOMENT_")),
            stage: (stage != pb::EditionStageKind::Unspecified)
                .then(|| word(stage.as_str_name(), "EDITION_STAGE_KIND_")),
            id: moved.id,
            edition_id: moved.edition_id,
            starts_before: time(moved.starts_before),
            ends_before: time(moved.ends_before),
            starts_after: time(moved.starts_after),
            ends_after: time(moved.ends_after),
            reason: moved.reason,
            account_id: moved.account_id,
            moved_at: time(moved.moved_at),
            edition_version: moved.edition_version,
        }
    }
}

/// A page of moved dates.
#[derive(Serialize, ToSchema)]
pub struct Reschedules {
    reschedules: Vec<Reschedule>,
    next_page_token: String,
    total_size: i32,
}

/// All dates of an edition that were moved, the last one first.
#[utoipa::path(get, path = "/api/v1/editions/{edition}/reschedules", operation_id = "listEditionReschedules", tag = "editions",
    params(("edition" = String, Path), Page), responses((status = 200, body = Reschedules), (status = "4XX", body = Problem)))]
pub async fn list_edition_reschedules(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
    Query(page): Query<Page>,
) -> Result<Json<Reschedules>, Problem> {
    let request = pb::ListEditionReschedulesRequest {
        edition_id,
        page_size: page.page_size,
        page_token: page.page_token,
    };
    let mut client = app.clients.editions(&call);
    let answer = client.list_edition_reschedules(request).await?.into_inner();
    Ok(Json(Reschedules {
        reschedules: answer.reschedules.into_iter().map(Into::into).collect(),
        next_page_token: answer.next_page_token,
        total_size: answer.total_size,
    }))
}

/// Where a moment of the timeline goes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MomentMove {
    /// "monitoring_starts", "opens", "closes" or "announces".
    moment: String,
    at: Option<DateTime<Utc>>,
}

/// One date and where it goes: `moment`, or `stage` with its new times.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewReschedule {
    expected_version: i64,
    /// What everybody may read.
    reason: String,
    moment: Option<MomentMove>,
    stage: Option<EditionStage>,
}

impl NewReschedule {
    /// Both would be two moves; the contract takes one at a time.
    fn wanted(&mut self) -> Result<Option<Move>, Problem> {
        match (self.moment.take(), self.stage.take()) {
            (Some(_), Some(_)) => {
                let text = "either a moment or a stage";
                Err(Problem::field("stage", "MOVE_AMBIGUOUS", text))
            }
            (Some(moment), None) => {
                let name = named("EDITION_MOMENT_", &moment.moment);
                Ok(Some(Move::Moment(pb::MomentMove {
                    moment: pb::EditionMoment::from_str_name(&name).unwrap_or_default() as i32,
                    at: moment.at.map(Into::into),
                })))
            }
            (None, stage) => Ok(stage.map(|stage| Move::Stage(stage.into()))),
        }
    }
}

/// Move one date of a locked edition.
#[utoipa::path(post, path = "/api/v1/editions/{edition}/reschedules", operation_id = "rescheduleEdition", tag = "editions",
    params(("edition" = String, Path)), request_body = NewReschedule,
    responses((status = 201, body = Reschedule), (status = "4XX", body = Problem)))]
pub async fn reschedule_edition(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(mut new): Body<NewReschedule>,
) -> Result<(StatusCode, Json<Reschedule>), Problem> {
    let request = pb::RescheduleEditionRequest {
        request_id,
        edition_id,
        expected_version: new.expected_version,
        r#move: new.wanted()?,
        reason: new.reason,
    };
    let mut client = app.clients.editions(&call);
    let answer = client.reschedule_edition(request).await?.into_inner();
    let moved = answer.reschedule.unwrap_or_default();
    Ok((StatusCode::CREATED, Json(moved.into())))
}
