//! What becomes of a claim: sent back, made again, backed from above, taken back, handed over; and what is kept of that.

use fest_proto::{
    access::v1::Role,
    registration::v1::{
        HandOverParticipationRequest, ListParticipationChangesRequest, Participation,
        ParticipationChange, ParticipationChangeKind as Kind, ParticipationClaimed,
        ParticipationReturned, ParticipationState as State, ParticipationWithdrawn,
        ReturnParticipationRequest, ReviseParticipationRequest, SetParticipationRuleRequest,
        WithdrawParticipationRequest, participation_service_client::ParticipationServiceClient,
    },
};
use testkit::{reason, refused, request_id};
use tonic::Code;

use crate::{
    participation::{Client, begin, claim, claimed, verify},
    participation_endorsement::{chain, endorsement_of, rule},
    world::{Service, create_category, lock_edition},
};

pub fn return_of(claim: &Participation, reason: &str) -> ReturnParticipationRequest {
    ReturnParticipationRequest {
        request_id: request_id(),
        participation_id: claim.id.clone(),
        expected_version: claim.version,
        reason: reason.to_owned(),
    }
}

pub fn revision_of(claim: &Participation, decree_number: &str) -> ReviseParticipationRequest {
    ReviseParticipationRequest {
        request_id: request_id(),
        participation_id: claim.id.clone(),
        expected_version: claim.version,
        decree_number: decree_number.to_owned(),
        decree_date: "2024-10-02".to_owned(),
        decree_signer: "Sekretaris Daerah".to_owned(),
        decree_file_id: String::new(),
    }
}

fn withdrawal_of(claim: &Participation) -> WithdrawParticipationRequest {
    WithdrawParticipationRequest {
        request_id: request_id(),
        participation_id: claim.id.clone(),
        expected_version: claim.version,
        reason: String::new(),
    }
}

pub fn hand_over_of(claim: &Participation, email: &str) -> HandOverParticipationRequest {
    HandOverParticipationRequest {
        request_id: request_id(),
        participation_id: claim.id.clone(),
        expected_version: claim.version,
        email: email.to_owned(),
        decree_number: "HM.01/456/Diskominfo".to_owned(),
        decree_date: "2024-10-02".to_owned(),
        decree_signer: "Kepala Dinas".to_owned(),
        decree_file_id: String::new(),
    }
}

pub fn committee(service: &Service) -> Client {
    ParticipationServiceClient::new(service.as_role(Role::Committee))
}

pub async fn changes(client: &mut Client, claim: &Participation) -> Vec<ParticipationChange> {
    let request = ListParticipationChangesRequest {
        participation_id: claim.id.clone(),
        ..ListParticipationChangesRequest::default()
    };
    let listed = client.list_participation_changes(request).await;
    listed.expect("listed").into_inner().changes
}

/// The participation that an answer holds.
macro_rules! told {
    ($answer:expr) => {{
        let answer = $answer.await.expect("done").into_inner();
        answer.participation.expect("participation")
    }};
}
pub(crate) use told;

/// Everything that can be done to a claim, once at least, in an edition that is there.
pub async fn whole(service: &Service) {
    let mut chain = chain(service).await;
    let set = committee(service)
        .set_participation_rule(rule(0, true))
        .await;
    set.expect("set");
    let endorsed = told!(
        chain
            .district
            .endorse_participation(endorsement_of(&chain.claim))
    );
    let returned = return_of(&endorsed, "SK belum ditandatangani Sekretaris.");
    let returned = told!(committee(service).return_participation(returned));
    let revised = told!(
        chain
            .village
            .revise_participation(revision_of(&returned, "HM.01/9"))
    );
    let given = hand_over_of(&revised, "cici@bekasikab.go.id");
    let given = told!(committee(service).hand_over_participation(given));
    told!(chain.district.withdraw_participation(withdrawal_of(&given)));
}

#[tokio::test]
async fn a_returned_claim_says_why_and_is_made_again_with_another_decree() {
    let service = Service::start().await;
    let (ani, mut own) = begin(&service).await;
    let first = claimed(&mut own, "pd-dinkes").await;
    let request = return_of(&first, " SK belum ditandatangani.\n");
    let mut panel = committee(&service);
    let returned = told!(panel.return_participation(request.clone()));
    let again = told!(panel.return_participation(request));
    assert_eq!(again, returned);
    assert_eq!(returned.state(), State::Returned);
    assert_eq!(returned.reason, "SK belum ditandatangani.");
    let revised = told!(own.revise_participation(revision_of(&returned, "HM.01/2")));
    assert_eq!((revised.state(), revised.version), (State::Claimed, 3));
    assert_eq!(
        (revised.decree_number.as_str(), revised.reason.as_str()),
        ("HM.01/2", "")
    );
    assert_eq!(revised.id, first.id);

    let kept = changes(&mut own, &first).await;
    let lines: Vec<_> = kept
        .iter()
        .map(|one| (one.version, one.kind(), one.state(), one.reason.as_str()))
        .collect();
    assert_eq!(
        lines,
        [
            (1, Kind::Claimed, State::Claimed, ""),
            (
                2,
                Kind::Returned,
                State::Returned,
                "SK belum ditandatangani."
            ),
            (3, Kind::Revised, State::Claimed, ""),
        ]
    );
    assert_eq!(kept[0].actor_id, ani.account_id.to_string());
    assert_eq!(kept[0].actor_name, "Ani Rahayu");
    // Who returned it has no account here, as one that was erased would not.
    assert_eq!(kept[1].actor_name, "");
    assert_eq!(kept[2].decree_number, "HM.01/2");
    let told = service.events::<ParticipationReturned>().await;
    let told = told[0].participation.as_ref().expect("participation");
    assert_eq!((told.reason.as_str(), told.version), ("", 2));
    assert_eq!(service.events::<ParticipationClaimed>().await.len(), 2);
    service.finish().await;
}

#[tokio::test]
async fn what_was_verified_by_mistake_is_returned_and_what_is_withdrawn_may_come_back() {
    let service = Service::start().await;
    let (_, mut own) = begin(&service).await;
    let first = claimed(&mut own, "pd-dinkes").await;
    let verified = told!(committee(&service).verify_participation(verify(&first.id, 1)));
    let returned = told!(committee(&service).return_participation(return_of(&verified, "Keliru")));
    assert_eq!(returned.state(), State::Returned);
    let withdrawn = told!(own.withdraw_participation(withdrawal_of(&returned)));
    assert_eq!(
        (withdrawn.state(), withdrawn.version),
        (State::Withdrawn, 4)
    );
    let twice = own.withdraw_participation(withdrawal_of(&withdrawn)).await;
    assert_eq!(reason(twice), "PARTICIPATION_WITHDRAWN");
    let revised = told!(own.revise_participation(revision_of(&withdrawn, "HM.01/3")));
    assert_eq!(revised.state(), State::Claimed);
    assert_eq!(service.events::<ParticipationWithdrawn>().await.len(), 1);
    service.finish().await;
}

#[tokio::test]
async fn a_claim_is_not_made_again_once_the_edition_has_closed() {
    let service = Service::start().await;
    let (ani, mut own) = begin(&service).await;
    create_category(&service, "reels").await;
    let first = claimed(&mut own, "pd-dinkes").await;
    let returned = told!(committee(&service).return_participation(return_of(&first, "Kurang")));
    lock_edition(&service).await;
    let late = testkit::clock("2024-10-31T00:05:00+07:00").now();
    service.clock.advance(late).expect("forward");
    let again = own
        .revise_participation(revision_of(&returned, "HM.01/4"))
        .await;
    assert_eq!(reason(again), "EDITION_ENDED");
    let before = service.arriving(&ani, "2024-10-30T23:58:59+07:00");
    let mut before = ParticipationServiceClient::new(before);
    let revised = told!(before.revise_participation(revision_of(&returned, "HM.01/4")));
    assert_eq!(revised.state(), State::Claimed);
    service.finish().await;
}

#[tokio::test]
async fn what_is_done_to_a_claim_is_checked_before_it_is_done() {
    let service = Service::start().await;
    let (_, mut own) = begin(&service).await;
    let claim_made = claimed(&mut own, "pd-dinkes").await;
    let missing = committee(&service)
        .return_participation(return_of(&claim_made, " \n"))
        .await;
    let missing = refused(missing);
    let field = ("reason".to_owned(), "REASON_MISSING".to_owned());
    assert_eq!(
        (missing.code, missing.fields),
        (Code::InvalidArgument, vec![field])
    );
    let mut seen = claim_made.clone();
    seen.version = 7;
    let stale = own.withdraw_participation(withdrawal_of(&seen)).await;
    assert_eq!(reason(stale), "VERSION_STALE");
    let mut stranger = ParticipationServiceClient::new(service.as_role(Role::Participant));
    let theirs = stranger
        .withdraw_participation(withdrawal_of(&claim_made))
        .await;
    assert_eq!(reason(theirs), "PARTICIPATION_NOT_FOUND");
    let decree = ReviseParticipationRequest {
        decree_date: "2024-10-22".to_owned(),
        ..revision_of(&claim_made, "")
    };
    let decree = refused(own.revise_participation(decree).await);
    let reasons: Vec<&str> = decree.fields.iter().map(|(_, reason)| &**reason).collect();
    assert_eq!(reasons, ["DECREE_DATE_INVALID", "DECREE_NUMBER_MISSING"]);
    let history = ListParticipationChangesRequest {
        participation_id: claim_made.id.clone(),
        ..ListParticipationChangesRequest::default()
    };
    let theirs = stranger.list_participation_changes(history).await;
    assert_eq!(reason(theirs), "PARTICIPATION_NOT_FOUND");
    let unknown = SetParticipationRuleRequest {
        edition_id: "none".to_owned(),
        ..rule(0, true)
    };
    let unknown = committee(&service).set_participation_rule(unknown).await;
    assert_eq!(reason(unknown), "EDITION_NOT_FOUND");
    let other = own.claim_participation(claim("pd-dinkes")).await;
    assert_eq!(reason(other), "PARTICIPATION_TAKEN");
    assert_eq!(changes(&mut own, &claim_made).await.len(), 1);
    service.finish().await;
}
