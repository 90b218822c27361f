//! The order that the rules give, for the plenary.

use diesel::{QueryableByName, sql_query, sql_types::Text};
use diesel_async::RunQueryDsl;
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

#[derive(QueryableByName)]
struct Reader {
    #[diesel(sql_type = Text)]
    actor: String,
}

#[tokio::test]
async fn whoever_reads_a_ranking_is_in_the_audit_and_who_may_not_is_not() {
    let world = World::marked().await;
    let plenary = member(&world);
    ok(world
        .rankings(&plenary)
        .get_ranking(get(&world.judged.id))
        .await);
    let refused = world
        .rankings(&outsider(&world))
        .get_ranking(get(&world.judged.id))
        .await;
    assert_eq!(reason(refused), "PLENARY_OTHER_EDITION");
    let mut conn = world.service.database.pool.get().await.expect("database");
    // Wherever the linker is with it.
    let text = "SELECT actor FROM (SELECT actor, rpc, subject FROM audit_pending UNION ALL SELECT actor, rpc, subject FROM audit_row) a
                WHERE subject = 'category:' || $1 AND rpc = 'fest.scoring.v1.RankingService/GetRanking'";
    let readers: Vec<Reader> = sql_query(text)
        .bind::<Text, _>(&world.judged.id)
        .load(&mut conn)
        .await
        .expect("audit");
    let actors: Vec<&str> = readers.iter().map(|row| row.actor.as_str()).collect();
    assert_eq!(actors, [format!("person:{}", plenary.account_id)]);
    drop(conn);
    world.finish().await;
}
