//! Invitations, and how far participation is, as messages of the contract.

use fest_proto::registration::v1 as contract;

use super::{mail_state, organisation};
use crate::domain::{
    invitation::Invitation,
    progress::{Counts, Progress, Silent},
};

/// An invitation without its code.
pub fn invitation(invitation: &Invitation) -> contract::Invitation {
    let participation_id = invitation.participation_id;
    contract::Invitation {
        id: invitation.id.to_string(),
        edition_id: invitation.edition_id.clone(),
        organisation_id: invitation.organisation_id.to_string(),
        issued_at: Some(invitation.issued_at.into()),
        opened_at: invitation.opened_at.map(Into::into),
        participation_id: participation_id.map_or_else(String::new, |id| id.to_string()),
        version: invitation.version,
    }
}

/// The counts of an edition.
pub fn progress(progress: &Progress) -> contract::GetParticipationProgressResponse {
    let kind = |(kind, counts): &(String, Counts)| contract::KindProgress {
        kind: kind.clone(),
        counts: Some(self::counts(counts)),
    };
    let district = |(district, counts): &(String, Counts)| contract::DistrictProgress {
        district: district.clone(),
        counts: Some(self::counts(counts)),
    };
    contract::GetParticipationProgressResponse {
        total: Some(counts(&progress.total)),
        kinds: progress.kinds.iter().map(kind).collect(),
        districts: progress.districts.iter().map(district).collect(),
    }
}

fn counts(counts: &Counts) -> contract::ParticipationCounts {
    let count = |number| i32::try_from(number).unwrap_or(i32::MAX);
    contract::ParticipationCounts {
        organisations: count(counts.organisations),
        silent: count(counts.silent),
        invited: count(counts.invited),
        waiting: count(counts.waiting),
        returned: count(counts.returned),
        verified: count(counts.verified),
        withdrawn: count(counts.withdrawn),
    }
}

/// A body that has not answered.
pub fn silent(silent: &Silent) -> contract::SilentOrganisation {
    let reminder_state = silent
        .reminded
        .map_or(contract::MailState::Unspecified, |(_, state)| {
            mail_state(state)
        });
    contract::SilentOrganisation {
        organisation: Some(organisation(&silent.organisation)),
        invited_at: silent.invited_at.map(Into::into),
        opened_at: silent.opened_at.map(Into::into),
        reminded_at: silent.reminded.map(|(at, _)| at.into()),
        reminder_state: reminder_state.into(),
    }
}
