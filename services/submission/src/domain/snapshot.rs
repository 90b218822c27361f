//! A category's counts, fixed: their canonical bytes and the commitment to them.

use chrono::{DateTime, Utc};
use proof::{CanonicalError, Digest, Salt, commit, to_canonical};
use rules::LaporCounts;
use serde::Serialize;
use uuid::Uuid;

use crate::domain::{
    category::Category,
    edition::Edition,
    lapor::{Import, OrganisationCounts},
    organisation::Organisation,
    refusal::Refusal,
};

/// The form of the content, for whoever reads it in ten years.
const SCHEMA: &str = "fest.lapor-snapshot.v1";

/// What everybody may know of fixed counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Its id.
    pub id: Uuid,
    /// The category's edition.
    pub edition_id: String,
    /// The category.
    pub category_id: Uuid,
    /// How many organisations are counted.
    pub row_count: i32,
    /// SHA-256 over salt and content.
    pub commitment: Digest,
    /// When it was fixed.
    pub frozen_at: DateTime<Utc>,
    /// Always 1: it never changes.
    pub version: i64,
}

/// What the commitment was made of; for scoring alone.
#[derive(Clone, PartialEq, Eq)]
pub struct Content {
    /// Keeps the likely counts from being tried one by one.
    pub salt: Salt,
    /// Canonical JSON.
    pub bytes: Vec<u8>,
}

/// A category's counts were fixed. It tells of the commitment, never of the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SnapshotFrozen(pub Snapshot);

/// What is known when counts are to be fixed.
#[derive(Clone, Debug, Default)]
pub struct Ground {
    /// `None` when there is no such category, as far as we know.
    pub category: Option<Category>,
    /// The category's edition; `None` when it has not been heard of.
    pub edition: Option<Edition>,
    /// Whether the counts are fixed already.
    pub frozen: bool,
    /// The newest file and its rows in the order of their codes, if there is one.
    pub import: Option<(Import, Vec<OrganisationCounts>)>,
}

/// Why counts are not fixed.
#[derive(Debug, thiserror::Error)]
pub enum FreezeError {
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The rows have no canonical form, though every count was checked to have one.
    #[error("the rows cannot be written down")]
    Content(#[from] CanonicalError),
}

/// Names and order of the members are the contract with scoring; see `GetSnapshotResponse.content`.
#[derive(Serialize)]
struct Document<'a> {
    schema: &'static str,
    edition_id: &'a str,
    category_id: Uuid,
    rows: Vec<DocumentRow<'a>>,
}

#[derive(Serialize)]
struct DocumentRow<'a> {
    organisation: &'a Organisation,
    counts: LaporCounts,
}

impl Snapshot {
    /// Fixes the newest counts of a category.
    ///
    /// # Errors
    /// The rule that says no.
    pub fn freeze(
        id: Uuid,
        salt: Salt,
        ground: Ground,
        arrival: DateTime<Utc>,
    ) -> Result<(Self, Content, SnapshotFrozen), FreezeError> {
        let category = ground.category.ok_or(Refusal::CategoryNotFound)?;
        if ground.frozen {
            return Err(Refusal::SnapshotFrozen.into());
        }
        let is_over = ground
            .edition
            .is_some_and(|edition| edition.is_over(arrival));
        let (import, rows) = ground.import.ok_or(Refusal::CountsMissing)?;
        if !is_over {
            return Err(Refusal::WindowOpen.into());
        }
        let bytes = to_canonical(&Document {
            schema: SCHEMA,
            edition_id: &category.edition_id,
            category_id: category.id,
            rows: rows.iter().map(DocumentRow::from).collect(),
        })?;
        let snapshot = Self {
            id,
            edition_id: category.edition_id,
            category_id: category.id,
            row_count: import.row_count,
            commitment: commit(&salt, &bytes),
            frozen_at: arrival,
            version: 1,
        };
        let event = SnapshotFrozen(snapshot.clone());
        Ok((snapshot, Content { salt, bytes }, event))
    }
}

impl<'a> From<&'a OrganisationCounts> for DocumentRow<'a> {
    fn from(row: &'a OrganisationCounts) -> Self {
        Self {
            organisation: &row.organisation,
            counts: row.counts,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{category::Intake, edition::Phase};

    fn ground() -> Ground {
        let category = Category {
            id: Uuid::from_u128(20),
            edition_id: "diskom-fest-2024".to_owned(),
            intake: Intake::Monitored,
            levels: vec!["perangkat_daerah".to_owned()],
            version: 1,
        };
        let edition = Edition {
            id: "diskom-fest-2024".to_owned(),
            phase: Phase::Locked,
            opens_at: "2024-09-01T00:00:00Z".parse().expect("time"),
            closes_at: closes_at(),
            version: 2,
        };
        let row = OrganisationCounts {
            organisation: Organisation {
                id: Uuid::from_u128(1),
                code: "pd-a".to_owned(),
                name: "A".to_owned(),
                kind: "perangkat_daerah".to_owned(),
            },
            counts: LaporCounts::new(711, 505, 137, 19).expect("counts"),
        };
        let import = Import {
            batch_id: Uuid::from_u128(9),
            category_id: category.id,
            edition_id: category.edition_id.clone(),
            file_sha256: Digest::of(b"file"),
            row_count: 1,
            imported_at: closes_at(),
        };
        Ground {
            category: Some(category),
            edition: Some(edition),
            frozen: false,
            import: Some((import, vec![row])),
        }
    }

    fn closes_at() -> DateTime<Utc> {
        "2024-10-30T16:59:00Z".parse().expect("time")
    }

    fn freeze(ground: Ground, at: DateTime<Utc>) -> Result<(Snapshot, Content), Refusal> {
        let salt = Salt::new([7; 32]);
        match Snapshot::freeze(Uuid::from_u128(5), salt, ground, at) {
            Ok((snapshot, content, _)) => Ok((snapshot, content)),
            Err(FreezeError::Refused(refusal)) => Err(refusal),
            Err(FreezeError::Content(error)) => panic!("{error}"),
        }
    }

    #[test]
    fn the_content_is_canonical_and_the_commitment_opens_it() {
        let (snapshot, content) = freeze(ground(), closes_at()).expect("frozen");
        assert_eq!(
            String::from_utf8_lossy(&content.bytes),
            concat!(
                r#"{"category_id":"00000000-0000-0000-0000-000000000014","edition_id":"diskom-fest-2024","#,
                r#""rows":[{"counts":{"in_process":137,"not_followed_up":19,"received":711,"resolved":505},"#,
                r#""organisation":{"code":"pd-a","id":"00000000-0000-0000-0000-000000000001","kind":"perangkat_daerah","name":"A"}}],"#,
                r#""schema":"fest.lapor-snapshot.v1"}"#,
            )
        );
        assert!(snapshot.commitment.matches(&content.salt, &content.bytes));
    }

    #[test]
    fn counts_are_fixed_from_the_closing_on_and_no_microsecond_earlier() {
        let early = closes_at() - chrono::TimeDelta::microseconds(1);
        assert_eq!(freeze(ground(), early).err(), Some(Refusal::WindowOpen));
        assert!(freeze(ground(), closes_at()).is_ok());
    }

    #[test]
    fn each_missing_ground_has_its_own_no() {
        let refused = |change: fn(&mut Ground)| {
            let mut ground = ground();
            change(&mut ground);
            freeze(ground, closes_at()).err()
        };
        assert_eq!(
            refused(|it| it.category = None),
            Some(Refusal::CategoryNotFound)
        );
        assert_eq!(refused(|it| it.edition = None), Some(Refusal::WindowOpen));
        assert_eq!(
            refused(|it| it.frozen = true),
            Some(Refusal::SnapshotFrozen)
        );
        assert_eq!(refused(|it| it.import = None), Some(Refusal::CountsMissing));
    }
}
