//! Files on their way in and out.

use axum::body::Body;
use chassis::error::{Kind, Violation, refusal};
use fest_proto::{
    access::v1::Role,
    registration::v1::{
        DownloadFileResponse, File, FilePurpose, ListOrganisationImportsResponse,
        UploadFileRequest, UploadFileResponse, download_file_response, upload_file_request::Part,
    },
};
use http::{Method, Request, StatusCode, header};

use crate::house::{Browser, House, request, session};

const UPLOAD: &str = "registration.v1.FileService/UploadFile";
const DOWNLOAD: &str = "registration.v1.FileService/DownloadFile";
const IMPORTS: &str = "registration.v1.OrganisationImportService/ListOrganisationImports";
const PAGE: &str = "/panitia/organisasi";

/// What a browser sends for the form; without a name nobody chose a file.
fn form(browser: &Browser, name: &str, bytes: &str) -> Request<Body> {
    let field = |name: &str, value: &str| {
        format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let id = "0192b1f0-0000-7000-8000-000000000001";
    let file = format!(
        "--x\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{bytes}\r\n--x--\r\n"
    );
    let body = field("csrf", &browser.token) + &field("request_id", id) + &file;
    let path = format!("{PAGE}/impor");
    let mut request = request(Method::POST, &path, &browser.cookies, Body::from(body));
    let kind = "multipart/form-data; boundary=x".parse().expect("a type");
    request.headers_mut().insert(header::CONTENT_TYPE, kind);
    request
}

fn kept() -> File {
    File {
        id: "0192b1f0-0000-7000-8000-0000000000f1".into(),
        purpose: FilePurpose::Import.into(),
        name: "daftar.csv".into(),
        content_type: "text/csv".into(),
        size: 4,
        sha256: "ab".into(),
        ..File::default()
    }
}

/// Registration keeps what begins as the contract says.
fn keep(house: &House) {
    house.services.on(UPLOAD, |request: UploadFileRequest| {
        let Some(Part::Header(header)) = request.part else {
            panic!("the header comes first");
        };
        assert_eq!(header.purpose(), FilePurpose::Import);
        assert_eq!(header.name, "daftar.csv");
        Ok(UploadFileResponse { file: Some(kept()) })
    });
}

#[tokio::test]
async fn a_file_goes_on_to_registration_and_leads_to_what_it_would_do() {
    let house = House::open().await;
    keep(&house);
    let browser = house.browser(Some(Role::Committee)).await;
    let answer = house.send(form(&browser, "daftar.csv", "code")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    assert_eq!(answer.location(), format!("{PAGE}/impor/{}", kept().id));
}

#[tokio::test]
async fn a_refused_file_comes_back_to_its_field() {
    let house = House::open().await;
    house.services.on(UPLOAD, |_: UploadFileRequest| {
        let text = "a table is a CSV or an XLSX";
        let fault = Violation::new("file", "FILE_TYPE_REFUSED", text);
        let status = refusal(Kind::InvalidArgument, "FILE_TYPE_REFUSED", text, &[fault]);
        Err::<UploadFileResponse, _>(status)
    });
    let imports = ListOrganisationImportsResponse::default();
    house.services.always(IMPORTS, imports);
    let browser = house.browser(Some(Role::Committee)).await;
    let answer = house.send(form(&browser, "surat.pdf", "%PDF-1.7")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("<a href=\"#file\">"),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn a_form_without_a_file_is_refused_and_nothing_is_handed_in() {
    let house = House::open().await;
    let imports = ListOrganisationImportsResponse::default();
    house.services.always(IMPORTS, imports);
    let browser = house.browser(Some(Role::Committee)).await;
    let answer = house.send(form(&browser, "", "")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer.body.contains("<a href=\"#file\">"),
        "{}",
        answer.body
    );
    assert!(!house.services.calls().contains(&UPLOAD.to_owned()));
}

#[tokio::test]
async fn a_program_hands_a_file_in_as_the_body() {
    let house = House::open().await;
    keep(&house);
    let request = Request::post("/api/v1/files?purpose=import&name=daftar.csv")
        .header(header::AUTHORIZATION, "Bearer role-COMMITTEE")
        .body(Body::from("code"))
        .expect("a request");
    let answer = house.send(request).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    assert!(
        answer.body.contains("\"purpose\":\"import\""),
        "{}",
        answer.body
    );
}

#[tokio::test]
async fn a_file_is_shown_alone_or_saved_and_never_kept_on_the_way() {
    let house = House::open().await;
    let cookies = session(Role::Committee);
    for (content_type, disposition) in [
        ("application/pdf", "inline;"),
        ("image/png", "inline;"),
        ("text/csv", "attachment;"),
    ] {
        let file = File {
            content_type: content_type.into(),
            ..kept()
        };
        let part = Some(download_file_response::Part::File(file));
        house
            .services
            .always(DOWNLOAD, DownloadFileResponse { part });
        let answer = house
            .get("/berkas/0192b1f0-0000-7000-8000-0000000000f1", &cookies)
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        assert_eq!(answer.header("content-type"), content_type);
        assert!(
            answer
                .header("content-disposition")
                .starts_with(disposition)
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(
            answer
                .header("content-security-policy")
                .starts_with("default-src 'none'")
        );
        assert!(
            !answer
                .header("content-security-policy")
                .contains("script-src")
        );
        assert_eq!(answer.header("cache-control"), "no-store");
    }
}
