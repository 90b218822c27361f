//! What the committee plans for an edition while it is a draft.

use fest_proto::{
    access::v1::Role,
    registration::v1::{
        BrandColour, Branding, Edition, EditionChanged, EditionStage, EditionStageKind,
        GetEditionRequest, Organiser, OrganiserRule, UpdateEditionRequest,
        edition_service_client::EditionServiceClient,
    },
};
use testkit::{reason, refused, request_id};
use tonic::Code;

use crate::world::{
    EDITION, Service, at, create_category, create_edition, import_two_bodies, lock_edition,
    timeline,
};

/// Everything that can be said of an edition.
pub fn plan(expected_version: i64) -> UpdateEditionRequest {
    let stage = |kind: EditionStageKind, starts_at, ends_at| EditionStage {
        kind: kind.into(),
        starts_at: at(starts_at),
        ends_at: at(ends_at),
    };
    UpdateEditionRequest {
        request_id: request_id(),
        edition_id: EDITION.to_owned(),
        expected_version,
        name: "Digikomfest 2024".to_owned(),
        year: 2024,
        timeline: Some(timeline()),
        theme: "Bekasi digital".to_owned(),
        stages: vec![
            stage(
                EditionStageKind::Interview,
                "2024-11-01T08:00:00+07:00",
                "2024-11-05T16:00:00+07:00",
            ),
            stage(
                EditionStageKind::Objection,
                "2024-11-06T08:00:00+07:00",
                "2024-11-08T16:00:00+07:00",
            ),
        ],
        branding: Some(Branding {
            colour: BrandColour::Blue.into(),
            tagline: "Dari desa untuk Bekasi".to_owned(),
        }),
        letterhead: vec![
            "PEMERINTAH KABUPATEN BEKASI".to_owned(),
            "Dinas Kesehatan".to_owned(),
        ],
        organiser: Some(Organiser {
            organisation_code: "pd-dinkes".to_owned(),
            rule: OrganiserRule::OutOfCompetition.into(),
        }),
    }
}

async fn get(service: &Service) -> Edition {
    let mut anybody = EditionServiceClient::new(service.as_nobody());
    let request = GetEditionRequest {
        edition_id: EDITION.to_owned(),
    };
    let found = anybody.get_edition(request).await.expect("found");
    found.into_inner().edition.expect("edition")
}

#[tokio::test]
async fn a_draft_is_rewritten_whole_and_everybody_reads_it() {
    let service = Service::start().await;
    import_two_bodies(&service).await;
    create_edition(&service).await;
    let mut committee = EditionServiceClient::new(service.as_role(Role::Committee));
    let request = plan(1);
    let first = committee.update_edition(request.clone()).await;
    let again = committee.update_edition(request.clone()).await;
    let first = first.expect("rewritten").into_inner();
    assert_eq!(first, again.expect("again").into_inner());
    let edition = first.edition.expect("edition");
    assert_eq!((&*edition.name, edition.version), ("Digikomfest 2024", 2));
    assert_eq!(edition.theme, request.theme);
    assert_eq!(edition.stages, request.stages);
    assert_eq!(edition.branding, request.branding);
    assert_eq!(edition.letterhead, request.letterhead);
    assert_eq!(edition.organiser, request.organiser);
    assert_eq!(get(&service).await, edition);
    let told = EditionChanged {
        edition: Some(edition),
    };
    assert_eq!(service.events::<EditionChanged>().await, [told]);

    // What the next plan leaves out is gone.
    let bare = UpdateEditionRequest {
        stages: Vec::new(),
        branding: None,
        letterhead: Vec::new(),
        organiser: None,
        ..plan(2)
    };
    committee.update_edition(bare).await.expect("rewritten");
    let edition = get(&service).await;
    assert_eq!((edition.stages, edition.organiser), (Vec::new(), None));
    let green = Branding {
        colour: BrandColour::Green.into(),
        tagline: String::new(),
    };
    assert_eq!(edition.branding, Some(green));
    service.finish().await;
}

#[tokio::test]
async fn a_plan_is_refused_by_field_and_changes_nothing() {
    let service = Service::start().await;
    import_two_bodies(&service).await;
    let before = create_edition(&service).await;
    let mut committee = EditionServiceClient::new(service.as_role(Role::Committee));
    let wrong = UpdateEditionRequest {
        name: " ".to_owned(),
        theme: "a\nb".to_owned(),
        stages: vec![plan(1).stages[1], plan(1).stages[1]],
        organiser: Some(Organiser::default()),
        ..plan(1)
    };
    let refusal = refused(committee.update_edition(wrong).await);
    assert_eq!(refusal.code, Code::InvalidArgument);
    let faults = [
        ("name", "NAME_MISSING"),
        ("organiser.rule", "ORGANISER_RULE_MISSING"),
        ("stages[1]", "STAGE_REPEATED"),
        ("theme", "TEXT_INVALID"),
    ];
    let faults = faults.map(|(field, reason)| (field.to_owned(), reason.to_owned()));
    assert_eq!(refusal.fields, faults);
    let stranger = UpdateEditionRequest {
        organiser: Some(Organiser {
            organisation_code: "pd-lain".to_owned(),
            rule: OrganiserRule::Competes.into(),
        }),
        ..plan(1)
    };
    let refusal = refused(committee.update_edition(stranger).await);
    assert_eq!(refusal.reason, "ORGANISATION_NOT_FOUND");
    assert_eq!(refusal.fields[0].0, "organiser.organisation_code");
    assert_eq!(get(&service).await, before);
    service.finish().await;
}

#[tokio::test]
async fn only_the_last_version_of_a_draft_is_rewritten() {
    let service = Service::start().await;
    import_two_bodies(&service).await;
    let mut committee = EditionServiceClient::new(service.as_role(Role::Committee));
    let nowhere = committee.update_edition(plan(1)).await;
    assert_eq!(reason(nowhere), "EDITION_NOT_FOUND");
    create_edition(&service).await;
    create_category(&service, "reels").await;
    let stale = committee.update_edition(plan(2)).await;
    assert_eq!(reason(stale), "VERSION_STALE");
    lock_edition(&service).await;
    let late = committee.update_edition(plan(2)).await;
    assert_eq!(reason(late), "EDITION_LOCKED");
    service.finish().await;
}
