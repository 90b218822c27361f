//! Counts of SP4N-LAPOR! reports.

use axum::{
    Json,
    extract::{Path, State},
};
use chrono::{DateTime, Utc};
use fest_proto::submission::v1 as pb;
use serde::Serialize;
use utoipa::ToSchema;

use super::time;
use crate::{
    app::App,
    clients::Call,
    extract::{Csv, RequestId},
    problem::Problem,
};

/// What is loaded for a category.
#[derive(Serialize, ToSchema)]
pub struct LaporImport {
    category_id: String,
    batch_id: String,
    file_sha256: String,
    row_count: i32,
    imported_at: Option<DateTime<Utc>>,
}

/// A category's counts once they are fixed.
#[derive(Serialize, ToSchema)]
pub struct Snapshot {
    id: String,
    category_id: String,
    row_count: i32,
    /// SHA-256 over salt and canonical rows.
    commitment: String,
    frozen_at: Option<DateTime<Utc>>,
}

impl From<pb::Snapshot> for Snapshot {
    fn from(snapshot: pb::Snapshot) -> Self {
        Self {
            id: snapshot.id,
            category_id: snapshot.category_id,
            row_count: snapshot.row_count,
            commitment: snapshot.commitment,
            frozen_at: time(snapshot.frozen_at),
        }
    }
}

/// Load counts from a CSV file: all rows or none; the newest file replaces the one before.
#[utoipa::path(post, path = "/api/v1/categories/{category}/lapor-counts", operation_id = "importLaporCounts", tag = "lapor",
    params(("category" = String, Path)), request_body(content = String, content_type = "text/csv"),
    responses((status = 200, body = LaporImport), (status = "4XX", body = Problem)))]
pub async fn import_lapor_counts(
    State(app): State<App>,
    call: Call,
    Path(category_id): Path<String>,
    RequestId(request_id): RequestId,
    Csv(csv): Csv,
) -> Result<Json<LaporImport>, Problem> {
    let request = pb::ImportLaporCountsRequest {
        request_id,
        category_id,
        csv,
    };
    let answer = app
        .clients
        .lapor(&call)
        .import_lapor_counts(request)
        .await?;
    let import = answer.into_inner().lapor_import.unwrap_or_default();
    Ok(Json(LaporImport {
        category_id: import.category_id,
        batch_id: import.batch_id,
        file_sha256: import.file_sha256,
        row_count: import.row_count,
        imported_at: time(import.imported_at),
    }))
}

/// Fix a category's counts under one salted hash.
#[utoipa::path(post, path = "/api/v1/categories/{category}/snapshot", operation_id = "freezeSnapshot", tag = "lapor",
    params(("category" = String, Path)), responses((status = 200, body = Snapshot), (status = "4XX", body = Problem)))]
pub async fn freeze_snapshot(
    State(app): State<App>,
    call: Call,
    Path(category_id): Path<String>,
    RequestId(request_id): RequestId,
) -> Result<Json<Snapshot>, Problem> {
    let request = pb::FreezeSnapshotRequest {
        request_id,
        category_id,
    };
    let answer = app.clients.lapor(&call).freeze_snapshot(request).await?;
    Ok(Json(
        answer.into_inner().snapshot.unwrap_or_default().into(),
    ))
}
