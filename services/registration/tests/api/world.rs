//! What several stories begin with.

use chassis::caller::Person;
use fest_proto::{
    access::v1::Role,
    registration::v1::{
        Account, Category, CategoryIntake, CategorySubject, CreateAccountRequest,
        CreateCategoryRequest, CreateEditionRequest, Edition, File, FilePurpose,
        ImportOrganisationsRequest, LockEditionRequest, OrganisationImport, PublicScores, Timeline,
        UploadFileEnd, UploadFileHeader, UploadFileRequest,
        account_service_client::AccountServiceClient,
        category_service_client::CategoryServiceClient,
        edition_service_client::EditionServiceClient, file_service_client::FileServiceClient,
        organisation_import_service_client::OrganisationImportServiceClient,
        upload_file_request::Part,
    },
};
use pbjson_types::Timestamp;
use registration::Registration;
use testkit::{
    request_id,
    service::{Caller, TestService, person},
};
use tonic::Status;

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
        language: String::new(),
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
    import(service, format!("{HEADER}{rows}").as_bytes())
        .await
        .expect("imported");
}

/// Hands a table in and imports it.
pub async fn import(service: &Service, bytes: &[u8]) -> Result<OrganisationImport, Status> {
    let file = hand_in(service, bytes).await;
    let mut imports = OrganisationImportServiceClient::new(service.as_role(Role::Committee));
    let answer = imports.import_organisations(import_of(&file)).await?;
    let import = answer.into_inner().organisation_import;
    Ok(import.expect("an import"))
}

/// Hands a table in for an import.
pub async fn hand_in(service: &Service, bytes: &[u8]) -> File {
    let header = UploadFileHeader {
        request_id: request_id(),
        purpose: FilePurpose::Import.into(),
        name: "daftar.csv".to_owned(),
    };
    let kept = upload(service.as_role(Role::Committee), header, bytes).await;
    kept.expect("kept")
}

/// An import of a file with the columns that its header names.
pub fn import_of(file: &File) -> ImportOrganisationsRequest {
    ImportOrganisationsRequest {
        request_id: request_id(),
        file_id: file.id.clone(),
        columns: Vec::new(),
    }
}

/// Hands a file in: its header, its bytes in chunks, its end.
pub async fn upload(
    caller: Caller,
    header: UploadFileHeader,
    bytes: &[u8],
) -> Result<File, Status> {
    let chunks = bytes
        .chunks(64 * 1024)
        .map(|chunk| Part::Chunk(chunk.to_vec()));
    let parts = [Part::Header(header)].into_iter().chain(chunks);
    let parts = parts.chain([Part::End(UploadFileEnd {})]);
    let part = |part| UploadFileRequest { part: Some(part) };
    upload_parts(caller, parts.map(part).collect()).await
}

/// Sends these parts and nothing else.
pub async fn upload_parts(caller: Caller, parts: Vec<UploadFileRequest>) -> Result<File, Status> {
    let mut files = FileServiceClient::new(caller);
    let answer = files.upload_file(tokio_stream::iter(parts)).await?;
    Ok(answer.into_inner().file.expect("a file"))
}
