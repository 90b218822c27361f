//! Sign-up.

use axum::{
    extract::State,
    response::{IntoResponse, Redirect},
};
use fest_proto::registration::v1 as pb;

use super::{
    answer::{Page, Refusal, moved, same},
    cookies::Cookie,
    posted::Posted,
    session,
    visit::Visit,
};
use crate::{
    app::App,
    pages::{Form, Notice, Section, account::SignUp},
};

const NEXT: &str = "/peserta-saya/klaim";

/// `GET /daftar`.
pub async fn show(State(app): State<App>, visit: Visit) -> Page {
    if visit.account.is_some() {
        return Ok(Redirect::to(NEXT).into_response());
    }
    let page = SignUp {
        form: Form::fresh(app.clock.new_id()),
        ..SignUp::default()
    };
    Ok(page
        .render(&visit.chrome(Section::Elsewhere))
        .into_response())
}

/// `POST /daftar`: the account is logged in at once.
pub async fn create(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = pb::CreateAccountRequest {
        request_id: posted.request_id.clone(),
        email: posted.text("email"),
        password: posted.text("password"),
        display_name: posted.text("display_name"),
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
        };
        return Ok(refusal.answer(Ok(page.render(&visit.chrome(Section::Elsewhere)))));
    }
    let mut response = moved(NEXT, Notice::AccountCreated);
    // The account is there; if it cannot be logged in now, the next page asks for it.
    if let Ok(session) = session::begin(&app, &visit.call, &email, posted.text("password")).await {
        Cookie::Session.keep(&app, &mut response, &session.token);
    }
    Ok(response)
}
