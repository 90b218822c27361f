//! Letters to organisations that have not answered.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use fest_proto::registration::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::organisation::Organisation;
use crate::{
    app::App,
    clients::Call,
    extract::{Body, RequestId},
    problem::Problem,
};

/// Whom to invite: the silent bodies that match all of these.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewInvitations {
    /// Empty for every kind.
    #[serde(default)]
    kind: String,
    /// Empty for every kecamatan.
    #[serde(default)]
    district: String,
    /// Empty for all that match the others.
    #[serde(default)]
    organisation_codes: Vec<String>,
}

/// What is printed or forwarded.
#[derive(Serialize, ToSchema)]
pub struct InvitationLetter {
    organisation: Organisation,
    /// "ACDE-2345"; empty when the same request came again.
    code: String,
}

/// The letters of one request.
#[derive(Serialize, ToSchema)]
pub struct Invitations {
    letters: Vec<InvitationLetter>,
}

/// Invite silent organisations. The codes are told this once.
#[utoipa::path(post, path = "/api/v1/editions/{edition}/invitations", operation_id = "createInvitations", tag = "participations",
    params(("edition" = String, Path)), request_body = NewInvitations,
    responses((status = 201, body = Invitations), (status = "4XX", body = Problem)))]
pub async fn create_invitations(
    State(app): State<App>,
    call: Call,
    Path(edition_id): Path<String>,
    RequestId(request_id): RequestId,
    Body(new): Body<NewInvitations>,
) -> Result<(StatusCode, Json<Invitations>), Problem> {
    let request = pb::CreateInvitationsRequest {
        request_id,
        edition_id,
        kind: new.kind,
        district: new.district,
        organisation_codes: new.organisation_codes,
    };
    let mut client = app.clients.invitations(&call);
    let answer = client.create_invitations(request).await?;
    let letter = |letter: pb::InvitationLetter| InvitationLetter {
        organisation: letter.organisation.unwrap_or_default().into(),
        code: letter.code,
    };
    let letters = answer.into_inner().letters.into_iter().map(letter);
    let letters = letters.collect();
    Ok((StatusCode::CREATED, Json(Invitations { letters })))
}

/// A code as it was typed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TypedCode {
    code: String,
}

/// What a code invites to.
#[derive(Serialize, ToSchema)]
pub struct OpenedInvitation {
    edition_id: String,
    organisation: Organisation,
    /// Whether somebody claimed with it already.
    answered: bool,
}

/// Open an invitation.
#[utoipa::path(post, path = "/api/v1/invitations/open", operation_id = "openInvitation", tag = "participations",
    request_body = TypedCode, responses((status = 200, body = OpenedInvitation), (status = "4XX", body = Problem)))]
pub async fn open_invitation(
    State(app): State<App>,
    call: Call,
    Body(typed): Body<TypedCode>,
) -> Result<Json<OpenedInvitation>, Problem> {
    let request = pb::OpenInvitationRequest { code: typed.code };
    let mut client = app.clients.invitations(&call);
    let answer = client.open_invitation(request).await?.into_inner();
    Ok(Json(OpenedInvitation {
        edition_id: answer.edition_id,
        organisation: answer.organisation.unwrap_or_default().into(),
        answered: answer.answered,
    }))
}
