//! From one year to the next: an edition is checked, put away, and the next one begun with it.

use fest_proto::{
    access::v1::Role,
    registration::v1::{
        ArchiveEditionRequest, CategoryCreated, CheckEditionRequest, CopyEditionRequest, Edition,
        EditionArchived, EditionCreated, EditionPhase, GetParticipationRuleRequest,
        GrantRoleRequest, ListCategoriesRequest, ParticipationRuleSet,
        account_service_client::AccountServiceClient,
        category_service_client::CategoryServiceClient,
        edition_service_client::EditionServiceClient,
        participation_service_client::ParticipationServiceClient,
    },
};
use testkit::{reason, refused, request_id};

use crate::{
    edition_plan::plan,
    participation_endorsement::rule,
    world::{
        EDITION, Service, at, create_category, create_edition, import_two_bodies, lock_edition,
        sign_up,
    },
};

const NEXT: &str = "diskom-fest-2025";

fn copy() -> CopyEditionRequest {
    CopyEditionRequest {
        request_id: request_id(),
        source_edition_id: EDITION.to_owned(),
        id: NEXT.to_owned(),
        name: "Diskom Fest 2025".to_owned(),
        year: 2025,
    }
}

pub fn archive(expected_version: i64) -> ArchiveEditionRequest {
    ArchiveEditionRequest {
        request_id: request_id(),
        edition_id: EDITION.to_owned(),
        expected_version,
    }
}

/// What is missing, each as its reason and its parameters in order of their names.
async fn findings(service: &Service, edition_id: &str) -> Vec<String> {
    let mut committee = EditionServiceClient::new(service.as_role(Role::Committee));
    let request = CheckEditionRequest {
        edition_id: edition_id.to_owned(),
    };
    let checked = committee.check_edition(request).await.expect("checked");
    let told = checked.into_inner().findings.into_iter().map(|finding| {
        let mut parameters: Vec<_> = finding.parameters.into_iter().collect();
        parameters.sort();
        let parameters = parameters
            .iter()
            .map(|(name, value)| format!(" {name}={value}"));
        let blocks = if finding.blocks_lock { "!" } else { "" };
        format!(
            "{blocks}{}{}",
            finding.reason,
            parameters.collect::<String>()
        )
    });
    told.collect()
}

#[tokio::test]
async fn a_copy_is_a_draft_with_the_same_categories_a_year_later() {
    let service = Service::start().await;
    import_two_bodies(&service).await;
    create_edition(&service).await;
    for code in ["reels", "admin"] {
        create_category(&service, code).await;
    }
    let mut committee = EditionServiceClient::new(service.as_role(Role::Committee));
    committee.update_edition(plan(1)).await.expect("planned");
    let mut rules = ParticipationServiceClient::new(service.as_role(Role::Committee));
    let set = rules.set_participation_rule(rule(0, true)).await;
    set.expect("set");
    let request = copy();
    let first = committee.copy_edition(request.clone()).await;
    let again = committee.copy_edition(request).await;
    let first = first.expect("copied").into_inner();
    assert_eq!(first, again.expect("again").into_inner());
    let edition: Edition = first.edition.expect("edition");
    assert_eq!(
        (&*edition.id, &*edition.name, edition.year, edition.version),
        (NEXT, "Diskom Fest 2025", 2025, 1)
    );
    assert_eq!(edition.phase(), EditionPhase::Draft);
    let closes_at = edition.timeline.and_then(|timeline| timeline.closes_at);
    assert_eq!(closes_at, at("2025-10-30T23:59:00+07:00"));
    assert_eq!(edition.stages[1].starts_at, at("2025-11-06T08:00:00+07:00"));
    assert_eq!(edition.organiser, plan(1).organiser);
    assert_eq!(edition.letterhead, plan(1).letterhead);
    // A year's own words stay with it.
    let tagline = edition.branding.expect("branding").tagline;
    assert_eq!((&*edition.theme, &*tagline), ("", ""));
    let of_copy = GetParticipationRuleRequest {
        edition_id: NEXT.to_owned(),
    };
    let copied = rules.get_participation_rule(of_copy).await.expect("rule");
    let copied = copied.into_inner().rule.expect("rule");
    assert_eq!((copied.endorsement_required, copied.version), (true, 1));

    let mut anybody = CategoryServiceClient::new(service.as_nobody());
    let list = async |edition: &str, client: &mut CategoryServiceClient<_>| {
        let request = ListCategoriesRequest {
            edition_id: edition.to_owned(),
            ..ListCategoriesRequest::default()
        };
        let listed = client.list_categories(request).await.expect("listed");
        listed.into_inner().categories
    };
    let before = list(EDITION, &mut anybody).await;
    let after = list(NEXT, &mut anybody).await;
    assert_eq!(after.len(), 2);
    for (old, new) in before.iter().zip(&after) {
        assert_ne!(old.id, new.id);
        let mut same = new.clone();
        (same.id, same.edition_id) = (old.id.clone(), old.edition_id.clone());
        assert_eq!(same, *old);
    }
    let created = service.events::<EditionCreated>().await;
    assert_eq!(created.len(), 2);
    assert_eq!(service.events::<CategoryCreated>().await.len(), 4);
    let rules_set = service.events::<ParticipationRuleSet>().await;
    assert_eq!(rules_set[1].rule, Some(copied));
    service.finish().await;
}

#[tokio::test]
async fn a_copy_needs_a_source_and_a_place_of_its_own() {
    let service = Service::start().await;
    let mut committee = EditionServiceClient::new(service.as_role(Role::Committee));
    let nothing = committee.copy_edition(copy()).await;
    assert_eq!(reason(nothing), "EDITION_NOT_FOUND");
    create_edition(&service).await;
    create_category(&service, "reels").await;
    let onto_itself = CopyEditionRequest {
        id: EDITION.to_owned(),
        ..copy()
    };
    let onto_itself = committee.copy_edition(onto_itself).await;
    assert_eq!(reason(onto_itself), "EDITION_TAKEN");
    let wrong = CopyEditionRequest {
        id: "Fest 2025".to_owned(),
        name: String::new(),
        year: 25,
        ..copy()
    };
    let refusal = refused(committee.copy_edition(wrong).await);
    let fields: Vec<_> = refusal.fields.iter().map(|(field, _)| &**field).collect();
    assert!(
        ["id", "name", "year"]
            .iter()
            .all(|field| fields.contains(field)),
        "{fields:?}"
    );
    assert_eq!(service.events::<EditionCreated>().await.len(), 1);
    service.finish().await;
}

#[tokio::test]
async fn an_edition_is_put_away_after_its_evening_and_changes_no_more() {
    let service = Service::start().await;
    create_edition(&service).await;
    create_category(&service, "reels").await;
    let mut committee = EditionServiceClient::new(service.as_role(Role::Committee));
    let draft = committee.archive_edition(archive(1)).await;
    assert_eq!(reason(draft), "EDITION_DRAFT");
    lock_edition(&service).await;
    let early = committee.archive_edition(archive(2)).await;
    assert_eq!(reason(early), "EDITION_NOT_ANNOUNCED");
    let evening = testkit::clock("2024-11-14T19:00:00+07:00").now();
    service.clock.advance(evening).expect("forward");
    let request = archive(2);
    let first = committee.archive_edition(request.clone()).await;
    let again = committee.archive_edition(request).await;
    let first = first.expect("archived").into_inner();
    assert_eq!(first, again.expect("again").into_inner());
    let edition = first.edition.expect("edition");
    assert_eq!(
        (edition.phase(), edition.version),
        (EditionPhase::Archived, 3)
    );
    let told = EditionArchived {
        edition: Some(edition),
    };
    assert_eq!(service.events::<EditionArchived>().await, [told]);
    let twice = committee.archive_edition(archive(3)).await;
    assert_eq!(reason(twice), "EDITION_ARCHIVED");
    service.finish().await;
}

#[tokio::test]
async fn what_an_edition_lacks_is_told_as_reasons_with_what_they_are_about() {
    // On this day the opening has passed, which only matters while the edition is a draft.
    let service = Service::start().await;
    let mut committee = EditionServiceClient::new(service.as_role(Role::Committee));
    let request = CheckEditionRequest {
        edition_id: EDITION.to_owned(),
    };
    assert_eq!(
        reason(committee.check_edition(request).await),
        "EDITION_NOT_FOUND"
    );
    create_edition(&service).await;
    assert_eq!(
        findings(&service, EDITION).await,
        [
            "!CATEGORIES_MISSING",
            "ORGANISER_MISSING",
            "LETTERHEAD_MISSING",
            "OPENS_IN_PAST at=2024-10-14T01:00:00Z",
            "PLENARY_MISSING",
            "LEADERSHIP_MISSING"
        ]
    );
    create_category(&service, "reels").await;
    let empty = "CATEGORY_WITHOUT_ORGANISATIONS category=reels name=Reels perangkat daerah name_en=Reels of county departments";
    let found = findings(&service, EDITION).await;
    assert!(found.contains(&"CATEGORIES_PROPOSED count=1".to_owned()));
    assert!(found.contains(&empty.to_owned()), "{found:?}");
    assert!(found.contains(&"JUDGES_MISSING count=1".to_owned()));

    import_two_bodies(&service).await;
    committee.update_edition(plan(1)).await.expect("planned");
    let head = sign_up(&service, "kepala@bekasikab.go.id").await;
    let mut accounts = AccountServiceClient::new(service.as_role(Role::Committee));
    for role in [Role::Leadership, Role::Plenary] {
        let in_plenary = role == Role::Plenary;
        let grant = GrantRoleRequest {
            request_id: request_id(),
            email: head.email.clone(),
            role: role.into(),
            edition_id: if in_plenary { EDITION } else { "" }.to_owned(),
        };
        accounts.grant_role(grant).await.expect("granted");
    }
    assert_eq!(
        findings(&service, EDITION).await,
        [
            "OPENS_IN_PAST at=2024-10-14T01:00:00Z",
            "CATEGORIES_PROPOSED count=1",
            "JUDGES_MISSING count=1"
        ]
    );
    service.finish().await;
}
