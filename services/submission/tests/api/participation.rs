//! What happens to entries when their participation is handed over, returned or withdrawn, or its organisation gets another name.

use fest_proto::{
    access::v1::Role,
    registration::v1::{
        OrganisationChanged, ParticipationHandedOver, ParticipationReturned, ParticipationState,
        ParticipationWithdrawn,
    },
    submission::v1::entry_service_client::EntryServiceClient,
};
use testkit::service::person;
use tonic::Code;

use crate::world::{World, organisation, refusal, save_of, submission_of, verified};

#[tokio::test]
async fn a_hand_over_gives_the_entries_with_the_participation_to_another_admin() {
    let world = World::told().await;
    let draft = world.create().await;
    let newcomer = person([Role::Participant]);
    let mut given = world.participation.clone();
    given.version = 3;
    given.account_id = newcomer.account_id.to_string();
    world.registration.facts().participations = vec![given.clone()];
    // The newcomer comes before the event: registration is asked.
    let service = &world.service;
    let mut theirs = EntryServiceClient::new(service.as_person(&newcomer));
    let saved = theirs.save_entry(save_of(&draft)).await.expect("saved");
    let saved = saved.into_inner().entry.expect("entry");
    assert_eq!(saved.participation_id, draft.participation_id);
    let handed_over = ParticipationHandedOver {
        participation: Some(given),
    };
    service.deliver(&handed_over).await;
    service.settled().await;
    let before = world.entries().submit_entry(submission_of(&saved)).await;
    let not_found = (Code::NotFound, "ENTRY_NOT_FOUND".to_owned());
    assert_eq!(refusal(before), not_found);
    let submitted = theirs.submit_entry(submission_of(&saved)).await;
    submitted.expect("submitted");
    world.finish().await;
}

#[tokio::test]
async fn a_participation_that_was_returned_or_withdrawn_enters_nothing_more() {
    for state in [ParticipationState::Returned, ParticipationState::Withdrawn] {
        let world = World::told().await;
        let draft = world.create().await;
        let mut now = world.participation.clone();
        now.version = 3;
        now.state = state.into();
        world.registration.facts().participations = vec![now.clone()];
        let participation = Some(now);
        let service = &world.service;
        match state {
            ParticipationState::Returned => {
                let event = ParticipationReturned { participation };
                service.deliver(&event).await;
            }
            _ => {
                let event = ParticipationWithdrawn { participation };
                service.deliver(&event).await;
            }
        }
        service.settled().await;
        let refused = world.entries().submit_entry(submission_of(&draft)).await;
        let unverified = (
            Code::FailedPrecondition,
            "PARTICIPATION_UNVERIFIED".to_owned(),
        );
        assert_eq!(refusal(refused), unverified, "{state:?}");
        world.finish().await;
    }
}

#[tokio::test]
async fn an_entry_bears_the_name_that_its_organisation_has_when_it_is_begun() {
    let world = World::told().await;
    let mut renamed = organisation("pd-dinas-kesehatan", "perangkat_daerah");
    renamed.name = "Dinas Kesehatan dan Gizi".to_owned();
    renamed.version = 2;
    let changed = OrganisationChanged {
        organisation: Some(renamed),
        aliases: Vec::new(),
    };
    world.service.deliver(&changed).await;
    // What was told of the participation before the change, and comes after it, brings the old name not back.
    let mut later = world.participation.clone();
    later.version = 3;
    world.service.deliver(&verified(&later)).await;
    world.service.settled().await;
    let entry = world.create().await;
    let organisation = entry.organisation.expect("organisation");
    assert_eq!(organisation.name, "Dinas Kesehatan dan Gizi");
    world.finish().await;
}
