//! The end of a category's intake.
//!
//! An entry counts by the moment of its arrival, so one that arrived in time may still be under way after the closing. Whoever judges needs a moment
//! from which there is no such entry left: scoring ends the intake before it seals. What was handed in by then is judged, what was not is refused.

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::domain::{category::Category, edition::Edition, refusal::Refusal};

/// A category into which nothing more is handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IntakeEnd {
    /// The category.
    pub category_id: Uuid,
    /// The closing that it ended for.
    pub closes_at: DateTime<Utc>,
}

impl IntakeEnd {
    /// Ends the intake, once the closing has come.
    pub fn decide(
        category: Option<Category>,
        edition: Option<Edition>,
        now: DateTime<Utc>,
    ) -> Result<Self, Refusal> {
        let category = category.ok_or(Refusal::CategoryNotFound)?;
        let edition = edition.ok_or(Refusal::WindowOpen)?;
        if !edition.is_over(now) {
            return Err(Refusal::WindowOpen);
        }
        Ok(Self {
            category_id: category.id,
            closes_at: edition.closes_at,
        })
    }

    /// Whether it is over for this edition's closing: one that was put off begins the intake again.
    #[must_use]
    pub fn covers(&self, edition: &Edition) -> bool {
        edition.closes_at <= self.closes_at
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::domain::{category::Intake, edition::Phase};

    fn category() -> Category {
        Category {
            id: Uuid::from_u128(20),
            edition_id: "diskom-fest-2024".to_owned(),
            intake: Intake::Entered,
            levels: vec!["perangkat_daerah".to_owned()],
            version: 1,
        }
    }

    fn edition() -> Edition {
        Edition {
            id: "diskom-fest-2024".to_owned(),
            phase: Phase::Locked,
            opens_at: "2024-09-01T00:00:00Z".parse().expect("time"),
            closes_at: "2024-10-30T16:59:00Z".parse().expect("time"),
            version: 2,
        }
    }

    #[test]
    fn an_intake_ends_from_the_closing_on_and_no_microsecond_earlier() {
        let end = |now| IntakeEnd::decide(Some(category()), Some(edition()), now);
        let closes_at = edition().closes_at;
        let early = end(closes_at - TimeDelta::microseconds(1));
        assert_eq!(early, Err(Refusal::WindowOpen));
        let ended = end(closes_at).expect("ended");
        assert_eq!(ended.closes_at, closes_at);
        let nowhere = IntakeEnd::decide(None, Some(edition()), closes_at);
        assert_eq!(nowhere, Err(Refusal::CategoryNotFound));
        let unheard = IntakeEnd::decide(Some(category()), None, closes_at);
        assert_eq!(unheard, Err(Refusal::WindowOpen));
    }

    #[test]
    fn a_closing_that_is_put_off_begins_the_intake_again() {
        let closes_at = edition().closes_at;
        let ended = IntakeEnd::decide(Some(category()), Some(edition()), closes_at).expect("ended");
        assert!(ended.covers(&edition()));
        let put_off = Edition {
            closes_at: closes_at + TimeDelta::microseconds(1),
            ..edition()
        };
        assert!(!ended.covers(&put_off));
    }
}
