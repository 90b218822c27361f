//! What bodies are called besides, and where codes lead.

use fest_proto::registration::v1::{
    AddOrganisationAliasRequest, AddOrganisationAliasResponse, GetOrganisationRequest,
    GetOrganisationResponse, ImportOrganisationAliasesRequest, ImportOrganisationAliasesResponse,
    OrganisationAliasKind, OrganisationChanged,
    organisation_import_service_client::OrganisationImportServiceClient,
    organisation_service_client::OrganisationServiceClient,
};
use testkit::{reason, refused, request_id};
use tonic::{Code, Status};

use crate::{
    organisation::REGISTRY,
    organisation_change::member,
    participation_scan::scan,
    workbook,
    world::{Service, hand_in, import, import_two_bodies},
};

const ALIASES: &[u8] = include_bytes!("../../data/organisation-aliases.csv");

async fn load(service: &Service, file: &[u8]) -> Result<ImportOrganisationAliasesResponse, Status> {
    let request = ImportOrganisationAliasesRequest {
        request_id: request_id(),
        file_id: hand_in(service, file).await.id,
    };
    import_file(service, request).await
}

async fn import_file(
    service: &Service,
    request: ImportOrganisationAliasesRequest,
) -> Result<ImportOrganisationAliasesResponse, Status> {
    let member = member(service).await;
    let mut committee = OrganisationImportServiceClient::new(service.as_person(&member));
    let answer = committee.import_organisation_aliases(request).await;
    answer.map(tonic::Response::into_inner)
}

pub async fn import_aliases(service: &Service) {
    load(service, ALIASES).await.expect("imported");
}

pub async fn get(
    service: &Service,
    code: &str,
    system: &str,
) -> Result<GetOrganisationResponse, Status> {
    let mut anybody = OrganisationServiceClient::new(service.as_nobody());
    let request = GetOrganisationRequest {
        code: code.to_owned(),
        system: system.to_owned(),
    };
    let answer = anybody.get_organisation(request).await;
    answer.map(tonic::Response::into_inner)
}

/// Where a code leads.
pub async fn leads(service: &Service, code: &str) -> String {
    let found = get(service, code, "").await.expect("found");
    found.organisation.expect("organisation").code
}

fn alias(
    code: &str,
    kind: OrganisationAliasKind,
    system: &str,
    value: &str,
) -> AddOrganisationAliasRequest {
    AddOrganisationAliasRequest {
        request_id: request_id(),
        code: code.to_owned(),
        kind: kind.into(),
        system: system.to_owned(),
        value: value.to_owned(),
        source: "surat".to_owned(),
        expected_version: 1,
        ..AddOrganisationAliasRequest::default()
    }
}

async fn add(
    service: &Service,
    request: AddOrganisationAliasRequest,
) -> Result<AddOrganisationAliasResponse, Status> {
    let member = member(service).await;
    let mut committee = OrganisationServiceClient::new(service.as_person(&member));
    let answer = committee.add_organisation_alias(request).await;
    answer.map(tonic::Response::into_inner)
}

#[tokio::test]
async fn the_aliases_are_loaded_once_and_an_old_code_leads_to_the_new_one() {
    let service = Service::start().await;
    import(&service, REGISTRY).await.expect("imported");
    let first = load(&service, ALIASES).await.expect("imported");
    assert_eq!((first.created, first.updated, first.unchanged), (14, 0, 0));
    let second = load(&service, ALIASES).await.expect("imported again");
    assert_eq!(
        (second.created, second.updated, second.unchanged),
        (0, 0, 14)
    );

    let found = get(&service, "32.16.01.2007", "").await.expect("found");
    let body = found.organisation.expect("organisation");
    assert_eq!(
        (&*body.code, &*body.name),
        ("32.16.01.1007", "Kelurahan Setia Asih")
    );
    let former = &found.aliases[0];
    assert_eq!(former.kind(), OrganisationAliasKind::FormerCode);
    assert_eq!(
        (&*former.value, &*former.valid_until),
        ("32.16.01.2007", "2022")
    );

    // Twelve bodies have them, each is told of once, with all of its own.
    let events = service.events::<OrganisationChanged>().await;
    assert_eq!(events.len(), 12);
    let of = |code: &str| {
        let mut all = events.iter();
        all.find(|one| {
            one.organisation
                .as_ref()
                .is_some_and(|body| body.code == code)
        })
    };
    let told = of("pd-dinas-ketenagakerjaan").expect("told of");
    assert_eq!(told.aliases.len(), 2);
    assert_eq!(told.organisation.as_ref().map(|body| body.version), Some(2));
    service.finish().await;
}

#[tokio::test]
async fn a_file_of_aliases_with_a_wrong_row_changes_nothing() {
    let service = Service::start().await;
    import_two_bodies(&service).await;
    let csv = b"code,alias,kind,source\npd-dinkes,Dinkes,abbreviation,s\npd-nowhere,X,abbreviation,s\npd-dinkes,32.16.03,former_code,s\n";
    let refusal = refused(load(&service, csv).await);
    assert_eq!(
        (refusal.code, &*refusal.reason),
        (Code::InvalidArgument, "ROWS_INVALID")
    );
    let field = |field: &str, reason: &str| (field.to_owned(), reason.to_owned());
    let expected = [
        field("row 3: code", "ORGANISATION_UNKNOWN"),
        field("row 4: alias", "CODE_TAKEN"),
    ];
    assert_eq!(refusal.fields, expected);
    let body = get(&service, "pd-dinkes", "").await.expect("found");
    assert_eq!(body.aliases, []);
    assert_eq!(service.events::<OrganisationChanged>().await, []);
    service.finish().await;
}

#[tokio::test]
async fn a_workbook_of_aliases_is_read_as_well_and_a_formula_is_named() {
    let service = Service::start().await;
    import_two_bodies(&service).await;
    let header = ["code", "alias", "kind", "source"];
    let right = workbook::of(&[header, ["pd-dinkes", "Dinkes", "abbreviation", "surat"]]);
    let done = load(&service, &right).await.expect("imported");
    assert_eq!((done.created, done.unchanged), (1, 0));
    let formula = workbook::of(&[header, ["pd-dinkes", "=A1", "abbreviation", "surat"]]);
    let refusal = refused(load(&service, &formula).await);
    let field = ("row 2: alias".to_owned(), "CELL_FORMULA".to_owned());
    assert_eq!(refusal.fields, [field]);
    service.finish().await;
}

#[tokio::test]
async fn aliases_come_from_a_file_that_was_handed_in_for_an_import() {
    let service = Service::start().await;
    import_two_bodies(&service).await;
    let member = member(&service).await;
    let decree = scan(service.as_person(&member)).await;
    for (file_id, expected) in [
        (&*decree, "FILE_PURPOSE_WRONG"),
        ("seven", "FILE_NOT_FOUND"),
        ("0192f0c4-7f6e-7d35-9c39-d6f7ac0e9b11", "FILE_NOT_FOUND"),
    ] {
        let request = ImportOrganisationAliasesRequest {
            request_id: request_id(),
            file_id: file_id.to_owned(),
        };
        let refusal = refused(import_file(&service, request).await);
        let said = refusal
            .fields
            .first()
            .map_or(&*refusal.reason, |(_, reason)| reason);
        assert_eq!(said, expected, "{file_id}");
    }
    service.finish().await;
}

#[tokio::test]
async fn an_external_code_leads_to_its_body_and_to_none_where_two_systems_differ() {
    let service = Service::start().await;
    import_two_bodies(&service).await;
    let external = OrganisationAliasKind::ExternalCode;
    add(&service, alias("pd-dinkes", external, "lapor", "4711"))
        .await
        .expect("added");
    assert_eq!(leads(&service, "4711").await, "pd-dinkes");
    add(&service, alias("32.16.03", external, "spbe", "4711"))
        .await
        .expect("added");
    assert_eq!(
        reason(get(&service, "4711", "").await.map(tonic::Response::new)),
        "ORGANISATION_NOT_FOUND"
    );
    for (system, code) in [("lapor", "pd-dinkes"), ("spbe", "32.16.03")] {
        let found = get(&service, "4711", system).await.expect("found");
        assert_eq!(found.organisation.expect("organisation").code, code);
    }
    // A code of our own is no other system's.
    assert_eq!(
        reason(
            get(&service, "pd-dinkes", "lapor")
                .await
                .map(tonic::Response::new)
        ),
        "ORGANISATION_NOT_FOUND"
    );
    service.finish().await;
}

#[tokio::test]
async fn an_alias_is_added_once_by_who_has_seen_the_body_and_a_code_leads_to_one() {
    let service = Service::start().await;
    import_two_bodies(&service).await;
    let former = OrganisationAliasKind::FormerCode;
    let request = alias("pd-dinkes", former, "", "pd-kesehatan");
    let added = add(&service, request.clone()).await.expect("added");
    assert_eq!(added.organisation.expect("organisation").version, 2);
    assert_eq!(added.aliases.len(), 1);
    let refusals = [
        (
            AddOrganisationAliasRequest {
                expected_version: 1,
                ..request.clone()
            },
            "VERSION_STALE",
        ),
        (
            AddOrganisationAliasRequest {
                expected_version: 2,
                ..request.clone()
            },
            "ALIAS_TAKEN",
        ),
        (alias("32.16.03", former, "", "pd-kesehatan"), "CODE_TAKEN"),
        (alias("32.16.03", former, "", "pd-dinkes"), "CODE_TAKEN"),
        (alias("nowhere", former, "", "a"), "ORGANISATION_NOT_FOUND"),
        (alias("32.16.03", former, "", "A b"), "CODE_INVALID"),
        (
            alias("32.16.03", OrganisationAliasKind::Unspecified, "", "a"),
            "ALIAS_KIND_INVALID",
        ),
    ];
    for (request, expected) in refusals {
        let request = AddOrganisationAliasRequest {
            request_id: request_id(),
            ..request
        };
        let answer = add(&service, request).await.map(tonic::Response::new);
        assert_eq!(reason(answer), expected);
    }
    service.finish().await;
}
