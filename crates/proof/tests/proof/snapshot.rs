//! Counts that were frozen are read as they were written, and nothing else is.

use proof::{
    Salt, commit,
    snapshot::{CountedOrganisation, Row, Snapshot, SnapshotError},
};
use rules::LaporCounts;
use uuid::Uuid;

const CONTENT: &str = concat!(
    r#"{"category_id":"00000000-0000-0000-0000-000000000001","edition_id":"diskom-fest-2024","#,
    r#""rows":[{"counts":{"in_process":137,"not_followed_up":19,"received":711,"resolved":505},"#,
    r#""organisation":{"code":"pd-a","id":"00000000-0000-0000-0000-000000000006","kind":"perangkat_daerah","name":"A"}},"#,
    r#"{"counts":{"in_process":1,"not_followed_up":0,"received":3,"resolved":2},"#,
    r#""organisation":{"code":"pd-b","id":"00000000-0000-0000-0000-000000000005","kind":"perangkat_daerah","name":"B"}}],"#,
    r#""schema":"fest.lapor-snapshot.v1"}"#,
);

fn category() -> Uuid {
    Uuid::from_u128(1)
}

fn salt() -> Salt {
    Salt::new([7; 32])
}

fn row(id: u128, code: &str, name: &str, counts: [u64; 4]) -> Row {
    let [received, resolved, in_process, not_followed_up] = counts;
    let counts = LaporCounts::new(received, resolved, in_process, not_followed_up);
    Row {
        organisation: CountedOrganisation {
            id: Uuid::from_u128(id),
            code: code.to_owned(),
            name: name.to_owned(),
            kind: "perangkat_daerah".to_owned(),
        },
        counts: counts.expect("counts"),
    }
}

fn rows() -> [Row; 2] {
    [
        row(6, "pd-a", "A", [711, 505, 137, 19]),
        row(5, "pd-b", "B", [3, 2, 1, 0]),
    ]
}

fn snapshot(rows: &[Row]) -> Snapshot {
    Snapshot::new("diskom-fest-2024".to_owned(), category(), rows.to_vec())
}

/// Opens what was promised as it is.
fn open(content: &str) -> Result<Vec<Row>, SnapshotError> {
    let commitment = commit(&salt(), content.as_bytes());
    Snapshot::open(content.as_bytes(), &salt(), &commitment, category())
}

#[test]
fn counts_in_any_order_freeze_to_one_content_in_the_order_of_their_codes() {
    let [one, other] = rows();
    for rows in [[one.clone(), other.clone()], [other, one]] {
        let frozen = snapshot(&rows).freeze(salt()).expect("frozen");
        assert_eq!(String::from_utf8_lossy(&frozen.content), CONTENT);
        assert!(frozen.commitment.matches(&frozen.salt, &frozen.content));
    }
}

#[test]
fn what_was_frozen_is_read_again() {
    let frozen = snapshot(&rows()).freeze(salt()).expect("frozen");
    let opened = Snapshot::open(
        &frozen.content,
        &frozen.salt,
        &frozen.commitment,
        category(),
    );
    assert!(opened.is_ok_and(|opened| opened == rows()));
}

#[test]
fn a_count_that_json_cannot_hold_is_not_frozen() {
    let huge = row(6, "pd-a", "A", [1 << 53, 0, 0, 0]);
    assert!(snapshot(&[huge]).freeze(salt()).is_err());
}

#[test]
fn other_counts_or_another_salt_are_refused() {
    let commitment = commit(&salt(), CONTENT.as_bytes());
    let tampered = CONTENT.replace("\"resolved\":2", "\"resolved\":1");
    for (content, salt) in [(tampered.as_str(), salt()), (CONTENT, Salt::new([8; 32]))] {
        let refused = Snapshot::open(content.as_bytes(), &salt, &commitment, category());
        assert_eq!(refused.err(), Some(SnapshotError::CommitmentDiffers));
    }
}

#[test]
fn what_is_no_list_of_this_category_is_refused_although_promised() {
    assert!(open(CONTENT).is_ok());
    let start = CONTENT.find("{\"counts\"").expect("a row");
    let end = CONTENT.find("],\"schema\"").expect("the end of the rows");
    let rows = &CONTENT[start..end];
    for content in [
        "[]".to_owned(),
        CONTENT.replace("-000000000001\"", "-000000000002\""),
        CONTENT.replace("snapshot.v1", "snapshot.v2"),
        CONTENT.replace("\"received\":3", "\"received\":1"),
        CONTENT.replace("\"received\":3", "\"received\": 3"),
        CONTENT.replace("\"kind\"", "\"grade\":1,\"kind\""),
        CONTENT.replace(rows, &format!("{rows},{rows}")),
    ] {
        let refused = open(&content).err();
        assert_eq!(refused, Some(SnapshotError::Unreadable), "{content}");
    }
}
