//! The one place that turns a status into `application/problem+json` (RFC 9457).

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use chassis::error::Kind;
use serde::Serialize;
use tonic::Status;
use tonic_types::StatusExt;
use utoipa::ToSchema;

/// The header with the key under which a command is done once.
pub const IDEMPOTENCY_KEY: &str = "Idempotency-Key";

/// What went wrong, for programs and people.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// A short name of the status.
    pub title: String,
    /// What happened, in English.
    pub detail: String,
    /// A stable upper-case name.
    pub reason: String,
    /// The fields at fault.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub violations: Vec<FieldViolation>,
    /// To be told to the operator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trace_id: Option<String>,
    /// For the header `Retry-After`: in so many seconds the same may be tried again.
    #[serde(skip)]
    pub retry_after: Option<u64>,
}

/// One field at fault.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FieldViolation {
    /// Its path in the request.
    pub field: String,
    /// A stable upper-case name.
    pub reason: String,
    /// What is wrong, in English.
    pub description: String,
}

impl Problem {
    /// A problem that the gateway itself finds.
    pub fn new(status: StatusCode, reason: &str, detail: impl Into<String>) -> Self {
        Self {
            status: status.as_u16(),
            title: status.canonical_reason().unwrap_or("Error").to_owned(),
            detail: detail.into(),
            reason: reason.to_owned(),
            violations: Vec::new(),
            trace_id: chassis::trace::trace_id(),
            retry_after: None,
        }
    }

    /// One field is wrong.
    pub fn field(field: impl Into<String>, reason: &str, description: impl Into<String>) -> Self {
        let description = description.into();
        let mut problem = Self::new(StatusCode::UNPROCESSABLE_ENTITY, reason, &description);
        problem.violations.push(FieldViolation {
            field: field.into(),
            reason: reason.to_owned(),
            description,
        });
        problem
    }

    /// Names what is at fault in one list of the contract as a body has it that holds the same as an object: `marks[1].value` and `marks[tema]` are
    /// both `marks.tema`, where `keys` are the object's, in the order in which they were sent.
    #[must_use]
    pub fn keyed(mut self, list: &str, keys: &[&str]) -> Self {
        for violation in &mut self.violations {
            if let Some(key) = key_of(&violation.field, list, keys) {
                violation.field = format!("{list}.{key}");
            }
        }
        self
    }
}

fn key_of<'a>(field: &'a str, list: &str, keys: &[&'a str]) -> Option<&'a str> {
    let (inside, _) = field
        .strip_prefix(list)?
        .strip_prefix('[')?
        .split_once(']')?;
    match inside.parse::<usize>() {
        Ok(position) => keys.get(position).copied(),
        Err(_) => Some(inside),
    }
}

/// Where a caller of ours finds the field: the request id is no part of a body.
fn placed(field: &str) -> &str {
    match field {
        "request_id" => IDEMPOTENCY_KEY,
        field => field,
    }
}

impl From<Status> for Problem {
    fn from(status: Status) -> Self {
        let kind = Kind::from_code(status.code());
        let code = StatusCode::from_u16(kind.http()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let details = status.get_error_details();
        let info = details.error_info();
        let Some(info) = info else {
            return unexplained(kind, code, &status);
        };
        let mut problem = Self::new(code, &info.reason, status.message());
        for violation in details
            .bad_request()
            .iter()
            .flat_map(|bad| &bad.field_violations)
        {
            let reason = info.metadata.get(&violation.field).unwrap_or(&info.reason);
            problem.violations.push(FieldViolation {
                field: placed(&violation.field).to_owned(),
                reason: reason.clone(),
                description: violation.description.clone(),
            });
        }
        let wait = details.retry_info().and_then(|info| info.retry_delay);
        // Rounded up: who comes back at the second must not be too early.
        problem.retry_after = wait.map(|wait| wait.as_secs() + 1);
        problem
    }
}

/// A status that none of our handlers made: the transport's, whose text may tell of our insides.
fn unexplained(kind: Kind, code: StatusCode, status: &Status) -> Problem {
    tracing::warn!(code = ?status.code(), error = %chassis::error::chain(status), "a service did not answer");
    // tonic reports a broken connection as unknown.
    match kind {
        Kind::Internal | Kind::Unavailable => Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "UNAVAILABLE",
            "a part of the platform does not answer; try again in a minute",
        ),
        _ => Problem::new(
            code,
            &format!("{:?}", status.code()).to_uppercase(),
            "refused",
        ),
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, axum::Json(&self)).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(seconds) = self.retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer");
            headers.insert(header::WWW_AUTHENTICATE, scheme);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use chassis::error::{Violation, refusal};

    use super::*;

    #[test]
    fn a_refusal_keeps_its_reason_and_fields() {
        let fields = [
            Violation::new("title", "TITLE_MISSING", "a title is needed"),
            Violation::new("link", "LINK_INVALID", "https only"),
        ];
        let status = refusal(Kind::InvalidArgument, "TITLE_MISSING", "wrong", &fields);
        let problem = Problem::from(status);
        assert_eq!(problem.status, 422);
        assert_eq!(problem.reason, "TITLE_MISSING");
        assert_eq!(problem.violations[1].reason, "LINK_INVALID");
    }

    #[test]
    fn a_reused_request_id_is_the_header_that_carried_it() {
        let fault = Violation::new("request_id", "REQUEST_ID_REUSED", "used before");
        let kind = Kind::FailedPrecondition;
        let status = refusal(kind, "REQUEST_ID_REUSED", "used before", &[fault]);
        let problem = Problem::from(status);
        assert_eq!(problem.violations[0].field, "Idempotency-Key");
        assert_eq!(problem.violations[0].reason, "REQUEST_ID_REUSED");
    }

    #[test]
    fn a_fault_in_a_list_that_the_body_has_as_an_object_is_named_by_its_key() {
        let named = |field: &str| {
            Problem::field(field, "X", "x")
                .keyed("marks", &["gagasan", "tema"])
                .violations
                .remove(0)
                .field
        };
        assert_eq!(named("marks[1].value"), "marks.tema");
        assert_eq!(named("marks[0].criterion_code"), "marks.gagasan");
        assert_eq!(named("marks[dampak]"), "marks.dampak");
        for elsewhere in ["marks[7].value", "marks[", "marks", "remarks[0]", "comment"] {
            assert_eq!(named(elsewhere), elsewhere);
        }
    }

    #[test]
    fn a_broken_connection_tells_nothing_of_our_insides() {
        let problem = Problem::from(Status::unknown("transport error: 10.0.0.7:50051"));
        assert_eq!(problem.status, 503);
        assert!(!problem.detail.contains("10.0.0.7"), "{}", problem.detail);
    }
}
