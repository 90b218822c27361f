//! Bodies get other names and codes; what led to them goes on leading there, and the history tells why.

use chassis::caller::Person;
use fest_proto::{
    access::v1::Role,
    registration::v1::{
        ListOrganisationChangesRequest, ListOrganisationChangesResponse, MergeOrganisationsRequest,
        MergeOrganisationsResponse, OrganisationAliasKind, OrganisationChangeKind,
        OrganisationChanged, RenameOrganisationRequest, RenameOrganisationResponse,
        RetireOrganisationRequest, RetireOrganisationResponse,
        organisation_service_client::OrganisationServiceClient,
    },
};
use testkit::{reason, request_id};
use tonic::{Response, Status};

use crate::{
    organisation::{list, search},
    organisation_alias::{get, leads},
    world::{HEADER, Service, import, owner, sign_up},
};

const TREE: &str = "pd-a,Dinas Anggrek,perangkat_daerah,,,list\n\
    pd-b,Dinas Bakung,perangkat_daerah,,,list\n\
    uptd-a1,UPTD Anggrek Satu,uptd,pd-a,,list\n\
    uptd-a2,UPTD Anggrek Dua,uptd,uptd-a1,,list\n";

pub async fn tree() -> Service {
    let service = Service::start().await;
    let csv = format!("{HEADER}{TREE}");
    import(&service, csv.as_bytes()).await.expect("imported");
    service
}

/// A member of the committee with an account: the history names it.
pub async fn member(service: &Service) -> Person {
    let account = sign_up(service, &format!("{}@bekasikab.go.id", request_id())).await;
    Person {
        roles: vec![Role::Committee],
        ..owner(&account)
    }
}

pub async fn rename(
    service: &Service,
    code: &str,
    expected_version: i64,
) -> Result<RenameOrganisationResponse, Status> {
    rename_to(
        service,
        code,
        expected_version,
        "Kecamatan Babelan Baru",
        "",
    )
    .await
}

pub async fn rename_to(
    service: &Service,
    code: &str,
    expected_version: i64,
    name: &str,
    new_code: &str,
) -> Result<RenameOrganisationResponse, Status> {
    let request = RenameOrganisationRequest {
        request_id: request_id(),
        code: code.to_owned(),
        name: name.to_owned(),
        new_code: new_code.to_owned(),
        since: "2025-01".to_owned(),
        reason: "Perda 1/2025".to_owned(),
        expected_version,
    };
    let member = member(service).await;
    let mut committee = OrganisationServiceClient::new(service.as_person(&member));
    let answer = committee.rename_organisation(request).await;
    answer.map(Response::into_inner)
}

pub async fn merge(
    service: &Service,
    code: &str,
    successor_code: &str,
    expected_version: i64,
) -> Result<MergeOrganisationsResponse, Status> {
    let request = MergeOrganisationsRequest {
        request_id: request_id(),
        code: code.to_owned(),
        successor_code: successor_code.to_owned(),
        since: String::new(),
        reason: "Perbup 7/2025".to_owned(),
        expected_version,
    };
    let member = member(service).await;
    let mut committee = OrganisationServiceClient::new(service.as_person(&member));
    let answer = committee.merge_organisations(request).await;
    answer.map(Response::into_inner)
}

pub async fn retire(
    service: &Service,
    code: &str,
    expected_version: i64,
) -> Result<RetireOrganisationResponse, Status> {
    let request = RetireOrganisationRequest {
        request_id: request_id(),
        code: code.to_owned(),
        since: "2025".to_owned(),
        reason: "Dibubarkan".to_owned(),
        expected_version,
    };
    let member = member(service).await;
    let mut committee = OrganisationServiceClient::new(service.as_person(&member));
    let answer = committee.retire_organisation(request).await;
    answer.map(Response::into_inner)
}

async fn changes(
    service: &Service,
    code: &str,
    role: Option<Role>,
) -> ListOrganisationChangesResponse {
    let caller = match role {
        Some(role) => service.as_role(role),
        None => service.as_nobody(),
    };
    let request = ListOrganisationChangesRequest {
        code: code.to_owned(),
        ..ListOrganisationChangesRequest::default()
    };
    let answer = OrganisationServiceClient::new(caller)
        .list_organisation_changes(request)
        .await;
    answer.expect("listed").into_inner()
}

pub fn refusal<T: std::fmt::Debug>(answer: Result<T, Status>) -> String {
    reason(answer.map(Response::new))
}

#[tokio::test]
async fn a_renamed_body_is_found_under_both_names_and_led_to_by_both_codes() {
    let service = tree().await;
    let renamed = rename_to(&service, "pd-a", 1, "Dinas Anggrek dan Mawar", "pd-am").await;
    let body = renamed
        .expect("renamed")
        .organisation
        .expect("organisation");
    assert_eq!(
        (&*body.code, &*body.name, body.version),
        ("pd-am", "Dinas Anggrek dan Mawar", 2)
    );
    assert_eq!(leads(&service, "pd-a").await, "pd-am");
    for query in ["dinas mawar", "Dinas Anggrek", "pd-a"] {
        let found = list(&service, search(query, "perangkat_daerah")).await;
        assert_eq!(found.organisations[0].code, "pd-am", "{query}");
    }
    let found = get(&service, "pd-am", "").await.expect("found");
    let aliases: Vec<_> = found
        .aliases
        .iter()
        .map(|one| (one.kind(), &*one.value, &*one.valid_until, &*one.source))
        .collect();
    let expected = [
        (
            OrganisationAliasKind::FormerCode,
            "pd-a",
            "2025-01",
            "Perda 1/2025",
        ),
        (
            OrganisationAliasKind::FormerName,
            "Dinas Anggrek",
            "2025-01",
            "Perda 1/2025",
        ),
    ];
    assert_eq!(aliases, expected);
    // What lies below it follows, and everybody is told.
    let unit = get(&service, "uptd-a1", "")
        .await
        .expect("found")
        .organisation
        .expect("unit");
    assert_eq!((&*unit.parent_code, unit.version), ("pd-am", 2));
    let events = service.events::<OrganisationChanged>().await;
    let told: Vec<_> = events
        .iter()
        .filter_map(|one| one.organisation.clone())
        .collect();
    assert_eq!(told, [unit, body]);
    assert_eq!(events[1].aliases.len(), 2);
    service.finish().await;
}

#[tokio::test]
async fn a_name_taken_back_is_no_former_name() {
    let service = tree().await;
    rename_to(&service, "pd-a", 1, "Dinas Mawar", "pd-m")
        .await
        .expect("renamed");
    rename_to(&service, "pd-m", 2, "Dinas Anggrek", "pd-a")
        .await
        .expect("renamed back");
    let found = get(&service, "pd-a", "").await.expect("found");
    let values: Vec<&str> = found.aliases.iter().map(|one| one.value.as_str()).collect();
    assert_eq!(values, ["pd-m", "Dinas Mawar"]);
    service.finish().await;
}

#[tokio::test]
async fn the_history_tells_everybody_what_and_why_and_the_committee_who() {
    let service = tree().await;
    rename_to(&service, "pd-a", 1, "Dinas Mawar", "pd-m")
        .await
        .expect("renamed");
    merge(&service, "pd-m", "pd-b", 2).await.expect("merged");
    let all = changes(&service, "", None).await;
    assert_eq!(all.total_size, 4);
    // A merged body has its own history, under each of its codes.
    let own = changes(&service, "pd-a", None).await.changes;
    let lines: Vec<_> = own
        .iter()
        .map(|one| {
            (
                one.kind(),
                &*one.name_before,
                &*one.code_after,
                &*one.other,
                &*one.reason,
            )
        })
        .collect();
    let expected = [
        (
            OrganisationChangeKind::Merged,
            "Dinas Mawar",
            "pd-m",
            "pd-b",
            "Perbup 7/2025",
        ),
        (
            OrganisationChangeKind::Renamed,
            "Dinas Anggrek",
            "pd-m",
            "",
            "Perda 1/2025",
        ),
    ];
    assert_eq!(lines, expected);
    assert!(
        own.iter()
            .all(|one| one.account_id.is_empty() && one.display_name.is_empty())
    );
    let known = changes(&service, "pd-a", Some(Role::Committee))
        .await
        .changes;
    assert!(known.iter().all(|one| one.display_name == "Ani Rahayu"));
    let moved = changes(&service, "uptd-a1", None).await.changes;
    assert_eq!(moved[0].kind(), OrganisationChangeKind::Moved);
    service.finish().await;
}

#[tokio::test]
async fn a_rename_is_done_once_however_often_it_is_asked_for() {
    let service = tree().await;
    let request = RenameOrganisationRequest {
        request_id: request_id(),
        code: "pd-a".to_owned(),
        name: "Dinas Mawar".to_owned(),
        reason: "Perda 1/2025".to_owned(),
        expected_version: 1,
        ..RenameOrganisationRequest::default()
    };
    let member = member(&service).await;
    let mut committee = OrganisationServiceClient::new(service.as_person(&member));
    let first = committee
        .rename_organisation(request.clone())
        .await
        .expect("renamed");
    let again = committee
        .rename_organisation(request)
        .await
        .expect("answered");
    assert_eq!(first.into_inner(), again.into_inner());
    assert_eq!(service.events::<OrganisationChanged>().await.len(), 1);
    assert_eq!(changes(&service, "pd-a", None).await.total_size, 1);
    service.finish().await;
}
