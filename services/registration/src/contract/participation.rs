//! Participations as messages of the contract.

use fest_proto::registration::v1::{
    self as contract, ParticipationChangeKind as SaidKind, ParticipationState as SaidState,
};

use uuid::Uuid;

use super::organisation;
use crate::domain::participation::{Change, ChangeKind, Participation, Rule, State};

const fn state(state: State) -> SaidState {
    match state {
        State::Claimed => SaidState::Claimed,
        State::Endorsed => SaidState::Endorsed,
        State::Verified => SaidState::Verified,
        State::Returned => SaidState::Returned,
        State::Withdrawn => SaidState::Withdrawn,
    }
}

fn text(id: Option<Uuid>) -> String {
    id.map_or_else(String::new, |id| id.to_string())
}

/// With decree, name and reason: for the committee, the owner, and who may endorse it.
pub fn participation(claim: &Participation) -> contract::Participation {
    contract::Participation {
        decree_number: claim.decree.number.clone(),
        decree_date: claim.decree.date.to_string(),
        decree_signer: claim.decree.signer.clone(),
        display_name: claim.display_name.clone(),
        reason: claim.reason.clone(),
        decree_file_id: text(claim.decree.file_id),
        ..public_participation(claim)
    }
}

/// Without these: for other services and for events.
pub fn public_participation(claim: &Participation) -> contract::Participation {
    contract::Participation {
        id: claim.id.to_string(),
        edition_id: claim.edition_id.clone(),
        organisation: Some(organisation(&claim.organisation)),
        account_id: claim.account_id.to_string(),
        state: state(claim.state).into(),
        claimed_at: Some(claim.claimed_at.into()),
        version: claim.version,
        ..contract::Participation::default()
    }
}

/// What was done to a claim.
pub fn participation_change(change: &Change) -> contract::ParticipationChange {
    let kind = match change.kind {
        ChangeKind::Claimed => SaidKind::Claimed,
        ChangeKind::Revised => SaidKind::Revised,
        ChangeKind::Endorsed => SaidKind::Endorsed,
        ChangeKind::Verified => SaidKind::Verified,
        ChangeKind::Returned => SaidKind::Returned,
        ChangeKind::Withdrawn => SaidKind::Withdrawn,
        ChangeKind::HandedOver => SaidKind::HandedOver,
    };
    contract::ParticipationChange {
        version: change.version,
        kind: kind.into(),
        state: state(change.state).into(),
        actor_id: change.actor_id.to_string(),
        actor_name: change.actor_name.clone(),
        account_id: change.account_id.to_string(),
        account_name: change.account_name.clone(),
        reason: change.reason.clone(),
        decree_number: change.decree_number.clone(),
        decree_date: change.decree_date.to_string(),
        changed_at: Some(change.changed_at.into()),
        decree_file_id: text(change.decree_file_id),
    }
}

/// How claims of an edition are confirmed.
pub fn participation_rule(rule: &Rule) -> contract::ParticipationRule {
    contract::ParticipationRule {
        edition_id: rule.edition_id.clone(),
        endorsement_required: rule.endorsement_required,
        version: rule.version,
    }
}
