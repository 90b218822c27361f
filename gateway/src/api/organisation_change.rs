//! What the committee does to bodies of the registry, and the history of it.

use axum::{
    Json,
    extract::{Path, State},
};
use chrono::{DateTime, Utc};
use fest_proto::registration::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{organisation::Organisation, time, word};
use crate::{
    app::App,
    clients::Call,
    extract::{Body, Query, RequestId},
    problem::Problem,
};

/// Another name or code.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewName {
    name: String,
    /// Left out when the code stays.
    #[serde(default)]
    new_code: String,
    /// From when on: a year, a month or a day.
    #[serde(default)]
    since: String,
    reason: String,
    expected_version: i64,
}

/// Give a body another name or code; the old ones stay as aliases.
#[utoipa::path(post, path = "/api/v1/organisations/{code}/rename", operation_id = "renameOrganisation", tag = "organisations",
    params(("code" = String, Path)), request_body = NewName,
    responses((status = 200, body = Organisation), (status = "4XX", body = Problem)))]
pub async fn rename_organisation(
    State(app): State<App>,
    call: Call,
    Path(code): Path<String>,
    RequestId(request_id): RequestId,
    Body(new): Body<NewName>,
) -> Result<Json<Organisation>, Problem> {
    let request = pb::RenameOrganisationRequest {
        request_id,
        code,
        name: new.name,
        new_code: new.new_code,
        since: new.since,
        reason: new.reason,
        expected_version: new.expected_version,
    };
    let mut client = app.clients.organisations(&call);
    let answer = client.rename_organisation(request).await?.into_inner();
    Ok(Json(answer.organisation.unwrap_or_default().into()))
}

/// Which body takes the place.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Merger {
    successor_code: String,
    /// From when on: a year, a month or a day.
    #[serde(default)]
    since: String,
    reason: String,
    expected_version: i64,
}

/// Both bodies of a merger.
#[derive(Serialize, ToSchema)]
pub struct Merged {
    /// The one that ended.
    organisation: Organisation,
    successor: Organisation,
}

/// Have another body take the place of this one.
#[utoipa::path(post, path = "/api/v1/organisations/{code}/merge", operation_id = "mergeOrganisations", tag = "organisations",
    params(("code" = String, Path)), request_body = Merger,
    responses((status = 200, body = Merged), (status = "4XX", body = Problem)))]
pub async fn merge_organisations(
    State(app): State<App>,
    call: Call,
    Path(code): Path<String>,
    RequestId(request_id): RequestId,
    Body(merger): Body<Merger>,
) -> Result<Json<Merged>, Problem> {
    let request = pb::MergeOrganisationsRequest {
        request_id,
        code,
        successor_code: merger.successor_code,
        since: merger.since,
        reason: merger.reason,
        expected_version: merger.expected_version,
    };
    let mut client = app.clients.organisations(&call);
    let answer = client.merge_organisations(request).await?.into_inner();
    Ok(Json(Merged {
        organisation: answer.organisation.unwrap_or_default().into(),
        successor: answer.successor.unwrap_or_default().into(),
    }))
}

/// Why a body ends.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Retirement {
    /// From when on: a year, a month or a day.
    #[serde(default)]
    since: String,
    reason: String,
    expected_version: i64,
}

/// End a body that nothing takes the place of.
#[utoipa::path(post, path = "/api/v1/organisations/{code}/retire", operation_id = "retireOrganisation", tag = "organisations",
    params(("code" = String, Path)), request_body = Retirement,
    responses((status = 200, body = Organisation), (status = "4XX", body = Problem)))]
pub async fn retire_organisation(
    State(app): State<App>,
    call: Call,
    Path(code): Path<String>,
    RequestId(request_id): RequestId,
    Body(retirement): Body<Retirement>,
) -> Result<Json<Organisation>, Problem> {
    let request = pb::RetireOrganisationRequest {
        request_id,
        code,
        since: retirement.since,
        reason: retirement.reason,
        expected_version: retirement.expected_version,
    };
    let mut client = app.clients.organisations(&call);
    let answer = client.retire_organisation(request).await?.into_inner();
    Ok(Json(answer.organisation.unwrap_or_default().into()))
}

/// One line of the history.
#[derive(Serialize, ToSchema)]
pub struct OrganisationChange {
    id: String,
    organisation_id: String,
    /// "renamed", "merged", "absorbed", "moved", "retired" or "alias_added".
    kind: String,
    changed_at: Option<DateTime<Utc>>,
    /// From when on it holds: a year, a month or a day.
    since: Option<String>,
    reason: String,
    code_before: String,
    name_before: String,
    code_after: String,
    name_after: String,
    /// The code of the other body, or the alias.
    other: Option<String>,
    /// For the committee only.
    account_id: Option<String>,
    /// For the committee only.
    display_name: Option<String>,
}

impl From<pb::OrganisationChange> for OrganisationChange {
    fn from(change: pb::OrganisationChange) -> Self {
        let given = |text: String| (!text.is_empty()).then_some(text);
        Self {
            kind: word(change.kind().as_str_name(), "ORGANISATION_CHANGE_KIND_"),
            id: change.id,
            organisation_id: change.organisation_id,
            changed_at: time(change.changed_at),
            since: given(change.since),
            reason: change.reason,
            code_before: change.code_before,
            name_before: change.name_before,
            code_after: change.code_after,
            name_after: change.name_after,
            other: given(change.other),
            account_id: given(change.account_id),
            display_name: given(change.display_name),
        }
    }
}

/// A page of the history.
#[derive(Serialize, ToSchema)]
pub struct OrganisationChanges {
    changes: Vec<OrganisationChange>,
    next_page_token: String,
    total_size: i32,
}

/// Whose history.
#[derive(Deserialize, IntoParams)]
pub struct HistoryOf {
    /// A code of one body; of all where it is left out.
    #[serde(default)]
    code: String,
    /// Rows per page; above 200 is cut.
    #[serde(default)]
    page_size: i32,
    /// `next_page_token` of the answer before.
    #[serde(default)]
    page_token: String,
}

/// What was done to a body, or to all of them, the newest first.
#[utoipa::path(get, path = "/api/v1/organisation-changes", operation_id = "listOrganisationChanges", tag = "organisations",
    params(HistoryOf), responses((status = 200, body = OrganisationChanges), (status = "4XX", body = Problem)))]
pub async fn list_organisation_changes(
    State(app): State<App>,
    call: Call,
    Query(of): Query<HistoryOf>,
) -> Result<Json<OrganisationChanges>, Problem> {
    let request = pb::ListOrganisationChangesRequest {
        code: of.code,
        page_size: of.page_size,
        page_token: of.page_token,
    };
    let mut client = app.clients.organisations(&call);
    let answer = client.list_organisation_changes(request).await?;
    let answer = answer.into_inner();
    Ok(Json(OrganisationChanges {
        changes: answer.changes.into_iter().map(Into::into).collect(),
        next_page_token: answer.next_page_token,
        total_size: answer.total_size,
    }))
}
