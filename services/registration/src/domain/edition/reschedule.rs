//! Moving one date of a locked edition: an act with a reason, kept for everybody to read.

use chassis::{error::Violation, text::Text};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    Edition, Refusal, Standing,
    schedule::{Moment, Stage, StageKind},
};

const REASON: Text = Text::up_to(500).or("REASON_MISSING");

/// What is moved, and where to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// A moment of the timeline.
    Moment(Moment, DateTime<Utc>),
    /// A stage that is planned.
    Stage(Stage),
}

/// What was moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A moment of the timeline.
    Moment(Moment),
    /// A stage.
    Stage(StageKind),
}

/// When something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The moment, or the beginning of a stage.
    pub starts_at: DateTime<Utc>,
    /// The end of a stage.
    pub ends_at: Option<DateTime<Utc>>,
}

/// Who moves it, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    /// The id that the history knows it by.
    pub id: Uuid,
    /// The member of the committee.
    pub account_id: Uuid,
    /// What everybody may read.
    pub reason: String,
    /// When.
    pub at: DateTime<Utc>,
}

/// A date that was moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reschedule {
    /// Of which edition.
    pub edition_id: String,
    /// What.
    pub subject: Subject,
    /// From here.
    pub before: Span,
    /// To here.
    pub after: Span,
    /// By whom, when and why.
    pub act: Act,
    /// The edition's version with the new date.
    pub edition_version: i64,
}

/// Why a date stays where it is.
#[derive(Debug, PartialEq, Eq)]
pub enum MoveError {
    /// A rule says no.
    Refused(Refusal),
    /// A field of the request is at fault.
    Invalid(Violation),
}

impl From<Refusal> for MoveError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<Violation> for MoveError {
    fn from(one: Violation) -> Self {
        Self::Invalid(one)
    }
}

impl Act {
    /// An act with a reason.
    ///
    /// # Errors
    /// `REASON_MISSING`, `TEXT_TOO_LONG`, `TEXT_INVALID`.
    pub fn new(
        id: Uuid,
        account_id: Uuid,
        reason: &str,
        at: DateTime<Utc>,
    ) -> Result<Self, Violation> {
        Ok(Self {
            id,
            account_id,
            reason: REASON.parse("reason", reason)?,
            at,
        })
    }
}

impl Edition {
    /// The same edition with one date moved, and what the history keeps of it.
    ///
    /// # Errors
    /// What `RescheduleEdition` refuses with.
    pub fn reschedule(
        mut self,
        expected_version: i64,
        wanted: Move,
        act: Act,
    ) -> Result<(Self, Reschedule), MoveError> {
        self.must_be_version(expected_version)?;
        match self.standing {
            Standing::Draft => return Err(Refusal::EditionDraft.into()),
            Standing::Archived => return Err(Refusal::EditionArchived.into()),
            Standing::Locked => {}
        }
        let (subject, before, after) = match wanted {
            Move::Moment(moment, at) => self.move_moment(moment, at, act.at)?,
            Move::Stage(stage) => self.move_stage(stage, act.at)?,
        };
        self.plan.timeline.check()?;
        for stage in &self.plan.stages {
            self.plan.timeline.check_stage(stage, "stage")?;
        }
        self.version += 1;
        let kept = Reschedule {
            edition_id: self.id.clone(),
            subject,
            before,
            after,
            act,
            edition_version: self.version,
        };
        Ok((self, kept))
    }

    fn move_moment(
        &mut self,
        moment: Moment,
        to: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<(Subject, Span, Span), MoveError> {
        let from = self.plan.timeline.at(moment);
        if from <= now {
            return Err(Refusal::MomentPassed.into());
        }
        must_be_ahead("moment.at", to, now)?;
        must_differ("moment.at", from == to)?;
        self.plan.timeline = self.plan.timeline.with(moment, to);
        let span = |starts_at| Span {
            starts_at,
            ends_at: None,
        };
        Ok((Subject::Moment(moment), span(from), span(to)))
    }

    /// What began cannot begin otherwise, but it may end earlier or later.
    fn move_stage(
        &mut self,
        to: Stage,
        now: DateTime<Utc>,
    ) -> Result<(Subject, Span, Span), MoveError> {
        let mut stages = self.plan.stages.iter_mut();
        let stage = stages.find(|stage| stage.kind == to.kind);
        let stage = stage.ok_or(Refusal::StageNotPlanned)?;
        let from = *stage;
        let has_begun = from.starts_at <= now;
        if from.ends_at <= now || (has_begun && to.starts_at != from.starts_at) {
            return Err(Refusal::MomentPassed.into());
        }
        if !has_begun {
            must_be_ahead("stage.starts_at", to.starts_at, now)?;
        }
        must_be_ahead("stage.ends_at", to.ends_at, now)?;
        must_differ("stage.starts_at", from == to)?;
        *stage = to;
        self.plan
            .stages
            .sort_by_key(|stage| (stage.starts_at, stage.ends_at));
        let span = |stage: Stage| Span {
            starts_at: stage.starts_at,
            ends_at: Some(stage.ends_at),
        };
        Ok((Subject::Stage(to.kind), span(from), span(to)))
    }
}

/// A window that closes in the past would make late what was in time.
fn must_be_ahead(field: &str, at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), Violation> {
    if at > now {
        return Ok(());
    }
    let text = "nothing is moved into the past";
    Err(Violation::new(field, "MOMENT_IN_PAST", text))
}

fn must_differ(field: &str, same: bool) -> Result<(), Violation> {
    if !same {
        return Ok(());
    }
    Err(Violation::new(field, "MOVE_EMPTY", "it is there already"))
}

#[cfg(test)]
mod tests;
