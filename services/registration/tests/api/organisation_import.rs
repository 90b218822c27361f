//! Files of organisations: looked at, imported once, listed, exported, and fetched again by their batch.

use fest_proto::{
    access::v1::Role,
    registration::v1::{
        ColumnChoice, ExportOrganisationsRequest, FilePurpose, ImportOrganisationsRequest,
        ListImportedOrganisationsRequest, ListOrganisationImportsRequest, OrganisationsImported,
        PreviewOrganisationImportRequest, PreviewOrganisationImportResponse, UploadFileHeader,
        organisation_import_service_client::OrganisationImportServiceClient,
        organisation_service_client::OrganisationServiceClient,
    },
};
use testkit::{reason, request_id, service::Caller};
use tonic::Status;

use crate::{
    organisation::{REGISTRY, list, search},
    world::{HEADER, Service, hand_in, import, import_of, upload},
};

pub fn imports(service: &Service) -> OrganisationImportServiceClient<Caller> {
    OrganisationImportServiceClient::new(service.as_role(Role::Committee))
}

pub async fn preview(
    service: &Service,
    bytes: &[u8],
    columns: &[(&str, &str)],
) -> Result<PreviewOrganisationImportResponse, Status> {
    let choice = |(column, header): &(&str, &str)| ColumnChoice {
        column: (*column).to_owned(),
        header: (*header).to_owned(),
    };
    let request = PreviewOrganisationImportRequest {
        file_id: hand_in(service, bytes).await.id,
        columns: columns.iter().map(choice).collect(),
    };
    let answer = imports(service)
        .preview_organisation_import(request)
        .await?;
    Ok(answer.into_inner())
}

async fn export(service: &Service) -> Vec<u8> {
    let answer = imports(service)
        .export_organisations(ExportOrganisationsRequest {})
        .await;
    let mut pieces = answer.expect("exported").into_inner();
    let mut csv = Vec::new();
    while let Some(piece) = pieces.message().await.expect("a piece") {
        assert!(piece.csv.len() <= 64 * 1024);
        csv.extend(piece.csv);
    }
    csv
}

#[tokio::test]
async fn a_preview_tells_what_an_import_would_do_and_changes_nothing() {
    let service = Service::start().await;
    import(
        &service,
        format!("{HEADER}a,A,desa,,,s\nb,B,desa,,,s\n").as_bytes(),
    )
    .await
    .expect("imported");
    let text = format!("{HEADER}a,A,desa,,,s\nb,B baru,desa,a,,s\nc,C,desa,b,,s\n");
    let shown = preview(&service, text.as_bytes(), &[])
        .await
        .expect("shown");
    assert_eq!((shown.created, shown.updated, shown.unchanged), (1, 1, 1));
    assert_eq!(shown.fault_count, 0);
    let format = shown.format.expect("format");
    assert_eq!(
        (&*format.kind, &*format.encoding, &*format.delimiter),
        ("csv", "UTF-8", ",")
    );
    let [changed, created] = shown.changes.as_slice() else {
        panic!("{:?}", shown.changes);
    };
    let name = |one: &Option<fest_proto::registration::v1::Organisation>| {
        one.as_ref().map(|one| (one.name.clone(), one.version))
    };
    assert_eq!(changed.line, 3);
    assert_eq!(name(&changed.before), Some(("B".to_owned(), 1)));
    assert_eq!(name(&changed.after), Some(("B baru".to_owned(), 2)));
    assert_eq!((created.line, name(&created.before)), (4, None));
    assert_eq!(created.after.as_ref().map(|one| &*one.id), Some(""));
    assert_eq!(list(&service, search("", "")).await.total_size, 2);
    assert_eq!(service.events::<OrganisationsImported>().await.len(), 1);
    service.finish().await;
}

#[tokio::test]
async fn columns_are_found_by_their_names_or_chosen() {
    let service = Service::start().await;
    let text = "Kode;Nama;Jenis;Kecamatan\n32.16.03.2004;Babelan Kota;Desa;Babelan\n";
    let found = preview(&service, text.as_bytes(), &[])
        .await
        .expect("shown");
    let pairs: Vec<_> = found
        .columns
        .iter()
        .map(|one| (&*one.column, &*one.header))
        .collect();
    let expected = [
        ("code", "Kode"),
        ("name", "Nama"),
        ("kind", "Jenis"),
        ("district", "Kecamatan"),
    ];
    assert_eq!(pairs, expected);
    assert_eq!(found.created, 1);

    let text = "No,Unit,Kelas\na,Desa A,desa\n";
    let guessed = preview(&service, text.as_bytes(), &[])
        .await
        .expect("shown");
    assert_eq!(guessed.header, ["No", "Unit", "Kelas"]);
    assert_eq!((guessed.created, guessed.fault_count), (0, 3));
    assert_eq!(guessed.faults[0].reason, "COLUMN_MISSING");
    let columns = [("code", "No"), ("name", "Unit"), ("kind", "Kelas")];
    let chosen = preview(&service, text.as_bytes(), &columns).await;
    assert_eq!(chosen.expect("shown").created, 1);
    for (columns, expected) in [
        ([("colour", "No")], "COLUMN_UNKNOWN"),
        ([("code", "Nomor")], "HEADER_UNKNOWN"),
    ] {
        let refused = preview(&service, text.as_bytes(), &columns).await;
        assert_eq!(reason(refused), expected);
    }
    service.finish().await;
}

#[tokio::test]
async fn what_a_file_has_no_column_for_stays_as_it_is() {
    let service = Service::start().await;
    let text = format!("{HEADER}top,Top,desa,,,s\na,A,desa,top,Babelan,daftar lama\n");
    import(&service, text.as_bytes()).await.expect("imported");
    let again = import(&service, b"kode,nama,jenis\na,A,desa\n").await;
    assert_eq!(again.expect("imported").unchanged, 1);
    let renamed = import(&service, b"kode,nama,jenis\na,A baru,desa\n").await;
    assert_eq!(renamed.expect("imported").updated, 1);
    let found = list(&service, search("A baru", "")).await.organisations;
    let [body] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!((&*body.parent_code, &*body.district), ("top", "Babelan"));
    // The name comes from the new file.
    assert_eq!((&*body.source, body.version), ("daftar.csv", 2));
    service.finish().await;
}

#[tokio::test]
async fn an_export_imported_again_changes_nothing() {
    let service = Service::start().await;
    import(&service, REGISTRY).await.expect("imported");
    let quoted = format!("{HEADER}zz,\"Dinas \"\"Z\"\", dan lain\",desa,,,s\n");
    import(&service, quoted.as_bytes()).await.expect("imported");
    let csv = export(&service).await;
    assert!(csv.starts_with(HEADER.as_bytes()));
    let again = import(&service, &csv).await.expect("imported");
    assert_eq!((again.created, again.updated, again.unchanged), (0, 0, 369));
    service.finish().await;
}

#[tokio::test]
async fn the_same_request_twice_imports_once_and_nothing_is_left_beside_the_registry() {
    let service = Service::start().await;
    let mut committee = imports(&service);
    let file = hand_in(&service, format!("{HEADER}a,A,desa,,,s\n").as_bytes()).await;
    let request = import_of(&file);
    let first = committee.import_organisations(request.clone()).await;
    let again = committee.import_organisations(request.clone()).await;
    assert_eq!(
        first.expect("imported").into_inner(),
        again.expect("again").into_inner()
    );
    let other = ImportOrganisationsRequest {
        file_id: hand_in(&service, format!("{HEADER}b,B,desa,,,s\n").as_bytes())
            .await
            .id,
        ..request
    };
    assert_eq!(
        reason(committee.import_organisations(other).await),
        "REQUEST_ID_REUSED"
    );
    assert_eq!(service.events::<OrganisationsImported>().await.len(), 1);
    assert_eq!(left_beside(&service).await, 0);
    service.finish().await;
}

pub async fn left_beside(service: &Service) -> i64 {
    use diesel::{QueryableByName, sql_types::BigInt};
    use diesel_async::RunQueryDsl;
    #[derive(QueryableByName)]
    struct Count {
        #[diesel(sql_type = BigInt)]
        count: i64,
    }
    let mut conn = service.database.pool.get().await.expect("connection");
    let count: Count = diesel::sql_query("SELECT count(*) FROM organisation_load")
        .get_result(&mut conn)
        .await
        .expect("counted");
    count.count
}

#[tokio::test]
async fn a_file_for_something_else_and_one_that_is_not_there_are_refused() {
    let service = Service::start().await;
    let scan = UploadFileHeader {
        request_id: request_id(),
        purpose: FilePurpose::Decree.into(),
        name: "sk.pdf".to_owned(),
    };
    let scan = upload(service.as_role(Role::Committee), scan, b"%PDF-1.7").await;
    let refused = imports(&service)
        .import_organisations(import_of(&scan.expect("kept")))
        .await;
    assert_eq!(reason(refused), "FILE_PURPOSE_WRONG");
    for nothing in ["", "none", "0192f0c4-7f6e-7d35-9c39-d6f7ac0e9b11"] {
        let request = ImportOrganisationsRequest {
            request_id: request_id(),
            file_id: nothing.to_owned(),
            columns: Vec::new(),
        };
        let refused = imports(&service).import_organisations(request).await;
        assert_eq!(reason(refused), "FILE_NOT_FOUND");
    }
    service.finish().await;
}

#[tokio::test]
async fn imports_are_listed_with_their_files_the_newest_first() {
    let service = Service::start().await;
    let first = import(&service, format!("{HEADER}a,A,desa,,,s\n").as_bytes()).await;
    let second = import(&service, format!("{HEADER}b,B,desa,,,s\n").as_bytes()).await;
    let (first, second) = (first.expect("imported"), second.expect("imported"));
    assert_eq!(first.file_name, "daftar.csv");
    let page = async |page_token: &str| {
        let request = ListOrganisationImportsRequest {
            page_size: 1,
            page_token: page_token.to_owned(),
        };
        let answer = imports(&service).list_organisation_imports(request).await;
        answer.expect("listed").into_inner()
    };
    let newest = page("").await;
    let oldest = page(&newest.next_page_token).await;
    assert_eq!(newest.organisation_imports, [second]);
    assert_eq!(oldest.organisation_imports, [first]);
    assert_eq!((oldest.total_size, &*oldest.next_page_token), (2, ""));
    service.finish().await;
}

#[tokio::test]
async fn submission_fetches_every_row_of_a_batch_page_by_page() {
    let service = Service::start().await;
    let batch = import(&service, REGISTRY).await.expect("imported");
    let mut submission = OrganisationServiceClient::new(service.as_service("submission"));
    let list = |batch_id: &str, page_token: &str| ListImportedOrganisationsRequest {
        batch_id: batch_id.to_owned(),
        page_size: 300,
        page_token: page_token.to_owned(),
    };
    let first = submission
        .list_imported_organisations(list(&batch.id, ""))
        .await;
    let first = first.expect("listed").into_inner();
    let rest = submission
        .list_imported_organisations(list(&batch.id, &first.next_page_token))
        .await;
    let rest = rest.expect("listed").into_inner();
    assert_eq!(
        (first.organisations.len(), rest.organisations.len()),
        (300, 68)
    );
    assert_eq!(rest.next_page_token, "");
    for nothing in ["none", "0192f0c4-7f6e-7d35-9c39-d6f7ac0e9b11"] {
        let empty = submission
            .list_imported_organisations(list(nothing, ""))
            .await;
        assert_eq!(empty.expect("listed").into_inner().organisations, []);
    }
    let nonsense = submission
        .list_imported_organisations(list(&batch.id, "%"))
        .await;
    assert_eq!(reason(nonsense), "PAGE_TOKEN_INVALID");
    service.finish().await;
}
