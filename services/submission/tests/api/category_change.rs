//! Categories of a draft that registration rewrites or removes.

use fest_proto::registration::v1::{Category, CategoryChanged, CategoryRemoved};

use crate::world::{World, created, refusal};

fn changed(category: &Category) -> CategoryChanged {
    CategoryChanged {
        category: Some(category.clone()),
    }
}

#[tokio::test]
async fn the_levels_of_a_rewritten_category_decide_who_may_enter() {
    let world = World::told().await;
    let villages = Category {
        levels: vec!["desa".to_owned()],
        version: 2,
        ..world.entered.clone()
    };
    world.registration.facts().categories = vec![villages.clone()];
    world.service.deliver(&changed(&villages)).await;
    // An older word changes nothing.
    world.service.deliver(&created(&world.entered)).await;
    world.service.settled().await;
    let department = world.entries().create_entry(world.draft()).await;
    assert_eq!(refusal(department).1, "LEVEL_NOT_ELIGIBLE");
    world.finish().await;
}

#[tokio::test]
async fn a_removed_category_takes_nothing_and_no_older_word_brings_it_back() {
    let world = World::told().await;
    let removed = Category {
        version: 3,
        ..world.entered.clone()
    };
    world.registration.facts().categories = vec![world.monitored.clone()];
    let event = CategoryRemoved {
        category: Some(removed),
    };
    world.service.deliver(&event).await;
    world.service.settled().await;
    let rewritten = Category {
        version: 2,
        ..world.entered.clone()
    };
    world.service.deliver(&changed(&rewritten)).await;
    world.service.deliver(&created(&world.entered)).await;
    world.service.settled().await;
    let entry = world.entries().create_entry(world.draft()).await;
    assert_eq!(refusal(entry).1, "CATEGORY_NOT_FOUND");
    world.finish().await;
}
