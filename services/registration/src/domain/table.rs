//! A table that somebody hands in: CSV in one of several dresses, or the first sheet of an XLSX workbook. What it means is read elsewhere.

mod delimited;
#[cfg(test)]
mod tests;
mod workbook;

use chassis::error::Violation;

/// The most rows; a table of a whole province has fewer.
const MAX_ROWS: u64 = 200_000;
/// The most columns.
const MAX_COLUMNS: usize = 50;
const WORKBOOK: &[u8] = b"PK\x03\x04";

/// The dress that a table came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text with one row per line.
    Csv {
        /// "UTF-8", "UTF-16LE" or "UTF-16BE".
        encoding: &'static str,
        /// What stands between two cells.
        delimiter: char,
    },
    /// A workbook.
    Xlsx {
        /// The sheet that was read.
        sheet: String,
    },
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Text without the space around it.
    Text(String),
    /// A number as a workbook keeps it, which has forgotten how it was typed: 32.10 is 32.1.
    Number(String),
    /// A formula; its value depends on who looks at it.
    Formula,
    /// A date, an error: nothing that names something.
    Unreadable,
}

/// Why a cell says nothing: a reason, and its words.
pub type Mute = (&'static str, &'static str);

impl Cell {
    /// What stands in it.
    ///
    /// # Errors
    /// `CELL_FORMULA` or `CELL_UNREADABLE`.
    pub fn text(&self) -> Result<&str, Mute> {
        match self {
            Self::Text(text) | Self::Number(text) => Ok(text),
            Self::Formula => Err(("CELL_FORMULA", "a formula; put its value in its place")),
            Self::Unreadable => Err(("CELL_UNREADABLE", "not a text")),
        }
    }

    /// The code that stands in it.
    ///
    /// # Errors
    /// `CODE_NOT_TEXT`, and what a text is refused for.
    pub fn code(&self) -> Result<&str, Mute> {
        match self {
            Self::Number(number) if number.contains(['.', 'e', 'E']) => {
                let text = "a number has lost its zeros; format the column as text";
                Err(("CODE_NOT_TEXT", text))
            }
            other => other.text(),
        }
    }

    fn is_empty(&self) -> bool {
        matches!(self, Self::Text(text) if text.is_empty())
    }
}

/// One row of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its line in the file, or its row in the sheet; the first is 1.
    pub number: u64,
    /// Its cells from the first column on; those behind the last one are empty.
    pub cells: Vec<Cell>,
}

impl Line {
    /// What its cells say; nothing where one says none. For headers.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        let text = |cell: &Cell| cell.text().unwrap_or_default().to_owned();
        self.cells.iter().map(text).collect()
    }
}

/// Takes the rows of a table one by one; the first is its header. Rows in which nothing stands are left out.
pub type Take<'a> = &'a mut dyn FnMut(Line) -> Result<(), Violation>;

/// Reads a table to its end. Nothing of it is kept here.
///
/// # Errors
/// The file's fault: `FILE_EMPTY`, `FILE_ENCODING_UNKNOWN`, `FILE_BROKEN`, `FILE_TOO_LONG`, `COLUMNS_TOO_MANY`; or what `take` says.
pub fn read(bytes: &[u8], take: Take<'_>) -> Result<Format, Violation> {
    let mut rows = 0;
    let mut counted = |line: Line| {
        if line.cells.iter().all(Cell::is_empty) {
            return Ok(());
        }
        rows += 1;
        // The header is none of them.
        if rows > MAX_ROWS + 1 {
            let text = format!("at most {MAX_ROWS} rows");
            return Err(fault("FILE_TOO_LONG", &text));
        }
        take(line)
    };
    let format = if bytes.starts_with(WORKBOOK) {
        workbook::read(bytes, &mut counted)?
    } else {
        delimited::read(bytes, &mut counted)?
    };
    if rows < 2 {
        return Err(fault("FILE_EMPTY", "no row behind the header"));
    }
    Ok(format)
}

fn fault(reason: &'static str, description: &str) -> Violation {
    Violation::new("file", reason, description)
}

fn too_wide() -> Violation {
    let text = format!("at most {MAX_COLUMNS} columns");
    fault("COLUMNS_TOO_MANY", &text)
}
