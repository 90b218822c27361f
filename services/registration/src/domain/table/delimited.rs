//! CSV: UTF-8 or, with its mark, UTF-16; cells apart by commas, semicolons or tabs.

use std::borrow::Cow;

use chassis::error::Violation;
use encoding_rs::{Encoding, UTF_8};

use super::{Cell, Format, Line, MAX_COLUMNS, Take, fault, too_wide};

const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

pub fn read(bytes: &[u8], take: Take<'_>) -> Result<Format, Violation> {
    let (text, encoding) = text(bytes)?;
    let delimiter = delimiter(&text);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes());
    let mut record = csv::StringRecord::new();
    // The text is UTF-8 and rows may be of any width: nothing is left that the reader could stumble over.
    while reader.read_record(&mut record).unwrap_or(false) {
        if record.len() > MAX_COLUMNS {
            return Err(too_wide());
        }
        let number = record.position().map_or(0, |at| line_of(&text, at));
        let cell = |cell: &str| Cell::Text(cell.trim().to_owned());
        take(Line {
            number,
            cells: record.iter().map(cell).collect(),
        })?;
    }
    Ok(Format::Csv {
        encoding,
        delimiter: char::from(delimiter),
    })
}

fn text(bytes: &[u8]) -> Result<(Cow<'_, str>, &'static str), Violation> {
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let text = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
    let text = text.ok_or_else(|| fault("FILE_ENCODING_UNKNOWN", "save it as UTF-8"))?;
    Ok((text, encoding.name()))
}

/// The mark that stands most often in the first line that says something, outside quotes.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let mut counts = [0; DELIMITERS.len()];
    let mut quoted = false;
    for byte in first.unwrap_or_default().bytes() {
        quoted ^= byte == b'"';
        if let Some(index) = DELIMITERS.iter().position(|one| *one == byte && !quoted) {
            counts[index] += 1;
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    let index = counts.iter().position(|count| *count == most);
    DELIMITERS[index.unwrap_or(0)]
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
