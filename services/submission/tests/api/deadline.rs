//! The window: its opening is inside, its closing is not, and what counts is when a request arrived.

use fest_proto::{
    registration::v1::{EditionArchived, EditionRescheduled},
    submission::v1::{EntrySubmitted, GetEntryRequest},
};
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

/// What registration tells when the closing moves.
fn closing_moved(world: &World, version: i64, to: &str) -> EditionRescheduled {
    let mut edition = world.edition.clone();
    edition.version = version;
    let timeline = edition.timeline.as_mut().expect("timeline");
    timeline.closes_at = crate::world::at(to);
    EditionRescheduled {
        edition: Some(edition),
        ..EditionRescheduled::default()
    }
}

#[tokio::test]
async fn a_closing_brought_forward_while_works_come_in_counts_from_its_own_moment_on() {
    let world = World::told().await;
    let draft = world.create().await;
    let earlier = "2024-10-25T12:00:00+07:00";
    let moved = closing_moved(&world, 3, earlier);
    world.registration.facts().editions = Vec::from_iter(moved.edition.clone());
    world.service.deliver(&moved).await;
    world.service.settled().await;
    world
        .service
        .clock
        .advance(testkit::clock(earlier).now())
        .expect("forward");
    let late = world.entries_arriving(earlier);
    let late = late.clone().save_entry(save_of(&draft)).await;
    assert_eq!(refusal(late), closed());
    let mut in_time = world.entries_arriving("2024-10-25T11:59:59.999999+07:00");
    let submitted = in_time.submit_entry(submission_of(&draft)).await;
    submitted.expect("it arrived before the closing that holds now");
    world.finish().await;
}

#[tokio::test]
async fn a_closing_put_off_lets_in_what_arrives_after_the_old_one_and_no_older_word_brings_it_back()
{
    let world = World::told().await;
    let draft = world.create().await;
    let later = closing_moved(&world, 4, "2024-11-02T23:59:00+07:00");
    let between = closing_moved(&world, 3, "2024-10-31T23:59:00+07:00");
    // The newer word comes first, the older ones after it.
    world.service.deliver(&later).await;
    world.service.settled().await;
    world.service.deliver(&between).await;
    world.service.deliver(&locked(&world.edition)).await;
    world.service.settled().await;
    let mut entries = world.entries_arriving("2024-11-02T23:58:59+07:00");
    let submitted = entries.submit_entry(submission_of(&draft)).await;
    submitted.expect("in the longest window");
    assert_eq!(world.registration.asked(), [""; 0]);
    world.finish().await;
}

#[tokio::test]
async fn what_arrived_between_two_closings_is_taken_before_and_after_the_word_of_the_second() {
    let world = World::told().await;
    let draft = world.create().await;
    let moved = closing_moved(&world, 3, "2024-11-02T23:59:00+07:00");
    world.registration.facts().editions = Vec::from_iter(moved.edition.clone());
    let mut entries = world.entries_arriving("2024-10-31T08:00:00+07:00");
    let saved = entries.save_entry(save_of(&draft)).await;
    let saved = saved.expect("registration was asked").into_inner().entry;
    assert_eq!(world.registration.asked(), ["edition", "participation"]);
    world.service.deliver(&moved).await;
    world.service.settled().await;
    let saved = saved.expect("entry");
    let submitted = entries.submit_entry(submission_of(&saved)).await;
    submitted.expect("the copy knows by now");
    assert_eq!(world.registration.asked(), [""; 0]);
    world.finish().await;
}

#[tokio::test]
async fn an_archived_edition_takes_nothing_whatever_its_window_says() {
    let world = World::told().await;
    let draft = world.create().await;
    let mut edition = world.edition.clone();
    edition.version = 3;
    edition.phase = fest_proto::registration::v1::EditionPhase::Archived.into();
    world.registration.facts().editions = vec![edition.clone()];
    let archived = EditionArchived {
        edition: Some(edition),
    };
    world.service.deliver(&archived).await;
    world.service.settled().await;
    let submit = world.entries().submit_entry(submission_of(&draft)).await;
    assert_eq!(refusal(submit), closed());
    world.finish().await;
}
