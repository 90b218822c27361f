//! Texts that no database takes.

use chassis::page;
use fest_proto::{
    access::v1::Role,
    registration::v1::{
        AppointJudgeRequest, ClaimParticipationRequest, GetEditionRequest, GetOrganisationRequest,
        GrantRoleRequest, ListCategoriesRequest, ListJudgesRequest, ListOrganisationsRequest,
        ListParticipationsRequest, LockEditionRequest,
        account_service_client::AccountServiceClient,
        category_service_client::CategoryServiceClient,
        edition_service_client::EditionServiceClient, judge_service_client::JudgeServiceClient,
        organisation_service_client::OrganisationServiceClient,
        participation_service_client::ParticipationServiceClient,
    },
};
use testkit::{Refusal, refused, request_id};
use tonic::Code;

use crate::world::{
    EDITION, Service, create_edition, import_two_bodies, new_category, owner, sign_up,
};

const NUL: &str = "a\0b";

fn invalid(field: &str) -> Refusal {
    named(field, "TEXT_INVALID")
}

fn named(field: &str, reason: &str) -> Refusal {
    Refusal {
        code: Code::InvalidArgument,
        reason: reason.to_owned(),
        fields: vec![(field.to_owned(), reason.to_owned())],
        retry_after: None,
    }
}

#[tokio::test]
async fn what_is_called_with_a_nul_is_not_there() {
    let service = Service::start().await;
    let mut editions = EditionServiceClient::new(service.as_nobody());
    let request = GetEditionRequest {
        edition_id: NUL.to_owned(),
    };
    let edition = refused(editions.get_edition(request).await);
    assert_eq!(
        (edition.code, &*edition.reason),
        (Code::NotFound, "EDITION_NOT_FOUND")
    );
    let mut organisations = OrganisationServiceClient::new(service.as_nobody());
    let request = GetOrganisationRequest {
        code: NUL.to_owned(),
        ..GetOrganisationRequest::default()
    };
    let body = refused(organisations.get_organisation(request).await);
    assert_eq!(
        (body.code, &*body.reason),
        (Code::NotFound, "ORGANISATION_NOT_FOUND")
    );
    service.finish().await;
}

#[tokio::test]
async fn a_question_with_a_nul_is_refused_by_its_field() {
    let service = Service::start().await;
    let mut organisations = OrganisationServiceClient::new(service.as_nobody());
    let all = ListOrganisationsRequest::default;
    for (request, refusal) in [
        (
            ListOrganisationsRequest {
                query: NUL.to_owned(),
                ..all()
            },
            invalid("query"),
        ),
        (
            ListOrganisationsRequest {
                kind: NUL.to_owned(),
                ..all()
            },
            invalid("kind"),
        ),
        (
            ListOrganisationsRequest {
                page_token: page::token("0|Babelan|32\0"),
                ..all()
            },
            named("page_token", "PAGE_TOKEN_INVALID"),
        ),
    ] {
        assert_eq!(
            refused(organisations.list_organisations(request).await),
            refusal
        );
    }
    let mut categories = CategoryServiceClient::new(service.as_nobody());
    let request = ListCategoriesRequest {
        edition_id: NUL.to_owned(),
        ..ListCategoriesRequest::default()
    };
    assert_eq!(
        refused(categories.list_categories(request).await),
        invalid("edition_id")
    );
    let mut judges = JudgeServiceClient::new(service.as_role(Role::Committee));
    let request = ListJudgesRequest {
        edition_id: NUL.to_owned(),
        ..ListJudgesRequest::default()
    };
    assert_eq!(
        refused(judges.list_judges(request).await),
        invalid("edition_id")
    );
    let mut claims = ParticipationServiceClient::new(service.as_role(Role::Committee));
    let request = ListParticipationsRequest {
        edition_id: NUL.to_owned(),
        ..ListParticipationsRequest::default()
    };
    assert_eq!(
        refused(claims.list_participations(request).await),
        invalid("edition_id")
    );
    service.finish().await;
}

#[tokio::test]
async fn the_committees_command_with_a_nul_is_refused_by_its_field() {
    let service = Service::start().await;
    create_edition(&service).await;
    let committee = service.as_role(Role::Committee);
    let (request_id, edition_id) = (request_id(), NUL.to_owned());
    let lock = LockEditionRequest {
        request_id: request_id.clone(),
        edition_id: edition_id.clone(),
        expected_version: 1,
    };
    let mut editions = EditionServiceClient::new(committee.clone());
    assert_eq!(
        refused(editions.lock_edition(lock).await),
        invalid("edition_id")
    );
    let mut category = new_category("reels");
    category.edition_id.clone_from(&edition_id);
    let mut categories = CategoryServiceClient::new(committee.clone());
    assert_eq!(
        refused(categories.create_category(category).await),
        invalid("edition_id")
    );
    let email = sign_up(&service, "ani@bekasikab.go.id").await.email;
    let appoint = AppointJudgeRequest {
        request_id: request_id.clone(),
        edition_id: edition_id.clone(),
        email: email.clone(),
    };
    let mut judges = JudgeServiceClient::new(committee.clone());
    assert_eq!(
        refused(judges.appoint_judge(appoint).await),
        invalid("edition_id")
    );
    let grant = GrantRoleRequest {
        request_id,
        email,
        role: Role::Plenary.into(),
        edition_id,
    };
    let mut accounts = AccountServiceClient::new(committee);
    assert_eq!(
        refused(accounts.grant_role(grant).await),
        invalid("edition_id")
    );
    service.finish().await;
}

#[tokio::test]
async fn a_claim_with_a_nul_is_refused_by_its_field() {
    let service = Service::start().await;
    create_edition(&service).await;
    import_two_bodies(&service).await;
    let account = sign_up(&service, "ani@bekasikab.go.id").await;
    let mut claims = ParticipationServiceClient::new(service.as_person(&owner(&account)));
    let right = || ClaimParticipationRequest {
        request_id: request_id(),
        edition_id: EDITION.to_owned(),
        organisation_code: "pd-dinkes".to_owned(),
        decree_number: "HM.01/123".to_owned(),
        decree_date: "2024-01-31".to_owned(),
        decree_signer: "Penanda Tangan".to_owned(),
        invitation_code: String::new(),
        decree_file_id: String::new(),
    };
    let nul = || NUL.to_owned();
    for (request, field) in [
        (
            ClaimParticipationRequest {
                edition_id: nul(),
                ..right()
            },
            "edition_id",
        ),
        (
            ClaimParticipationRequest {
                organisation_code: nul(),
                ..right()
            },
            "organisation_code",
        ),
        (
            ClaimParticipationRequest {
                decree_number: nul(),
                ..right()
            },
            "decree_number",
        ),
        (
            ClaimParticipationRequest {
                decree_signer: nul(),
                ..right()
            },
            "decree_signer",
        ),
    ] {
        assert_eq!(
            refused(claims.claim_participation(request).await),
            invalid(field)
        );
    }
    service.finish().await;
}
