//! A measured category: its counts are fetched, held against the promise, and ranked.

use fest_proto::{
    scoring::v1::{GetRankingRequest, SealCategoryRequest},
    submission::v1::GetSnapshotResponse,
};
use testkit::wait_for;

use crate::{
    facts,
    world::{CLOSES, World, member, ok, reason},
};

async fn freeze(world: &World, fetched: &GetSnapshotResponse) {
    world.owners.facts().snapshots.push(fetched.clone());
    world.service.deliver(&facts::frozen(fetched)).await;
    world.service.settled().await;
}

async fn order(world: &World) -> Vec<(i32, String)> {
    let request = GetRankingRequest {
        category_id: world.measured.id.clone(),
    };
    let ranking = world.rankings(&member(world)).get_ranking(request).await;
    let subjects = ok(ranking).subjects.into_iter();
    subjects
        .map(|one| (one.rank, one.organisation_code))
        .collect()
}

fn expected() -> Vec<(i32, String)> {
    [(1, "pd-b"), (2, "pd-a"), (0, "pd-c")]
        .map(|(rank, code)| (rank, code.to_owned()))
        .into()
}

#[tokio::test]
async fn frozen_counts_are_ranked() {
    let world = World::told().await;
    freeze(&world, &facts::snapshot(&world.measured)).await;
    assert_eq!(world.owners.asked(), ["snapshot"]);
    assert_eq!(order(&world).await, expected());
    world.finish().await;
}

#[tokio::test]
async fn counts_that_are_not_those_promised_are_set_aside() {
    let mut world = World::told().await;
    let honest = facts::snapshot(&world.measured);
    let text = String::from_utf8(honest.content.clone()).expect("text");
    let tampered = GetSnapshotResponse {
        content: text
            .replace("\"received\":20", "\"received\":60")
            .into_bytes(),
        ..honest.clone()
    };
    assert_ne!(tampered.content, honest.content);
    let salted = GetSnapshotResponse {
        salt: vec![8; 32],
        ..honest.clone()
    };
    let short = GetSnapshotResponse {
        salt: vec![9; 31],
        ..honest.clone()
    };
    for broken in [tampered, salted, short] {
        world.owners.facts().snapshots.clear();
        freeze(&world, &broken).await;
    }
    let letters = world.service.dead_letters().await;
    let reasons: Vec<_> = letters
        .iter()
        .map(|letter| letter.reason.as_str())
        .collect();
    assert_eq!(reasons, ["SNAPSHOT_BROKEN"; 3]);
    let request = GetRankingRequest {
        category_id: world.measured.id.clone(),
    };
    let ranking = world.rankings(&member(&world)).get_ranking(request).await;
    assert_eq!(reason(ranking), "RANKING_INCOMPLETE");
    world.finish().await;
}

#[tokio::test]
async fn an_owner_who_is_away_is_waited_for() {
    let world = World::told().await;
    let fetched = facts::snapshot(&world.measured);
    world.owners.facts().snapshots.push(fetched.clone());
    world.owners.facts().away = true;
    world.service.deliver(&facts::frozen(&fetched)).await;
    let limit = std::time::Duration::from_secs(10);
    wait_for("a question", limit, async || {
        world.owners.asked().contains(&"snapshot")
    })
    .await;
    world.owners.facts().away = false;
    world.service.settled().await;
    assert_eq!(order(&world).await, expected());
    world.finish().await;
}

#[tokio::test]
async fn a_snapshot_after_the_seal_changes_nothing() {
    let world = World::told().await;
    freeze(&world, &facts::snapshot(&world.measured)).await;
    world.move_to(CLOSES);
    let request = SealCategoryRequest {
        request_id: world.request_id(),
        category_id: world.measured.id.clone(),
    };
    ok(world.seals(&member(&world)).seal_category(request).await);
    let mut late = facts::snapshot(&world.measured);
    let text = String::from_utf8(late.content)
        .expect("text")
        .replace("pd-b", "pd-z");
    late.content = text.into_bytes();
    let salt = proof::Salt::try_from(late.salt.as_slice()).expect("a salt");
    let known = late.snapshot.as_mut().expect("a snapshot");
    known.commitment = proof::commit(&salt, &late.content).to_string();
    known.version = 2;
    freeze(&world, &late).await;
    assert_eq!(order(&world).await, expected());
    world.finish().await;
}
