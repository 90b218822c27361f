//! Fixing a category's result.

use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use fest_proto::{
    access::v1::Role,
    scoring::v1::{CategorySealed, GetSealRequest, SealCategoryRequest, SealCategoryResponse},
};
use testkit::wait_for;
use tonic::{Response, Status};

use crate::{
    facts,
    world::{CLOSES, World, member, ok, outsider, reason, violations},
};

fn request(world: &World) -> SealCategoryRequest {
    SealCategoryRequest {
        request_id: world.request_id(),
        category_id: world.judged.id.clone(),
    }
}

async fn seal(world: &World) -> Result<Response<SealCategoryResponse>, Status> {
    world
        .seals(&member(world))
        .seal_category(request(world))
        .await
}

#[tokio::test]
async fn the_plenary_seals_and_everybody_hears_of_the_root_alone() {
    let world = World::marked().await;
    let sealed = ok(seal(&world).await).seal.expect("a seal");
    assert_eq!(sealed.root.len(), 64);
    assert_eq!(sealed.sealed_at, facts::time(CLOSES));
    assert_eq!((sealed.version, sealed.approvals.len()), (1, 0));
    let request = GetSealRequest {
        category_id: world.judged.id.clone(),
    };
    let read = ok(world.seals(&member(&world)).get_seal(request).await).seal;
    assert_eq!(read.as_ref(), Some(&sealed));
    let events = world.service.events::<CategorySealed>().await;
    assert_eq!(events, [CategorySealed { seal: read }]);
    world.finish().await;
}

#[tokio::test]
async fn the_same_request_seals_once() {
    let world = World::marked().await;
    let request = request(&world);
    let mut plenary = world.seals(&member(&world));
    let first = ok(plenary.seal_category(request.clone()).await);
    // Nobody is asked about what is done.
    world.owners.facts().away = true;
    assert_eq!(ok(plenary.seal_category(request.clone()).await), first);
    let other = SealCategoryRequest {
        category_id: world.measured.id.clone(),
        ..request
    };
    assert_eq!(
        reason(plenary.seal_category(other).await),
        "REQUEST_ID_REUSED"
    );
    assert_eq!(world.service.events::<CategorySealed>().await.len(), 1);
    world.finish().await;
}

#[tokio::test]
async fn two_who_seal_at_once_seal_once() {
    let world = World::marked().await;
    let (one, two) = tokio::join!(seal(&world), seal(&world));
    let (made, refused) = if one.is_ok() { (one, two) } else { (two, one) };
    assert_eq!(reason(refused), "CATEGORY_SEALED");
    let events = world.service.events::<CategorySealed>().await;
    assert_eq!(
        events,
        [CategorySealed {
            seal: ok(made).seal
        }]
    );
    world.finish().await;
}

#[tokio::test]
async fn what_may_not_be_sealed_yet_is_refused() {
    let world = World::told().await;
    assert_eq!(reason(seal(&world).await), "WINDOW_OPEN");
    let last = "2024-10-30T23:58:59.999999+07:00";
    world.move_to(last);
    assert_eq!(reason(seal(&world).await), "WINDOW_OPEN");
    world.move_to(CLOSES);
    let (reason_of_all, fields) = violations(seal(&world).await);
    assert_eq!(reason_of_all, "RANKING_INCOMPLETE");
    assert_eq!(fields.len(), 2);
    let refused = world
        .seals(&outsider(&world))
        .seal_category(request(&world))
        .await;
    assert_eq!(reason(refused), "PLENARY_OTHER_EDITION");
    for id in [world.request_id(), "reels".to_owned()] {
        let mut request = request(&world);
        request.category_id = id.clone();
        let refused = world.seals(&member(&world)).seal_category(request).await;
        assert_eq!(reason(refused), "CATEGORY_NOT_FOUND");
        let request = GetSealRequest { category_id: id };
        let refused = world.seals(&member(&world)).get_seal(request).await;
        assert_eq!(reason(refused), "SEAL_NOT_FOUND");
    }
    assert!(world.service.events::<CategorySealed>().await.is_empty());
    world.finish().await;
}

#[tokio::test]
async fn an_entry_whose_event_has_not_come_holds_the_seal_up() {
    let world = World::marked().await;
    let late = facts::entry(&world.judged, "Di perjalanan");
    world.owners.facts().entries.push(late.clone());
    let (reason_of_all, fields) = violations(seal(&world).await);
    assert_eq!(reason_of_all, "RANKING_INCOMPLETE");
    let field = format!("entries[{}] ASSIGNMENTS_MISSING", late.id);
    assert_eq!(fields, [field]);
    world.owners.facts().away = true;
    assert_eq!(reason(seal(&world).await), "SUBMISSION_UNAVAILABLE");
    world.finish().await;
}

#[tokio::test]
async fn a_draft_edition_is_not_sealed_however_late_it_is() {
    let world = World::untold().await;
    world.create_rubric(&world.judged).await;
    let assignment = world.assign(0, 0).await;
    world.hand_in(0, &assignment, &["3", "3"]).await;
    world.move_to(CLOSES);
    assert_eq!(reason(seal(&world).await), "WINDOW_OPEN");
    world.finish().await;
}

#[tokio::test]
async fn after_the_seal_nothing_of_the_category_changes() {
    let world = World::marked().await;
    let late = facts::entry(&world.judged, "Terlambat");
    world.service.deliver(&facts::submitted(&late)).await;
    world.service.settled().await;
    // The entry that nobody judges holds the seal up; a sheet of it is open when the category is sealed by hand.
    let mut assign = facts::assign_request(&world, 0, 0);
    assign.entry_id = late.id;
    let assigned = world
        .assignments(Role::Committee)
        .assign_juror(assign.clone())
        .await;
    let open = ok(assigned).assignment.expect("an assignment");
    let saved = world.save(0, &open, &["3", "3"]).await;
    seal_by_hand(&world).await;

    let mut later = open.clone();
    later.version = saved.version;
    let save = world.save_request(&later, &[("pesan", "1")]);
    assert_eq!(
        reason(world.sheets(0).save_sheet(save).await),
        "CATEGORY_SEALED"
    );
    let submit = world.submit_request(&open.id, saved.version);
    assert_eq!(
        reason(world.sheets(0).submit_sheet(submit).await),
        "CATEGORY_SEALED"
    );
    assign.request_id = world.request_id();
    assign.judge_id = world.judges[1].id.clone();
    let refused = world
        .assignments(Role::Committee)
        .assign_juror(assign)
        .await;
    assert_eq!(reason(refused), "CATEGORY_SEALED");
    assert_eq!(reason(seal(&world).await), "CATEGORY_SEALED");
    world.finish().await;
}

#[tokio::test]
async fn a_sheet_waits_for_a_seal_under_way_and_finds_it() {
    let world = World::told().await;
    let assignment = world.assign(0, 0).await;
    let mut sealing = locked(&world, "FOR UPDATE").await;
    let mut juror = world.sheets(0);
    let save = juror.save_sheet(world.save_request(&assignment, &[("pesan", "2")]));
    let seal = async {
        somebody_waits(&world).await;
        let statement = insert_seal(&world);
        sealing
            .batch_execute(&format!("{statement}; COMMIT"))
            .await
            .expect("sealed");
    };
    let (saved, ()) = tokio::join!(save, seal);
    assert_eq!(reason(saved), "CATEGORY_SEALED");
    world.finish().await;
}

#[tokio::test]
async fn a_seal_waits_for_a_sheet_under_way_and_holds_it() {
    let world = World::marked().await;
    let mut writing = locked(&world, "FOR SHARE").await;
    let write = async {
        somebody_waits(&world).await;
        let all_fives = "UPDATE mark SET value = '5'";
        writing
            .batch_execute(&format!("{all_fives}; COMMIT"))
            .await
            .expect("written");
    };
    let (sealed, ()) = tokio::join!(seal(&world), write);
    ok(sealed);
    let content = sealed_content(&world).await;
    assert!(
        content.contains("\"5\"") && !content.contains("4.8383"),
        "{content}"
    );
    world.finish().await;
}

async fn locked(world: &World, lock: &str) -> AsyncPgConnection {
    let mut conn = AsyncPgConnection::establish(&world.service.database.url)
        .await
        .expect("connected");
    let statement = format!(
        "BEGIN; SELECT FROM category_copy WHERE id = '{}' {lock}",
        world.judged.id
    );
    conn.batch_execute(&statement).await.expect("locked");
    conn
}

async fn somebody_waits(world: &World) {
    use diesel::sql_types::BigInt;
    use diesel_async::RunQueryDsl;
    #[derive(diesel::QueryableByName)]
    struct Waiting {
        #[diesel(sql_type = BigInt)]
        count: i64,
    }
    let limit = std::time::Duration::from_secs(10);
    wait_for("somebody to wait for the row", limit, async || {
        let mut conn = world
            .service
            .database
            .pool
            .get()
            .await
            .expect("a connection");
        let text = "SELECT count(*) AS count FROM pg_stat_activity \
                    WHERE datname = current_database() AND wait_event_type = 'Lock'";
        let waiting: Waiting = diesel::sql_query(text)
            .get_result(&mut conn)
            .await
            .expect("counted");
        waiting.count == 1
    })
    .await;
}

fn insert_seal(world: &World) -> String {
    format!(
        "INSERT INTO seal (id, edition_id, category_id, root, content, salt, sealed_at, version) \
         VALUES ('{}', 'diskom-fest-2024', '{}', repeat('a', 64), '', decode(repeat('00', 32), 'hex'), now(), 1)",
        world.request_id(),
        world.judged.id
    )
}

async fn seal_by_hand(world: &World) {
    let mut conn = AsyncPgConnection::establish(&world.service.database.url)
        .await
        .expect("connected");
    conn.batch_execute(&insert_seal(world))
        .await
        .expect("sealed");
}

async fn sealed_content(world: &World) -> String {
    use diesel::QueryDsl;
    use diesel_async::RunQueryDsl;
    use scoring::schema::seal;
    let mut conn = world
        .service
        .database
        .pool
        .get()
        .await
        .expect("a connection");
    let content: Vec<u8> = seal::table
        .select(seal::content)
        .first(&mut conn)
        .await
        .expect("a seal");
    String::from_utf8(content).expect("text")
}
