//! One's own account: where it is logged in, what is kept of it, and its end.

use axum::{extract::State, response::IntoResponse};
use fest_proto::registration::v1 as pb;
use tonic::Status;

use super::{
    Pages, account,
    answer::{Page, Refusal, moved, same},
    cookies::Cookie,
    parts::Missing,
    posted::Posted,
    proof, session, verification,
    view::moment,
    visit::Visit,
};
use crate::{
    admission::rpc,
    api::own_data::download,
    app::App,
    pages::{
        Fault, Form, Html, Notice, Part, Section,
        person::{OwnData, Session},
    },
};

pub(super) const OWN: &str = "/akun";

/// The pages and forms of this noun.
pub(super) fn add_pages(pages: Pages) -> Pages {
    let read = rpc!("registration", "AccountService", "GetCurrentAccount");
    let export = rpc!("registration", "AccountService", "ExportAccount");
    let password = rpc!("registration", "AccountService", "ChangePassword");
    let revoke = rpc!("registration", "SessionService", "RevokeSession");
    let revoke_others = rpc!("registration", "SessionService", "RevokeOtherSessions");
    let erase = rpc!("registration", "AccountService", "EraseAccount");
    pages
        .page(OWN, read, show)
        .page("/akun/ekspor", export, self::export)
        .form("/akun/sandi", OWN, password, account::change_password)
        .form("/akun/sesi", OWN, revoke, session::revoke)
        .form(
            "/akun/sesi/lain",
            OWN,
            revoke_others,
            session::revoke_others,
        )
        .form("/akun/hapus", OWN, erase, self::erase)
}

/// `GET /akun`.
async fn show(State(app): State<App>, visit: Visit) -> Page {
    let form = Form::fresh(app.clock.new_id());
    Ok(drawn(&app, &visit, form).await.into_response())
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
    refused(&app, &visit, &posted, status).await
}

/// The page again, with what one of its forms was refused for.
pub(super) async fn refused(app: &App, visit: &Visit, posted: &Posted, status: Status) -> Page {
    let refusal = Refusal::new(status, &posted.request_id);
    let fields = ["code", "password", "current_password", "new_password"];
    let mut form = refusal.form(app.clock.new_id().to_string(), same(&fields));
    for fault in &mut form.faults {
        match posted.has("current_password") && fault.reason == "CREDENTIALS_WRONG" {
            true => *fault = Fault::new("current_password", "PASSWORD_WRONG"),
            false => proof::placed(fault),
        }
    }
    Ok(refusal.answer(Ok(drawn(app, visit, form).await)))
}

async fn command(app: &App, visit: &Visit, posted: &Posted) -> Result<(), Status> {
    let call = proof::check(app, visit, posted).await?;
    let request = pb::EraseAccountRequest {
        request_id: posted.request_id.clone(),
    };
    app.clients.accounts(&call).erase_account(request).await?;
    Ok(())
}

async fn drawn(app: &App, visit: &Visit, form: Form) -> Html {
    let (sessions, address) = tokio::join!(sessions(app, visit), verification::address(app, visit));
    let mut missing = Missing::of(visit);
    let account = visit.account.clone().unwrap_or_default();
    let page = OwnData {
        form,
        display_name: account.display_name,
        email: account.email,
        address: missing.take(Part::Registration, address),
        sessions: missing.take(Part::Registration, sessions),
        unavailable: missing.parts(),
    };
    page.render(&visit.chrome(Section::Elsewhere))
}

async fn sessions(app: &App, visit: &Visit) -> Result<Vec<Session>, Status> {
    let request = pb::ListSessionsRequest {
        session_token: visit.session.clone().unwrap_or_default(),
    };
    let mut client = app.clients.sessions(&visit.call);
    let listed = client.list_sessions(request).await?.into_inner().sessions;
    let sessions = listed.into_iter().map(|session| Session {
        id: session.id,
        device: session.device,
        created_at: moment(session.created_at),
        seen_at: moment(session.seen_at),
        is_current: session.is_current,
    });
    Ok(sessions.collect())
}
