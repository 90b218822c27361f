//! Registration's messages, from events and answers alike, as the facts that submission keeps.

use chrono::{DateTime, Utc};
use eventing::failure::Failure;
use fest_proto::registration::v1 as proto;
use pbjson_types::Timestamp;
use uuid::Uuid;

use crate::{
    domain::{
        category::{Category, Intake},
        edition::{Edition, Phase},
        organisation::{Organisation, Registered},
        participation::Participation,
    },
    error::Error,
};

/// A message that registration's contract does not allow.
#[derive(Debug, thiserror::Error)]
#[error("registration's message has no usable {0}")]
pub struct Unreadable(&'static str);

impl From<Unreadable> for Error {
    fn from(error: Unreadable) -> Self {
        Self::OwnerUnreadable(error.into())
    }
}

impl From<Unreadable> for Failure {
    fn from(error: Unreadable) -> Self {
        Self::never("EVENT_UNREADABLE", error)
    }
}

/// The edition, as far as it concerns entries.
pub fn edition(message: proto::Edition) -> Result<Edition, Unreadable> {
    use proto::EditionPhase as Said;
    let phase = match message.phase() {
        Said::Unspecified => return Err(Unreadable("phase")),
        Said::Draft => Phase::Draft,
        // Open and closed are what the owner computed at the moment of its answer; here they follow from the timeline, too.
        Said::Locked | Said::Open | Said::Closed => Phase::Locked,
        Said::Archived => Phase::Archived,
    };
    let timeline = message.timeline.ok_or(Unreadable("timeline"))?;
    Ok(Edition {
        id: message.id,
        phase,
        opens_at: moment(timeline.opens_at).ok_or(Unreadable("opens_at"))?,
        closes_at: moment(timeline.closes_at).ok_or(Unreadable("closes_at"))?,
        version: message.version,
    })
}

/// The category, as far as it concerns what comes in.
pub fn category(message: proto::Category) -> Result<Category, Unreadable> {
    use proto::CategoryIntake as Said;
    let intake = match message.intake() {
        Said::Unspecified => return Err(Unreadable("intake")),
        Said::Monitored => Intake::Monitored,
        Said::Entered => Intake::Entered,
        Said::Assessed => Intake::Assessed,
    };
    Ok(Category {
        id: id(&message.id)?,
        edition_id: message.edition_id,
        intake,
        levels: message.levels,
        version: message.version,
    })
}

/// The participation and its organisation; decree and name are not ours to keep.
pub fn participation(
    message: proto::Participation,
) -> Result<(Participation, Registered), Unreadable> {
    let verified = message.state() == proto::ParticipationState::Verified;
    let organisation = registered(message.organisation.ok_or(Unreadable("organisation"))?)?;
    let participation = Participation {
        id: id(&message.id)?,
        edition_id: message.edition_id,
        account_id: id(&message.account_id)?,
        organisation: organisation.organisation.clone(),
        verified,
        version: message.version,
    };
    Ok((participation, organisation))
}

/// Organisations with their versions.
pub fn organisations(messages: Vec<proto::Organisation>) -> Result<Vec<Registered>, Unreadable> {
    messages.into_iter().map(registered).collect()
}

/// An organisation with its version.
///
/// # Errors
/// Names what is missing.
pub fn registered(message: proto::Organisation) -> Result<Registered, Unreadable> {
    let successor_code = message.successor_code.clone();
    Ok(Registered {
        version: message.version,
        successor_code: Some(successor_code).filter(|code| !code.is_empty()),
        organisation: organisation(message)?,
    })
}

fn organisation(message: proto::Organisation) -> Result<Organisation, Unreadable> {
    Ok(Organisation {
        id: id(&message.id)?,
        code: message.code,
        name: message.name,
        kind: message.kind,
    })
}

fn id(text: &str) -> Result<Uuid, Unreadable> {
    text.parse().map_err(|_| Unreadable("id"))
}

fn moment(timestamp: Option<Timestamp>) -> Option<DateTime<Utc>> {
    timestamp?.try_into().ok()
}
