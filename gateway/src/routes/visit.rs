//! Who came, with what, in which language: found out once per request, for every page and for what stands around it.

use axum::{
    extract::{FromRequestParts, Query},
    http::{Extensions, StatusCode, request::Parts},
};
use chassis::{caller::Caller, trace};
use fest_proto::registration::v1 as pb;
use tonic::Status;

use super::{answer::Oops, cookies::Cookie, csrf::Secret};
use crate::{
    admission,
    app::App,
    clients::Call,
    http::Arrival,
    pages::{Chrome, Notice, Person, Role, Section},
    problem::Problem,
    texts::Language,
};

/// What is known of a request before its handler sees it.
#[derive(Clone)]
pub struct Visit {
    /// What goes on every call.
    pub call: Call,
    /// The opaque session, unless it is over.
    pub session: Option<String>,
    /// Who it is.
    pub account: Option<pb::Account>,
    /// They have a second factor.
    pub has_second_factor: bool,
    /// The edition that all pages speak of.
    pub edition: Option<pb::Edition>,
    /// Registration did not answer: what is not known of visitor or edition may still be.
    pub is_blind: bool,
    /// Of the texts.
    pub language: Language,
    /// Address of the page, also while one of its forms is posted.
    pub path: String,
    /// Its query without what is said once.
    pub query: String,
    /// Came along with a redirect.
    pub notice: Option<Notice>,
    /// Behind every form.
    pub secret: Secret,
    /// The clock is an example's.
    pub is_example: bool,
    /// The cookies that the answer sets.
    pub marks: Marks,
}

/// What the browser should keep or forget.
#[derive(Clone, Copy)]
pub struct Marks {
    /// The secret is new.
    pub new_secret: bool,
    /// The language was chosen just now.
    pub new_language: bool,
    /// The session is over.
    pub old_session: bool,
}

impl Visit {
    /// Looks at a request to the page with this address.
    pub async fn begin(app: &App, parts: &Parts, path: String) -> Self {
        let cookie = |cookie: Cookie| cookie.read(app, &parts.headers);
        let asked = Asked::of(parts);
        let known = cookie(Cookie::Csrf).and_then(|value| Secret::from_cookie(&value));
        let kept = cookie(Cookie::Language).and_then(|code| Language::from_code(&code));
        let call = Call {
            access_token: None,
            stamp: Arrival::of(&parts.extensions),
        };
        let session = cookie(Cookie::Session);
        let (token, edition) =
            tokio::join!(trade(app, &call, session.clone()), current(app, &call));
        let old_session = session.is_some() && matches!(&token, Ok(None));
        let is_blind = token.is_err() || edition.is_err();
        let token = token.ok().flatten();
        Self {
            session: session.filter(|_| !old_session),
            marks: Marks {
                new_secret: known.is_none(),
                new_language: asked.language.is_some(),
                old_session,
            },
            call: Call {
                access_token: token.as_ref().map(|token| token.token.clone()),
                ..call
            },
            has_second_factor: token.as_ref().is_some_and(|token| token.has_second_factor),
            account: token.and_then(|token| token.account),
            edition: edition.ok().flatten(),
            is_blind,
            language: asked.language.or(kept).unwrap_or_default(),
            path,
            query: asked.query,
            notice: asked.notice,
            secret: known.unwrap_or_else(Secret::fresh),
            is_example: app.clock.is_example(),
        }
    }

    /// The visit that a request was found to be.
    ///
    /// # Errors
    /// Only outside the layer around all pages.
    pub fn of(extensions: &Extensions) -> Result<Self, Oops> {
        extensions.get::<Self>().cloned().ok_or_else(|| {
            let text = "something went wrong on our side";
            Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "INTERNAL", text).into()
        })
    }

    /// As access rules see the visitor.
    pub fn caller(&self) -> Caller {
        match &self.account {
            Some(account) => Caller::Person(admission::person(Some(account))),
            None => Caller::Anonymous,
        }
    }

    /// Whether a form's token is this browser's.
    ///
    /// # Errors
    /// `CSRF_INVALID`.
    pub fn check(&self, token: &str) -> Result<(), Oops> {
        if self.secret.matches(token) {
            return Ok(());
        }
        Err(Self::foreign())
    }

    /// A form that is not from one of our pages.
    pub fn foreign() -> Oops {
        let text = "the form is not from one of our pages";
        Problem::new(StatusCode::FORBIDDEN, "CSRF_INVALID", text).into()
    }

    /// Empty where there is no edition.
    pub fn edition_id(&self) -> String {
        let edition = self.edition.as_ref();
        edition.map_or_else(String::new, |edition| edition.id.clone())
    }

    /// Empty for nobody.
    pub fn account_id(&self) -> &str {
        self.account.as_ref().map_or("", |account| &account.id)
    }

    /// The visitor as pages name them.
    pub fn person(&self) -> Option<Person> {
        let account = self.account.as_ref()?;
        Some(Person {
            display_name: account.display_name.clone(),
            email: account.email.clone(),
            roles: account.roles().filter_map(Role::from_contract).collect(),
        })
    }

    /// What stands around a page of this section.
    pub fn chrome(&self, section: Section) -> Chrome {
        Chrome {
            language: self.language,
            now: self.call.stamp.arrival,
            example_time: self.is_example,
            event_name: self.edition.as_ref().map(|edition| edition.name.clone()),
            letterhead: self
                .edition
                .as_ref()
                .map_or_else(Vec::new, |edition| edition.letterhead.clone()),
            person: self.person(),
            has_second_factor: self.has_second_factor,
            csrf: self.secret.token(),
            path: self.path.clone(),
            query: self.query.clone(),
            section,
            waiting: 0,
            notice: self.notice,
            trace_id: trace::trace_id().unwrap_or_default(),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Oops;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Oops> {
        Self::of(&parts.extensions)
    }
}

/// What the address says to the layer around all pages.
#[derive(Default)]
struct Asked {
    language: Option<Language>,
    notice: Option<Notice>,
    query: String,
}

impl Asked {
    fn of(parts: &Parts) -> Self {
        let mut asked = Self::default();
        let pairs = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
        for (name, value) in pairs.map_or_else(|_| Vec::new(), |Query(pairs)| pairs) {
            match name.as_str() {
                "bahasa" => asked.language = Language::from_code(&value),
                "kabar" => asked.notice = Notice::from_code(&value),
                _ => {}
            }
        }
        let said_once = |pair: &&str| !pair.starts_with("bahasa=") && !pair.starts_with("kabar=");
        let query = parts.uri.query().unwrap_or_default();
        let rest: Vec<&str> = query.split('&').filter(said_once).collect();
        asked.query = rest.join("&");
        asked
    }
}

/// A fresh access token for a session; none when the session is over.
async fn trade(
    app: &App,
    call: &Call,
    session: Option<String>,
) -> Result<Option<pb::AccessToken>, Status> {
    let Some(session_token) = session else {
        return Ok(None);
    };
    let request = pb::CreateAccessTokenRequest { session_token };
    match app
        .clients
        .sessions(call)
        .create_access_token(request)
        .await
    {
        Ok(answer) => Ok(answer.into_inner().access_token),
        Err(status) if status.code() == tonic::Code::Unauthenticated => Ok(None),
        Err(status) => Err(noted(status)),
    }
}

/// The newest edition whose rules stand; a first draft where none stands yet.
async fn current(app: &App, call: &Call) -> Result<Option<pb::Edition>, Status> {
    let request = pb::ListEditionsRequest::default();
    let answer = app.clients.editions(call).list_editions(request).await;
    let mut editions = answer.map_err(noted)?.into_inner().editions;
    let stands = |edition: &pb::Edition| edition.phase() != pb::EditionPhase::Draft;
    let index = editions.iter().position(stands).unwrap_or_default();
    Ok((index < editions.len()).then(|| editions.swap_remove(index)))
}

fn noted(status: Status) -> Status {
    tracing::warn!(error = %chassis::error::chain(&status), "a visit without registration");
    status
}
