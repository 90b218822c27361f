//! The copy of an edition: when entries are taken.

use chrono::{DateTime, Utc};

use crate::domain::refusal::Refusal;

/// How far an edition is by command; open and closed follow from the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Its categories may still change; nothing is taken.
    Draft,
    /// Ready for its window.
    Locked,
    /// Over for good.
    Archived,
}

/// One year's event, as far as it concerns entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// A slug.
    pub id: String,
    /// By command.
    pub phase: Phase,
    /// Entries are taken from here, this moment included.
    pub opens_at: DateTime<Utc>,
    /// The first moment that is late.
    pub closes_at: DateTime<Utc>,
    /// The owner's version.
    pub version: i64,
}

impl Edition {
    /// Whether what arrives at this moment is taken.
    ///
    /// # Errors
    /// [`Refusal::WindowNotOpen`] or [`Refusal::WindowClosed`].
    pub fn takes(&self, arrival: DateTime<Utc>) -> Result<(), Refusal> {
        match self.phase {
            Phase::Draft => Err(Refusal::WindowNotOpen),
            Phase::Archived => Err(Refusal::WindowClosed),
            Phase::Locked if arrival < self.opens_at => Err(Refusal::WindowNotOpen),
            Phase::Locked if arrival >= self.closes_at => Err(Refusal::WindowClosed),
            Phase::Locked => Ok(()),
        }
    }

    /// Whether the window is over, for good: a draft's timeline may still change.
    #[must_use]
    pub fn is_over(&self, at: DateTime<Utc>) -> bool {
        match self.phase {
            Phase::Draft => false,
            Phase::Locked => at >= self.closes_at,
            Phase::Archived => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn edition(phase: Phase) -> Edition {
        let opens_at = "2024-09-01T00:00:00+07:00".parse().expect("time");
        let closes_at = "2024-10-30T23:59:00+07:00".parse().expect("time");
        Edition {
            id: "diskom-fest-2024".to_owned(),
            phase,
            opens_at,
            closes_at,
            version: 2,
        }
    }

    #[test]
    fn the_opening_is_inside_the_window_and_the_closing_is_not() {
        let edition = edition(Phase::Locked);
        let tick = TimeDelta::microseconds(1);
        let early = edition.takes(edition.opens_at - tick);
        assert_eq!(early, Err(Refusal::WindowNotOpen));
        assert_eq!(edition.takes(edition.opens_at), Ok(()));
        assert_eq!(edition.takes(edition.closes_at - tick), Ok(()));
        let late = edition.takes(edition.closes_at);
        assert_eq!(late, Err(Refusal::WindowClosed));
    }

    #[test]
    fn a_window_is_over_exactly_when_it_takes_nothing_more() {
        let edition = edition(Phase::Locked);
        assert!(!edition.is_over(edition.closes_at - TimeDelta::microseconds(1)));
        assert!(edition.is_over(edition.closes_at));
    }

    #[test]
    fn a_draft_takes_nothing_and_is_never_over() {
        let edition = edition(Phase::Draft);
        let within = edition.takes(edition.opens_at);
        assert_eq!(within, Err(Refusal::WindowNotOpen));
        assert!(!edition.is_over(edition.closes_at));
    }

    #[test]
    fn an_archived_edition_takes_nothing_even_inside_its_window() {
        let edition = edition(Phase::Archived);
        let within = edition.takes(edition.opens_at);
        assert_eq!(within, Err(Refusal::WindowClosed));
    }
}
