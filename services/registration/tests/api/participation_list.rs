//! Whose claims who sees in a list.

use fest_proto::{
    access::v1::Role,
    registration::v1::{
        CountParticipationAdminsRequest, ListParticipationsRequest, ParticipationState,
        participation_service_client::ParticipationServiceClient,
    },
};
use testkit::reason;

use crate::{
    participation::{begin, claimed, verify},
    world::{EDITION, Service, import_bodies, owner, sign_up},
};

#[tokio::test]
async fn the_committee_lists_all_claims_and_anybody_else_their_own() {
    let service = Service::start().await;
    let (_, mut ani) = begin(&service).await;
    let budi = owner(&sign_up(&service, "budi@bekasikab.go.id").await);
    let mut budi = ParticipationServiceClient::new(service.as_person(&budi));
    let mut committee = ParticipationServiceClient::new(service.as_role(Role::Committee));
    let first = claimed(&mut ani, "pd-dinkes").await;
    let second = claimed(&mut budi, "pd-dinkes").await;
    let third = claimed(&mut ani, "32.16.03").await;
    committee
        .verify_participation(verify(&second.id, 1))
        .await
        .expect("verified");

    let list = |state: ParticipationState, page_size, page_token: &str| ListParticipationsRequest {
        edition_id: EDITION.to_owned(),
        states: match state {
            ParticipationState::Unspecified => Vec::new(),
            one => vec![one.into()],
        },
        page_size,
        page_token: page_token.to_owned(),
        ..ListParticipationsRequest::default()
    };
    use ParticipationState::{Claimed, Unspecified, Verified};
    let cases = [
        (ani.clone(), Unspecified, vec![&first.id, &third.id]),
        (budi.clone(), Unspecified, vec![&second.id]),
        (budi.clone(), Claimed, vec![]),
        (
            committee.clone(),
            Unspecified,
            vec![&first.id, &second.id, &third.id],
        ),
        (committee.clone(), Claimed, vec![&first.id, &third.id]),
        (committee.clone(), Verified, vec![&second.id]),
    ];
    for (mut client, state, expected) in cases {
        let page = client
            .list_participations(list(state, 0, ""))
            .await
            .expect("listed")
            .into_inner();
        let ids: Vec<&String> = page.participations.iter().map(|one| &one.id).collect();
        assert_eq!(ids, expected, "{state:?}");
        assert_eq!(page.total_size as usize, expected.len());
    }
    let one = committee
        .list_participations(list(Unspecified, 2, ""))
        .await
        .expect("listed")
        .into_inner();
    let two = committee
        .list_participations(list(Unspecified, 2, &one.next_page_token))
        .await;
    let two = two.expect("listed").into_inner();
    assert_eq!((one.participations.len(), two.participations.len()), (2, 1));
    assert_eq!((one.total_size, two.next_page_token.as_str()), (3, ""));
    let nonsense = committee
        .list_participations(list(Unspecified, 2, "bm8"))
        .await;
    assert_eq!(reason(nonsense), "PAGE_TOKEN_INVALID");
    service.finish().await;
}

#[tokio::test]
async fn anybody_with_an_account_is_told_how_many_verified_admins_an_organisation_has() {
    let service = Service::start().await;
    let (_, mut ani) = begin(&service).await;
    let budi = owner(&sign_up(&service, "budi@bekasikab.go.id").await);
    let mut budi = ParticipationServiceClient::new(service.as_person(&budi));
    let mut committee = ParticipationServiceClient::new(service.as_role(Role::Committee));
    let request = |organisation: &str| CountParticipationAdminsRequest {
        edition_id: EDITION.to_owned(),
        organisation_code: organisation.to_owned(),
    };
    let claim = claimed(&mut ani, "pd-dinkes").await;
    let count = budi.count_participation_admins(request("pd-dinkes")).await;
    assert_eq!(count.expect("counted").into_inner().verified, 0, "waits");

    let verified = committee.verify_participation(verify(&claim.id, 1)).await;
    verified.expect("verified");
    let count = budi.count_participation_admins(request("pd-dinkes")).await;
    assert_eq!(count.expect("counted").into_inner().verified, 1);
    let count = budi.count_participation_admins(request("32.16.03")).await;
    assert_eq!(count.expect("counted").into_inner().verified, 0, "another");

    let refused = budi.count_participation_admins(request("tidak-ada")).await;
    assert_eq!(reason(refused), "ORGANISATION_NOT_FOUND");
    service.finish().await;
}

#[tokio::test]
async fn claims_are_listed_by_the_kind_and_the_kecamatan_of_their_bodies() {
    let service = Service::start().await;
    let (_, mut ani) = begin(&service).await;
    import_bodies(
        &service,
        "32.16.03.2004,Babelan Kota,desa,32.16.03,Babelan,list
",
    )
    .await;
    let department = claimed(&mut ani, "pd-dinkes").await.id;
    let village = claimed(&mut ani, "32.16.03.2004").await.id;
    let mut committee = ParticipationServiceClient::new(service.as_role(Role::Committee));
    for (kind, district, expected) in [
        ("", "", vec![&department, &village]),
        ("desa", "", vec![&village]),
        ("", "Babelan", vec![&village]),
        ("desa", "Babelan", vec![&village]),
        ("desa", "Sukawangi", vec![]),
        ("", "-", vec![&department]),
        ("desa", "-", vec![]),
    ] {
        let request = ListParticipationsRequest {
            edition_id: EDITION.to_owned(),
            kind: kind.to_owned(),
            district: district.to_owned(),
            ..ListParticipationsRequest::default()
        };
        let page = committee.list_participations(request).await;
        let page = page.expect("listed").into_inner();
        let ids: Vec<&String> = page.participations.iter().map(|one| &one.id).collect();
        assert_eq!(ids, expected, "{kind} {district}");
        assert_eq!(
            page.total_size as usize,
            expected.len(),
            "{kind} {district}"
        );
    }
    service.finish().await;
}
