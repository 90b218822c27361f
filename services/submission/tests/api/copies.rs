//! What registration owns: copies that events keep, and a question before anybody is refused.

use std::time::Duration;

use diesel::{QueryableByName, sql_query, sql_types::Text};
use diesel_async::RunQueryDsl;
use fest_proto::registration::v1::{
    CategoryCreated, CategoryIntake, EditionPhase, ParticipationState,
};
use testkit::service::person;
use tonic::Code;

use crate::world::{
    World, category, created, imported, locked, new_id, organisation, participation, refusal,
    save_of, submission_of, verified,
};

const ALL: [&str; 3] = ["category", "edition", "participation"];

#[derive(QueryableByName)]
struct Line {
    #[diesel(sql_type = Text)]
    line: String,
}

/// Every copy as text, in order.
async fn copies(world: &World) -> Vec<String> {
    let query = "
        SELECT to_jsonb(c)::text AS line FROM edition_copy c
        UNION ALL SELECT to_jsonb(c)::text FROM category_copy c
        UNION ALL SELECT to_jsonb(c)::text FROM participation_copy c
        UNION ALL SELECT to_jsonb(c)::text FROM organisation_copy c
        ORDER BY 1";
    let mut conn = world.service.database.pool.get().await.expect("database");
    let lines: Vec<Line> = sql_query(query).load(&mut conn).await.expect("copies");
    lines.into_iter().map(|line| line.line).collect()
}

#[tokio::test]
async fn registration_is_asked_once_before_anyone_is_refused() {
    let world = World::untold().await;
    world.create().await;
    assert_eq!(world.registration.asked(), ALL);
    let mut draft = world.draft();
    draft.category_id = new_id();
    let refused = world.entries().create_entry(draft).await;
    let not_found = (Code::NotFound, "CATEGORY_NOT_FOUND".to_owned());
    assert_eq!(refusal(refused), not_found);
    assert_eq!(world.registration.asked(), ALL);
    world.finish().await;
}

#[tokio::test]
async fn what_the_copies_allow_needs_no_question() {
    let world = World::told().await;
    let entry = world.submit().await;
    // Nor does what our own rows refuse.
    let again = world.entries().submit_entry(submission_of(&entry)).await;
    assert_eq!(refusal(again).1, "ENTRY_SUBMITTED");
    assert_eq!(world.registration.asked(), [""; 0]);
    world.finish().await;
}

#[tokio::test]
async fn a_verification_that_the_copy_has_not_heard_of_counts() {
    let world = World::told().await;
    let newcomer = person([fest_proto::access::v1::Role::Participant]);
    let claimed = organisation("pd-sekretariat-daerah", "perangkat_daerah");
    let mut claim = participation(&newcomer, claimed);
    claim.state = ParticipationState::Claimed.into();
    claim.version = 1;
    let world = World {
        admin: newcomer,
        participation: claim.clone(),
        ..world
    };
    world.registration.facts().participations = vec![claim.clone()];
    let refused = world.entries().create_entry(world.draft()).await;
    let unverified = (
        Code::FailedPrecondition,
        "PARTICIPATION_UNVERIFIED".to_owned(),
    );
    assert_eq!(refusal(refused), unverified);

    claim.state = ParticipationState::Verified.into();
    claim.version = 2;
    world.registration.facts().participations = vec![claim];
    world.create().await;
    world.finish().await;
}

#[tokio::test]
async fn a_later_closing_that_the_copy_has_not_heard_of_counts() {
    let world = World::told().await;
    let draft = world.create().await;
    let mut edition = world.edition.clone();
    edition.version = 3;
    edition.phase = EditionPhase::Open.into();
    let timeline = edition.timeline.as_mut().expect("timeline");
    timeline.closes_at = crate::world::at("2024-11-01T00:00:00+07:00");
    world.registration.facts().editions = vec![edition];
    let mut entries = world.entries_arriving("2024-10-31T12:00:00+07:00");
    let submit = submission_of(&draft);
    entries
        .submit_entry(submit)
        .await
        .expect("in the longer window");
    assert_eq!(world.registration.asked(), ["edition", "participation"]);
    world.finish().await;
}

#[tokio::test]
async fn each_foreign_no_is_given_after_the_question() {
    let world = World::told().await;
    let monitored = category("monitored", CategoryIntake::Monitored);
    let mut elsewhere = category("elsewhere", CategoryIntake::Entered);
    elsewhere.edition_id = "diskom-fest-2025".to_owned();
    let mut villages = category("villages", CategoryIntake::Entered);
    villages.levels = vec!["desa".to_owned()];
    let more = [&monitored, &elsewhere, &villages].map(Clone::clone);
    world.registration.facts().categories.extend(more);
    let own = &world.participation.id;
    let entered = &world.entered.id;
    for (participation_id, category_id, code, reason) in [
        (
            &new_id(),
            entered,
            Code::NotFound,
            "PARTICIPATION_NOT_FOUND",
        ),
        (
            &"x".into(),
            entered,
            Code::NotFound,
            "PARTICIPATION_NOT_FOUND",
        ),
        (own, &new_id(), Code::NotFound, "CATEGORY_NOT_FOUND"),
        (own, &"x".into(), Code::NotFound, "CATEGORY_NOT_FOUND"),
        (own, &elsewhere.id, Code::NotFound, "CATEGORY_NOT_FOUND"),
        (
            own,
            &monitored.id,
            Code::FailedPrecondition,
            "CATEGORY_NOT_ENTERED",
        ),
        (
            own,
            &villages.id,
            Code::FailedPrecondition,
            "LEVEL_NOT_ELIGIBLE",
        ),
    ] {
        let mut draft = world.draft();
        draft.participation_id.clone_from(participation_id);
        draft.category_id.clone_from(category_id);
        let refused = world.entries().create_entry(draft).await;
        assert_eq!(refusal(refused), (code, reason.to_owned()));
        assert_ne!(world.registration.asked(), [""; 0], "{reason}");
    }
    world.finish().await;
}

#[tokio::test]
async fn somebody_elses_participation_is_not_there() {
    let world = World::told().await;
    let mut stranger = world.entries_as(fest_proto::access::v1::Role::Participant);
    let refused = stranger.create_entry(world.draft()).await;
    let not_found = (Code::NotFound, "PARTICIPATION_NOT_FOUND".to_owned());
    assert_eq!(refusal(refused), not_found);
    world.finish().await;
}

#[tokio::test]
async fn nobody_is_refused_while_registration_is_away() {
    let world = World::untold().await;
    world.registration.facts().away = true;
    let draft = world.draft();
    let refused = world.entries().create_entry(draft.clone()).await;
    let away = (Code::Unavailable, "REGISTRATION_UNAVAILABLE".to_owned());
    assert_eq!(refusal(refused), away);
    world.registration.facts().away = false;
    world.entries().create_entry(draft).await.expect("a draft");
    world.finish().await;
}

#[tokio::test]
async fn an_older_event_never_overwrites_a_newer_copy() {
    let world = World::told().await;
    let mut edition = world.edition.clone();
    edition.version = 3;
    let timeline = edition.timeline.as_mut().expect("timeline");
    timeline.closes_at = crate::world::at("2024-11-01T00:00:00+07:00");
    let mut entered = world.entered.clone();
    entered.version = 2;
    entered.levels.push("desa".to_owned());
    let mut claim = world.participation.clone();
    claim.version = 1;
    claim.state = ParticipationState::Claimed.into();
    world.service.deliver(&locked(&edition)).await;
    world.service.deliver(&created(&entered)).await;
    world.service.settled().await;
    let newest = copies(&world).await;
    world.service.deliver(&locked(&world.edition)).await;
    world.service.deliver(&created(&world.entered)).await;
    world.service.deliver(&verified(&claim)).await;
    world.service.settled().await;
    assert_eq!(copies(&world).await, newest);
    world.finish().await;
}

#[tokio::test]
async fn an_older_answer_never_overwrites_a_newer_copy() {
    let world = World::told().await;
    let mut newer = world.participation.clone();
    newer.version = 5;
    world.service.deliver(&verified(&newer)).await;
    world.service.settled().await;
    let before = copies(&world).await;
    let mut draft = world.draft();
    draft.category_id = new_id();
    let refused = world.entries().create_entry(draft).await;
    assert_eq!(refusal(refused).1, "CATEGORY_NOT_FOUND");
    assert_eq!(world.registration.asked(), ALL);
    assert_eq!(copies(&world).await, before);
    world.finish().await;
}

#[tokio::test]
async fn each_event_delivered_twice_leaves_the_same_copies() {
    let world = World::told().await;
    let before = copies(&world).await;
    assert_eq!(before.len(), 1 + 2 + 1 + 11);
    // The same facts under another id, and the same event once more.
    for _ in 0..2 {
        let id = world.service.clock.new_id();
        world.service.deliver_as(id, &locked(&world.edition)).await;
        world.service.deliver_as(id, &locked(&world.edition)).await;
        let id = world.service.clock.new_id();
        world.service.deliver_as(id, &created(&world.entered)).await;
        world.service.deliver_as(id, &created(&world.entered)).await;
        let id = world.service.clock.new_id();
        let verified = verified(&world.participation);
        world.service.deliver_as(id, &verified).await;
        world.service.deliver_as(id, &verified).await;
        let (id, batch) = (world.service.clock.new_id(), imported());
        world.service.deliver_as(id, &batch).await;
        world.service.deliver_as(id, &batch).await;
    }
    world.service.settled().await;
    assert_eq!(copies(&world).await, before);
    world.finish().await;
}

#[tokio::test]
async fn an_import_waits_while_registration_is_away_and_is_taken_page_by_page() {
    let world = World::untold().await;
    world.registration.facts().away = true;
    world.service.deliver(&imported()).await;
    let limit = Duration::from_secs(10);
    testkit::wait_for("a question", limit, async || {
        !world.registration.asked().is_empty()
    })
    .await;
    world.registration.facts().away = false;
    world.service.settled().await;
    // Eleven rows, four at a time.
    assert_eq!(copies(&world).await.len(), 11);
    world.finish().await;
}

#[tokio::test]
async fn an_event_without_its_fact_is_set_aside_by_name() {
    let mut world = World::told().await;
    world.service.deliver(&CategoryCreated::default()).await;
    world.service.settled().await;
    let letters = world.service.dead_letters().await;
    let letter = &letters[0];
    assert_eq!(letter.consumer, "submission-category-created");
    assert_eq!(letter.reason, "EVENT_UNREADABLE");
    world.finish().await;
}

#[tokio::test]
async fn an_entry_keeps_its_organisation_as_it_was() {
    let world = World::told().await;
    let draft = world.create().await;
    let mut renamed = world.participation.clone();
    renamed.version = 3;
    let organisation = renamed.organisation.as_mut().expect("organisation");
    organisation.name = "Dinas Kesehatan dan Gizi".to_owned();
    organisation.version = 2;
    world.service.deliver(&verified(&renamed)).await;
    world.service.settled().await;
    let saved = world.entries().save_entry(save_of(&draft)).await;
    let saved = saved.expect("saved").into_inner().entry.expect("entry");
    assert_eq!(saved.organisation, draft.organisation);
    world.finish().await;
}
