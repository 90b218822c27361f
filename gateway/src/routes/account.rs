//! Sign-up, and another password.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};
use fest_proto::registration::v1 as pb;

use super::{
    answer::{Page, Refusal, moved, same},
    own_data,
    posted::Posted,
    session::{self, Browser, Credentials},
    view,
    visit::Visit,
};
use crate::{
    app::App,
    pages::{Form, Notice, Section, account::SignUp, is_participant, room},
};

const NEXT: &str = "/peserta-saya/klaim";

/// `GET /daftar`.
pub async fn show(State(app): State<App>, visit: Visit) -> Page {
    if let Some(person) = visit.person() {
        let onward = match is_participant(&person) {
            true => NEXT,
            false => room(&person),
        };
        return Ok(Redirect::to(onward).into_response());
    }
    let page = SignUp {
        form: Form::fresh(app.clock.new_id()),
        closed_at: view::closed_at(&visit),
        ..SignUp::default()
    };
    Ok(page
        .render(&visit.chrome(Section::Elsewhere))
        .into_response())
}

/// `POST /daftar`: the account is logged in at once.
pub async fn create(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    posted: Posted,
) -> Page {
    let request = pb::CreateAccountRequest {
        request_id: posted.request_id.clone(),
        email: posted.text("email"),
        password: posted.text("password"),
        display_name: posted.text("display_name"),
        language: visit.language.code().to_owned(),
    };
    let email = request.email.clone();
    let created = app
        .clients
        .accounts(&visit.call)
        .create_account(request)
        .await;
    if let Err(status) = created {
        let refusal = Refusal::new(status, &posted.request_id);
        let fields = ["email", "password", "display_name"];
        let page = SignUp {
            form: refusal.form(app.clock.new_id().to_string(), same(&fields)),
            display_name: posted.text("display_name"),
            email,
            closed_at: view::closed_at(&visit),
        };
        return Ok(refusal.answer(Ok(page.render(&visit.chrome(Section::Elsewhere)))));
    }
    let mut response = moved(NEXT, Notice::AccountCreated);
    // The account is there; if it cannot be logged in now, the next page asks for it.
    let credentials = Credentials {
        email,
        password: posted.text("password"),
        code: String::new(),
    };
    if let Ok(session) = session::begin(&app, &visit.call, &credentials, browser).await {
        session.keep(&app, &mut response);
    }
    Ok(response)
}

/// `POST /akun/sandi`: every session but the visitor's ends.
pub async fn change_password(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = pb::ChangePasswordRequest {
        request_id: posted.request_id.clone(),
        current_password: posted.text("current_password"),
        new_password: posted.text("new_password"),
        session_token: visit.session.clone().unwrap_or_default(),
    };
    let mut client = app.clients.accounts(&visit.call);
    match client.change_password(request).await {
        Ok(_) => Ok(moved(own_data::OWN, Notice::PasswordChanged)),
        Err(status) => own_data::refused(&app, &visit, &posted, status).await,
    }
}
