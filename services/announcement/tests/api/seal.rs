//! Roots that are known before the content comes.

use fest_proto::{
    access::v1::Role,
    announcement::v1::{ListRevealsRequest, result_service_client::ResultServiceClient},
};

use crate::world::{EDITION, World, ok, reason, told};

#[tokio::test]
async fn a_root_is_known_since_the_seal_to_who_prepares_the_evening() {
    let world = World::start().await;
    let sealed = world.sealed("reels", "4");
    assert_eq!(world.reveals().await, []);
    world.tell(&sealed).await;
    for role in [Role::Committee, Role::Leadership, Role::Plenary] {
        let request = ListRevealsRequest {
            edition_id: EDITION.to_owned(),
        };
        let mut client = ResultServiceClient::new(world.service.as_role(role));
        let reveals = ok(client.list_reveals(request).await).reveals;
        assert_eq!(reveals.len(), 1);
        assert_eq!(reveals[0].category_id, sealed.seal.category_id);
        assert_eq!(reveals[0].root, sealed.seal.root);
        assert_eq!(reveals[0].sealed_at, sealed.seal.sealed_at);
        assert_eq!(reveals[0].revealed_at, None);
    }
    for edition_id in ["diskom-fest-2023", ""] {
        let request = ListRevealsRequest {
            edition_id: edition_id.to_owned(),
        };
        let reveals = ok(world.committee().list_reveals(request).await).reveals;
        assert_eq!(reveals, []);
    }
    world.finish().await;
}

#[tokio::test]
async fn a_seal_twice_is_one_and_another_root_never_replaces_the_first() {
    let mut world = World::start().await;
    let sealed = world.sealed("reels", "4");
    world.tell(&sealed).await;
    world.tell(&sealed).await;
    let mut other = world.sealed("reels", "3");
    other.seal.category_id = sealed.seal.category_id.clone();
    world.tell(&other).await;
    let reveals = world.reveals().await;
    let roots: Vec<_> = reveals.iter().map(|one| one.root.as_str()).collect();
    assert_eq!(roots, [sealed.seal.root.as_str()]);
    let letters = world.service.dead_letters().await;
    let reasons: Vec<_> = letters
        .iter()
        .map(|letter| letter.reason.as_str())
        .collect();
    assert_eq!(reasons, ["SEAL_CONTRADICTED"]);
    world.finish().await;
}

#[tokio::test]
async fn the_same_event_is_taken_once_however_often_it_comes() {
    let world = World::start().await;
    let (first, second) = (world.sealed("reels", "4"), world.sealed("lapor", "2"));
    let (first_id, second_id) = (world.service.clock.new_id(), world.service.clock.new_id());
    for (id, sealed) in [
        (second_id, &second),
        (first_id, &first),
        (second_id, &second),
        (first_id, &first),
    ] {
        world.service.deliver_as(id, &told(sealed)).await;
    }
    world.service.settled().await;
    assert_eq!(world.reveals().await.len(), 2);
    world.finish().await;
}

#[tokio::test]
async fn a_message_that_is_no_seal_is_set_aside() {
    let mut world = World::start().await;
    let mut rootless = world.sealed("reels", "4");
    rootless.seal.root = "none".to_owned();
    let mut timeless = world.sealed("lapor", "4");
    timeless.seal.sealed_at = None;
    for sealed in [&rootless, &timeless] {
        world.tell(sealed).await;
        assert_eq!(reason(world.reveal(sealed).await), "SEAL_NOT_FOUND");
    }
    let letters = world.service.dead_letters().await;
    let reasons: Vec<_> = letters
        .iter()
        .map(|letter| letter.reason.as_str())
        .collect();
    assert_eq!(reasons, ["SEAL_UNREADABLE"; 2]);
    world.finish().await;
}
