//! The registry of bodies.

use axum::{
    Json,
    extract::{Path, State},
};
use fest_proto::registration::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::word;
use crate::{app::App, clients::Call, extract::Query, problem::Problem};

/// One body.
#[derive(Serialize, ToSchema)]
pub struct Organisation {
    id: String,
    code: String,
    name: String,
    kind: String,
    parent_code: Option<String>,
    /// The kecamatan it lies in.
    district: Option<String>,
    source: String,
    /// "active", or "retired" when it is no more.
    state: String,
    version: i64,
}

impl From<pb::Organisation> for Organisation {
    fn from(organisation: pb::Organisation) -> Self {
        let given = |text: String| (!text.is_empty()).then_some(text);
        Self {
            state: word(organisation.state().as_str_name(), "ORGANISATION_STATE_"),
            id: organisation.id,
            code: organisation.code,
            name: organisation.name,
            kind: organisation.kind,
            parent_code: given(organisation.parent_code),
            district: given(organisation.district),
            source: organisation.source,
            version: organisation.version,
        }
    }
}

/// A page of organisations.
#[derive(Serialize, ToSchema)]
pub struct Organisations {
    organisations: Vec<Organisation>,
    next_page_token: String,
    total_size: i32,
}

/// What to look for.
#[derive(Deserialize, IntoParams)]
pub struct Search {
    /// Part of a name or code.
    #[serde(default)]
    q: String,
    /// One kind only.
    #[serde(default)]
    kind: String,
    /// Rows per page; above 200 is cut.
    #[serde(default)]
    page_size: i32,
    /// `next_page_token` of the answer before.
    #[serde(default)]
    page_token: String,
}

/// Search the registry, by name.
#[utoipa::path(get, path = "/api/v1/organisations", operation_id = "listOrganisations", tag = "organisations", params(Search),
    responses((status = 200, body = Organisations), (status = "4XX", body = Problem)))]
pub async fn list_organisations(
    State(app): State<App>,
    call: Call,
    Query(search): Query<Search>,
) -> Result<Json<Organisations>, Problem> {
    let request = pb::ListOrganisationsRequest {
        query: search.q,
        kind: search.kind,
        page_size: search.page_size,
        page_token: search.page_token,
    };
    let answer = app
        .clients
        .organisations(&call)
        .list_organisations(request)
        .await?;
    let answer = answer.into_inner();
    Ok(Json(Organisations {
        organisations: answer.organisations.into_iter().map(Into::into).collect(),
        next_page_token: answer.next_page_token,
        total_size: answer.total_size,
    }))
}

/// One body by its code.
#[utoipa::path(get, path = "/api/v1/organisations/{code}", operation_id = "getOrganisation", tag = "organisations",
    params(("code" = String, Path)), responses((status = 200, body = Organisation), (status = "4XX", body = Problem)))]
pub async fn get_organisation(
    State(app): State<App>,
    call: Call,
    Path(code): Path<String>,
) -> Result<Json<Organisation>, Problem> {
    let request = pb::GetOrganisationRequest { code };
    let answer = app
        .clients
        .organisations(&call)
        .get_organisation(request)
        .await?;
    Ok(Json(
        answer.into_inner().organisation.unwrap_or_default().into(),
    ))
}
