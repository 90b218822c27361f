//! The one way in which a value is written as JSON before it is hashed (RFC 8785).
//!
//! RFC 8785 writes numbers as doubles, in which 2^53 + 1 is 2^53. So no number but an integer that a double holds exactly
//! is let through; everything else is text (see `rules::Exact`).

use serde::Serialize;
use serde_json::{Number, Value};

/// The first integer that a double cannot tell from its neighbour.
const TOO_LARGE: u64 = 1 << 53;

/// Why a value has no canonical form.
#[derive(Debug, thiserror::Error)]
pub enum CanonicalError {
    /// A number that not every reader would read alike.
    #[error("{number} at {pointer:?} is not an integer below 2^53")]
    Number {
        /// Where it stands, as a JSON pointer (RFC 6901): "/subjects/0/rank".
        pointer: String,
        /// The number.
        number: Number,
    },
    /// A key that is not text, a repeated key, or a number that JSON does not know.
    #[error("the value cannot be written as JSON")]
    NotJson(#[from] serde_json::Error),
}

/// The value's canonical bytes.
pub fn to_canonical<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, CanonicalError> {
    check_numbers(&serde_json::to_value(value)?, &mut Vec::new())?;
    // Written from the value itself: in the tree above a repeated key has silently won and a NaN has become null.
    Ok(serde_json_canonicalizer::to_vec(&value)?)
}

fn check_numbers(value: &Value, path: &mut Vec<String>) -> Result<(), CanonicalError> {
    match value {
        Value::Null | Value::Bool(_) | Value::String(_) => Ok(()),
        Value::Number(number) if is_exact_integer(number) => Ok(()),
        Value::Number(number) => Err(CanonicalError::Number {
            pointer: path.iter().map(|step| format!("/{step}")).collect(),
            number: number.clone(),
        }),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(position, item)| check_below(item, position.to_string(), path)),
        Value::Object(members) => members.iter().try_for_each(|(key, member)| {
            let step = key.replace('~', "~0").replace('/', "~1");
            check_below(member, step, path)
        }),
    }
}

fn check_below(value: &Value, step: String, path: &mut Vec<String>) -> Result<(), CanonicalError> {
    path.push(step);
    check_numbers(value, path)?;
    path.pop();
    Ok(())
}

fn is_exact_integer(number: &Number) -> bool {
    let magnitude = number.as_i64().map(i64::unsigned_abs).or(number.as_u64());
    magnitude.is_some_and(|magnitude| magnitude < TOO_LARGE)
}
