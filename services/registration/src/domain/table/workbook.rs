//! XLSX. A workbook is a packed archive and can grow a thousandfold when it is opened, so what it holds is measured before it is read.

use std::io::{self, Cursor, Read};

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};
use chassis::error::Violation;
use zip::ZipArchive;

use super::{Cell, Format, Line, MAX_COLUMNS, Take, fault, too_wide};

const MEBIBYTE: u64 = 1024 * 1024;
/// What all parts may grow to: sheets are read as they unpack.
const UNPACKED: u64 = 128 * MEBIBYTE;
/// What the table of texts may grow to, which is held whole.
const TEXTS: u64 = 32 * MEBIBYTE;
/// A workbook of one sheet has about a dozen parts.
const PARTS: usize = 1000;

pub fn read(bytes: &[u8], take: Take<'_>) -> Result<Format, Violation> {
    measure(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let sheets = workbook.sheets_metadata().iter();
    let sheet = sheets
        .filter(|sheet| sheet.visible == SheetVisible::Visible)
        .find(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .ok_or_else(|| fault("FILE_EMPTY", "no sheet in it"))?;
    let mut cells = workbook.worksheet_cells_reader(&sheet).map_err(broken)?;
    let mut line = Line {
        number: 1,
        cells: Vec::new(),
    };
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(broken)? {
        let (row, column) = cell.pos;
        let number = u64::from(row) + 1;
        if number != line.number {
            take(std::mem::replace(
                &mut line,
                Line {
                    number,
                    cells: Vec::new(),
                },
            ))?;
        }
        let value = match cell.formula {
            Some(_) => Cell::Formula,
            None => value(&cell.value),
        };
        put(&mut line.cells, column as usize, value)?;
    }
    take(line)?;
    Ok(Format::Xlsx { sheet })
}

fn put(cells: &mut Vec<Cell>, column: usize, value: Cell) -> Result<(), Violation> {
    if value.is_empty() {
        return Ok(());
    }
    if column >= MAX_COLUMNS {
        return Err(too_wide());
    }
    if cells.len() <= column {
        cells.resize(column + 1, Cell::Text(String::new()));
    }
    cells[column] = value;
    Ok(())
}

fn value(data: &DataRef<'_>) -> Cell {
    match data {
        DataRef::String(text) => Cell::Text(text.trim().to_owned()),
        DataRef::SharedString(text) => Cell::Text(text.trim().to_owned()),
        DataRef::Int(number) => Cell::Number(number.to_string()),
        DataRef::Float(number) => Cell::Number(number.to_string()),
        DataRef::Bool(value) => Cell::Text(value.to_string()),
        DataRef::Empty => Cell::Text(String::new()),
        DataRef::DateTime(_)
        | DataRef::DateTimeIso(_)
        | DataRef::DurationIso(_)
        | DataRef::Error(_) => Cell::Unreadable,
    }
}

/// Unpacks every part into nothing: what it says of its own size may be a lie, and a broken part is found before its rows are believed.
fn measure(bytes: &[u8]) -> Result<(), Violation> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > PARTS {
        return Err(bomb());
    }
    let mut left = UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(broken)?;
        let name = part.name().map_err(broken)?.to_ascii_lowercase();
        let is_texts = name.ends_with("sharedstrings.xml");
        let limit = if is_texts { left.min(TEXTS) } else { left };
        let size = io::copy(&mut part.take(limit + 1), &mut io::sink()).map_err(broken)?;
        if size > limit {
            return Err(bomb());
        }
        left -= size;
    }
    Ok(())
}

fn bomb() -> Violation {
    fault(
        "FILE_TOO_LARGE",
        "the workbook holds more than we read; save it as CSV",
    )
}

fn broken(_: impl std::error::Error) -> Violation {
    fault(
        "FILE_BROKEN",
        "the workbook is damaged or protected; save it again",
    )
}
