//! Letters to organisations that have not answered.

use chassis::{caller::Stamp, guard::ARRIVAL_HEADER};
use diesel::{
    QueryableByName, sql_query,
    sql_types::{Nullable, Text},
};
use diesel_async::RunQueryDsl;
use fest_proto::{
    access::v1::Role,
    registration::v1::{
        ClaimParticipationRequest, CreateInvitationsRequest, CreateInvitationsResponse,
        InvitationAnswered, InvitationCreated, InvitationOpened, OpenInvitationRequest,
        OpenInvitationResponse, invitation_service_client::InvitationServiceClient,
    },
};
use testkit::{reason, refused, request_id, service::Caller};
use tonic::{Code, Request, Response, Status};

use crate::{
    participation::{begin, claim},
    world::{EDITION, Service, create_category, lock_edition},
};

type Invitations = InvitationServiceClient<Caller>;

fn committee(service: &Service) -> Invitations {
    InvitationServiceClient::new(service.as_role(Role::Committee))
}

fn invite(kind: &str, codes: &[&str]) -> CreateInvitationsRequest {
    CreateInvitationsRequest {
        request_id: request_id(),
        edition_id: EDITION.to_owned(),
        kind: kind.to_owned(),
        district: String::new(),
        organisation_codes: codes.iter().map(|code| (*code).to_owned()).collect(),
    }
}

async fn open(service: &Service, code: &str) -> Result<OpenInvitationResponse, Status> {
    let mut anybody = InvitationServiceClient::new(service.as_nobody());
    let request = OpenInvitationRequest {
        code: code.to_owned(),
    };
    Ok(anybody.open_invitation(request).await?.into_inner())
}

fn reason_of(refused: Result<OpenInvitationResponse, Status>) -> String {
    reason(refused.map(Response::new))
}

/// What stands on the letter to this organisation.
fn code_for(letters: &CreateInvitationsResponse, organisation_code: &str) -> String {
    let letter = letters.letters.iter().find(|letter| {
        let organisation = letter.organisation.as_ref();
        organisation.is_some_and(|one| one.code == organisation_code)
    });
    letter.expect("a letter").code.clone()
}

/// Invites an organisation, which opens its letter; gives the code.
pub async fn invited(service: &Service, organisation_code: &str) -> String {
    let request = invite("", &[organisation_code]);
    let letters = committee(service).create_invitations(request).await;
    let code = code_for(&letters.expect("invited").into_inner(), organisation_code);
    open(service, &code).await.expect("opened");
    code
}

/// Everything that is kept of invitations and of answers to come again, as text.
async fn kept(service: &Service) -> String {
    #[derive(QueryableByName)]
    struct Line {
        #[diesel(sql_type = Nullable<Text>)]
        line: Option<String>,
    }
    let query = "SELECT string_agg(row_to_json(i)::text, ' ') AS line FROM invitation i
        UNION ALL SELECT string_agg(encode(response, 'escape'), ' ') FROM idempotency_key
        UNION ALL SELECT string_agg(encode(payload, 'escape'), ' ') FROM outbox";
    let mut conn = service.database.pool.get().await.expect("database");
    let lines: Vec<Line> = sql_query(query).load(&mut conn).await.expect("kept");
    let lines = lines.into_iter().filter_map(|line| line.line);
    lines.collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn the_silent_are_invited_once_and_their_codes_are_told_once_and_kept_nowhere() {
    let service = Service::start().await;
    begin(&service).await;
    let request = invite("", &[]);
    let mut panel = committee(&service);
    let first = panel.create_invitations(request.clone()).await;
    let first = first.expect("invited").into_inner();
    let names: Vec<_> = first
        .letters
        .iter()
        .filter_map(|letter| letter.organisation.as_ref())
        .map(|organisation| organisation.name.as_str())
        .collect();
    assert_eq!(names, ["Babelan", "Dinas Kesehatan"]);
    let again = panel.create_invitations(request).await;
    let again = again.expect("again").into_inner();
    assert!(again.letters.iter().all(|letter| letter.code.is_empty()));
    assert_eq!(again.letters.len(), 2);

    let code = code_for(&first, "pd-dinkes");
    let opened = open(&service, &code.to_lowercase()).await.expect("opened");
    assert_eq!(opened.edition_id, EDITION);
    assert!(!opened.answered);
    assert_eq!(open(&service, &code).await.expect("again"), opened);
    let organisation = opened.organisation.expect("organisation");
    assert_eq!(organisation.code, "pd-dinkes");
    assert_eq!(service.events::<InvitationCreated>().await.len(), 2);
    let told = service.events::<InvitationOpened>().await;
    assert_eq!(told.len(), 1);
    let told = told[0].invitation.as_ref().expect("invitation");
    assert_eq!(told.organisation_id, organisation.id);
    let kept = kept(&service).await;
    assert!(kept.contains(&organisation.id), "{kept}");
    let bare = code.replace('-', "");
    assert!(!kept.contains(&code) && !kept.contains(&bare), "{kept}");
    service.finish().await;
}

#[tokio::test]
async fn a_letter_printed_again_has_another_code_and_the_old_one_ends() {
    let service = Service::start().await;
    begin(&service).await;
    let print = async || {
        let request = invite("perangkat_daerah", &["pd-dinkes", "32.16.03"]);
        let letters = committee(&service).create_invitations(request).await;
        let letters = letters.expect("invited").into_inner();
        assert_eq!(letters.letters.len(), 1);
        code_for(&letters, "pd-dinkes")
    };
    let (first, second) = (print().await, print().await);
    assert_ne!(first, second);
    assert_eq!(
        reason_of(open(&service, &first).await),
        "INVITATION_NOT_FOUND"
    );
    open(&service, &second).await.expect("opened");
    let told = service.events::<InvitationCreated>().await;
    let versions: Vec<_> = told
        .iter()
        .filter_map(|one| one.invitation.as_ref())
        .map(|one| (one.id.as_str(), one.version))
        .collect();
    assert_eq!((versions[0].1, versions[1].1), (1, 2));
    assert_eq!(versions[0].0, versions[1].0);
    service.finish().await;
}

#[tokio::test]
async fn a_claim_with_the_code_answers_the_invitation_and_another_ones_code_does_not() {
    let service = Service::start().await;
    let (_, mut own) = begin(&service).await;
    let letters = committee(&service)
        .create_invitations(invite("", &[]))
        .await;
    let letters = letters.expect("invited").into_inner();
    let with = |code: String| ClaimParticipationRequest {
        invitation_code: code,
        ..claim("pd-dinkes")
    };
    for wrong in [code_for(&letters, "32.16.03"), "ACDE-2345".to_owned()] {
        let refusal = refused(own.claim_participation(with(wrong)).await);
        let field = (
            "invitation_code".to_owned(),
            "INVITATION_NOT_FOUND".to_owned(),
        );
        assert_eq!(
            (refusal.code, refusal.fields),
            (Code::NotFound, vec![field])
        );
    }
    let code = code_for(&letters, "pd-dinkes");
    let claimed = own.claim_participation(with(code.clone())).await;
    let claimed = claimed.expect("claimed").into_inner();
    let claimed = claimed.participation.expect("participation");
    assert!(open(&service, &code).await.expect("opened").answered);
    let told = service.events::<InvitationAnswered>().await;
    let told = told[0].invitation.as_ref().expect("invitation");
    assert_eq!(told.participation_id, claimed.id);
    let nobody = committee(&service)
        .create_invitations(invite("perangkat_daerah", &[]))
        .await;
    assert_eq!(reason(nobody), "INVITATIONS_NONE");
    service.finish().await;
}

/// Opens an invitation through the gateway, which noted where the call came from.
async fn open_from(
    service: &Service,
    code: &str,
    address: &str,
) -> Result<Response<OpenInvitationResponse>, Status> {
    let stamp = Stamp {
        arrival: service.clock.now(),
        address: Some(address.parse().expect("an address")),
    };
    let now = service.clock.system_now();
    let stamp = service.key("gateway").arrival("registration", stamp, now);
    let mut request = Request::new(OpenInvitationRequest {
        code: code.to_owned(),
    });
    let stamp = stamp.expect("signed").parse().expect("a header");
    request.metadata_mut().insert(ARRIVAL_HEADER, stamp);
    let mut anybody = InvitationServiceClient::new(service.as_nobody());
    anybody.open_invitation(request).await
}

#[tokio::test]
async fn a_network_that_tries_codes_is_stopped_and_no_other() {
    let service = Service::start().await;
    begin(&service).await;
    let letters = committee(&service)
        .create_invitations(invite("", &[]))
        .await;
    let code = code_for(&letters.expect("invited").into_inner(), "pd-dinkes");
    let wrong = open_from(&service, "ACDE-2345", "198.51.100.7").await;
    assert_eq!(reason(wrong), "INVITATION_NOT_FOUND");
    // As if two hundred had been.
    let tried = "UPDATE guess SET wrong = 200";
    let mut conn = service.database.pool.get().await.expect("database");
    sql_query(tried).execute(&mut conn).await.expect("tried");
    // Nor is the right code told from a wrong one while it has to wait.
    for code in ["ACDE-2345", &code] {
        let slowed = refused(open_from(&service, code, "198.51.100.8").await);
        assert_eq!(
            (slowed.code, slowed.reason.as_str()),
            (Code::ResourceExhausted, "INVITATION_GUESSED")
        );
    }
    let elsewhere = open_from(&service, &code, "203.0.113.7").await;
    elsewhere.expect("another network");
    // What was right takes itself back, so an office full of people opens as many letters as it got.
    let left = "UPDATE guess SET wrong = wrong WHERE wrong = 0";
    let left = sql_query(left).execute(&mut conn).await.expect("counted");
    assert_eq!(left, 1);
    service.finish().await;
}

#[tokio::test]
async fn nobody_is_invited_to_what_is_over_or_not_there() {
    let service = Service::start().await;
    begin(&service).await;
    create_category(&service, "reels").await;
    let nowhere = CreateInvitationsRequest {
        edition_id: "none".to_owned(),
        ..invite("", &[])
    };
    let nowhere = committee(&service).create_invitations(nowhere).await;
    assert_eq!(reason(nowhere), "EDITION_NOT_FOUND");
    lock_edition(&service).await;
    let late = testkit::clock("2024-10-31T00:05:00+07:00").now();
    service.clock.advance(late).expect("forward");
    let late = committee(&service)
        .create_invitations(invite("", &[]))
        .await;
    assert_eq!(reason(late), "EDITION_ENDED");
    service.finish().await;
}
