//! What the committee plans for an edition while it is a draft.

use axum::{
    Json,
    extract::{Path, State},
};
use chrono::{DateTime, Utc};
use fest_proto::registration::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Edition, Timeline};
use crate::{
    api::{named, time, word},
    app::App,
    clients::Call,
    extract::{Body, RequestId},
    problem::Problem,
};

/// An optional stage between the opening and the evening.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditionStage {
    /// "interview", "site_visit", "clarification" or "objection".
    kind: String,
    starts_at: Option<DateTime<Utc>>,
    /// The moment itself is late.
    ends_at: Option<DateTime<Utc>>,
}

/// How an edition looks.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Branding {
    /// "green", "blue" or "clay".
    colour: String,
    /// One line below the name.
    #[serde(default)]
    tagline: String,
}

/// Who holds an edition.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Organiser {
    organisation_code: String,
    /// "competes" or "out_of_competition".
    rule: String,
}

impl From<pb::EditionStage> for EditionStage {
    fn from(stage: pb::EditionStage) -> Self {
        Self {
            kind: word(stage.kind().as_str_name(), "EDITION_STAGE_KIND_"),
            starts_at: time(stage.starts_at),
            ends_at: time(stage.ends_at),
        }
    }
}

impl From<EditionStage> for pb::EditionStage {
    fn from(stage: EditionStage) -> Self {
        let kind = named("EDITION_STAGE_KIND_", &stage.kind);
        Self {
            kind: pb::EditionStageKind::from_str_name(&kind).unwrap_or_default() as i32,
            starts_at: stage.starts_at.map(Into::into),
            ends_at: stage.ends_at.map(Into::into),
        }
    }
}

impl From<pb::Branding> for Branding {
    fn from(branding: pb::Branding) -> Self {
        Self {
            colour: word(branding.colour().as_str_name(), "BRAND_COLOUR_"),
            tagline: branding.tagline,
        }
    }
}

impl From<Branding> for pb::Branding {
    fn from(branding: Branding) -> Self {
        let colour = named("BRAND_COLOUR_", &branding.colour);
        Self {
            colour: pb::BrandColour::from_str_name(&colour).unwrap_or_default() as i32,
            tagline: branding.tagline,
        }
    }
}

impl From<pb::Organiser> for Organiser {
    fn from(organiser: pb::Organiser) -> Self {
        Self {
            rule: word(organiser.rule().as_str_name(), "ORGANISER_RULE_"),
            organisation_code: organiser.organisation_code,
        }
    }
}

impl From<Organiser> for pb::Organiser {
    fn from(organiser: Organiser) -> Self {
        let rule = named("ORGANISER_RULE_", &organiser.rule);
        Self {
            rule: pb::OrganiserRule::from_str_name(&rule).unwrap_or_default() as i32,
            organisation_code: organiser.organisation_code,
        }
    }
}

/// A draft, whole: what is left out is empty afterwards.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EditionPlan {
    expected_version: i64,
    name: String,
    year: i32,
    timeline: Timeline,
    #[serde(default)]
    theme: String,
    #[serde(default)]
    stages: Vec<EditionStage>,
    branding: Option<Branding>,
    #[serde(default)]
    letterhead: Vec<String>,
    organiser: Option<Organiser>,
}

/// Rewrite a draft.
#[utoipa::path(put, path = "/api/v1/editions/{edition}", operation_id = "updateEdition", tag = "editions",
    params(("edition" = String, Path)), request_body = EditionPlan,
    responses((status = 200, body = Edition), (status = "4XX", body = Problem)))]
pub async fn update_edition(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(plan): Body<EditionPlan>,
) -> Result<Json<Edition>, Problem> {
    let request = pb::UpdateEditionRequest {
        request_id,
        edition_id,
        expected_version: plan.expected_version,
        name: plan.name,
        year: plan.year,
        timeline: Some(plan.timeline.into()),
        theme: plan.theme,
        stages: plan.stages.into_iter().map(Into::into).collect(),
        branding: plan.branding.map(Into::into),
        letterhead: plan.letterhead,
        organiser: plan.organiser.map(Into::into),
    };
    let answer = app.clients.editions(&call).update_edition(request).await?;
    Ok(Json(answer.into_inner().edition.unwrap_or_default().into()))
}
