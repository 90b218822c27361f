//! Other services' messages as values of ours.

use chrono::{DateTime, Utc};
use fest_proto::{
    registration::v1::{self as registration, CategoryIntake, EditionPhase},
    submission::v1 as submission,
};
use proof::result::Organisation;
use rules::rubric::Intake;
use uuid::Uuid;

use crate::domain::{
    category::{Category, Edition},
    entry::{Entry, Judge},
    snapshot::Snapshot,
};

/// A message that lacks what it always has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the message lacks {0}, or it is none")]
pub struct Malformed(pub &'static str);

/// Whatever an owner tells us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    Edition(Edition),
    Category(Category),
    Judge(Judge),
    Entry(Entry),
}

/// An edition of registration's.
pub fn edition(message: registration::Edition) -> Result<Edition, Malformed> {
    let phase = message.phase();
    let timeline = message.timeline.ok_or(Malformed("timeline"))?;
    let time = |time: Option<_>, field| {
        time.and_then(|time| DateTime::<Utc>::try_from(time).ok())
            .ok_or(Malformed(field))
    };
    Ok(Edition {
        id: present(message.id, "id")?,
        locked: !matches!(phase, EditionPhase::Draft | EditionPhase::Unspecified),
        closes_at: time(timeline.closes_at, "timeline.closes_at")?,
        announces_at: time(timeline.announces_at, "timeline.announces_at")?,
        version: version(message.version)?,
    })
}

/// A category of registration's.
pub fn category(message: registration::Category) -> Result<Category, Malformed> {
    let intake = match message.intake() {
        CategoryIntake::Monitored => Intake::Monitored,
        // Jurors look at what was handed in, be it a work or an assessment.
        CategoryIntake::Entered | CategoryIntake::Assessed => Intake::Entered,
        CategoryIntake::Unspecified => return Err(Malformed("intake")),
    };
    let places = u32::try_from(message.places).ok();
    Ok(Category {
        id: id(&message.id, "id")?,
        edition_id: present(message.edition_id, "edition_id")?,
        code: message.code,
        name: message.name,
        name_en: message.name_en,
        intake,
        places: places
            .filter(|places| *places >= 1)
            .ok_or(Malformed("places"))?,
        version: version(message.version)?,
    })
}

/// A judge of registration's.
pub fn judge(message: registration::Judge) -> Result<Judge, Malformed> {
    Ok(Judge {
        id: id(&message.id, "id")?,
        edition_id: present(message.edition_id, "edition_id")?,
        account_id: id(&message.account_id, "account_id")?,
        version: version(message.version)?,
    })
}

/// An entry of submission's; `None` for a draft, which is not there for us.
pub fn entry(message: submission::Entry) -> Result<Option<Entry>, Malformed> {
    if message.state() != submission::EntryState::Submitted {
        return Ok(None);
    }
    let organisation = message.organisation.ok_or(Malformed("organisation"))?;
    Ok(Some(Entry {
        id: id(&message.id, "id")?,
        edition_id: present(message.edition_id, "edition_id")?,
        category_id: id(&message.category_id, "category_id")?,
        title: message.title,
        organisation: Organisation {
            code: organisation.code,
            name: organisation.name,
            kind: organisation.kind,
        },
        version: version(message.version)?,
    }))
}

/// What submission tells of a freeze.
pub fn snapshot(message: submission::Snapshot) -> Result<Snapshot, Malformed> {
    let commitment = message.commitment.parse();
    Ok(Snapshot {
        id: id(&message.id, "id")?,
        category_id: id(&message.category_id, "category_id")?,
        commitment: commitment.map_err(|_| Malformed("commitment"))?,
        version: version(message.version)?,
    })
}

fn id(text: &str, field: &'static str) -> Result<Uuid, Malformed> {
    text.parse().map_err(|_| Malformed(field))
}

fn present(text: String, field: &'static str) -> Result<String, Malformed> {
    if text.is_empty() {
        return Err(Malformed(field));
    }
    Ok(text)
}

fn version(version: i64) -> Result<i64, Malformed> {
    if version < 1 {
        return Err(Malformed("version"));
    }
    Ok(version)
}
