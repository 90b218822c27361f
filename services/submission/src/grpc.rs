//! The rpcs: decode, one call, encode.

pub mod entry;
pub mod intake;
pub mod lapor;

use uuid::Uuid;

/// An id from a request. What is no UUID is the id of nothing, which the rules have a "no" for.
fn id(text: &str) -> Option<Uuid> {
    text.parse().ok()
}
