//! An entry's way from an empty draft to the jury.

use diesel_async::RunQueryDsl;
use fest_proto::submission::v1::{EntryState, EntrySubmitted, GetEntryRequest};
use prost::Message;
use tonic::Code;

use crate::world::{World, faults, refusal, save_of, submission_of};

#[derive(diesel::QueryableByName)]
struct Revision {
    #[diesel(sql_type = diesel::sql_types::BigInt)]
    version: i64,
    #[diesel(sql_type = diesel::sql_types::Text)]
    title: String,
    #[diesel(sql_type = diesel::sql_types::Bool)]
    submitted: bool,
}

fn get(entry_id: &str) -> GetEntryRequest {
    GetEntryRequest {
        entry_id: entry_id.to_owned(),
    }
}

#[tokio::test]
async fn a_draft_is_begun_empty_saved_and_submitted() {
    let world = World::told().await;
    let mut empty = world.draft();
    (empty.title, empty.description, empty.link) = Default::default();
    let draft = world.entries().create_entry(empty).await.expect("a draft");
    let draft = draft.into_inner().entry.expect("entry");
    assert_eq!(draft.state(), EntryState::Draft);
    assert_eq!((draft.version, draft.submitted_at), (1, None));
    let organisation = draft.organisation.clone().expect("organisation");
    assert_eq!(organisation.code, "pd-dinas-kesehatan");

    let mut save = save_of(&draft);
    save.description = "Reel tentang posyandu.".to_owned();
    save.link = " https://example.go.id/reel/1\n".to_owned();
    let saved = world.entries().save_entry(save).await.expect("saved");
    let saved = saved.into_inner().entry.expect("entry");
    assert_eq!(saved.version, 2);
    assert_eq!(saved.link, "https://example.go.id/reel/1");

    let submitted = world.entries().submit_entry(submission_of(&saved)).await;
    let submitted = submitted.expect("submitted").into_inner().entry;
    let submitted = submitted.expect("entry");
    assert_eq!(submitted.state(), EntryState::Submitted);
    assert_eq!(
        submitted.submitted_at,
        Some(world.service.clock.now().into())
    );
    let events = world.service.events::<EntrySubmitted>().await;
    let entry = Some(submitted);
    assert_eq!(events, [EntrySubmitted { entry }]);
    world.finish().await;
}

#[tokio::test]
async fn every_version_is_kept() {
    let world = World::told().await;
    let draft = world.create().await;
    let saved = world.entries().save_entry(save_of(&draft)).await;
    let saved = saved.expect("saved").into_inner().entry.expect("entry");
    let submit = submission_of(&saved);
    world
        .entries()
        .submit_entry(submit)
        .await
        .expect("submitted");
    let mut conn = world.service.database.pool.get().await.expect("database");
    let query = "SELECT version, title, submitted_at IS NOT NULL AS submitted \
                 FROM entry_revision ORDER BY version";
    let kept: Vec<Revision> = diesel::sql_query(query)
        .load(&mut conn)
        .await
        .expect("revisions");
    let kept = kept
        .into_iter()
        .map(|kept| (kept.version, kept.title, kept.submitted));
    let long = "Posyandu dalam 60 detik".to_owned();
    let short = "Posyandu dalam 45 detik".to_owned();
    let wanted = [
        (1, long, false),
        (2, short.clone(), false),
        (3, short, true),
    ];
    assert_eq!(kept.collect::<Vec<_>>(), wanted);
    drop(conn);
    world.finish().await;
}

#[tokio::test]
async fn the_event_tells_the_public_state_and_no_account() {
    let world = World::told().await;
    world.submit().await;
    let events = world.service.events::<EntrySubmitted>().await;
    let account = world.admin.account_id.to_string();
    let bytes = events[0].encode_to_vec();
    assert!(!String::from_utf8_lossy(&bytes).contains(&account));
    world.finish().await;
}

#[tokio::test]
async fn the_same_request_twice_does_it_once_and_another_body_is_refused() {
    let world = World::told().await;
    let mut entries = world.entries();
    let create = world.draft();
    let first = entries.create_entry(create.clone()).await.expect("first");
    let again = entries.create_entry(create.clone()).await.expect("again");
    assert_eq!(first.get_ref(), again.get_ref());
    let mut other = create;
    other.title = "Something else".to_owned();
    let reused = (Code::FailedPrecondition, "REQUEST_ID_REUSED".to_owned());
    assert_eq!(refusal(entries.create_entry(other).await), reused);

    let save = save_of(&first.into_inner().entry.expect("entry"));
    let first = entries.save_entry(save.clone()).await.expect("first");
    let again = entries.save_entry(save).await.expect("again");
    assert_eq!(first.get_ref(), again.get_ref());

    let submit = submission_of(&first.into_inner().entry.expect("entry"));
    let first = entries.submit_entry(submit.clone()).await.expect("first");
    let again = entries.submit_entry(submit).await.expect("again");
    assert_eq!(first.get_ref(), again.get_ref());
    assert_eq!(world.service.events::<EntrySubmitted>().await.len(), 1);
    world.finish().await;
}

#[tokio::test]
async fn a_request_without_a_uuid_is_refused_by_field() {
    let world = World::told().await;
    for (request_id, reason) in [("", "REQUEST_ID_MISSING"), ("7", "REQUEST_ID_INVALID")] {
        let mut draft = world.draft();
        draft.request_id = request_id.to_owned();
        let refused = world.entries().create_entry(draft).await;
        let wanted = ("request_id".to_owned(), reason.to_owned());
        assert_eq!(faults(refused), [wanted]);
    }
    world.finish().await;
}

#[tokio::test]
async fn one_participation_has_one_entry_per_category() {
    let world = World::told().await;
    world.create().await;
    let second = world.entries().create_entry(world.draft()).await;
    let taken = (Code::AlreadyExists, "ENTRY_TAKEN".to_owned());
    assert_eq!(refusal(second), taken);
    world.finish().await;
}

#[tokio::test]
async fn of_many_submissions_at_once_one_counts() {
    let world = World::told().await;
    let draft = world.create().await;
    let submit = || {
        let mut entries = world.entries();
        let request = submission_of(&draft);
        async move { entries.submit_entry(request).await }
    };
    let answers = futures_util::future::join_all((0..8).map(|_| submit())).await;
    let (good, refused): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
    assert_eq!(good.len(), 1);
    for refused in refused {
        let submitted = (Code::FailedPrecondition, "ENTRY_SUBMITTED".to_owned());
        assert_eq!(refusal(refused), submitted);
    }
    assert_eq!(world.service.events::<EntrySubmitted>().await.len(), 1);
    world.finish().await;
}

#[tokio::test]
async fn a_stale_version_is_refused_and_changes_nothing() {
    let world = World::told().await;
    let draft = world.create().await;
    let saved = world.entries().save_entry(save_of(&draft)).await;
    let saved = saved.expect("saved").into_inner().entry;
    let stale = (Code::Aborted, "VERSION_STALE".to_owned());
    let again = world.entries().save_entry(save_of(&draft)).await;
    assert_eq!(refusal(again), stale);
    let submit = world.entries().submit_entry(submission_of(&draft)).await;
    let field = ("expected_version".to_owned(), "VERSION_STALE".to_owned());
    assert_eq!(faults(submit), [field]);
    let now = world.entries().get_entry(get(&draft.id)).await;
    assert_eq!(now.expect("entry").into_inner().entry, saved);
    world.finish().await;
}

#[tokio::test]
async fn what_is_submitted_is_neither_saved_nor_submitted_again() {
    let world = World::told().await;
    let entry = world.submit().await;
    let submitted = (Code::FailedPrecondition, "ENTRY_SUBMITTED".to_owned());
    let save = world.entries().save_entry(save_of(&entry)).await;
    assert_eq!(refusal(save), submitted);
    let again = world.entries().submit_entry(submission_of(&entry)).await;
    assert_eq!(refusal(again), submitted);
    world.finish().await;
}

#[tokio::test]
async fn an_incomplete_entry_is_told_all_that_is_missing() {
    let world = World::told().await;
    let mut draft = world.draft();
    draft.title = "  ".to_owned();
    draft.description = String::new();
    draft.link = "http://example.go.id".to_owned();
    let draft = world.entries().create_entry(draft).await.expect("a draft");
    let submit = submission_of(&draft.into_inner().entry.expect("entry"));
    let refused = world.entries().submit_entry(submit).await;
    let wanted = [
        ("description", "DESCRIPTION_MISSING"),
        ("link", "LINK_INVALID"),
        ("title", "TITLE_MISSING"),
    ];
    let wanted = wanted.map(|(field, reason)| (field.to_owned(), reason.to_owned()));
    assert_eq!(faults(refused), wanted);
    world.finish().await;
}

#[tokio::test]
async fn texts_beyond_their_limits_are_refused_by_field() {
    let world = World::told().await;
    let draft = world.create().await;
    let mut save = save_of(&draft);
    save.title = "t".repeat(201);
    save.description = "d".repeat(4001);
    save.link = "l\0".repeat(300);
    let refused = world.entries().save_entry(save.clone()).await;
    let wanted = [
        ("description", "DESCRIPTION_TOO_LONG"),
        ("link", "LINK_TOO_LONG"),
        ("title", "TITLE_TOO_LONG"),
    ];
    let wanted = wanted.map(|(field, reason)| (field.to_owned(), reason.to_owned()));
    assert_eq!(faults(refused), wanted);
    let mut create = world.draft();
    create.title = "a\0b".to_owned();
    let refused = world.entries().create_entry(create).await;
    let invalid = (Code::InvalidArgument, "TEXT_INVALID".to_owned());
    assert_eq!(refusal(refused), invalid);
    world.finish().await;
}
