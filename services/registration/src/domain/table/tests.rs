//! Tables in all their dresses, whole and damaged.

#[path = "../../../tests/api/workbook.rs"]
mod workbook;

use super::*;
use workbook::pack;

/// A line's number and its words.
type Words = (u64, Vec<String>);

/// Rows as words; what is no text is named in brackets.
fn rows(bytes: &[u8]) -> Result<(Format, Vec<Words>), &'static str> {
    let mut all = Vec::new();
    let word = |cell: &Cell| match cell {
        Cell::Text(text) => text.clone(),
        Cell::Number(number) => format!("<{number}>"),
        Cell::Formula => "<formula>".to_owned(),
        Cell::Unreadable => "<unreadable>".to_owned(),
    };
    let format = read(bytes, &mut |line| {
        all.push((line.number, line.cells.iter().map(word).collect()));
        Ok(())
    });
    let format = format.map_err(|fault| fault.reason)?;
    Ok((format, all))
}

fn csv(encoding: &'static str, delimiter: char) -> Format {
    Format::Csv {
        encoding,
        delimiter,
    }
}

fn line(number: u64, cells: &[&str]) -> Words {
    (
        number,
        cells.iter().map(|cell| (*cell).to_owned()).collect(),
    )
}

fn utf16(text: &str, mark: [u8; 2], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(bytes);
    mark.into_iter().chain(units).collect()
}

const SHEET: &str = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>
    <row r="3"><c r="B3" t="inlineStr"><is><t> Desa A </t></is></c><c r="A3"><v>32.1</v></c></row>
    <row r="4"><c r="A4"><v>7</v></c><c r="B4"><f>A3&amp;"x"</f><v>0</v></c></row>
    <row r="5"><c r="A5" t="e"><v>#REF!</v></c></row>"#;
const TEXTS: &str = "<si><t>code</t></si><si><t>name</t></si>";

#[test]
fn a_table_is_the_same_in_every_dress() {
    let rows_of = |text: &str| rows(text.as_bytes());
    let expected = vec![line(1, &["code", "name"]), line(2, &["a", "Dinas A, B"])];
    let commas = "code,name\na,\"Dinas A, B\"\n";
    let marked = format!("\u{feff}{commas}");
    assert_eq!(rows_of(commas), Ok((csv("UTF-8", ','), expected.clone())));
    assert_eq!(rows_of(&marked), Ok((csv("UTF-8", ','), expected.clone())));
    assert_eq!(
        rows_of("code;name\r\na; Dinas A, B \r\n"),
        Ok((csv("UTF-8", ';'), expected.clone()))
    );
    assert_eq!(
        rows_of("code\tname\na\tDinas A, B\n"),
        Ok((csv("UTF-8", '\t'), expected.clone()))
    );
    let little = utf16(commas, [0xff, 0xfe], u16::to_le_bytes);
    assert_eq!(rows(&little), Ok((csv("UTF-16LE", ','), expected.clone())));
    let big = utf16(commas, [0xfe, 0xff], u16::to_be_bytes);
    assert_eq!(rows(&big), Ok((csv("UTF-16BE", ','), expected)));
}

#[test]
fn blank_rows_are_left_out_and_lines_counted_as_an_editor_does() {
    let text = "\r\ncode,name\r\n\r\n,,\r\na,\"A\nB\"\r\nb,B\r\n";
    let (_, all) = rows(text.as_bytes()).expect("a table");
    let expected = vec![
        line(2, &["code", "name"]),
        line(5, &["a", "A\nB"]),
        line(7, &["b", "B"]),
    ];
    assert_eq!(all, expected);
}

#[test]
fn a_sheet_tells_numbers_and_formulas_from_text() {
    let (format, all) = rows(&pack(SHEET, TEXTS)).expect("a table");
    let sheet = "Data".to_owned();
    assert_eq!(format, Format::Xlsx { sheet });
    let expected = vec![
        line(1, &["code", "name"]),
        line(3, &["<32.1>", "Desa A"]),
        line(4, &["<7>", "<formula>"]),
        line(5, &["<unreadable>"]),
    ];
    assert_eq!(all, expected);
}

#[test]
fn what_is_no_table_is_refused_by_name() {
    let refused = |bytes: &[u8]| rows(bytes).expect_err("refused");
    assert_eq!(refused(b""), "FILE_EMPTY");
    assert_eq!(refused(b" \n,,\n"), "FILE_EMPTY");
    assert_eq!(refused(b"code,name\n"), "FILE_EMPTY");
    assert_eq!(refused(b"code,name\na,\xff\n"), "FILE_ENCODING_UNKNOWN");
    let odd = [0xff, 0xfe, 0x61];
    assert_eq!(refused(&odd), "FILE_ENCODING_UNKNOWN");
    let wide = format!("{}\n", ",".repeat(MAX_COLUMNS)).repeat(2);
    assert_eq!(refused(wide.as_bytes()), "COLUMNS_TOO_MANY");
    let long = "a\n".repeat(200_002);
    assert_eq!(refused(long.as_bytes()), "FILE_TOO_LONG");
}

#[test]
fn a_damaged_workbook_is_refused_wherever_it_breaks_off() {
    let whole = pack(SHEET, TEXTS);
    for part in 1..16 {
        let cut = &whole[..whole.len() * part / 16];
        if cut.starts_with(WORKBOOK) {
            assert_eq!(rows(cut), Err("FILE_BROKEN"), "{part} of 16");
        }
    }
    let mut flipped = whole;
    let middle = flipped.len() / 4;
    flipped[middle] ^= 0xff;
    assert_eq!(rows(&flipped), Err("FILE_BROKEN"));
}

#[test]
fn a_workbook_that_grows_without_end_is_refused() {
    let texts = "<si><t/></si>".repeat(3 * 1024 * 1024);
    let bytes = pack(SHEET, &texts);
    assert!(bytes.len() < 1024 * 1024, "{} bytes packed", bytes.len());
    assert_eq!(rows(&bytes), Err("FILE_TOO_LARGE"));
}
