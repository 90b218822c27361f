//! Imports that are taken back.

use fest_proto::{
    access::v1::Role,
    registration::v1::{
        ClaimParticipationRequest, GetOrganisationRequest, GetParticipationProgressRequest,
        Organisation, OrganisationImport, OrganisationState, OrganisationsImported,
        UndoOrganisationImportRequest, organisation_service_client::OrganisationServiceClient,
        participation_service_client::ParticipationServiceClient,
        progress_service_client::ProgressServiceClient,
    },
};
use testkit::{reason, refused, request_id};
use tonic::{Code, Status};

use crate::{
    organisation::{list, search},
    organisation_import::imports,
    world::{
        EDITION, HEADER, Service, create_category, create_edition, import, lock_edition, owner,
        sign_up,
    },
};

fn undo_of(import: &OrganisationImport) -> UndoOrganisationImportRequest {
    UndoOrganisationImportRequest {
        request_id: request_id(),
        import_id: import.id.clone(),
    }
}

async fn undo(
    service: &Service,
    import: &OrganisationImport,
) -> Result<OrganisationImport, Status> {
    let answer = imports(service)
        .undo_organisation_import(undo_of(import))
        .await?;
    Ok(answer.into_inner().organisation_import.expect("an undoing"))
}

async fn load(service: &Service, rows: &str) -> OrganisationImport {
    let imported = import(service, format!("{HEADER}{rows}").as_bytes()).await;
    imported.expect("imported")
}

async fn get(service: &Service, code: &str) -> Organisation {
    let request = GetOrganisationRequest {
        system: String::new(),
        code: code.to_owned(),
    };
    let mut anybody = OrganisationServiceClient::new(service.as_nobody());
    let answer = anybody.get_organisation(request).await.expect("there");
    answer.into_inner().organisation.expect("organisation")
}

fn a_claim() -> ClaimParticipationRequest {
    ClaimParticipationRequest {
        request_id: request_id(),
        edition_id: EDITION.to_owned(),
        organisation_code: "pd-dinkes".to_owned(),
        decree_number: "HM.01/123".to_owned(),
        decree_date: "2024-01-31".to_owned(),
        decree_signer: "Penanda Tangan".to_owned(),
        ..ClaimParticipationRequest::default()
    }
}

#[tokio::test]
async fn bodies_are_what_they_were_and_new_ones_are_retired() {
    let service = Service::start().await;
    load(&service, "a,A,desa,,Babelan,s\nb,B,desa,a,,s\n").await;
    let before = [get(&service, "a").await, get(&service, "b").await];
    let second = load(
        &service,
        "a,A baru,kecamatan,,Setu,t\nb,B,desa,a,,s\nc,C,desa,b,,s\n",
    )
    .await;
    let undoing = undo(&service, &second).await.expect("undone");
    assert_eq!(undoing.undoes_id, second.id);
    assert_eq!(
        (undoing.created, undoing.updated, undoing.unchanged),
        (0, 2, 0)
    );
    let a = get(&service, "a").await;
    assert_eq!(
        a,
        Organisation {
            version: 3,
            ..before[0].clone()
        }
    );
    assert_eq!(get(&service, "b").await, before[1]);
    assert_eq!(get(&service, "c").await.state(), OrganisationState::Retired);
    assert_eq!(list(&service, search("", "")).await.total_size, 2);
    let events = service.events::<OrganisationsImported>().await;
    assert_eq!(events.len(), 3);
    assert_eq!(events[2].batch_id, undoing.id);
    service.finish().await;
}

#[tokio::test]
async fn an_undoing_can_be_undone_and_an_import_brings_a_retired_body_back() {
    let service = Service::start().await;
    let first = load(&service, "a,A,desa,,,s\n").await;
    let undoing = undo(&service, &first).await.expect("undone");
    assert_eq!(get(&service, "a").await.state(), OrganisationState::Retired);
    undo(&service, &undoing).await.expect("undone");
    let back = get(&service, "a").await;
    assert_eq!((back.state(), back.version), (OrganisationState::Active, 3));
    let second = load(&service, "b,B,desa,,,s\n").await;
    undo(&service, &second).await.expect("undone");
    let third = load(&service, "b,B,desa,,,s\n").await;
    assert_eq!((third.created, third.updated), (0, 1));
    assert_eq!(get(&service, "b").await.state(), OrganisationState::Active);
    service.finish().await;
}

#[tokio::test]
async fn an_import_that_was_overtaken_is_not_undone_and_each_body_is_named() {
    let service = Service::start().await;
    let first = load(&service, "a,A,desa,,,s\nb,B,desa,,,s\n").await;
    load(&service, "b,B baru,desa,,,s\n").await;
    let refusal = refused(undo(&service, &first).await);
    assert_eq!(
        (refusal.code, refusal.reason.as_str()),
        (Code::FailedPrecondition, "IMPORT_OVERTAKEN")
    );
    let field = ("organisation b".to_owned(), "IMPORT_OVERTAKEN".to_owned());
    assert_eq!(refusal.fields, [field]);
    assert_eq!(get(&service, "a").await.state(), OrganisationState::Active);
    service.finish().await;
}

#[tokio::test]
async fn a_new_body_that_takes_part_already_is_not_taken_away() {
    let service = Service::start().await;
    create_edition(&service).await;
    create_category(&service, "reels").await;
    lock_edition(&service).await;
    let first = load(&service, "pd-dinkes,Dinas Kesehatan,perangkat_daerah,,,s\n").await;
    let account = sign_up(&service, "ani@bekasikab.go.id").await;
    let claim = a_claim();
    let mut own = ParticipationServiceClient::new(service.as_person(&owner(&account)));
    own.claim_participation(claim).await.expect("claimed");
    assert_eq!(reason(undo(&service, &first).await), "IMPORT_OVERTAKEN");
    service.finish().await;
}

#[tokio::test]
async fn a_retired_body_cannot_be_claimed_and_is_not_waited_for() {
    let service = Service::start().await;
    create_edition(&service).await;
    create_category(&service, "reels").await;
    lock_edition(&service).await;
    let first = load(&service, "pd-dinkes,Dinas Kesehatan,perangkat_daerah,,,s\n").await;
    undo(&service, &first).await.expect("undone");
    let account = sign_up(&service, "ani@bekasikab.go.id").await;
    let claim = a_claim();
    let mut own = ParticipationServiceClient::new(service.as_person(&owner(&account)));
    let refusal = own.claim_participation(claim).await;
    assert_eq!(reason(refusal), "ORGANISATION_INACTIVE");
    let request = GetParticipationProgressRequest {
        edition_id: EDITION.to_owned(),
    };
    let mut progress = ProgressServiceClient::new(service.as_role(Role::Committee));
    let counted = progress.get_participation_progress(request).await;
    let total = counted.expect("counted").into_inner().total;
    assert_eq!(
        total.map(|one| (one.organisations, one.silent)),
        Some((0, 0))
    );
    service.finish().await;
}

#[tokio::test]
async fn an_import_is_undone_once_and_one_that_is_not_there_never() {
    let service = Service::start().await;
    let first = load(&service, "a,A,desa,,,s\n").await;
    let request = undo_of(&first);
    let mut committee = imports(&service);
    let done = committee.undo_organisation_import(request.clone()).await;
    let again = committee.undo_organisation_import(request).await;
    assert_eq!(
        done.expect("undone").into_inner(),
        again.expect("the same").into_inner()
    );
    assert_eq!(reason(undo(&service, &first).await), "IMPORT_UNDONE");
    let nothing = OrganisationImport {
        id: "none".to_owned(),
        ..first
    };
    assert_eq!(reason(undo(&service, &nothing).await), "IMPORT_NOT_FOUND");
    let nobody = service.as_role(Role::Participant);
    let mut client = fest_proto::registration::v1::organisation_import_service_client::OrganisationImportServiceClient::new(nobody);
    let refused = client.undo_organisation_import(undo_of(&nothing)).await;
    assert_eq!(reason(refused), "ROLE_MISSING");
    service.finish().await;
}
