//! The window: its opening is inside, its closing is not, and what counts is when a request arrived.

use fest_proto::submission::v1::{EntrySubmitted, GetEntryRequest};
use tonic::Code;

use crate::world::{CLOSES, LAST, OPENS, World, locked, refusal, save_of, submission_of};

fn closed() -> (Code, String) {
    (Code::FailedPrecondition, "WINDOW_CLOSED".to_owned())
}

fn not_open() -> (Code, String) {
    (Code::FailedPrecondition, "WINDOW_NOT_OPEN".to_owned())
}

#[tokio::test]
async fn what_arrived_in_the_last_microsecond_counts_though_it_waited_past_the_deadline() {
    let world = World::told().await;
    let draft = world.create().await;
    let late = testkit::clock("2024-10-31T00:10:00+07:00").now();
    world.service.clock.advance(late).expect("forward");
    let mut entries = world.entries_arriving(LAST);
    let submitted = entries.submit_entry(submission_of(&draft)).await;
    let submitted = submitted.expect("in time").into_inner().entry;
    let at = submitted.expect("entry").submitted_at;
    assert_eq!(at, crate::world::at(LAST));
    world.finish().await;
}

#[tokio::test]
async fn what_arrives_at_the_deadline_is_late_and_changes_nothing() {
    let world = World::told().await;
    let draft = world.create().await;
    let mut entries = world.entries_arriving(CLOSES);
    let submit = entries.submit_entry(submission_of(&draft)).await;
    assert_eq!(refusal(submit), closed());
    let save = entries.save_entry(save_of(&draft)).await;
    assert_eq!(refusal(save), closed());
    let create = entries.create_entry(world.draft()).await;
    assert_eq!(refusal(create), closed());
    let request = GetEntryRequest {
        entry_id: draft.id.clone(),
    };
    let now = world.entries().get_entry(request).await.expect("entry");
    assert_eq!(now.into_inner().entry, Some(draft));
    assert_eq!(world.service.events::<EntrySubmitted>().await, []);
    world.finish().await;
}

#[tokio::test]
async fn without_the_gateways_stamp_the_services_own_clock_counts() {
    let world = World::told().await;
    let draft = world.create().await;
    let closes_at = testkit::clock(CLOSES).now();
    world.service.clock.advance(closes_at).expect("forward");
    let submit = world.entries().submit_entry(submission_of(&draft)).await;
    assert_eq!(refusal(submit), closed());
    world.finish().await;
}

#[tokio::test]
async fn the_answer_to_a_request_in_time_is_given_again_after_the_deadline() {
    let world = World::told().await;
    let draft = world.create().await;
    let request = submission_of(&draft);
    let mut in_time = world.entries_arriving(LAST);
    let first = in_time.submit_entry(request.clone()).await.expect("first");
    let mut late = world.entries_arriving(CLOSES);
    let again = late.submit_entry(request).await.expect("again");
    assert_eq!(first.get_ref(), again.get_ref());
    world.finish().await;
}

#[tokio::test]
async fn the_opening_moment_is_inside_and_the_microsecond_before_is_not() {
    let world = World::told().await;
    let mut early = world.entries_arriving("2024-08-31T23:59:59.999999+07:00");
    let refused = early.create_entry(world.draft()).await;
    assert_eq!(refusal(refused), not_open());
    let mut in_time = world.entries_arriving(OPENS);
    in_time.create_entry(world.draft()).await.expect("a draft");
    world.finish().await;
}

#[tokio::test]
async fn a_draft_waits_when_the_opening_is_put_off() {
    let world = World::told().await;
    let draft = world.create().await;
    let mut edition = world.edition.clone();
    edition.version = 3;
    let timeline = edition.timeline.as_mut().expect("timeline");
    timeline.opens_at = crate::world::at("2024-10-25T00:00:00+07:00");
    world.registration.facts().editions = vec![edition.clone()];
    world.service.deliver(&locked(&edition)).await;
    world.service.settled().await;
    let save = world.entries().save_entry(save_of(&draft)).await;
    assert_eq!(refusal(save), not_open());
    let submit = world.entries().submit_entry(submission_of(&draft)).await;
    assert_eq!(refusal(submit), not_open());
    world.finish().await;
}
