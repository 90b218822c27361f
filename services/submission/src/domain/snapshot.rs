//! A category's counts, fixed: when they may be, and what everybody learns of it. Their form is `proof`'s.

use chrono::{DateTime, Utc};
use proof::{
    CanonicalError, Digest, Salt,
    snapshot::{self as document, CountedOrganisation, Frozen},
};
use uuid::Uuid;

use crate::domain::{
    category::Category,
    edition::Edition,
    lapor::{Import, OrganisationCounts},
    organisation::Organisation,
    refusal::Refusal,
};

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

impl Snapshot {
    /// Fixes the newest counts of a category.
    pub fn freeze(
        id: Uuid,
        salt: Salt,
        ground: Ground,
        arrival: DateTime<Utc>,
    ) -> Result<(Self, Frozen, SnapshotFrozen), FreezeError> {
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
        let rows = rows.into_iter().map(document::Row::from).collect();
        let edition_id = category.edition_id.clone();
        let frozen = document::Snapshot::new(edition_id, category.id, rows).freeze(salt)?;
        let snapshot = Self {
            id,
            edition_id: category.edition_id,
            category_id: category.id,
            row_count: import.row_count,
            commitment: frozen.commitment,
            frozen_at: arrival,
            version: 1,
        };
        let event = SnapshotFrozen(snapshot.clone());
        Ok((snapshot, frozen, event))
    }
}

impl From<OrganisationCounts> for document::Row {
    fn from(row: OrganisationCounts) -> Self {
        let Organisation {
            id,
            code,
            name,
            kind,
        } = row.organisation;
        Self {
            organisation: CountedOrganisation {
                id,
                code,
                name,
                kind,
            },
            counts: row.counts,
        }
    }
}

#[cfg(test)]
mod tests {
    use rules::LaporCounts;

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

    fn freeze(ground: Ground, at: DateTime<Utc>) -> Result<(Snapshot, Frozen), Refusal> {
        let salt = Salt::new([7; 32]);
        match Snapshot::freeze(Uuid::from_u128(5), salt, ground, at) {
            Ok((snapshot, content, _)) => Ok((snapshot, content)),
            Err(FreezeError::Refused(refusal)) => Err(refusal),
            Err(FreezeError::Content(error)) => panic!("{error}"),
        }
    }

    #[test]
    fn what_everybody_learns_of_is_the_commitment_to_the_counts() {
        let (snapshot, frozen) = freeze(ground(), closes_at()).expect("frozen");
        assert_eq!(snapshot.commitment, frozen.commitment);
        let (content, salt) = (&frozen.content, &frozen.salt);
        let id = snapshot.category_id;
        let opened = document::Snapshot::open(content, salt, &snapshot.commitment, id);
        assert!(opened.is_ok_and(|rows| rows[0].counts.received() == 711));
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
