//! Messages of the contracts as the values that pages show.

use chrono::{DateTime, Utc};
use fest_proto::{
    registration::v1 as registration, scoring::v1 as scoring, submission::v1 as submission,
    r#type::v1::Exact,
};
use pbjson_types::Timestamp;
use tonic::Status;

use super::{
    parts::{ROWS, all},
    visit::Visit,
};
use crate::{
    app::App,
    pages::{
        Dated, Moved, Organisation, Paging, Phase, Place, StageDates, Timeline,
        approval::{Approval, Seal, Side},
        board::Judge,
        home,
    },
};

/// A moment that the contract always sets.
pub fn moment(timestamp: Option<Timestamp>) -> DateTime<Utc> {
    crate::api::time(timestamp).unwrap_or_default()
}

/// A count, which no contract lets be negative.
pub fn count(number: i32) -> u64 {
    u64::try_from(number).unwrap_or_default()
}

/// An exact number as text.
pub fn exact(number: Option<Exact>) -> String {
    number.unwrap_or_default().value
}

/// Which page of a list it is that has so many rows, of so many in all, and leads on with this token.
pub fn paging(place: Place, size: i32, (shown, total, next): (usize, i32, String)) -> Paging {
    Paging {
        place,
        size: count(size),
        shown: shown as u64,
        total: count(total),
        next_token: next,
    }
}

/// A juror.
pub fn judge(judge: registration::Judge) -> Judge {
    Judge {
        id: judge.id,
        display_name: judge.display_name,
    }
}

/// A body of the registry.
pub fn organisation(organisation: registration::Organisation) -> Organisation {
    Organisation {
        code: organisation.code,
        name: organisation.name,
        kind: organisation.kind,
        district: organisation.district,
    }
}

/// The body that an entry stands for; entries do not know where it lies.
pub fn entrant(organisation: Option<submission::EntryOrganisation>) -> Organisation {
    let organisation = organisation.unwrap_or_default();
    Organisation {
        code: organisation.code,
        name: organisation.name,
        kind: organisation.kind,
        district: String::new(),
    }
}

/// An edition's dates.
pub fn timeline(edition: &registration::Edition) -> Timeline {
    let timeline = edition.timeline.unwrap_or_default();
    let stage = |stage: &registration::EditionStage| {
        Some(StageDates {
            what: stage_of(stage.kind())?,
            starts_at: moment(stage.starts_at),
            ends_at: moment(stage.ends_at),
        })
    };
    Timeline {
        stages: edition.stages.iter().filter_map(stage).collect(),
        monitoring_starts_at: moment(timeline.monitoring_starts_at),
        opens_at: moment(timeline.opens_at),
        closes_at: moment(timeline.closes_at),
        announces_at: moment(timeline.announces_at),
    }
}

/// When the edition that the page speaks of stopped taking claims and entries; nothing as long as it takes them.
pub fn closed_at(visit: &Visit) -> Option<DateTime<Utc>> {
    let edition = edition(visit)?;
    let is_over = matches!(edition.phase, Phase::Closed | Phase::Archived);
    is_over.then_some(edition.timeline.closes_at)
}

/// The edition that the page speaks of.
pub fn edition(visit: &Visit) -> Option<home::Edition> {
    visit.edition.as_ref().map(edition_of)
}

/// An edition as pages show it.
pub fn edition_of(edition: &registration::Edition) -> home::Edition {
    let branding = edition.branding.clone().unwrap_or_default();
    home::Edition {
        phase: edition.phase().into(),
        timeline: timeline(edition),
        theme: edition.theme.clone(),
        colour: match branding.colour() {
            registration::BrandColour::Unspecified | registration::BrandColour::Green => {
                home::Colour::Green
            }
            registration::BrandColour::Blue => home::Colour::Blue,
            registration::BrandColour::Clay => home::Colour::Clay,
        },
        tagline: branding.tagline,
    }
}

const fn stage_of(kind: registration::EditionStageKind) -> Option<Dated> {
    match kind {
        registration::EditionStageKind::Unspecified => None,
        registration::EditionStageKind::Interview => Some(Dated::Interview),
        registration::EditionStageKind::SiteVisit => Some(Dated::SiteVisit),
        registration::EditionStageKind::Clarification => Some(Dated::Clarification),
        registration::EditionStageKind::Objection => Some(Dated::Objection),
    }
}

const fn moment_of(moment: registration::EditionMoment) -> Option<Dated> {
    match moment {
        registration::EditionMoment::Unspecified => None,
        registration::EditionMoment::MonitoringStarts => Some(Dated::MonitoringStarts),
        registration::EditionMoment::Opens => Some(Dated::Opens),
        registration::EditionMoment::Closes => Some(Dated::Closes),
        registration::EditionMoment::Announces => Some(Dated::Announces),
    }
}

/// The dates of an edition that were moved, the last one first.
///
/// # Errors
/// What registration says.
pub async fn moved(app: &App, visit: &Visit, edition_id: &str) -> Result<Vec<Moved>, Status> {
    if edition_id.is_empty() {
        return Ok(Vec::new());
    }
    let listed = all(|page_token| async move {
        let request = registration::ListEditionReschedulesRequest {
            edition_id: edition_id.to_owned(),
            page_size: ROWS,
            page_token,
        };
        let mut client = app.clients.editions(&visit.call);
        let answer = client.list_edition_reschedules(request).await?.into_inner();
        Ok((answer.reschedules, answer.next_page_token))
    });
    let one = |moved: registration::EditionReschedule| {
        Some(Moved {
            what: moment_of(moved.moment()).or(stage_of(moved.stage()))?,
            before: (
                moment(moved.starts_before),
                crate::api::time(moved.ends_before),
            ),
            after: (
                moment(moved.starts_after),
                crate::api::time(moved.ends_after),
            ),
            reason: moved.reason,
            moved_at: moment(moved.moved_at),
        })
    };
    Ok(listed.await?.into_iter().filter_map(one).collect())
}

/// A seal as this visitor sees it.
pub fn seal(seal: scoring::Seal, visit: &Visit) -> Seal {
    let approval = |approval: &scoring::Approval| Approval {
        side: match approval.side() {
            scoring::ApprovalSide::Plenary => Side::Plenary,
            scoring::ApprovalSide::Leadership | scoring::ApprovalSide::Unspecified => {
                Side::Leadership
            }
        },
        approved_at: moment(approval.approved_at),
        not_before: moment(approval.not_before),
        mine: approval.account_id == visit.account_id(),
    };
    Seal {
        approvals: seal.approvals.iter().map(approval).collect(),
        root: seal.root,
        sealed_at: moment(seal.sealed_at),
    }
}
