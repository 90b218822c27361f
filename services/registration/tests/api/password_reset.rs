//! Forgotten passwords, and lost mailboxes.

use chassis::{caller::Person, clock::Clock};
use fest_proto::{
    access::v1::Role,
    registration::v1::{
        ChangePasswordRequest, CreateAccessTokenRequest, CreateSessionRequest,
        CreateSessionResponse, IssuePasswordResetRequest, IssuePasswordResetResponse,
        RequestPasswordResetRequest, RequestPasswordResetResponse, ResetPasswordRequest,
        ResetPasswordResponse, account_service_client::AccountServiceClient,
        password_reset_service_client::PasswordResetServiceClient,
        session_service_client::SessionServiceClient,
    },
};
use testkit::{reason, refused, request_id, service::person};
use tonic::{Code, Response, Status};

use crate::{
    mail::{ANI, arrived, code, header, sending_to},
    world::{PASSWORD, Service, owner, sign_up},
};

const NEW: &str = "kuda yang lain sama sekali";

type Answer<T> = Result<Response<T>, Status>;

async fn log_in(service: &Service, password: &str) -> Answer<CreateSessionResponse> {
    let request = CreateSessionRequest {
        email: ANI.to_owned(),
        password: password.to_owned(),
        ..CreateSessionRequest::default()
    };
    let mut sessions = SessionServiceClient::new(service.as_nobody());
    sessions.create_session(request).await
}

pub async fn request_reset(service: &Service, email: &str) -> RequestPasswordResetResponse {
    let request = RequestPasswordResetRequest {
        request_id: request_id(),
        email: email.to_owned(),
    };
    let mut anybody = PasswordResetServiceClient::new(service.as_nobody());
    let answer = anybody.request_password_reset(request).await;
    answer
        .expect("the same answer for every address")
        .into_inner()
}

fn with_code(code: &str) -> ResetPasswordRequest {
    ResetPasswordRequest {
        request_id: request_id(),
        code: code.to_owned(),
        new_password: NEW.to_owned(),
    }
}

async fn reset(service: &Service, request: ResetPasswordRequest) -> Answer<ResetPasswordResponse> {
    let mut anybody = PasswordResetServiceClient::new(service.as_nobody());
    anybody.reset_password(request).await
}

fn member(seconds_ago: i64) -> Person {
    let confirmed_at = Clock::system().system_now() - chrono::TimeDelta::seconds(seconds_ago);
    Person {
        confirmed_at: Some(confirmed_at),
        ..person([Role::Committee])
    }
}

fn lost_mailbox(email: &str, reason: &str) -> IssuePasswordResetRequest {
    IssuePasswordResetRequest {
        request_id: request_id(),
        email: email.to_owned(),
        reason: reason.to_owned(),
    }
}

async fn issue(
    service: &Service,
    member: &Person,
    request: IssuePasswordResetRequest,
) -> Answer<IssuePasswordResetResponse> {
    let mut committee = PasswordResetServiceClient::new(service.as_person(member));
    committee.issue_password_reset(request).await
}

#[tokio::test]
async fn a_mailed_code_sets_another_password_once_and_ends_every_session() {
    let mail = testkit::mail().await;
    let service = sending_to(&mail).await;
    sign_up(&service, ANI).await;
    let session = log_in(&service, PASSWORD).await.expect("logged in");
    let session_token = session.into_inner().session_token;
    arrived(&mail, 1).await;
    assert!(
        request_reset(&service, " Ani@Bekasikab.go.id")
            .await
            .is_mail_sent
    );
    let sent = arrived(&mail, 2).await;
    assert_eq!(
        header(&sent[1], "Subject: "),
        "Kode untuk mengganti kata sandi"
    );
    let code = code(&sent[1]);

    let short = ResetPasswordRequest {
        new_password: "kuda".to_owned(),
        ..with_code(&code)
    };
    assert_eq!(reason(reset(&service, short).await), "PASSWORD_TOO_SHORT");
    let request = with_code(&code);
    reset(&service, request.clone()).await.expect("reset");
    reset(&service, request).await.expect("the same request");
    assert_eq!(
        reason(reset(&service, with_code(&code)).await),
        "MAIL_CODE_INVALID"
    );

    let mut sessions = SessionServiceClient::new(service.as_nobody());
    let trade = CreateAccessTokenRequest { session_token };
    let ended = sessions.create_access_token(trade).await;
    assert_eq!(reason(ended), "SESSION_INVALID");
    assert_eq!(
        reason(log_in(&service, PASSWORD).await),
        "CREDENTIALS_WRONG"
    );
    let answer = log_in(&service, NEW)
        .await
        .expect("the new password")
        .into_inner();
    let account = answer.access_token.and_then(|token| token.account);
    assert!(
        account.expect("account").is_email_verified,
        "the mail was read"
    );
    let sent = arrived(&mail, 3).await;
    assert_eq!(
        header(&sent[2], "Subject: "),
        "Kata sandi Anda diatur ulang"
    );
    service.finish().await;
}

#[tokio::test]
async fn an_address_that_nobody_has_is_answered_alike_and_gets_nothing() {
    let mail = testkit::mail().await;
    let service = sending_to(&mail).await;
    let nobodys = request_reset(&service, "siapa@bekasikab.go.id").await;
    sign_up(&service, ANI).await;
    let anis = request_reset(&service, ANI).await;
    assert_eq!(nobodys, anis);
    let sent = arrived(&mail, 2).await;
    assert!(
        sent.iter().all(|mail| header(mail, "To: ") == ANI),
        "{sent:?}"
    );
    let mut anybody = PasswordResetServiceClient::new(service.as_nobody());
    for email in ["siapa@bekasikab.go.id", ANI] {
        for _ in 0..2 {
            request_reset(&service, email).await;
        }
        let request = RequestPasswordResetRequest {
            request_id: request_id(),
            email: email.to_owned(),
        };
        let slowed = anybody.request_password_reset(request).await;
        assert_eq!(reason(slowed), "MAILS_TOO_MANY", "{email}");
    }
    service.finish().await;
}

#[tokio::test]
async fn a_reset_that_nobody_could_send_within_an_hour_is_not_sent_any_more() {
    let mail = testkit::mail().await;
    let service = sending_to(&mail).await;
    sign_up(&service, ANI).await;
    arrived(&mail, 1).await;
    let mut conn = service.database.pool.get().await.expect("connection");
    let old = "INSERT INTO mail (id, purpose, typed_email, state, queued_at, next_attempt_at) \
        SELECT gen_random_uuid(), 'password_reset', email, 'queued', now() - interval '61 minutes', now() FROM account";
    let made = diesel_async::RunQueryDsl::execute(diesel::sql_query(old), &mut conn).await;
    assert_eq!(made, Ok(1));
    drop(conn);
    request_reset(&service, ANI).await;
    // The second one waited behind it.
    let sent = arrived(&mail, 2).await;
    reset(&service, with_code(&code(&sent[1])))
        .await
        .expect("reset");
    arrived(&mail, 3).await;
    service.finish().await;
}

#[tokio::test]
async fn another_password_ends_the_codes_to_reset_it_and_its_owner_is_told() {
    let mail = testkit::mail().await;
    let service = sending_to(&mail).await;
    let ani = owner(&sign_up(&service, ANI).await);
    arrived(&mail, 1).await;
    request_reset(&service, ANI).await;
    let code = code(&arrived(&mail, 2).await[1]);
    let change = ChangePasswordRequest {
        request_id: request_id(),
        current_password: PASSWORD.to_owned(),
        new_password: NEW.to_owned(),
        session_token: String::new(),
    };
    let mut own = AccountServiceClient::new(service.as_person(&ani));
    own.change_password(change).await.expect("changed");
    assert_eq!(
        reason(reset(&service, with_code(&code)).await),
        "MAIL_CODE_INVALID"
    );
    let sent = arrived(&mail, 3).await;
    assert_eq!(header(&sent[2], "Subject: "), "Kata sandi Anda diganti");
    service.finish().await;
}

#[tokio::test]
async fn the_committee_issues_a_code_to_whom_it_knows_and_the_old_address_is_told() {
    let mail = testkit::mail().await;
    let service = sending_to(&mail).await;
    sign_up(&service, ANI).await;
    arrived(&mail, 1).await;
    let member = member(10);
    let request = lost_mailbox(ANI, "Datang sendiri dengan kartu pegawai");
    let issued = issue(&service, &member, request.clone())
        .await
        .expect("issued");
    let issued = issued.into_inner();
    let again = issue(&service, &member, request)
        .await
        .expect("the same request");
    assert_eq!(again.into_inner().code, "", "it is told once");
    let sent = arrived(&mail, 2).await;
    let subject = header(&sent[1], "Subject: ");
    assert_eq!(subject, "Panitia mengeluarkan kode untuk akun Anda");
    assert!(!sent[1].contains(&issued.code));

    let second = issue(&service, &member, lost_mailbox(ANI, "Sekali lagi")).await;
    let second = second.expect("issued").into_inner();
    let stale = reset(&service, with_code(&issued.code)).await;
    assert_eq!(reason(stale), "MAIL_CODE_INVALID");
    reset(&service, with_code(&second.code))
        .await
        .expect("reset");
    let answer = log_in(&service, NEW).await.expect("logged in").into_inner();
    let account = answer.access_token.and_then(|token| token.account);
    assert!(
        !account.expect("account").is_email_verified,
        "no mail was read"
    );
    arrived(&mail, 4).await;
    service.finish().await;
}

#[tokio::test]
async fn a_code_is_issued_with_a_reason_a_password_and_never_to_oneself() {
    let service = Service::start().await;
    let ani = sign_up(&service, ANI).await;
    let refuse = async |member: &Person, email: &str, why: &str| {
        let refusal = refused(issue(&service, member, lost_mailbox(email, why)).await);
        (refusal.code, refusal.reason)
    };
    let member = member(10);
    let stale = Person {
        confirmed_at: None,
        ..member.clone()
    };
    let own = Person {
        account_id: ani.id.parse().expect("an id"),
        ..member.clone()
    };
    let (missing, denied) = (Code::NotFound, Code::PermissionDenied);
    for (member, email, why, expected) in [
        (&stale, ANI, "kenal", (denied, "CONFIRMATION_REQUIRED")),
        (&member, ANI, " ", (Code::InvalidArgument, "REASON_MISSING")),
        (
            &member,
            "siapa@b.id",
            "kenal",
            (missing, "ACCOUNT_NOT_FOUND"),
        ),
        (&member, "siapa", "kenal", (missing, "ACCOUNT_NOT_FOUND")),
        (&own, ANI, "kenal", (denied, "RESET_OWN")),
    ] {
        let (code, reason) = refuse(member, email, why).await;
        assert_eq!((code, &*reason), expected);
    }
    service.finish().await;
}
