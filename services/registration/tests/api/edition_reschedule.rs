//! Dates of a locked edition that are moved: by whom, when, why, and one at a time.

use chassis::caller::Person;
use fest_proto::{
    access::v1::Role,
    registration::v1::{
        Account, Edition, EditionMoment, EditionReschedule, EditionRescheduled, EditionStageKind,
        ListEditionReschedulesRequest, MomentMove, RescheduleEditionRequest,
        edition_service_client::EditionServiceClient, reschedule_edition_request::Move,
    },
};
use testkit::{
    reason, refused, request_id,
    service::{Caller, person},
};
use tonic::Code;

use crate::{
    edition_plan::plan,
    world::{EDITION, Service, at, create_category, create_edition, import_two_bodies, sign_up},
};

/// The moment at which the services stand.
const NOW: &str = "2024-10-21T09:00:00+07:00";
const CLOSES: &str = "2024-10-30T23:59:00+07:00";

pub fn closing(expected_version: i64, to: &str) -> RescheduleEditionRequest {
    RescheduleEditionRequest {
        request_id: request_id(),
        edition_id: EDITION.to_owned(),
        expected_version,
        reason: "Banjir di Babelan".to_owned(),
        r#move: Some(Move::Moment(MomentMove {
            moment: EditionMoment::Closes.into(),
            at: at(to),
        })),
    }
}

/// A member of the committee whom registration knows.
async fn member(service: &Service) -> (Account, EditionServiceClient<Caller>) {
    let account = sign_up(service, "panitia@bekasikab.go.id").await;
    let member = Person {
        account_id: account.id.parse().expect("id"),
        ..person([Role::Committee])
    };
    let client = EditionServiceClient::new(service.as_person(&member));
    (account, client)
}

/// Locked at version 3, with an interview and an objection window.
async fn locked(service: &Service, committee: &mut EditionServiceClient<Caller>) {
    import_two_bodies(service).await;
    create_edition(service).await;
    create_category(service, "reels").await;
    committee.update_edition(plan(1)).await.expect("planned");
    let lock = fest_proto::registration::v1::LockEditionRequest {
        request_id: request_id(),
        edition_id: EDITION.to_owned(),
        expected_version: 2,
    };
    committee.lock_edition(lock).await.expect("locked");
}

async fn listed(service: &Service) -> Vec<EditionReschedule> {
    let mut anybody = EditionServiceClient::new(service.as_nobody());
    let mut all = Vec::new();
    let mut page_token = String::new();
    loop {
        let request = ListEditionReschedulesRequest {
            edition_id: EDITION.to_owned(),
            page_size: 1,
            page_token,
        };
        let page = anybody.list_edition_reschedules(request).await;
        let page = page.expect("listed").into_inner();
        all.extend(page.reschedules);
        page_token = page.next_page_token;
        if page_token.is_empty() {
            assert_eq!(page.total_size, i32::try_from(all.len()).expect("few"));
            return all;
        }
    }
}

#[tokio::test]
async fn a_closing_is_put_off_once_and_everybody_reads_by_whom_when_and_why() {
    let service = Service::start().await;
    let (account, mut committee) = member(&service).await;
    locked(&service, &mut committee).await;
    let later = "2024-11-01T23:59:00+07:00";
    let request = closing(3, later);
    let first = committee.reschedule_edition(request.clone()).await;
    let again = committee.reschedule_edition(request).await;
    let first = first.expect("moved").into_inner();
    assert_eq!(first, again.expect("again").into_inner());
    let edition = first.edition.expect("edition");
    let closes_at = edition.timeline.and_then(|timeline| timeline.closes_at);
    assert_eq!((edition.version, closes_at), (4, at(later)));

    let moved = first.reschedule.expect("a moved date");
    let expected = EditionReschedule {
        id: moved.id.clone(),
        edition_id: EDITION.to_owned(),
        moment: EditionMoment::Closes.into(),
        stage: EditionStageKind::Unspecified.into(),
        starts_before: at(CLOSES),
        ends_before: None,
        starts_after: at(later),
        ends_after: None,
        reason: "Banjir di Babelan".to_owned(),
        account_id: account.id,
        moved_at: at(NOW),
        edition_version: 4,
    };
    assert_eq!(moved, expected);
    assert_eq!(
        listed(&service).await.as_slice(),
        std::slice::from_ref(&moved)
    );
    let events = service.events::<EditionRescheduled>().await;
    let told = |event: &EditionRescheduled| {
        let edition = event.edition.clone().unwrap_or_default();
        (edition.version, event.reschedule.clone())
    };
    let told: Vec<_> = events.iter().map(told).collect();
    assert_eq!(told, [(4, Some(moved))]);
    service.finish().await;
}

#[tokio::test]
async fn a_stage_is_moved_and_the_last_move_is_listed_first() {
    let service = Service::start().await;
    let (_, mut committee) = member(&service).await;
    locked(&service, &mut committee).await;
    let first = committee.reschedule_edition(closing(3, "2024-10-31T23:59:00+07:00"));
    first.await.expect("moved");
    let mut stage = plan(1).stages[1];
    stage.ends_at = at("2024-11-09T16:00:00+07:00");
    let request = RescheduleEditionRequest {
        r#move: Some(Move::Stage(stage)),
        ..closing(4, CLOSES)
    };
    let moved = committee.reschedule_edition(request).await.expect("moved");
    let edition: Edition = moved.into_inner().edition.expect("edition");
    assert_eq!(edition.stages, [plan(1).stages[0], stage]);
    let listed = listed(&service).await;
    let what: Vec<_> = listed
        .iter()
        .map(|one| (one.moment(), one.stage(), one.ends_before, one.ends_after))
        .collect();
    let window = (
        EditionMoment::Unspecified,
        EditionStageKind::Objection,
        plan(1).stages[1].ends_at,
        stage.ends_at,
    );
    let closing = (
        EditionMoment::Closes,
        EditionStageKind::Unspecified,
        None,
        None,
    );
    assert_eq!(what, [window, closing]);
    service.finish().await;
}

#[tokio::test]
async fn of_two_members_who_move_the_same_date_one_is_told_to_look_again() {
    let service = Service::start().await;
    let (_, mut committee) = member(&service).await;
    locked(&service, &mut committee).await;
    let mut other = committee.clone();
    let (one, two) = tokio::join!(
        committee.reschedule_edition(closing(3, "2024-10-31T23:59:00+07:00")),
        other.reschedule_edition(closing(3, "2024-11-02T23:59:00+07:00")),
    );
    let (won, lost) = if one.is_ok() { (one, two) } else { (two, one) };
    let refusal = refused(lost);
    assert_eq!(
        (refusal.code, refusal.reason.as_str()),
        (Code::Aborted, "VERSION_STALE")
    );
    let won = won.expect("moved").into_inner().reschedule;
    assert_eq!(listed(&service).await, Vec::from_iter(won));
    service.finish().await;
}

#[tokio::test]
async fn what_cannot_be_moved_stays_and_says_why() {
    let service = Service::start().await;
    let (_, mut committee) = member(&service).await;
    let nowhere = committee.reschedule_edition(closing(1, CLOSES)).await;
    assert_eq!(reason(nowhere), "EDITION_NOT_FOUND");
    locked(&service, &mut committee).await;
    let moment = |moment: EditionMoment, to| RescheduleEditionRequest {
        r#move: Some(Move::Moment(MomentMove {
            moment: moment.into(),
            at: at(to),
        })),
        ..closing(3, CLOSES)
    };
    let without_reason = RescheduleEditionRequest {
        reason: " ".to_owned(),
        ..closing(3, CLOSES)
    };
    let nothing = RescheduleEditionRequest {
        r#move: None,
        ..closing(3, CLOSES)
    };
    let mut visit = plan(1).stages[0];
    visit.kind = EditionStageKind::SiteVisit.into();
    let unplanned = RescheduleEditionRequest {
        r#move: Some(Move::Stage(visit)),
        ..closing(3, CLOSES)
    };
    let evening = "2024-11-08T15:59:59+07:00";
    for (request, field, expected) in [
        (without_reason, "reason", "REASON_MISSING"),
        (nothing, "moment", "MOVE_MISSING"),
        (unplanned, "stage.kind", "STAGE_NOT_PLANNED"),
        (closing(3, CLOSES), "moment.at", "MOVE_EMPTY"),
        (closing(3, NOW), "moment.at", "MOMENT_IN_PAST"),
        (
            moment(EditionMoment::Announces, evening),
            "stage.ends_at",
            "STAGE_ORDER",
        ),
        (
            closing(3, "2024-11-15T00:00:00+07:00"),
            "timeline.announces_at",
            "TIMELINE_ORDER",
        ),
    ] {
        let refusal = refused(committee.reschedule_edition(request).await);
        assert_eq!(refusal.reason, expected);
        assert_eq!(refusal.fields, [(field.to_owned(), expected.to_owned())]);
    }
    let opened = moment(EditionMoment::Opens, "2024-10-22T08:00:00+07:00");
    let opened = committee.reschedule_edition(opened).await;
    assert_eq!(reason(opened), "MOMENT_PASSED");
    assert_eq!(listed(&service).await, []);
    service.finish().await;
}

#[tokio::test]
async fn a_drafts_dates_are_rewritten_and_not_moved() {
    let service = Service::start().await;
    let (_, mut committee) = member(&service).await;
    create_edition(&service).await;
    let draft = committee.reschedule_edition(closing(1, "2024-10-31T00:00:00+07:00"));
    assert_eq!(reason(draft.await), "EDITION_DRAFT");
    service.finish().await;
}
