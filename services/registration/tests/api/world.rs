//! What several stories begin with.

use chassis::caller::Person;
use fest_proto::{
    access::v1::Role,
    registration::v1::{
        Account, Category, CategoryIntake, CategorySubject, CreateAccountRequest,
        CreateCategoryRequest, CreateEditionRequest, Edition, ImportOrganisationsRequest,
        LockEditionRequest, PublicScores, Timeline, account_service_client::AccountServiceClient,
        category_service_client::CategoryServiceClient,
        edition_service_client::EditionServiceClient,
        organisation_service_client::OrganisationServiceClient,
    },
};
use pbjson_types::Timestamp;
use registration::Registration;
use testkit::{
    request_id,
    service::{TestService, person},
};

pub type Service = TestService<Registration>;

pub const EDITION: &str = "diskom-fest-2024";
pub const PASSWORD: &str = "kuda yang benar";
pub const HEADER: &str = "code,name,kind,parent_code,district,source\n";

/// The edition of the example: entries from 14 to 30 October, announced on 14 November.
pub fn new_edition() -> CreateEditionRequest {
    CreateEditionRequest {
        request_id: request_id(),
        id: EDITION.to_owned(),
        name: "Diskom Fest 2024".to_owned(),
        year: 2024,
        timeline: Some(timeline()),
    }
}

pub fn at(text: &str) -> Option<Timestamp> {
    Some(testkit::clock(text).now().into())
}

pub fn timeline() -> Timeline {
    Timeline {
        monitoring_starts_at: at("2024-01-01T00:00:00+07:00"),
        opens_at: at("2024-10-14T08:00:00+07:00"),
        closes_at: at("2024-10-30T23:59:00+07:00"),
        announces_at: at("2024-11-14T19:00:00+07:00"),
    }
}

pub fn new_category(code: &str) -> CreateCategoryRequest {
    CreateCategoryRequest {
        request_id: request_id(),
        edition_id: EDITION.to_owned(),
        code: code.to_owned(),
        name: "Reels perangkat daerah".to_owned(),
        name_en: "Reels of county departments".to_owned(),
        field: "ikp".to_owned(),
        subject: CategorySubject::Work.into(),
        intake: CategoryIntake::Entered.into(),
        levels: vec!["perangkat_daerah".to_owned()],
        places: 3,
        proposal: true,
        minimum_entries: 5,
        minimum_volume: 0,
        may_stay_unawarded: true,
        public_scores: PublicScores::Winners.into(),
        score_name: "Nilai akhir".to_owned(),
        score_name_en: "Final score".to_owned(),
    }
}

pub fn new_account(email: &str) -> CreateAccountRequest {
    CreateAccountRequest {
        request_id: request_id(),
        email: email.to_owned(),
        password: PASSWORD.to_owned(),
        display_name: "Ani Rahayu".to_owned(),
    }
}

/// The person behind an account, as an access token would say.
pub fn owner(account: &Account) -> Person {
    Person {
        account_id: account.id.parse().expect("id"),
        ..person(account.roles())
    }
}

pub async fn create_edition(service: &Service) -> Edition {
    let mut editions = EditionServiceClient::new(service.as_role(Role::Committee));
    let created = editions.create_edition(new_edition()).await;
    created
        .expect("created")
        .into_inner()
        .edition
        .expect("edition")
}

pub async fn create_category(service: &Service, code: &str) -> Category {
    let mut categories = CategoryServiceClient::new(service.as_role(Role::Committee));
    let created = categories.create_category(new_category(code)).await;
    created
        .expect("created")
        .into_inner()
        .category
        .expect("category")
}

pub async fn lock_edition(service: &Service) -> Edition {
    let request = LockEditionRequest {
        request_id: request_id(),
        edition_id: EDITION.to_owned(),
        expected_version: 1,
    };
    let mut editions = EditionServiceClient::new(service.as_role(Role::Committee));
    let locked = editions.lock_edition(request).await;
    locked
        .expect("locked")
        .into_inner()
        .edition
        .expect("edition")
}

pub async fn sign_up(service: &Service, email: &str) -> Account {
    let mut accounts = AccountServiceClient::new(service.as_nobody());
    let created = accounts.create_account(new_account(email)).await;
    created
        .expect("created")
        .into_inner()
        .account
        .expect("account")
}

pub async fn import_two_bodies(service: &Service) {
    let rows =
        "pd-dinkes,Dinas Kesehatan,perangkat_daerah,,,list\n32.16.03,Babelan,kecamatan,,,list\n";
    import_bodies(service, rows).await;
}

/// Loads these rows below the header.
pub async fn import_bodies(service: &Service, rows: &str) {
    let request = ImportOrganisationsRequest {
        request_id: request_id(),
        csv: format!("{HEADER}{rows}").into_bytes(),
    };
    let mut organisations = OrganisationServiceClient::new(service.as_role(Role::Committee));
    organisations
        .import_organisations(request)
        .await
        .expect("imported");
}
