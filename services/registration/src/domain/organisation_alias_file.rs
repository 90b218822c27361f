//! A file of aliases: a table whose rows each tell of one. All of it is right or nothing of it counts.

use std::collections::{HashMap, HashSet};

use chassis::error::{Violation, Violations};

use super::{
    organisation_alias::{Alias, AliasKind, Written},
    organisation_file::{Faults, field},
    table::{self, Line},
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
/// Each body that is changed is told of by an event of its own.
const MAX_ROWS: usize = 1000;

/// One line that says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file; the header's is the first.
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

/// Reads a file.
///
/// # Errors
/// The file's fault, or one fault of each row that has any.
pub fn read(bytes: &[u8]) -> Result<Vec<Row>, Fault> {
    let mut reading: Option<Reading> = None;
    let read = table::read(bytes, &mut |line| match &mut reading {
        None => {
            reading = Some(Reading::begin(&line)?);
            Ok(())
        }
        Some(reading) => reading.take(&line),
    });
    read.map_err(Fault::File)?;
    let reading = reading.unwrap_or_default();
    reading.faults.into_result().map_err(Fault::Rows)?;
    Ok(reading.rows)
}

#[derive(Default)]
struct Reading {
    /// The place of each column by its name.
    columns: HashMap<String, usize>,
    lines: usize,
    seen: HashSet<(String, AliasKind, String, String)>,
    rows: Vec<Row>,
    faults: Faults,
}

impl Reading {
    fn begin(header: &Line) -> Result<Self, Violation> {
        let header = header.texts();
        let columns: HashMap<String, usize> = header.iter().cloned().zip(0..).collect();
        let are_known = header.iter().all(|name| KNOWN.contains(&name.as_str()));
        let are_there = NEEDED.iter().all(|name| columns.contains_key(*name));
        if !are_known || !are_there || columns.len() != header.len() {
            let text = "the first line names code, alias, kind, source, and may name system, valid_from, valid_until";
            return Err(Violation::new("file", "HEADER_WRONG", text));
        }
        Ok(Self {
            columns,
            ..Self::default()
        })
    }

    fn take(&mut self, line: &Line) -> Result<(), Violation> {
        self.lines += 1;
        if self.lines > MAX_ROWS {
            let text = format!("at most {MAX_ROWS} rows");
            return Err(Violation::new("file", "FILE_TOO_LONG", text));
        }
        match self.row(line) {
            Ok(row) => self.rows.push(row),
            Err(one) => self.faults.note(one),
        }
        Ok(())
    }

    fn row(&mut self, line: &Line) -> Result<Row, Violation> {
        let at = |column: &str| field(line.number, column);
        if line.cells.len() > self.columns.len() {
            let text = format!(
                "{} columns instead of {}",
                line.cells.len(),
                self.columns.len()
            );
            return Err(Violation::new(at("columns"), "COLUMNS_WRONG", text));
        }
        let written = Written {
            kind: AliasKind::named(self.cell(line, "kind")?),
            system: self.cell(line, "system")?,
            value: self.cell(line, "alias")?,
            valid_from: self.cell(line, "valid_from")?,
            valid_until: self.cell(line, "valid_until")?,
            source: self.cell(line, "source")?,
        };
        // The file calls alias what the contract calls value.
        let name = |column: &str| at(if column == "value" { "alias" } else { column });
        let row = Row {
            line: line.number,
            code: self.cell(line, "code")?.to_owned(),
            alias: Alias::parse(written, name).map_err(first)?,
        };
        let alias = &row.alias;
        let (system, value) = (alias.system.clone(), alias.value.clone());
        if !self
            .seen
            .insert((row.code.clone(), alias.kind, system, value))
        {
            return Err(row.fault("alias", "ALIAS_REPEATED", "stands in this file already"));
        }
        Ok(row)
    }

    /// What stands in a column of a row; nothing where the file has no such column.
    fn cell<'a>(&self, line: &'a Line, column: &str) -> Result<&'a str, Violation> {
        let place = self.columns.get(column);
        let Some(cell) = place.and_then(|place| line.cells.get(*place)) else {
            return Ok("");
        };
        let said = match column {
            "code" | "alias" => cell.code(),
            _ => cell.text(),
        };
        said.map_err(|(reason, text)| Violation::new(field(line.number, column), reason, text))
    }
}

/// Each wrong row is named once.
fn first(found: Violations) -> Violation {
    let first = found.as_slice().first().cloned();
    // What is refused has a fault.
    first.unwrap_or_else(|| Violation::new("file", "ROWS_INVALID", "a row is wrong"))
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
            "FILE_ENCODING_UNKNOWN"
        );
        let many = "a,A,abbreviation,s\n".repeat(MAX_ROWS + 1);
        let many = format!("code,alias,kind,source\n{many}");
        assert_eq!(file_fault(many.as_bytes()), "FILE_TOO_LONG");
    }

    #[test]
    fn each_wrong_row_is_named_once_with_its_line_and_column() {
        let text = "source,kind,alias,code\ns,nickname,,a\ns,abbreviation,,a\ns,abbreviation,A,a\ns,abbreviation,A,a\ns,abbreviation,A,a,a\n";
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
