//! Files that people hand in.

use axum::{
    Json,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::Response,
};
use chrono::{DateTime, Utc};
use fest_proto::registration::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{time, word};
use crate::{
    app::App,
    clients::Call,
    extract::{Query, RequestId},
    files::{self, Shown},
    problem::Problem,
};

/// A file as it is kept.
#[derive(Serialize, ToSchema)]
pub struct File {
    id: String,
    /// "decree" or "import".
    purpose: String,
    name: String,
    /// By its bytes.
    content_type: String,
    /// In bytes.
    size: i64,
    /// Of its bytes, lower-case hex.
    sha256: String,
    account_id: String,
    stored_at: Option<DateTime<Utc>>,
}

impl From<pb::File> for File {
    fn from(file: pb::File) -> Self {
        Self {
            purpose: word(file.purpose().as_str_name(), "FILE_PURPOSE_"),
            id: file.id,
            name: file.name,
            content_type: file.content_type,
            size: file.size,
            sha256: file.sha256,
            account_id: file.account_id,
            stored_at: time(file.stored_at),
        }
    }
}

/// What a file is.
#[derive(Deserialize, IntoParams)]
pub struct Described {
    /// "decree" (PDF, PNG or JPEG up to 10 MiB) or "import" (CSV or XLSX up to 32 MiB).
    #[serde(default)]
    purpose: String,
    /// What its owner calls it.
    #[serde(default)]
    name: String,
}

/// Hand a file in: its bytes are the body.
#[utoipa::path(post, path = "/api/v1/files", operation_id = "uploadFile", tag = "files", params(Described),
    request_body(content = String, content_type = "application/octet-stream"),
    responses((status = 201, body = File), (status = "4XX", body = Problem)))]
pub async fn upload_file(
    State(app): State<App>,
    call: Call,
    Query(described): Query<Described>,
    RequestId(request_id): RequestId,
    body: Body,
) -> Result<(StatusCode, Json<File>), Problem> {
    let purpose = format!("FILE_PURPOSE_{}", described.purpose.to_uppercase());
    let header = pb::UploadFileHeader {
        request_id,
        purpose: pb::FilePurpose::from_str_name(&purpose)
            .unwrap_or_default()
            .into(),
        name: described.name,
    };
    let file = files::hand_in(&app.clients, &call, header, body.into_data_stream()).await?;
    Ok((StatusCode::CREATED, Json(file.into())))
}

/// A file's bytes, for whoever handed it in and the committee.
#[utoipa::path(get, path = "/api/v1/files/{file}", operation_id = "downloadFile", tag = "files", params(("file" = String, Path)),
    responses((status = 200, content_type = "application/octet-stream", body = String), (status = "4XX", body = Problem)))]
pub async fn download_file(
    State(app): State<App>,
    call: Call,
    Path(file_id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let known = headers.get(header::IF_NONE_MATCH);
    files::give(&app.clients, &call, file_id, Shown::Saved, known).await
}
