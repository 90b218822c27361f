//! Copies of what others own: fed by events, asked for before anyone is refused, and never older than they were.

use fest_proto::{
    access::v1::Role,
    registration::v1::CategoryIntake,
    scoring::v1::{AssignmentCreated, ListStagesRequest, SealCategoryRequest},
};
use testkit::service::person;

use crate::{
    facts,
    world::{CLOSES, EDITION, World, member, ok, reason},
};

#[tokio::test]
async fn what_no_event_has_told_yet_is_asked_for_once() {
    let world = World::untold().await;
    world.create_rubric(&world.judged).await;
    assert_eq!(world.owners.asked(), ["category", "edition"]);
    world.assign(0, 0).await;
    assert_eq!(world.owners.asked(), ["entry", "judge"]);
    world.assign(0, 1).await;
    assert_eq!(world.owners.asked(), ["judge"]);
    world.finish().await;
}

#[tokio::test]
async fn what_events_told_is_not_asked_for() {
    let world = World::told().await;
    world.assign(0, 0).await;
    assert_eq!(world.owners.asked(), [""; 0]);
    world.finish().await;
}

#[tokio::test]
async fn a_closing_that_was_put_forward_is_asked_for_before_a_seal_is_refused() {
    let world = World::marked().await;
    // The clock stands at the closing that scoring knows of; registration knows of a later one.
    let mut later = facts::locked_edition();
    let timeline = later.timeline.as_mut().expect("a timeline");
    timeline.closes_at = facts::time("2024-11-05T23:59:00+07:00");
    later.version = 3;
    world.service.deliver(&facts::locked(&later)).await;
    world.service.settled().await;
    let mut seals = world.seals(&member(&world));
    let mut request = SealCategoryRequest {
        request_id: world.request_id(),
        category_id: world.judged.id.clone(),
    };
    world.owners.asked();
    let refused = seals.seal_category(request.clone()).await;
    assert_eq!(reason(refused), "WINDOW_OPEN");
    assert_eq!(world.owners.asked(), ["edition"]);

    let mut earlier = later.clone();
    let timeline = earlier.timeline.as_mut().expect("a timeline");
    timeline.closes_at = facts::time(CLOSES);
    earlier.version = 4;
    world.owners.facts().editions = vec![earlier];
    request.request_id = world.request_id();
    ok(seals.seal_category(request).await);
    world.finish().await;
}

#[tokio::test]
async fn an_owner_who_is_away_is_named_and_nothing_is_refused_for_good() {
    let world = World::untold().await;
    world.owners.facts().away = true;
    let request = facts::assign_request(&world, 0, 0);
    let mut committee = world.assignments(Role::Committee);
    let refused = committee.assign_juror(request.clone()).await;
    assert_eq!(reason(refused), "SUBMISSION_UNAVAILABLE");
    let rubric = facts::rubric_request(world.request_id(), &world.judged);
    let refused = world.rubrics().create_rubric(rubric.clone()).await;
    assert_eq!(reason(refused), "REGISTRATION_UNAVAILABLE");
    world.owners.facts().away = false;
    ok(world.rubrics().create_rubric(rubric).await);
    ok(committee.assign_juror(request).await);
    world.finish().await;
}

#[tokio::test]
async fn an_older_version_never_overwrites_a_newer_one() {
    let world = World::told().await;
    let mut renamed = world.entries[0].clone();
    renamed.title = "Judul baru".to_owned();
    renamed.version += 1;
    for entry in [&renamed, &world.entries[0]] {
        world.service.deliver(&facts::submitted(entry)).await;
    }
    // A draft of an edition that was locked, as an answer that took its time would bring it.
    world
        .service
        .deliver(&facts::locked(&facts::draft_edition()))
        .await;
    world.service.settled().await;
    for juror in 0..2 {
        for entry in 0..2 {
            let assignment = world.assign(entry, juror).await;
            world.hand_in(juror, &assignment, &["3", "3"]).await;
        }
    }
    world.move_to(CLOSES);
    let request = fest_proto::scoring::v1::GetRankingRequest {
        category_id: world.judged.id.clone(),
    };
    let ranking = ok(world.rankings(&member(&world)).get_ranking(request).await);
    let titles: Vec<_> = ranking
        .subjects
        .iter()
        .map(|one| one.title.as_str())
        .collect();
    assert_eq!(titles, ["Judul baru", "Bekasi Dua"]);
    let request = SealCategoryRequest {
        request_id: world.request_id(),
        category_id: world.judged.id.clone(),
    };
    world.owners.asked();
    ok(world.seals(&member(&world)).seal_category(request).await);
    // The end of the intake, two pages of one entry each, and no edition: it was still locked.
    assert_eq!(world.owners.asked(), ["intake", "entries", "entries"]);
    world.finish().await;
}

#[tokio::test]
async fn each_event_twice_and_in_any_order_gives_the_same_state() {
    let mut states = Vec::new();
    for backwards in [false, true] {
        let world = World::untold().await;
        let service = &world.service;
        world.create_rubric(&world.judged).await;
        world.owners.facts().editions = vec![facts::locked_edition()];
        let snapshot = facts::snapshot(&world.measured);
        world.owners.facts().snapshots = vec![snapshot.clone()];
        let mut order: Vec<usize> = (0..7).chain(0..7).collect();
        if backwards {
            order.reverse();
        }
        let ids: Vec<_> = (0..7).map(|_| service.clock.new_id()).collect();
        for step in order {
            let id = ids[step];
            match step {
                0 => service.deliver_as(id, &facts::created(&world.judged)).await,
                1 => {
                    service
                        .deliver_as(id, &facts::created(&world.measured))
                        .await
                }
                2 => {
                    service
                        .deliver_as(id, &facts::locked(&facts::locked_edition()))
                        .await
                }
                3 => {
                    service
                        .deliver_as(id, &facts::appointed(&world.judges[0]))
                        .await
                }
                4 => {
                    service
                        .deliver_as(id, &facts::submitted(&world.entries[0]))
                        .await
                }
                5 => {
                    service
                        .deliver_as(id, &facts::submitted(&world.entries[1]))
                        .await
                }
                _ => service.deliver_as(id, &facts::frozen(&snapshot)).await,
            }
            service.settled().await;
        }
        world.assign(0, 0).await;
        assert_eq!(service.events::<AssignmentCreated>().await.len(), 1);
        let request = ListStagesRequest {
            edition_id: EDITION.to_owned(),
        };
        let stages = ok(world
            .assignments(Role::Committee)
            .list_stages(request)
            .await)
        .stages;
        let without_ids = stages.into_iter().map(|mut stage| {
            stage.category_id = String::new();
            stage
        });
        states.push(without_ids.collect::<Vec<_>>());
        world.finish().await;
    }
    assert_eq!(states[0], states[1]);
    assert_eq!(states[0][0].entries, 2);
}

#[tokio::test]
async fn an_event_that_says_nothing_is_set_aside() {
    let mut world = World::told().await;
    let mut nameless = facts::category("x", CategoryIntake::Entered);
    nameless.id = String::new();
    world.service.deliver(&facts::created(&nameless)).await;
    let mut nobodys = facts::judge(&person([Role::Juror]));
    nobodys.account_id = "somebody".to_owned();
    world.service.deliver(&facts::appointed(&nobodys)).await;
    world.service.settled().await;
    let letters = world.service.dead_letters().await;
    let reasons: Vec<_> = letters
        .iter()
        .map(|letter| letter.reason.as_str())
        .collect();
    assert_eq!(reasons, ["EVENT_MALFORMED"; 2]);
    world.finish().await;
}
