//! The file that aliases are loaded from: CSV in UTF-8. All of it is right or nothing of it counts.

use std::collections::{HashMap, HashSet};

use chassis::error::{Violation, Violations};

use super::{
    organisation_alias::{Alias, AliasKind, Written},
    organisation_file::Faults,
};

const NEEDED: [&str; 4] = ["code", "alias", "kind", "source"];
const KNOWN: [&str; 7] = [
    "code",
    "alias",
    "kind",
    "source",
    "system",
    "valid_from",
    "valid_until",
];
const MAX_BYTES: usize = 2 * 1024 * 1024;
/// Each body that is changed is told of by an event of its own.
const MAX_ROWS: usize = 1000;
const BYTE_ORDER_MARK: char = '\u{feff}';

/// One line that says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file; the header is line 1.
    pub line: u64,
    /// Whose alias it is.
    pub code: String,
    /// The alias.
    pub alias: Alias,
}

impl Row {
    /// A fault of one of this row's columns.
    #[must_use]
    pub fn fault(&self, column: &str, reason: &'static str, description: &str) -> Violation {
        Violation::new(field(self.line, column), reason, description)
    }
}

/// What is wrong with a file.
#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// All of it.
    File(Violation),
    /// These rows, each named once.
    Rows(Faults),
}

fn field(line: u64, column: &str) -> String {
    format!("row {line}: {column}")
}

/// Reads a file.
///
/// # Errors
/// The file's fault, or one fault of each row that has any.
pub fn read(bytes: &[u8]) -> Result<Vec<Row>, Fault> {
    let text = plain_text(bytes).map_err(Fault::File)?;
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let columns = columns(&mut reader).map_err(Fault::File)?;
    let mut found = Faults::default();
    let mut seen = HashSet::new();
    let mut rows = Vec::new();
    // The text is UTF-8 and rows may be of any width: nothing is left that the reader could stumble over.
    for record in reader.records().flatten() {
        let line = record.position().map_or(0, csv::Position::line);
        let row = read_row(&record, line, &columns).and_then(|row| {
            let alias = &row.alias;
            let is_new = seen.insert((
                row.code.clone(),
                alias.kind,
                alias.system.clone(),
                alias.value.clone(),
            ));
            let repeated = || row.fault("alias", "ALIAS_REPEATED", "stands in this file already");
            is_new.then_some(()).ok_or_else(repeated)?;
            Ok(row)
        });
        match row {
            Ok(row) => rows.push(row),
            Err(one) => found.note(one),
        }
    }
    found.into_result().map_err(Fault::Rows)?;
    match rows.len() {
        0 => Err(Fault::File(fault("FILE_EMPTY", "no row behind the header"))),
        1..=MAX_ROWS => Ok(rows),
        _ => Err(Fault::File(fault("FILE_TOO_LARGE", "at most 1000 rows"))),
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

/// The place of each column by its name, in any order.
fn columns(reader: &mut csv::Reader<&[u8]>) -> Result<HashMap<String, usize>, Violation> {
    let wrong = || {
        let text = "the first line names code, alias, kind, source, and may name system, valid_from, valid_until";
        fault("HEADER_WRONG", text)
    };
    let header = reader.headers().map_err(|_| wrong())?;
    let places: HashMap<String, usize> = (0..)
        .zip(header.iter())
        .map(|(place, name)| (name.to_owned(), place))
        .collect();
    let are_known = header.iter().all(|name| KNOWN.contains(&name));
    let are_there = NEEDED.iter().all(|name| places.contains_key(*name));
    if !are_known || !are_there || places.len() != header.len() {
        return Err(wrong());
    }
    Ok(places)
}

fn read_row(
    record: &csv::StringRecord,
    line: u64,
    columns: &HashMap<String, usize>,
) -> Result<Row, Violation> {
    let at = |column: &str| field(line, column);
    if record.len() != columns.len() {
        let text = format!("{} columns instead of {}", record.len(), columns.len());
        return Err(Violation::new(at("columns"), "COLUMNS_WRONG", text));
    }
    let cell = |column: &str| {
        let place = columns.get(column);
        place.and_then(|place| record.get(*place)).unwrap_or("")
    };
    let written = Written {
        kind: AliasKind::named(cell("kind")),
        system: cell("system"),
        value: cell("alias"),
        valid_from: cell("valid_from"),
        valid_until: cell("valid_until"),
        source: cell("source"),
    };
    // The file calls alias what the contract calls value.
    let name = |column: &str| at(if column == "value" { "alias" } else { column });
    let alias = Alias::parse(written, name).map_err(first)?;
    Ok(Row {
        line,
        code: cell("code").to_owned(),
        alias,
    })
}

/// Each wrong row is named once.
fn first(found: Violations) -> Violation {
    let first = found.as_slice().first().cloned();
    // What is refused has a fault.
    first.unwrap_or_else(|| fault("ROWS_INVALID", "a row is wrong"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATA: &[u8] = include_bytes!("../../data/organisation-aliases.csv");

    fn file_fault(bytes: &[u8]) -> &'static str {
        match read(bytes) {
            Err(Fault::File(one)) => one.reason,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_aliases_of_the_registry_are_read() {
        let rows = read(DATA).expect("rows");
        assert_eq!(rows.len(), 14);
        assert_eq!(rows[0].code, "32.16.01.1007");
        assert_eq!(rows[0].alias.kind, AliasKind::FormerCode);
        assert_eq!(
            rows[0].alias.valid_until.as_ref().map(|date| date.as_str()),
            Some("2022")
        );
    }

    #[test]
    fn a_file_that_holds_no_aliases_is_refused_whole() {
        assert_eq!(file_fault(b""), "FILE_EMPTY");
        assert_eq!(file_fault(b"code,alias,kind,source\n"), "FILE_EMPTY");
        assert_eq!(file_fault(b"code,alias,kind\na,b,c\n"), "HEADER_WRONG");
        assert_eq!(
            file_fault(b"code,alias,kind,source,colour\na,b,c,d,e\n"),
            "HEADER_WRONG"
        );
        assert_eq!(
            file_fault(b"code,alias,kind,source\na,\xff,c,d\n"),
            "FILE_NOT_UTF8"
        );
        assert_eq!(file_fault(&vec![b'a'; MAX_BYTES + 1]), "FILE_TOO_LARGE");
    }

    #[test]
    fn each_wrong_row_is_named_once_with_its_line_and_column() {
        let text = "source,kind,alias,code\ns,nickname,,a\ns,abbreviation,,a\ns,abbreviation,A,a\ns,abbreviation,A,a\ns,abbreviation,A\n";
        let Err(Fault::Rows(found)) = read(text.as_bytes()) else {
            panic!("not refused by rows")
        };
        let all = found.first().iter();
        let faults: Vec<_> = all.map(|one| (one.field.as_str(), one.reason)).collect();
        let expected = [
            ("row 2: kind", "ALIAS_KIND_INVALID"),
            ("row 3: alias", "ALIAS_MISSING"),
            ("row 5: alias", "ALIAS_REPEATED"),
            ("row 6: columns", "COLUMNS_WRONG"),
        ];
        assert_eq!(faults, expected);
    }
}
