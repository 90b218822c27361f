//! Two approvals, and what announcement gets for them.

use chassis::caller::Person;
use chrono::TimeDelta;
use fest_proto::{
    access::v1::Role,
    scoring::v1::{
        ApprovalSide, ApproveReleaseRequest, ApproveReleaseResponse, GetSealedContentRequest,
        GetSealedContentResponse, ReleaseApproved, Seal, SealCategoryRequest,
    },
};
use proof::{Salt, SealedResult};
use tonic::{Response, Status};

use crate::{
    facts,
    world::{ANNOUNCES, World, leader, member, ok, outsider, reason},
};

const LATER: &str = "2024-11-14T19:30:00+07:00";

pub async fn sealed() -> (World, Seal) {
    let world = World::marked().await;
    let request = SealCategoryRequest {
        request_id: world.request_id(),
        category_id: world.judged.id.clone(),
    };
    let sealed = world.seals(&member(&world)).seal_category(request).await;
    let seal = ok(sealed).seal.expect("a seal");
    (world, seal)
}

pub fn request(world: &World, seal: &Seal) -> ApproveReleaseRequest {
    ApproveReleaseRequest {
        request_id: world.request_id(),
        category_id: seal.category_id.clone(),
        root: seal.root.clone(),
        not_before: facts::time(ANNOUNCES),
    }
}

pub async fn approve(
    world: &World,
    person: &Person,
    request: ApproveReleaseRequest,
) -> Result<Response<ApproveReleaseResponse>, Status> {
    world.seals(person).approve_release(request).await
}

pub async fn content(world: &World) -> Result<Response<GetSealedContentResponse>, Status> {
    let request = GetSealedContentRequest {
        category_id: world.judged.id.clone(),
    };
    world.announcement().get_sealed_content(request).await
}

#[tokio::test]
async fn the_content_is_handed_out_at_the_later_of_two_moments_and_opens_the_root() {
    let (world, seal) = sealed().await;
    let first = ok(approve(&world, &leader(&world), request(&world, &seal)).await);
    assert_eq!(first.seal.as_ref().map(|seal| seal.version), Some(2));
    assert!(world.service.events::<ReleaseApproved>().await.is_empty());
    world.move_to(LATER);
    assert_eq!(reason(content(&world).await), "APPROVALS_MISSING");

    let later = "2024-11-14T19:45:00+07:00";
    let mut second = request(&world, &seal);
    second.not_before = facts::time(later);
    let approved = ok(approve(&world, &member(&world), second).await).seal;
    let sides: Vec<_> = approved
        .iter()
        .flat_map(|seal| &seal.approvals)
        .map(|one| one.side())
        .collect();
    assert_eq!(sides, [ApprovalSide::Leadership, ApprovalSide::Plenary]);
    let events = world.service.events::<ReleaseApproved>().await;
    assert_eq!(events, [ReleaseApproved { seal: approved }]);

    world.move_to("2024-11-14T19:44:59.999999+07:00");
    assert_eq!(reason(content(&world).await), "RELEASE_EARLY");
    world.move_to(later);
    let released = ok(content(&world).await);
    assert_eq!(released.root, seal.root);
    let salt = Salt::try_from(released.salt.as_slice()).expect("a salt");
    let root = seal.root.parse().expect("a root");
    let result = SealedResult::open(&released.content, &salt, &root).expect("the result");
    result.recompute().expect("the rules give it");
    assert!(result.heading.example);
    let winners: Vec<_> = result
        .winners()
        .map(|one| one.entrant.title.as_str())
        .collect();
    assert_eq!(winners, ["Bekasi Dua"]);
    // Comments are for the plenary, and are not published.
    assert!(!String::from_utf8_lossy(&released.content).contains("Rahasia"));
    world.finish().await;
}

#[tokio::test]
async fn the_same_request_approves_once() {
    let (world, seal) = sealed().await;
    let head = leader(&world);
    let request = request(&world, &seal);
    let first = ok(approve(&world, &head, request.clone()).await);
    assert_eq!(ok(approve(&world, &head, request.clone()).await), first);
    let mut other = request;
    other.not_before = facts::time(LATER);
    assert_eq!(
        reason(approve(&world, &head, other).await),
        "REQUEST_ID_REUSED"
    );
    world.finish().await;
}

#[tokio::test]
async fn one_person_is_never_two() {
    let (world, seal) = sealed().await;
    let mut both = leader(&world);
    both.roles.push(Role::Plenary);
    both.plenary = vec![seal.edition_id.clone()];
    for _ in 0..2 {
        let spoken = ok(approve(&world, &both, request(&world, &seal)).await).seal;
        let approvals = spoken.expect("a seal").approvals;
        assert_eq!(approvals.len(), 1);
        assert_eq!(approvals[0].side(), ApprovalSide::Leadership);
    }
    let other_leader = approve(&world, &leader(&world), request(&world, &seal)).await;
    assert_eq!(reason(other_leader), "APPROVAL_TAKEN");
    world.move_to(ANNOUNCES);
    assert_eq!(reason(content(&world).await), "APPROVALS_MISSING");
    world.finish().await;
}

#[tokio::test]
async fn two_of_one_side_at_once_are_one() {
    let (world, seal) = sealed().await;
    let (left, right) = (leader(&world), leader(&world));
    let (one, two) = tokio::join!(
        approve(&world, &left, request(&world, &seal)),
        approve(&world, &right, request(&world, &seal)),
    );
    let refused = if one.is_ok() { two } else { one };
    assert_eq!(reason(refused), "APPROVAL_TAKEN");
    world.finish().await;
}

#[tokio::test]
async fn two_sides_at_once_are_both_heard() {
    let (world, seal) = sealed().await;
    let (left, right) = (leader(&world), member(&world));
    let (one, two) = tokio::join!(
        approve(&world, &left, request(&world, &seal)),
        approve(&world, &right, request(&world, &seal)),
    );
    ok(one);
    ok(two);
    let events = world.service.events::<ReleaseApproved>().await;
    let versions: Vec<_> = events
        .iter()
        .flat_map(|event| &event.seal)
        .map(|seal| seal.version)
        .collect();
    assert_eq!(versions, [3]);
    world.finish().await;
}

#[tokio::test]
async fn an_approval_takes_the_right_person_root_moment_and_password() {
    let (world, seal) = sealed().await;
    let head = leader(&world);
    let stranger = outsider(&world);
    let unconfirmed = Person {
        confirmed_at: None,
        ..head.clone()
    };
    let stale = Person {
        confirmed_at: head.confirmed_at.map(|at| at - TimeDelta::seconds(301)),
        ..head.clone()
    };
    let good = || request(&world, &seal);
    let other_root = ApproveReleaseRequest {
        root: "0".repeat(64),
        ..good()
    };
    let no_moment = ApproveReleaseRequest {
        not_before: None,
        ..good()
    };
    let early = ApproveReleaseRequest {
        not_before: facts::time("2024-11-14T18:59:59.9999999+07:00"),
        ..good()
    };
    let unsealed = ApproveReleaseRequest {
        category_id: world.measured.id.clone(),
        ..good()
    };
    for (person, request, expected) in [
        (&head, unsealed, "SEAL_NOT_FOUND"),
        (&stranger, good(), "PLENARY_OTHER_EDITION"),
        (&head, other_root, "ROOT_DIFFERS"),
        (&head, no_moment, "NOT_BEFORE_MISSING"),
        (&unconfirmed, good(), "CONFIRMATION_REQUIRED"),
        (&stale, good(), "CONFIRMATION_REQUIRED"),
    ] {
        assert_eq!(reason(approve(&world, person, request).await), expected);
    }
    // A tenth of a microsecond before the evening is rounded up to it; a whole one is not.
    ok(approve(&world, &head, early).await);
    let mut early = good();
    early.not_before = facts::time("2024-11-14T18:59:59.999999+07:00");
    let refused = approve(&world, &member(&world), early).await;
    assert_eq!(reason(refused), "NOT_BEFORE_EARLY");
    world.finish().await;
}

#[tokio::test]
async fn what_was_never_sealed_is_not_handed_out() {
    let world = World::marked().await;
    world.move_to(ANNOUNCES);
    assert_eq!(reason(content(&world).await), "SEAL_NOT_FOUND");
    world.finish().await;
}
