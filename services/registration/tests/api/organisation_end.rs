//! Bodies end, with a successor or without one.

use fest_proto::registration::v1::{
    ClaimParticipationRequest, ListOrganisationsRequest, OrganisationChanged, OrganisationState,
    participation_service_client::ParticipationServiceClient,
};
use testkit::{reason, refused, request_id};

use crate::{
    organisation::{list, search},
    organisation_alias::{get, leads},
    organisation_change::{merge, refusal, rename_to, retire, tree},
    organisation_import::preview,
    world::{EDITION, HEADER, create_edition, import, owner, sign_up},
};

#[tokio::test]
async fn a_merged_body_points_to_its_successor_and_so_does_all_that_led_to_it() {
    let service = tree().await;
    rename_to(&service, "pd-a", 1, "Dinas Anggrek Lama", "pd-al")
        .await
        .expect("renamed");
    let merged = merge(&service, "pd-al", "pd-b", 2).await.expect("merged");
    let ended = merged.organisation.expect("organisation");
    assert_eq!(
        (ended.state(), &*ended.successor_code),
        (OrganisationState::Merged, "pd-b")
    );
    let successor = merged.successor.expect("successor");
    assert_eq!(
        (successor.state(), successor.version),
        (OrganisationState::Active, 2)
    );
    for code in ["pd-al", "pd-a", "pd-b"] {
        assert_eq!(leads(&service, code).await, "pd-b", "{code}");
    }
    for query in ["anggrek lama", "pd-al", "pd-a"] {
        let found = list(&service, search(query, "perangkat_daerah")).await;
        let codes: Vec<&str> = found
            .organisations
            .iter()
            .map(|one| one.code.as_str())
            .collect();
        assert_eq!(codes, ["pd-b"], "{query}");
    }
    let found = get(&service, "pd-b", "").await.expect("found");
    assert_eq!(found.predecessors, [ended]);
    let unit = get(&service, "uptd-a1", "")
        .await
        .expect("found")
        .organisation
        .expect("unit");
    assert_eq!(unit.parent_code, "pd-b");
    // A merger of the successor takes everything along.
    let csv = format!("{HEADER}pd-c,Dinas Cempaka,perangkat_daerah,,,list\n");
    import(&service, csv.as_bytes()).await.expect("imported");
    merge(&service, "pd-b", "pd-c", 2).await.expect("merged");
    for code in ["pd-al", "pd-a", "pd-b"] {
        assert_eq!(leads(&service, code).await, "pd-c", "{code}");
    }
    let found = list(&service, search("anggrek lama", "")).await;
    assert_eq!(found.organisations[0].code, "pd-c");
    service.events::<OrganisationChanged>().await;
    service.finish().await;
}

#[tokio::test]
async fn what_cannot_be_is_refused_by_name() {
    let service = tree().await;
    let name = "Dinas Anggrek";
    assert_eq!(
        refusal(rename_to(&service, "pd-a", 1, name, "").await),
        "NOTHING_CHANGED"
    );
    assert_eq!(
        refusal(rename_to(&service, "pd-a", 1, name, "pd-b").await),
        "CODE_TAKEN"
    );
    assert_eq!(
        refusal(rename_to(&service, "pd-a", 2, "X", "").await),
        "VERSION_STALE"
    );
    assert_eq!(
        refusal(rename_to(&service, "pd-z", 1, "X", "").await),
        "ORGANISATION_NOT_FOUND"
    );
    assert_eq!(
        refusal(merge(&service, "pd-a", "pd-a", 1).await),
        "SUCCESSOR_SAME"
    );
    assert_eq!(
        refusal(merge(&service, "pd-a", "pd-z", 1).await),
        "SUCCESSOR_NOT_FOUND"
    );
    assert_eq!(
        refusal(merge(&service, "pd-a", "uptd-a2", 1).await),
        "SUCCESSOR_BELOW"
    );
    assert_eq!(refusal(retire(&service, "pd-a", 1).await), "UNITS_REMAIN");
    rename_to(&service, "pd-b", 1, "Dinas Bakung", "pd-bb")
        .await
        .expect("renamed");
    assert_eq!(
        refusal(rename_to(&service, "pd-a", 1, name, "pd-b").await),
        "CODE_TAKEN"
    );
    service.finish().await;
}

#[tokio::test]
async fn a_retired_body_is_out_of_the_lists_and_cannot_be_claimed_or_changed() {
    let service = tree().await;
    create_edition(&service).await;
    let retired = retire(&service, "pd-b", 1).await.expect("retired");
    let body = retired.organisation.expect("organisation");
    assert_eq!(
        (body.state(), body.version),
        (OrganisationState::Retired, 2)
    );
    assert_eq!(list(&service, search("bakung", "")).await.total_size, 0);
    let with = ListOrganisationsRequest {
        include_inactive: true,
        ..search("bakung", "")
    };
    assert_eq!(list(&service, with).await.organisations, [body]);
    assert_eq!(
        refusal(retire(&service, "pd-b", 2).await),
        "ORGANISATION_INACTIVE"
    );
    assert_eq!(
        refusal(merge(&service, "uptd-a2", "pd-b", 1).await),
        "SUCCESSOR_INACTIVE"
    );
    let account = sign_up(&service, "ani@bekasikab.go.id").await;
    let claim = ClaimParticipationRequest {
        request_id: request_id(),
        edition_id: EDITION.to_owned(),
        organisation_code: "pd-b".to_owned(),
        decree_number: "HM.01/123".to_owned(),
        decree_date: "2024-01-31".to_owned(),
        decree_signer: "Penanda Tangan".to_owned(),
        ..ClaimParticipationRequest::default()
    };
    let mut own = ParticipationServiceClient::new(service.as_person(&owner(&account)));
    assert_eq!(
        reason(own.claim_participation(claim).await),
        "ORGANISATION_INACTIVE"
    );
    service.finish().await;
}

#[tokio::test]
async fn a_file_that_names_bodies_by_codes_that_were_left_behind_changes_nothing() {
    let service = tree().await;
    let renamed = rename_to(&service, "pd-b", 1, "Dinas Bakung", "pd-bb").await;
    renamed.expect("renamed");
    merge(&service, "pd-a", "pd-bb", 1).await.expect("merged");
    let csv = format!(
        "{HEADER}pd-b,Dinas Bakung,perangkat_daerah,,,list\n\
         pd-a,Dinas Anggrek,perangkat_daerah,,,list\n\
         uptd-a1,UPTD Anggrek Satu,uptd,pd-a,,list\n"
    );
    let expected = [
        ("row 2: code", "CODE_FORMER"),
        ("row 3: code", "ORGANISATION_MERGED"),
        ("row 4: parent_code", "ORGANISATION_MERGED"),
    ];
    let shown = preview(&service, csv.as_bytes(), &[]).await.expect("shown");
    let told = shown.faults.iter();
    let told = told.map(|one| (&*one.field, &*one.reason));
    assert_eq!(told.collect::<Vec<_>>(), expected);
    let refusal = refused(import(&service, csv.as_bytes()).await);
    let fields = refusal.fields.iter().map(|(field, why)| (&**field, &**why));
    assert_eq!(fields.collect::<Vec<_>>(), expected);
    for (code, now) in [("pd-b", "pd-bb"), ("pd-a", "pd-bb"), ("uptd-a1", "uptd-a1")] {
        assert_eq!(leads(&service, code).await, now, "{code}");
    }
    service.finish().await;
}
