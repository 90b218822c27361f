//! Fixing a category's result.

use diesel_async::{AsyncConnection, AsyncPgConnection, SimpleAsyncConnection};
use fest_proto::{
    access::v1::Role,
    scoring::v1::{CategorySealed, GetSealRequest, SealCategoryRequest, SealCategoryResponse},
};
use tonic::{Response, Status};

use crate::{
    facts,
    turns::insert_seal,
    world::{CLOSES, World, member, ok, outsider, reason, violations},
};

fn request(world: &World) -> SealCategoryRequest {
    SealCategoryRequest {
        request_id: world.request_id(),
        category_id: world.judged.id.clone(),
    }
}

pub async fn seal(world: &World) -> Result<Response<SealCategoryResponse>, Status> {
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
    world.owners.facts().away = true;
    assert_eq!(reason(seal(&world).await), "SUBMISSION_UNAVAILABLE");
    world.owners.facts().away = false;
    let (reason_of_all, fields) = violations(seal(&world).await);
    assert_eq!(reason_of_all, "RANKING_INCOMPLETE");
    let field = format!("entries[{}] ASSIGNMENTS_MISSING", late.id);
    assert_eq!(fields, [field]);
    assert!(world.service.events::<CategorySealed>().await.is_empty());
    world.finish().await;
}

#[tokio::test]
async fn the_intake_is_ended_before_the_entries_are_counted_and_only_for_a_seal_that_can_be_made() {
    let world = World::marked().await;
    ok(seal(&world).await);
    // Two pages of one entry each.
    assert_eq!(world.owners.asked(), ["intake", "entries", "entries"]);
    world.finish().await;

    let world = World::told().await;
    world.move_to(CLOSES);
    assert_eq!(reason(seal(&world).await), "RANKING_INCOMPLETE");
    let mut elsewhere = world.seals(&outsider(&world));
    let refused = elsewhere.seal_category(request(&world)).await;
    assert_eq!(reason(refused), "PLENARY_OTHER_EDITION");
    assert_eq!(world.owners.asked(), [""; 0]);
    world.finish().await;
}

#[tokio::test]
async fn where_submission_still_takes_entries_nothing_is_sealed() {
    let world = World::marked().await;
    world.owners.facts().takes_entries = true;
    assert_eq!(reason(seal(&world).await), "INTAKE_UNENDED");
    assert!(world.service.events::<CategorySealed>().await.is_empty());
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

async fn seal_by_hand(world: &World) {
    let mut conn = AsyncPgConnection::establish(&world.service.database.url)
        .await
        .expect("connected");
    conn.batch_execute(&insert_seal(world))
        .await
        .expect("sealed");
}
