//! Revealing a category, and what everybody sees from then on.

use chassis::error::Kind;
use fest_proto::announcement::v1::{
    GetResultRequest, ListResultsRequest, ResultRevealed, RevealCategoryRequest,
};
use proof::{Salt, SealedResult};

use crate::world::{EDITION, Sealed, World, get, ok, reason, winners};

fn list() -> ListResultsRequest {
    ListResultsRequest {
        edition_id: EDITION.to_owned(),
    }
}

async fn told_and_released(world: &World, code: &str, mark: &str) -> Sealed {
    let sealed = world.sealed(code, mark);
    world.tell(&sealed).await;
    world.release(&sealed);
    sealed
}

#[tokio::test]
async fn a_revealed_category_is_there_for_everybody_with_what_proves_it() {
    let world = World::start().await;
    let sealed = told_and_released(&world, "reels", "3").await;
    assert_eq!(
        reason(world.anyone().get_result(get(&sealed)).await),
        "NOT_ANNOUNCED"
    );
    let revealed = ok(world.reveal(&sealed).await).result.expect("a result");
    assert_eq!(winners(&revealed), [(1, "Dua", "75")]);
    assert_eq!(revealed.winners[0].organisation_name, "Dinas Dua");
    assert_eq!(revealed.category_code, "reels");
    assert_eq!(revealed.category_name_en, "Category reels");
    assert_eq!(revealed.root, sealed.seal.root);
    assert_eq!(revealed.revealed_at, Some(world.service.clock.now().into()));
    assert!(revealed.example);

    let read = ok(world.anyone().get_result(get(&sealed)).await);
    assert_eq!(read.result.as_ref(), Some(&revealed));
    let salt = Salt::try_from(read.salt.as_slice()).expect("a salt");
    let root = revealed.root.parse().expect("a root");
    SealedResult::open(&read.content, &salt, &root).expect("what was sealed");

    let listed = ok(world.anyone().list_results(list()).await).results;
    assert_eq!(listed.as_slice(), std::slice::from_ref(&revealed));
    let reveals = world.reveals().await;
    assert_eq!(reveals[0].revealed_at, revealed.revealed_at);
    let events = world.service.events::<ResultRevealed>().await;
    let result = Some(revealed);
    assert_eq!(events, [ResultRevealed { result }]);
    world.finish().await;
}

#[tokio::test]
async fn results_come_in_the_order_of_their_reveal() {
    let world = World::start().await;
    let mut sealed = Vec::new();
    for code in ["reels", "lapor", "video"] {
        sealed.push(told_and_released(&world, code, "2").await);
    }
    // The clock stands still: all three have the same moment.
    for position in [2, 0, 1] {
        ok(world.reveal(&sealed[position]).await);
    }
    let listed = ok(world.anyone().list_results(list()).await).results;
    let codes: Vec<_> = listed
        .iter()
        .map(|one| one.category_code.as_str())
        .collect();
    assert_eq!(codes, ["video", "reels", "lapor"]);
    world.finish().await;
}

#[tokio::test]
async fn the_same_request_reveals_once_and_needs_scoring_once() {
    let world = World::start().await;
    let sealed = told_and_released(&world, "reels", "3").await;
    let request = world.request(&sealed);
    let mut committee = world.committee();
    let first = ok(committee.reveal_category(request.clone()).await);
    assert_eq!(ok(committee.reveal_category(request.clone()).await), first);
    assert_eq!(reason(world.reveal(&sealed).await), "RESULT_REVEALED");
    assert_eq!(world.scoring.facts().asked, 1);
    let another = told_and_released(&world, "lapor", "3").await;
    let other = RevealCategoryRequest {
        category_id: another.seal.category_id,
        ..request
    };
    assert_eq!(
        reason(committee.reveal_category(other).await),
        "REQUEST_ID_REUSED"
    );
    assert_eq!(world.service.events::<ResultRevealed>().await.len(), 1);
    world.finish().await;
}

#[tokio::test]
async fn two_who_reveal_at_once_reveal_once() {
    let world = World::start().await;
    let sealed = told_and_released(&world, "reels", "3").await;
    let (one, two) = tokio::join!(world.reveal(&sealed), world.reveal(&sealed));
    let refused = if one.is_ok() { two } else { one };
    assert_eq!(reason(refused), "RESULT_REVEALED");
    assert_eq!(world.service.events::<ResultRevealed>().await.len(), 1);
    world.finish().await;
}

#[tokio::test]
async fn what_scoring_refuses_with_is_passed_on_and_nothing_is_shown() {
    let world = World::start().await;
    let sealed = told_and_released(&world, "reels", "3").await;
    for (kind, said, expected) in [
        (
            Kind::FailedPrecondition,
            "APPROVALS_MISSING",
            "APPROVALS_MISSING",
        ),
        (Kind::FailedPrecondition, "RELEASE_EARLY", "RELEASE_EARLY"),
        (Kind::NotFound, "SEAL_NOT_FOUND", "SEAL_NOT_FOUND"),
        (
            Kind::Unavailable,
            "DATABASE_UNAVAILABLE",
            "SCORING_UNAVAILABLE",
        ),
        (Kind::Internal, "INTERNAL", "SCORING_UNAVAILABLE"),
    ] {
        world.scoring.facts().refusal = Some((kind, said));
        assert_eq!(reason(world.reveal(&sealed).await), expected);
    }
    assert_eq!(
        reason(world.anyone().list_results(list()).await),
        "NOT_ANNOUNCED"
    );
    world.scoring.facts().refusal = None;
    ok(world.reveal(&sealed).await);
    world.finish().await;
}

#[tokio::test]
async fn a_root_that_was_not_known_before_reveals_nothing() {
    let world = World::start().await;
    let sealed = world.sealed("reels", "3");
    world.release(&sealed);
    assert_eq!(reason(world.reveal(&sealed).await), "SEAL_NOT_FOUND");
    assert_eq!(world.scoring.facts().asked, 0);
    world.tell(&sealed).await;
    ok(world.reveal(&sealed).await);
    world.finish().await;
}

#[tokio::test]
async fn a_content_that_is_not_what_was_sealed_is_refused_whatever_root_comes_with_it() {
    let world = World::start().await;
    let sealed = told_and_released(&world, "reels", "3").await;
    let honest = sealed.held.clone();
    // Another result, itself well sealed under another root.
    let mut swapped = world.sealed("reels", "4").held;
    let text = String::from_utf8(honest.content.clone()).expect("text");
    let renamed = text.replace("Dinas Dua", "Dinas Dui");
    assert_ne!(renamed, text);
    let mut tampered = honest.clone();
    tampered.content = renamed.into_bytes();
    let mut salted = honest.clone();
    salted.salt = vec![7; 32];
    let mut short = honest.clone();
    short.salt.pop();
    swapped.root = honest.root.clone();
    for held in [swapped, tampered, salted, short] {
        let broken = Sealed {
            held,
            ..sealed.clone()
        };
        world.release(&broken);
        assert_eq!(reason(world.reveal(&sealed).await), "SEAL_BROKEN");
    }
    assert_eq!(
        reason(world.anyone().get_result(get(&sealed)).await),
        "NOT_ANNOUNCED"
    );
    assert!(world.service.messages().await.is_empty());
    world.release(&sealed);
    ok(world.reveal(&sealed).await);
    world.finish().await;
}

#[tokio::test]
async fn nothing_is_announced_of_what_nobody_knows() {
    let world = World::start().await;
    let sealed = told_and_released(&world, "reels", "3").await;
    ok(world.reveal(&sealed).await);
    for edition_id in ["diskom-fest-2023", ""] {
        let request = ListResultsRequest {
            edition_id: edition_id.to_owned(),
        };
        assert_eq!(
            reason(world.anyone().list_results(request).await),
            "NOT_ANNOUNCED"
        );
    }
    let request = ListResultsRequest {
        edition_id: "nul\0".to_owned(),
    };
    assert_eq!(
        reason(world.anyone().list_results(request).await),
        "TEXT_INVALID"
    );
    for category_id in [world.new_id(), "reels".to_owned()] {
        let request = GetResultRequest {
            category_id: category_id.clone(),
        };
        assert_eq!(
            reason(world.anyone().get_result(request).await),
            "NOT_ANNOUNCED"
        );
        let request = RevealCategoryRequest {
            request_id: world.new_id(),
            category_id,
        };
        let refused = world.committee().reveal_category(request).await;
        assert_eq!(reason(refused), "SEAL_NOT_FOUND");
    }
    world.finish().await;
}

#[tokio::test]
async fn a_category_that_nobody_won_is_revealed_without_winners() {
    let world = World::start().await;
    let sealed = world.sealed_without_winners();
    world.tell(&sealed).await;
    world.release(&sealed);
    let revealed = ok(world.reveal(&sealed).await).result.expect("a result");
    assert_eq!(winners(&revealed), []);
    let read = ok(world.anyone().get_result(get(&sealed)).await).result;
    assert_eq!(read, Some(revealed));
    world.finish().await;
}
