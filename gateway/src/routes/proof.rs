//! What a form asks for where its owner has to be there: a code, or without a second factor the password again.

use tonic::Status;

use super::{posted::Posted, visit::Visit};
use crate::{
    app::App,
    clients::Call,
    confirmation::{Proof, confirmed},
    pages::Fault,
};

/// The code as typed: the app's, or a recovery code beside it.
pub(super) fn code(posted: &Posted) -> String {
    let code = posted.text("code");
    match code.trim() {
        "" => posted.text("recovery_code"),
        _ => code,
    }
}

/// The call that a command goes with.
///
/// # Errors
/// What [`confirmed`] refuses.
pub(super) async fn check(app: &App, visit: &Visit, posted: &Posted) -> Result<Call, Status> {
    let session = visit.session.clone().unwrap_or_default();
    let proof = Proof {
        code: code(posted),
        password: posted.text("password"),
    };
    confirmed(&app.clients, &visit.call, session, proof).await
}

/// There is no address that could be wrong beside the password.
pub(super) fn placed(fault: &mut Fault) {
    if fault.reason == "CREDENTIALS_WRONG" {
        *fault = Fault::new("password", "PASSWORD_WRONG");
    }
}
