//! Whether the visitor's address is theirs.

use axum::{extract::State, response::IntoResponse};
use fest_proto::registration::v1 as pb;
use tonic::Status;

use super::{
    Pages,
    answer::{Page, Refusal, moved, same},
    own_data,
    posted::Posted,
    visit::Visit,
};
use crate::{
    admission::rpc,
    app::App,
    pages::{
        Form, Notice, Section,
        verification::{Address, Mail, VerificationPage},
    },
};

const PAGE: &str = "/akun/verifikasi";

/// The pages and forms of this noun.
pub(super) fn add_pages(pages: Pages) -> Pages {
    let verify = || rpc!("registration", "VerificationService", "VerifyAddress");
    let request = rpc!("registration", "VerificationService", "RequestVerification");
    pages
        .page(PAGE, verify(), show)
        .form(PAGE, PAGE, verify(), self::verify)
        .form("/akun/surel", own_data::OWN, request, self::request)
}

/// `GET /akun/verifikasi`.
async fn show(State(app): State<App>, visit: Visit) -> Page {
    let page = VerificationPage {
        form: Form::fresh(app.clock.new_id()),
        ..VerificationPage::default()
    };
    Ok(page
        .render(&visit.chrome(Section::Elsewhere))
        .into_response())
}

/// `POST /akun/verifikasi`: on to the own account, or to the log-in of who is not logged in here.
async fn verify(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let code = posted.text("code");
    let request = pb::VerifyAddressRequest {
        request_id: posted.request_id.clone(),
        code: code.clone(),
    };
    let mut client = app.clients.verifications(&visit.call);
    let Err(status) = client.verify_address(request).await else {
        let onward = match visit.account {
            Some(_) => own_data::OWN,
            None => "/masuk",
        };
        return Ok(moved(onward, Notice::AddressVerified));
    };
    let refusal = Refusal::new(status, &posted.request_id);
    let form = refusal.form(app.clock.new_id().to_string(), same(&["code"]));
    let page = VerificationPage { form, code };
    Ok(refusal.answer(Ok(page.render(&visit.chrome(Section::Elsewhere)))))
}

/// `POST /akun/surel`: another mail.
async fn request(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = pb::RequestVerificationRequest {
        request_id: posted.request_id.clone(),
    };
    let mut client = app.clients.verifications(&visit.call);
    match client.request_verification(request).await {
        Ok(_) => Ok(moved(own_data::OWN, Notice::VerificationRequested)),
        Err(status) => own_data::refused(&app, &visit, &posted, status).await,
    }
}

/// What is known of the visitor's address.
///
/// # Errors
/// When registration does not answer.
pub(super) async fn address(app: &App, visit: &Visit) -> Result<Option<Address>, Status> {
    let mut client = app.clients.verifications(&visit.call);
    let request = pb::GetVerificationRequest {};
    let found = client.get_verification(request).await?.into_inner();
    Ok(Some(Address {
        is_verified: found.verified_at.is_some(),
        mail: mail(found.mail_state()),
        is_mail_sent: found.is_mail_sent,
    }))
}

/// How far a mail is, as pages tell it.
pub(super) const fn mail(state: pb::MailState) -> Mail {
    match state {
        pb::MailState::Unspecified => Mail::None,
        pb::MailState::Queued => Mail::Queued,
        pb::MailState::Sent => Mail::Sent,
        pb::MailState::Failed => Mail::Failed,
    }
}
