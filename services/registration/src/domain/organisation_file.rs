//! A file of organisations: a table whose rows each tell of one body. All of it is right or nothing of it counts.

mod columns;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use chassis::{error::Violation, text::Text};

pub use self::columns::{Column, Columns};
pub use super::table::Format;
use super::{
    organisation::Facts,
    table::{self, Line},
    text,
};

const CODE_CHARS: usize = 120;
const DISTRICT: Text = Text::up_to(text::NAME_CHARS);
const SOURCE: Text = Text::up_to(500).or("SOURCE_MISSING");
/// How many faults are kept with their words; whoever mends these finds the others by reading on.
const FAULTS_KEPT: usize = 100;

/// One row that says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its line in the file; the header's is the first.
    pub line: u64,
    /// What it says; what the file has no column for is empty.
    pub facts: Facts,
}

/// The first faults of a file's rows, and how many there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    first: Vec<Violation>,
    total: usize,
}

impl Faults {
    /// The fault of one column of one row.
    pub fn add(&mut self, line: u64, column: &str, reason: &'static str, description: &str) {
        self.note(Violation::new(field(line, column), reason, description));
    }

    /// One more fault.
    pub(super) fn note(&mut self, one: Violation) {
        self.total += 1;
        if self.first.len() < FAULTS_KEPT {
            self.first.push(one);
        }
    }

    /// Nothing found is well.
    ///
    /// # Errors
    /// The faults themselves, when there are any.
    pub(super) fn into_result(self) -> Result<(), Self> {
        if self.total == 0 { Ok(()) } else { Err(self) }
    }

    /// The first ones.
    #[must_use]
    pub fn first(&self) -> &[Violation] {
        &self.first
    }

    /// How many there are in all.
    #[must_use]
    pub const fn total(&self) -> usize {
        self.total
    }
}

/// A row's column in the words of a violation.
pub(super) fn field(line: u64, column: &str) -> String {
    format!("row {line}: {column}")
}

/// What the kinds of organisation are called, and their codes.
#[derive(Clone, Debug, Default)]
pub struct Kinds(HashMap<String, String>);

impl Kinds {
    /// Adds a kind under its code and its names.
    pub fn add(&mut self, code: &str, names: [&str; 2]) {
        for word in names.into_iter().chain([code]) {
            self.0.insert(columns::folded(word), code.to_owned());
        }
    }

    fn code(&self, word: &str) -> Option<&str> {
        self.0.get(&columns::folded(word)).map(String::as_str)
    }
}

/// A file that could be read, with whatever is wrong inside its rows.
#[derive(Debug, PartialEq, Eq)]
pub struct File {
    /// The dress that it came in.
    pub format: Format,
    /// What stands above its columns.
    pub header: Vec<String>,
    /// Which column says what.
    pub columns: Columns,
    /// The rows that are right for themselves.
    pub rows: Vec<Row>,
    /// What is wrong with the others.
    pub faults: Faults,
}

impl File {
    /// Reads a file. Its columns are `chosen`, or guessed where nothing is; without a column for sources all rows come from `source`.
    ///
    /// # Errors
    /// What is wrong with the file as a whole, or with the choice.
    pub fn read(
        bytes: &[u8],
        chosen: &[(String, String)],
        kinds: &Kinds,
        source: &str,
    ) -> Result<Self, Violation> {
        let mut reading: Option<Reading> = None;
        let format = table::read(bytes, &mut |line| match &mut reading {
            None => {
                reading = Some(Reading::begin(line, chosen)?);
                Ok(())
            }
            Some(reading) => {
                reading.take(&line, kinds, source);
                Ok(())
            }
        })?;
        let reading = reading.unwrap_or_default();
        Ok(Self {
            format,
            header: reading.header,
            columns: reading.columns,
            rows: reading.rows,
            faults: reading.faults,
        })
    }
}

#[derive(Default)]
struct Reading {
    header: Vec<String>,
    columns: Columns,
    is_complete: bool,
    codes: HashSet<String>,
    rows: Vec<Row>,
    faults: Faults,
}

impl Reading {
    fn begin(line: Line, chosen: &[(String, String)]) -> Result<Self, Violation> {
        let header = line.texts();
        let columns = if chosen.is_empty() {
            Columns::guess(&header)
        } else {
            Columns::choose(&header, chosen)?
        };
        let mut faults = Faults::default();
        for column in columns.missing() {
            let text = "no column of the file says this";
            faults.add(line.number, column.word(), "COLUMN_MISSING", text);
        }
        Ok(Self {
            is_complete: faults.total() == 0,
            header,
            columns,
            faults,
            ..Self::default()
        })
    }

    fn take(&mut self, line: &Line, kinds: &Kinds, source: &str) {
        // Each row would lack the same column, and nobody learns anything from that.
        if !self.is_complete {
            return;
        }
        match self.facts(line, kinds, source) {
            Ok(facts) => self.rows.push(Row {
                line: line.number,
                facts,
            }),
            Err(one) => self.faults.note(one),
        }
    }

    fn facts(&mut self, line: &Line, kinds: &Kinds, source: &str) -> Result<Facts, Violation> {
        let at = |column: Column| field(line.number, column.word());
        if line.cells.len() > self.header.len() {
            let text = format!(
                "{} columns instead of {}",
                line.cells.len(),
                self.header.len()
            );
            return Err(Violation::new(
                field(line.number, "columns"),
                "COLUMNS_WRONG",
                text,
            ));
        }
        let columns = &self.columns;
        let cell = |column: Column| cell(line, columns, column);
        let code = checked_code(&at(Column::Code), cell(Column::Code)?)?;
        if !self.codes.insert(code.clone()) {
            let text = "stands in this file already";
            return Err(Violation::new(at(Column::Code), "CODE_REPEATED", text));
        }
        let name = text::NAME.parse(&at(Column::Name), cell(Column::Name)?)?;
        let Some(kind) = kinds.code(cell(Column::Kind)?) else {
            let text = "not a kind of organisation";
            return Err(Violation::new(at(Column::Kind), "KIND_UNKNOWN", text));
        };
        let parent_code = match cell(Column::ParentCode)? {
            "" => None,
            parent => Some(checked_code(&at(Column::ParentCode), parent)?),
        };
        let source = match columns.has(Column::Source) {
            true => cell(Column::Source)?,
            false => source,
        };
        Ok(Facts {
            code,
            name,
            kind: kind.to_owned(),
            parent_code,
            district: DISTRICT.parse(&at(Column::District), cell(Column::District)?)?,
            source: SOURCE.parse(&at(Column::Source), source)?,
        })
    }
}

/// What stands in a column of a row; nothing where the file has no such column.
fn cell<'a>(line: &'a Line, columns: &Columns, column: Column) -> Result<&'a str, Violation> {
    let place = columns.place(column);
    let Some(cell) = place.and_then(|place| line.cells.get(place)) else {
        return Ok("");
    };
    let said = match column {
        Column::Code | Column::ParentCode => cell.code(),
        _ => cell.text(),
    };
    said.map_err(|(reason, text)| Violation::new(field(line.number, column.word()), reason, text))
}

fn checked_code(field: &str, code: &str) -> Result<String, Violation> {
    if text::is_slug(code, &['.', '-'], CODE_CHARS) {
        return Ok(code.to_owned());
    }
    let text = "lower-case letters and digits, joined by single dots or hyphens";
    Err(Violation::new(field, "CODE_INVALID", text))
}
