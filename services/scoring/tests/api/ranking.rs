//! The order that the rules give, for the plenary.

use fest_proto::scoring::v1::GetRankingRequest;

use crate::{
    facts::exact,
    world::{World, member, ok, outsider, reason, violations},
};

fn get(category_id: &str) -> GetRankingRequest {
    GetRankingRequest {
        category_id: category_id.to_owned(),
    }
}

#[tokio::test]
async fn the_ranking_is_exact() {
    let world = World::marked().await;
    let ranking = world
        .rankings(&member(&world))
        .get_ranking(get(&world.judged.id))
        .await;
    let subjects = ok(ranking).subjects;
    let told: Vec<_> = subjects
        .iter()
        .map(|one| (one.rank, one.title.as_str(), one.total.clone()))
        .collect();
    // 100 * (0.6 * (4.8383 - 1) / 4 + 0.4 * (4.25 - 1) / 4), and the same of 3.1717 and 4.
    assert_eq!(
        told,
        [
            (1, "Bekasi Dua", exact("90.0745")),
            (2, "Bekasi Satu", exact("62.5755"))
        ]
    );
    assert_eq!(subjects[0].subject_id, world.entries[1].id);
    assert_eq!(subjects[0].organisation_code, "pd-dinas-kesehatan");
    assert_eq!(subjects[0].scores[0].criterion_code, "kreativitas");
    assert_eq!(subjects[0].scores[0].score, exact("0.959575"));
    world.finish().await;
}

#[tokio::test]
async fn a_ranking_that_lacks_something_names_all_of_it() {
    let world = World::told().await;
    let open = world.assign(0, 0).await;
    let mut plenary = world.rankings(&member(&world));
    let (reason, fields) = violations(plenary.get_ranking(get(&world.judged.id)).await);
    assert_eq!(reason, "RANKING_INCOMPLETE");
    assert_eq!(
        fields,
        [
            format!("assignments[{}] SHEETS_OPEN", open.id),
            format!("entries[{}] ASSIGNMENTS_MISSING", world.entries[1].id),
        ]
    );
    let (reason, fields) = violations(plenary.get_ranking(get(&world.measured.id)).await);
    assert_eq!(reason, "RANKING_INCOMPLETE");
    assert_eq!(fields, ["snapshot SNAPSHOT_MISSING"]);
    world.finish().await;
}

#[tokio::test]
async fn a_ranking_is_for_the_plenary_of_its_edition_alone() {
    let world = World::marked().await;
    let refused = world
        .rankings(&outsider(&world))
        .get_ranking(get(&world.judged.id))
        .await;
    assert_eq!(reason(refused), "PLENARY_OTHER_EDITION");
    let mut plenary = world.rankings(&member(&world));
    for id in [world.request_id(), "reels".to_owned()] {
        assert_eq!(
            reason(plenary.get_ranking(get(&id)).await),
            "CATEGORY_NOT_FOUND"
        );
    }
    world.finish().await;
}
