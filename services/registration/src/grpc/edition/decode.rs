//! Requests about editions as values.

use chassis::error::Violation;
use chrono::{DateTime, SubsecRound, Utc};
use fest_proto::registration::v1::{
    self as contract, BrandColour, CreateEditionRequest, EditionMoment, EditionStageKind,
    UpdateEditionRequest, reschedule_edition_request::Move as AskedMove,
};

use crate::domain::edition::{
    Colour, Moment, Move, OrganiserRule, PlanDraft, Stage, StageDraft, StageKind, Timeline,
};

/// The least that an edition begins with.
pub fn new_plan(request: &CreateEditionRequest) -> PlanDraft {
    PlanDraft {
        name: request.name.clone(),
        year: request.year,
        timeline: request.timeline.as_ref().and_then(timeline),
        ..PlanDraft::default()
    }
}

/// All that the committee plans.
pub fn plan(request: UpdateEditionRequest) -> PlanDraft {
    let branding = request.branding.unwrap_or_default();
    let colour = match branding.colour() {
        BrandColour::Unspecified | BrandColour::Green => Colour::Green,
        BrandColour::Blue => Colour::Blue,
        BrandColour::Clay => Colour::Clay,
    };
    PlanDraft {
        name: request.name,
        year: request.year,
        theme: request.theme,
        timeline: request.timeline.as_ref().and_then(timeline),
        stages: request.stages.iter().map(stage).collect(),
        colour,
        tagline: branding.tagline,
        letterhead: request.letterhead,
        organiser: request.organiser.map(organiser),
    }
}

fn organiser(organiser: contract::Organiser) -> (String, Option<OrganiserRule>) {
    let rule = match organiser.rule() {
        contract::OrganiserRule::Unspecified => None,
        contract::OrganiserRule::Competes => Some(OrganiserRule::Competes),
        contract::OrganiserRule::OutOfCompetition => Some(OrganiserRule::OutOfCompetition),
    };
    (organiser.organisation_code, rule)
}

/// All four moments, or none when one is missing or no time.
fn timeline(given: &contract::Timeline) -> Option<Timeline> {
    Some(Timeline {
        monitoring_starts_at: moment(given.monitoring_starts_at)?,
        opens_at: moment(given.opens_at)?,
        closes_at: moment(given.closes_at)?,
        announces_at: moment(given.announces_at)?,
    })
}

fn stage(given: &contract::EditionStage) -> StageDraft {
    let kind = match given.kind() {
        EditionStageKind::Unspecified => None,
        EditionStageKind::Interview => Some(StageKind::Interview),
        EditionStageKind::SiteVisit => Some(StageKind::SiteVisit),
        EditionStageKind::Clarification => Some(StageKind::Clarification),
        EditionStageKind::Objection => Some(StageKind::Objection),
    };
    StageDraft {
        kind,
        starts_at: moment(given.starts_at),
        ends_at: moment(given.ends_at),
    }
}

/// What is to be moved, and where to.
pub fn wanted(asked: Option<AskedMove>) -> Result<Move, Violation> {
    let missing = |field| {
        let text = "a moment with its time, or a stage with both of its times";
        Violation::new(field, "MOVE_MISSING", text)
    };
    match asked {
        None => Err(missing("moment")),
        Some(AskedMove::Moment(asked)) => {
            let which = match asked.moment() {
                EditionMoment::Unspecified => return Err(missing("moment.moment")),
                EditionMoment::MonitoringStarts => Moment::MonitoringStarts,
                EditionMoment::Opens => Moment::Opens,
                EditionMoment::Closes => Moment::Closes,
                EditionMoment::Announces => Moment::Announces,
            };
            let at = moment(asked.at).ok_or_else(|| missing("moment.at"))?;
            Ok(Move::Moment(which, at))
        }
        Some(AskedMove::Stage(asked)) => {
            let asked = stage(&asked);
            Ok(Move::Stage(Stage {
                kind: asked.kind.ok_or_else(|| missing("stage.kind"))?,
                starts_at: asked.starts_at.ok_or_else(|| missing("stage.starts_at"))?,
                ends_at: asked.ends_at.ok_or_else(|| missing("stage.ends_at"))?,
            }))
        }
    }
}

fn moment(given: Option<pbjson_types::Timestamp>) -> Option<DateTime<Utc>> {
    let moment: DateTime<Utc> = given?.try_into().ok()?;
    Some(kept(moment))
}

/// The database keeps microseconds, so nobody is told more than that.
pub fn kept(moment: DateTime<Utc>) -> DateTime<Utc> {
    moment.trunc_subsecs(6)
}
