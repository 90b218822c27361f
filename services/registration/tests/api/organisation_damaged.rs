//! Copies of the real registry, each damaged in another way: every one either says what is wrong and where, or is understood; none changes anything
//! that it should not.

use fest_proto::registration::v1::{FilePurpose, OrganisationsImported, UploadFileHeader};
use testkit::{reason, refused, request_id};

use crate::{
    organisation::{REGISTRY, list, search},
    organisation_import::{left_beside, preview},
    world::{HEADER, Service, import, upload},
};

const FIRST_NAME: &str = "Sekretariat Daerah,";

fn registry() -> &'static str {
    std::str::from_utf8(REGISTRY).expect("UTF-8")
}

/// What is wrong with the rows of a file: told by a preview, refused by an import, and nothing is different afterwards.
async fn faults(service: &Service, bytes: &[u8]) -> Vec<(String, String)> {
    let shown = preview(service, bytes, &[]).await.expect("shown");
    assert_eq!((shown.created, shown.updated, shown.unchanged), (0, 0, 0));
    let told: Vec<_> = shown
        .faults
        .into_iter()
        .map(|fault| (fault.field, fault.reason))
        .collect();
    assert_eq!(shown.fault_count as usize, told.len());
    let refusal = refused(import(service, bytes).await);
    assert_eq!(refusal.reason, "ROWS_INVALID");
    assert_eq!(refusal.fields, told);
    unchanged(service).await;
    told
}

async fn unchanged(service: &Service) {
    assert_eq!(list(service, search("", "")).await.total_size, 0);
    assert_eq!(service.events::<OrganisationsImported>().await, []);
    assert_eq!(left_beside(service).await, 0);
}

fn fault(field: &str, reason: &str) -> (String, String) {
    (field.to_owned(), reason.to_owned())
}

/// The same rows under other marks.
async fn understood(bytes: &[u8], encoding: &str, delimiter: &str) {
    let service = Service::start().await;
    let shown = preview(&service, bytes, &[]).await.expect("shown");
    let format = shown.format.expect("format");
    assert_eq!(
        (&*format.encoding, &*format.delimiter),
        (encoding, delimiter)
    );
    assert_eq!((shown.created, shown.fault_count), (368, 0));
    let imported = import(&service, bytes).await.expect("imported");
    assert_eq!(imported.created, 368);
    let plain = import(&service, REGISTRY).await.expect("imported");
    assert_eq!(plain.unchanged, 368);
    service.finish().await;
}

#[tokio::test]
async fn utf_16_with_its_mark_is_understood() {
    let units = registry().encode_utf16().flat_map(u16::to_le_bytes);
    let bytes: Vec<u8> = [0xff, 0xfe].into_iter().chain(units).collect();
    understood(&bytes, "UTF-16LE", ",").await;
}

#[tokio::test]
async fn a_byte_order_mark_is_understood() {
    understood(format!("\u{feff}{}", registry()).as_bytes(), "UTF-8", ",").await;
}

#[tokio::test]
async fn semicolons_are_understood() {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(REGISTRY);
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .from_writer(Vec::new());
    for record in reader.records() {
        writer
            .write_record(&record.expect("a record"))
            .expect("written");
    }
    understood(&writer.into_inner().expect("bytes"), "UTF-8", ";").await;
}

#[tokio::test]
async fn utf_16_without_its_mark_and_bytes_of_another_time_are_refused() {
    let service = Service::start().await;
    let latin = registry()
        .replacen(FIRST_NAME, "Sekretariat D\u{1}rah,", 1)
        .into_bytes();
    let latin: Vec<u8> = latin
        .into_iter()
        .map(|byte| if byte == 1 { 0xe9 } else { byte })
        .collect();
    assert_eq!(
        reason(import(&service, &latin).await),
        "FILE_ENCODING_UNKNOWN"
    );
    let units: Vec<u8> = registry()
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let header = UploadFileHeader {
        request_id: request_id(),
        purpose: FilePurpose::Import.into(),
        name: "daftar.csv".to_owned(),
    };
    let caller = service.as_role(fest_proto::access::v1::Role::Committee);
    assert_eq!(
        reason(upload(caller, header, &units).await),
        "FILE_TYPE_REFUSED"
    );
    unchanged(&service).await;
    service.finish().await;
}

#[tokio::test]
async fn a_duplicate_code_is_named_with_its_line() {
    let service = Service::start().await;
    let text = format!(
        "{}pd-sekretariat-daerah,Sekretariat,perangkat_daerah,,,s\n",
        registry()
    );
    let expected = [fault("row 370: code", "CODE_REPEATED")];
    assert_eq!(faults(&service, text.as_bytes()).await, expected);
    service.finish().await;
}

#[tokio::test]
async fn an_unknown_parent_is_named_with_its_line() {
    let service = Service::start().await;
    let text = format!("{}zz,Desa Z,desa,32.16.99,,s\n", registry());
    let expected = [fault("row 370: parent_code", "PARENT_UNKNOWN")];
    assert_eq!(faults(&service, text.as_bytes()).await, expected);
    service.finish().await;
}

#[tokio::test]
async fn a_cycle_is_named_on_each_of_its_rows() {
    let service = Service::start().await;
    let text = format!("{}y,Y,desa,z,,s\nz,Z,desa,y,,s\n", registry());
    let expected = [
        fault("row 370: parent_code", "PARENT_CYCLE"),
        fault("row 371: parent_code", "PARENT_CYCLE"),
    ];
    assert_eq!(faults(&service, text.as_bytes()).await, expected);
    service.finish().await;
}

#[tokio::test]
async fn a_quoted_line_break_is_named_with_the_line_on_which_its_row_begins() {
    let service = Service::start().await;
    let text = registry().replacen(FIRST_NAME, "\"Sekretariat\nDaerah\",", 1);
    assert_ne!(text, registry());
    let expected = [fault("row 2: name", "TEXT_INVALID")];
    assert_eq!(faults(&service, text.as_bytes()).await, expected);
    service.finish().await;
}

#[tokio::test]
async fn rows_that_are_wrong_are_told_up_to_a_hundred_and_counted() {
    let service = Service::start().await;
    let many: String = (0..500)
        .map(|n| format!("Wrong {n},A,desa,,,s\n"))
        .collect();
    let text = format!("{HEADER}{many}");
    let shown = preview(&service, text.as_bytes(), &[])
        .await
        .expect("shown");
    assert_eq!((shown.faults.len(), shown.fault_count), (100, 500));
    let refusal = refused(import(&service, text.as_bytes()).await);
    assert_eq!(refusal.fields.len(), 20);
    unchanged(&service).await;
    service.finish().await;
}

#[tokio::test]
async fn fifty_megabytes_do_not_even_come_in() {
    let service = Service::start().await;
    let mut bytes = REGISTRY.to_vec();
    while bytes.len() < 50 * 1024 * 1024 {
        bytes.extend_from_slice(REGISTRY);
    }
    let header = UploadFileHeader {
        request_id: request_id(),
        purpose: FilePurpose::Import.into(),
        name: "besar.csv".to_owned(),
    };
    let caller = service.as_role(fest_proto::access::v1::Role::Committee);
    assert_eq!(
        reason(upload(caller, header, &bytes).await),
        "FILE_TOO_LARGE"
    );
    unchanged(&service).await;
    service.finish().await;
}

#[tokio::test]
async fn a_workbook_is_imported_and_with_a_formula_cut_short_or_growing_without_end_refused() {
    let service = Service::start().await;
    let formula = crate::workbook::of(&[["code", "name", "kind"], ["a", "=B1&\"x\"", "desa"]]);
    let expected = [fault("row 2: name", "CELL_FORMULA")];
    assert_eq!(faults(&service, &formula).await, expected);
    let whole = crate::workbook::of(&[["code", "name", "kind"], ["a", "Desa A", "Desa"]]);
    let cut = &whole[..whole.len() / 2];
    assert_eq!(reason(preview(&service, cut, &[]).await), "FILE_BROKEN");
    assert_eq!(reason(import(&service, cut).await), "FILE_BROKEN");
    let bomb = crate::workbook::with_texts(&"<si><t/></si>".repeat(3 * 1024 * 1024));
    assert_eq!(reason(import(&service, &bomb).await), "FILE_TOO_LARGE");
    unchanged(&service).await;
    let imported = import(&service, &whole).await.expect("imported");
    assert_eq!(imported.created, 1);
    service.finish().await;
}
