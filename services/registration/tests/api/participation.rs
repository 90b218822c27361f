//! Who speaks for which organisation.

use chassis::caller::Person;
use fest_proto::{
    access::v1::Role,
    registration::v1::{
        ClaimParticipationRequest, GetParticipationRequest, Participation, ParticipationClaimed,
        ParticipationState, ParticipationVerified, VerifyParticipationRequest,
        participation_service_client::ParticipationServiceClient,
    },
};
use testkit::{reason, refused, request_id, service::Caller};
use tonic::{Code, Status};

use crate::world::{
    EDITION, Service, create_category, create_edition, import_two_bodies, lock_edition, owner,
    sign_up,
};

pub type Client = ParticipationServiceClient<Caller>;

pub fn claim(organisation_code: &str) -> ClaimParticipationRequest {
    ClaimParticipationRequest {
        request_id: request_id(),
        edition_id: EDITION.to_owned(),
        organisation_code: organisation_code.to_owned(),
        decree_number: "HM.01/123/Diskominfo".to_owned(),
        decree_date: "2024-01-31".to_owned(),
        decree_signer: "Kepala Dinas Kesehatan".to_owned(),
        invitation_code: String::new(),
        decree_file_id: String::new(),
    }
}

pub fn verify(participation_id: &str, expected_version: i64) -> VerifyParticipationRequest {
    VerifyParticipationRequest {
        request_id: request_id(),
        participation_id: participation_id.to_owned(),
        expected_version,
    }
}

/// An edition with two bodies, and somebody with an account.
pub async fn begin(service: &Service) -> (Person, Client) {
    create_edition(service).await;
    import_two_bodies(service).await;
    let ani = owner(&sign_up(service, "ani@bekasikab.go.id").await);
    let client = ParticipationServiceClient::new(service.as_person(&ani));
    (ani, client)
}

pub async fn claimed(client: &mut Client, organisation_code: &str) -> Participation {
    let answer = client.claim_participation(claim(organisation_code)).await;
    answer
        .expect("claimed")
        .into_inner()
        .participation
        .expect("participation")
}

async fn get(client: &mut Client, participation_id: &str) -> Result<Participation, Status> {
    let participation_id = participation_id.to_owned();
    let request = GetParticipationRequest { participation_id };
    let answer = client.get_participation(request).await?.into_inner();
    Ok(answer.participation.expect("participation"))
}

fn without_person(participation: &Participation) -> Participation {
    Participation {
        decree_number: String::new(),
        decree_date: String::new(),
        decree_signer: String::new(),
        display_name: String::new(),
        ..participation.clone()
    }
}

#[tokio::test]
async fn a_claim_is_made_once_verified_once_and_told_without_name_or_decree() {
    let service = Service::start().await;
    let (ani, mut own) = begin(&service).await;
    let request = claim("pd-dinkes");
    let first = own
        .claim_participation(request.clone())
        .await
        .expect("claimed")
        .into_inner();
    let again = own
        .claim_participation(request)
        .await
        .expect("again")
        .into_inner();
    assert_eq!(first, again);
    let claimed = first.participation.expect("participation");
    assert_eq!(claimed.account_id, ani.account_id.to_string());
    assert_eq!(claimed.state(), ParticipationState::Claimed);
    assert_eq!(claimed.decree_date, "2024-01-31");
    assert_eq!(claimed.display_name, "Ani Rahayu");
    assert_eq!(claimed.claimed_at, Some(service.clock.now().into()));
    let body = claimed.organisation.as_ref().expect("organisation");
    assert_eq!(body.name, "Dinas Kesehatan");

    let mut committee = ParticipationServiceClient::new(service.as_role(Role::Committee));
    let request = verify(&claimed.id, 1);
    let verified = committee
        .verify_participation(request.clone())
        .await
        .expect("verified")
        .into_inner();
    let again = committee
        .verify_participation(request)
        .await
        .expect("again")
        .into_inner();
    assert_eq!(verified, again);
    let verified = verified.participation.expect("participation");
    assert_eq!(
        (verified.state(), verified.version),
        (ParticipationState::Verified, 2)
    );
    assert_eq!(get(&mut own, &claimed.id).await.expect("own"), verified);

    let event = ParticipationClaimed {
        participation: Some(without_person(&claimed)),
    };
    assert_eq!(service.events::<ParticipationClaimed>().await, [event]);
    let event = ParticipationVerified {
        participation: Some(without_person(&verified)),
    };
    assert_eq!(service.events::<ParticipationVerified>().await, [event]);
    service.finish().await;
}

#[tokio::test]
async fn a_wrong_claim_is_refused_by_name() {
    let service = Service::start().await;
    let (_, mut own) = begin(&service).await;
    let right = || claim("pd-dinkes");
    for (code, expected, request) in [
        (
            Code::NotFound,
            "EDITION_NOT_FOUND",
            ClaimParticipationRequest {
                edition_id: "none".into(),
                ..right()
            },
        ),
        (Code::NotFound, "ORGANISATION_NOT_FOUND", claim("pd-none")),
        (
            Code::InvalidArgument,
            "DECREE_NUMBER_MISSING",
            ClaimParticipationRequest {
                decree_number: String::new(),
                ..right()
            },
        ),
        (
            Code::InvalidArgument,
            "DECREE_DATE_INVALID",
            ClaimParticipationRequest {
                decree_date: "2024-02-30".into(),
                ..right()
            },
        ),
        (
            Code::InvalidArgument,
            "DECREE_DATE_INVALID",
            ClaimParticipationRequest {
                decree_date: "2024-10-22".into(),
                ..right()
            },
        ),
        (
            Code::InvalidArgument,
            "DECREE_SIGNER_MISSING",
            ClaimParticipationRequest {
                decree_signer: " ".into(),
                ..right()
            },
        ),
    ] {
        let refusal = refused(own.claim_participation(request).await);
        assert_eq!((refusal.code, refusal.reason.as_str()), (code, expected));
    }
    let mut gone = ParticipationServiceClient::new(service.as_role(Role::Participant));
    let claim_of_nobody = gone.claim_participation(right()).await;
    assert_eq!(reason(claim_of_nobody), "ACCOUNT_NOT_FOUND");
    claimed(&mut own, "pd-dinkes").await;
    let second = refused(own.claim_participation(right()).await);
    assert_eq!(
        (second.code, second.reason.as_str()),
        (Code::AlreadyExists, "PARTICIPATION_TAKEN")
    );
    assert_eq!(service.events::<ParticipationClaimed>().await.len(), 1);
    service.finish().await;
}

#[tokio::test]
async fn a_claim_that_arrived_before_the_end_counts_and_one_that_did_not_is_refused() {
    let service = Service::start().await;
    let (ani, _) = begin(&service).await;
    create_category(&service, "reels").await;
    lock_edition(&service).await;
    let late = testkit::clock("2024-10-31T00:05:00+07:00").now();
    service.clock.advance(late).expect("forward");

    let mut now = ParticipationServiceClient::new(service.as_person(&ani));
    assert_eq!(
        reason(now.claim_participation(claim("pd-dinkes")).await),
        "EDITION_ENDED"
    );
    let before = service.arriving(&ani, "2024-10-30T23:58:59+07:00");
    let claimed = claimed(&mut ParticipationServiceClient::new(before), "pd-dinkes").await;
    let arrival = testkit::clock("2024-10-30T23:58:59+07:00").now();
    assert_eq!(claimed.claimed_at, Some(arrival.into()));
    service.finish().await;
}

#[tokio::test]
async fn only_the_last_version_of_a_claim_is_verified() {
    let service = Service::start().await;
    let (_, mut own) = begin(&service).await;
    let claimed = claimed(&mut own, "pd-dinkes").await;
    let mut committee = ParticipationServiceClient::new(service.as_role(Role::Committee));
    for nowhere in ["none", "0192f0c4-7f6e-7d35-9c39-d6f7ac0e9b11"] {
        let refusal = committee.verify_participation(verify(nowhere, 1)).await;
        assert_eq!(reason(refusal), "PARTICIPATION_NOT_FOUND");
    }
    let stale = refused(committee.verify_participation(verify(&claimed.id, 7)).await);
    let field = ("expected_version".to_owned(), "VERSION_STALE".to_owned());
    assert_eq!(stale.fields, [field]);
    assert_eq!(
        (stale.code, stale.reason.as_str()),
        (Code::Aborted, "VERSION_STALE")
    );
    committee
        .verify_participation(verify(&claimed.id, 1))
        .await
        .expect("verified");
    let again = committee.verify_participation(verify(&claimed.id, 2)).await;
    assert_eq!(reason(again), "PARTICIPATION_VERIFIED");
    assert_eq!(service.events::<ParticipationVerified>().await.len(), 1);
    service.finish().await;
}

#[tokio::test]
async fn somebody_elses_claim_is_not_there() {
    let service = Service::start().await;
    let (_, mut own) = begin(&service).await;
    let claimed = claimed(&mut own, "pd-dinkes").await;
    assert_eq!(get(&mut own, &claimed.id).await.expect("own"), claimed);
    let mut committee = ParticipationServiceClient::new(service.as_role(Role::Committee));
    assert_eq!(
        get(&mut committee, &claimed.id).await.expect("committee"),
        claimed
    );
    let mut submission = ParticipationServiceClient::new(service.as_service("submission"));
    let seen = get(&mut submission, &claimed.id).await.expect("submission");
    assert_eq!(seen, without_person(&claimed));
    let mut stranger = ParticipationServiceClient::new(service.as_role(Role::Participant));
    let theirs = refused(get(&mut stranger, &claimed.id).await);
    let nowhere = refused(get(&mut stranger, "0192f0c4-7f6e-7d35-9c39-d6f7ac0e9b11").await);
    assert_eq!(theirs, nowhere);
    assert_eq!(
        (theirs.code, theirs.reason.as_str()),
        (Code::NotFound, "PARTICIPATION_NOT_FOUND")
    );
    service.finish().await;
}
