//! A person's word on a sealed result, from a page and through the API alike.

use fest_proto::{registration::v1::ConfirmSessionRequest, scoring::v1 as pb};
use tonic::Status;

use crate::clients::{Call, Clients};

/// That whoever approves is here now: the session, and the password once more.
pub struct Proof {
    /// The opaque session.
    pub session_token: String,
    /// As typed just now.
    pub password: String,
}

/// The password goes to registration, and what it gives for it goes with the approval: the word counts as this person's, here and now.
///
/// # Errors
/// `CREDENTIALS_WRONG`, or what scoring says.
pub async fn approve(
    clients: &Clients,
    call: &Call,
    proof: Proof,
    request: pb::ApproveReleaseRequest,
) -> Result<pb::Seal, Status> {
    let call = confirmed(clients, call, proof).await?;
    let answer = clients.seals(&call).approve_release(request).await?;
    Ok(answer.into_inner().seal.unwrap_or_default())
}

async fn confirmed(clients: &Clients, call: &Call, proof: Proof) -> Result<Call, Status> {
    let request = ConfirmSessionRequest {
        session_token: proof.session_token,
        password: proof.password,
    };
    let answer = clients.sessions(call).confirm_session(request).await?;
    Ok(Call {
        access_token: answer.into_inner().access_token.map(|token| token.token),
        stamp: call.stamp,
    })
}
