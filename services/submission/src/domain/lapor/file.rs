//! The file as it was sent: UTF-8, comma-separated, under one fixed header.

use std::fmt;

use chassis::error::Violation;
use csv::StringRecord;
use proof::Digest;
use rules::LaporCounts;

const HEADER: [&str; 5] = [
    "organisation_code",
    "received",
    "resolved",
    "in_process",
    "not_followed_up",
];
const SIZE_MAX: usize = 2 * 1024 * 1024;
/// More reports than a county gets in a century, and far below what JSON keeps exactly.
const COUNT_MAX: u64 = 999_999_999;

/// What makes a file unreadable as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// Above 2 MiB.
    TooLarge,
    /// Not UTF-8.
    NotUtf8,
    /// No row below the header.
    Empty,
    /// Another first row.
    HeaderWrong,
}

impl FileFault {
    /// Its stable name.
    #[must_use]
    pub const fn reason(self) -> &'static str {
        match self {
            Self::TooLarge => "FILE_TOO_LARGE",
            Self::NotUtf8 => "FILE_NOT_UTF8",
            Self::Empty => "FILE_EMPTY",
            Self::HeaderWrong => "HEADER_WRONG",
        }
    }
}

impl fmt::Display for FileFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => f.write_str("the file is above 2 MiB"),
            Self::NotUtf8 => f.write_str("the file is not UTF-8"),
            Self::Empty => f.write_str("the file has no rows"),
            Self::HeaderWrong => write!(f, "the first row must be {}", HEADER.join(",")),
        }
    }
}

/// A file that could be read, with whatever is wrong inside its rows.
#[derive(Clone, Debug)]
pub struct File {
    sha256: Digest,
    rows: Vec<Row>,
}

/// One row below the header.
#[derive(Clone, Debug)]
pub struct Row {
    /// Counted from the header, which is row 1.
    pub number: u64,
    /// Whose counts these are; perhaps nobody's.
    pub code: String,
    /// The counts, or all that is wrong with them.
    pub counts: Result<LaporCounts, Vec<Violation>>,
}

impl File {
    /// Reads a file. Blank lines, a byte order mark and spaces around a value do not count.
    ///
    /// # Errors
    /// What makes it unreadable as a whole.
    pub fn read(bytes: &[u8]) -> Result<Self, FileFault> {
        if bytes.len() > SIZE_MAX {
            return Err(FileFault::TooLarge);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| FileFault::NotUtf8)?;
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text.as_bytes());
        // In memory and UTF-8, of any width: no record can fail.
        let mut records = reader.records().filter_map(Result::ok);
        let header = records.next().ok_or(FileFault::Empty)?;
        if header.iter().ne(HEADER) {
            return Err(FileFault::HeaderWrong);
        }
        let rows = (2..).zip(records);
        let rows: Vec<Row> = rows.map(|(n, record)| Row::read(n, &record)).collect();
        if rows.is_empty() {
            return Err(FileFault::Empty);
        }
        Ok(Self {
            sha256: Digest::of(bytes),
            rows,
        })
    }

    /// Hash of the file as it was sent.
    #[must_use]
    pub const fn sha256(&self) -> Digest {
        self.sha256
    }

    /// Its rows.
    #[must_use]
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The codes that could be an organisation's; a row with another one names nobody.
    #[must_use]
    pub fn codes(&self) -> Vec<&str> {
        let codes = self.rows.iter().map(|row| row.code.as_str());
        codes.filter(|code| is_code(code)).collect()
    }
}

impl Row {
    fn read(number: u64, record: &StringRecord) -> Self {
        let mut row = Self {
            number,
            code: record.get(0).unwrap_or_default().to_owned(),
            counts: Err(Vec::new()),
        };
        row.counts = row.read_counts(record);
        row
    }

    fn read_counts(&self, record: &StringRecord) -> Result<LaporCounts, Vec<Violation>> {
        if record.len() != HEADER.len() {
            let text = format!("{} columns, {} wanted", record.len(), HEADER.len());
            return Err(vec![self.fault("columns", "COLUMNS_WRONG", &text)]);
        }
        let mut numbers = [0; 4];
        let mut faults = Vec::new();
        for (column, number) in (1..).zip(&mut numbers) {
            match record.get(column).and_then(count) {
                Some(count) => *number = count,
                None => {
                    let text = format!("a whole number from 0 to {COUNT_MAX}");
                    faults.push(self.fault(HEADER[column], "NUMBER_INVALID", &text));
                }
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        let [received, resolved, in_process, not_followed_up] = numbers;
        LaporCounts::new(received, resolved, in_process, not_followed_up).map_err(|_| {
            let text = "less than the other columns together";
            vec![self.fault(HEADER[1], "PARTS_EXCEED_RECEIVED", text)]
        })
    }

    /// Something wrong in one of this row's columns.
    #[must_use]
    pub fn fault(&self, column: &str, reason: &'static str, text: &str) -> Violation {
        Violation::new(format!("row {}: {column}", self.number), reason, text)
    }
}

/// Digits only: "+5", "5.0" and "1e3" are somebody else's idea of a number.
fn count(text: &str) -> Option<u64> {
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|_| digits)?;
    (number <= COUNT_MAX).then_some(number)
}

fn is_code(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    !text.is_empty() && text.chars().all(plain)
}
