//! The way from a forgotten password to another one, and from a mail to a verified address.

use chassis::error::{Kind, refusal};
use fest_proto::{access::v1::Role, registration::v1 as pb};
use http::StatusCode;

use crate::house::{House, token};

const REQUEST: &str = "registration.v1.PasswordResetService/RequestPasswordReset";
const RESET: &str = "registration.v1.PasswordResetService/ResetPassword";
const ISSUE: &str = "registration.v1.PasswordResetService/IssuePasswordReset";
const CONFIRM: &str = "registration.v1.SessionService/ConfirmSession";
const VERIFY: &str = "registration.v1.VerificationService/VerifyAddress";
const CODE: &str = "ACDE-2345-FGHJ-KMNP";

async fn asked(is_mail_sent: bool) -> String {
    let house = House::open().await;
    house
        .services
        .on(REQUEST, move |request: pb::RequestPasswordResetRequest| {
            assert_eq!(request.email, "siti@contoh.go.id");
            Ok(pb::RequestPasswordResetResponse { is_mail_sent })
        });
    let browser = house.browser(None).await;
    let fields = [("email", "siti@contoh.go.id")];
    let answer = house.post("/sandi/lupa", &browser, &fields).await;
    answer.location().to_owned()
}

#[tokio::test]
async fn who_forgot_the_password_is_led_to_the_code_or_told_that_no_mail_is_sent() {
    assert_eq!(asked(true).await, "/sandi/baru?kabar=kode-diminta");
    assert_eq!(asked(false).await, "/sandi/lupa?kabar=kode-tidak-dikirim");
}

#[tokio::test]
async fn a_code_and_a_new_password_lead_to_the_log_in_and_a_wrong_code_is_shown_again() {
    let house = House::open().await;
    house
        .services
        .on(RESET, |request: pb::ResetPasswordRequest| {
            if request.code != CODE {
                let text = "wrong";
                let field = chassis::error::Violation::new("code", "MAIL_CODE_INVALID", text);
                let reason = "MAIL_CODE_INVALID";
                return Err(refusal(Kind::InvalidArgument, reason, text, &[field]));
            }
            Ok(pb::ResetPasswordResponse {})
        });
    let browser = house.browser(None).await;
    let typed = |code| [("code", code), ("new_password", "kuda yang baru")];
    let answer = house.post("/sandi/baru", &browser, &typed("ACDE")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("<a href=\"#code\">"));
    assert!(answer.body.contains("value=\"ACDE\""));
    assert!(!answer.body.contains("kuda yang"), "a password is shown");
    let answer = house.post("/sandi/baru", &browser, &typed(CODE)).await;
    assert_eq!(answer.location(), "/masuk?kabar=sandi-diatur-ulang");
}

#[tokio::test]
async fn the_committee_types_its_own_password_before_a_code_is_told() {
    let house = House::open().await;
    house
        .services
        .on(CONFIRM, |request: pb::ConfirmSessionRequest| {
            assert_eq!(request.session_token, "role-COMMITTEE");
            if request.password != "kuda yang benar" {
                let reason = "CREDENTIALS_WRONG";
                return Err(refusal(Kind::Unauthenticated, reason, "wrong", &[]));
            }
            Ok(pb::ConfirmSessionResponse {
                access_token: Some(token(Role::Committee)),
            })
        });
    house
        .services
        .on(ISSUE, |request: pb::IssuePasswordResetRequest| {
            assert_eq!(request.reason, "Datang sendiri");
            Ok(pb::IssuePasswordResetResponse {
                code: CODE.into(),
                expires_at: crate::house::moment("2024-10-22T09:00:00+07:00"),
            })
        });
    let browser = house.browser(Some(Role::Committee)).await;
    let typed = |password| {
        [
            ("email", "siti@contoh.go.id"),
            ("reason", "Datang sendiri"),
            ("password", password),
        ]
    };
    let wrong = typed("kuda yang salah");
    let answer = house.post("/panitia/kode-sandi", &browser, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("<a href=\"#password\">"));
    assert!(answer.body.contains("value=\"Datang sendiri\""));
    assert!(!answer.body.contains(CODE));
    let right = typed("kuda yang benar");
    let answer = house.post("/panitia/kode-sandi", &browser, &right).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.body.contains(CODE));
}

#[tokio::test]
async fn a_verified_address_leads_to_the_account_or_to_the_log_in() {
    let house = House::open().await;
    let done = pb::VerifyAddressResponse {};
    house.services.always(VERIFY, done);
    for (role, onward) in [
        (Some(Role::Juror), "/akun?kabar=surel-dipastikan"),
        (None, "/masuk?kabar=surel-dipastikan"),
    ] {
        let browser = house.browser(role).await;
        let answer = house
            .post("/akun/verifikasi", &browser, &[("code", CODE)])
            .await;
        assert_eq!(answer.location(), onward);
    }
}
