//! Log-in, its end, and the way back.

use std::time::Duration;

use axum::body::Body;
use chassis::error::{Kind, refusal};
use fest_proto::{access::v1::Role, registration::v1 as pb, scoring::v1 as scoring};
use http::{Method, StatusCode, header};
use tonic::Status;
use tonic_types::{ErrorDetails, StatusExt};

use crate::house::{Answer, Browser, House, category, moment, request, session, token};

const CREATE: &str = "registration.v1.SessionService/CreateSession";

async fn logged_in(house: &House, role: Role, next: &str) -> Answer {
    house
        .services
        .on(CREATE, move |request: pb::CreateSessionRequest| {
            if request.password != "correct horse" {
                let text = "wrong";
                return Err(refusal(
                    Kind::Unauthenticated,
                    "CREDENTIALS_WRONG",
                    text,
                    &[],
                ));
            }
            Ok(pb::CreateSessionResponse {
                session_token: "role-PARTICIPANT".into(),
                access_token: Some(token(role)),
                ..Default::default()
            })
        });
    let browser = house.browser(None).await;
    let fields = [
        ("email", "siti@contoh.go.id"),
        ("password", "correct horse"),
        ("next", next),
    ];
    house.post("/masuk", &browser, &fields).await
}

#[tokio::test]
async fn log_in_gives_a_cookie_that_no_script_reads_and_leads_to_ones_own_room() {
    let house = House::open().await;
    let answer = logged_in(&house, Role::Juror, "").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.location(), "/juri");
    let cookie =
        "__Host-session=role-PARTICIPANT; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000; Secure";
    assert_eq!(answer.header("set-cookie"), cookie);
}

#[tokio::test]
async fn an_operator_does_not_land_in_the_room_of_participants() {
    let house = House::open().await;
    let answer = logged_in(&house, Role::Operator, "").await;
    assert_eq!(answer.location(), "/jejak-audit");
}

#[tokio::test]
async fn a_browser_is_known_from_the_first_log_in_on_and_says_so_at_the_next() {
    let house = House::open().await;
    house
        .services
        .on(CREATE, |request: pb::CreateSessionRequest| {
            assert!(request.remember_device);
            assert!(["", "a-device"].contains(&&*request.device_token));
            Ok(pb::CreateSessionResponse {
                session_token: "role-PARTICIPANT".into(),
                access_token: Some(token(Role::Participant)),
                device_token: match &*request.device_token {
                    "" => "a-device".into(),
                    _ => "known".into(),
                },
            })
        });
    let browser = house.browser(None).await;
    let first = house.post("/masuk", &browser, &[]).await;
    let kept = |answer: &Answer, pair: &str| {
        let mut cookies = answer.headers.get_all(header::SET_COOKIE).iter();
        cookies.any(|cookie| cookie.as_bytes().starts_with(pair.as_bytes()))
    };
    assert!(kept(&first, "__Host-perangkat=a-device; Path=/; HttpOnly;"));
    let browser = Browser {
        cookies: format!("{}; __Host-perangkat=a-device", browser.cookies),
        ..browser
    };
    let second = house.post("/masuk", &browser, &[]).await;
    assert!(kept(&second, "__Host-perangkat=known;"));
}

#[tokio::test]
async fn a_guesser_is_told_when_to_come_back_by_page_and_by_api() {
    let house = House::open().await;
    house.services.on(CREATE, |_: pb::CreateSessionRequest| {
        let mut details = ErrorDetails::with_error_info("GUESSES_TOO_MANY", "fest", []);
        details.set_retry_info(Some(Duration::from_millis(9_500)));
        let code = tonic::Code::ResourceExhausted;
        Err::<pb::CreateSessionResponse, _>(Status::with_error_details(code, "wait", details))
    });
    let browser = house.browser(None).await;
    let page = house.post("/masuk", &browser, &[]).await;
    assert_eq!(page.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(
        page.body
            .contains("Terlalu banyak kata sandi atau kode salah")
    );
    let body = Body::from(r#"{"email":"a@b.id","password":"x"}"#);
    let mut call = request(Method::POST, "/api/v1/sessions", "", body);
    let kind = "application/json".parse().expect("a type");
    call.headers_mut().insert(header::CONTENT_TYPE, kind);
    let answer = house.send(call).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.header("retry-after"), "10");
}

#[tokio::test]
async fn a_session_without_the_prefix_that_only_our_host_can_set_is_nobodys() {
    let house = House::open().await;
    let planted = session(Role::Juror).replace("__Host-", "");
    let answer = house.get("/juri", &planted).await;
    assert_eq!(answer.location(), "/masuk?lanjut=%2Fjuri");
}

#[tokio::test]
async fn without_tls_on_loopback_cookies_have_plain_names() {
    let house = House::on_loopback().await;
    let answer = logged_in(&house, Role::Juror, "").await;
    assert_eq!(answer.location(), "/juri");
    let cookie = "session=role-PARTICIPANT; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000";
    assert_eq!(answer.header("set-cookie"), cookie);
    let own = house.get("/juri", "session=role-JUROR").await;
    assert_eq!(own.status, StatusCode::OK);
}

#[tokio::test]
async fn log_in_leads_back_to_pages_of_ours_and_nowhere_else() {
    let house = House::open().await;
    let back = logged_in(&house, Role::Participant, "/karya/1/periksa?x=1").await;
    assert_eq!(back.location(), "/karya/1/periksa?x=1");
    for elsewhere in [
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "/\\elsewhere.example",
        "/\t/elsewhere.example",
        "\\\\elsewhere.example",
        "javascript:alert(1)",
        "karya",
    ] {
        let answer = logged_in(&house, Role::Participant, elsewhere).await;
        assert_eq!(answer.location(), "/ruang-peserta", "{elsewhere:?}");
    }
}

#[tokio::test]
async fn wrong_credentials_keep_what_was_typed_but_the_password() {
    let house = House::open().await;
    logged_in(&house, Role::Participant, "").await;
    let browser = house.browser(None).await;
    let fields = [
        ("email", "siti@contoh.go.id"),
        ("password", "not the horse"),
        ("next", "/juri"),
    ];
    let answer = house.post("/masuk", &browser, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("value=\"siti@contoh.go.id\""));
    assert!(answer.body.contains("name=\"next\" value=\"/juri\""));
    assert!(!answer.body.contains("not the horse"));
    assert!(!format!("{:?}", answer.headers).contains("session="));
}

#[tokio::test]
async fn a_session_that_is_over_leads_to_log_in_and_back() {
    let house = House::open().await;
    let expired = house.get("/karya/1?x=1", "__Host-session=over").await;
    assert_eq!(expired.status, StatusCode::SEE_OTHER);
    assert_eq!(expired.location(), "/masuk?lanjut=%2Fkarya%2F1%3Fx%3D1");
    let forgotten = expired
        .headers
        .get_all(header::SET_COOKIE)
        .iter()
        .any(|value| value.as_bytes().starts_with(b"__Host-session=; "));
    assert!(forgotten, "{:?}", expired.headers);
    let page = house.get(expired.location(), "").await;
    assert!(page.body.contains("name=\"next\" value=\"/karya/1?x=1\""));
    let public = house.get("/", "__Host-session=over").await;
    assert_eq!(public.status, StatusCode::OK);
}

#[tokio::test]
async fn a_form_sent_after_the_session_ended_leads_back_to_the_page_that_it_stands_on() {
    let house = House::open().await;
    let browser = house.browser(None).await;
    for (form, page) in [
        ("/karya/7/kirim", "%2Fkarya%2F7"),
        ("/panitia/juri", "%2Fpanitia"),
        ("/karya", "%2Fruang-peserta"),
    ] {
        let answer = house.post(form, &browser, &[]).await;
        assert_eq!(answer.location(), format!("/masuk?lanjut={page}"), "{form}");
    }
}

#[tokio::test]
async fn who_is_logged_in_is_not_asked_again() {
    let house = House::open().await;
    let answer = house
        .get("/masuk?lanjut=/hasil", &session(Role::Juror))
        .await;
    assert_eq!(answer.location(), "/hasil");
}

#[tokio::test]
async fn log_out_ends_the_session_and_forgets_it() {
    let house = House::open().await;
    let delete = "registration.v1.SessionService/DeleteSession";
    house
        .services
        .on(delete, |request: pb::DeleteSessionRequest| {
            assert_eq!(request.session_token, "role-COMMITTEE");
            Ok(pb::DeleteSessionResponse {})
        });
    let browser = house.browser(Some(Role::Committee)).await;
    let answer = house.post("/keluar", &browser, &[]).await;
    assert_eq!(answer.location(), "/?kabar=keluar");
    assert!(answer.header("set-cookie").starts_with("__Host-session=; "));
    assert!(house.services.calls().contains(&delete.to_owned()));
}

#[tokio::test]
async fn log_out_forgets_the_session_also_while_registration_is_away() {
    let house = House::open().await;
    let browser = house.browser(Some(Role::Committee)).await;
    let trade = "registration.v1.SessionService/CreateAccessToken";
    house
        .services
        .on(trade, |()| Err::<(), _>(tonic::Status::unavailable("away")));
    let answer = house.post("/keluar", &browser, &[]).await;
    assert_eq!(answer.location(), "/?kabar=keluar");
    assert!(answer.header("set-cookie").starts_with("__Host-session=; "));
}

#[tokio::test]
async fn sign_up_logs_in_and_leads_on_to_the_claim() {
    let house = House::open().await;
    logged_in(&house, Role::Participant, "").await;
    let create = "registration.v1.AccountService/CreateAccount";
    house
        .services
        .always(create, pb::CreateAccountResponse::default());
    let browser = house.browser(None).await;
    let fields = [
        ("email", "siti@contoh.go.id"),
        ("password", "correct horse"),
    ];
    let answer = house.post("/daftar", &browser, &fields).await;
    assert_eq!(answer.location(), "/peserta-saya/klaim?kabar=akun-dibuat");
    assert!(
        answer
            .header("set-cookie")
            .starts_with("__Host-session=role-")
    );
}

#[tokio::test]
async fn an_approval_asks_for_the_password_again_and_goes_out_with_what_it_gave() {
    let house = House::open().await;
    let confirm = "registration.v1.SessionService/ConfirmSession";
    house
        .services
        .on(confirm, |request: pb::ConfirmSessionRequest| {
            if request.password != "correct horse" {
                let text = "wrong";
                return Err(refusal(
                    Kind::Unauthenticated,
                    "CREDENTIALS_WRONG",
                    text,
                    &[],
                ));
            }
            Ok(pb::ConfirmSessionResponse {
                access_token: Some(token(Role::Leadership)),
            })
        });
    let approve = "scoring.v1.SealService/ApproveRelease";
    house
        .services
        .on(approve, |request: scoring::ApproveReleaseRequest| {
            assert_eq!(request.category_id, category().id);
            assert_eq!(request.root, "b7e2");
            assert_eq!(request.not_before, moment("2024-11-14T19:30:00+07:00"));
            Ok(scoring::ApproveReleaseResponse::default())
        });
    let browser = house.browser(Some(Role::Leadership)).await;
    let approval = |password| {
        [
            ("root", "b7e2"),
            ("not_before", "2024-11-14T19:30"),
            ("password", password),
        ]
    };
    let path = "/persetujuan/reels-desa";
    let wrong = house.post(path, &browser, &approval("guess")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("<a href=\"#password\">"));
    assert!(!house.services.calls().contains(&approve.to_owned()));
    let right = house.post(path, &browser, &approval("correct horse")).await;
    assert_eq!(right.location(), "/persetujuan/reels-desa?kabar=disetujui");
}
