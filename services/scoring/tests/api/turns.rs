//! Whoever comes first is done before the other looks: on the rows that a rule decides by, one waits for the other.

use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use testkit::wait_for;

use crate::{
    facts,
    seal::seal,
    world::{World, ok, reason},
};

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

#[tokio::test]
async fn a_rubric_waits_for_a_lock_that_is_being_heard_of_and_finds_it() {
    let world = World::untold().await;
    world.create_rubric(&world.judged).await;
    // Registration still says draft when it is asked; the event that tells otherwise is being taken in.
    let mut hearing = begun(&world, "UPDATE edition_copy SET locked = true, version = 2").await;
    let mut committee = world.rubrics();
    let request = facts::rubric_request(world.request_id(), &world.measured);
    let create = committee.create_rubric(request);
    let heard = async {
        somebody_waits(&world).await;
        hearing.batch_execute("COMMIT").await.expect("heard");
    };
    let (created, ()) = tokio::join!(create, heard);
    assert_eq!(reason(created), "EDITION_LOCKED");
    world.finish().await;
}

async fn locked(world: &World, lock: &str) -> AsyncPgConnection {
    let id = &world.judged.id;
    begun(
        world,
        &format!("SELECT FROM category_copy WHERE id = '{id}' {lock}"),
    )
    .await
}

async fn begun(world: &World, statement: &str) -> AsyncPgConnection {
    let mut conn = AsyncPgConnection::establish(&world.service.database.url)
        .await
        .expect("connected");
    let statement = format!("BEGIN; {statement}");
    conn.batch_execute(&statement).await.expect("begun");
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

pub fn insert_seal(world: &World) -> String {
    format!(
        "INSERT INTO seal (id, edition_id, category_id, root, content, salt, sealed_at, version) \
         VALUES ('{}', 'diskom-fest-2024', '{}', repeat('a', 64), '', decode(repeat('00', 32), 'hex'), now(), 1)",
        world.request_id(),
        world.judged.id
    )
}

async fn sealed_content(world: &World) -> String {
    use diesel_async::RunQueryDsl;
    #[derive(diesel::QueryableByName)]
    struct Content {
        #[diesel(sql_type = diesel::sql_types::Text)]
        text: String,
    }
    let pooled = world.service.database.pool.get().await;
    let mut conn = pooled.expect("a connection");
    let query = "SELECT convert_from(content, 'UTF8') AS text FROM seal";
    let content: Content = diesel::sql_query(query)
        .get_result(&mut conn)
        .await
        .expect("a seal");
    content.text
}
