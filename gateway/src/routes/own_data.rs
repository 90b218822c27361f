//! What is kept of one's own account, and its end.

use axum::{extract::State, response::IntoResponse};
use fest_proto::registration::v1 as pb;
use tonic::Status;

use super::{
    Pages,
    answer::{Page, Refusal, moved, same},
    cookies::Cookie,
    posted::Posted,
    visit::Visit,
};
use crate::{
    admission::rpc,
    api::own_data::download,
    app::App,
    pages::{Fault, Form, Html, Notice, Section, person::OwnData},
};

const OWN: &str = "/akun";

/// The pages and forms of this noun.
pub(super) fn add_pages(pages: Pages) -> Pages {
    let read = rpc!("registration", "AccountService", "GetCurrentAccount");
    let export = rpc!("registration", "AccountService", "ExportAccount");
    let erase = rpc!("registration", "AccountService", "EraseAccount");
    pages
        .page(OWN, read, show)
        .page("/akun/ekspor", export, self::export)
        .form("/akun/hapus", OWN, erase, self::erase)
}

/// `GET /akun`.
async fn show(State(app): State<App>, visit: Visit) -> Page {
    let form = Form::fresh(app.clock.new_id());
    Ok(drawn(&visit, form).into_response())
}

/// `GET /akun/ekspor`.
async fn export(State(app): State<App>, visit: Visit) -> Page {
    let mut client = app.clients.accounts(&visit.call);
    let answer = client.export_account(pb::ExportAccountRequest {}).await?;
    Ok(download("akun.json", answer.into_inner().content))
}

/// `POST /akun/hapus`.
async fn erase(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let Err(status) = command(&app, &visit, &posted).await else {
        let mut response = moved("/", Notice::AccountErased);
        Cookie::Session.forget(&app, &mut response);
        return Ok(response);
    };
    let refusal = Refusal::new(status, &posted.request_id);
    let mut form = refusal.form(app.clock.new_id().to_string(), same(&["password"]));
    for fault in &mut form.faults {
        // There is no address that could be wrong beside the password.
        if fault.reason == "CREDENTIALS_WRONG" {
            *fault = Fault::new("password", "PASSWORD_WRONG");
        }
    }
    Ok(refusal.answer(Ok(drawn(&visit, form))))
}

/// The password goes to registration, and what it gives for it goes with the command: it is this person, here and now.
async fn command(app: &App, visit: &Visit, posted: &Posted) -> Result<(), Status> {
    let confirmation = pb::ConfirmSessionRequest {
        session_token: visit.session.clone().unwrap_or_default(),
        password: posted.text("password"),
    };
    let mut call = visit.call.clone();
    let mut sessions = app.clients.sessions(&call);
    let confirmed = sessions.confirm_session(confirmation).await?;
    call.access_token = confirmed.into_inner().access_token.map(|token| token.token);
    let request = pb::EraseAccountRequest {
        request_id: posted.request_id.clone(),
    };
    app.clients.accounts(&call).erase_account(request).await?;
    Ok(())
}

fn drawn(visit: &Visit, form: Form) -> Html {
    let account = visit.account.clone().unwrap_or_default();
    let page = OwnData {
        form,
        display_name: account.display_name,
        email: account.email,
    };
    page.render(&visit.chrome(Section::Elsewhere))
}
