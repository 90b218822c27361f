//! An approval is changed or taken back by the one who gave it, until the release.

use chassis::caller::Person;
use fest_proto::scoring::v1::{
    ApproveReleaseRequest, GetSealRequest, ReleaseApproved, ReleaseWithdrawn, Seal,
    WithdrawApprovalRequest, WithdrawApprovalResponse,
};
use tonic::{Response, Status};

use crate::{
    facts,
    release::{approve, content, request, sealed},
    world::{ANNOUNCES, World, leader, member, ok, reason, violations},
};

/// Thirty days after the announcement, and the microsecond after.
const LAST: &str = "2024-12-14T19:00:00+07:00";
const TOO_LATE: &str = "2024-12-14T19:00:00.000001+07:00";

fn for_moment(world: &World, seal: &Seal, moment: &str) -> ApproveReleaseRequest {
    ApproveReleaseRequest {
        not_before: facts::time(moment),
        ..request(world, seal)
    }
}

async fn withdraw(
    world: &World,
    person: &Person,
) -> Result<Response<WithdrawApprovalResponse>, Status> {
    let request = WithdrawApprovalRequest {
        request_id: world.request_id(),
        category_id: world.judged.id.clone(),
    };
    world.seals(person).withdraw_approval(request).await
}

async fn kept(world: &World) -> Option<Seal> {
    let request = GetSealRequest {
        category_id: world.judged.id.clone(),
    };
    ok(world.seals(&leader(world)).get_seal(request).await).seal
}

#[tokio::test]
async fn a_mistyped_year_is_refused_by_its_field() {
    let (world, seal) = sealed().await;
    let head = leader(&world);
    for late in [TOO_LATE, "2204-11-14T19:00:00+07:00"] {
        let refused = approve(&world, &head, for_moment(&world, &seal, late)).await;
        let named = vec!["not_before NOT_BEFORE_LATE".to_owned()];
        assert_eq!(violations(refused), ("NOT_BEFORE_LATE".to_owned(), named));
    }
    ok(approve(&world, &head, for_moment(&world, &seal, LAST)).await);
    world.finish().await;
}

#[tokio::test]
async fn an_announcement_that_was_put_off_is_asked_for_before_a_late_moment_is_refused() {
    let (world, seal) = sealed().await;
    let mut put_off = facts::locked_edition();
    let timeline = put_off.timeline.as_mut().expect("a timeline");
    timeline.announces_at = facts::time("2024-11-15T19:00:00+07:00");
    put_off.version += 1;
    world.owners.facts().editions = vec![put_off];
    world.owners.asked();
    let late = for_moment(&world, &seal, TOO_LATE);
    ok(approve(&world, &leader(&world), late).await);
    assert_eq!(world.owners.asked(), ["edition"]);
    world.finish().await;
}

#[tokio::test]
async fn a_wrong_moment_is_corrected_though_both_approved_and_everybody_hears_the_newest() {
    let (world, seal) = sealed().await;
    let (head, other) = (leader(&world), member(&world));
    ok(approve(&world, &head, for_moment(&world, &seal, LAST)).await);
    ok(approve(&world, &other, request(&world, &seal)).await);
    world.move_to(ANNOUNCES);
    assert_eq!(reason(content(&world).await), "RELEASE_EARLY");

    let stale = Person {
        confirmed_at: None,
        ..head.clone()
    };
    let refused = approve(&world, &stale, request(&world, &seal)).await;
    assert_eq!(reason(refused), "CONFIRMATION_REQUIRED");
    let corrected = ok(approve(&world, &head, request(&world, &seal)).await).seal;
    let version = |seal: &Option<Seal>| seal.as_ref().map(|seal| seal.version);
    assert_eq!(version(&corrected), Some(4));
    assert_eq!(kept(&world).await.map(|seal| seal.approvals.len()), Some(2));
    let events = world.service.events::<ReleaseApproved>().await;
    let versions: Vec<_> = events.iter().map(|event| version(&event.seal)).collect();
    assert_eq!(versions, [Some(3), Some(4)]);
    ok(content(&world).await);

    let refused = approve(&world, &head, for_moment(&world, &seal, LAST)).await;
    assert_eq!(reason(refused), "RELEASED");
    assert_eq!(reason(withdraw(&world, &other).await), "RELEASED");
    assert_eq!(kept(&world).await, corrected);
    world.finish().await;
}

#[tokio::test]
async fn an_approval_that_is_taken_back_closes_the_content_and_frees_the_side() {
    let (world, seal) = sealed().await;
    let (head, other) = (leader(&world), member(&world));
    ok(approve(&world, &head, request(&world, &seal)).await);
    ok(approve(&world, &other, request(&world, &seal)).await);
    assert_eq!(
        reason(withdraw(&world, &leader(&world)).await),
        "APPROVAL_NOT_FOUND"
    );
    let withdrawn = ok(withdraw(&world, &head).await).seal;
    assert_eq!(kept(&world).await, withdrawn);
    let events = world.service.events::<ReleaseWithdrawn>().await;
    assert_eq!(events, [ReleaseWithdrawn { seal: withdrawn }]);
    world.move_to(ANNOUNCES);
    assert_eq!(reason(content(&world).await), "APPROVALS_MISSING");

    ok(approve(&world, &leader(&world), request(&world, &seal)).await);
    ok(content(&world).await);
    world.finish().await;
}

#[tokio::test]
async fn the_same_request_withdraws_once() {
    let (world, seal) = sealed().await;
    let head = leader(&world);
    ok(approve(&world, &head, request(&world, &seal)).await);
    let request = WithdrawApprovalRequest {
        request_id: world.request_id(),
        category_id: world.judged.id.clone(),
    };
    let mut seals = world.seals(&head);
    let first = ok(seals.withdraw_approval(request.clone()).await);
    assert_eq!(ok(seals.withdraw_approval(request).await), first);
    // One word alone was never a release, and nobody hears that it is gone.
    assert_eq!(world.service.events::<ReleaseWithdrawn>().await, []);
    world.finish().await;
}
