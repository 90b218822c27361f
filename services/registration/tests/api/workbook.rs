//! XLSX workbooks for tests, as small as they can be.

// Each test takes its part.
#![allow(dead_code)]
use std::io::{Cursor, Write};

use zip::{ZipWriter, write::SimpleFileOptions};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DOCUMENTS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGES: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// A workbook with these rows; a cell that begins with = is a formula.
pub fn of<const N: usize>(rows: &[[&str; N]]) -> Vec<u8> {
    let cell = |text: &&str| match text.strip_prefix('=') {
        Some(formula) => format!("<c><f>{}</f><v>0</v></c>", formula.replace('&', "&amp;")),
        None => format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#),
    };
    let row = |cells: &[&str; N]| {
        let cells: String = cells.iter().map(cell).collect();
        format!("<row>{cells}</row>")
    };
    pack(&rows.iter().map(row).collect::<String>(), "")
}

/// A workbook without rows and with these texts.
pub fn with_texts(texts: &str) -> Vec<u8> {
    pack("", texts)
}

/// A workbook with these rows and these texts, as they stand in it.
pub fn pack(rows: &str, texts: &str) -> Vec<u8> {
    let parts = [
        (
            "_rels/.rels",
            format!(
                r#"{HEAD}<Relationships xmlns="{PACKAGES}"><Relationship Id="rId1" Type="{DOCUMENTS}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENTS}"><sheets><sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"{HEAD}<Relationships xmlns="{PACKAGES}"><Relationship Id="rId1" Type="{DOCUMENTS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{DOCUMENTS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/sharedStrings.xml",
            format!(r#"{HEAD}<sst xmlns="{MAIN}">{texts}</sst>"#),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!(r#"{HEAD}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>"#),
        ),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive
            .start_file(name, SimpleFileOptions::default())
            .expect("a part");
        archive.write_all(content.as_bytes()).expect("written");
    }
    archive.finish().expect("an archive").into_inner()
}
