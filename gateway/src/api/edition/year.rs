//! From one year to the next: what is missing, putting an edition away, beginning another with it.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use fest_proto::registration::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Edition, Expected};
use crate::{
    app::App,
    clients::Call,
    extract::{Body, RequestId},
    problem::Problem,
};

/// Something that an edition lacks.
#[derive(Serialize, ToSchema)]
pub struct Finding {
    /// "CATEGORIES_MISSING" and the like.
    reason: String,
    /// What the reason is about.
    parameters: BTreeMap<String, String>,
    /// Whether the edition cannot be locked because of it.
    blocks_lock: bool,
}

/// What an edition lacks.
#[derive(Serialize, ToSchema)]
pub struct Findings {
    findings: Vec<Finding>,
}

/// What an edition lacks, as far as registration knows.
#[utoipa::path(get, path = "/api/v1/editions/{edition}/check", operation_id = "checkEdition", tag = "editions",
    params(("edition" = String, Path)), responses((status = 200, body = Findings), (status = "4XX", body = Problem)))]
pub async fn check_edition(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
) -> Result<Json<Findings>, Problem> {
    let request = pb::CheckEditionRequest { edition_id };
    let answer = app.clients.editions(&call).check_edition(request).await?;
    let findings = answer.into_inner().findings.into_iter();
    let findings = findings.map(|finding| Finding {
        reason: finding.reason,
        parameters: finding.parameters.into_iter().collect(),
        blocks_lock: finding.blocks_lock,
    });
    Ok(Json(Findings {
        findings: findings.collect(),
    }))
}

/// Put an edition away once its evening has come.
#[utoipa::path(post, path = "/api/v1/editions/{edition}/archive", operation_id = "archiveEdition", tag = "editions",
    params(("edition" = String, Path)), request_body = Expected,
    responses((status = 200, body = Edition), (status = "4XX", body = Problem)))]
pub async fn archive_edition(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(expected): Body<Expected>,
) -> Result<Json<Edition>, Problem> {
    let request = pb::ArchiveEditionRequest {
        request_id,
        edition_id,
        expected_version: expected.expected_version,
    };
    let answer = app.clients.editions(&call).archive_edition(request).await?;
    Ok(Json(answer.into_inner().edition.unwrap_or_default().into()))
}

/// The edition that a copy becomes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewCopy {
    id: String,
    name: String,
    year: i32,
}

/// Begin an edition with what this one was: plan and categories, its dates moved by the years between the two.
#[utoipa::path(post, path = "/api/v1/editions/{edition}/copies", operation_id = "copyEdition", tag = "editions",
    params(("edition" = String, Path)), request_body = NewCopy,
    responses((status = 201, body = Edition), (status = "4XX", body = Problem)))]
pub async fn copy_edition(
    State(app): State<App>,
    call: Call,
    Path(source_edition_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(new): Body<NewCopy>,
) -> Result<(StatusCode, Json<Edition>), Problem> {
    let request = pb::CopyEditionRequest {
        request_id,
        source_edition_id,
        id: new.id,
        name: new.name,
        year: new.year,
    };
    let answer = app.clients.editions(&call).copy_edition(request).await?;
    let edition = answer.into_inner().edition.unwrap_or_default();
    Ok((StatusCode::CREATED, Json(edition.into())))
}
