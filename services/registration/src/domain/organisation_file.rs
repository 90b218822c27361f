//! The file that the registry is loaded from: CSV in UTF-8 with one fixed header. All of it is right or nothing of it counts.

use std::collections::HashSet;

use chassis::{
    error::{Violation, Violations},
    text::Text,
};
use sha2::{Digest, Sha256};

use super::{organisation::Facts, text};

const COLUMNS: [&str; 6] = ["code", "name", "kind", "parent_code", "district", "source"];
const MAX_BYTES: usize = 2 * 1024 * 1024;
const CODE_CHARS: usize = 120;
const DISTRICT: Text = Text::up_to(text::NAME_CHARS);
const SOURCE: Text = Text::up_to(500).or("SOURCE_MISSING");
const BYTE_ORDER_MARK: char = '\u{feff}';

/// One line that says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file; the header is line 1.
    pub line: u64,
    /// What it says.
    pub facts: Facts,
}

impl Row {
    /// How a violation names one of this row's columns.
    #[must_use]
    pub fn field(&self, column: &str) -> String {
        field(self.line, column)
    }
}

fn field(line: u64, column: &str) -> String {
    format!("row {line}: {column}")
}

/// A file whose every row is right for itself.
#[derive(Debug)]
pub struct File {
    /// SHA-256 of its bytes in lower-case hex.
    pub sha256: String,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// What is wrong with a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// All of it.
    File(Violation),
    /// These rows, each named once.
    Rows(Violations),
}

impl File {
    /// Reads a file. `kinds` are the kinds of organisation that there are.
    ///
    /// # Errors
    /// The file's fault, or one fault of each row that has any.
    pub fn read(bytes: &[u8], kinds: &HashSet<String>) -> Result<Self, Fault> {
        let text = plain_text(bytes).map_err(Fault::File)?;
        let mut reader = csv::ReaderBuilder::new()
            .flexible(true)
            .from_reader(text.as_bytes());
        check_header(&mut reader).map_err(Fault::File)?;
        let mut found = Violations::default();
        let mut codes = HashSet::new();
        let mut rows = Vec::new();
        for record in reader.records() {
            // The text is UTF-8 and rows may be of any width: nothing is left that the reader could stumble over.
            let Ok(record) = record else { continue };
            let line = record.position().map_or(0, |at| line_of(text, at));
            match read_row(&record, line, kinds, &mut codes) {
                Ok(facts) => rows.push(Row { line, facts }),
                Err(one) => found.add(one.field, one.reason, one.description),
            }
        }
        found.into_result().map_err(Fault::Rows)?;
        if rows.is_empty() {
            return Err(Fault::File(fault("FILE_EMPTY", "no row behind the header")));
        }
        Ok(Self {
            sha256: hex::encode(Sha256::digest(bytes)),
            rows,
        })
    }
}

fn fault(reason: &'static str, description: &str) -> Violation {
    Violation::new("csv", reason, description)
}

fn plain_text(bytes: &[u8]) -> Result<&str, Violation> {
    if bytes.len() > MAX_BYTES {
        return Err(fault("FILE_TOO_LARGE", "at most 2 MiB"));
    }
    let text =
        std::str::from_utf8(bytes).map_err(|_| fault("FILE_NOT_UTF8", "save it as UTF-8"))?;
    // Spreadsheet programs put it there.
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    if text.trim().is_empty() {
        return Err(fault("FILE_EMPTY", "nothing in it"));
    }
    Ok(text)
}

fn check_header(reader: &mut csv::Reader<&[u8]>) -> Result<(), Violation> {
    let header = reader.headers();
    if header.is_ok_and(|header| header.iter().map(str::trim).eq(COLUMNS)) {
        return Ok(());
    }
    let text = format!("the first line must be {}", COLUMNS.join(","));
    Err(fault("HEADER_WRONG", &text))
}

/// The line that a record begins on. The reader's own position lies before line ends that it skips.
fn line_of(text: &str, at: &csv::Position) -> u64 {
    let start = usize::try_from(at.byte()).unwrap_or(usize::MAX);
    let behind = text.as_bytes().get(start..).unwrap_or_default();
    let skipped = behind
        .iter()
        .take_while(|byte| matches!(byte, b'\r' | b'\n'));
    (at.line()..)
        .zip(skipped.filter(|byte| **byte == b'\n'))
        .last()
        .map_or(at.line(), |(line, _)| line + 1)
}

fn read_row(
    record: &csv::StringRecord,
    line: u64,
    kinds: &HashSet<String>,
    codes: &mut HashSet<String>,
) -> Result<Facts, Violation> {
    let cells: Vec<&str> = record.iter().map(str::trim).collect();
    let at = |column: &str| field(line, column);
    let &[code, name, kind, parent_code, district, source] = cells.as_slice() else {
        let text = format!("{} columns instead of {}", cells.len(), COLUMNS.len());
        return Err(Violation::new(at("columns"), "COLUMNS_WRONG", text));
    };
    if !text::is_slug(code, &['.', '-'], CODE_CHARS) {
        let text = "lower-case letters and digits, joined by single dots or hyphens";
        return Err(Violation::new(at("code"), "CODE_INVALID", text));
    }
    if !codes.insert(code.to_owned()) {
        let text = "stands in this file already";
        return Err(Violation::new(at("code"), "CODE_REPEATED", text));
    }
    let name = text::NAME.parse(&at("name"), name)?;
    if !kinds.contains(kind) {
        let text = "not a kind of organisation";
        return Err(Violation::new(at("kind"), "KIND_UNKNOWN", text));
    }
    Ok(Facts {
        code: code.to_owned(),
        name,
        kind: kind.to_owned(),
        parent_code: (!parent_code.is_empty()).then(|| parent_code.to_owned()),
        district: DISTRICT.parse(&at("district"), district)?,
        source: SOURCE.parse(&at("source"), source)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "code,name,kind,parent_code,district,source\n";

    fn read(text: &str) -> Result<File, Fault> {
        let kinds = ["desa", "kecamatan"].map(str::to_owned).into();
        File::read(text.as_bytes(), &kinds)
    }

    fn file_fault(bytes: &[u8]) -> &'static str {
        match File::read(bytes, &HashSet::new()) {
            Err(Fault::File(one)) => one.reason,
            other => panic!("{other:?}"),
        }
    }

    fn row_faults(rows: &str) -> Vec<(String, &'static str)> {
        match read(&format!("{HEADER}{rows}")) {
            Err(Fault::Rows(found)) => {
                let all = found.as_slice().iter();
                all.map(|one| (one.field.clone(), one.reason)).collect()
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_file_that_is_no_registry_is_refused_whole() {
        assert_eq!(file_fault(b""), "FILE_EMPTY");
        assert_eq!(file_fault(b" \n"), "FILE_EMPTY");
        assert_eq!(file_fault(HEADER.as_bytes()), "FILE_EMPTY");
        assert_eq!(file_fault(b"code,name\n1,\xff\n"), "FILE_NOT_UTF8");
        assert_eq!(file_fault(b"code;name;kind\n1;a;desa\n"), "HEADER_WRONG");
        assert_eq!(file_fault(&vec![b'a'; MAX_BYTES + 1]), "FILE_TOO_LARGE");
    }

    #[test]
    fn a_quoted_comma_a_byte_order_mark_and_a_blank_line_are_understood() {
        let rows = "\r\n32.16,\"Dinas A, B\",desa,,,list\r\n\r\nb,B,desa,32.16,,list\r\n";
        let file = read(&format!("\u{feff}{HEADER}{rows}")).expect("a file");
        let lines: Vec<u64> = file.rows.iter().map(|row| row.line).collect();
        assert_eq!(lines, [3, 5]);
        assert_eq!(file.rows[0].facts.name, "Dinas A, B");
        assert_eq!(file.rows[0].facts.parent_code, None);
        assert_eq!(file.sha256.len(), 64);
    }

    #[test]
    fn each_wrong_row_is_named_once_with_its_line_and_column() {
        let rows = "A b,x,desa,,,s\na,,desa,,,s\nb,x,kota,,,s\nc,x,desa,,,\nd,x,desa,,,s\nd,y,desa,,,s\ne,x\n";
        let expected = [
            ("row 2: code", "CODE_INVALID"),
            ("row 3: name", "NAME_MISSING"),
            ("row 4: kind", "KIND_UNKNOWN"),
            ("row 5: source", "SOURCE_MISSING"),
            ("row 7: code", "CODE_REPEATED"),
            ("row 8: columns", "COLUMNS_WRONG"),
        ];
        let expected = expected.map(|(field, reason)| (field.to_owned(), reason));
        assert_eq!(row_faults(rows), expected);
    }
}
