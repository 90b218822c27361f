//! That whoever gives a command is here now, from a page and through the API alike: a code of their second factor, or without one their password again.

use fest_proto::registration::v1::ConfirmSessionRequest;
use serde::Deserialize;
use tonic::Status;
use utoipa::ToSchema;

use crate::clients::{Call, Clients};

/// As typed just now.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Proof {
    /// Of accounts with a second factor: a one-time code or a recovery code.
    #[serde(default)]
    pub code: String,
    /// Of those without.
    #[serde(default)]
    pub password: String,
}

/// What registration gives for the proof goes with the command: it counts as this person's, here and now.
///
/// # Errors
/// `CREDENTIALS_WRONG`, `SECOND_FACTOR_REQUIRED`, `SECOND_FACTOR_WRONG`, `SECOND_FACTOR_USED`, `GUESSES_TOO_MANY`.
pub async fn confirmed(
    clients: &Clients,
    call: &Call,
    session_token: String,
    proof: Proof,
) -> Result<Call, Status> {
    let request = ConfirmSessionRequest {
        session_token,
        password: proof.password,
        code: proof.code,
    };
    let answer = clients.sessions(call).confirm_session(request).await?;
    Ok(Call {
        access_token: answer.into_inner().access_token.map(|token| token.token),
        stamp: call.stamp,
    })
}
