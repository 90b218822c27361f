//! What a caller can read in a refusal.

use std::{fmt::Debug, time::Duration};

use tonic::{Code, Status};
use tonic_types::StatusExt;

/// A refusal as its caller sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The gRPC code.
    pub code: Code,
    /// The stable upper-case name.
    pub reason: String,
    /// Each field at fault with its own reason, by name.
    pub fields: Vec<(String, String)>,
    /// How long to wait before the same call.
    pub retry_after: Option<Duration>,
}

/// The refusal that an answer must be.
///
/// # Panics
/// When the call went well, or its refusal has no reason.
#[track_caller]
pub fn refused<T: Debug>(answer: Result<T, Status>) -> Refusal {
    let status = match answer {
        Ok(answer) => panic!("not refused: {answer:?}"),
        Err(status) => status,
    };
    let details = status.get_error_details();
    let Some(info) = details.error_info() else {
        panic!("a refusal without a reason: {status:?}");
    };
    let mut fields: Vec<_> = info.metadata.clone().into_iter().collect();
    fields.sort();
    Refusal {
        code: status.code(),
        reason: info.reason.clone(),
        fields,
        retry_after: details.retry_info().and_then(|info| info.retry_delay),
    }
}

/// The reason of the refusal that an answer must be.
///
/// # Panics
/// As [`refused`] does.
#[track_caller]
pub fn reason<T: Debug>(answer: Result<T, Status>) -> String {
    refused(answer).reason
}
