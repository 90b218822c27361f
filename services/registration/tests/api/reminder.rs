//! Reminders by mail: whoever spoke for a silent organisation in another edition.

use fest_proto::{
    access::v1::Role,
    registration::v1::{
        ClaimParticipationRequest, ListSilentOrganisationsRequest, MailState, SendRemindersRequest,
        SendRemindersResponse, edition_service_client::EditionServiceClient,
        participation_service_client::ParticipationServiceClient,
        progress_service_client::ProgressServiceClient,
        reminder_service_client::ReminderServiceClient,
    },
};
use testkit::{Mishap, reason, request_id, wait_for};
use tonic::Status;

use crate::{
    mail::{ANI, LIMIT, arrived, header, hurry, rows, sending_to},
    participation::{Client, begin, claim, claimed, verify},
    world::{Service, new_edition},
};

const NEXT: &str = "diskom-fest-2025";

/// Ani speaks for a department in one edition, and another one has begun.
async fn a_year_later(service: &Service) -> Client {
    let (_, mut ani) = begin(service).await;
    let claimed = claimed(&mut ani, "pd-dinkes").await;
    let mut committee = ParticipationServiceClient::new(service.as_role(Role::Committee));
    let verified = committee.verify_participation(verify(&claimed.id, 1)).await;
    verified.expect("verified");
    let next = fest_proto::registration::v1::CreateEditionRequest {
        request_id: request_id(),
        id: NEXT.to_owned(),
        name: "Diskom Fest 2025".to_owned(),
        ..new_edition()
    };
    let mut editions = EditionServiceClient::new(service.as_role(Role::Committee));
    editions.create_edition(next).await.expect("created");
    ani
}

async fn remind(service: &Service, edition: &str, kind: &str) -> Result<[i32; 3], Status> {
    let request = SendRemindersRequest {
        request_id: request_id(),
        edition_id: edition.to_owned(),
        kind: kind.to_owned(),
        district: String::new(),
    };
    let mut committee = ReminderServiceClient::new(service.as_role(Role::Committee));
    let SendRemindersResponse {
        queued,
        recent,
        unknown,
    } = committee.send_reminders(request).await?.into_inner();
    Ok([queued, recent, unknown])
}

async fn states(service: &Service) -> Vec<(String, MailState)> {
    let request = ListSilentOrganisationsRequest {
        edition_id: NEXT.to_owned(),
        ..ListSilentOrganisationsRequest::default()
    };
    let mut committee = ProgressServiceClient::new(service.as_role(Role::Committee));
    let listed = committee.list_silent_organisations(request).await;
    let listed = listed.expect("listed").into_inner().organisations;
    let state = |one: fest_proto::registration::v1::SilentOrganisation| {
        let state = one.reminder_state();
        assert_eq!(one.reminded_at.is_some(), state != MailState::Unspecified);
        (one.organisation.expect("a body").code, state)
    };
    listed.into_iter().map(state).collect()
}

#[tokio::test]
async fn whoever_spoke_for_a_silent_organisation_is_reminded_once() {
    let mail = testkit::mail().await;
    let service = sending_to(&mail).await;
    a_year_later(&service).await;
    arrived(&mail, 1).await;
    assert_eq!(remind(&service, NEXT, "").await.expect("sent"), [1, 0, 1]);
    let sent = arrived(&mail, 2).await;
    assert_eq!(header(&sent[1], "To: "), ANI);
    let subject = header(&sent[1], "Subject: ");
    assert_eq!(subject, "Diskom Fest 2025: Dinas Kesehatan belum menjawab");
    assert!(sent[1].contains("https://penghargaan.bekasikab.go.id/peserta-saya/klaim"));
    let expected = [
        ("32.16.03".to_owned(), MailState::Unspecified),
        ("pd-dinkes".to_owned(), MailState::Sent),
    ];
    wait_for("the list to say so", LIMIT, async || {
        let states = states(&service).await;
        if states == expected {
            Ok(())
        } else {
            Err(states)
        }
    })
    .await;
    assert_eq!(remind(&service, NEXT, "").await.expect("again"), [0, 1, 1]);
    service.finish().await;
}

#[tokio::test]
async fn who_has_answered_before_the_mail_goes_is_left_alone() {
    let mail = testkit::mail().await;
    let service = sending_to(&mail).await;
    let mut ani = a_year_later(&service).await;
    arrived(&mail, 1).await;
    mail.will([Mishap::Refuse(450)]);
    assert_eq!(remind(&service, NEXT, "").await.expect("queued"), [1, 0, 1]);
    let reminders = async || {
        let rows = rows(&service).await.into_iter();
        let reminders = rows.filter(|row| row.purpose == "reminder");
        reminders.map(|row| row.attempts).collect::<Vec<_>>()
    };
    wait_for("the first attempt", LIMIT, async || {
        let attempts = reminders().await;
        if attempts == [1] {
            Ok(())
        } else {
            Err(attempts)
        }
    })
    .await;
    let answer = ClaimParticipationRequest {
        edition_id: NEXT.to_owned(),
        ..claim("pd-dinkes")
    };
    ani.claim_participation(answer).await.expect("claimed");
    hurry(&service).await;
    wait_for("the mail to be dropped", LIMIT, async || {
        reminders().await.is_empty()
    })
    .await;
    assert_eq!(mail.kept().len(), 1);
    service.finish().await;
}

#[tokio::test]
async fn reminders_of_nothing_are_refused_by_name() {
    let service = Service::start().await;
    a_year_later(&service).await;
    let refusal = remind(&service, "diskom-fest-1999", "").await;
    assert_eq!(reason(refusal), "EDITION_NOT_FOUND");
    let refusal = remind(&service, NEXT, "desa").await;
    assert_eq!(reason(refusal), "INVITATIONS_NONE");
    service.finish().await;
}
