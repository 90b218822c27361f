//! A juror's own sheet.

use fest_proto::{
    access::v1::Role,
    scoring::v1::{
        GetSheetRequest, SheetSaved, SheetState, SheetSubmitted,
        sheet_service_client::SheetServiceClient,
    },
};

use crate::{
    facts::{self, exact},
    world::{World, ok, reason, violations},
};

fn get(assignment_id: &str) -> GetSheetRequest {
    GetSheetRequest {
        assignment_id: assignment_id.to_owned(),
    }
}

#[tokio::test]
async fn a_sheet_goes_from_empty_over_saved_to_handed_in() {
    let world = World::told().await;
    let assignment = world.assign(0, 0).await;
    let mut juror = world.sheets(0);
    let empty = ok(juror.get_sheet(get(&assignment.id)).await)
        .sheet
        .expect("a sheet");
    assert_eq!(empty.state(), SheetState::Empty);
    assert_eq!((empty.version, empty.saved_at), (1, None));

    let saved = world.save(0, &assignment, &["3.50", "5"]).await;
    assert_eq!(saved.state(), SheetState::Saved);
    assert_eq!(saved.marks[0].value, exact("3.5"));
    assert_eq!(saved.comment, facts::COMMENT);
    assert_eq!(saved.saved_at, facts::time("2024-10-21T09:00:00+07:00"));

    let request = world.submit_request(&assignment.id, saved.version);
    let submitted = ok(juror.submit_sheet(request).await)
        .sheet
        .expect("a sheet");
    assert_eq!(submitted.state(), SheetState::Submitted);
    assert_eq!(submitted.version, 3);
    assert_eq!(submitted.marks, saved.marks);
    let read = ok(juror.get_sheet(get(&assignment.id)).await).sheet;
    assert_eq!(read, Some(submitted));

    let states = |assignment: Option<fest_proto::scoring::v1::Assignment>| {
        let assignment = assignment.expect("an assignment");
        (assignment.sheet_state(), assignment.version)
    };
    let saves = world.service.events::<SheetSaved>().await;
    let submits = world.service.events::<SheetSubmitted>().await;
    let told: Vec<_> = saves
        .into_iter()
        .map(|event| states(event.assignment))
        .collect();
    assert_eq!(told, [(SheetState::Saved, 2)]);
    let told: Vec<_> = submits
        .into_iter()
        .map(|event| states(event.assignment))
        .collect();
    assert_eq!(told, [(SheetState::Submitted, 3)]);
    world.finish().await;
}

#[tokio::test]
async fn a_sheet_is_there_for_its_juror_alone() {
    let world = World::told().await;
    let assignment = world.assign(0, 0).await;
    let saved = world.save(0, &assignment, &["3", "4"]).await;
    let stranger = SheetServiceClient::new(world.service.as_role(Role::Juror));
    for mut other in [world.sheets(1), stranger] {
        let refused = other.get_sheet(get(&assignment.id)).await;
        assert_eq!(reason(refused), "ASSIGNMENT_NOT_FOUND");
        let request = world.save_request(&assignment, &[("pesan", "1")]);
        let refused = other.save_sheet(request).await;
        assert_eq!(reason(refused), "ASSIGNMENT_NOT_FOUND");
        let request = world.submit_request(&assignment.id, saved.version);
        let refused = other.submit_sheet(request).await;
        assert_eq!(reason(refused), "ASSIGNMENT_NOT_FOUND");
    }
    for id in ["7", &world.request_id()] {
        let refused = world.sheets(0).get_sheet(get(id)).await;
        assert_eq!(reason(refused), "ASSIGNMENT_NOT_FOUND");
    }
    let read = ok(world.sheets(0).get_sheet(get(&assignment.id)).await);
    assert_eq!(read.sheet, Some(saved));
    world.finish().await;
}

#[tokio::test]
async fn the_same_request_saves_once() {
    let world = World::told().await;
    let assignment = world.assign(0, 0).await;
    let request = world.save_request(&assignment, &[("pesan", "4")]);
    let first = ok(world.sheets(0).save_sheet(request.clone()).await);
    assert_eq!(ok(world.sheets(0).save_sheet(request.clone()).await), first);
    let mut other = world.save_request(&assignment, &[("pesan", "5")]);
    other.request_id = request.request_id.clone();
    let refused = world.sheets(0).save_sheet(other).await;
    assert_eq!(reason(refused), "REQUEST_ID_REUSED");
    assert_eq!(world.service.events::<SheetSaved>().await.len(), 1);

    // The same key in another juror's hand is another key.
    let theirs = world.assign(0, 1).await;
    let mut same_key = world.save_request(&theirs, &[("pesan", "4")]);
    same_key.request_id = request.request_id;
    ok(world.sheets(1).save_sheet(same_key).await);
    world.finish().await;
}

#[tokio::test]
async fn two_saves_of_one_version_keep_one() {
    let world = World::told().await;
    let assignment = world.assign(0, 0).await;
    let (mut left, mut right) = (world.sheets(0), world.sheets(0));
    let (one, two) = tokio::join!(
        left.save_sheet(world.save_request(&assignment, &[("pesan", "2")])),
        right.save_sheet(world.save_request(&assignment, &[("pesan", "3")])),
    );
    let (kept, refused) = if one.is_ok() { (one, two) } else { (two, one) };
    assert_eq!(reason(refused), "VERSION_STALE");
    let read = ok(world.sheets(0).get_sheet(get(&assignment.id)).await);
    assert_eq!(read.sheet, ok(kept).sheet);
    world.finish().await;
}

#[tokio::test]
async fn a_sheet_may_be_saved_empty_again() {
    let world = World::told().await;
    let mut assignment = world.assign(0, 0).await;
    assignment.version = world.save(0, &assignment, &["3", "4"]).await.version;
    let request = world.save_request(&assignment, &[]);
    let emptied = ok(world.sheets(0).save_sheet(request).await).sheet;
    let read = ok(world.sheets(0).get_sheet(get(&assignment.id)).await).sheet;
    assert_eq!(read, emptied);
    assert_eq!(read.expect("a sheet").marks, []);
    world.finish().await;
}

#[tokio::test]
async fn wrong_marks_are_named_by_field_and_never_repeated() {
    let world = World::told().await;
    let assignment = world.assign(0, 0).await;
    let marks = [
        ("pesan", "5.0001"),
        ("musik", "3"),
        ("kreativitas", "17/4"),
        ("pesan", "2"),
    ];
    let mut request = world.save_request(&assignment, &marks);
    request.comment = "x".repeat(2001);
    let refused = world.sheets(0).save_sheet(request).await;
    let said = format!("{:?}", refused.as_ref().err());
    assert!(!said.contains("5.0001") && !said.contains("17/4"), "{said}");
    let (reason, fields) = violations(refused);
    assert_eq!(reason, "MARK_OUTSIDE_SCALE");
    assert_eq!(
        fields,
        [
            "comment COMMENT_TOO_LONG",
            "marks[0].value MARK_OUTSIDE_SCALE",
            "marks[1].criterion_code CRITERION_UNKNOWN",
            "marks[2].value NUMBER_INVALID",
            "marks[3].criterion_code CRITERION_REPEATED",
        ]
    );
    let mut request = world.save_request(&assignment, &[]);
    request.comment = "a\0b".to_owned();
    let refused = world.sheets(0).save_sheet(request).await;
    assert_eq!(violations(refused).0, "COMMENT_INVALID");
    let read = ok(world.sheets(0).get_sheet(get(&assignment.id)).await).sheet;
    assert_eq!(read.expect("a sheet").version, 1);
    world.finish().await;
}

#[tokio::test]
async fn a_sheet_is_handed_in_whole_and_then_left_alone() {
    let world = World::told().await;
    let assignment = world.assign(0, 0).await;
    let mut juror = world.sheets(0);
    let refused = juror
        .submit_sheet(world.submit_request(&assignment.id, 1))
        .await;
    let (reason_of_all, fields) = violations(refused);
    assert_eq!(reason_of_all, "MARKS_MISSING");
    assert_eq!(
        fields,
        [
            "marks[kreativitas] MARKS_MISSING",
            "marks[pesan] MARKS_MISSING"
        ]
    );
    let submitted = world.hand_in(0, &assignment, &["1", "5"]).await;
    let stale = juror
        .submit_sheet(world.submit_request(&assignment.id, 1))
        .await;
    assert_eq!(reason(stale), "SHEET_SUBMITTED");
    let mut later = assignment.clone();
    later.version = submitted.version;
    let request = world.save_request(&later, &[("pesan", "1")]);
    assert_eq!(reason(juror.save_sheet(request).await), "SHEET_SUBMITTED");
    world.finish().await;
}
