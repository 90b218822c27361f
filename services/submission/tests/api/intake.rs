//! The end of an intake: what is handed in before it is listed after it, and what comes later is refused.

use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use fest_proto::submission::v1::{
    EndIntakeRequest, EndIntakeResponse, EntrySubmitted, ListEntriesRequest,
    entry_service_client::EntryServiceClient,
};
use tonic::{Code, Response, Status};

use crate::world::{CLOSES, LAST, World, at, locked, new_id, refusal, submission_of};

fn request(category_id: &str) -> EndIntakeRequest {
    EndIntakeRequest {
        request_id: new_id(),
        category_id: category_id.to_owned(),
    }
}

async fn end(world: &World) -> Result<Response<EndIntakeResponse>, Status> {
    let mut scoring = EntryServiceClient::new(world.service.as_service("scoring"));
    scoring.end_intake(request(&world.entered.id)).await
}

fn closed() -> (Code, String) {
    (Code::FailedPrecondition, "WINDOW_CLOSED".to_owned())
}

fn close(world: &World) {
    let closes_at = testkit::clock(CLOSES).now();
    world.service.clock.advance(closes_at).expect("forward");
}

#[tokio::test]
async fn after_the_end_nothing_is_handed_in_however_early_it_arrived() {
    let world = World::told().await;
    let draft = world.create().await;
    close(&world);
    let ended = end(&world).await.expect("ended").into_inner();
    assert_eq!(ended.closes_at, at(CLOSES));
    let mut in_time = world.entries_arriving(LAST);
    let submit = in_time.submit_entry(submission_of(&draft)).await;
    assert_eq!(refusal(submit), closed());
    assert_eq!(world.service.events::<EntrySubmitted>().await, []);
    world.finish().await;
}

#[tokio::test]
async fn an_intake_ends_from_the_closing_on_in_a_category_that_is_there() {
    let world = World::told().await;
    let last = testkit::clock(LAST).now();
    world.service.clock.advance(last).expect("forward");
    let open = (Code::FailedPrecondition, "WINDOW_OPEN".to_owned());
    assert_eq!(refusal(end(&world).await), open);
    close(&world);
    let mut scoring = EntryServiceClient::new(world.service.as_service("scoring"));
    for id in [new_id(), "reels".to_owned()] {
        let refused = scoring.end_intake(request(&id)).await;
        let nowhere = (Code::NotFound, "CATEGORY_NOT_FOUND".to_owned());
        assert_eq!(refusal(refused), nowhere);
    }
    let once = request(&world.entered.id);
    let first = scoring.end_intake(once.clone()).await.expect("ended");
    let again = scoring.end_intake(once).await.expect("ended");
    assert_eq!(first.get_ref(), again.get_ref());
    end(&world).await.expect("ended before, and still");
    world.finish().await;
}

#[tokio::test]
async fn a_closing_that_is_put_off_begins_the_intake_again() {
    let world = World::told().await;
    let draft = world.create().await;
    close(&world);
    end(&world).await.expect("ended");
    let mut edition = world.edition.clone();
    edition.version += 1;
    let timeline = edition.timeline.as_mut().expect("timeline");
    timeline.closes_at = at("2024-11-05T23:59:00+07:00");
    world.registration.facts().editions = vec![edition.clone()];
    world.service.deliver(&locked(&edition)).await;
    world.service.settled().await;
    let submit = world.entries().submit_entry(submission_of(&draft)).await;
    submit.expect("in time");
    world.finish().await;
}

#[tokio::test]
async fn of_a_hand_in_and_the_end_at_once_either_the_entry_is_listed_or_refused() {
    let world = World::told().await;
    let draft = world.create().await;
    close(&world);
    let mut in_time = world.entries_arriving(LAST);
    let (submitted, ended) = tokio::join!(in_time.submit_entry(submission_of(&draft)), end(&world));
    ended.expect("ended");
    let mut scoring = EntryServiceClient::new(world.service.as_service("scoring"));
    let request = ListEntriesRequest {
        category_id: world.entered.id.clone(),
        ..ListEntriesRequest::default()
    };
    let listed = scoring.list_entries(request).await.expect("a list");
    let listed = listed.into_inner().entries.len();
    assert_eq!(listed, usize::from(submitted.is_ok()));
    if submitted.is_err() {
        assert_eq!(refusal(submitted), closed());
    }
    world.finish().await;
}

#[tokio::test]
async fn the_end_waits_for_what_is_being_handed_in() {
    let world = World::told().await;
    close(&world);
    let mut handing_in = held(&world, "FOR SHARE").await;
    let finish = async {
        somebody_waits(&world).await;
        handing_in.batch_execute("COMMIT").await.expect("done");
    };
    let (ended, ()) = tokio::join!(end(&world), finish);
    ended.expect("ended");
    world.finish().await;
}

#[tokio::test]
async fn what_is_handed_in_waits_for_an_end_under_way_and_finds_it() {
    let world = World::told().await;
    let draft = world.create().await;
    let mut ending = held(&world, "FOR NO KEY UPDATE").await;
    let mut in_time = world.entries_arriving(LAST);
    let submit = in_time.submit_entry(submission_of(&draft));
    let finish = async {
        somebody_waits(&world).await;
        let id = &world.entered.id;
        let insert = format!("INSERT INTO intake_end VALUES ('{id}', '{CLOSES}'); COMMIT");
        ending.batch_execute(&insert).await.expect("ended");
    };
    let (submitted, ()) = tokio::join!(submit, finish);
    assert_eq!(refusal(submitted), closed());
    world.finish().await;
}

async fn held(world: &World, lock: &str) -> AsyncPgConnection {
    let connected = AsyncPgConnection::establish(&world.service.database.url).await;
    let mut conn = connected.expect("connected");
    let id = &world.entered.id;
    let statement = format!("BEGIN; SELECT FROM category_copy WHERE id = '{id}' {lock}");
    conn.batch_execute(&statement).await.expect("held");
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
    testkit::wait_for("somebody to wait for the row", limit, async || {
        let pooled = world.service.database.pool.get().await;
        let mut conn = pooled.expect("a connection");
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
