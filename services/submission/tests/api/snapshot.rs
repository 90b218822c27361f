//! Counts that no longer change: one commitment for everybody, the content for scoring alone.

use fest_proto::submission::v1::{
    FreezeSnapshotRequest, GetSnapshotRequest, ImportLaporCountsRequest, ListLaporImportsRequest,
    Snapshot, SnapshotFrozen, lapor_service_client::LaporServiceClient,
};
use proof::{Digest, Salt};
use tonic::Code;

use crate::world::{CLOSES, EDITION, EXAMPLE, LAST, World, at, new_id, refusal};

fn freeze_of(category_id: &str) -> FreezeSnapshotRequest {
    FreezeSnapshotRequest {
        request_id: new_id(),
        category_id: category_id.to_owned(),
    }
}

fn example(world: &World) -> ImportLaporCountsRequest {
    ImportLaporCountsRequest {
        request_id: new_id(),
        category_id: world.monitored.id.clone(),
        csv: EXAMPLE.to_vec(),
    }
}

async fn import(world: &World) {
    let imported = world.lapor().import_lapor_counts(example(world)).await;
    imported.expect("loaded");
}

async fn freeze(world: &World) -> Snapshot {
    let request = freeze_of(&world.monitored.id);
    let frozen = world.lapor_arriving(CLOSES).freeze_snapshot(request).await;
    frozen.expect("frozen").into_inner().snapshot.expect("one")
}

#[tokio::test]
async fn everybody_learns_the_commitment_and_scoring_what_it_was_made_of() {
    let world = World::told().await;
    import(&world).await;
    let snapshot = freeze(&world).await;
    assert_eq!((snapshot.row_count, snapshot.version), (10, 1));
    assert_eq!(snapshot.frozen_at, at(CLOSES));
    let events = world.service.events::<SnapshotFrozen>().await;
    let told = SnapshotFrozen {
        snapshot: Some(snapshot.clone()),
    };
    assert_eq!(events, [told]);

    let mut scoring = LaporServiceClient::new(world.service.as_service("scoring"));
    let request = GetSnapshotRequest {
        snapshot_id: snapshot.id.clone(),
    };
    let opened = scoring.get_snapshot(request).await.expect("opened");
    let opened = opened.into_inner();
    let commitment: Digest = snapshot.commitment.parse().expect("a digest");
    let salt = Salt::try_from(&*opened.salt).expect("a salt");
    assert!(commitment.matches(&salt, &opened.content));
    assert_eq!(opened.snapshot, Some(snapshot));
    let content = String::from_utf8_lossy(&opened.content);
    let first = format!(
        r#"{{"category_id":"{}","edition_id":"{EDITION}","rows":[{{"counts":{{"in_process":19,"not_followed_up":4,"received":96,"resolved":71}},"#,
        world.monitored.id
    );
    assert!(content.starts_with(&first), "{content}");
    assert_eq!(content.matches(r#""organisation":"#).count(), 10);
    world.finish().await;
}

#[tokio::test]
async fn no_message_on_the_stream_holds_a_count_or_the_salt() {
    let world = World::told().await;
    import(&world).await;
    let snapshot = freeze(&world).await;
    let mut scoring = LaporServiceClient::new(world.service.as_service("scoring"));
    let request = GetSnapshotRequest {
        snapshot_id: snapshot.id,
    };
    let opened = scoring.get_snapshot(request).await.expect("opened");
    let salt = opened.into_inner().salt;
    let messages = world.service.messages().await;
    assert_eq!(messages.len(), 2);
    for message in messages {
        let text = String::from_utf8_lossy(&message.payload);
        assert!(
            !text.contains("pd-") && !text.contains("received"),
            "{text}"
        );
        let holds_salt = message.payload.windows(salt.len()).any(|part| part == salt);
        assert!(!holds_salt);
    }
    world.finish().await;
}

#[tokio::test]
async fn two_categories_with_the_same_counts_have_unlike_commitments() {
    let world = World::told().await;
    import(&world).await;
    let first = freeze(&world).await;
    let other = World {
        monitored: fest_proto::registration::v1::Category {
            id: new_id(),
            ..world.monitored.clone()
        },
        ..world
    };
    let more = other.monitored.clone();
    other.registration.facts().categories.push(more);
    import(&other).await;
    let second = freeze(&other).await;
    assert_ne!(first.commitment, second.commitment);
    other.finish().await;
}

#[tokio::test]
async fn counts_are_fixed_from_the_closing_on_and_no_microsecond_earlier() {
    let world = World::told().await;
    import(&world).await;
    let request = freeze_of(&world.monitored.id);
    let early = world.lapor_arriving(LAST).freeze_snapshot(request).await;
    let open = (Code::FailedPrecondition, "WINDOW_OPEN".to_owned());
    assert_eq!(refusal(early), open);
    freeze(&world).await;
    world.finish().await;
}

#[tokio::test]
async fn what_is_fixed_is_neither_replaced_nor_fixed_again() {
    let world = World::told().await;
    import(&world).await;
    let snapshot = freeze(&world).await;
    let frozen = (Code::FailedPrecondition, "SNAPSHOT_FROZEN".to_owned());
    let imported = world.lapor().import_lapor_counts(example(&world)).await;
    assert_eq!(refusal(imported), frozen);
    let again = freeze_of(&world.monitored.id);
    let again = world.lapor_arriving(CLOSES).freeze_snapshot(again).await;
    assert_eq!(refusal(again), frozen);
    let request = ListLaporImportsRequest {
        edition_id: EDITION.to_owned(),
    };
    let listed = world.lapor().list_lapor_imports(request).await;
    let listed = listed.expect("list").into_inner().lapor_imports;
    assert_eq!(listed[0].snapshot, Some(snapshot));
    world.finish().await;
}

#[tokio::test]
async fn the_same_request_twice_fixes_once() {
    let world = World::told().await;
    import(&world).await;
    let request = freeze_of(&world.monitored.id);
    let mut lapor = world.lapor_arriving(CLOSES);
    let first = lapor.freeze_snapshot(request.clone()).await.expect("first");
    let again = lapor.freeze_snapshot(request).await.expect("again");
    assert_eq!(first.get_ref(), again.get_ref());
    let events = world.service.events::<SnapshotFrozen>().await;
    assert_eq!(events.len(), 1);
    world.finish().await;
}

#[tokio::test]
async fn of_many_freezes_and_files_at_once_one_freeze_counts() {
    let world = World::told().await;
    import(&world).await;
    let freezes = (0..4).map(|_| {
        let mut lapor = world.lapor_arriving(CLOSES);
        let request = freeze_of(&world.monitored.id);
        async move { lapor.freeze_snapshot(request).await }
    });
    let files = (0..4).map(|_| {
        let mut lapor = world.lapor_arriving(CLOSES);
        let request = example(&world);
        async move { lapor.import_lapor_counts(request).await }
    });
    let freezes = futures_util::future::join_all(freezes);
    let files = futures_util::future::join_all(files);
    let (freezes, files) = tokio::join!(freezes, files);
    let (good, refused): (Vec<_>, Vec<_>) = freezes.into_iter().partition(Result::is_ok);
    assert_eq!(good.len(), 1);
    for refused in refused {
        assert_eq!(refusal(refused).1, "SNAPSHOT_FROZEN");
    }
    for refused in files.into_iter().filter(Result::is_err) {
        assert_eq!(refusal(refused).1, "SNAPSHOT_FROZEN");
    }
    world.finish().await;
}

#[tokio::test]
async fn nothing_to_fix_and_nothing_to_open_have_their_names() {
    let world = World::told().await;
    let missing = (Code::FailedPrecondition, "COUNTS_MISSING".to_owned());
    let no_category = (Code::NotFound, "CATEGORY_NOT_FOUND".to_owned());
    for (category_id, wanted) in [
        (&world.monitored.id, missing),
        (&new_id(), no_category.clone()),
        (&"x".into(), no_category),
    ] {
        let request = freeze_of(category_id);
        let refused = world.lapor_arriving(CLOSES).freeze_snapshot(request).await;
        assert_eq!(refusal(refused), wanted);
    }
    let mut scoring = LaporServiceClient::new(world.service.as_service("scoring"));
    for snapshot_id in [new_id(), "x".to_owned()] {
        let refused = scoring
            .get_snapshot(GetSnapshotRequest { snapshot_id })
            .await;
        let not_found = (Code::NotFound, "SNAPSHOT_NOT_FOUND".to_owned());
        assert_eq!(refusal(refused), not_found);
    }
    world.finish().await;
}
