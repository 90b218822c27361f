//! How far participation is, and who is silent.

use fest_proto::{
    access::v1::Role,
    registration::v1::{
        CreateInvitationsRequest, GetParticipationProgressRequest,
        GetParticipationProgressResponse, ListSilentOrganisationsRequest, ParticipationCounts,
        WithdrawParticipationRequest, invitation_service_client::InvitationServiceClient,
        participation_service_client::ParticipationServiceClient,
        progress_service_client::ProgressServiceClient,
    },
};
use testkit::{reason, request_id, service::Caller};

use crate::{
    participation::{Client, claimed, verify},
    participation_life::{committee, told},
    world::{EDITION, Service, create_edition, import_bodies, owner, sign_up},
};

/// Two departments, a kecamatan with two villages, and another kecamatan.
const BODIES: &str = "pd-dinkes,Dinas Kesehatan,perangkat_daerah,,,list\n\
    pd-dinsos,Dinas Sosial,perangkat_daerah,,,list\n\
    32.16.03,Kecamatan Sukawangi,kecamatan,,Sukawangi,list\n\
    32.16.03.2001,Desa Sukadaya,desa,32.16.03,Sukawangi,list\n\
    32.16.03.2004,Desa Sukawangi,desa,32.16.03,Sukawangi,list\n\
    32.16.02,Kecamatan Babelan,kecamatan,,Babelan,list\n";

type Progress = ProgressServiceClient<Caller>;

async fn begin(service: &Service) -> (Client, Client, Progress) {
    create_edition(service).await;
    import_bodies(service, BODIES).await;
    let ani = owner(&sign_up(service, "ani@bekasikab.go.id").await);
    let budi = owner(&sign_up(service, "budi@bekasikab.go.id").await);
    let leadership = ProgressServiceClient::new(service.as_role(Role::Leadership));
    (
        ParticipationServiceClient::new(service.as_person(&ani)),
        ParticipationServiceClient::new(service.as_person(&budi)),
        leadership,
    )
}

async fn counted(progress: &mut Progress) -> GetParticipationProgressResponse {
    let request = GetParticipationProgressRequest {
        edition_id: EDITION.to_owned(),
    };
    let answer = progress.get_participation_progress(request).await;
    answer.expect("counted").into_inner()
}

/// Organisations, silent, invited, waiting, returned, verified, withdrawn.
fn numbers(counts: &Option<ParticipationCounts>) -> [i32; 7] {
    let counts = counts.expect("counts");
    [
        counts.organisations,
        counts.silent,
        counts.invited,
        counts.waiting,
        counts.returned,
        counts.verified,
        counts.withdrawn,
    ]
}

fn silent(kind: &str, district: &str) -> ListSilentOrganisationsRequest {
    ListSilentOrganisationsRequest {
        edition_id: EDITION.to_owned(),
        kind: kind.to_owned(),
        district: district.to_owned(),
        ..ListSilentOrganisationsRequest::default()
    }
}

#[tokio::test]
async fn each_body_counts_once_by_the_claim_that_is_furthest() {
    let service = Service::start().await;
    let (mut ani, mut budi, mut progress) = begin(&service).await;
    let first = claimed(&mut ani, "pd-dinkes").await;
    claimed(&mut budi, "pd-dinkes").await;
    told!(committee(&service).verify_participation(verify(&first.id, 1)));
    claimed(&mut ani, "32.16.03").await;
    let village = claimed(&mut ani, "32.16.03.2004").await;
    let withdrawal = WithdrawParticipationRequest {
        request_id: request_id(),
        participation_id: village.id,
        expected_version: 1,
        reason: String::new(),
    };
    told!(ani.withdraw_participation(withdrawal));
    let mut invitations = InvitationServiceClient::new(service.as_role(Role::Committee));
    let invite = CreateInvitationsRequest {
        request_id: request_id(),
        edition_id: EDITION.to_owned(),
        kind: "kecamatan".to_owned(),
        ..CreateInvitationsRequest::default()
    };
    invitations
        .create_invitations(invite)
        .await
        .expect("invited");

    let invited = ListSilentOrganisationsRequest {
        invited: true,
        ..silent("", "")
    };
    let listed = progress.list_silent_organisations(invited).await;
    let listed = listed.expect("listed").into_inner();
    let silent = listed.organisations.iter();
    let codes: Vec<_> = silent
        .filter_map(|one| Some(&*one.organisation.as_ref()?.code))
        .collect();
    assert_eq!((codes, listed.total_size), (vec!["32.16.02"], 1));
    let counted = counted(&mut progress).await;
    assert_eq!(numbers(&counted.total), [6, 3, 1, 1, 0, 1, 1]);
    let kinds: Vec<_> = counted
        .kinds
        .iter()
        .map(|row| (row.kind.as_str(), numbers(&row.counts)))
        .collect();
    assert_eq!(
        kinds,
        [
            ("desa", [2, 1, 0, 0, 0, 0, 1]),
            ("kecamatan", [2, 1, 1, 1, 0, 0, 0]),
            ("perangkat_daerah", [2, 1, 0, 0, 0, 1, 0]),
        ]
    );
    let districts: Vec<_> = counted
        .districts
        .iter()
        .map(|row| (row.district.as_str(), numbers(&row.counts)))
        .collect();
    assert_eq!(
        districts,
        [
            ("Babelan", [1, 1, 1, 0, 0, 0, 0]),
            ("Sukawangi", [3, 1, 0, 1, 0, 0, 1]),
            ("", [2, 1, 0, 0, 0, 1, 0]),
        ]
    );
    service.finish().await;
}

#[tokio::test]
async fn who_is_silent_is_listed_by_kind_and_kecamatan_page_by_page() {
    let service = Service::start().await;
    let (mut ani, _, mut progress) = begin(&service).await;
    claimed(&mut ani, "32.16.03.2004").await;
    let mut found = Vec::new();
    for (kind, district, expected) in [
        ("", "", 5),
        ("desa", "", 1),
        ("", "Sukawangi", 2),
        ("kecamatan", "Babelan", 1),
        ("", "-", 2),
        ("desa", "Babelan", 0),
    ] {
        let listed = progress.list_silent_organisations(silent(kind, district));
        let listed = listed.await.expect("listed").into_inner();
        assert_eq!(listed.total_size, expected, "{kind} {district}");
        found = listed.organisations;
        assert_eq!(found.len() as i32, expected, "{kind} {district}");
    }
    assert_eq!(found, []);
    let mut codes = Vec::new();
    let mut request = silent("", "");
    request.page_size = 2;
    loop {
        let page = progress.list_silent_organisations(request.clone()).await;
        let page = page.expect("listed").into_inner();
        assert_eq!(page.total_size, 5);
        let organisations = page.organisations.into_iter();
        codes.extend(organisations.filter_map(|one| Some(one.organisation?.code)));
        request.page_token = page.next_page_token;
        if request.page_token.is_empty() {
            break;
        }
    }
    let by_name = [
        "32.16.03.2001",
        "pd-dinkes",
        "pd-dinsos",
        "32.16.02",
        "32.16.03",
    ];
    assert_eq!(codes, by_name);
    service.finish().await;
}

#[tokio::test]
async fn an_edition_that_is_not_there_has_no_progress() {
    let service = Service::start().await;
    let mut progress = ProgressServiceClient::new(service.as_role(Role::Committee));
    let request = GetParticipationProgressRequest {
        edition_id: EDITION.to_owned(),
    };
    let answer = progress.get_participation_progress(request).await;
    assert_eq!(reason(answer), "EDITION_NOT_FOUND");
    let answer = progress.list_silent_organisations(silent("", "")).await;
    assert_eq!(reason(answer), "EDITION_NOT_FOUND");
    service.finish().await;
}
