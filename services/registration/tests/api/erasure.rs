//! One's own account: everything that is kept of it, and its end.

use chassis::{caller::Person, clock::Clock};
use chrono::TimeDelta;
use diesel::{QueryableByName, sql_types::Text};
use diesel_async::RunQueryDsl;
use fest_proto::{
    access::v1::Role,
    registration::v1::{
        AppointJudgeRequest, ClaimParticipationRequest, CreateAccountRequest, CreateSessionRequest,
        EraseAccountRequest, ExportAccountRequest, GetCurrentAccountRequest, NominatePersonRequest,
        PersonErased, account_service_client::AccountServiceClient,
        judge_service_client::JudgeServiceClient,
        participation_service_client::ParticipationServiceClient,
        person_service_client::PersonServiceClient, session_service_client::SessionServiceClient,
    },
};
use testkit::{reason, refused, request_id};
use tonic::Code;

use crate::{
    participation::{begin, verify},
    password_reset::request_reset,
    world::{EDITION, PASSWORD, Service, new_account, owner, sign_up},
};

const NAME: &str = "Zubaidah Zainuddin";
const EMAIL: &str = "zubaidah@bekasikab.go.id";

#[derive(QueryableByName)]
struct Found {
    #[diesel(sql_type = Text)]
    text: String,
}

async fn asked(service: &Service, query: &str) -> Vec<String> {
    let mut conn = service.database.pool.get().await.expect("connection");
    let rows: Vec<Found> = diesel::sql_query(query)
        .load(&mut conn)
        .await
        .expect("rows");
    rows.into_iter().map(|row| row.text).collect()
}

/// Every table whose rows hold the name or the address, also within bytes.
async fn tables_that_know(service: &Service, text: &str) -> Vec<String> {
    let tables =
        "SELECT tablename::text AS text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1";
    let mut found = Vec::new();
    for table in asked(service, tables).await {
        let text = text.replace('\'', "''");
        // Bytes are written as hexadecimal digits in a row's text.
        let query = format!(
            "SELECT '{table}' AS text FROM {table} kept WHERE kept::text ILIKE '%{text}%' \
             OR kept::text LIKE '%' || encode(convert_to('{text}', 'UTF8'), 'hex') || '%' LIMIT 1"
        );
        found.extend(asked(service, &query).await);
    }
    found
}

pub fn confirmed(person: &Person, minutes: i64) -> Person {
    Person {
        confirmed_at: Some(Clock::system().system_now() - TimeDelta::minutes(minutes)),
        ..person.clone()
    }
}

fn erase() -> EraseAccountRequest {
    EraseAccountRequest {
        request_id: request_id(),
    }
}

/// Somebody whose name is wherever this service can hold one: account, decree, juror, nominated person, remembered answers.
async fn well_known(service: &Service) -> Person {
    begin(service).await;
    let mut accounts = AccountServiceClient::new(service.as_nobody());
    let request = CreateAccountRequest {
        display_name: NAME.to_owned(),
        ..new_account(EMAIL)
    };
    let created = accounts.create_account(request).await.expect("created");
    let person = owner(&created.into_inner().account.expect("account"));
    let mut claims = ParticipationServiceClient::new(service.as_person(&person));
    let claim = ClaimParticipationRequest {
        request_id: request_id(),
        edition_id: EDITION.to_owned(),
        organisation_code: "pd-dinkes".to_owned(),
        decree_number: "HM.01/123".to_owned(),
        decree_date: "2024-01-31".to_owned(),
        decree_signer: format!("Kepala Dinas, dr. {}, M.Kes", NAME.to_uppercase()),
        invitation_code: String::new(),
        decree_file_id: String::new(),
    };
    let claimed = claims.claim_participation(claim).await.expect("claimed");
    let claimed = claimed.into_inner().participation.expect("claim");
    let mut committee = ParticipationServiceClient::new(service.as_role(Role::Committee));
    let verified = committee.verify_participation(verify(&claimed.id, 1)).await;
    verified.expect("verified");
    let mut judges = JudgeServiceClient::new(service.as_role(Role::Committee));
    let appoint = AppointJudgeRequest {
        request_id: request_id(),
        edition_id: EDITION.to_owned(),
        email: EMAIL.to_owned(),
    };
    judges.appoint_judge(appoint).await.expect("appointed");
    let mut persons = PersonServiceClient::new(service.as_person(&person));
    let nominate = NominatePersonRequest {
        request_id: request_id(),
        edition_id: EDITION.to_owned(),
        organisation_code: "pd-dinkes".to_owned(),
        name: NAME.to_owned(),
        position: "Kepala Dinas".to_owned(),
        consent_version: 1,
    };
    persons.nominate_person(nominate).await.expect("nominated");
    person
}

#[tokio::test]
async fn an_erased_account_is_nowhere_by_name_or_address_and_its_sessions_are_over() {
    let service = Service::start().await;
    let person = well_known(&service).await;
    let mut sessions = SessionServiceClient::new(service.as_nobody());
    let log_in = || CreateSessionRequest {
        email: EMAIL.to_owned(),
        password: PASSWORD.to_owned(),
        ..CreateSessionRequest::default()
    };
    sessions.create_session(log_in()).await.expect("logged in");
    let before = tables_that_know(&service, NAME).await;
    assert_eq!(
        before,
        ["account", "idempotency_key", "participation", "person"]
    );
    // Nobody sends mails here, so those to the account still wait, and one that was asked for by its address.
    request_reset(&service, EMAIL).await;
    assert_eq!(
        tables_that_know(&service, EMAIL).await,
        ["account", "idempotency_key", "mail"]
    );

    let mut own = AccountServiceClient::new(service.as_person(&confirmed(&person, 1)));
    let request = erase();
    own.erase_account(request.clone()).await.expect("erased");
    own.erase_account(request).await.expect("the same request");
    assert_eq!(tables_that_know(&service, NAME).await, [""; 0]);
    assert_eq!(tables_that_know(&service, EMAIL).await, [""; 0]);
    let id = person.account_id;
    let mails = format!(
        "SELECT purpose AS text FROM mail WHERE account_id = '{id}' UNION ALL SELECT purpose FROM account_code WHERE account_id = '{id}'"
    );
    assert_eq!(asked(&service, &mails).await, [""; 0]);
    for message in service.messages().await {
        let text = format!("{:?} {:?}", message.payload, message.headers);
        assert!(!text.contains("Zubaidah"), "{}", message.subject);
    }
    assert_eq!(service.events::<PersonErased>().await.len(), 1);
    assert_eq!(
        reason(sessions.create_session(log_in()).await),
        "CREDENTIALS_WRONG"
    );
    let current = own.get_current_account(GetCurrentAccountRequest {}).await;
    assert_eq!(reason(current), "ACCOUNT_NOT_FOUND");
    assert_eq!(
        reason(own.erase_account(erase()).await),
        "ACCOUNT_NOT_FOUND"
    );
    // The address is free again, for somebody new.
    let again = sign_up(&service, EMAIL).await;
    assert_ne!(again.id, person.account_id.to_string());
    service.finish().await;
}

#[tokio::test]
async fn an_account_is_erased_only_with_the_password_at_hand() {
    let service = Service::start().await;
    let person = owner(&sign_up(&service, EMAIL).await);
    for unconfirmed in [person.clone(), confirmed(&person, 6)] {
        let mut own = AccountServiceClient::new(service.as_person(&unconfirmed));
        let refusal = refused(own.erase_account(erase()).await);
        assert_eq!(
            (refusal.code, &*refusal.reason),
            (Code::PermissionDenied, "CONFIRMATION_REQUIRED")
        );
    }
    service.finish().await;
}

#[tokio::test]
async fn the_last_of_the_committee_stays() {
    let service = Service::start().await;
    let account = sign_up(&service, EMAIL).await;
    let grant = "INSERT INTO account_role SELECT id, 'committee', now() FROM account RETURNING role AS text";
    assert_eq!(asked(&service, grant).await, ["committee"]);
    let person = confirmed(&owner(&account), 0);
    let mut own = AccountServiceClient::new(service.as_person(&person));
    assert_eq!(reason(own.erase_account(erase()).await), "COMMITTEE_LAST");
    service.finish().await;
}

#[tokio::test]
async fn what_is_kept_of_an_account_is_given_out_without_secrets_from_every_table_that_knows_it() {
    let service = Service::start().await;
    let person = well_known(&service).await;
    let mut own = AccountServiceClient::new(service.as_person(&person));
    let answer = own.export_account(ExportAccountRequest {}).await;
    let content = answer.expect("exported").into_inner().content;
    let kept: serde_json::Value = serde_json::from_str(&content).expect("JSON");
    assert_eq!(kept["account"][0]["email"], EMAIL);
    assert_eq!(kept["participation"][0]["decree_number"], "HM.01/123");
    for secret in ["password_hash", "token_hash", "argon2id"] {
        assert!(!content.contains(secret), "{secret}");
    }
    let referring = "SELECT DISTINCT conrelid::regclass::text AS text FROM pg_constraint \
        WHERE contype = 'f' AND confrelid = 'account'::regclass ORDER BY 1";
    for table in asked(&service, referring).await {
        assert!(
            kept[&table].is_array(),
            "{table} knows accounts and is not given out"
        );
    }
    service.finish().await;
}
