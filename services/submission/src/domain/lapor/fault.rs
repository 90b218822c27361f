//! All that is wrong with the rows of a file.

use std::fmt;

use chassis::error::Violation;

/// The organisation is not in the registry.
pub(super) const UNKNOWN: &str = "ORGANISATION_UNKNOWN";
/// The organisation's kind is none of the category's levels.
pub(super) const NOT_ELIGIBLE: &str = "LEVEL_NOT_ELIGIBLE";

/// How many faults are told one by one. They travel as headers, of which callers take some kilobytes.
const TOLD: usize = 40;

/// Faults in the order of the rows: the first ones, and how many there are in all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowFaults {
    told: Vec<Violation>,
    count: usize,
    rest_on_copies: bool,
}

impl RowFaults {
    /// Notes one more.
    pub fn add(&mut self, fault: Violation) {
        self.count += 1;
        self.rest_on_copies |= [UNKNOWN, NOT_ELIGIBLE].contains(&fault.reason);
        if self.told.len() < TOLD {
            self.told.push(fault);
        }
    }

    /// Nothing found is well.
    pub fn into_result(self) -> Result<(), Self> {
        if self.count == 0 { Ok(()) } else { Err(self) }
    }

    /// Those that are told one by one.
    #[must_use]
    pub fn told(&self) -> &[Violation] {
        &self.told
    }

    /// Whether a newer registry could make one of them go away.
    #[must_use]
    pub const fn rest_on_copies(&self) -> bool {
        self.rest_on_copies
    }
}

impl fmt::Display for RowFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "faults in the file's rows: {}", self.count)?;
        match self.told.len() {
            told if told < self.count => write!(f, ", of which the first {told} are named"),
            _ => Ok(()),
        }
    }
}
