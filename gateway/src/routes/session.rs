//! Log-in and log-out.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, Query, State},
    http::{StatusCode, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use fest_proto::registration::v1 as pb;
use serde::Deserialize;
use tonic::Status;

use super::{
    answer::{Page, Refusal, moved, same},
    cookies::Cookie,
    lock, own_data,
    posted::Posted,
    proof,
    visit::Visit,
};
use crate::{
    admission::person,
    app::App,
    clients::Call,
    device::Device,
    pages::{Form, Notice, Person, Role, Section, account::LogIn, local_path, room},
    problem::Problem,
};

/// Where the visitor wanted to go.
#[derive(Deserialize)]
pub struct Onward {
    #[serde(default)]
    lanjut: String,
}

/// `GET /masuk?lanjut=PATH`.
pub async fn show(
    State(app): State<App>,
    visit: Visit,
    Query(Onward { lanjut }): Query<Onward>,
) -> Page {
    if let Some(person) = visit.person() {
        return Ok(onward(&lanjut, &person));
    }
    let page = LogIn {
        form: Form::fresh(app.clock.new_id()),
        next: lanjut,
        ..LogIn::default()
    };
    Ok(page
        .render(&visit.chrome(Section::Elsewhere))
        .into_response())
}

/// `POST /masuk`: with a password, and where that was right and a second factor is asked for, once more with a code.
pub async fn create(
    State(app): State<App>,
    visit: Visit,
    browser: Browser,
    posted: Posted,
) -> Page {
    let email = posted.text("email");
    let password = match posted.has("locked") {
        false => Some(posted.text("password")),
        true => {
            let now = app.clock.system_now();
            lock::opened(&visit.secret, &email, &posted.text("locked"), now)
        }
    };
    let Some(password) = password else {
        let text = "the second step came too late";
        let problem = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "LOG_IN_EXPIRED", text);
        let refusal = Refusal::own(problem, &posted.request_id);
        return Ok(again(&app, &visit, &posted, refusal, String::new()));
    };
    let credentials = Credentials {
        email,
        password,
        code: proof::code(&posted),
    };
    match begin(&app, &visit.call, &credentials, browser).await {
        Ok(session) => {
            let mut response = onward(&posted.text("next"), &session.person);
            session.keep(&app, &mut response);
            Ok(response)
        }
        Err(status) => {
            let refusal = Refusal::new(status, &posted.request_id);
            let locked = match is_second_step(&posted, &refusal) {
                true => lock::locked(
                    &visit.secret,
                    &credentials.email,
                    &credentials.password,
                    app.clock.system_now(),
                ),
                false => String::new(),
            };
            Ok(again(&app, &visit, &posted, refusal, locked))
        }
    }
}

/// The password was right: a code is what is asked for.
fn is_second_step(posted: &Posted, refusal: &Refusal) -> bool {
    let is_asked = refusal.names_a_field(&["code"]);
    is_asked || (posted.has("locked") && !refusal.is("CREDENTIALS_WRONG"))
}

fn again(app: &App, visit: &Visit, posted: &Posted, refusal: Refusal, locked: String) -> Response {
    let fresh_id = app.clock.new_id().to_string();
    // Nothing was wrong yet where a code is asked for the first time.
    let is_next_step = !locked.is_empty() && !posted.has("locked");
    let form = match is_next_step {
        true => Form::fresh(fresh_id),
        false => refusal.form(fresh_id, same(&["email", "code"])),
    };
    let page = LogIn {
        form,
        email: posted.text("email"),
        locked,
        next: posted.text("next"),
    };
    let html = page.render(&visit.chrome(Section::Elsewhere));
    match is_next_step {
        true => html.into_response(),
        false => refusal.answer(Ok(html)),
    }
}

/// `POST /keluar`. The browser forgets the session also when registration cannot be told: what nobody holds opens nothing, and it ends by itself.
pub async fn delete(State(app): State<App>, visit: Visit, _: Posted) -> Page {
    if let Some(session_token) = visit.session {
        let request = pb::DeleteSessionRequest { session_token };
        let mut client = app.clients.sessions(&visit.call);
        if let Err(status) = client.delete_session(request).await {
            tracing::warn!(error = %chassis::error::chain(&status), "a session was not ended");
        }
    }
    let mut response = moved("/", Notice::LoggedOut);
    Cookie::Session.forget(&app, &mut response);
    Ok(response)
}

/// `POST /akun/sesi`: ends one of the visitor's own sessions.
pub async fn revoke(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = pb::RevokeSessionRequest {
        session_id: posted.text("session_id"),
    };
    let mut client = app.clients.sessions(&visit.call);
    match client.revoke_session(request).await {
        Ok(_) => Ok(moved(own_data::OWN, Notice::SessionEnded)),
        Err(status) => own_data::refused(&app, &visit, &posted, status).await,
    }
}

/// `POST /akun/sesi/lain`: ends all others.
pub async fn revoke_others(State(app): State<App>, visit: Visit, posted: Posted) -> Page {
    let request = pb::RevokeOtherSessionsRequest {
        session_token: visit.session.clone().unwrap_or_default(),
    };
    let mut client = app.clients.sessions(&visit.call);
    match client.revoke_other_sessions(request).await {
        Ok(_) => Ok(moved(own_data::OWN, Notice::SessionsEnded)),
        Err(status) => own_data::refused(&app, &visit, &posted, status).await,
    }
}

/// What somebody logs in with.
pub struct Browser {
    device: String,
    token: String,
}

impl FromRequestParts<App> for Browser {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let Device(device) = Device::from_request_parts(parts, app).await?;
        Ok(Self {
            device,
            token: Cookie::Device.read(app, &parts.headers).unwrap_or_default(),
        })
    }
}

/// A session just begun.
pub struct Session {
    token: String,
    device_token: String,
    person: Person,
}

impl Session {
    /// Makes the browser keep it, and that its owner was here.
    pub fn keep(&self, app: &App, response: &mut Response) {
        Cookie::Session.keep(app, response, &self.token);
        if !self.device_token.is_empty() {
            Cookie::Device.keep(app, response, &self.device_token);
        }
    }
}

/// What somebody logs in by.
pub struct Credentials {
    /// As typed.
    pub email: String,
    /// As typed.
    pub password: String,
    /// Of accounts with a second factor.
    pub code: String,
}

/// Logs in.
///
/// # Errors
/// `CREDENTIALS_WRONG`, `SECOND_FACTOR_REQUIRED`, `SECOND_FACTOR_WRONG`, `SECOND_FACTOR_USED`, `GUESSES_TOO_MANY`.
pub async fn begin(
    app: &App,
    call: &Call,
    credentials: &Credentials,
    browser: Browser,
) -> Result<Session, Status> {
    let request = pb::CreateSessionRequest {
        email: credentials.email.clone(),
        password: credentials.password.clone(),
        code: credentials.code.clone(),
        device: browser.device,
        device_token: browser.token,
        remember_device: true,
    };
    let answer = app.clients.sessions(call).create_session(request).await?;
    let answer = answer.into_inner();
    let account = answer.access_token.and_then(|token| token.account);
    let roles = person(account.as_ref()).roles.into_iter();
    let account = account.unwrap_or_default();
    Ok(Session {
        token: answer.session_token,
        device_token: answer.device_token,
        person: Person {
            roles: roles.filter_map(Role::from_contract).collect(),
            display_name: account.display_name,
            email: account.email,
        },
    })
}

/// Back to where the visitor wanted to go, if that is a page of ours; else to their own room.
fn onward(next: &str, person: &Person) -> Response {
    let next = if next.is_empty() || local_path(next) != next {
        room(person)
    } else {
        next
    };
    Redirect::to(next).into_response()
}
