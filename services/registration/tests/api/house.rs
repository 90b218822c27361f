//! What holds for the service as a whole.

use std::time::Duration;

use chassis::caller::Person;
use diesel::prelude::*;
use diesel_async::RunQueryDsl;
use eventing::schema::idempotency_key;
use testkit::{access, refused, request_id, schema, text, wait_for};
use tonic::Code;

use fest_proto::{
    access::v1::Role,
    registration::v1::{
        AppointJudgeRequest, ClaimParticipationRequest, EditionCreated, GetEditionRequest,
        LockEditionRequest, VerifyParticipationRequest,
        category_service_client::CategoryServiceClient,
        edition_service_client::EditionServiceClient, judge_service_client::JudgeServiceClient,
        participation_service_client::ParticipationServiceClient,
    },
};

use crate::{
    category_change::{deletion, rewritten},
    channel,
    edition_plan::plan,
    edition_reschedule::closing,
    edition_year::archive,
    invitation,
    organisation_change::rename,
    participation_life, person,
    world::{EDITION, Service, create_category, create_edition, import_two_bodies, owner, sign_up},
};

#[tokio::test]
async fn every_foreign_key_has_an_index() {
    let service = Service::start().await;
    schema::every_foreign_key_has_an_index(&service.database).await;
    service.finish().await;
}

#[tokio::test]
async fn no_text_of_a_caller_is_a_fault_of_ours() {
    let service = Service::start().await;
    text::no_nul_is_a_fault_of_ours(&service).await;
    service.finish().await;
}

#[tokio::test]
async fn every_rpc_lets_in_whom_the_contract_names_and_nobody_else() {
    let service = Service::start().await;
    access::every_rpc_is_guarded(&service).await;
    service.finish().await;
}

#[tokio::test]
async fn a_command_is_remembered_under_its_rpcs_full_name() {
    let service = Service::start().await;
    create_edition(&service).await;
    let mut conn = service.database.pool.get().await.expect("connection");
    let known: Vec<String> = idempotency_key::table
        .select(idempotency_key::rpc)
        .load(&mut conn)
        .await
        .expect("keys");
    assert_eq!(known, ["fest.registration.v1.EditionService/CreateEdition"]);
    drop(conn);
    service.finish().await;
}

#[tokio::test]
async fn without_its_database_it_says_so_and_with_it_works_on() {
    let mut service = Service::start().await;
    create_edition(&service).await;
    let mut anybody = EditionServiceClient::new(service.as_nobody());
    let get = || GetEditionRequest {
        edition_id: EDITION.to_owned(),
    };
    service.database_line.cut().await;
    let away = refused(anybody.get_edition(get()).await);
    assert_eq!(
        (away.code, away.reason.as_str()),
        (Code::Unavailable, "DATABASE_UNAVAILABLE")
    );
    service.database_line.heal().await;
    let limit = Duration::from_secs(20);
    wait_for("the service to connect again", limit, async || {
        anybody.clone().get_edition(get()).await
    })
    .await;
    service.finish().await;
}

#[tokio::test]
async fn without_the_broker_it_serves_and_its_events_wait() {
    let mut service = Service::start().await;
    service.nats.stop().await;
    let edition = create_edition(&service).await;
    service.nats.start_again().await;
    let event = EditionCreated {
        edition: Some(edition),
    };
    assert_eq!(service.events::<EditionCreated>().await, [event]);
    service.finish().await;
}

#[tokio::test]
async fn no_event_holds_a_name_an_address_or_a_decree() {
    let service = Service::start().await;
    let account = sign_up(&service, "ani@bekasikab.go.id").await;
    import_two_bodies(&service).await;
    rename(&service, "32.16.03", 1).await.expect("renamed");
    let member = Person {
        roles: vec![Role::Committee],
        ..owner(&account)
    };
    prepare(&service, &member).await;
    let admin = owner(&account);
    let mut own = ParticipationServiceClient::new(service.as_person(&admin));
    let claim = ClaimParticipationRequest {
        request_id: request_id(),
        edition_id: EDITION.to_owned(),
        organisation_code: "pd-dinkes".to_owned(),
        decree_number: "HM.01/123".to_owned(),
        decree_date: "2024-01-31".to_owned(),
        decree_signer: "Penanda Tangan".to_owned(),
        invitation_code: invitation::invited(&service, "pd-dinkes").await,
        decree_file_id: String::new(),
    };
    let claimed = own
        .claim_participation(claim)
        .await
        .expect("claimed")
        .into_inner();
    let mut committee = ParticipationServiceClient::new(service.as_role(Role::Committee));
    let verify = VerifyParticipationRequest {
        request_id: request_id(),
        participation_id: claimed.participation.expect("participation").id,
        expected_version: 1,
    };
    committee
        .verify_participation(verify)
        .await
        .expect("verified");
    channel::one_of_each_event(&service, &admin).await;
    person::one_of_each_event(&service, &admin).await;
    let mut judges = JudgeServiceClient::new(service.as_role(Role::Committee));
    let appoint = AppointJudgeRequest {
        request_id: request_id(),
        edition_id: EDITION.to_owned(),
        email: account.email,
    };
    judges.appoint_judge(appoint).await.expect("appointed");
    participation_life::whole(&service).await;
    put_away(&service).await;

    let messages = service.messages().await;
    let mut subjects: Vec<&str> = messages.iter().map(|message| &*message.subject).collect();
    subjects.sort_unstable();
    subjects.dedup();
    let mut expected: Vec<&str> = fest_proto::EVENTS
        .iter()
        .map(|(subject, _)| *subject)
        .collect();
    expected.retain(|subject| subject.starts_with("fest.registration."));
    // A count and a hash, each minute: none is due yet.
    expected.retain(|subject| *subject != "fest.registration.audit.checkpointed.v1");
    expected.sort_unstable();
    assert_eq!(subjects, expected, "some of each kind");
    for message in &messages {
        let text = String::from_utf8_lossy(&message.payload);
        let headers = format!("{:?}", message.headers);
        for personal in [
            "Ani Rahayu",
            "ani@",
            "HM.01/",
            "2024-01-31",
            "Penanda",
            "Sekretaris",
            "milik orang",
            "Siti",
        ] {
            assert!(
                !text.contains(personal),
                "{personal} in {}",
                message.subject
            );
            assert!(
                !headers.contains(personal),
                "{personal} in the headers of {}",
                message.subject
            );
        }
    }
    service.finish().await;
}

/// A draft that is rewritten, with a category that changes and one that goes; then locked, with a date that moves.
async fn prepare(service: &Service, member: &Person) {
    create_edition(service).await;
    let mut categories = CategoryServiceClient::new(service.as_person(member));
    let kept = create_category(service, "reels").await;
    let update = categories.update_category(rewritten(&kept)).await;
    update.expect("rewritten");
    let gone = create_category(service, "admin").await;
    let delete = categories.delete_category(deletion(&gone)).await;
    delete.expect("removed");
    let mut editions = EditionServiceClient::new(service.as_person(member));
    editions.update_edition(plan(1)).await.expect("planned");
    let lock = LockEditionRequest {
        request_id: request_id(),
        edition_id: EDITION.to_owned(),
        expected_version: 2,
    };
    editions.lock_edition(lock).await.expect("locked");
    let later = closing(3, "2024-10-31T23:59:00+07:00");
    editions.reschedule_edition(later).await.expect("moved");
}

async fn put_away(service: &Service) {
    let evening = testkit::clock("2024-11-14T19:00:00+07:00").now();
    service.clock.advance(evening).expect("forward");
    let mut editions = EditionServiceClient::new(service.as_role(Role::Committee));
    editions
        .archive_edition(archive(4))
        .await
        .expect("archived");
}
