//! Files of organisations: all of one or nothing, once, and fetched again by its batch.

use fest_proto::{
    access::v1::Role,
    registration::v1::{
        ImportOrganisationsRequest, ListImportedOrganisationsRequest, OrganisationsImported,
        organisation_service_client::OrganisationServiceClient,
    },
};
use testkit::{reason, refused};
use tonic::Code;

use crate::{
    organisation::{REGISTRY, file, import, list, search},
    world::{HEADER, Service},
};

#[tokio::test]
async fn a_file_with_one_wrong_row_changes_nothing_and_each_such_row_is_named() {
    let service = Service::start().await;
    let rows = "a,A,desa,,,s\nb,B,kota,,,s\na,A,desa,,,s\nc,C,desa,z,,s\n";
    let refusal = refused(import(&service, format!("{HEADER}{rows}").as_bytes()).await);
    assert_eq!(
        (refusal.code, refusal.reason.as_str()),
        (Code::InvalidArgument, "ROWS_INVALID")
    );
    let field = |field: &str, reason: &str| (field.to_owned(), reason.to_owned());
    assert_eq!(
        refusal.fields,
        [
            field("row 3: kind", "KIND_UNKNOWN"),
            field("row 4: code", "CODE_REPEATED")
        ]
    );
    // What rows say of each other is looked at once each is right for itself.
    let links = "a,A,desa,,,s\nc,C,desa,z,,s\nd,D,desa,e,,s\ne,E,desa,d,,s\n";
    let refusal = refused(import(&service, format!("{HEADER}{links}").as_bytes()).await);
    assert_eq!(
        refusal.fields,
        [
            field("row 3: parent_code", "PARENT_UNKNOWN"),
            field("row 4: parent_code", "PARENT_CYCLE"),
            field("row 5: parent_code", "PARENT_CYCLE")
        ]
    );
    let many: String = (0..500)
        .map(|n| format!("Wrong {n},A,desa,,,s\n"))
        .collect();
    let refusal = refused(import(&service, format!("{HEADER}{many}").as_bytes()).await);
    assert_eq!(refusal.fields.len(), 20);
    assert_eq!(list(&service, search("", "")).await.total_size, 0);
    assert_eq!(service.events::<OrganisationsImported>().await, []);
    service.finish().await;
}

#[tokio::test]
async fn a_file_that_is_no_registry_is_refused_by_name() {
    let service = Service::start().await;
    let too_large = vec![b'a'; 2 * 1024 * 1024 + 1];
    for (expected, csv) in [
        ("FILE_EMPTY", b"".as_slice()),
        ("FILE_EMPTY", HEADER.as_bytes()),
        ("FILE_NOT_UTF8", b"code,name\n1,\xff\n"),
        ("HEADER_WRONG", b"code;name\n1;A\n"),
        ("FILE_TOO_LARGE", &too_large),
    ] {
        let refusal = refused(import(&service, csv).await);
        assert_eq!(
            (refusal.code, refusal.reason.as_str()),
            (Code::InvalidArgument, expected)
        );
        assert_eq!(refusal.fields, [("csv".to_owned(), expected.to_owned())]);
    }
    service.finish().await;
}

#[tokio::test]
async fn the_same_request_twice_imports_once() {
    let service = Service::start().await;
    let mut committee = OrganisationServiceClient::new(service.as_role(Role::Committee));
    let request = file(format!("{HEADER}a,A,desa,,,s\n").as_bytes());
    let first = committee
        .import_organisations(request.clone())
        .await
        .expect("imported");
    let again = committee
        .import_organisations(request.clone())
        .await
        .expect("again");
    assert_eq!(first.into_inner(), again.into_inner());
    let other = ImportOrganisationsRequest {
        csv: HEADER.into(),
        ..request
    };
    assert_eq!(
        reason(committee.import_organisations(other).await),
        "REQUEST_ID_REUSED"
    );
    assert_eq!(service.events::<OrganisationsImported>().await.len(), 1);
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
        .list_imported_organisations(list(&batch.batch_id, ""))
        .await;
    let first = first.expect("listed").into_inner();
    let rest = submission
        .list_imported_organisations(list(&batch.batch_id, &first.next_page_token))
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
        .list_imported_organisations(list(&batch.batch_id, "%"))
        .await;
    assert_eq!(reason(nonsense), "PAGE_TOKEN_INVALID");
    service.finish().await;
}
