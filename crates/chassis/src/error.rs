//! The small set of error kinds, with both code tables side by side, and the one way an error becomes a gRPC status.
//! Two audiences: the caller reads kind, reason, a safe text and the fields at fault; causes go to the log with the trace.

use std::{collections::HashMap, error::Error, time::Duration};

use tonic::{Code, Status};
use tonic_types::{ErrorDetails, StatusExt};

/// The domain that `ErrorInfo` names.
pub const DOMAIN: &str = "fest";

/// What sort of refusal it is; each has one gRPC and one HTTP code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The request is wrong whatever the state of things.
    InvalidArgument,
    /// There is no such thing, or the caller may not know of it.
    NotFound,
    /// There is one already.
    AlreadyExists,
    /// The state of things forbids it now.
    FailedPrecondition,
    /// Somebody else changed the thing meanwhile.
    Aborted,
    /// The caller lacks the right.
    PermissionDenied,
    /// The caller is nobody we know.
    Unauthenticated,
    /// Too much at once.
    ResourceExhausted,
    /// A part that is needed does not answer; the same call may work later.
    Unavailable,
    /// Not done in the time that the caller gave.
    DeadlineExceeded,
    /// Our fault.
    Internal,
}

impl Kind {
    const ALL: [Self; 11] = [
        Self::InvalidArgument,
        Self::NotFound,
        Self::AlreadyExists,
        Self::FailedPrecondition,
        Self::Aborted,
        Self::PermissionDenied,
        Self::Unauthenticated,
        Self::ResourceExhausted,
        Self::Unavailable,
        Self::DeadlineExceeded,
        Self::Internal,
    ];

    const fn codes(self) -> (Code, u16) {
        match self {
            Self::InvalidArgument => (Code::InvalidArgument, 422),
            Self::NotFound => (Code::NotFound, 404),
            Self::AlreadyExists => (Code::AlreadyExists, 409),
            Self::FailedPrecondition => (Code::FailedPrecondition, 409),
            Self::Aborted => (Code::Aborted, 409),
            Self::PermissionDenied => (Code::PermissionDenied, 403),
            Self::Unauthenticated => (Code::Unauthenticated, 401),
            Self::ResourceExhausted => (Code::ResourceExhausted, 429),
            Self::Unavailable => (Code::Unavailable, 503),
            Self::DeadlineExceeded => (Code::DeadlineExceeded, 504),
            Self::Internal => (Code::Internal, 500),
        }
    }

    /// The gRPC code.
    #[must_use]
    pub const fn code(self) -> Code {
        self.codes().0
    }

    /// The HTTP status.
    #[must_use]
    pub const fn http(self) -> u16 {
        self.codes().1
    }

    /// The kind that a gRPC code stands for; a code that none of us sends counts as internal.
    #[must_use]
    pub fn from_code(code: Code) -> Self {
        Self::ALL
            .into_iter()
            .find(|kind| kind.code() == code)
            .unwrap_or(Self::Internal)
    }

    /// Whether the fault is ours or a neighbour's, so that its causes belong in the log.
    #[must_use]
    pub const fn is_fault(self) -> bool {
        matches!(self, Self::Internal | Self::Unavailable)
    }
}

/// One field at fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The field's path in the request: "email", `criteria[2].weight`, "row 7: kind".
    pub field: String,
    /// A stable upper-case name for what is wrong.
    pub reason: &'static str,
    /// A safe sentence in English.
    pub description: String,
}

impl Violation {
    /// A violation from its parts.
    pub fn new(
        field: impl Into<String>,
        reason: &'static str,
        description: impl Into<String>,
    ) -> Self {
        Self {
            field: field.into(),
            reason,
            description: description.into(),
        }
    }
}

/// Every fault of a request at once, so that nobody has to send it five times to learn of five.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// Adds one more.
    pub fn add(
        &mut self,
        field: impl Into<String>,
        reason: &'static str,
        description: impl Into<String>,
    ) {
        self.0.push(Violation::new(field, reason, description));
    }

    /// Adds the fault of a check, and goes on with nothing in the value's place, so that the faults behind it are found, too.
    pub fn note<T: Default>(&mut self, checked: Result<T, Violation>) -> T {
        checked.unwrap_or_else(|one| {
            self.0.push(one);
            T::default()
        })
    }

    /// Nothing found is well.
    pub fn into_result(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }

    /// The faults in the order in which they were found.
    #[must_use]
    pub fn as_slice(&self) -> &[Violation] {
        &self.0
    }

    /// The first one's reason, which stands for the whole request.
    #[must_use]
    pub fn reason(&self) -> &'static str {
        self.0.first().map_or("INVALID", |first| first.reason)
    }
}

impl From<Violation> for Violations {
    fn from(violation: Violation) -> Self {
        Self(vec![violation])
    }
}

impl std::fmt::Display for Violations {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let texts: Vec<String> = self
            .0
            .iter()
            .map(|one| format!("{}: {}", one.field, one.description))
            .collect();
        f.write_str(&texts.join("; "))
    }
}

/// What a service's own error enum says about each of its variants. Its `Display` is safe for the caller; its `source` is not shown.
pub trait ServiceError: Error {
    /// Which codes it gets.
    fn kind(&self) -> Kind;
    /// A stable upper-case name.
    fn reason(&self) -> &'static str;
    /// The fields at fault, if the request is.
    fn violations(&self) -> &[Violation] {
        &[]
    }
    /// When the same call may be tried again, if it is only too early for it.
    fn retry_after(&self) -> Option<Duration> {
        None
    }
}

/// The status that the caller gets: kind, reason and fields. A fault of ours is logged here, once, with its chain of causes.
#[must_use]
pub fn status(error: &dyn ServiceError) -> Status {
    let kind = error.kind();
    if kind.is_fault() {
        tracing::error!(
            reason = error.reason(),
            error = %chain(&error),
            "call failed"
        );
    }
    let text = match kind {
        Kind::Internal => "something went wrong on our side".to_owned(),
        _ => error.to_string(),
    };
    let mut details = details(error.reason(), error.violations());
    if let Some(wait) = error.retry_after() {
        details.set_retry_info(Some(wait));
    }
    Status::with_error_details(kind.code(), text, details)
}

/// A status with its details. `ErrorInfo.metadata` gives each field's own reason, since `BadRequest` has only room for its text.
#[must_use]
pub fn refusal(kind: Kind, reason: &str, text: impl Into<String>, fields: &[Violation]) -> Status {
    Status::with_error_details(kind.code(), text, details(reason, fields))
}

/// A refusal of what may be tried again after a while, which `RetryInfo` says.
#[must_use]
pub fn too_soon(reason: &str, text: impl Into<String>, wait: Duration) -> Status {
    let mut details = details(reason, &[]);
    details.set_retry_info(Some(wait));
    Status::with_error_details(Kind::ResourceExhausted.code(), text, details)
}

fn details(reason: &str, fields: &[Violation]) -> ErrorDetails {
    let reasons: HashMap<String, String> = fields
        .iter()
        .map(|violation| (violation.field.clone(), violation.reason.to_owned()))
        .collect();
    let mut details = ErrorDetails::with_error_info(reason, DOMAIN, reasons);
    for violation in fields {
        details.add_bad_request_violation(&violation.field, &violation.description);
    }
    details
}

/// An error and its causes in one line.
pub fn chain(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_again_by_its_code() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), kind);
        }
    }

    #[test]
    fn a_refusal_carries_reason_and_fields() {
        let fields = [Violation::new("email", "EMAIL_INVALID", "not an address")];
        let status = refusal(Kind::InvalidArgument, "EMAIL_INVALID", "wrong", &fields);
        let details = status.get_error_details();
        let info = details.error_info().expect("error info");
        assert_eq!(info.reason, "EMAIL_INVALID");
        assert_eq!(info.metadata["email"], "EMAIL_INVALID");
        let bad_request = details.bad_request().expect("bad request");
        assert_eq!(bad_request.field_violations[0].field, "email");
    }
}
