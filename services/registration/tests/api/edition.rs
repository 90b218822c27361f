//! Editions and their timelines.

use fest_proto::{
    access::v1::Role,
    registration::v1::{
        CreateEditionRequest, EditionCreated, EditionLocked, EditionPhase, GetEditionRequest,
        ListEditionsRequest, LockEditionRequest, Timeline,
        edition_service_client::EditionServiceClient,
    },
};
use testkit::{reason, refused, request_id};
use tonic::Code;

use crate::world::{
    EDITION, Service, create_category, create_edition, lock_edition, new_edition, timeline,
};

fn lock(expected_version: i64) -> LockEditionRequest {
    LockEditionRequest {
        request_id: request_id(),
        edition_id: EDITION.to_owned(),
        expected_version,
    }
}

async fn phase(service: &Service) -> EditionPhase {
    let mut editions = EditionServiceClient::new(service.as_nobody());
    let request = GetEditionRequest {
        edition_id: EDITION.to_owned(),
    };
    let answer = editions.get_edition(request).await.expect("found");
    answer.into_inner().edition.expect("edition").phase()
}

#[tokio::test]
async fn an_edition_is_made_in_draft_and_everybody_hears_of_it() {
    let service = Service::start().await;
    let edition = create_edition(&service).await;
    assert_eq!(edition.phase(), EditionPhase::Draft);
    assert_eq!((edition.version, edition.timeline), (1, Some(timeline())));
    let events = service.events::<EditionCreated>().await;
    assert_eq!(
        events,
        [EditionCreated {
            edition: Some(edition)
        }]
    );
    service.finish().await;
}

#[tokio::test]
async fn a_wrong_edition_is_refused_by_field() {
    let service = Service::start().await;
    let mut editions = EditionServiceClient::new(service.as_role(Role::Committee));
    let right = new_edition;
    let late = Timeline {
        opens_at: timeline().closes_at,
        ..timeline()
    };
    let partial = Timeline {
        announces_at: None,
        ..timeline()
    };
    let cases: [(&str, &str, CreateEditionRequest); 6] = [
        (
            "id",
            "EDITION_ID_INVALID",
            CreateEditionRequest {
                id: "Fest 2024".into(),
                ..right()
            },
        ),
        (
            "name",
            "NAME_MISSING",
            CreateEditionRequest {
                name: String::new(),
                ..right()
            },
        ),
        (
            "year",
            "YEAR_INVALID",
            CreateEditionRequest {
                year: 24,
                ..right()
            },
        ),
        (
            "timeline",
            "TIMELINE_MISSING",
            CreateEditionRequest {
                timeline: None,
                ..right()
            },
        ),
        (
            "timeline",
            "TIMELINE_MISSING",
            CreateEditionRequest {
                timeline: Some(partial),
                ..right()
            },
        ),
        (
            "timeline.closes_at",
            "TIMELINE_ORDER",
            CreateEditionRequest {
                timeline: Some(late),
                ..right()
            },
        ),
    ];
    for (field, expected, request) in cases {
        let refusal = refused(editions.create_edition(request).await);
        assert_eq!(refusal.code, Code::InvalidArgument, "{expected}");
        assert_eq!(refusal.reason, expected);
        assert_eq!(refusal.fields, [(field.to_owned(), expected.to_owned())]);
    }
    assert_eq!(service.events::<EditionCreated>().await, []);
    service.finish().await;
}

#[tokio::test]
async fn an_id_is_used_once_and_the_same_request_twice_makes_one_edition() {
    let service = Service::start().await;
    let mut editions = EditionServiceClient::new(service.as_role(Role::Committee));
    // The same person both times: another one's request_id is another key.
    let request = new_edition();
    let first = editions
        .create_edition(request.clone())
        .await
        .expect("created");
    let second = editions.create_edition(request).await.expect("again");
    assert_eq!(first.into_inner(), second.into_inner());
    assert_eq!(
        reason(editions.create_edition(new_edition()).await),
        "EDITION_TAKEN"
    );
    assert_eq!(service.events::<EditionCreated>().await.len(), 1);
    service.finish().await;
}

#[tokio::test]
async fn only_the_last_version_of_a_draft_with_categories_is_locked_and_only_once() {
    let service = Service::start().await;
    let mut editions = EditionServiceClient::new(service.as_role(Role::Committee));
    assert_eq!(
        reason(editions.lock_edition(lock(1)).await),
        "EDITION_NOT_FOUND"
    );
    create_edition(&service).await;
    assert_eq!(
        reason(editions.lock_edition(lock(1)).await),
        "CATEGORIES_MISSING"
    );
    create_category(&service, "reels").await;
    let stale = refused(editions.lock_edition(lock(2)).await);
    assert_eq!(
        (stale.code, stale.reason.as_str()),
        (Code::Aborted, "VERSION_STALE")
    );

    let request = lock(1);
    let locked = editions
        .lock_edition(request.clone())
        .await
        .expect("locked")
        .into_inner();
    let again = editions
        .lock_edition(request)
        .await
        .expect("again")
        .into_inner();
    assert_eq!(locked, again);
    assert_eq!(
        locked.edition.as_ref().map(|edition| edition.version),
        Some(2)
    );
    assert_eq!(
        reason(editions.lock_edition(lock(2)).await),
        "EDITION_LOCKED"
    );

    let events = service.events::<EditionLocked>().await;
    let told = events[0].edition.as_ref().expect("edition");
    // On this day entries are open already; the event leaves that to whoever asks.
    assert_eq!(
        (events.len(), told.phase(), told.version),
        (1, EditionPhase::Locked, 2)
    );
    service.finish().await;
}

#[tokio::test]
async fn a_locked_edition_opens_and_closes_by_the_clock_alone() {
    let service = Service::builder()
        .at("2024-10-01T08:00:00+07:00")
        .start()
        .await;
    create_edition(&service).await;
    create_category(&service, "reels").await;
    assert_eq!(phase(&service).await, EditionPhase::Draft);
    lock_edition(&service).await;
    let mut seen = vec![phase(&service).await];
    for moment in [
        "2024-10-14T07:59:59+07:00",
        "2024-10-14T08:00:00+07:00",
        "2024-10-30T23:58:59+07:00",
        "2024-10-30T23:59:00+07:00",
    ] {
        service
            .clock
            .advance(testkit::clock(moment).now())
            .expect("forward");
        seen.push(phase(&service).await);
    }
    use EditionPhase::{Closed, Locked, Open};
    assert_eq!(seen, [Locked, Locked, Open, Open, Closed]);
    service.finish().await;
}

#[tokio::test]
async fn editions_are_listed_newest_year_first_page_by_page() {
    let service = Service::start().await;
    let mut committee = EditionServiceClient::new(service.as_role(Role::Committee));
    for (id, year) in [("b-2023", 2023), ("a-2025", 2025), ("a-2023", 2023)] {
        let request = CreateEditionRequest {
            id: id.into(),
            year,
            ..new_edition()
        };
        committee.create_edition(request).await.expect("created");
    }
    let mut anybody = EditionServiceClient::new(service.as_nobody());
    let mut seen = Vec::new();
    let mut page_token = String::new();
    loop {
        let request = ListEditionsRequest {
            page_size: 2,
            page_token,
        };
        let page = anybody
            .list_editions(request)
            .await
            .expect("listed")
            .into_inner();
        assert_eq!(page.total_size, 3);
        seen.extend(page.editions.into_iter().map(|edition| edition.id));
        page_token = page.next_page_token;
        if page_token.is_empty() {
            break;
        }
    }
    assert_eq!(seen, ["a-2025", "a-2023", "b-2023"]);
    for page_token in ["%%%", "c29tZXRoaW5n"] {
        let request = ListEditionsRequest {
            page_size: 2,
            page_token: page_token.into(),
        };
        assert_eq!(
            reason(anybody.list_editions(request).await),
            "PAGE_TOKEN_INVALID"
        );
    }
    let unknown = GetEditionRequest {
        edition_id: "none".into(),
    };
    assert_eq!(
        reason(anybody.get_edition(unknown).await),
        "EDITION_NOT_FOUND"
    );
    service.finish().await;
}
