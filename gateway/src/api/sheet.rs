//! A juror's marks for one entry.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Path, State},
};
use chrono::{DateTime, Utc};
use fest_proto::scoring::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    edition::Expected,
    rubric::{exact, text},
    time, word,
};
use crate::{
    app::App,
    clients::Call,
    extract::{Body, RequestId},
    problem::Problem,
};

/// A list in the contract, an object by criterion code in bodies.
const MARKS: &str = "marks";

/// What one juror thinks of one entry.
#[derive(Serialize, ToSchema)]
pub struct Sheet {
    assignment_id: String,
    entry_id: String,
    category_id: String,
    /// "empty", "saved" or "submitted".
    state: String,
    /// Decimals by criterion code.
    marks: BTreeMap<String, String>,
    comment: String,
    version: i64,
    saved_at: Option<DateTime<Utc>>,
}

impl From<pb::Sheet> for Sheet {
    fn from(sheet: pb::Sheet) -> Self {
        let mark = |mark: pb::Mark| (mark.criterion_code, text(mark.value));
        Self {
            state: word(sheet.state().as_str_name(), "SHEET_STATE_"),
            assignment_id: sheet.assignment_id,
            entry_id: sheet.entry_id,
            category_id: sheet.category_id,
            marks: sheet.marks.into_iter().map(mark).collect(),
            comment: sheet.comment,
            version: sheet.version,
            saved_at: time(sheet.saved_at),
        }
    }
}

/// The caller's own sheet.
#[utoipa::path(get, path = "/api/v1/assignments/{assignment}/sheet", operation_id = "getSheet", tag = "sheets",
    params(("assignment" = String, Path)), responses((status = 200, body = Sheet), (status = "4XX", body = Problem)))]
pub async fn get_sheet(
    State(app): State<App>,
    call: Call,
    Path(assignment_id): Path<String>,
) -> Result<Json<Sheet>, Problem> {
    let request = pb::GetSheetRequest { assignment_id };
    let answer = app.clients.sheets(&call).get_sheet(request).await?;
    Ok(Json(answer.into_inner().sheet.unwrap_or_default().into()))
}

/// A sheet as it is now.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SheetContent {
    expected_version: i64,
    /// Decimals by criterion code; some may still be missing.
    marks: BTreeMap<String, String>,
    #[serde(default)]
    comment: String,
}

/// Save marks.
#[utoipa::path(put, path = "/api/v1/assignments/{assignment}/sheet", operation_id = "saveSheet", tag = "sheets",
    params(("assignment" = String, Path)), request_body = SheetContent,
    responses((status = 200, body = Sheet), (status = "4XX", body = Problem)))]
pub async fn save_sheet(
    State(app): State<App>,
    call: Call,
    Path(assignment_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(content): Body<SheetContent>,
) -> Result<Json<Sheet>, Problem> {
    let marks = content.marks;
    let request = pb::SaveSheetRequest {
        request_id,
        assignment_id,
        expected_version: content.expected_version,
        marks: marks
            .iter()
            .map(|(code, value)| pb::Mark {
                criterion_code: code.clone(),
                value: exact(value.clone()),
            })
            .collect(),
        comment: content.comment,
    };
    let answer = app.clients.sheets(&call).save_sheet(request).await;
    let answer = answer.map_err(|status| {
        let codes: Vec<&str> = marks.keys().map(String::as_str).collect();
        Problem::from(status).keyed(MARKS, &codes)
    })?;
    Ok(Json(answer.into_inner().sheet.unwrap_or_default().into()))
}

/// Hand a sheet in.
#[utoipa::path(post, path = "/api/v1/assignments/{assignment}/sheet/submit", operation_id = "submitSheet", tag = "sheets",
    params(("assignment" = String, Path)), request_body = Expected,
    responses((status = 200, body = Sheet), (status = "4XX", body = Problem)))]
pub async fn submit_sheet(
    State(app): State<App>,
    call: Call,
    Path(assignment_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(expected): Body<Expected>,
) -> Result<Json<Sheet>, Problem> {
    let request = pb::SubmitSheetRequest {
        request_id,
        assignment_id,
        expected_version: expected.expected_version,
    };
    let answer = app.clients.sheets(&call).submit_sheet(request).await;
    let answer = answer.map_err(|status| Problem::from(status).keyed(MARKS, &[]))?;
    Ok(Json(answer.into_inner().sheet.unwrap_or_default().into()))
}
