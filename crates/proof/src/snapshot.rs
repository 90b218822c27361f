//! A monitored category's counts as one document, and the commitment that they are frozen under.
//!
//! Whoever freezes writes it, whoever ranks reads it: both by this page, so that there is one form of it.

use std::collections::HashSet;

use rules::LaporCounts;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::canonical::{CanonicalError, to_canonical};
use crate::commitment::{Digest, Salt, commit};

/// What was counted in one category. No `Debug`, here and below: it is what the ranking is made of.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snapshot {
    schema: Schema,
    edition_id: String,
    category_id: Uuid,
    rows: Vec<Row>,
}

/// The forms of the document that this program reads.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Schema {
    #[serde(rename = "fest.lapor-snapshot.v1")]
    V1,
}

/// One organisation's counts.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Whose they are.
    pub organisation: CountedOrganisation,
    /// What was counted.
    pub counts: LaporCounts,
}

/// An organisation as it was called when it was counted.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs)] // The fields say it.
pub struct CountedOrganisation {
    pub id: Uuid,
    pub code: String,
    pub name: String,
    pub kind: String,
}

/// A snapshot under its commitment.
#[derive(Clone, PartialEq, Eq)]
pub struct Frozen {
    /// The document's canonical JSON.
    pub content: Vec<u8>,
    /// Keeps the likely counts from being tried one by one.
    pub salt: Salt,
    /// What everybody may know of it.
    pub commitment: Digest,
}

/// Why bytes are not the snapshot that was promised. No causes: they would repeat what was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotError {
    /// Not what was promised.
    #[error("content and salt do not give the commitment of the freeze")]
    CommitmentDiffers,
    /// Not counts of this category, each organisation once, in their canonical form.
    #[error("the content is not the counts of this category")]
    Unreadable,
}

impl Snapshot {
    /// The counts of a category, in whatever order they come.
    pub fn new(edition_id: String, category_id: Uuid, mut rows: Vec<Row>) -> Self {
        rows.sort_by(|one, other| one.organisation.code.cmp(&other.organisation.code));
        Self {
            schema: Schema::V1,
            edition_id,
            category_id,
            rows,
        }
    }

    /// Fixes the counts under a commitment. A count too large for JSON cannot be fixed.
    pub fn freeze(&self, salt: Salt) -> Result<Frozen, CanonicalError> {
        let content = to_canonical(self)?;
        let commitment = commit(&salt, &content);
        Ok(Frozen {
            content,
            salt,
            commitment,
        })
    }

    /// The category's rows in these bytes, if they are those that were promised.
    pub fn open(
        content: &[u8],
        salt: &Salt,
        commitment: &Digest,
        category_id: Uuid,
    ) -> Result<Vec<Row>, SnapshotError> {
        if !commitment.matches(salt, content) {
            return Err(SnapshotError::CommitmentDiffers);
        }
        let unreadable = SnapshotError::Unreadable;
        let read: Self = serde_json::from_slice(content).map_err(|_| unreadable)?;
        // Reading forgives another order and spaces; a reader who sees another value than we do must not be possible.
        let is_canonical = to_canonical(&read).ok().as_deref() == Some(content);
        if !is_canonical || read.category_id != category_id || read.counts_twice() {
            return Err(unreadable);
        }
        Ok(read.rows)
    }

    fn counts_twice(&self) -> bool {
        let ids: HashSet<Uuid> = self.rows.iter().map(|row| row.organisation.id).collect();
        ids.len() != self.rows.len()
    }
}
