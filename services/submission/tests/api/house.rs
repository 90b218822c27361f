//! What holds for the service as a whole.

use fest_proto::submission::v1::EntrySubmitted;
use testkit::{access, schema, text};
use tonic::Code;

use crate::world::{World, refusal, submission_of};

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

#[tokio::test]
async fn a_command_that_found_no_database_is_done_once_when_it_comes_again() {
    let mut world = World::told().await;
    let draft = world.create().await;
    let request = submission_of(&draft);
    world.service.database_line.cut().await;
    let refused = world.entries().submit_entry(request.clone()).await;
    let away = (Code::Unavailable, "DATABASE_UNAVAILABLE".to_owned());
    assert_eq!(refusal(refused), away);
    world.service.database_line.heal().await;
    let mut entries = world.entries();
    let first = entries.submit_entry(request.clone()).await;
    let again = entries.submit_entry(request).await;
    assert_eq!(
        first.expect("first").get_ref(),
        again.expect("again").get_ref()
    );
    assert_eq!(world.service.events::<EntrySubmitted>().await.len(), 1);
    world.finish().await;
}
