//! What registration changes about an edition and its categories, as scoring sees it.

use diesel::{
    QueryableByName, sql_query,
    sql_types::{Integer, Text, Uuid as SqlUuid},
};
use diesel_async::RunQueryDsl;
use fest_proto::{
    access::v1::Role,
    registration::v1::{
        Category, CategoryChanged, CategoryRemoved, EditionArchived, EditionChanged, EditionPhase,
        EditionRescheduled,
    },
    scoring::v1::{
        CategoryStage, GetRankingRequest, ListStagesRequest, SealCategoryRequest, Stage,
    },
};

use crate::{
    facts,
    release::{approve, content, request, sealed},
    world::{ANNOUNCES, CLOSES, EDITION, World, leader, member, ok, reason},
};

async fn stages(world: &World) -> Vec<CategoryStage> {
    let request = ListStagesRequest {
        edition_id: EDITION.to_owned(),
    };
    let mut committee = world.assignments(Role::Committee);
    ok(committee.list_stages(request).await).stages
}

#[tokio::test]
async fn a_category_is_not_sealed_before_a_closing_that_was_put_off() {
    let world = World::marked().await;
    let mut later = facts::locked_edition();
    later.version = 3;
    let timeline = later.timeline.as_mut().expect("a timeline");
    timeline.closes_at = facts::time("2024-11-05T23:59:00+07:00");
    world.owners.facts().editions = vec![later.clone()];
    let moved = EditionRescheduled {
        edition: Some(later),
        ..EditionRescheduled::default()
    };
    world.service.deliver(&moved).await;
    // The word of the lock comes late and is older.
    let lock = facts::locked(&facts::locked_edition());
    world.service.deliver(&lock).await;
    world.service.settled().await;
    let of_judged = stages(&world).await;
    assert_eq!(of_judged[0].stage(), Stage::Intake);
    let seal = |request_id| SealCategoryRequest {
        request_id,
        category_id: world.judged.id.clone(),
    };
    let mut seals = world.seals(&member(&world));
    let early = seals.seal_category(seal(world.request_id())).await;
    assert_eq!(reason(early), "WINDOW_OPEN");
    world.move_to("2024-11-05T23:59:00+07:00");
    ok(seals.seal_category(seal(world.request_id())).await);
    world.finish().await;
}

#[tokio::test]
async fn a_draft_that_was_rewritten_still_takes_rubrics_and_a_locked_one_does_not() {
    let world = World::untold().await;
    let mut rewritten = facts::draft_edition();
    rewritten.version = 2;
    world.owners.facts().editions = vec![rewritten.clone()];
    let changed = EditionChanged {
        edition: Some(rewritten.clone()),
    };
    world.service.deliver(&changed).await;
    world.service.settled().await;
    world.create_rubric(&world.judged).await;
    let mut archived = rewritten;
    archived.version = 4;
    archived.phase = EditionPhase::Archived.into();
    world.owners.facts().editions = vec![archived.clone()];
    let told = EditionArchived {
        edition: Some(archived),
    };
    world.service.deliver(&told).await;
    world.service.settled().await;
    let request = facts::rubric_request(world.request_id(), &world.measured);
    let late = world.rubrics().create_rubric(request).await;
    assert_eq!(reason(late), "EDITION_LOCKED");
    world.finish().await;
}

#[tokio::test]
async fn a_result_waits_for_an_evening_that_was_put_off_after_its_approvals() {
    let (world, seal) = sealed().await;
    for person in [leader(&world), member(&world)] {
        ok(approve(&world, &person, request(&world, &seal)).await);
    }
    let next_day = "2024-11-15T19:00:00+07:00";
    let mut put_off = facts::locked_edition();
    put_off.version = 3;
    let timeline = put_off.timeline.as_mut().expect("a timeline");
    timeline.announces_at = facts::time(next_day);
    let moved = EditionRescheduled {
        edition: Some(put_off),
        ..EditionRescheduled::default()
    };
    world.service.deliver(&moved).await;
    world.service.settled().await;
    assert_eq!(stages(&world).await[0].released_from, facts::time(next_day));
    world.move_to(ANNOUNCES);
    assert_eq!(reason(content(&world).await), "RELEASE_EARLY");
    world.move_to(next_day);
    ok(content(&world).await);
    world.finish().await;
}

#[derive(QueryableByName)]
struct Copied {
    #[diesel(sql_type = Text)]
    name: String,
    #[diesel(sql_type = Integer)]
    places: i32,
}

#[tokio::test]
async fn name_and_places_of_a_rewritten_category_are_those_that_a_seal_will_have() {
    let world = World::told().await;
    let wider = Category {
        places: 2,
        version: 2,
        name: "Reels 2024".to_owned(),
        ..world.judged.clone()
    };
    let changed = CategoryChanged {
        category: Some(wider),
    };
    world.service.deliver(&changed).await;
    let created = facts::created(&world.judged);
    world.service.deliver(&created).await;
    world.service.settled().await;
    let mut conn = world.service.database.pool.get().await.expect("database");
    let copied: Copied = sql_query("SELECT name, places FROM category_copy WHERE id = $1")
        .bind::<SqlUuid, _>(world.judged.id.parse::<uuid::Uuid>().expect("id"))
        .get_result(&mut conn)
        .await
        .expect("a copy");
    assert_eq!((&*copied.name, copied.places), ("Reels 2024", 2));
    drop(conn);
    world.finish().await;
}

#[tokio::test]
async fn a_removed_category_is_gone_and_no_older_word_brings_it_back() {
    let world = World::told().await;
    world.owners.facts().categories = vec![world.measured.clone()];
    let removed = CategoryRemoved {
        category: Some(Category {
            version: 2,
            ..world.judged.clone()
        }),
    };
    world.service.deliver(&removed).await;
    world.service.settled().await;
    let created = facts::created(&world.judged);
    world.service.deliver(&created).await;
    world.service.settled().await;
    let left: Vec<_> = stages(&world)
        .await
        .into_iter()
        .map(|stage| stage.category_id)
        .collect();
    assert_eq!(left.as_slice(), std::slice::from_ref(&world.measured.id));
    world.move_to(CLOSES);
    let request = GetRankingRequest {
        category_id: world.judged.id.clone(),
    };
    let ranking = world.rankings(&member(&world)).get_ranking(request).await;
    assert_eq!(reason(ranking), "CATEGORY_NOT_FOUND");
    world.finish().await;
}
