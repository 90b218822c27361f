//! Codes: the second step of a log-in, setting up an app, and confirming with a code.

use chassis::error::{Kind, Violation, refusal};
use fest_proto::{access::v1::Role, registration::v1 as pb};
use http::StatusCode;
use tonic::Status;

use crate::house::{House, session, token};

const CREATE: &str = "registration.v1.SessionService/CreateSession";
const CONFIRM_SESSION: &str = "registration.v1.SessionService/ConfirmSession";
const STATE: &str = "registration.v1.SecondFactorService/GetSecondFactor";
const BEGIN: &str = "registration.v1.SecondFactorService/BeginSecondFactor";
const CONFIRM: &str = "registration.v1.SecondFactorService/ConfirmSecondFactor";
const REPLACE: &str = "registration.v1.SecondFactorService/ReplaceRecoveryCodes";
const SECRET: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

fn refused(reason: &'static str) -> Status {
    let about = Violation::new("code", reason, "the code");
    refusal(Kind::Unauthenticated, reason, "the code", &[about])
}

/// The value of a hidden field.
fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let start = format!("name=\"{name}\" value=\"");
    let (_, rest) = page.split_once(&start).expect("the field");
    rest.split('"').next().unwrap_or_default()
}

/// Whose password is "kuda yang benar" and whose code is 287082.
async fn house() -> House {
    let house = House::open().await;
    house
        .services
        .on(CREATE, |request: pb::CreateSessionRequest| {
            if request.password != "kuda yang benar" {
                let text = "address or password is wrong";
                return Err(refusal(
                    Kind::Unauthenticated,
                    "CREDENTIALS_WRONG",
                    text,
                    &[],
                ));
            }
            match request.code.as_str() {
                "" => Err(refused("SECOND_FACTOR_REQUIRED")),
                "287082" | "abcd-efgh" => Ok(pb::CreateSessionResponse {
                    session_token: "role-JUROR".into(),
                    access_token: Some(token(Role::Juror)),
                    device_token: String::new(),
                }),
                _ => Err(refused("SECOND_FACTOR_WRONG")),
            }
        });
    house
}

#[tokio::test]
async fn a_log_in_asks_for_the_code_in_a_second_step_and_the_password_is_on_no_page() {
    let house = house().await;
    let browser = house.browser(None).await;
    let typed = [
        ("email", "siti@contoh.go.id"),
        ("password", "kuda yang benar"),
        ("next", "/juri"),
    ];
    let second = house.post("/masuk", &browser, &typed).await;
    assert_eq!(second.status, StatusCode::OK);
    assert!(!second.body.contains("role=\"alert\"") && !second.body.contains("kuda"));
    assert!(second.body.contains("autocomplete=\"one-time-code\""));
    let locked = hidden(&second.body, "locked").to_owned();
    let step = |code| {
        [
            ("email", "siti@contoh.go.id"),
            ("locked", locked.as_str()),
            ("next", "/juri"),
            code,
        ]
    };
    let wrong = house
        .post("/masuk", &browser, &step(("code", "000000")))
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("href=\"#code\"") && wrong.body.contains("Kode tidak cocok"));
    assert_eq!(hidden(&wrong.body, "next"), "/juri");
    let right = house
        .post("/masuk", &browser, &step(("code", "287082")))
        .await;
    assert_eq!(right.location(), "/juri");
    let recovery = house
        .post("/masuk", &browser, &step(("recovery_code", "abcd-efgh")))
        .await;
    assert_eq!(recovery.location(), "/juri");
}

#[tokio::test]
async fn another_browser_or_another_address_does_not_take_the_second_step() {
    let house = house().await;
    let browser = house.browser(None).await;
    let typed = [
        ("email", "siti@contoh.go.id"),
        ("password", "kuda yang benar"),
    ];
    let second = house.post("/masuk", &browser, &typed).await;
    let locked = hidden(&second.body, "locked").to_owned();
    let other = house.browser(None).await;
    for (browser, email) in [
        (&other, "siti@contoh.go.id"),
        (&browser, "budi@contoh.go.id"),
    ] {
        let step = [
            ("email", email),
            ("locked", locked.as_str()),
            ("code", "287082"),
        ];
        let first = house.post("/masuk", browser, &step).await;
        assert_eq!(first.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(first.body.contains("Terlalu lama") && first.body.contains("name=\"password\""));
    }
}

#[tokio::test]
async fn an_app_is_set_up_with_a_picture_a_key_and_its_first_code() {
    let house = House::open().await;
    house.services.on(STATE, |_: pb::GetSecondFactorRequest| {
        Ok(pb::GetSecondFactorResponse::default())
    });
    house
        .services
        .on(CONFIRM_SESSION, |request: pb::ConfirmSessionRequest| {
            assert_eq!(
                (request.password.as_str(), request.code.as_str()),
                ("kuda yang benar", "")
            );
            Ok(pb::ConfirmSessionResponse {
                access_token: Some(token(Role::Participant)),
            })
        });
    house
        .services
        .on(BEGIN, |request: pb::BeginSecondFactorRequest| {
            assert_eq!(request.issuer, "Diskom Fest 2024");
            Ok(pb::BeginSecondFactorResponse {
                secret: SECRET.into(),
                url: format!("otpauth://totp/a?secret={SECRET}"),
            })
        });
    house
        .services
        .on(CONFIRM, |request: pb::ConfirmSecondFactorRequest| {
            assert_eq!(request.session_token, "role-PARTICIPANT");
            match request.code.as_str() {
                "287082" => Ok(pb::ConfirmSecondFactorResponse {
                    recovery_codes: vec!["abcd-efgh-ijkl-mnop".into()],
                }),
                _ => Err(refused("SECOND_FACTOR_WRONG")),
            }
        });
    let page = house.get("/akun/kode", &session(Role::Participant)).await;
    assert_eq!(page.status, StatusCode::OK);
    let browser = house.browser(Some(Role::Participant)).await;
    let begun = house
        .post("/akun/kode", &browser, &[("password", "kuda yang benar")])
        .await;
    assert_eq!(begun.status, StatusCode::OK);
    assert!(begun.body.contains("<svg class=\"qr\"") && begun.body.contains("GEZD GNBV"));
    let first = "/akun/kode/konfirmasi";
    let wrong = house.post(first, &browser, &[("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("href=\"#code\"") && wrong.body.contains(first));
    let done = house.post(first, &browser, &[("code", "287082")]).await;
    assert!(done.body.contains("abcd-efgh-ijkl-mnop"));
}

#[tokio::test]
async fn whoever_has_an_app_confirms_with_a_code_and_is_asked_for_no_password() {
    let house = House::open().await;
    house.services.on(STATE, |_: pb::GetSecondFactorRequest| {
        Ok(pb::GetSecondFactorResponse {
            enrolled_at: crate::house::moment("2024-10-20T09:00:00+07:00"),
            recovery_codes: 3,
        })
    });
    house.services.on(
        CONFIRM_SESSION,
        |request: pb::ConfirmSessionRequest| match (
            request.code.as_str(),
            request.password.as_str(),
        ) {
            ("abcd-efgh", "") => Ok(pb::ConfirmSessionResponse {
                access_token: Some(token(Role::Juror)),
            }),
            _ => Err(refused("SECOND_FACTOR_USED")),
        },
    );
    house
        .services
        .on(REPLACE, |_: pb::ReplaceRecoveryCodesRequest| {
            Ok(pb::ReplaceRecoveryCodesResponse {
                recovery_codes: vec!["mnop-ijkl-efgh-abcd".into()],
            })
        });
    let page = house.get("/akun/kode", &session(Role::Juror)).await;
    assert!(
        page.body.contains("Masih ada 3 kode cadangan") && !page.body.contains("type=\"password\"")
    );
    let browser = house.browser(Some(Role::Juror)).await;
    let used = house
        .post("/akun/kode/cadangan", &browser, &[("code", "287082")])
        .await;
    assert_eq!(used.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(used.body.contains("sudah dipakai"));
    let typed = [("recovery_code", "abcd-efgh")];
    let replaced = house.post("/akun/kode/cadangan", &browser, &typed).await;
    assert!(replaced.body.contains("mnop-ijkl-efgh-abcd"));
}
