//! Bodies of the registry.

use fest_proto::registration::v1::{
    self as contract, OrganisationAliasKind, OrganisationChangeKind, OrganisationState,
};

use crate::domain::{
    organisation::{CountedKind, Organisation, State},
    organisation_alias::{AliasKind, KnownAlias},
    organisation_change::{KnownChange, What},
    rough_date::RoughDate,
};

pub fn organisation(body: &Organisation) -> contract::Organisation {
    let facts = &body.facts;
    let (state, successor_code) = match &body.state {
        State::Active => (OrganisationState::Active, String::new()),
        State::Retired => (OrganisationState::Retired, String::new()),
        State::Merged { successor_code } => (OrganisationState::Merged, successor_code.clone()),
    };
    contract::Organisation {
        id: body.id.to_string(),
        code: facts.code.clone(),
        name: facts.name.clone(),
        kind: facts.kind.clone(),
        parent_code: facts.parent_code.clone().unwrap_or_default(),
        district: facts.district.clone(),
        source: facts.source.clone(),
        version: body.version,
        state: state.into(),
        successor_code,
    }
}

pub fn organisation_alias(known: &KnownAlias) -> contract::OrganisationAlias {
    let alias = &known.alias;
    let kind = match alias.kind {
        AliasKind::FormerCode => OrganisationAliasKind::FormerCode,
        AliasKind::FormerName => OrganisationAliasKind::FormerName,
        AliasKind::Abbreviation => OrganisationAliasKind::Abbreviation,
        AliasKind::ExternalCode => OrganisationAliasKind::ExternalCode,
    };
    contract::OrganisationAlias {
        id: known.id.to_string(),
        kind: kind.into(),
        system: alias.system.clone(),
        value: alias.value.clone(),
        valid_from: rough_date(alias.valid_from.as_ref()),
        valid_until: rough_date(alias.valid_until.as_ref()),
        source: alias.source.clone(),
    }
}

/// Without who did it: for everybody.
pub fn public_organisation_change(known: &KnownChange) -> contract::OrganisationChange {
    let change = &known.change;
    let kind = match change.what {
        What::Renamed => OrganisationChangeKind::Renamed,
        What::Merged => OrganisationChangeKind::Merged,
        What::Absorbed => OrganisationChangeKind::Absorbed,
        What::Moved => OrganisationChangeKind::Moved,
        What::Retired => OrganisationChangeKind::Retired,
        What::AliasAdded => OrganisationChangeKind::AliasAdded,
    };
    contract::OrganisationChange {
        id: known.id.to_string(),
        organisation_id: change.organisation_id.to_string(),
        kind: kind.into(),
        changed_at: Some(change.at.into()),
        since: rough_date(change.since.as_ref()),
        reason: change.reason.clone(),
        code_before: change.before.code.clone(),
        name_before: change.before.name.clone(),
        code_after: change.after.code.clone(),
        name_after: change.after.name.clone(),
        other: change.other.clone(),
        ..contract::OrganisationChange::default()
    }
}

/// With who did it: for the committee.
pub fn organisation_change(known: &KnownChange) -> contract::OrganisationChange {
    let account_id = known.change.account_id;
    contract::OrganisationChange {
        account_id: account_id.map(|id| id.to_string()).unwrap_or_default(),
        display_name: known.display_name.clone(),
        ..public_organisation_change(known)
    }
}

fn rough_date(date: Option<&RoughDate>) -> String {
    date.map_or("", RoughDate::as_str).to_owned()
}

/// A kind of body.
pub fn organisation_kind(kind: CountedKind) -> contract::OrganisationKind {
    contract::OrganisationKind {
        code: kind.code,
        name: kind.name,
        name_en: kind.name_en,
        organisations: i32::try_from(kind.organisations).unwrap_or(i32::MAX),
    }
}
