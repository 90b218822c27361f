//! A file that somebody hands in: what it may be, and how it is looked at while its bytes pass by.

use chassis::error::Violation;
use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::text;

const MEBIBYTE: u64 = 1024 * 1024;
/// Enough of the beginning to tell each kind by.
const HEAD: usize = 8;

const SIGNATURES: [(&[u8], ContentType); 4] = [
    (b"%PDF-", ContentType::Pdf),
    (b"\x89PNG\r\n\x1a\n", ContentType::Png),
    (b"\xff\xd8\xff", ContentType::Jpeg),
    (b"PK\x03\x04", ContentType::Xlsx),
];
/// Text in UTF-16 is full of zero bytes, and begins with one of these.
const UTF16_MARKS: [&[u8]; 2] = [b"\xff\xfe", b"\xfe\xff"];

/// What a file is handed in for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// The scan of a decree.
    Decree,
    /// A table to import.
    Import,
}

/// What a file is, by its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContentType {
    /// A document.
    Pdf,
    /// A picture.
    Png,
    /// A photograph.
    Jpeg,
    /// A workbook.
    Xlsx,
    /// Text; whether it is a table, who reads it finds out.
    Csv,
}

impl Purpose {
    /// The most bytes of such a file.
    #[must_use]
    pub const fn limit(self) -> u64 {
        match self {
            Self::Decree => 10 * MEBIBYTE,
            Self::Import => 32 * MEBIBYTE,
        }
    }

    const fn takes(self, kind: ContentType) -> bool {
        match self {
            Self::Decree => matches!(
                kind,
                ContentType::Pdf | ContentType::Png | ContentType::Jpeg
            ),
            Self::Import => matches!(kind, ContentType::Csv | ContentType::Xlsx),
        }
    }

    const fn wanted(self) -> &'static str {
        match self {
            Self::Decree => "a scan is a PDF, a PNG or a JPEG",
            Self::Import => "a table is a CSV or an XLSX",
        }
    }
}

impl ContentType {
    /// As a header says it.
    #[must_use]
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Pdf => "application/pdf",
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::Csv => "text/csv",
        }
    }

    fn of(head: &[u8]) -> Option<Self> {
        let known = SIGNATURES.iter().find(|(sign, _)| head.starts_with(sign));
        if let Some((_, kind)) = known {
            return Some(*kind);
        }
        let is_utf16 = UTF16_MARKS.iter().any(|mark| head.starts_with(mark));
        (is_utf16 || !head.contains(&0)).then_some(Self::Csv)
    }
}

/// A file as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its id, and the name of its bytes in the store.
    pub id: Uuid,
    /// What for.
    pub purpose: Purpose,
    /// As its owner called it.
    pub name: String,
    /// What it is.
    pub content_type: String,
    /// In bytes.
    pub size: u64,
    /// Of its bytes, lower-case hex.
    pub sha256: String,
    /// Who handed it in.
    pub account_id: Uuid,
    /// System time.
    pub stored_at: DateTime<Utc>,
}

/// A file that is coming in. It keeps the first bytes and no others.
#[derive(Debug)]
pub struct Intake {
    purpose: Purpose,
    name: String,
    head: Vec<u8>,
    size: u64,
    hash: Sha256,
}

/// What the bytes of a file turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// What for.
    pub purpose: Purpose,
    /// As its owner calls it.
    pub name: String,
    /// What it is.
    pub kind: ContentType,
    /// In bytes.
    pub size: u64,
    /// Of its bytes, lower-case hex.
    pub sha256: String,
}

impl Intake {
    /// A file of which nothing has come yet.
    ///
    /// # Errors
    /// When the name does not do.
    pub fn begin(purpose: Purpose, name: &str) -> Result<Self, Violation> {
        Ok(Self {
            purpose,
            name: text::NAME.parse("name", name)?,
            head: Vec::with_capacity(HEAD),
            size: 0,
            hash: Sha256::new(),
        })
    }

    /// Looks at the next bytes before they are kept.
    ///
    /// # Errors
    /// `FILE_TOO_LARGE`, or `FILE_TYPE_REFUSED` as soon as the beginning tells.
    pub fn take(&mut self, bytes: &[u8]) -> Result<(), Violation> {
        self.size += bytes.len() as u64;
        if self.size > self.purpose.limit() {
            let text = format!("at most {} MiB", self.purpose.limit() / MEBIBYTE);
            return Err(Violation::new("file", "FILE_TOO_LARGE", text));
        }
        self.hash.update(bytes);
        if self.head.len() < HEAD {
            let missing = (HEAD - self.head.len()).min(bytes.len());
            self.head.extend_from_slice(&bytes[..missing]);
            if self.head.len() == HEAD {
                self.kind()?;
            }
        }
        Ok(())
    }

    /// What has come, all of it.
    ///
    /// # Errors
    /// `FILE_EMPTY` or `FILE_TYPE_REFUSED`.
    pub fn finish(self) -> Result<Content, Violation> {
        if self.size == 0 {
            return Err(Violation::new("file", "FILE_EMPTY", "nothing in it"));
        }
        Ok(Content {
            kind: self.kind()?,
            purpose: self.purpose,
            name: self.name,
            size: self.size,
            sha256: hex::encode(self.hash.finalize()),
        })
    }

    fn kind(&self) -> Result<ContentType, Violation> {
        let kind = ContentType::of(&self.head).filter(|kind| self.purpose.takes(*kind));
        kind.ok_or_else(|| Violation::new("file", "FILE_TYPE_REFUSED", self.purpose.wanted()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(purpose: Purpose, pieces: &[&[u8]]) -> Result<ContentType, &'static str> {
        let mut intake = Intake::begin(purpose, "a").expect("a name");
        for piece in pieces {
            intake.take(piece).map_err(|fault| fault.reason)?;
        }
        let content = intake.finish().map_err(|fault| fault.reason)?;
        Ok(content.kind)
    }

    #[test]
    fn a_file_is_what_its_bytes_say_however_they_are_cut() {
        let decree = |pieces: &[&[u8]]| kind(Purpose::Decree, pieces);
        assert_eq!(decree(&[b"%PD", b"F-1.7 and so on"]), Ok(ContentType::Pdf));
        assert_eq!(decree(&[b"\x89PNG\r\n\x1a\n"]), Ok(ContentType::Png));
        assert_eq!(decree(&[b"\xff\xd8\xff"]), Ok(ContentType::Jpeg));
        let import = |pieces: &[&[u8]]| kind(Purpose::Import, pieces);
        assert_eq!(import(&[b"PK\x03\x04rest"]), Ok(ContentType::Xlsx));
        assert_eq!(import(&[b"a"]), Ok(ContentType::Csv));
        assert_eq!(import(&[b"\xff\xfec\0o\0d\0"]), Ok(ContentType::Csv));
    }

    #[test]
    fn what_is_not_for_its_purpose_is_refused() {
        let refused = Err("FILE_TYPE_REFUSED");
        assert_eq!(kind(Purpose::Decree, &[b"<html>..."]), refused);
        assert_eq!(kind(Purpose::Decree, &[b"PK\x03\x04rest"]), refused);
        assert_eq!(kind(Purpose::Import, &[b"%PDF-1.7"]), refused);
        // A workbook of the old kind.
        assert_eq!(
            kind(Purpose::Import, &[b"\xd0\xcf\x11\xe0\0\0\0\0"]),
            refused
        );
        assert_eq!(kind(Purpose::Import, &[]), Err("FILE_EMPTY"));
    }

    #[test]
    fn one_byte_above_the_limit_is_refused_and_the_limit_is_not() {
        let mut intake = Intake::begin(Purpose::Decree, "sk.pdf").expect("a name");
        let mebibyte = vec![b'%'; 1024 * 1024];
        intake.take(b"%PDF-").expect("a beginning");
        for _ in 0..9 {
            intake.take(&mebibyte).expect("room");
        }
        intake.take(&mebibyte[5..]).expect("the last of it");
        let fault = intake.take(b"%").expect_err("too large");
        assert_eq!(fault.reason, "FILE_TOO_LARGE");
    }

    #[test]
    fn the_hash_is_that_of_the_whole() {
        let mut intake = Intake::begin(Purpose::Import, " a.csv ").expect("a name");
        intake.take(b"ab").expect("taken");
        intake.take(b"c").expect("taken");
        let content = intake.finish().expect("a file");
        assert_eq!((content.name.as_str(), content.size), ("a.csv", 3));
        assert!(content.sha256.starts_with("ba7816bf8f01cfea"));
    }
}
