//! Accounts.

use axum::{Extension, Json, extract::State, http::StatusCode};
use chassis::token::{role_name, role_named};
use fest_proto::{access::v1::Role, registration::v1 as pb};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    admission::SessionToken,
    app::App,
    clients::Call,
    extract::{Body, RequestId},
    problem::Problem,
};

/// A person's account.
#[derive(Serialize, ToSchema)]
pub struct Account {
    id: String,
    email: String,
    display_name: String,
    /// Whether its owner was found to read what is sent to the address.
    is_email_verified: bool,
    /// "participant", "committee", "leadership", "juror", "operator", "plenary".
    roles: Vec<String>,
    plenary_editions: Vec<String>,
}

impl From<pb::Account> for Account {
    fn from(account: pb::Account) -> Self {
        Self {
            roles: account.roles().map(role_name).collect(),
            id: account.id,
            email: account.email,
            display_name: account.display_name,
            is_email_verified: account.is_email_verified,
            plenary_editions: account.plenary_editions,
        }
    }
}

/// Who signs up.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    email: String,
    /// At least 12 characters.
    password: String,
    display_name: String,
    /// What mails to the person are written in: "id" or "en".
    #[serde(default)]
    language: String,
}

/// Sign up. The account works at once and has the role participant.
#[utoipa::path(post, path = "/api/v1/accounts", operation_id = "createAccount", tag = "accounts",
    request_body = NewAccount, responses((status = 201, body = Account), (status = "4XX", body = Problem)))]
pub async fn create_account(
    State(app): State<App>,
    call: Call,
    RequestId(request_id): RequestId,
    Body(new): Body<NewAccount>,
) -> Result<(StatusCode, Json<Account>), Problem> {
    let request = pb::CreateAccountRequest {
        request_id,
        email: new.email,
        password: new.password,
        display_name: new.display_name,
        language: new.language,
    };
    let answer = app.clients.accounts(&call).create_account(request).await?;
    let account = answer.into_inner().account.unwrap_or_default();
    Ok((StatusCode::CREATED, Json(account.into())))
}

/// The caller's own account.
#[utoipa::path(get, path = "/api/v1/accounts/current", operation_id = "getCurrentAccount", tag = "accounts",
    responses((status = 200, body = Account), (status = "4XX", body = Problem)))]
pub async fn get_current_account(
    State(app): State<App>,
    call: Call,
) -> Result<Json<Account>, Problem> {
    let request = pb::GetCurrentAccountRequest {};
    let answer = app
        .clients
        .accounts(&call)
        .get_current_account(request)
        .await?;
    Ok(Json(answer.into_inner().account.unwrap_or_default().into()))
}

/// Who gets which role.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewGrant {
    email: String,
    /// "committee", "leadership", "juror", "operator" or "plenary".
    role: String,
    /// Only and always with "plenary".
    #[serde(default)]
    edition_id: String,
}

/// Give an account a role. It holds from the next session's use on.
#[utoipa::path(post, path = "/api/v1/accounts/roles", operation_id = "grantRole", tag = "accounts",
    request_body = NewGrant, responses((status = 200, body = Account), (status = "4XX", body = Problem)))]
pub async fn grant_role(
    State(app): State<App>,
    call: Call,
    RequestId(request_id): RequestId,
    Body(new): Body<NewGrant>,
) -> Result<Json<Account>, Problem> {
    let request = pb::GrantRoleRequest {
        request_id,
        email: new.email,
        role: role_named(&new.role).unwrap_or(Role::Unspecified) as i32,
        edition_id: new.edition_id,
    };
    let answer = app.clients.accounts(&call).grant_role(request).await?;
    Ok(Json(answer.into_inner().account.unwrap_or_default().into()))
}

/// The password as it is and as it is to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPassword {
    current_password: String,
    /// At least 12 characters.
    new_password: String,
}

/// Change the caller's own password. Every session but the one of this call ends.
#[utoipa::path(post, path = "/api/v1/accounts/current/password", operation_id = "changePassword", tag = "accounts",
    request_body = NewPassword, responses((status = 204), (status = "4XX", body = Problem)))]
pub async fn change_password(
    State(app): State<App>,
    call: Call,
    Extension(SessionToken(session_token)): Extension<SessionToken>,
    RequestId(request_id): RequestId,
    Body(new): Body<NewPassword>,
) -> Result<StatusCode, Problem> {
    let request = pb::ChangePasswordRequest {
        request_id,
        current_password: new.current_password,
        new_password: new.new_password,
        session_token,
    };
    app.clients.accounts(&call).change_password(request).await?;
    Ok(StatusCode::NO_CONTENT)
}
