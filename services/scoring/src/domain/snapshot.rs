//! A monitored category's counts, fixed by submission and fetched from it.

use std::collections::HashSet;

use proof::{Digest, Salt, result::Organisation, to_canonical};
use rules::LaporCounts;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What is known of a freeze: what was promised, not yet the counts.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Snapshot {
    pub id: Uuid,
    pub category_id: Uuid,
    /// What was promised when the counts were fixed.
    pub commitment: Digest,
    pub version: i64,
}

/// One organisation's counts. No `Debug`: they are what the ranking is made of.
#[derive(Clone, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct MeasuredOrganisation {
    pub organisation_id: Uuid,
    pub organisation: Organisation,
    pub counts: LaporCounts,
}

/// Why fetched content is not the snapshot. No causes: they would repeat what was counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SnapshotError {
    /// Not what was promised.
    #[error("content and salt do not give the commitment of the freeze")]
    CommitmentDiffers,
    /// Not rows of counts in their canonical form.
    #[error("the content is not a list of counts")]
    Unreadable,
}

/// The document as submission writes it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    schema: Schema,
    edition_id: String,
    category_id: Uuid,
    rows: Vec<Row>,
}

#[derive(Serialize, Deserialize)]
enum Schema {
    #[serde(rename = "fest.lapor-snapshot.v1")]
    V1,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    organisation: RowOrganisation,
    counts: LaporCounts,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RowOrganisation {
    id: Uuid,
    code: String,
    name: String,
    kind: String,
}

impl Snapshot {
    /// The counts in these bytes, if they are those that were promised.
    pub fn open(
        &self,
        content: &[u8],
        salt: &Salt,
    ) -> Result<Vec<MeasuredOrganisation>, SnapshotError> {
        if !self.commitment.matches(salt, content) {
            return Err(SnapshotError::CommitmentDiffers);
        }
        let unreadable = SnapshotError::Unreadable;
        let document: Document = serde_json::from_slice(content).map_err(|_| unreadable)?;
        let is_canonical = to_canonical(&document).ok().as_deref() == Some(content);
        if !is_canonical || document.category_id != self.category_id {
            return Err(unreadable);
        }
        let measured: Vec<_> = document.rows.into_iter().map(Row::measured).collect();
        let ids: HashSet<Uuid> = measured.iter().map(|row| row.organisation_id).collect();
        if ids.len() != measured.len() {
            return Err(unreadable);
        }
        Ok(measured)
    }
}

impl Row {
    fn measured(self) -> MeasuredOrganisation {
        let RowOrganisation {
            id,
            code,
            name,
            kind,
        } = self.organisation;
        MeasuredOrganisation {
            organisation_id: id,
            organisation: Organisation { code, name, kind },
            counts: self.counts,
        }
    }
}

#[cfg(test)]
mod tests {
    use proof::commit;

    use super::super::samples::id;
    use super::*;

    const CONTENT: &str = r#"{"category_id":"00000000-0000-0000-0000-000000000001","edition_id":"diskom-fest-2024","rows":[{"counts":{"in_process":1,"not_followed_up":0,"received":3,"resolved":2},"organisation":{"code":"pd-1","id":"00000000-0000-0000-0000-000000000005","kind":"perangkat_daerah","name":"Dinas 1"}}],"schema":"fest.lapor-snapshot.v1"}"#;

    fn salt() -> Salt {
        Salt::new([7; 32])
    }

    fn promised(content: &str) -> Snapshot {
        Snapshot {
            id: id(4),
            category_id: id(1),
            commitment: commit(&salt(), content.as_bytes()),
            version: 1,
        }
    }

    fn open(content: &str) -> Result<Vec<MeasuredOrganisation>, SnapshotError> {
        promised(content).open(content.as_bytes(), &salt())
    }

    #[test]
    fn the_counts_that_were_promised_are_read() {
        let rows = open(CONTENT).expect("counts");
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].organisation_id, id(5));
        assert_eq!(rows[0].organisation.code, "pd-1");
        assert_eq!(rows[0].counts.received(), 3);
    }

    #[test]
    fn other_counts_or_another_salt_are_refused() {
        let tampered = CONTENT.replace("\"resolved\":2", "\"resolved\":1");
        let snapshot = promised(CONTENT);
        for refused in [
            snapshot.open(tampered.as_bytes(), &salt()).err(),
            snapshot.open(CONTENT.as_bytes(), &Salt::new([8; 32])).err(),
        ] {
            assert_eq!(refused, Some(SnapshotError::CommitmentDiffers));
        }
    }

    #[test]
    fn what_is_no_list_of_this_category_is_refused_although_promised() {
        let row_start = CONTENT.find("{\"counts\"").expect("a row");
        let row_end = CONTENT.find("],\"schema\"").expect("the end of the rows");
        let row = &CONTENT[row_start..row_end];
        for content in [
            "[]".to_owned(),
            CONTENT.replace("-000000000001\"", "-000000000002\""),
            CONTENT.replace("v1", "v2"),
            CONTENT.replace("\"received\":3", "\"received\":1"),
            CONTENT.replace("\"received\":3", "\"received\": 3"),
            CONTENT.replace(row, &format!("{row},{row}")),
        ] {
            let refused = open(&content).err();
            assert_eq!(refused, Some(SnapshotError::Unreadable), "{content}");
        }
    }
}
