//! What holds for the service as a whole.

use testkit::{access, schema, text};

use crate::world::World;

#[tokio::test]
async fn every_foreign_key_has_an_index() {
    let world = World::untold().await;
    schema::every_foreign_key_has_an_index(&world.service.database).await;
    world.finish().await;
}

#[tokio::test]
async fn no_text_of_a_caller_is_a_fault_of_ours() {
    let world = World::told().await;
    text::no_nul_is_a_fault_of_ours(&world.service).await;
    world.finish().await;
}

#[tokio::test]
async fn every_rpc_lets_in_whom_the_contract_names_and_nobody_else() {
    let world = World::untold().await;
    access::every_rpc_is_guarded(&world.service).await;
    world.finish().await;
}
