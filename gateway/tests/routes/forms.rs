//! What forms may and may not do.

use axum::body::Body;
use chassis::error::{Kind, Violation, refusal};
use fest_proto::{
    access::v1::Role, registration::v1 as registration, submission::v1 as submission,
};
use gateway::routes::pages;
use http::{Method, StatusCode, header};

use crate::house::{Browser, House, category, moment, request};

const CLAIM: &str = "registration.v1.ParticipationService/ClaimParticipation";
const VILLAGE: &str = "registration.v1.OrganisationService/GetOrganisation";
const SAVE: &str = "submission.v1.EntryService/SaveEntry";
const READ: &str = "submission.v1.EntryService/GetEntry";
const IMPORT: &str = "submission.v1.LaporService/ImportLaporCounts";

fn is_looking_around(rpc: &str) -> bool {
    rpc.ends_with("/ListEditions") || rpc.ends_with("/CreateAccessToken")
}

#[tokio::test]
async fn a_form_without_its_token_is_refused_and_nothing_is_called() {
    let house = House::open().await;
    let rules = pages().rules().expect("rules");
    let mut tried = 0;
    for (_, pattern, access) in rules.iter().filter(|(method, ..)| **method == Method::POST) {
        let role = access.roles().next();
        let own = house.browser(role).await;
        let other = house.browser(role).await;
        for token in ["", "nonsense", &other.token] {
            let browser = Browser {
                token: token.to_owned(),
                cookies: own.cookies.clone(),
            };
            let answer = if ["/panitia/impor-lapor", "/panitia/organisasi/impor"].contains(&pattern)
            {
                house.send(upload_to(pattern, &browser, b"a,b")).await
            } else {
                house.post(pattern, &browser, &[]).await
            };
            let tried = format!("{pattern} with {token:?}");
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{tried}");
            assert!(answer.body.contains("CSRF_INVALID"), "{tried}");
            let asked: Vec<String> = house.services.calls();
            assert!(
                asked.iter().all(|rpc| is_looking_around(rpc)),
                "{tried}: {asked:?}"
            );
        }
        tried += 1;
    }
    assert!(tried > 12, "only {tried} forms");
}

#[tokio::test]
async fn a_form_that_the_browser_says_is_from_elsewhere_is_refused() {
    let house = House::open().await;
    let browser = house.browser(Some(Role::Participant)).await;
    for (name, value) in [
        ("origin", "https://elsewhere.example"),
        ("sec-fetch-site", "cross-site"),
    ] {
        let body = Body::from(format!("csrf={}", browser.token));
        let mut request = request(Method::POST, "/keluar", &browser.cookies, body);
        let headers = request.headers_mut();
        headers.insert(name, value.parse().expect("a value"));
        let kind = "application/x-www-form-urlencoded".parse().expect("a type");
        headers.insert(header::CONTENT_TYPE, kind);
        let answer = house.send(request).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{name}");
        assert!(
            house
                .services
                .calls()
                .iter()
                .all(|rpc| is_looking_around(rpc))
        );
    }
}

#[tokio::test]
async fn a_command_goes_through_with_its_request_id_and_leads_to_a_page_that_says_so() {
    let house = House::open().await;
    house
        .services
        .on(CLAIM, |request: registration::ClaimParticipationRequest| {
            assert_eq!(request.request_id, "0192b1f0-0000-7000-8000-000000000007");
            assert_eq!(request.edition_id, "diskom-fest-2024");
            assert_eq!(request.organisation_code, "32.16.03.2004");
            Ok(registration::ClaimParticipationResponse::default())
        });
    let browser = house.browser(Some(Role::Participant)).await;
    let fields = [
        ("request_id", "0192b1f0-0000-7000-8000-000000000007"),
        ("organisation_code", "32.16.03.2004"),
    ];
    let answer = house.post("/peserta-saya/klaim", &browser, &fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), "/ruang-peserta?kabar=klaim-tercatat");
    let page = house.get(answer.location(), &browser.cookies).await;
    assert!(
        page.body.contains("Klaim tercatat dan menunggu"),
        "{}",
        page.body
    );
}

#[tokio::test]
async fn a_refused_form_comes_back_with_what_was_typed_and_each_fault_at_its_field() {
    let house = House::open().await;
    house
        .services
        .on(CLAIM, |_: registration::ClaimParticipationRequest| {
            let text = "a date is needed";
            let fault = Violation::new("decree_date", "DECREE_DATE_INVALID", text);
            let status = refusal(Kind::InvalidArgument, "DECREE_DATE_INVALID", text, &[fault]);
            Err::<registration::ClaimParticipationResponse, _>(status)
        });
    let village = registration::Organisation {
        code: "32.16.03.2004".into(),
        name: "Desa Sukawangi".into(),
        kind: "desa".into(),
        ..Default::default()
    };
    let village = registration::GetOrganisationResponse {
        organisation: Some(village),
        ..Default::default()
    };
    house.services.always(VILLAGE, village);
    let browser = house.browser(Some(Role::Participant)).await;
    let fields = [
        ("organisation_code", "32.16.03.2004"),
        ("decree_number", "141/17/SK/2024"),
    ];
    let answer = house.post("/peserta-saya/klaim", &browser, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("value=\"141/17/SK/2024\""));
    assert!(answer.body.contains("<a href=\"#decree_date\">"));
    assert!(answer.body.contains("Desa Sukawangi"));
    assert!(
        !answer.body.contains("0192b1f0-0000-7000-8000-000000000001"),
        "a refused form is sent again under a new id"
    );
}

fn draft() -> submission::GetEntryResponse {
    submission::GetEntryResponse {
        entry: Some(submission::Entry {
            id: "0192b1f0-0000-7000-8000-0000000000e1".into(),
            edition_id: "diskom-fest-2024".into(),
            category_id: category().id,
            title: "What the other tab wrote".into(),
            state: submission::EntryState::Draft.into(),
            version: 5,
            saved_at: moment("2024-10-21T08:00:00+07:00"),
            ..Default::default()
        }),
    }
}

#[tokio::test]
async fn a_draft_typed_on_an_older_version_is_kept_and_cannot_write_over_the_newer_one() {
    let house = House::open().await;
    house.services.always(READ, draft());
    house
        .services
        .on(SAVE, |request: submission::SaveEntryRequest| {
            assert_eq!(request.description, "two\nlines", "line breaks as typed");
            let text = "somebody saved meanwhile";
            let status = refusal(Kind::Aborted, "VERSION_STALE", text, &[]);
            Err::<submission::SaveEntryResponse, _>(status)
        });
    let browser = house.browser(Some(Role::Participant)).await;
    let path = "/karya/0192b1f0-0000-7000-8000-0000000000e1";
    let fields = [
        ("expected_version", "4"),
        ("title", "Mine"),
        ("description", "two\r\nlines"),
    ];
    let answer = house.post(path, &browser, &fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.body.contains("value=\"Mine\""));
    assert!(
        answer
            .body
            .contains("name=\"expected_version\" value=\"4\"")
    );
}

#[tokio::test]
async fn a_draft_that_met_a_fault_of_ours_is_kept_under_its_id_so_that_it_is_saved_once() {
    let house = House::open().await;
    house.services.always(READ, draft());
    let browser = house.browser(Some(Role::Participant)).await;
    let path = "/karya/0192b1f0-0000-7000-8000-0000000000e1";
    let fields = [("expected_version", "5"), ("title", "Mine")];
    let answer = house.post(path, &browser, &fields).await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.body.contains("value=\"Mine\""));
    assert!(answer.body.contains("0192b1f0-0000-7000-8000-000000000001"));
}

#[tokio::test]
async fn the_address_of_a_form_leads_back_to_its_page() {
    let house = House::open().await;
    let browser = house.browser(Some(Role::Committee)).await;
    for (form, page) in [
        ("/panitia/verifikasi", "/panitia"),
        ("/panitia/impor-lapor", "/panitia"),
        ("/keluar", "/"),
    ] {
        let answer = house.get(form, &browser.cookies).await;
        assert_eq!(answer.location(), page, "{form}");
    }
}

fn upload(browser: &Browser, file: &[u8]) -> http::Request<Body> {
    upload_to("/panitia/impor-lapor", browser, file)
}

fn upload_to(path: &str, browser: &Browser, file: &[u8]) -> http::Request<Body> {
    let mut body = Vec::new();
    for (name, value) in [
        ("csrf", browser.token.as_str()),
        ("request_id", "0192b1f0-0000-7000-8000-000000000001"),
        ("category_id", "0192b1f0-0000-7000-8000-0000000000ca"),
    ] {
        let part =
            format!("--x\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend_from_slice(part.as_bytes());
    }
    let head =
        "--x\r\ncontent-disposition: form-data; name=\"csv\"; filename=\"lapor.csv\"\r\n\r\n";
    body.extend_from_slice(head.as_bytes());
    body.extend_from_slice(file);
    body.extend_from_slice(b"\r\n--x--\r\n");
    let mut request = request(Method::POST, path, &browser.cookies, Body::from(body));
    let kind = "multipart/form-data; boundary=x".parse().expect("a type");
    request.headers_mut().insert(header::CONTENT_TYPE, kind);
    request
}

#[tokio::test]
async fn a_file_arrives_as_it_is_and_one_too_large_comes_back_to_the_board() {
    let house = House::open().await;
    let browser = house.browser(Some(Role::Committee)).await;
    house
        .services
        .on(IMPORT, |request: submission::ImportLaporCountsRequest| {
            assert_eq!(request.csv, b"organisation_code\r\n1\r\n");
            assert_eq!(request.category_id, category().id);
            Ok(submission::ImportLaporCountsResponse::default())
        });
    let answer = house
        .send(upload(&browser, b"organisation_code\r\n1\r\n"))
        .await;
    assert_eq!(answer.location(), "/panitia?kabar=impor-tersimpan");
    house.services.calls();
    let answer = house
        .send(upload(&browser, &vec![b'1'; 2 * 1024 * 1024 + 1]))
        .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    assert!(answer.body.contains("<a href=\"#csv\">"), "{}", answer.body);
    assert!(!house.services.calls().contains(&IMPORT.to_owned()));
    let answer = house
        .send(upload(&browser, &vec![b'1'; 9 * 1024 * 1024]))
        .await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}
