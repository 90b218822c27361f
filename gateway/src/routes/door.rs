//! The layer around every page: finds out who came, lets in by the rules of the contract before anything else is judged, draws what went wrong, and
//! gives the cookies along.

use std::{collections::HashMap, sync::Arc, time::Duration};

use axum::{
    extract::{MatchedPath, RawPathParams, Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use chassis::deadline;
use fest_proto::access::v1 as access;
use tokio::time::Instant;

use super::{answer::Oops, cookies::Cookie, csrf, visit::Visit};
use crate::{
    admission::Rules,
    app::App,
    pages::{Role, Section, error::ErrorPage, url_encoded},
    problem::Problem,
};

/// How long a page waits for its parts; what did not answer by then is shown as missing.
const PATIENCE: Duration = Duration::from_secs(4);

/// What the door knows.
#[derive(Clone)]
pub struct Door {
    /// Channels and settings.
    pub app: App,
    /// Who may use what.
    pub rules: Rules,
    /// The page that each form stands on, by the address that it posts to.
    pub forms: Arc<HashMap<&'static str, &'static str>>,
}

/// Every request for a page comes through here.
pub async fn enter(
    State(door): State<Door>,
    route: MatchedPath,
    params: RawPathParams,
    request: Request,
    next: Next,
) -> Response {
    let path = match door.forms.get(route.as_str()) {
        Some(page) => filled(page, &params),
        None => request.uri().path().to_owned(),
    };
    let (mut parts, body) = request.into_parts();
    let visit = Visit::begin(&door.app, &parts, path).await;
    let method = parts.method.clone();
    let admitted = admit(&door.rules, &visit, &method, route.as_str());
    let response = match admitted {
        Err(oops) => oops.into_response(),
        Ok(()) if method == Method::POST && !csrf::is_same_origin(&parts.headers, &parts.uri) => {
            Visit::foreign().into_response()
        }
        Ok(()) => {
            let is_read = method.is_safe();
            parts.extensions.insert(visit.clone());
            let work = next.run(Request::from_parts(parts, body));
            if is_read {
                deadline::scope(Instant::now() + PATIENCE, work).await
            } else {
                work.await
            }
        }
    };
    let needed = || door.rules.roles(&method, route.as_str());
    leave(&door.app, &visit, response, needed)
}

/// For an address that is no page's.
pub async fn nowhere(State(app): State<App>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let path = parts.uri.path();
    if path == "/api" || path.starts_with("/api/") {
        return Problem::new(StatusCode::NOT_FOUND, "NOT_FOUND", "no such address").into_response();
    }
    // Its language switch would lead nowhere as well.
    let visit = Visit::begin(&app, &parts, "/".to_owned()).await;
    let response = super::answer::not_found().into_response();
    leave(&app, &visit, response, Vec::new)
}

fn admit(rules: &Rules, visit: &Visit, method: &Method, route: &str) -> Result<(), Oops> {
    match rules.decide(method, route, &visit.caller()) {
        // The session may well be good; sending its owner to log in would not help.
        Err(problem) if problem.status == 401 && visit.is_blind => {
            let text = "a part of the platform does not answer; try again in a minute";
            Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "UNAVAILABLE", text).into())
        }
        // A method that the page does not have is answered by its router.
        Err(problem) if problem.status == 404 => Ok(()),
        Err(problem) => Err(problem.into()),
        Ok(()) => Ok(()),
    }
}

/// `/karya/{id}` with what the address had in its place.
fn filled(page: &str, params: &RawPathParams) -> String {
    let mut path = page.to_owned();
    for (name, value) in params {
        path = path.replace(&format!("{{{name}}}"), &url_encoded(value));
    }
    path
}

fn leave(
    app: &App,
    visit: &Visit,
    mut response: Response,
    needed: impl FnOnce() -> Vec<access::Role>,
) -> Response {
    let problem = response.extensions_mut().remove::<Problem>();
    if let Some(problem) = problem.or_else(|| bare(&response)) {
        let needed = match problem.reason.as_str() {
            "ROLE_MISSING" => needed(),
            _ => Vec::new(),
        };
        response = drawn(visit, &problem, needed);
    }
    if visit.marks.new_secret {
        Cookie::Csrf.keep(app, &mut response, &visit.secret.cookie());
    }
    if visit.marks.new_language {
        Cookie::Language.keep(app, &mut response, visit.language.code());
    }
    if visit.marks.old_session && !Cookie::Session.is_decided(app, &response) {
        Cookie::Session.forget(app, &mut response);
    }
    let is_public = visit.account.is_none() && response.status().is_success();
    let caching = if is_public {
        "private, no-cache"
    } else {
        "no-store"
    };
    let caching = HeaderValue::from_static(caching);
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, caching);
    response
}

/// What the router refused by itself, as a problem of ours.
fn bare(response: &Response) -> Option<Problem> {
    let status = response.status();
    let is_error = status.is_client_error() || status.is_server_error();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let is_page = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let reason = match status {
        StatusCode::METHOD_NOT_ALLOWED => "METHOD_NOT_ALLOWED",
        _ => "",
    };
    (is_error && !is_page).then(|| Problem::new(status, reason, "refused"))
}

fn drawn(visit: &Visit, problem: &Problem, needed: Vec<access::Role>) -> Response {
    if problem.status == 401 {
        let page = match visit.query.as_str() {
            "" => visit.path.clone(),
            query => format!("{}?{query}", visit.path),
        };
        return Redirect::to(&format!("/masuk?lanjut={}", url_encoded(&page))).into_response();
    }
    let back = match problem.status {
        403 | 404 if problem.reason != "CSRF_INVALID" => "/".to_owned(),
        _ => visit.path.clone(),
    };
    let page = ErrorPage {
        status: problem.status,
        reason: problem.reason.clone(),
        back,
        needed: needed.into_iter().filter_map(Role::from_contract).collect(),
    };
    let status = StatusCode::from_u16(problem.status);
    let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    (status, page.render(&visit.chrome(Section::Elsewhere))).into_response()
}
