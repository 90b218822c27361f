//! What submission tells the others; the only place that builds these messages. They carry the public state, so no account and no count.

use fest_proto::submission::v1 as proto;

use crate::domain::{
    entry::{Entry, EntrySubmitted},
    lapor::LaporCountsImported,
    organisation::Organisation,
    snapshot::{Snapshot, SnapshotFrozen},
};

impl From<EntrySubmitted> for proto::EntrySubmitted {
    fn from(event: EntrySubmitted) -> Self {
        Self {
            entry: Some(event.0.into()),
        }
    }
}

impl From<LaporCountsImported> for proto::LaporCountsImported {
    fn from(LaporCountsImported(import): LaporCountsImported) -> Self {
        Self {
            batch_id: import.batch_id.to_string(),
            edition_id: import.edition_id,
            category_id: import.category_id.to_string(),
            row_count: import.row_count,
        }
    }
}

impl From<SnapshotFrozen> for proto::SnapshotFrozen {
    fn from(event: SnapshotFrozen) -> Self {
        Self {
            snapshot: Some(event.0.into()),
        }
    }
}

impl From<Entry> for proto::Entry {
    fn from(entry: Entry) -> Self {
        let state = match entry.submitted_at {
            None => proto::EntryState::Draft,
            Some(_) => proto::EntryState::Submitted,
        };
        Self {
            id: entry.id.to_string(),
            edition_id: entry.edition_id,
            category_id: entry.category_id.to_string(),
            participation_id: entry.participation_id.to_string(),
            organisation: Some(entry.organisation.into()),
            title: entry.work.title().to_owned(),
            description: entry.work.description().to_owned(),
            link: entry.work.link().to_owned(),
            state: state.into(),
            submitted_at: entry.submitted_at.map(Into::into),
            version: entry.version,
            saved_at: Some(entry.saved_at.into()),
        }
    }
}

impl From<Organisation> for proto::EntryOrganisation {
    fn from(organisation: Organisation) -> Self {
        Self {
            id: organisation.id.to_string(),
            code: organisation.code,
            name: organisation.name,
            kind: organisation.kind,
        }
    }
}

impl From<Snapshot> for proto::Snapshot {
    fn from(snapshot: Snapshot) -> Self {
        Self {
            id: snapshot.id.to_string(),
            edition_id: snapshot.edition_id,
            category_id: snapshot.category_id.to_string(),
            row_count: snapshot.row_count,
            commitment: snapshot.commitment.to_string(),
            frozen_at: Some(snapshot.frozen_at.into()),
            version: snapshot.version,
        }
    }
}
