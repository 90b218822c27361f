//! Lists as XLSX, for committees that work on in a spreadsheet.

use chrono::{DateTime, Utc};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use crate::{
    format,
    pages::progress::{Counts, Silent},
    texts::Language,
};

/// The counts by kind and by kecamatan, and who is silent, each on a sheet of its own. Codes and names are text whatever they look like, so
/// that no cell of ours is a formula. The same counts at the same moment are the same bytes.
///
/// # Errors
/// What the writer says.
pub fn progress(
    kinds: &[(String, Counts)],
    districts: &[(String, Counts)],
    silent: &[Silent],
    at: DateTime<Utc>,
    language: Language,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_timestamp(at.timestamp())?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made));
    let named = |kind: &str| crate::pages::kind_word(kind, language);
    let kinds = kinds.iter().map(|(kind, counts)| (named(kind), counts));
    let sheet = book
        .add_worksheet()
        .set_name(say(language, "column-kind"))?;
    counted(sheet, say(language, "column-kind"), kinds, language)?;
    let districts = districts
        .iter()
        .map(|(name, counts)| (name.clone(), counts));
    let sheet = book
        .add_worksheet()
        .set_name(say(language, "column-district"))?;
    counted(sheet, say(language, "column-district"), districts, language)?;
    let sheet = book
        .add_worksheet()
        .set_name(say(language, "column-silent"))?;
    listed(sheet, silent, language)?;
    book.save_to_buffer()
}

fn say(language: Language, key: &'static str) -> String {
    language.say(key).plain()
}

fn heads(sheet: &mut Worksheet, heads: &[String]) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (column, head) in (0..).zip(heads) {
        sheet.write_string_with_format(0, column, head, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn counted<'a>(
    sheet: &mut Worksheet,
    first: String,
    rows: impl Iterator<Item = (String, &'a Counts)>,
    language: Language,
) -> Result<(), XlsxError> {
    let keys = [
        "column-organisations",
        "column-silent",
        "column-invited",
        "column-waiting",
        "column-returned",
        "column-verified",
        "column-withdrawn",
    ];
    let mut named = vec![first];
    named.extend(keys.map(|key| say(language, key)));
    heads(sheet, &named)?;
    for (row, (name, counts)) in (1..).zip(rows) {
        sheet.write_string(row, 0, name)?;
        let numbers = [
            counts.organisations,
            counts.silent,
            counts.invited,
            counts.waiting,
            counts.returned,
            counts.verified,
            counts.withdrawn,
        ];
        for (column, number) in (1..).zip(numbers) {
            sheet.write_number(row, column, u32::try_from(number).unwrap_or(u32::MAX))?;
        }
    }
    sheet.autofit();
    Ok(())
}

fn listed(sheet: &mut Worksheet, silent: &[Silent], language: Language) -> Result<(), XlsxError> {
    let keys = [
        "column-code",
        "column-organisation",
        "column-kind",
        "column-district",
        "column-invited",
        "column-opened",
    ];
    heads(sheet, &keys.map(|key| say(language, key)))?;
    let day = |at: Option<DateTime<Utc>>| at.map_or_else(String::new, format::plain_day);
    for (row, one) in (1..).zip(silent) {
        let organisation = &one.organisation;
        let cells = [
            organisation.code.clone(),
            organisation.name.clone(),
            crate::pages::kind_word(&organisation.kind, language),
            organisation.district.clone(),
            day(one.invited_at),
            day(one.opened_at),
        ];
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell)?;
        }
    }
    sheet.autofit();
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;
    use crate::pages::Organisation;

    #[test]
    fn a_spreadsheet_holds_counts_as_numbers_and_names_as_text() {
        let counts = Counts {
            organisations: 179,
            silent: 100,
            invited: 12,
            waiting: 9,
            returned: 1,
            verified: 68,
            withdrawn: 1,
        };
        let silent = Silent {
            organisation: Organisation {
                code: "32.16.03.2004".to_owned(),
                name: "=HYPERLINK(\"http://elsewhere\")".to_owned(),
                kind: "desa".to_owned(),
                district: "Sukawangi".to_owned(),
            },
            invited_at: Some("2024-10-16T18:00:00Z".parse().expect("a moment")),
            opened_at: None,
            reminded_at: None,
            mail: crate::pages::verification::Mail::None,
        };
        let kinds = [("desa".to_owned(), counts)];
        let districts = [("Sukawangi".to_owned(), counts)];
        let at = "2024-10-31T01:00:00Z".parse().expect("a moment");
        let bytes = progress(&kinds, &districts, &[silent], at, Language::Id).expect("a file");
        let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
        let sheets = book.sheet_names();
        assert_eq!(sheets, ["Jenis organisasi", "Kecamatan", "Belum menjawab"]);
        let kinds = book.worksheet_range("Jenis organisasi").expect("a sheet");
        let cell = |row, column| kinds.get_value((row, column)).cloned();
        assert_eq!(cell(1, 0), Some(Data::String("Desa".to_owned())));
        assert_eq!(cell(1, 1), Some(Data::Float(179.0)));
        let listed = book.worksheet_range("Belum menjawab").expect("a sheet");
        let row: Vec<String> = listed
            .rows()
            .nth(1)
            .expect("a row")
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            row,
            [
                "32.16.03.2004",
                "=HYPERLINK(\"http://elsewhere\")",
                "Desa",
                "Sukawangi",
                // Past midnight in Cikarang.
                "2024-10-17",
                "",
            ]
        );
        let formulas = book.worksheet_formula("Belum menjawab").expect("a sheet");
        assert!(formulas.used_cells().next().is_none());
    }
}
