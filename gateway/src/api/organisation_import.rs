//! The registry from files and back.

use std::collections::BTreeMap;

use axum::{
    Json,
    body::Body as Bytes,
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use chassis::deadline;
use chrono::{DateTime, Utc};
use fest_proto::registration::v1 as pb;
use futures_util::TryStreamExt;
use serde::{Deserialize, Serialize};
use tokio::time::Instant;
use utoipa::ToSchema;

use super::{organisation::Organisation, time};
use crate::{
    app::App,
    clients::Call,
    extract::{Body, Page, Query, RequestId},
    files::disposition,
    problem::Problem,
};

/// An import, or the undoing of one.
#[derive(Serialize, ToSchema)]
pub struct OrganisationImport {
    id: String,
    /// None of an undoing.
    file_id: Option<String>,
    file_name: Option<String>,
    file_sha256: String,
    created: i32,
    updated: i32,
    unchanged: i32,
    imported_at: Option<DateTime<Utc>>,
    account_id: String,
    /// The import that this one undid.
    undoes_id: Option<String>,
    /// The one that undid this import.
    undone_by_id: Option<String>,
}

impl From<pb::OrganisationImport> for OrganisationImport {
    fn from(import: pb::OrganisationImport) -> Self {
        let given = |text: String| (!text.is_empty()).then_some(text);
        Self {
            id: import.id,
            file_id: given(import.file_id),
            file_name: given(import.file_name),
            file_sha256: import.file_sha256,
            created: import.created,
            updated: import.updated,
            unchanged: import.unchanged,
            imported_at: time(import.imported_at),
            account_id: import.account_id,
            undoes_id: given(import.undoes_id),
            undone_by_id: given(import.undone_by_id),
        }
    }
}

/// A file to import, handed in with the purpose "import".
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileOfOrganisations {
    file_id: String,
    /// What stands above each column in the file, by our name for it (code, name, kind, parent_code, district, source). None: found by their names.
    #[serde(default)]
    columns: BTreeMap<String, String>,
}

/// What an import would do.
#[derive(Serialize, ToSchema)]
pub struct OrganisationImportPreview {
    /// "csv" or "xlsx".
    format: String,
    encoding: Option<String>,
    delimiter: Option<String>,
    sheet: Option<String>,
    /// What stands above the file's columns.
    header: Vec<String>,
    /// Which of them say what.
    columns: BTreeMap<String, String>,
    created: i32,
    updated: i32,
    unchanged: i32,
    /// The first twenty.
    changes: Vec<ImportedChange>,
    /// The first hundred.
    faults: Vec<RowFault>,
    fault_count: i32,
}

/// What an import would do to a body.
#[derive(Serialize, ToSchema)]
pub struct ImportedChange {
    line: i64,
    /// None of a new one.
    before: Option<Organisation>,
    after: Option<Organisation>,
}

/// What is wrong with a row.
#[derive(Serialize, ToSchema)]
pub struct RowFault {
    field: String,
    reason: String,
    description: String,
}

impl From<pb::PreviewOrganisationImportResponse> for OrganisationImportPreview {
    fn from(shown: pb::PreviewOrganisationImportResponse) -> Self {
        let given = |text: String| (!text.is_empty()).then_some(text);
        let format = shown.format.unwrap_or_default();
        let columns = shown.columns.into_iter();
        let change = |change: pb::ImportedChange| ImportedChange {
            line: change.line,
            before: change.before.map(Into::into),
            after: change.after.map(Into::into),
        };
        let fault = |fault: pb::RowFault| RowFault {
            field: fault.field,
            reason: fault.reason,
            description: fault.description,
        };
        Self {
            format: format.kind,
            encoding: given(format.encoding),
            delimiter: given(format.delimiter),
            sheet: given(format.sheet),
            header: shown.header,
            columns: columns.map(|one| (one.column, one.header)).collect(),
            created: shown.created,
            updated: shown.updated,
            unchanged: shown.unchanged,
            changes: shown.changes.into_iter().map(change).collect(),
            faults: shown.faults.into_iter().map(fault).collect(),
            fault_count: shown.fault_count,
        }
    }
}

fn choices(columns: BTreeMap<String, String>) -> Vec<pb::ColumnChoice> {
    let columns = columns.into_iter();
    columns
        .map(|(column, header)| pb::ColumnChoice { column, header })
        .collect()
}

/// A large file takes longer than a call that somebody waits for in front of a page.
pub(super) async fn patiently<F: Future>(call: F) -> F::Output {
    deadline::scope(Instant::now() + deadline::CEILING, call).await
}

/// What an import of a file would do; nothing changes.
#[utoipa::path(post, path = "/api/v1/organisation-imports/preview", operation_id = "previewOrganisationImport", tag = "organisations",
    request_body = FileOfOrganisations,
    responses((status = 200, body = OrganisationImportPreview), (status = "4XX", body = Problem)))]
pub async fn preview_organisation_import(
    State(app): State<App>,
    call: Call,
    Body(file): Body<FileOfOrganisations>,
) -> Result<Json<OrganisationImportPreview>, Problem> {
    let request = pb::PreviewOrganisationImportRequest {
        file_id: file.file_id,
        columns: choices(file.columns),
    };
    let mut imports = app.clients.organisation_imports(&call);
    let shown = patiently(imports.preview_organisation_import(request)).await?;
    Ok(Json(shown.into_inner().into()))
}

/// Load the registry from a file: all rows or none.
#[utoipa::path(post, path = "/api/v1/organisation-imports", operation_id = "importOrganisations", tag = "organisations",
    request_body = FileOfOrganisations,
    responses((status = 201, body = OrganisationImport), (status = "4XX", body = Problem)))]
pub async fn import_organisations(
    State(app): State<App>,
    call: Call,
    RequestId(request_id): RequestId,
    Body(file): Body<FileOfOrganisations>,
) -> Result<(StatusCode, Json<OrganisationImport>), Problem> {
    let request = pb::ImportOrganisationsRequest {
        request_id,
        file_id: file.file_id,
        columns: choices(file.columns),
    };
    let mut imports = app.clients.organisation_imports(&call);
    let answer = patiently(imports.import_organisations(request)).await?;
    let import = answer.into_inner().organisation_import.unwrap_or_default();
    Ok((StatusCode::CREATED, Json(import.into())))
}

/// A page of imports.
#[derive(Serialize, ToSchema)]
pub struct OrganisationImports {
    organisation_imports: Vec<OrganisationImport>,
    next_page_token: String,
    total_size: i32,
}

/// All imports and undoings, the newest first.
#[utoipa::path(get, path = "/api/v1/organisation-imports", operation_id = "listOrganisationImports", tag = "organisations", params(Page),
    responses((status = 200, body = OrganisationImports), (status = "4XX", body = Problem)))]
pub async fn list_organisation_imports(
    State(app): State<App>,
    call: Call,
    Query(page): Query<Page>,
) -> Result<Json<OrganisationImports>, Problem> {
    let request = pb::ListOrganisationImportsRequest {
        page_size: page.page_size,
        page_token: page.page_token,
    };
    let mut imports = app.clients.organisation_imports(&call);
    let answer = imports
        .list_organisation_imports(request)
        .await?
        .into_inner();
    let imports = answer.organisation_imports.into_iter();
    Ok(Json(OrganisationImports {
        organisation_imports: imports.map(Into::into).collect(),
        next_page_token: answer.next_page_token,
        total_size: answer.total_size,
    }))
}

/// Take an import back: bodies are what they were, new ones are retired.
#[utoipa::path(post, path = "/api/v1/organisation-imports/{import}/undo", operation_id = "undoOrganisationImport", tag = "organisations",
    params(("import" = String, Path)), responses((status = 201, body = OrganisationImport), (status = "4XX", body = Problem)))]
pub async fn undo_organisation_import(
    State(app): State<App>,
    call: Call,
    Path(import_id): Path<String>,
    RequestId(request_id): RequestId,
) -> Result<(StatusCode, Json<OrganisationImport>), Problem> {
    let request = pb::UndoOrganisationImportRequest {
        request_id,
        import_id,
    };
    let mut imports = app.clients.organisation_imports(&call);
    let answer = patiently(imports.undo_organisation_import(request)).await?;
    let undoing = answer.into_inner().organisation_import.unwrap_or_default();
    Ok((StatusCode::CREATED, Json(undoing.into())))
}

/// The registry as a CSV file that an import takes back without a change.
#[utoipa::path(get, path = "/api/v1/organisation-imports/export", operation_id = "exportOrganisations", tag = "organisations",
    responses((status = 200, content_type = "text/csv", body = String), (status = "4XX", body = Problem)))]
pub async fn export_organisations(State(app): State<App>, call: Call) -> Result<Response, Problem> {
    export(&app, &call).await
}

/// The same for pages.
pub(crate) async fn export(app: &App, call: &Call) -> Result<Response, Problem> {
    let mut imports = app.clients.organisation_imports(call);
    let request = pb::ExportOrganisationsRequest {};
    let pieces = imports.export_organisations(request).await?.into_inner();
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            disposition("attachment", "organisations.csv"),
        ),
    ];
    let bytes = pieces.map_ok(|piece| bytes::Bytes::from(piece.csv));
    Ok((headers, Bytes::from_stream(bytes)).into_response())
}
