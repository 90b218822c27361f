//! Editions.

mod plan;
mod reschedule;
mod year;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use chrono::{DateTime, Utc};
use fest_proto::registration::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use plan::*;
pub use reschedule::*;
pub use year::*;

use super::{time, word};
use crate::{
    app::App,
    clients::Call,
    extract::{Body, Page, Query, RequestId},
    problem::Problem,
};

/// One year's event.
#[derive(Serialize, ToSchema)]
pub struct Edition {
    /// A slug: "diskom-fest-2024".
    id: String,
    name: String,
    year: i32,
    /// "draft", "locked", "open", "closed" or "archived".
    phase: String,
    timeline: Timeline,
    /// What the year is about; empty if nothing.
    theme: String,
    /// What else happens, in the order of the beginnings.
    stages: Vec<EditionStage>,
    branding: Branding,
    /// Lines above a letter.
    letterhead: Vec<String>,
    /// Who holds the edition; null until that was said.
    organiser: Option<Organiser>,
    version: i64,
}

/// When things happen, in this order.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Timeline {
    monitoring_starts_at: Option<DateTime<Utc>>,
    opens_at: Option<DateTime<Utc>>,
    /// The moment itself is late.
    closes_at: Option<DateTime<Utc>>,
    announces_at: Option<DateTime<Utc>>,
}

impl From<pb::Edition> for Edition {
    fn from(edition: pb::Edition) -> Self {
        let timeline = edition.timeline.unwrap_or_default();
        Self {
            phase: word(edition.phase().as_str_name(), "EDITION_PHASE_"),
            id: edition.id,
            name: edition.name,
            year: edition.year,
            timeline: Timeline {
                monitoring_starts_at: time(timeline.monitoring_starts_at),
                opens_at: time(timeline.opens_at),
                closes_at: time(timeline.closes_at),
                announces_at: time(timeline.announces_at),
            },
            theme: edition.theme,
            stages: edition.stages.into_iter().map(Into::into).collect(),
            branding: edition.branding.unwrap_or_default().into(),
            letterhead: edition.letterhead,
            organiser: edition.organiser.map(Into::into),
            version: edition.version,
        }
    }
}

impl From<Timeline> for pb::Timeline {
    fn from(timeline: Timeline) -> Self {
        Self {
            monitoring_starts_at: timeline.monitoring_starts_at.map(Into::into),
            opens_at: timeline.opens_at.map(Into::into),
            closes_at: timeline.closes_at.map(Into::into),
            announces_at: timeline.announces_at.map(Into::into),
        }
    }
}

/// A page of editions.
#[derive(Serialize, ToSchema)]
pub struct Editions {
    editions: Vec<Edition>,
    next_page_token: String,
    total_size: i32,
}

/// All editions, newest year first.
#[utoipa::path(get, path = "/api/v1/editions", operation_id = "listEditions", tag = "editions", params(Page),
    responses((status = 200, body = Editions), (status = "4XX", body = Problem)))]
pub async fn list_editions(
    State(app): State<App>,
    call: Call,
    Query(page): Query<Page>,
) -> Result<Json<Editions>, Problem> {
    let request = pb::ListEditionsRequest {
        page_size: page.page_size,
        page_token: page.page_token,
    };
    let answer = app.clients.editions(&call).list_editions(request).await?;
    let answer = answer.into_inner();
    Ok(Json(Editions {
        editions: answer.editions.into_iter().map(Into::into).collect(),
        next_page_token: answer.next_page_token,
        total_size: answer.total_size,
    }))
}

/// One edition.
#[utoipa::path(get, path = "/api/v1/editions/{edition}", operation_id = "getEdition", tag = "editions",
    params(("edition" = String, Path)), responses((status = 200, body = Edition), (status = "4XX", body = Problem)))]
pub async fn get_edition(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
) -> Result<Json<Edition>, Problem> {
    let request = pb::GetEditionRequest { edition_id };
    let answer = app.clients.editions(&call).get_edition(request).await?;
    Ok(Json(answer.into_inner().edition.unwrap_or_default().into()))
}

/// A new edition.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewEdition {
    id: String,
    name: String,
    year: i32,
    timeline: Timeline,
}

/// Make an edition, in draft.
#[utoipa::path(post, path = "/api/v1/editions", operation_id = "createEdition", tag = "editions",
    request_body = NewEdition, responses((status = 201, body = Edition), (status = "4XX", body = Problem)))]
pub async fn create_edition(
    State(app): State<App>,
    call: Call,
    RequestId(request_id): RequestId,
    Body(new): Body<NewEdition>,
) -> Result<(StatusCode, Json<Edition>), Problem> {
    let request = pb::CreateEditionRequest {
        request_id,
        id: new.id,
        name: new.name,
        year: new.year,
        timeline: Some(new.timeline.into()),
    };
    let answer = app.clients.editions(&call).create_edition(request).await?;
    let edition = answer.into_inner().edition.unwrap_or_default();
    Ok((StatusCode::CREATED, Json(edition.into())))
}

/// Which version is meant.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Expected {
    /// The version that the caller has seen.
    pub expected_version: i64,
}

/// Lock an edition: its categories no longer change.
#[utoipa::path(post, path = "/api/v1/editions/{edition}/lock", operation_id = "lockEdition", tag = "editions",
    params(("edition" = String, Path)), request_body = Expected,
    responses((status = 200, body = Edition), (status = "4XX", body = Problem)))]
pub async fn lock_edition(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(expected): Body<Expected>,
) -> Result<Json<Edition>, Problem> {
    let request = pb::LockEditionRequest {
        request_id,
        edition_id,
        expected_version: expected.expected_version,
    };
    let answer = app.clients.editions(&call).lock_edition(request).await?;
    Ok(Json(answer.into_inner().edition.unwrap_or_default().into()))
}
