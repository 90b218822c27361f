//! A participation that gets another admin.

use fest_proto::registration::v1::{
    GetParticipationRequest, ParticipationChangeKind as Kind, ParticipationHandedOver,
    ParticipationState as State, participation_service_client::ParticipationServiceClient,
};
use testkit::{reason, refused};
use tonic::Code;

use crate::{
    participation::{begin, claimed, verify},
    participation_life::{changes, committee, hand_over_of, told},
    world::{Service, owner, sign_up},
};

#[tokio::test]
async fn a_hand_over_gives_the_same_participation_to_another_account() {
    let service = Service::start().await;
    let (_, mut ani) = begin(&service).await;
    let budi = owner(&sign_up(&service, "budi@bekasikab.go.id").await);
    let mut budi = ParticipationServiceClient::new(service.as_person(&budi));
    let first = claimed(&mut ani, "pd-dinkes").await;
    let verified = told!(committee(&service).verify_participation(verify(&first.id, 1)));
    let request = hand_over_of(&verified, " Budi@bekasikab.go.id");
    let given = told!(ani.hand_over_participation(request.clone()));
    let again = told!(ani.hand_over_participation(request));
    assert_eq!(given, again);
    assert_eq!((given.id.as_str(), given.version), (first.id.as_str(), 3));
    assert_eq!(given.state(), State::Claimed);
    assert_eq!(given.decree_number, "HM.01/456/Diskominfo");

    let get = GetParticipationRequest {
        participation_id: first.id.clone(),
    };
    let gone = ani.get_participation(get.clone()).await;
    assert_eq!(reason(gone), "PARTICIPATION_NOT_FOUND");
    assert_eq!(told!(budi.get_participation(get)), given);
    let verified = told!(committee(&service).verify_participation(verify(&first.id, 3)));
    let back = hand_over_of(&verified, "ani@bekasikab.go.id");
    let back = told!(committee(&service).hand_over_participation(back));
    assert_eq!((back.state(), back.version), (State::Verified, 5));
    assert_eq!(back.account_id, first.account_id);
    let kept = changes(&mut ani, &first).await;
    assert_eq!(kept[2].kind(), Kind::HandedOver);
    assert_eq!(kept[2].actor_id, first.account_id);
    assert_eq!(kept[2].account_id, given.account_id);
    let told = service.events::<ParticipationHandedOver>().await;
    let accounts: Vec<_> = told
        .iter()
        .filter_map(|one| one.participation.as_ref())
        .map(|one| (one.account_id.as_str(), one.state()))
        .collect();
    let (newcomer, owner) = (given.account_id.as_str(), first.account_id.as_str());
    assert_eq!(
        accounts,
        [(newcomer, State::Claimed), (owner, State::Verified)]
    );
    service.finish().await;
}

#[tokio::test]
async fn a_hand_over_that_cannot_be_is_refused_by_name() {
    let service = Service::start().await;
    let (_, mut ani) = begin(&service).await;
    let budi = owner(&sign_up(&service, "budi@bekasikab.go.id").await);
    let mut budi = ParticipationServiceClient::new(service.as_person(&budi));
    let claim = claimed(&mut ani, "pd-dinkes").await;
    claimed(&mut budi, "pd-dinkes").await;
    for (email, code, expected) in [
        (
            "nobody@bekasikab.go.id",
            Code::NotFound,
            "ACCOUNT_NOT_FOUND",
        ),
        ("no address", Code::NotFound, "ACCOUNT_NOT_FOUND"),
        (
            "ani@bekasikab.go.id",
            Code::FailedPrecondition,
            "HAND_OVER_SAME",
        ),
        (
            "budi@bekasikab.go.id",
            Code::AlreadyExists,
            "PARTICIPATION_TAKEN",
        ),
    ] {
        let request = hand_over_of(&claim, email);
        let refusal = refused(ani.hand_over_participation(request).await);
        let field = ("email".to_owned(), expected.to_owned());
        assert_eq!(
            (refusal.code, refusal.fields),
            (code, vec![field]),
            "{email}"
        );
    }
    // Whose claim it is not does not learn whose address is known.
    let request = hand_over_of(&claim, "nobody@bekasikab.go.id");
    let stranger = budi.hand_over_participation(request).await;
    assert_eq!(reason(stranger), "PARTICIPATION_NOT_FOUND");
    assert_eq!(service.events::<ParticipationHandedOver>().await, []);
    service.finish().await;
}
