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
    /// "active", "retired" when it is no more, or "merged" when another one took its place.
    state: String,
    version: i64,
    /// Of a merged body: the code of the one that took its place.
    successor_code: Option<String>,
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
            successor_code: given(organisation.successor_code),
        }
    }
}

/// A page of organisations.
#[derive(Serialize, ToSchema)]
pub struct Organisations {
    organisations: Vec<Organisation>,
    next_page_token: String,
    total_size: i32,
    /// Nothing holds the words as they were written; these are the nearest.
    is_near: bool,
}

/// What to look for.
#[derive(Deserialize, IntoParams)]
pub struct Search {
    /// Words of the name, the code or an alias; case, spaces and accents do not count, and small slips are forgiven.
    #[serde(default)]
    q: String,
    /// One kind only.
    #[serde(default)]
    kind: String,
    /// One kecamatan only.
    #[serde(default)]
    district: String,
    /// Only what lies right below the body of this code.
    #[serde(default)]
    parent_code: String,
    /// Retired and merged bodies, too.
    #[serde(default)]
    include_inactive: bool,
    /// Rows per page; above 200 is cut.
    #[serde(default)]
    page_size: i32,
    /// `next_page_token` of the answer before.
    #[serde(default)]
    page_token: String,
}

/// Search the registry: the best matches first, by name where nothing is asked for.
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
        district: search.district,
        parent_code: search.parent_code,
        include_inactive: search.include_inactive,
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
        is_near: answer.is_near,
    }))
}

/// What a body is or was called besides.
#[derive(Serialize, ToSchema)]
pub struct OrganisationAlias {
    id: String,
    /// "former_code", "former_name", "abbreviation" or "external_code".
    kind: String,
    /// Of an external code: whose it is.
    system: Option<String>,
    value: String,
    /// A year, a month or a day, as exact as is known.
    valid_from: Option<String>,
    valid_until: Option<String>,
    source: String,
}

impl From<pb::OrganisationAlias> for OrganisationAlias {
    fn from(alias: pb::OrganisationAlias) -> Self {
        let given = |text: String| (!text.is_empty()).then_some(text);
        Self {
            kind: word(alias.kind().as_str_name(), "ORGANISATION_ALIAS_KIND_"),
            id: alias.id,
            system: given(alias.system),
            value: alias.value,
            valid_from: given(alias.valid_from),
            valid_until: given(alias.valid_until),
            source: alias.source,
        }
    }
}

/// One body with its other names.
#[derive(Serialize, ToSchema)]
pub struct OrganisationDetails {
    #[serde(flatten)]
    organisation: Organisation,
    aliases: Vec<OrganisationAlias>,
    /// The bodies that were merged into it.
    predecessors: Vec<Organisation>,
}

/// Whose code it is.
#[derive(Deserialize, IntoParams)]
pub struct CodeOf {
    /// The system that an external code is of.
    #[serde(default)]
    system: String,
}

/// One body by its code, a former one, or that of another system; the code of a merged body gives its successor.
#[utoipa::path(get, path = "/api/v1/organisations/{code}", operation_id = "getOrganisation", tag = "organisations",
    params(("code" = String, Path), CodeOf), responses((status = 200, body = OrganisationDetails), (status = "4XX", body = Problem)))]
pub async fn get_organisation(
    State(app): State<App>,
    call: Call,
    Path(code): Path<String>,
    Query(of): Query<CodeOf>,
) -> Result<Json<OrganisationDetails>, Problem> {
    let request = pb::GetOrganisationRequest {
        code,
        system: of.system,
    };
    let answer = app
        .clients
        .organisations(&call)
        .get_organisation(request)
        .await?;
    let answer = answer.into_inner();
    Ok(Json(OrganisationDetails {
        organisation: answer.organisation.unwrap_or_default().into(),
        aliases: answer.aliases.into_iter().map(Into::into).collect(),
        predecessors: answer.predecessors.into_iter().map(Into::into).collect(),
    }))
}

/// A kecamatan that bodies lie in.
#[derive(Serialize, ToSchema)]
pub struct OrganisationDistrict {
    name: String,
    /// How many active bodies lie in it.
    organisations: i32,
}

/// Every kecamatan that bodies lie in.
#[derive(Serialize, ToSchema)]
pub struct OrganisationDistricts {
    districts: Vec<OrganisationDistrict>,
}

/// The kecamatan that bodies lie in, by name.
#[utoipa::path(get, path = "/api/v1/organisation-districts", operation_id = "listOrganisationDistricts", tag = "organisations",
    responses((status = 200, body = OrganisationDistricts), (status = "4XX", body = Problem)))]
pub async fn list_organisation_districts(
    State(app): State<App>,
    call: Call,
) -> Result<Json<OrganisationDistricts>, Problem> {
    let request = pb::ListOrganisationDistrictsRequest {};
    let mut client = app.clients.organisations(&call);
    let answer = client.list_organisation_districts(request).await?;
    let district = |district: pb::OrganisationDistrict| OrganisationDistrict {
        name: district.name,
        organisations: district.organisations,
    };
    let districts = answer.into_inner().districts.into_iter();
    Ok(Json(OrganisationDistricts {
        districts: districts.map(district).collect(),
    }))
}
