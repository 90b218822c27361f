//! Rows of organisations, right and wrong.

use super::*;
use crate::domain::table::Cell;

const HEADER: &str = "code,name,kind,parent_code,district,source\n";

fn kinds() -> Kinds {
    let mut kinds = Kinds::default();
    kinds.add("desa", ["Desa", "Village"]);
    kinds.add(
        "perangkat_daerah",
        ["Perangkat daerah", "County department"],
    );
    kinds
}

fn read(text: &str) -> File {
    File::read(text.as_bytes(), &[], &kinds(), "daftar.csv").expect("a file")
}

fn faults(text: &str) -> Vec<(String, &'static str)> {
    let file = read(text);
    let first = file.faults.first().iter();
    first.map(|one| (one.field.clone(), one.reason)).collect()
}

fn named<const N: usize>(faults: [(&str, &'static str); N]) -> Vec<(String, &'static str)> {
    let owned = |(field, reason): (&str, &'static str)| (field.to_owned(), reason);
    faults.map(owned).to_vec()
}

#[test]
fn a_row_says_what_stands_in_its_columns() {
    let file = read(&format!(
        "{HEADER}a,Dinas A,Perangkat Daerah,,Babelan,list\nb,B,village,a,,list\n"
    ));
    assert_eq!(file.faults, Faults::default());
    let [first, second] = file.rows.as_slice() else {
        panic!("{file:?}");
    };
    assert_eq!(
        (first.line, first.facts.kind.as_str()),
        (2, "perangkat_daerah")
    );
    assert_eq!(first.facts.district, "Babelan");
    assert_eq!(second.facts.kind, "desa");
    assert_eq!(second.facts.parent_code.as_deref(), Some("a"));
}

#[test]
fn what_the_file_has_no_column_for_is_left_open_and_the_source_is_the_file() {
    let file = read("Nama;Kode;Jenis;Catatan\nDesa A;a;desa;lama\n");
    assert!(!file.columns.has(Column::ParentCode));
    assert_eq!(file.rows[0].facts.source, "daftar.csv");
    assert_eq!(file.header, ["Nama", "Kode", "Jenis", "Catatan"]);
}

#[test]
fn each_wrong_row_is_named_once_with_its_line_and_column() {
    let rows = "A b,x,desa,,,s\na,,desa,,,s\nb,x,kota,,,s\nc,x,desa,,,\nd,x,desa,,,s\nd,y,desa,,,s\ne,x,desa,,,s,7\n\
        f,\"x\ny\",desa,,,s\ng,x,desa,A b,,s\nh\n";
    let expected = named([
        ("row 2: code", "CODE_INVALID"),
        ("row 3: name", "NAME_MISSING"),
        ("row 4: kind", "KIND_UNKNOWN"),
        ("row 5: source", "SOURCE_MISSING"),
        ("row 7: code", "CODE_REPEATED"),
        ("row 8: columns", "COLUMNS_WRONG"),
        ("row 9: name", "TEXT_INVALID"),
        ("row 11: parent_code", "CODE_INVALID"),
        ("row 12: name", "NAME_MISSING"),
    ]);
    assert_eq!(faults(&format!("{HEADER}{rows}")), expected);
}

#[test]
fn a_column_that_nobody_finds_is_one_fault_and_not_one_for_each_row() {
    let expected = named([("row 1: kind", "COLUMN_MISSING")]);
    assert_eq!(faults("code,name\na,A\nb,B\n"), expected);
}

#[test]
fn formulas_and_codes_that_became_numbers_are_refused_by_row() {
    let line = |number, cells: Vec<Cell>| Line { number, cells };
    let text = |text: &str| Cell::Text(text.to_owned());
    let header = line(1, ["code", "name", "kind"].map(text).to_vec());
    let mut reading = Reading::begin(header, &[]).expect("a header");
    for row in [
        vec![Cell::Formula, text("A"), text("desa")],
        vec![text("a"), Cell::Formula, text("desa")],
        vec![Cell::Number("32.1".to_owned()), text("A"), text("desa")],
        vec![
            Cell::Number("7".to_owned()),
            Cell::Number("8".to_owned()),
            text("desa"),
        ],
        vec![text("b"), Cell::Unreadable, text("desa")],
    ] {
        let number = reading.rows.len() as u64 + reading.faults.total() as u64 + 2;
        reading.take(&line(number, row), &kinds(), "s");
    }
    let found: Vec<_> = reading
        .faults
        .first()
        .iter()
        .map(|one| (one.field.clone(), one.reason))
        .collect();
    let expected = named([
        ("row 2: code", "CELL_FORMULA"),
        ("row 3: name", "CELL_FORMULA"),
        ("row 4: code", "CODE_NOT_TEXT"),
        ("row 6: name", "CELL_UNREADABLE"),
    ]);
    assert_eq!(found, expected);
    assert_eq!(reading.rows[0].facts.code, "7");
}

#[test]
fn only_the_first_hundred_faults_are_kept_and_all_are_counted() {
    let rows: String = (0..500)
        .map(|n| format!("Wrong {n},A,desa,,,s\n"))
        .collect();
    let file = read(&format!("{HEADER}{rows}"));
    assert_eq!((file.faults.first().len(), file.faults.total()), (100, 500));
}
