//! The registry of organisations.

use fest_proto::registration::v1::{
    GetOrganisationRequest, ListOrganisationKindsRequest, ListOrganisationsRequest,
    ListOrganisationsResponse, Organisation, OrganisationImport, OrganisationsImported,
    organisation_service_client::OrganisationServiceClient,
};
use testkit::reason;

use crate::world::{HEADER, Service, import};

pub const REGISTRY: &[u8] = include_bytes!("../../data/organisations.csv");
const REGISTRY_SHA256: &str = "0272162a8f3e559ce3c45c033bf556f6c6f2d0a23cbceb67d7af0b6478a2bd34";

pub async fn list(
    service: &Service,
    request: ListOrganisationsRequest,
) -> ListOrganisationsResponse {
    let mut anybody = OrganisationServiceClient::new(service.as_nobody());
    anybody
        .list_organisations(request)
        .await
        .expect("listed")
        .into_inner()
}

pub fn search(query: &str, kind: &str) -> ListOrganisationsRequest {
    ListOrganisationsRequest {
        query: query.to_owned(),
        kind: kind.to_owned(),
        ..ListOrganisationsRequest::default()
    }
}

pub fn names(organisations: &[Organisation]) -> Vec<&str> {
    organisations.iter().map(|one| one.name.as_str()).collect()
}

#[tokio::test]
async fn the_whole_registry_is_loaded_and_loading_it_again_changes_nothing() {
    let service = Service::start().await;
    let first = import(&service, REGISTRY).await.expect("imported");
    assert_eq!((first.created, first.updated, first.unchanged), (368, 0, 0));
    let second = import(&service, REGISTRY).await.expect("imported again");
    assert_eq!(
        (second.created, second.updated, second.unchanged),
        (0, 0, 368)
    );
    assert_ne!(first.id, second.id);

    let mut totals = vec![list(&service, search("", "")).await.total_size];
    for kind in [
        "perangkat_daerah",
        "uptd",
        "kecamatan",
        "kelurahan",
        "desa",
        "bumd",
        "instansi",
    ] {
        totals.push(list(&service, search("", kind)).await.total_size);
    }
    assert_eq!(totals, [368, 37, 118, 23, 8, 179, 3, 0]);

    let kinds = OrganisationServiceClient::new(service.as_nobody())
        .list_organisation_kinds(ListOrganisationKindsRequest {})
        .await
        .expect("listed")
        .into_inner()
        .kinds;
    let counted: Vec<_> = kinds
        .iter()
        .map(|kind| (kind.code.as_str(), kind.organisations))
        .collect();
    assert_eq!(
        counted,
        [
            ("desa", 179),
            ("uptd", 118),
            ("perangkat_daerah", 37),
            ("kecamatan", 23),
            ("kelurahan", 8),
            ("bumd", 3),
            ("instansi", 0),
        ]
    );

    let event = |batch: &OrganisationImport| OrganisationsImported {
        batch_id: batch.id.clone(),
        file_sha256: REGISTRY_SHA256.to_owned(),
        created: batch.created,
        updated: batch.updated,
        unchanged: batch.unchanged,
    };
    let events = service.events::<OrganisationsImported>().await;
    assert_eq!(events, [event(&first), event(&second)]);
    service.finish().await;
}

#[tokio::test]
async fn all_bodies_are_seen_once_page_by_page_in_the_order_of_their_names() {
    let service = Service::start().await;
    import(&service, REGISTRY).await.expect("imported");
    let mut seen: Vec<Organisation> = Vec::new();
    let mut page_token = String::new();
    loop {
        let request = ListOrganisationsRequest {
            page_size: 100,
            page_token,
            ..search("", "")
        };
        let page = list(&service, request).await;
        assert_eq!(page.total_size, 368);
        seen.extend(page.organisations);
        page_token = page.next_page_token;
        if page_token.is_empty() {
            break;
        }
    }
    let mut codes: Vec<&str> = seen.iter().map(|one| one.code.as_str()).collect();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!((seen.len(), codes.len()), (368, 368));
    let largest = ListOrganisationsRequest {
        page_size: 5000,
        ..search("", "")
    };
    assert_eq!(list(&service, largest).await.organisations.len(), 200);
    let mut anybody = OrganisationServiceClient::new(service.as_nobody());
    let nonsense = ListOrganisationsRequest {
        page_token: "%".into(),
        ..search("", "")
    };
    assert_eq!(
        reason(anybody.list_organisations(nonsense).await),
        "PAGE_TOKEN_INVALID"
    );
    service.finish().await;
}

#[tokio::test]
async fn a_changed_row_becomes_a_new_version_under_the_same_id() {
    let service = Service::start().await;
    let mut anybody = OrganisationServiceClient::new(service.as_nobody());
    let mut seen = Vec::new();
    for name in ["Hajarmekar", "Harjamekar"] {
        let csv = format!(
            "{HEADER}32.16.09,Cikarang,kecamatan,,,s\n32.16.09.2002,{name},desa,32.16.09,Cikarang,s\n"
        );
        import(&service, csv.as_bytes()).await.expect("imported");
        let request = GetOrganisationRequest {
            code: "32.16.09.2002".into(),
            ..GetOrganisationRequest::default()
        };
        let found = anybody
            .get_organisation(request)
            .await
            .expect("found")
            .into_inner();
        seen.push(found.organisation.expect("organisation"));
    }
    assert_eq!(names(&seen), ["Hajarmekar", "Harjamekar"]);
    assert_eq!(seen[0].id, seen[1].id);
    assert_eq!((seen[0].version, seen[1].version), (1, 2));
    assert_eq!(seen[1].parent_code, "32.16.09");
    let events = service.events::<OrganisationsImported>().await;
    let counts: Vec<_> = events
        .iter()
        .map(|one| (one.created, one.updated, one.unchanged))
        .collect();
    assert_eq!(counts, [(2, 0, 0), (0, 1, 1)]);
    let unknown = GetOrganisationRequest {
        code: "32".into(),
        ..GetOrganisationRequest::default()
    };
    assert_eq!(
        reason(anybody.get_organisation(unknown).await),
        "ORGANISATION_NOT_FOUND"
    );
    service.finish().await;
}
