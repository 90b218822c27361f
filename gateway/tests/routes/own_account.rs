//! One's own account: where it is logged in, and another password.

use chassis::error::{Kind, refusal};
use fest_proto::{access::v1::Role, registration::v1 as pb};
use http::StatusCode;

use crate::house::{House, moment, session};

const LIST: &str = "registration.v1.SessionService/ListSessions";
const REVOKE: &str = "registration.v1.SessionService/RevokeSession";
const REVOKE_OTHERS: &str = "registration.v1.SessionService/RevokeOtherSessions";
const CHANGE: &str = "registration.v1.AccountService/ChangePassword";
const ELSEWHERE: &str = "0192b1f0-0000-7000-8000-0000000000b2";

fn listed(id: &str, device: &str, is_current: bool) -> pb::Session {
    pb::Session {
        id: id.into(),
        device: device.into(),
        created_at: moment("2024-10-20T09:00:00+07:00"),
        seen_at: moment("2024-10-21T08:50:00+07:00"),
        expires_at: moment("2024-10-27T09:00:00+07:00"),
        is_current,
    }
}

/// With two sessions of a participant, the second one on a device that gave no name.
async fn house() -> House {
    let house = House::open().await;
    house.services.on(LIST, |request: pb::ListSessionsRequest| {
        assert_eq!(request.session_token, "role-PARTICIPANT");
        let here = "0192b1f0-0000-7000-8000-0000000000b1";
        Ok(pb::ListSessionsResponse {
            sessions: vec![
                listed(here, "Chrome, Android", true),
                listed(ELSEWHERE, "<b>Firefox</b>", false),
            ],
        })
    });
    house
}

#[tokio::test]
async fn every_session_is_listed_and_all_but_the_current_one_can_be_ended() {
    let house = house().await;
    let page = house.get("/akun", &session(Role::Participant)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Chrome, Android"));
    assert!(page.body.contains("Perangkat ini"));
    assert!(!page.body.contains("<b>Firefox"), "a name is text");
    assert_eq!(page.body.matches("name=\"session_id\"").count(), 1);

    house
        .services
        .on(REVOKE, |request: pb::RevokeSessionRequest| {
            assert_eq!(request.session_id, ELSEWHERE);
            Ok(pb::RevokeSessionResponse {})
        });
    let browser = house.browser(Some(Role::Participant)).await;
    let ended = [("session_id", ELSEWHERE)];
    let answer = house.post("/akun/sesi", &browser, &ended).await;
    assert_eq!(answer.location(), "/akun?kabar=sesi-diakhiri");
    house
        .services
        .on(REVOKE_OTHERS, |request: pb::RevokeOtherSessionsRequest| {
            assert_eq!(request.session_token, "role-PARTICIPANT");
            Ok(pb::RevokeOtherSessionsResponse {})
        });
    let answer = house.post("/akun/sesi/lain", &browser, &[]).await;
    assert_eq!(answer.location(), "/akun?kabar=sesi-lain-diakhiri");
}

#[tokio::test]
async fn another_password_is_set_with_the_old_one_and_neither_is_shown_again() {
    let house = house().await;
    house
        .services
        .on(CHANGE, |request: pb::ChangePasswordRequest| {
            assert_eq!(request.session_token, "role-PARTICIPANT");
            if request.current_password != "kuda yang benar" {
                let text = "address or password is wrong";
                let reason = "CREDENTIALS_WRONG";
                return Err(refusal(Kind::Unauthenticated, reason, text, &[]));
            }
            Ok(pb::ChangePasswordResponse {})
        });
    let browser = house.browser(Some(Role::Participant)).await;
    let typed = |current| {
        [
            ("current_password", current),
            ("new_password", "kuda yang baru"),
        ]
    };
    let wrong = typed("kuda yang salah");
    let answer = house.post("/akun/sandi", &browser, &wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("<a href=\"#current_password\">"));
    assert!(!answer.body.contains("kuda yang"), "a password is shown");
    let right = typed("kuda yang benar");
    let answer = house.post("/akun/sandi", &browser, &right).await;
    assert_eq!(answer.location(), "/akun?kabar=sandi-diganti");
}

#[tokio::test]
async fn without_the_list_the_account_page_says_so_and_shows_the_rest() {
    let house = House::open().await;
    let page = house.get("/akun", &session(Role::Juror)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("note--warn"));
    assert!(page.body.contains("action=\"/akun/sandi\""));
}
