//! One's own second factor.

use axum::{
    Extension, Json,
    extract::State,
    http::{HeaderName, header},
};
use chrono::{DateTime, Utc};
use fest_proto::registration::v1 as pb;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::time;
use crate::{
    admission::SessionToken,
    app::App,
    clients::Call,
    confirmation::{Proof, confirmed},
    extract::Body,
    problem::Problem,
};

/// Secrets are shown once.
const NOT_KEPT: [(HeaderName, &str); 1] = [(header::CACHE_CONTROL, "no-store")];

type Secret<T> = ([(HeaderName, &'static str); 1], Json<T>);

/// What an account has beside its password.
#[derive(Serialize, ToSchema)]
pub struct SecondFactor {
    /// Null while it has nothing.
    enrolled_at: Option<DateTime<Utc>>,
    /// Recovery codes that were not used yet.
    recovery_codes: i32,
}

/// The caller's own second factor.
#[utoipa::path(get, path = "/api/v1/accounts/current/second-factor", operation_id = "getSecondFactor", tag = "accounts",
    responses((status = 200, body = SecondFactor), (status = "4XX", body = Problem)))]
pub async fn get_second_factor(
    State(app): State<App>,
    call: Call,
) -> Result<Json<SecondFactor>, Problem> {
    let mut client = app.clients.second_factors(&call);
    let request = pb::GetSecondFactorRequest {};
    let state = client.get_second_factor(request).await?.into_inner();
    Ok(Json(SecondFactor {
        enrolled_at: time(state.enrolled_at),
        recovery_codes: state.recovery_codes,
    }))
}

/// What an app is told, once.
#[derive(Serialize, ToSchema)]
pub struct BegunSecondFactor {
    /// Base32, to be typed.
    secret: String,
    /// `otpauth://totp/...`, to be shown as a QR code.
    url: String,
}

/// Begin a second factor, or another one. It counts from its first code on, which has to come within the hour.
#[utoipa::path(post, path = "/api/v1/accounts/current/second-factor", operation_id = "beginSecondFactor", tag = "accounts",
    request_body = Proof, responses((status = 200, body = BegunSecondFactor), (status = "4XX", body = Problem)))]
pub async fn begin_second_factor(
    State(app): State<App>,
    call: Call,
    Extension(SessionToken(session_token)): Extension<SessionToken>,
    Body(proof): Body<Proof>,
) -> Result<Secret<BegunSecondFactor>, Problem> {
    let call = confirmed(&app.clients, &call, session_token, proof).await?;
    let mut client = app.clients.second_factors(&call);
    let request = pb::BeginSecondFactorRequest::default();
    let begun = client.begin_second_factor(request).await?.into_inner();
    let begun = BegunSecondFactor {
        secret: begun.secret,
        url: begun.url,
    };
    Ok((NOT_KEPT, Json(begun)))
}

/// What the app shows.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FirstCode {
    code: String,
}

/// Each opens once where a code is asked for.
#[derive(Serialize, ToSchema)]
pub struct RecoveryCodes {
    recovery_codes: Vec<String>,
}

/// Confirm the second factor by its first code. Every session but the one of this call ends.
#[utoipa::path(post, path = "/api/v1/accounts/current/second-factor/confirm", operation_id = "confirmSecondFactor", tag = "accounts",
    request_body = FirstCode, responses((status = 200, body = RecoveryCodes), (status = "4XX", body = Problem)))]
pub async fn confirm_second_factor(
    State(app): State<App>,
    call: Call,
    Extension(SessionToken(session_token)): Extension<SessionToken>,
    Body(FirstCode { code }): Body<FirstCode>,
) -> Result<Secret<RecoveryCodes>, Problem> {
    let request = pb::ConfirmSecondFactorRequest {
        code,
        session_token,
    };
    let mut client = app.clients.second_factors(&call);
    let confirmed = client.confirm_second_factor(request).await?.into_inner();
    let recovery_codes = confirmed.recovery_codes;
    Ok((NOT_KEPT, Json(RecoveryCodes { recovery_codes })))
}

/// Ten other recovery codes; those that are left hold no more.
#[utoipa::path(post, path = "/api/v1/accounts/current/recovery-codes", operation_id = "replaceRecoveryCodes", tag = "accounts",
    request_body = Proof, responses((status = 200, body = RecoveryCodes), (status = "4XX", body = Problem)))]
pub async fn replace_recovery_codes(
    State(app): State<App>,
    call: Call,
    Extension(SessionToken(session_token)): Extension<SessionToken>,
    Body(proof): Body<Proof>,
) -> Result<Secret<RecoveryCodes>, Problem> {
    let call = confirmed(&app.clients, &call, session_token, proof).await?;
    let mut client = app.clients.second_factors(&call);
    let request = pb::ReplaceRecoveryCodesRequest {};
    let replaced = client.replace_recovery_codes(request).await?.into_inner();
    let recovery_codes = replaced.recovery_codes;
    Ok((NOT_KEPT, Json(RecoveryCodes { recovery_codes })))
}
