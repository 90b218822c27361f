//! Domain values as messages of the contract, for answers and for events.

mod invitation;
mod participation;

use fest_proto::registration::v1::{
    self as contract, CategoryIntake, CategorySubject, EditionPhase,
};

pub use invitation::{invitation, progress, silent};
pub use participation::{
    participation, participation_change, participation_rule, public_participation,
};

use crate::domain::{
    account::Account,
    category::{Category, Intake, Subject},
    edition::{Edition, Phase, Timeline},
    judge::Judge,
    organisation::{CountedKind, Organisation},
};

pub fn account(account: &Account) -> contract::Account {
    let roles = account.all_roles().into_iter().map(i32::from).collect();
    contract::Account {
        id: account.id.to_string(),
        email: account.email.clone(),
        display_name: account.display_name.clone(),
        roles,
        plenary_editions: account.plenary.clone(),
    }
}

pub fn edition(edition: &Edition, phase: Phase) -> contract::Edition {
    let phase = match phase {
        Phase::Draft => EditionPhase::Draft,
        Phase::Locked => EditionPhase::Locked,
        Phase::Open => EditionPhase::Open,
        Phase::Closed => EditionPhase::Closed,
        Phase::Archived => EditionPhase::Archived,
    };
    contract::Edition {
        id: edition.id.clone(),
        name: edition.name.clone(),
        year: edition.year,
        timeline: Some(timeline(&edition.timeline)),
        phase: phase.into(),
        version: edition.version,
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

pub fn category(category: &Category) -> contract::Category {
    let subject = match category.subject {
        Subject::Organisation => CategorySubject::Organisation,
        Subject::Person => CategorySubject::Person,
        Subject::Work => CategorySubject::Work,
    };
    let intake = match category.intake {
        Intake::Monitored => CategoryIntake::Monitored,
        Intake::Entered => CategoryIntake::Entered,
        Intake::Assessed => CategoryIntake::Assessed,
    };
    contract::Category {
        id: category.id.to_string(),
        edition_id: category.edition_id.clone(),
        code: category.code.clone(),
        name: category.name.clone(),
        name_en: category.name_en.clone(),
        field: category.field.clone(),
        subject: subject.into(),
        intake: intake.into(),
        levels: category.levels.clone(),
        places: category.places,
        proposal: category.proposal,
        version: category.version,
    }
}

pub fn organisation(body: &Organisation) -> contract::Organisation {
    let facts = &body.facts;
    contract::Organisation {
        id: body.id.to_string(),
        code: facts.code.clone(),
        name: facts.name.clone(),
        kind: facts.kind.clone(),
        parent_code: facts.parent_code.clone().unwrap_or_default(),
        district: facts.district.clone(),
        source: facts.source.clone(),
        version: body.version,
    }
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

/// With the name: for the committee.
pub fn judge(judge: &Judge) -> contract::Judge {
    contract::Judge {
        display_name: judge.display_name.clone(),
        ..public_judge(judge)
    }
}

/// Without the name: for other services and for events.
pub fn public_judge(judge: &Judge) -> contract::Judge {
    contract::Judge {
        id: judge.id.to_string(),
        edition_id: judge.edition_id.clone(),
        account_id: judge.account_id.to_string(),
        display_name: String::new(),
        version: judge.version,
    }
}
