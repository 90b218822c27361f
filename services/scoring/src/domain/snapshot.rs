//! A monitored category's counts, fixed by submission and fetched from it.

use proof::{
    Digest, Salt,
    result::Organisation,
    snapshot::{self, CountedOrganisation, Row, SnapshotError},
};
use rules::LaporCounts;
use uuid::Uuid;

/// What is known of a freeze: what was promised, not yet the counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    pub id: Uuid,
    pub category_id: Uuid,
    /// What was promised when the counts were fixed.
    pub commitment: Digest,
    pub version: i64,
}

/// One organisation's counts. No `Debug`: they are what the ranking is made of.
#[derive(Clone, PartialEq, Eq)]
pub struct MeasuredOrganisation {
    pub organisation_id: Uuid,
    pub organisation: Organisation,
    pub counts: LaporCounts,
}

impl Snapshot {
    /// The counts in these bytes, if they are those that were promised.
    pub fn open(
        &self,
        content: &[u8],
        salt: &Salt,
    ) -> Result<Vec<MeasuredOrganisation>, SnapshotError> {
        let rows = snapshot::Snapshot::open(content, salt, &self.commitment, self.category_id)?;
        Ok(rows.into_iter().map(MeasuredOrganisation::from).collect())
    }
}

impl From<Row> for MeasuredOrganisation {
    fn from(row: Row) -> Self {
        let CountedOrganisation {
            id,
            code,
            name,
            kind,
        } = row.organisation;
        Self {
            organisation_id: id,
            organisation: Organisation { code, name, kind },
            counts: row.counts,
        }
    }
}
