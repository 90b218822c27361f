use proptest::prelude::*;

use super::*;
use crate::domain::category::Intake;

const HEADER: &str = "organisation_code,received,resolved,in_process,not_followed_up";

fn read(rows: &[&str]) -> File {
    let text = format!("{HEADER}\n{}\n", rows.join("\n"));
    File::read(text.as_bytes()).expect("a file")
}

fn category() -> Category {
    Category {
        id: Uuid::from_u128(20),
        edition_id: "diskom-fest-2024".to_owned(),
        intake: Intake::Monitored,
        levels: vec!["perangkat_daerah".to_owned()],
        version: 1,
    }
}

fn ground() -> Ground {
    let organisation = |(n, code, kind): (u128, &str, &str)| {
        let one = Organisation {
            id: Uuid::from_u128(n),
            code: code.to_owned(),
            name: code.to_uppercase(),
            kind: kind.to_owned(),
        };
        (one.code.clone(), one)
    };
    let organisations = [
        (1, "pd-a", "perangkat_daerah"),
        (2, "pd-b", "perangkat_daerah"),
        (3, "32.16.03.2004", "desa"),
    ];
    Ground {
        category: Some(category()),
        frozen: false,
        organisations: organisations.into_iter().map(organisation).collect(),
        successors: HashMap::new(),
    }
}

fn load(file: &File, ground: &Ground) -> Result<Vec<OrganisationCounts>, Refusal> {
    let at = "2024-10-31T00:00:00Z".parse().expect("time");
    let (_, rows, _) = Import::load(Uuid::from_u128(9), file, ground, at)?;
    Ok(rows)
}

fn faults(file: &File) -> Vec<(String, &'static str)> {
    match load(file, &ground()) {
        Err(Refusal::Rows(faults)) => {
            let pair = |one: &Violation| (one.field.clone(), one.reason);
            faults.told().iter().map(pair).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_good_file_gives_its_rows_in_the_order_of_their_codes() {
    let file = read(&["pd-b,711,505,137,19", "pd-a, 0 ,0,0,0"]);
    let rows = load(&file, &ground()).expect("good");
    let codes = rows.iter().map(|row| row.organisation.code.as_str());
    assert_eq!(codes.collect::<Vec<_>>(), ["pd-a", "pd-b"]);
    assert_eq!(rows[1].counts.received(), 711);
    assert_eq!(rows[1].counts.not_followed_up(), 19);
}

#[test]
fn every_fault_of_every_row_is_told_by_row_and_column() {
    let file = read(&[
        "pd-a,10,5,x,-1",
        "nobody,1,1,1,1",
        "32.16.03.2004,3,1,1,1",
        "pd-a,5,5,0,0",
        "pd-b,1,2",
    ]);
    let wanted = [
        ("row 2: in_process", "NUMBER_INVALID"),
        ("row 2: not_followed_up", "NUMBER_INVALID"),
        ("row 3: organisation_code", "ORGANISATION_UNKNOWN"),
        ("row 3: received", "PARTS_EXCEED_RECEIVED"),
        ("row 4: organisation_code", "LEVEL_NOT_ELIGIBLE"),
        ("row 5: organisation_code", "ORGANISATION_REPEATED"),
        ("row 6: columns", "COLUMNS_WRONG"),
    ];
    assert_eq!(
        faults(&file),
        wanted.map(|(field, reason)| (field.to_owned(), reason))
    );
}

#[test]
fn only_digits_are_a_number() {
    for number in [
        "",
        "+5",
        "5.0",
        "1e3",
        "٣",
        "1000000000",
        "99999999999999999999",
        "0x1",
    ] {
        let file = read(&[&format!("pd-a,{number},0,0,0")]);
        let wanted = [("row 2: received".to_owned(), "NUMBER_INVALID")];
        assert_eq!(faults(&file), wanted, "{number:?}");
    }
}

#[test]
fn so_many_faults_that_no_answer_holds_them_are_counted() {
    let rows: Vec<String> = (0..500).map(|n| format!("nobody-{n},1,0,0,0")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let refused = load(&read(&rows), &ground()).expect_err("refused");
    assert_eq!(
        refused.to_string(),
        "faults in the file's rows: 500, of which the first 40 are named"
    );
}

#[test]
fn a_file_that_cannot_be_read_says_why() {
    let read = |bytes: &[u8]| File::read(bytes).map(drop).expect_err("refused");
    assert_eq!(read(b""), FileFault::Empty);
    assert_eq!(read(b"\n\n"), FileFault::Empty);
    assert_eq!(read(HEADER.as_bytes()), FileFault::Empty);
    assert_eq!(read(b"code,received\npd-a,1\n"), FileFault::HeaderWrong);
    let semicolons = HEADER.replace(',', ";");
    assert_eq!(read(semicolons.as_bytes()), FileFault::HeaderWrong);
    assert_eq!(read(b"\xff\xfe"), FileFault::NotUtf8);
    assert_eq!(read(&vec![b'a'; 2 * 1024 * 1024 + 1]), FileFault::TooLarge);
}

#[test]
fn a_spreadsheets_byte_order_mark_and_line_ends_do_no_harm() {
    let text = format!("\u{feff}{HEADER}\r\n\r\npd-a,1,1,0,0\r\n");
    let file = File::read(text.as_bytes()).expect("a file");
    assert_eq!(file.rows()[0].number, 2);
    assert_eq!(load(&file, &ground()).expect("good").len(), 1);
}

#[test]
fn the_counts_of_a_merged_body_belong_to_its_successor() {
    let merged = Ground {
        successors: HashMap::from([("pd-a".to_owned(), "pd-b".to_owned())]),
        ..ground()
    };
    let file = read(&["pd-a,4,3,1,0", "pd-b,4,3,1,0"]);
    let Err(Refusal::Rows(faults)) = load(&file, &merged) else {
        panic!("loaded");
    };
    let told: Vec<_> = faults
        .told()
        .iter()
        .map(|one| (&*one.field, one.reason))
        .collect();
    assert_eq!(told, [("row 2: organisation_code", "ORGANISATION_MERGED")]);
    assert!(!faults.rest_on_copies(), "what is merged stays so");
}

#[test]
fn counts_go_to_a_monitored_category_that_is_not_fixed() {
    let file = read(&["pd-a,1,1,0,0"]);
    let unknown = Ground {
        category: None,
        ..ground()
    };
    assert_eq!(load(&file, &unknown), Err(Refusal::CategoryNotFound));
    let entered = Category {
        intake: Intake::Entered,
        ..category()
    };
    let entered = Ground {
        category: Some(entered),
        ..ground()
    };
    assert_eq!(load(&file, &entered), Err(Refusal::CategoryNotMonitored));
    let frozen = Ground {
        frozen: true,
        ..ground()
    };
    assert_eq!(load(&file, &frozen), Err(Refusal::SnapshotFrozen));
}

proptest! {
    #[test]
    fn whatever_is_sent_gives_rows_or_a_named_fault(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let mut file = HEADER.as_bytes().to_vec();
        file.push(b'\n');
        file.extend(bytes);
        if let Ok(file) = File::read(&file) {
            prop_assert!(!file.rows().is_empty());
            // Never a panic, whatever the rows are.
            let _ = load(&file, &ground());
        }
    }

    #[test]
    fn rows_are_loaded_exactly_when_their_parts_fit(
        received in 0u64..50, resolved in 0u64..30, in_process in 0u64..30, open in 0u64..30,
    ) {
        let file = read(&[&format!("pd-a,{received},{resolved},{in_process},{open}")]);
        let fits = resolved + in_process + open <= received;
        prop_assert_eq!(load(&file, &ground()).is_ok(), fits);
    }
}
