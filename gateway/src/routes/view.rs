//! Messages of the contracts as the values that pages show.

use chrono::{DateTime, Utc};
use fest_proto::{
    registration::v1 as registration, scoring::v1 as scoring, submission::v1 as submission,
    r#type::v1::Exact,
};
use pbjson_types::Timestamp;

use super::visit::Visit;
use crate::pages::{
    Organisation, Timeline,
    approval::{Approval, Seal, Side},
    home,
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
pub fn timeline(timeline: Option<registration::Timeline>) -> Timeline {
    let timeline = timeline.unwrap_or_default();
    Timeline {
        monitoring_starts_at: moment(timeline.monitoring_starts_at),
        opens_at: moment(timeline.opens_at),
        closes_at: moment(timeline.closes_at),
        announces_at: moment(timeline.announces_at),
    }
}

/// The edition that the page speaks of.
pub fn edition(visit: &Visit) -> Option<home::Edition> {
    let edition = visit.edition.as_ref()?;
    Some(home::Edition {
        phase: edition.phase().into(),
        timeline: timeline(edition.timeline),
    })
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
