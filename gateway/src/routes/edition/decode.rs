//! What the forms of an edition send, as requests; and where a fault of a request stands on the page.

use fest_proto::registration::v1::{self as pb, reschedule_edition_request::Move};

use super::Posted;
use crate::{
    api::named,
    format::typed_moment,
    pages::{Dated, edition::stage_field},
};

/// A number as typed; what is none becomes one that no rule takes.
pub fn number(text: &str) -> i32 {
    text.trim().parse().unwrap_or(-1)
}

/// A number that may be left out.
pub fn number_or_zero(text: &str) -> i32 {
    if text.trim().is_empty() {
        0
    } else {
        number(text)
    }
}

fn moment(posted: &Posted, field: &str) -> Option<pbjson_types::Timestamp> {
    typed_moment(&posted.text(field)).map(Into::into)
}

/// The plan, and which stages it sends in which order.
pub fn plan(id: &str, posted: &Posted) -> (pb::UpdateEditionRequest, Vec<Dated>) {
    let is_planned = |stage: &Dated| {
        let typed = |moment| posted.text(&stage_field(*stage, moment));
        !typed("starts_at").is_empty() || !typed("ends_at").is_empty()
    };
    let planned: Vec<Dated> = Dated::STAGES.into_iter().filter(is_planned).collect();
    let stage = |stage: &Dated| pb::EditionStage {
        kind: kind(*stage) as i32,
        starts_at: moment(posted, &stage_field(*stage, "starts_at")),
        ends_at: moment(posted, &stage_field(*stage, "ends_at")),
    };
    let timeline = pb::Timeline {
        monitoring_starts_at: moment(posted, "timeline.monitoring_starts_at"),
        opens_at: moment(posted, "timeline.opens_at"),
        closes_at: moment(posted, "timeline.closes_at"),
        announces_at: moment(posted, "timeline.announces_at"),
    };
    let colour = named("BRAND_COLOUR_", &posted.text("colour"));
    let request = pb::UpdateEditionRequest {
        request_id: posted.request_id.clone(),
        edition_id: id.to_owned(),
        expected_version: posted.expected_version(),
        name: posted.text("name"),
        year: number(&posted.text("year")),
        timeline: Some(timeline),
        theme: posted.text("theme"),
        stages: planned.iter().map(stage).collect(),
        branding: Some(pb::Branding {
            colour: pb::BrandColour::from_str_name(&colour).unwrap_or_default() as i32,
            tagline: posted.text("branding.tagline"),
        }),
        letterhead: letterhead(&posted.text("letterhead")),
        organiser: organiser(posted),
    };
    (request, planned)
}

fn letterhead(typed: &str) -> Vec<String> {
    let lines = typed.trim().lines();
    lines.map(|line| line.trim().to_owned()).collect()
}

/// Nobody is named while both fields are empty; one of them alone is for registration to refuse.
fn organiser(posted: &Posted) -> Option<pb::Organiser> {
    let code = posted.text("organiser.organisation_code").trim().to_owned();
    let rule = posted.text("organiser.rule");
    if code.is_empty() && rule.is_empty() {
        return None;
    }
    let rule = named("ORGANISER_RULE_", &rule);
    Some(pb::Organiser {
        organisation_code: code,
        rule: pb::OrganiserRule::from_str_name(&rule).unwrap_or_default() as i32,
    })
}

fn kind(stage: Dated) -> pb::EditionStageKind {
    match stage {
        Dated::Interview => pb::EditionStageKind::Interview,
        Dated::SiteVisit => pb::EditionStageKind::SiteVisit,
        Dated::Clarification => pb::EditionStageKind::Clarification,
        Dated::Objection => pb::EditionStageKind::Objection,
        Dated::MonitoringStarts | Dated::Opens | Dated::Closes | Dated::Announces => {
            pb::EditionStageKind::Unspecified
        }
    }
}

/// Where the plan's form has what the contract calls so.
pub fn place(field: &str, stages: &[Dated]) -> Option<String> {
    if let Some(rest) = field.strip_prefix("stages[") {
        let (index, moment) = rest.split_once(']')?;
        let stage = stages.get(index.parse::<usize>().ok()?)?;
        let moment = moment.strip_prefix('.').unwrap_or("starts_at");
        return Some(stage_field(*stage, moment));
    }
    if field.starts_with("letterhead") {
        return Some("letterhead".to_owned());
    }
    let known = [
        "name",
        "year",
        "theme",
        "branding.tagline",
        "organiser.organisation_code",
        "organiser.rule",
        "timeline.monitoring_starts_at",
        "timeline.opens_at",
        "timeline.closes_at",
        "timeline.announces_at",
    ];
    known.contains(&field).then(|| field.to_owned())
}

/// One date and where it goes.
pub fn reschedule(id: &str, posted: &Posted) -> pb::RescheduleEditionRequest {
    let starts_at = moment(posted, "starts_at");
    let wanted = Dated::from_name(&posted.text("what")).map(|what| {
        let moment_of = |moment: pb::EditionMoment| {
            Move::Moment(pb::MomentMove {
                moment: moment.into(),
                at: starts_at,
            })
        };
        match what {
            Dated::MonitoringStarts => moment_of(pb::EditionMoment::MonitoringStarts),
            Dated::Opens => moment_of(pb::EditionMoment::Opens),
            Dated::Closes => moment_of(pb::EditionMoment::Closes),
            Dated::Announces => moment_of(pb::EditionMoment::Announces),
            stage => Move::Stage(pb::EditionStage {
                kind: kind(stage).into(),
                starts_at,
                ends_at: moment(posted, "ends_at"),
            }),
        }
    });
    pb::RescheduleEditionRequest {
        request_id: posted.request_id.clone(),
        edition_id: id.to_owned(),
        expected_version: posted.expected_version(),
        reason: posted.text("reason"),
        r#move: wanted,
    }
}

/// Where the form of a move has what the contract calls so.
pub fn place_of_move(field: &str) -> Option<String> {
    let place = match field {
        "reason" => "reason",
        "moment" | "moment.moment" | "stage.kind" => "what",
        "moment.at" | "stage.starts_at" => "starts_at",
        "stage.ends_at" => "ends_at",
        // The order of the whole schedule: what was moved is what breaks it.
        field if field.starts_with("timeline.") => "starts_at",
        _ => return None,
    };
    Some(place.to_owned())
}
