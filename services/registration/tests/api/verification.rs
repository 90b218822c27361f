//! Whether an address is its owner's.

use fest_proto::registration::v1::{
    GetCurrentAccountRequest, GetVerificationRequest, GetVerificationResponse, MailState,
    RequestVerificationRequest, VerifyAddressRequest, VerifyAddressResponse,
    account_service_client::AccountServiceClient,
    verification_service_client::VerificationServiceClient,
};
use testkit::{reason, refused, request_id, service::Caller};
use tonic::{Code, Response, Status};

use crate::{
    mail::{ANI, arrived, code, header, sending_to},
    world::{Service, new_account, owner, sign_up},
};

type Verifications = VerificationServiceClient<Caller>;

pub async fn verify(
    service: &Service,
    code: &str,
) -> Result<Response<VerifyAddressResponse>, Status> {
    let request = VerifyAddressRequest {
        request_id: request_id(),
        code: code.to_owned(),
    };
    let mut anybody = VerificationServiceClient::new(service.as_nobody());
    anybody.verify_address(request).await
}

async fn found(own: &mut Verifications) -> GetVerificationResponse {
    let found = own.get_verification(GetVerificationRequest {}).await;
    found.expect("found").into_inner()
}

fn again() -> RequestVerificationRequest {
    RequestVerificationRequest {
        request_id: request_id(),
    }
}

#[tokio::test]
async fn the_code_of_the_mail_verifies_the_address_once() {
    let mail = testkit::mail().await;
    let service = sending_to(&mail).await;
    let account = sign_up(&service, ANI).await;
    assert!(!account.is_email_verified);
    let person = owner(&account);
    let mut own = VerificationServiceClient::new(service.as_person(&person));
    let sent = arrived(&mail, 1).await;
    let code = code(&sent[0]);
    // As somebody types it.
    let typed = code.to_ascii_lowercase().replace('-', " ");
    verify(&service, &typed).await.expect("verified");
    let found = found(&mut own).await;
    assert!(found.verified_at.is_some() && found.is_mail_sent);
    assert_eq!(found.mail_state(), MailState::Sent);
    let mut accounts = AccountServiceClient::new(service.as_person(&person));
    let account = accounts
        .get_current_account(GetCurrentAccountRequest {})
        .await;
    let account = account.expect("own").into_inner().account.expect("account");
    assert!(account.is_email_verified);
    assert_eq!(reason(verify(&service, &code).await), "MAIL_CODE_INVALID");
    let done = own.request_verification(again()).await;
    assert_eq!(reason(done), "ADDRESS_VERIFIED");
    service.finish().await;
}

#[tokio::test]
async fn a_code_that_is_none_or_too_old_verifies_nothing() {
    let mail = testkit::mail().await;
    let service = sending_to(&mail).await;
    sign_up(&service, ANI).await;
    let code = code(&arrived(&mail, 1).await[0]);
    let mut conn = service.database.pool.get().await.expect("connection");
    let week = "UPDATE account_code SET made_at = made_at - interval '7 days', expires_at = expires_at - interval '7 days'";
    let old = diesel_async::RunQueryDsl::execute(diesel::sql_query(week), &mut conn).await;
    assert_eq!(old, Ok(1));
    drop(conn);
    for wrong in ["", "kode", "ACDE-2345-FGHJ-KMNP", &code] {
        let refusal = refused(verify(&service, wrong).await);
        assert_eq!(
            (refusal.code, &*refusal.reason),
            (Code::InvalidArgument, "MAIL_CODE_INVALID"),
            "{wrong}"
        );
    }
    service.finish().await;
}

#[tokio::test]
async fn a_mailbox_is_not_flooded() {
    let service = Service::start().await;
    let person = owner(&sign_up(&service, ANI).await);
    let mut own = VerificationServiceClient::new(service.as_person(&person));
    for _ in 0..3 {
        own.request_verification(again()).await.expect("queued");
    }
    let refusal = refused(own.request_verification(again()).await);
    assert_eq!(
        (refusal.code, &*refusal.reason),
        (Code::ResourceExhausted, "MAILS_TOO_MANY")
    );
    let wait = refusal.retry_after.expect("a wait").as_secs();
    assert!((590..=600).contains(&wait), "{wait}");
    let found = found(&mut own).await;
    assert_eq!(found.mail_state(), MailState::Queued);
    assert!(!found.is_mail_sent, "nobody sends here");
    service.finish().await;
}

#[tokio::test]
async fn a_person_is_written_to_in_their_language() {
    let mail = testkit::mail().await;
    let service = sending_to(&mail).await;
    let mut accounts = AccountServiceClient::new(service.as_nobody());
    let english = |language: &str| fest_proto::registration::v1::CreateAccountRequest {
        language: language.to_owned(),
        ..new_account(ANI)
    };
    let refusal = reason(accounts.create_account(english("fr")).await);
    assert_eq!(refusal, "LANGUAGE_INVALID");
    accounts
        .create_account(english("en"))
        .await
        .expect("created");
    let sent = arrived(&mail, 1).await;
    assert_eq!(header(&sent[0], "Subject: "), "Confirm your e-mail address");
    service.finish().await;
}
