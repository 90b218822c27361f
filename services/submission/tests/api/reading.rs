//! Who reads which entries.

use fest_proto::{
    access::v1::Role,
    submission::v1::{
        GetEntryRequest, ListEntriesRequest, ListLaporImportsRequest,
        entry_service_client::EntryServiceClient,
    },
};
use testkit::service::person;
use tonic::Code;

use crate::world::{EDITION, World, faults, new_id, refusal, save_of, submission_of};

fn get(entry_id: &str) -> GetEntryRequest {
    GetEntryRequest {
        entry_id: entry_id.to_owned(),
    }
}

#[tokio::test]
async fn somebody_elses_entry_is_not_there() {
    let world = World::told().await;
    let draft = world.create().await;
    let mut stranger = world.entries_as(Role::Participant);
    let not_found = (Code::NotFound, "ENTRY_NOT_FOUND".to_owned());
    assert_eq!(refusal(stranger.get_entry(get(&draft.id)).await), not_found);
    assert_eq!(
        refusal(stranger.save_entry(save_of(&draft)).await),
        not_found
    );
    let submit = stranger.submit_entry(submission_of(&draft)).await;
    assert_eq!(refusal(submit), not_found);
    for nothing in [&new_id(), "seven", ""] {
        let found = world.entries().get_entry(get(nothing)).await;
        assert_eq!(refusal(found), not_found, "{nothing}");
    }
    world.finish().await;
}

#[tokio::test]
async fn a_draft_is_its_owners_and_a_submitted_entry_is_everybodys_who_works_with_it() {
    let world = World::told().await;
    let draft = world.create().await;
    let mut plenary = person([Role::Plenary]);
    plenary.plenary = vec![EDITION.to_owned()];
    let mut elsewhere = person([Role::Plenary]);
    elsewhere.plenary = vec!["diskom-fest-2025".to_owned()];
    let service = &world.service;
    let mut inside = [
        service.as_role(Role::Committee),
        service.as_role(Role::Juror),
        service.as_service("scoring"),
        service.as_person(&plenary),
    ]
    .map(EntryServiceClient::new);
    let mut outside = EntryServiceClient::new(service.as_person(&elsewhere));
    let not_found = (Code::NotFound, "ENTRY_NOT_FOUND".to_owned());
    for reader in &mut inside {
        let found = reader.get_entry(get(&draft.id)).await;
        assert_eq!(refusal(found), not_found);
    }
    let submit = submission_of(&draft);
    world
        .entries()
        .submit_entry(submit)
        .await
        .expect("submitted");
    for reader in &mut inside {
        reader.get_entry(get(&draft.id)).await.expect("entry");
    }
    let found = outside.get_entry(get(&draft.id)).await;
    assert_eq!(refusal(found), not_found);
    world.finish().await;
}

#[tokio::test]
async fn participants_list_their_own_and_the_committee_what_is_submitted() {
    let world = World::told().await;
    let mut all = ListEntriesRequest {
        edition_id: EDITION.to_owned(),
        ..ListEntriesRequest::default()
    };
    let draft = world.create().await;
    let own = world
        .entries()
        .list_entries(all.clone())
        .await
        .expect("own");
    assert_eq!(own.get_ref().entries[0], draft);
    let mut committee = world.entries_as(Role::Committee);
    let open = committee.list_entries(all.clone()).await.expect("list");
    assert_eq!(open.get_ref().total_size, 0);
    let submit = submission_of(&draft);
    world
        .entries()
        .submit_entry(submit)
        .await
        .expect("submitted");
    let open = committee.list_entries(all.clone()).await.expect("list");
    assert_eq!(open.get_ref().entries[0].id, draft.id);
    let mut scoring = EntryServiceClient::new(world.service.as_service("scoring"));
    let same = scoring.list_entries(all.clone()).await.expect("list");
    assert_eq!(same.get_ref(), open.get_ref());
    let mut stranger = world.entries_as(Role::Participant);
    let theirs = stranger.list_entries(all.clone()).await.expect("theirs");
    assert_eq!(theirs.get_ref().total_size, 0);
    for (edition, category) in [("other", ""), ("", &*new_id()), ("", "seven")] {
        all.edition_id = edition.to_owned();
        all.category_id = category.to_owned();
        let none = world.entries().list_entries(all.clone()).await;
        assert_eq!(none.expect("none").get_ref().total_size, 0);
    }
    world.finish().await;
}

#[tokio::test]
async fn an_edition_with_a_nul_is_refused_by_its_field() {
    let world = World::told().await;
    let wanted = [("edition_id".to_owned(), "TEXT_INVALID".to_owned())];
    let entries = ListEntriesRequest {
        edition_id: "a\0b".to_owned(),
        ..ListEntriesRequest::default()
    };
    assert_eq!(faults(world.entries().list_entries(entries).await), wanted);
    let imports = ListLaporImportsRequest {
        edition_id: "a\0b".to_owned(),
    };
    assert_eq!(
        faults(world.lapor().list_lapor_imports(imports).await),
        wanted
    );
    world.finish().await;
}

#[tokio::test]
async fn a_list_goes_page_by_page_and_takes_only_its_own_tokens() {
    let world = World::told().await;
    let mut ids = vec![world.create().await.id];
    for code in ["second", "third"] {
        let mut draft = world.draft();
        draft.category_id = world.another_category(code);
        let created = world.entries().create_entry(draft).await.expect("draft");
        ids.push(created.into_inner().entry.expect("entry").id);
    }
    let mut request = ListEntriesRequest {
        page_size: 2,
        ..ListEntriesRequest::default()
    };
    let first = world.entries().list_entries(request.clone()).await;
    let first = first.expect("first").into_inner();
    request.page_token = first.next_page_token;
    let second = world.entries().list_entries(request.clone()).await;
    let second = second.expect("second").into_inner();
    assert_eq!((first.total_size, second.total_size), (3, 3));
    assert_eq!(second.next_page_token, "");
    let listed: Vec<String> = [first.entries, second.entries]
        .concat()
        .into_iter()
        .map(|entry| entry.id)
        .collect();
    assert_eq!(listed, ids);
    // Base64url of nothing that is an id.
    for token in ["%", "c2V2ZW4"] {
        request.page_token = token.to_owned();
        let refused = world.entries().list_entries(request.clone()).await;
        let wanted = ("page_token".to_owned(), "PAGE_TOKEN_INVALID".to_owned());
        assert_eq!(faults(refused), [wanted]);
    }
    world.finish().await;
}
