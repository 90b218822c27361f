//! Works and nominations.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use chrono::{DateTime, Utc};
use fest_proto::submission::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{edition::Expected, time, word};
use crate::{
    app::App,
    clients::Call,
    extract::{Body, Query, RequestId},
    problem::Problem,
};

/// One work or nomination.
#[derive(Serialize, ToSchema)]
pub struct Entry {
    id: String,
    edition_id: String,
    category_id: String,
    participation_id: String,
    organisation: EntryOrganisation,
    title: String,
    description: String,
    link: String,
    /// "draft" or "submitted".
    state: String,
    submitted_at: Option<DateTime<Utc>>,
    saved_at: Option<DateTime<Utc>>,
    version: i64,
}

/// The organisation it stands for, as it was when it was entered.
#[derive(Serialize, ToSchema)]
pub struct EntryOrganisation {
    id: String,
    code: String,
    name: String,
    kind: String,
}

impl From<pb::Entry> for Entry {
    fn from(entry: pb::Entry) -> Self {
        let organisation = entry.organisation.clone().unwrap_or_default();
        Self {
            state: word(entry.state().as_str_name(), "ENTRY_STATE_"),
            id: entry.id,
            edition_id: entry.edition_id,
            category_id: entry.category_id,
            participation_id: entry.participation_id,
            organisation: EntryOrganisation {
                id: organisation.id,
                code: organisation.code,
                name: organisation.name,
                kind: organisation.kind,
            },
            title: entry.title,
            description: entry.description,
            link: entry.link,
            submitted_at: time(entry.submitted_at),
            saved_at: time(entry.saved_at),
            version: entry.version,
        }
    }
}

/// A page of entries.
#[derive(Serialize, ToSchema)]
pub struct Entries {
    entries: Vec<Entry>,
    next_page_token: String,
    total_size: i32,
}

/// Which entries.
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

/// A participant's own entries; for the committee those submitted.
#[utoipa::path(get, path = "/api/v1/editions/{edition}/entries", operation_id = "listEntries", tag = "entries",
    params(("edition" = String, Path), Filter), responses((status = 200, body = Entries), (status = "4XX", body = Problem)))]
pub async fn list_entries(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
    Query(filter): Query<Filter>,
) -> Result<Json<Entries>, Problem> {
    let request = pb::ListEntriesRequest {
        edition_id,
        category_id: filter.category_id,
        page_size: filter.page_size,
        page_token: filter.page_token,
    };
    let answer = app.clients.entries(&call).list_entries(request).await?;
    let answer = answer.into_inner();
    Ok(Json(Entries {
        entries: answer.entries.into_iter().map(Into::into).collect(),
        next_page_token: answer.next_page_token,
        total_size: answer.total_size,
    }))
}

/// One entry.
#[utoipa::path(get, path = "/api/v1/entries/{entry}", operation_id = "getEntry", tag = "entries",
    params(("entry" = String, Path)), responses((status = 200, body = Entry), (status = "4XX", body = Problem)))]
pub async fn get_entry(
    State(app): State<App>,
    call: Call,
    Path(entry_id): Path<String>,
) -> Result<Json<Entry>, Problem> {
    let request = pb::GetEntryRequest { entry_id };
    let answer = app.clients.entries(&call).get_entry(request).await?;
    Ok(Json(answer.into_inner().entry.unwrap_or_default().into()))
}

/// A new draft; it may still be empty.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewEntry {
    participation_id: String,
    category_id: String,
    #[serde(default)]
    title: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    link: String,
}

/// Begin a draft.
#[utoipa::path(post, path = "/api/v1/entries", operation_id = "createEntry", tag = "entries",
    request_body = NewEntry, responses((status = 201, body = Entry), (status = "4XX", body = Problem)))]
pub async fn create_entry(
    State(app): State<App>,
    call: Call,
    RequestId(request_id): RequestId,
    Body(new): Body<NewEntry>,
) -> Result<(StatusCode, Json<Entry>), Problem> {
    let request = pb::CreateEntryRequest {
        request_id,
        participation_id: new.participation_id,
        category_id: new.category_id,
        title: new.title,
        description: new.description,
        link: new.link,
    };
    let answer = app.clients.entries(&call).create_entry(request).await?;
    let entry = answer.into_inner().entry.unwrap_or_default();
    Ok((StatusCode::CREATED, Json(entry.into())))
}

/// A draft as it is now.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct EntryContent {
    expected_version: i64,
    title: String,
    description: String,
    link: String,
}

/// Save a draft.
#[utoipa::path(put, path = "/api/v1/entries/{entry}", operation_id = "saveEntry", tag = "entries",
    params(("entry" = String, Path)), request_body = EntryContent,
    responses((status = 200, body = Entry), (status = "4XX", body = Problem)))]
pub async fn save_entry(
    State(app): State<App>,
    call: Call,
    Path(entry_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(content): Body<EntryContent>,
) -> Result<Json<Entry>, Problem> {
    let request = pb::SaveEntryRequest {
        request_id,
        entry_id,
        expected_version: content.expected_version,
        title: content.title,
        description: content.description,
        link: content.link,
    };
    let answer = app.clients.entries(&call).save_entry(request).await?;
    Ok(Json(answer.into_inner().entry.unwrap_or_default().into()))
}

/// Hand an entry in; the moment of arrival decides.
#[utoipa::path(post, path = "/api/v1/entries/{entry}/submit", operation_id = "submitEntry", tag = "entries",
    params(("entry" = String, Path)), request_body = Expected,
    responses((status = 200, body = Entry), (status = "4XX", body = Problem)))]
pub async fn submit_entry(
    State(app): State<App>,
    call: Call,
    Path(entry_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(expected): Body<Expected>,
) -> Result<Json<Entry>, Problem> {
    let request = pb::SubmitEntryRequest {
        request_id,
        entry_id,
        expected_version: expected.expected_version,
    };
    let answer = app.clients.entries(&call).submit_entry(request).await?;
    Ok(Json(answer.into_inner().entry.unwrap_or_default().into()))
}
