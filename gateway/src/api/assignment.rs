//! Which juror judges which entry, and how far the categories are.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use chrono::{DateTime, Utc};
use fest_proto::scoring::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{time, word};
use crate::{
    app::App,
    clients::Call,
    extract::{Body, Query, RequestId},
    problem::Problem,
};

/// One juror on one entry.
#[derive(Serialize, ToSchema)]
pub struct Assignment {
    id: String,
    edition_id: String,
    category_id: String,
    entry_id: String,
    judge_id: String,
    /// "empty", "saved" or "submitted"; the version of the sheet goes with it.
    sheet_state: String,
    version: i64,
    assigned_at: Option<DateTime<Utc>>,
}

impl From<pb::Assignment> for Assignment {
    fn from(assignment: pb::Assignment) -> Self {
        Self {
            sheet_state: word(assignment.sheet_state().as_str_name(), "SHEET_STATE_"),
            id: assignment.id,
            edition_id: assignment.edition_id,
            category_id: assignment.category_id,
            entry_id: assignment.entry_id,
            judge_id: assignment.judge_id,
            version: assignment.version,
            assigned_at: time(assignment.assigned_at),
        }
    }
}

/// Whom to assign.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAssignment {
    judge_id: String,
}

/// Give a juror an entry.
#[utoipa::path(post, path = "/api/v1/entries/{entry}/assignments", operation_id = "assignJuror", tag = "assignments",
    params(("entry" = String, Path)), request_body = NewAssignment,
    responses((status = 201, body = Assignment), (status = "4XX", body = Problem)))]
pub async fn assign_juror(
    State(app): State<App>,
    call: Call,
    Path(entry_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(new): Body<NewAssignment>,
) -> Result<(StatusCode, Json<Assignment>), Problem> {
    let request = pb::AssignJurorRequest {
        request_id,
        entry_id,
        judge_id: new.judge_id,
    };
    let answer = app.clients.assignments(&call).assign_juror(request).await?;
    let assignment = answer.into_inner().assignment.unwrap_or_default();
    Ok((StatusCode::CREATED, Json(assignment.into())))
}

/// A page of assignments.
#[derive(Serialize, ToSchema)]
pub struct Assignments {
    assignments: Vec<Assignment>,
    next_page_token: String,
    total_size: i32,
}

/// Which assignments.
#[derive(Deserialize, IntoParams)]
pub struct Filter {
    /// Empty for every category.
    #[serde(default)]
    category_id: String,
    /// Rows per page; above 200 is cut.
    #[serde(default)]
    page_size: i32,
    /// `next_page_token` of the answer before.
    #[serde(default)]
    page_token: String,
}

/// A juror's own; for the committee all, without any mark.
#[utoipa::path(get, path = "/api/v1/editions/{edition}/assignments", operation_id = "listAssignments", tag = "assignments",
    params(("edition" = String, Path), Filter), responses((status = 200, body = Assignments), (status = "4XX", body = Problem)))]
pub async fn list_assignments(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
    Query(filter): Query<Filter>,
) -> Result<Json<Assignments>, Problem> {
    let request = pb::ListAssignmentsRequest {
        edition_id,
        category_id: filter.category_id,
        page_size: filter.page_size,
        page_token: filter.page_token,
    };
    let answer = app
        .clients
        .assignments(&call)
        .list_assignments(request)
        .await?;
    let answer = answer.into_inner();
    Ok(Json(Assignments {
        assignments: answer.assignments.into_iter().map(Into::into).collect(),
        next_page_token: answer.next_page_token,
        total_size: answer.total_size,
    }))
}

/// One category's progress in counts.
#[derive(Serialize, ToSchema)]
pub struct CategoryStage {
    category_id: String,
    /// "intake", "judging", "decidable", "sealed" or "approved".
    stage: String,
    entries: i32,
    sheets_assigned: i32,
    sheets_submitted: i32,
    approvals: i32,
    /// What is missing before the next stage, as reasons.
    missing: Vec<String>,
}

/// How far the categories of an edition are.
#[derive(Serialize, ToSchema)]
pub struct Stages {
    stages: Vec<CategoryStage>,
}

/// How far every category of an edition is.
#[utoipa::path(get, path = "/api/v1/editions/{edition}/stages", operation_id = "listStages", tag = "assignments",
    params(("edition" = String, Path)), responses((status = 200, body = Stages), (status = "4XX", body = Problem)))]
pub async fn list_stages(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
) -> Result<Json<Stages>, Problem> {
    let request = pb::ListStagesRequest { edition_id };
    let answer = app.clients.assignments(&call).list_stages(request).await?;
    let stages = answer.into_inner().stages.into_iter();
    let stages = stages.map(|stage| CategoryStage {
        stage: word(stage.stage().as_str_name(), "STAGE_"),
        category_id: stage.category_id,
        entries: stage.entries,
        sheets_assigned: stage.sheets_assigned,
        sheets_submitted: stage.sheets_submitted,
        approvals: stage.approvals,
        missing: stage.missing,
    });
    Ok(Json(Stages {
        stages: stages.collect(),
    }))
}
