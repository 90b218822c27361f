//! Which juror judges which entry.

use fest_proto::{
    access::v1::Role,
    scoring::v1::{
        AssignedEntry, AssignmentCreated, ListAssignmentsRequest, SheetState,
        assignment_service_client::AssignmentServiceClient,
    },
};
use testkit::service::person;

use crate::{
    facts,
    world::{EDITION, World, member, ok, reason, violations},
};

fn list() -> ListAssignmentsRequest {
    ListAssignmentsRequest {
        edition_id: EDITION.to_owned(),
        ..ListAssignmentsRequest::default()
    }
}

#[tokio::test]
async fn a_juror_gets_an_entry_once() {
    let world = World::told().await;
    let assigned = world.assign(0, 1).await;
    assert_eq!(assigned.entry_id, world.entries[0].id);
    assert_eq!(assigned.judge_id, world.judges[1].id);
    assert_eq!(assigned.sheet_state(), SheetState::Empty);
    let again = facts::assign_request(&world, 0, 1);
    let refused = world.assignments(Role::Committee).assign_juror(again).await;
    assert_eq!(reason(refused), "ASSIGNMENT_TAKEN");
    let events = world.service.events::<AssignmentCreated>().await;
    let assignment = Some(assigned);
    assert_eq!(events, [AssignmentCreated { assignment }]);
    world.finish().await;
}

#[tokio::test]
async fn the_same_request_assigns_once() {
    let world = World::told().await;
    let request = facts::assign_request(&world, 0, 0);
    let mut committee = world.assignments(Role::Committee);
    let first = ok(committee.assign_juror(request.clone()).await);
    assert_eq!(ok(committee.assign_juror(request.clone()).await), first);
    let mut other = facts::assign_request(&world, 1, 0);
    other.request_id = request.request_id;
    let refused = committee.assign_juror(other).await;
    assert_eq!(reason(refused), "REQUEST_ID_REUSED");
    assert_eq!(world.service.events::<AssignmentCreated>().await.len(), 1);
    world.finish().await;
}

#[tokio::test]
async fn two_who_assign_the_same_at_once_assign_once() {
    let world = World::told().await;
    let (mut first, mut second) = (
        world.assignments(Role::Committee),
        world.assignments(Role::Committee),
    );
    let (one, two) = tokio::join!(
        first.assign_juror(facts::assign_request(&world, 0, 0)),
        second.assign_juror(facts::assign_request(&world, 0, 0)),
    );
    let refused = if one.is_ok() { two } else { one };
    assert_eq!(reason(refused), "ASSIGNMENT_TAKEN");
    assert_eq!(world.service.events::<AssignmentCreated>().await.len(), 1);
    world.finish().await;
}

#[tokio::test]
async fn what_is_not_there_is_not_assigned() {
    let world = World::untold().await;
    let mut draft = facts::entry(&world.judged, "Draf");
    draft.state = fest_proto::submission::v1::EntryState::Draft.into();
    let mut foreign = facts::judge(&person([Role::Juror]));
    foreign.edition_id = "diskom-fest-2023".to_owned();
    world.owners.facts().entries.push(draft.clone());
    world.owners.facts().judges.push(foreign.clone());
    let mut committee = world.assignments(Role::Committee);
    let request = |entry: &str, judge: &str| {
        let mut request = facts::assign_request(&world, 0, 0);
        request.entry_id = entry.to_owned();
        request.judge_id = judge.to_owned();
        request
    };
    let (entry, judge) = (&world.entries[0].id, &world.judges[0].id);
    for (entry_id, judge_id, expected) in [
        (&draft.id, judge, "ENTRY_NOT_FOUND"),
        (&world.request_id(), judge, "ENTRY_NOT_FOUND"),
        (&"e".to_owned(), judge, "ENTRY_NOT_FOUND"),
        (entry, &world.request_id(), "JUDGE_NOT_FOUND"),
        (entry, &"j".to_owned(), "JUDGE_NOT_FOUND"),
        (entry, judge, "RUBRIC_NOT_FOUND"),
    ] {
        let refused = committee.assign_juror(request(entry_id, judge_id)).await;
        assert_eq!(reason(refused), expected);
    }
    world.create_rubric(&world.judged).await;
    let refused = committee.assign_juror(request(entry, &foreign.id)).await;
    assert_eq!(reason(refused), "JUDGE_OTHER_EDITION");
    world.finish().await;
}

#[tokio::test]
async fn a_juror_lists_the_own_and_the_committee_all_page_by_page() {
    let world = World::told().await;
    let mut made = Vec::new();
    for (entry, juror) in [(0, 0), (0, 1), (1, 1)] {
        let mut assignment = world.assign(entry, juror).await;
        // A list says what the entry is; the answer to the command, and the event, do not.
        assert_eq!(assignment.entry, None);
        let submitted = &world.entries[entry];
        let organisation = submitted.organisation.clone().expect("an organisation");
        assignment.entry = Some(AssignedEntry {
            title: submitted.title.clone(),
            organisation_code: organisation.code,
            organisation_name: organisation.name,
            organisation_kind: organisation.kind,
        });
        made.push(assignment);
    }
    let juror = world.service.as_person(&world.jurors[1]);
    let own = AssignmentServiceClient::new(juror)
        .list_assignments(list())
        .await;
    assert_eq!(ok(own).assignments, made[1..]);

    let mut committee = world.assignments(Role::Committee);
    let mut first = list();
    first.page_size = 2;
    let page = ok(committee.list_assignments(first.clone()).await);
    assert_eq!(
        (page.assignments.as_slice(), page.total_size),
        (&made[..2], 3)
    );
    first.page_token = page.next_page_token;
    let rest = ok(committee.list_assignments(first.clone()).await);
    assert_eq!(rest.assignments, made[2..]);
    assert_eq!((rest.total_size, rest.next_page_token.as_str()), (3, ""));

    first.page_token = "%%%".to_owned();
    let refused = committee.list_assignments(first.clone()).await;
    assert_eq!(reason(refused), "PAGE_TOKEN_INVALID");
    first.page_token = chassis::page::token("not an id");
    let refused = committee.list_assignments(first).await;
    assert_eq!(reason(refused), "PAGE_TOKEN_INVALID");
    world.finish().await;
}

#[tokio::test]
async fn a_list_holds_what_was_asked_for() {
    let world = World::told().await;
    world.assign(0, 0).await;
    // A member of the plenary is one of the committee, too.
    let caller = world.service.as_person(&member(&world));
    let mut committee = AssignmentServiceClient::new(caller);
    let mut lists = async |edition: &str, category: &str| {
        let request = ListAssignmentsRequest {
            edition_id: edition.to_owned(),
            category_id: category.to_owned(),
            ..list()
        };
        ok(committee.list_assignments(request).await).total_size
    };
    assert_eq!(lists(EDITION, "").await, 1);
    assert_eq!(lists(EDITION, &world.judged.id).await, 1);
    assert_eq!(lists(EDITION, &world.measured.id).await, 0);
    assert_eq!(lists(EDITION, "reels").await, 0);
    assert_eq!(lists("diskom-fest-2023", "").await, 0);
    let request = ListAssignmentsRequest {
        edition_id: "nul\0".to_owned(),
        ..list()
    };
    let refused = committee.list_assignments(request).await;
    let (_, fields) = violations(refused);
    assert_eq!(fields, ["edition_id TEXT_INVALID"]);
    world.finish().await;
}
