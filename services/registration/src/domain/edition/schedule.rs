//! When things happen: the four moments that every edition has, and the stages that it may have besides.

use chassis::error::{Violation, Violations};
use chrono::{DateTime, Utc};

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

/// One of the four.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // They are the fields of a timeline.
pub enum Moment {
    MonitoringStarts,
    Opens,
    Closes,
    Announces,
}

/// What may lie between the opening and the evening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StageKind {
    /// Jurors talk with those who take part.
    Interview,
    /// Jurors go and look.
    SiteVisit,
    /// Each organisation checks its own numbers.
    Clarification,
    /// Masa sanggah.
    Objection,
}

/// A stage with its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stage {
    /// Which.
    pub kind: StageKind,
    /// This moment included.
    pub starts_at: DateTime<Utc>,
    /// The first moment that is late.
    pub ends_at: DateTime<Utc>,
}

/// A stage as it was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageDraft {
    /// Which.
    pub kind: Option<StageKind>,
    /// Its beginning.
    pub starts_at: Option<DateTime<Utc>>,
    /// Its end.
    pub ends_at: Option<DateTime<Utc>>,
}

impl Timeline {
    /// When this is.
    #[must_use]
    pub const fn at(&self, moment: Moment) -> DateTime<Utc> {
        match moment {
            Moment::MonitoringStarts => self.monitoring_starts_at,
            Moment::Opens => self.opens_at,
            Moment::Closes => self.closes_at,
            Moment::Announces => self.announces_at,
        }
    }

    /// The same with one moment elsewhere.
    #[must_use]
    pub const fn with(mut self, moment: Moment, at: DateTime<Utc>) -> Self {
        match moment {
            Moment::MonitoringStarts => self.monitoring_starts_at = at,
            Moment::Opens => self.opens_at = at,
            Moment::Closes => self.closes_at = at,
            Moment::Announces => self.announces_at = at,
        }
        self
    }

    /// Whether its moments follow each other.
    ///
    /// # Errors
    /// `TIMELINE_ORDER` at the first that does not.
    pub fn check(&self) -> Result<(), Violation> {
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

    /// Whether a stage lies inside it.
    ///
    /// # Errors
    /// `STAGE_ORDER` at the moment of the stage that does not; `field` is where the stage stands in the request.
    pub fn check_stage(&self, stage: &Stage, field: &str) -> Result<(), Violation> {
        let wrong = |moment, description| {
            let field = format!("{field}.{moment}");
            Err(Violation::new(field, "STAGE_ORDER", description))
        };
        if stage.starts_at < self.opens_at {
            return wrong("starts_at", "not before the opening");
        }
        if stage.ends_at <= stage.starts_at {
            return wrong("ends_at", "after its beginning");
        }
        if stage.ends_at > self.announces_at {
            return wrong("ends_at", "not after the announcement");
        }
        Ok(())
    }
}

impl StageDraft {
    fn whole(&self) -> Option<Stage> {
        Some(Stage {
            kind: self.kind?,
            starts_at: self.starts_at?,
            ends_at: self.ends_at?,
        })
    }
}

/// The stages in the order of their beginnings, with every fault noted. Without a timeline only what concerns the stages alone is checked.
pub(super) fn stages(
    found: &mut Violations,
    drafts: &[StageDraft],
    timeline: Option<&Timeline>,
) -> Vec<Stage> {
    let mut stages: Vec<Stage> = Vec::new();
    for (index, draft) in drafts.iter().enumerate() {
        let field = format!("stages[{index}]");
        let Some(stage) = draft.whole() else {
            found.add(field, "STAGE_MISSING", "kind and both moments are needed");
            continue;
        };
        if stages.iter().any(|known| known.kind == stage.kind) {
            found.add(field, "STAGE_REPEATED", "each kind once at most");
            continue;
        }
        let fits = timeline.map(|timeline| timeline.check_stage(&stage, &field));
        found.note(fits.unwrap_or(Ok(())));
        stages.push(stage);
    }
    stages.sort_by_key(|stage| (stage.starts_at, stage.ends_at));
    stages
}
