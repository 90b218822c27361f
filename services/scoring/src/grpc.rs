//! The rpcs: decode, one call, encode.

pub mod assignment;
pub mod desk;
pub mod ranking;
pub mod rubric;
pub mod seal;
pub mod sheet;

use chassis::caller::Person;
use fest_proto::r#type::v1::Exact;
use uuid::Uuid;

use crate::domain::{Noun, Refusal};

/// The id of a thing. What is no id is not there either.
fn id(text: &str, noun: Noun) -> Result<Uuid, Refusal> {
    text.parse().map_err(|_| Refusal::NotFound(noun))
}

/// A number's text as it came; a missing one reads as nothing, which no number is.
fn text(number: Option<Exact>) -> String {
    number.unwrap_or_default().value
}

/// The editions whose plenary the person belongs to.
fn plenary_of(person: &Person) -> Vec<String> {
    person.plenary.clone()
}
