//! Domain values as messages of the contract, for answers and for events.

mod api_client;
mod category;
mod channel;
mod edition;
mod invitation;
mod organisation;
pub mod organisation_import;
mod participation;
mod person;

use chrono::SubsecRound;
use fest_proto::registration::v1::{self as contract, FilePurpose, MailState};

pub use self::{
    api_client::api_client,
    category::category,
    channel::{channel, platform, public_channel},
    edition::{edition, finding, reschedule},
    invitation::{invitation, progress, silent},
    organisation::{
        organisation, organisation_alias, organisation_change, organisation_kind,
        public_organisation_change,
    },
    participation::{
        participation, participation_change, participation_rule, public_participation,
    },
    person::{consent_text, person, public_person},
};

use crate::domain::{
    account::Account,
    file::{File, Purpose},
    judge::Judge,
    mail::State,
    session::Listed,
};

/// Its times to the second: more tells nobody anything.
pub fn session(session: Listed) -> contract::Session {
    contract::Session {
        id: session.id.to_string(),
        device: session.device,
        created_at: Some(session.created_at.trunc_subsecs(0).into()),
        seen_at: Some(session.seen_at.trunc_subsecs(0).into()),
        expires_at: Some(session.expires_at.trunc_subsecs(0).into()),
        is_current: session.is_current,
    }
}

pub fn account(account: &Account) -> contract::Account {
    let roles = account.all_roles().into_iter().map(i32::from).collect();
    contract::Account {
        id: account.id.to_string(),
        email: account.email.clone(),
        display_name: account.display_name.clone(),
        roles,
        plenary_editions: account.plenary.clone(),
        is_email_verified: account.is_email_verified,
    }
}

pub const fn mail_state(state: State) -> MailState {
    match state {
        State::Queued => MailState::Queued,
        State::Sent => MailState::Sent,
        State::Failed => MailState::Failed,
    }
}

/// For its owner and the committee.
pub fn file(file: &File) -> contract::File {
    let purpose = match file.purpose {
        Purpose::Decree => FilePurpose::Decree,
        Purpose::Import => FilePurpose::Import,
    };
    contract::File {
        id: file.id.to_string(),
        purpose: purpose.into(),
        name: file.name.clone(),
        content_type: file.content_type.clone(),
        size: i64::try_from(file.size).unwrap_or(i64::MAX),
        sha256: file.sha256.clone(),
        account_id: file.account_id.to_string(),
        stored_at: Some(file.stored_at.into()),
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
