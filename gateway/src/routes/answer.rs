//! What handlers answer with: a page, a redirect after a command that went through, the same form again after a refusal, or an error page.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use tonic::Status;

use crate::{
    pages::{Fault, Form, Html, Notice},
    problem::Problem,
};

/// What a handler gives.
pub type Page = Result<Response, Oops>;

/// What ends as an error page: the layer around all pages draws it, since it knows the visitor.
#[derive(Debug)]
pub struct Oops(pub Problem);

impl From<Problem> for Oops {
    fn from(problem: Problem) -> Self {
        Self(problem)
    }
}

impl From<Status> for Oops {
    fn from(status: Status) -> Self {
        Self(status.into())
    }
}

impl IntoResponse for Oops {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.0.status);
        let mut response = status
            .unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            .into_response();
        response.extensions_mut().insert(self.0);
        response
    }
}

/// There is nothing under this address, or nothing for this visitor.
#[must_use]
pub fn not_found() -> Oops {
    Problem::new(StatusCode::NOT_FOUND, "NOT_FOUND", "no such page").into()
}

/// On to a page that says what happened.
#[must_use]
pub fn moved(path: &str, notice: Notice) -> Response {
    let mark = if path.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{path}{mark}kabar={}", notice.code())).into_response()
}

/// A command that did not go through.
#[derive(Debug)]
pub struct Refusal {
    problem: Problem,
    request_id: String,
}

impl Refusal {
    /// Of a form with this id.
    pub fn new(status: Status, request_id: &str) -> Self {
        Self {
            problem: status.into(),
            request_id: request_id.to_owned(),
        }
    }

    /// A refusal of the gateway's own.
    pub fn own(problem: Problem, request_id: &str) -> Self {
        Self {
            problem,
            request_id: request_id.to_owned(),
        }
    }

    /// The command is based on what has changed meanwhile.
    #[must_use]
    pub fn is_stale(&self) -> bool {
        self.problem.reason == "VERSION_STALE"
    }

    /// Whether it is the refusal of this name.
    #[must_use]
    pub fn is(&self, reason: &str) -> bool {
        self.problem.reason == reason
    }

    /// Whether a field of the form is at fault, by its name in the contract.
    #[must_use]
    pub fn names_a_field(&self, fields: &[&str]) -> bool {
        let violations = &self.problem.violations;
        violations
            .iter()
            .any(|violation| fields.contains(&violation.field.as_str()))
    }

    /// The form as it is shown again, where `place` gives the page's name of a field, if the page has it.
    ///
    /// After a fault of ours nobody knows whether the command went through: then the id stays, so that the same form sent again does it once.
    #[must_use]
    pub fn form(&self, fresh_id: String, place: impl Fn(&str) -> Option<String>) -> Form {
        let mut faults: Vec<Fault> = Vec::new();
        for violation in &self.problem.violations {
            let fault = match place(&violation.field) {
                Some(field) => Fault::new(field, &violation.reason),
                // "row 3: received" is a place in a file.
                None if violation.field.contains(' ') => {
                    Fault::named(&violation.field, &violation.reason)
                }
                None => Fault::whole(&violation.reason),
            };
            if !faults.contains(&fault) {
                faults.push(fault);
            }
        }
        if faults.is_empty() {
            faults.push(Fault::whole(&self.problem.reason));
        }
        let request_id = if self.is_ours() {
            self.request_id.clone()
        } else {
            fresh_id
        };
        Form { request_id, faults }
    }

    /// The same page again. When it cannot be shown either, what was refused is what counts.
    #[must_use]
    pub fn answer(self, again: Result<Html, Oops>) -> Response {
        match again {
            Ok(html) => (self.status(), html).into_response(),
            Err(_) => Oops(self.problem).into_response(),
        }
    }

    fn is_ours(&self) -> bool {
        self.problem.status >= 500
    }

    /// A wrong password is a wrong field here, not a call without credentials.
    fn status(&self) -> StatusCode {
        match StatusCode::from_u16(self.problem.status) {
            Ok(StatusCode::UNAUTHORIZED) => StatusCode::UNPROCESSABLE_ENTITY,
            Ok(status) => status,
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }
}

/// Fields that have the same name in the contract and on the page.
pub fn same<'a>(fields: &'a [&'a str]) -> impl Fn(&str) -> Option<String> + 'a {
    |field| fields.contains(&field).then(|| field.to_owned())
}
