//! Beginning a year with what another one was.

use chassis::error::Violations;
use chrono::{DateTime, FixedOffset, Months, Utc};

use super::{
    Edition,
    plan::PlanDraft,
    schedule::{Stage, StageDraft, Timeline},
};

/// Western Indonesian time in seconds; it knows no summer.
const WIB: i32 = 7 * 60 * 60;

impl Edition {
    /// A draft of this name and year that plans what this edition did, by the years between the two later or earlier. Theme and tagline were that
    /// year's own and stay with it.
    ///
    /// # Errors
    /// All that is wrong with id, name and year, at once.
    pub fn copy(&self, id: &str, name: &str, year: i32) -> Result<Self, Violations> {
        let plan = self.plan.clone();
        // Beyond the calendar lie only years that are refused anyway.
        let years = year.saturating_sub(plan.year);
        let timeline = shifted_timeline(&plan.timeline, years);
        let stages = plan.stages.iter().map(|stage| shifted_stage(stage, years));
        let organiser = plan
            .organiser
            .map(|one| (one.organisation_code, Some(one.rule)));
        let plan = PlanDraft {
            name: name.to_owned(),
            year,
            theme: String::new(),
            timeline: Some(timeline.unwrap_or(plan.timeline)),
            stages: stages.collect(),
            colour: plan.colour,
            tagline: String::new(),
            letterhead: plan.letterhead,
            organiser,
        };
        Self::draft(id, plan)
    }
}

fn shifted_timeline(timeline: &Timeline, years: i32) -> Option<Timeline> {
    Some(Timeline {
        monitoring_starts_at: shifted(timeline.monitoring_starts_at, years)?,
        opens_at: shifted(timeline.opens_at, years)?,
        closes_at: shifted(timeline.closes_at, years)?,
        announces_at: shifted(timeline.announces_at, years)?,
    })
}

fn shifted_stage(stage: &Stage, years: i32) -> StageDraft {
    StageDraft {
        kind: Some(stage.kind),
        starts_at: shifted(stage.starts_at, years),
        ends_at: shifted(stage.ends_at, years),
    }
}

/// The same day and hour in Cikarang; the last of February where there is no twenty-ninth.
fn shifted(at: DateTime<Utc>, years: i32) -> Option<DateTime<Utc>> {
    let local = at.with_timezone(&FixedOffset::east_opt(WIB)?);
    let months = Months::new(years.unsigned_abs().checked_mul(12)?);
    let moved = match years {
        ..0 => local.checked_sub_months(months),
        _ => local.checked_add_months(months),
    };
    moved.map(|local| local.with_timezone(&Utc))
}

#[cfg(test)]
mod tests {
    use super::super::{
        Refusal, StageKind, Standing,
        tests::{at, draft, edition},
    };
    use super::*;

    #[test]
    fn a_copy_is_a_draft_whose_dates_keep_their_day_and_hour() {
        let plan = PlanDraft {
            theme: "Bekasi digital".to_owned(),
            tagline: "Satu data".to_owned(),
            letterhead: vec!["Pemerintah Kabupaten Bekasi".to_owned()],
            stages: vec![StageDraft {
                kind: Some(StageKind::Objection),
                starts_at: Some(at("2024-11-05T08:00:00+07:00")),
                ends_at: Some(at("2024-11-08T16:00:00+07:00")),
            }],
            ..draft()
        };
        let source = Edition::draft("fest-2024", plan).expect("draft");
        let source = source.lock(1, 1).expect("locked");
        let copy = source
            .copy("fest-2026", "Diskom Fest 2026", 2026)
            .expect("a copy");
        assert_eq!(
            (&*copy.id, &*copy.plan.name, copy.plan.year),
            ("fest-2026", "Diskom Fest 2026", 2026)
        );
        assert_eq!((copy.standing, copy.version), (Standing::Draft, 1));
        assert_eq!((&*copy.plan.theme, &*copy.plan.tagline), ("", ""));
        assert_eq!(copy.plan.letterhead, source.plan.letterhead);
        // Midnight of the first of January in Cikarang is still the old year in UTC.
        assert_eq!(
            copy.plan.timeline.monitoring_starts_at,
            at("2026-01-01T00:00:00+07:00")
        );
        assert_eq!(
            copy.plan.timeline.closes_at,
            at("2026-10-30T23:59:00+07:00")
        );
        assert_eq!(copy.plan.stages[0].ends_at, at("2026-11-08T16:00:00+07:00"));
    }

    #[test]
    fn a_leap_day_becomes_the_last_of_february() {
        let day = at("2024-02-29T00:30:00+07:00");
        assert_eq!(shifted(day, 1), Some(at("2025-02-28T00:30:00+07:00")));
        assert_eq!(shifted(day, -4), Some(at("2020-02-29T00:30:00+07:00")));
    }

    #[test]
    fn a_copy_into_a_year_that_is_none_is_refused_by_the_year() {
        for year in [i32::MIN, 1999, 3000, i32::MAX] {
            let found = edition().copy("fest", "Fest", year).expect_err("refused");
            let reasons: Vec<_> = found.as_slice().iter().map(|one| one.reason).collect();
            assert!(reasons.contains(&"YEAR_INVALID"), "{reasons:?}");
        }
    }

    #[test]
    fn an_edition_is_archived_once_and_after_its_evening() {
        let evening = edition().plan.timeline.announces_at;
        let early = evening - chrono::TimeDelta::seconds(1);
        assert_eq!(edition().archive(1, evening), Err(Refusal::EditionDraft));
        let locked = edition().lock(1, 1).expect("locked");
        assert_eq!(
            locked.clone().archive(1, evening),
            Err(Refusal::VersionStale)
        );
        assert_eq!(
            locked.clone().archive(2, early),
            Err(Refusal::EditionNotAnnounced)
        );
        let archived = locked.archive(2, evening).expect("archived");
        assert_eq!(
            (archived.standing, archived.version),
            (Standing::Archived, 3)
        );
        assert_eq!(archived.archive(3, evening), Err(Refusal::EditionArchived));
    }
}
