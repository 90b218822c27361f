//! An edition: one year's event, its timeline, and how far it is.

use chassis::error::{Violation, Violations};
use chrono::{DateTime, Utc};

use super::{Refusal, text};

const ID_CHARS: usize = 80;
const YEARS: std::ops::RangeInclusive<i32> = 2000..=2999;

/// When things happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// Measures count from here.
    pub monitoring_starts_at: DateTime<Utc>,
    /// Entries are taken from here, this moment included.
    pub opens_at: DateTime<Utc>,
    /// Entries are taken before this moment.
    pub closes_at: DateTime<Utc>,
    /// Nothing is released before it.
    pub announces_at: DateTime<Utc>,
}

impl Timeline {
    fn check(&self) -> Result<(), Violation> {
        let wrong = |field, description| Err(Violation::new(field, "TIMELINE_ORDER", description));
        if self.opens_at < self.monitoring_starts_at {
            return wrong("timeline.opens_at", "not before monitoring_starts_at");
        }
        if self.closes_at <= self.opens_at {
            return wrong("timeline.closes_at", "after opens_at");
        }
        if self.announces_at < self.closes_at {
            return wrong("timeline.announces_at", "not before closes_at");
        }
        Ok(())
    }
}

/// What was decided about an edition; the only part of its phase that is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Its categories may change.
    Draft,
    /// They stand.
    Locked,
    /// It is over and kept.
    Archived,
}

/// How far an edition is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Its categories may change.
    Draft,
    /// They stand; entries are not taken yet.
    Locked,
    /// Entries are taken.
    Open,
    /// Entries are taken no more.
    Closed,
    /// It is over and kept.
    Archived,
}

/// One year's event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// A slug.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Its year.
    pub year: i32,
    /// When things happen.
    pub timeline: Timeline,
    /// What was decided.
    pub stage: Stage,
    /// Grows by one with each change.
    pub version: i64,
}

impl Edition {
    /// A new edition, in draft.
    ///
    /// # Errors
    /// All that is wrong with it, at once.
    pub fn draft(
        id: &str,
        name: &str,
        year: i32,
        timeline: Option<Timeline>,
    ) -> Result<Self, Violations> {
        let mut found = Violations::default();
        if !text::is_slug(id, &['-'], ID_CHARS) {
            let text = "lower-case letters, digits and single hyphens";
            found.add("id", "EDITION_ID_INVALID", text);
        }
        let name = found.note(text::NAME.parse("name", name));
        if !YEARS.contains(&year) {
            found.add("year", "YEAR_INVALID", "from 2000 to 2999");
        }
        match timeline {
            None => found.add(
                "timeline",
                "TIMELINE_MISSING",
                "all four moments are needed",
            ),
            Some(timeline) => found.note(timeline.check()),
        }
        let Some(timeline) = timeline else {
            return Err(found);
        };
        found.into_result()?;
        Ok(Self {
            id: id.to_owned(),
            name,
            year,
            timeline,
            stage: Stage::Draft,
            version: 1,
        })
    }

    /// The same edition with its categories fixed.
    ///
    /// # Errors
    /// `VERSION_STALE`, `EDITION_LOCKED`, `CATEGORIES_MISSING`.
    pub fn lock(self, expected_version: i64, categories: i64) -> Result<Self, Refusal> {
        if self.version != expected_version {
            return Err(Refusal::VersionStale);
        }
        self.must_be_draft()?;
        if categories == 0 {
            return Err(Refusal::CategoriesMissing);
        }
        Ok(Self {
            stage: Stage::Locked,
            version: self.version + 1,
            ..self
        })
    }

    /// Whether categories may still change.
    ///
    /// # Errors
    /// `EDITION_LOCKED`.
    pub const fn must_be_draft(&self) -> Result<(), Refusal> {
        match self.stage {
            Stage::Draft => Ok(()),
            Stage::Locked | Stage::Archived => Err(Refusal::EditionLocked),
        }
    }

    /// Whether organisations may still be claimed at this moment.
    ///
    /// # Errors
    /// `EDITION_ENDED`.
    pub fn must_take_claims(&self, at: DateTime<Utc>) -> Result<(), Refusal> {
        match self.phase(at) {
            Phase::Draft | Phase::Locked | Phase::Open => Ok(()),
            Phase::Closed | Phase::Archived => Err(Refusal::EditionEnded),
        }
    }

    /// How far it is at this moment. A draft stays a draft whatever the time is.
    #[must_use]
    pub fn phase(&self, at: DateTime<Utc>) -> Phase {
        match self.stage {
            Stage::Draft => Phase::Draft,
            Stage::Archived => Phase::Archived,
            Stage::Locked if at < self.timeline.opens_at => Phase::Locked,
            Stage::Locked if at < self.timeline.closes_at => Phase::Open,
            Stage::Locked => Phase::Closed,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("time")
    }

    fn timeline() -> Timeline {
        Timeline {
            monitoring_starts_at: at("2024-01-01T00:00:00+07:00"),
            opens_at: at("2024-10-14T08:00:00+07:00"),
            closes_at: at("2024-10-30T23:59:00+07:00"),
            announces_at: at("2024-11-14T19:00:00+07:00"),
        }
    }

    fn edition() -> Edition {
        Edition::draft("fest-2024", "Diskom Fest 2024", 2024, Some(timeline())).expect("draft")
    }

    fn reasons(found: &Violations) -> Vec<&'static str> {
        found.as_slice().iter().map(|one| one.reason).collect()
    }

    #[test]
    fn everything_wrong_with_a_draft_is_said_at_once() {
        let found = Edition::draft("Fest 2024", "", 24, None).expect_err("refused");
        assert_eq!(
            reasons(&found),
            [
                "EDITION_ID_INVALID",
                "NAME_MISSING",
                "YEAR_INVALID",
                "TIMELINE_MISSING"
            ]
        );
    }

    #[test]
    fn a_timeline_out_of_order_names_the_moment_that_is_too_early() {
        let field = |change: fn(&mut Timeline)| {
            let mut timeline = timeline();
            change(&mut timeline);
            let found = Edition::draft("a", "A", 2024, Some(timeline)).expect_err("refused");
            assert_eq!(reasons(&found), ["TIMELINE_ORDER"]);
            found.as_slice()[0].field.clone()
        };
        assert_eq!(
            field(|one| one.opens_at = one.monitoring_starts_at - chrono::TimeDelta::seconds(1)),
            "timeline.opens_at"
        );
        assert_eq!(
            field(|one| one.closes_at = one.opens_at),
            "timeline.closes_at"
        );
        assert_eq!(
            field(|one| one.announces_at = one.closes_at - chrono::TimeDelta::seconds(1)),
            "timeline.announces_at"
        );
    }

    #[test]
    fn only_a_draft_with_categories_is_locked_and_only_by_who_saw_its_last_version() {
        assert_eq!(edition().lock(2, 1), Err(Refusal::VersionStale));
        assert_eq!(edition().lock(1, 0), Err(Refusal::CategoriesMissing));
        let locked = edition().lock(1, 1).expect("locked");
        assert_eq!((locked.stage, locked.version), (Stage::Locked, 2));
        assert_eq!(locked.clone().lock(1, 1), Err(Refusal::VersionStale));
        assert_eq!(locked.lock(2, 1), Err(Refusal::EditionLocked));
    }

    #[test]
    fn the_moment_of_opening_is_open_and_the_moment_of_closing_is_closed() {
        let edition = edition().lock(1, 1).expect("locked");
        let second = chrono::TimeDelta::seconds(1);
        let Timeline {
            opens_at,
            closes_at,
            ..
        } = timeline();
        assert_eq!(edition.phase(opens_at - second), Phase::Locked);
        assert_eq!(edition.phase(opens_at), Phase::Open);
        assert_eq!(edition.phase(closes_at - second), Phase::Open);
        assert_eq!(edition.phase(closes_at), Phase::Closed);
        assert_eq!(
            edition.must_take_claims(closes_at),
            Err(Refusal::EditionEnded)
        );
    }

    proptest! {
        #[test]
        fn a_draft_stays_a_draft_and_a_phase_never_goes_back(earlier in 0_i64..4_000_000_000, later in 0_i64..4_000_000_000) {
            let (earlier, later) = (earlier.min(later), earlier.max(later));
            let [earlier, later] = [earlier, later].map(|s| DateTime::from_timestamp(s, 0).expect("time"));
            prop_assert_eq!(edition().phase(later), Phase::Draft);
            let locked = edition().lock(1, 1).expect("locked");
            prop_assert!(locked.phase(earlier) <= locked.phase(later));
        }
    }
}
