//! Editions and their moved dates.

use fest_proto::registration::v1::{
    self as contract, BrandColour, EditionMoment, EditionPhase, EditionStageKind,
};

use crate::domain::edition::{
    Colour, Edition, Finding, Moment, Organiser, OrganiserRule, Phase, Reschedule, Stage,
    StageKind, Subject, Timeline,
};

pub fn edition(edition: &Edition, phase: Phase) -> contract::Edition {
    let phase = match phase {
        Phase::Draft => EditionPhase::Draft,
        Phase::Locked => EditionPhase::Locked,
        Phase::Open => EditionPhase::Open,
        Phase::Closed => EditionPhase::Closed,
        Phase::Archived => EditionPhase::Archived,
    };
    let plan = &edition.plan;
    let colour = match plan.colour {
        Colour::Green => BrandColour::Green,
        Colour::Blue => BrandColour::Blue,
        Colour::Clay => BrandColour::Clay,
    };
    contract::Edition {
        id: edition.id.clone(),
        name: plan.name.clone(),
        year: plan.year,
        timeline: Some(timeline(&plan.timeline)),
        phase: phase.into(),
        version: edition.version,
        theme: plan.theme.clone(),
        stages: plan.stages.iter().map(stage).collect(),
        branding: Some(contract::Branding {
            colour: colour.into(),
            tagline: plan.tagline.clone(),
        }),
        letterhead: plan.letterhead.clone(),
        organiser: plan.organiser.as_ref().map(organiser),
    }
}

fn timeline(timeline: &Timeline) -> contract::Timeline {
    contract::Timeline {
        monitoring_starts_at: Some(timeline.monitoring_starts_at.into()),
        opens_at: Some(timeline.opens_at.into()),
        closes_at: Some(timeline.closes_at.into()),
        announces_at: Some(timeline.announces_at.into()),
    }
}

fn stage(stage: &Stage) -> contract::EditionStage {
    contract::EditionStage {
        kind: stage_kind(stage.kind).into(),
        starts_at: Some(stage.starts_at.into()),
        ends_at: Some(stage.ends_at.into()),
    }
}

const fn stage_kind(kind: StageKind) -> EditionStageKind {
    match kind {
        StageKind::Interview => EditionStageKind::Interview,
        StageKind::SiteVisit => EditionStageKind::SiteVisit,
        StageKind::Clarification => EditionStageKind::Clarification,
        StageKind::Objection => EditionStageKind::Objection,
    }
}

fn organiser(organiser: &Organiser) -> contract::Organiser {
    let rule = match organiser.rule {
        OrganiserRule::Competes => contract::OrganiserRule::Competes,
        OrganiserRule::OutOfCompetition => contract::OrganiserRule::OutOfCompetition,
    };
    contract::Organiser {
        organisation_code: organiser.organisation_code.clone(),
        rule: rule.into(),
    }
}

/// A date that was moved. Who moved it goes by id.
pub fn reschedule(moved: &Reschedule) -> contract::EditionReschedule {
    let (moment, stage) = match moved.subject {
        Subject::Moment(moment) => (self::moment(moment), EditionStageKind::Unspecified),
        Subject::Stage(kind) => (EditionMoment::Unspecified, stage_kind(kind)),
    };
    contract::EditionReschedule {
        id: moved.act.id.to_string(),
        edition_id: moved.edition_id.clone(),
        moment: moment.into(),
        stage: stage.into(),
        starts_before: Some(moved.before.starts_at.into()),
        ends_before: moved.before.ends_at.map(Into::into),
        starts_after: Some(moved.after.starts_at.into()),
        ends_after: moved.after.ends_at.map(Into::into),
        reason: moved.act.reason.clone(),
        account_id: moved.act.account_id.to_string(),
        moved_at: Some(moved.act.at.into()),
        edition_version: moved.edition_version,
    }
}

const fn moment(moment: Moment) -> EditionMoment {
    match moment {
        Moment::MonitoringStarts => EditionMoment::MonitoringStarts,
        Moment::Opens => EditionMoment::Opens,
        Moment::Closes => EditionMoment::Closes,
        Moment::Announces => EditionMoment::Announces,
    }
}

/// Something that is missing.
pub fn finding(finding: Finding) -> contract::EditionFinding {
    let parameters = finding.parameters.into_iter();
    contract::EditionFinding {
        reason: finding.reason.to_owned(),
        parameters: parameters
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
        blocks_lock: finding.blocks_lock,
    }
}
