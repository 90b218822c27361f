//! What bodies of the registry are or were called besides.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use fest_proto::registration::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    organisation::{Organisation, OrganisationAlias},
    organisation_import::patiently,
};
use crate::{
    app::App,
    clients::Call,
    extract::{Body, RequestId},
    problem::Problem,
};

/// Another name or code of a body.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAlias {
    /// "former_code", "former_name", "abbreviation" or "external_code".
    kind: String,
    /// Of an external code: whose it is.
    #[serde(default)]
    system: String,
    value: String,
    #[serde(default)]
    valid_from: String,
    #[serde(default)]
    valid_until: String,
    source: String,
    expected_version: i64,
}

/// A body with all of its aliases.
#[derive(Serialize, ToSchema)]
pub struct Aliased {
    organisation: Organisation,
    aliases: Vec<OrganisationAlias>,
}

/// Add what a body is or was called besides.
#[utoipa::path(post, path = "/api/v1/organisations/{code}/aliases", operation_id = "addOrganisationAlias", tag = "organisations",
    params(("code" = String, Path)), request_body = NewAlias,
    responses((status = 201, body = Aliased), (status = "4XX", body = Problem)))]
pub async fn add_organisation_alias(
    State(app): State<App>,
    call: Call,
    Path(code): Path<String>,
    RequestId(request_id): RequestId,
    Body(new): Body<NewAlias>,
) -> Result<(StatusCode, Json<Aliased>), Problem> {
    let kind = format!("ORGANISATION_ALIAS_KIND_{}", new.kind.to_uppercase());
    let request = pb::AddOrganisationAliasRequest {
        request_id,
        code,
        kind: pb::OrganisationAliasKind::from_str_name(&kind).unwrap_or_default() as i32,
        system: new.system,
        value: new.value,
        valid_from: new.valid_from,
        valid_until: new.valid_until,
        source: new.source,
        expected_version: new.expected_version,
    };
    let mut client = app.clients.organisations(&call);
    let answer = client.add_organisation_alias(request).await?.into_inner();
    let aliased = Aliased {
        organisation: answer.organisation.unwrap_or_default().into(),
        aliases: answer.aliases.into_iter().map(Into::into).collect(),
    };
    Ok((StatusCode::CREATED, Json(aliased)))
}

/// What an import did.
#[derive(Serialize, ToSchema)]
pub struct AliasImport {
    created: i32,
    updated: i32,
    unchanged: i32,
}

/// A file of aliases, handed in with the purpose "import".
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FileOfAliases {
    file_id: String,
}

/// Load aliases from a file: all rows or none.
#[utoipa::path(post, path = "/api/v1/organisation-aliases/import", operation_id = "importOrganisationAliases", tag = "organisations",
    request_body = FileOfAliases,
    responses((status = 200, body = AliasImport), (status = "4XX", body = Problem)))]
pub async fn import_organisation_aliases(
    State(app): State<App>,
    call: Call,
    RequestId(request_id): RequestId,
    Body(file): Body<FileOfAliases>,
) -> Result<Json<AliasImport>, Problem> {
    let request = pb::ImportOrganisationAliasesRequest {
        request_id,
        file_id: file.file_id,
    };
    let mut imports = app.clients.organisation_imports(&call);
    let answer = patiently(imports.import_organisation_aliases(request)).await?;
    let answer = answer.into_inner();
    Ok(Json(AliasImport {
        created: answer.created,
        updated: answer.updated,
        unchanged: answer.unchanged,
    }))
}
