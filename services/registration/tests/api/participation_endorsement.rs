//! Claims that wait for the body above.

use fest_proto::registration::v1::{
    EndorseParticipationRequest, GetParticipationRuleRequest, ListEndorsableParticipationsRequest,
    Participation, ParticipationEndorsed, ParticipationRuleSet, ParticipationState as State,
    SetParticipationRuleRequest, participation_service_client::ParticipationServiceClient,
};
use testkit::{reason, request_id};

use crate::{
    participation::{Client, claimed, verify},
    participation_life::{committee, told},
    world::{EDITION, Service, create_edition, import_bodies, owner, sign_up},
};

pub fn endorsement_of(claim: &Participation) -> EndorseParticipationRequest {
    EndorseParticipationRequest {
        request_id: request_id(),
        participation_id: claim.id.clone(),
        expected_version: claim.version,
    }
}

pub fn rule(expected_version: i64, endorsement_required: bool) -> SetParticipationRuleRequest {
    SetParticipationRuleRequest {
        request_id: request_id(),
        edition_id: EDITION.to_owned(),
        expected_version,
        endorsement_required,
    }
}

/// A district with its admin verified, and a village below it with an admin of its own.
pub struct Chain {
    pub district: Client,
    pub village: Client,
    pub claim: Participation,
}

pub async fn chain(service: &Service) -> Chain {
    let rows = "32.16.03,Babelan,kecamatan,,,list\n\
                32.16.03.2004,Babelan Kota,desa,32.16.03,Babelan,list\n";
    import_bodies(service, rows).await;
    let cici = owner(&sign_up(service, "cici@bekasikab.go.id").await);
    let dedi = owner(&sign_up(service, "dedi@bekasikab.go.id").await);
    let mut district = ParticipationServiceClient::new(service.as_person(&cici));
    let mut village = ParticipationServiceClient::new(service.as_person(&dedi));
    let above = claimed(&mut district, "32.16.03").await;
    let verified = committee(service)
        .verify_participation(verify(&above.id, above.version))
        .await;
    verified.expect("verified");
    let claim = claimed(&mut village, "32.16.03.2004").await;
    Chain {
        district,
        village,
        claim,
    }
}

#[tokio::test]
async fn where_the_edition_asks_for_it_the_body_above_stands_behind_a_claim_first() {
    let service = Service::start().await;
    create_edition(&service).await;
    let mut chain = chain(&service).await;
    let set = committee(&service)
        .set_participation_rule(rule(0, true))
        .await;
    let set = set.expect("set").into_inner().rule.expect("rule");
    assert_eq!((set.endorsement_required, set.version), (true, 1));
    let stale = committee(&service)
        .set_participation_rule(rule(0, false))
        .await;
    assert_eq!(reason(stale), "VERSION_STALE");
    let asked = GetParticipationRuleRequest {
        edition_id: EDITION.to_owned(),
    };
    let mut anybody = ParticipationServiceClient::new(service.as_nobody());
    let found = anybody.get_participation_rule(asked).await.expect("found");
    assert_eq!(found.into_inner().rule, Some(set.clone()));

    let request = verify(&chain.claim.id, 1);
    let early = committee(&service).verify_participation(request).await;
    assert_eq!(reason(early), "ENDORSEMENT_MISSING");
    let list = ListEndorsableParticipationsRequest {
        edition_id: EDITION.to_owned(),
        ..ListEndorsableParticipationsRequest::default()
    };
    let own = chain
        .village
        .list_endorsable_participations(list.clone())
        .await;
    assert_eq!(own.expect("listed").into_inner().total_size, 0);
    let theirs = chain.district.list_endorsable_participations(list).await;
    let theirs = theirs.expect("listed").into_inner();
    assert_eq!(theirs.participations, [chain.claim.clone()]);
    assert_eq!(
        (theirs.total_size, theirs.next_page_token.as_str()),
        (1, "")
    );

    let nobodys = chain
        .village
        .endorse_participation(endorsement_of(&chain.claim))
        .await;
    assert_eq!(reason(nobodys), "PARTICIPATION_NOT_FOUND");
    let request = endorsement_of(&chain.claim);
    let endorsed = told!(chain.district.endorse_participation(request.clone()));
    let again = told!(chain.district.endorse_participation(request));
    assert_eq!(endorsed, again);
    assert_eq!((endorsed.state(), endorsed.version), (State::Endorsed, 2));
    let twice = chain
        .district
        .endorse_participation(endorsement_of(&endorsed))
        .await;
    assert_eq!(reason(twice), "PARTICIPATION_ENDORSED");
    let verified = told!(committee(&service).verify_participation(verify(&endorsed.id, 2)));
    assert_eq!(verified.state(), State::Verified);
    assert_eq!(service.events::<ParticipationEndorsed>().await.len(), 1);
    let told = service.events::<ParticipationRuleSet>().await;
    assert_eq!(told, [ParticipationRuleSet { rule: Some(set) }]);
    service.finish().await;
}
