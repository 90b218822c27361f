//! Categories of a draft, rewritten and removed.

use fest_proto::{
    access::v1::Role,
    registration::v1::{
        Category, CategoryChanged, CategoryIntake, CategoryRemoved, DeleteCategoryRequest,
        GetCategoryRequest, PublicScores, UpdateCategoryRequest,
        category_service_client::CategoryServiceClient,
    },
};
use testkit::{reason, refused, request_id};
use tonic::Code;

use crate::world::{Service, create_category, create_edition, lock_edition, new_category};

pub fn rewritten(category: &Category) -> UpdateCategoryRequest {
    let new = new_category(&category.code);
    UpdateCategoryRequest {
        request_id: request_id(),
        category_id: category.id.clone(),
        expected_version: category.version,
        code: new.code,
        name: new.name,
        name_en: new.name_en,
        field: new.field,
        subject: new.subject,
        levels: new.levels,
        places: new.places,
        proposal: new.proposal,
        minimum_entries: new.minimum_entries,
        minimum_volume: new.minimum_volume,
        may_stay_unawarded: new.may_stay_unawarded,
        public_scores: new.public_scores,
        score_name: new.score_name,
        score_name_en: new.score_name_en,
    }
}

pub fn deletion(category: &Category) -> DeleteCategoryRequest {
    DeleteCategoryRequest {
        request_id: request_id(),
        category_id: category.id.clone(),
        expected_version: category.version,
    }
}

#[tokio::test]
async fn a_category_is_rewritten_whole_and_keeps_how_its_works_come_in() {
    let service = Service::start().await;
    create_edition(&service).await;
    let category = create_category(&service, "reels").await;
    assert_eq!(
        (category.minimum_entries, category.public_scores()),
        (5, PublicScores::Winners)
    );
    let mut committee = CategoryServiceClient::new(service.as_role(Role::Committee));
    let request = UpdateCategoryRequest {
        code: "reels-desa".into(),
        name: "Reels desa".into(),
        levels: vec!["desa".into(), "kelurahan".into()],
        places: 6,
        proposal: false,
        minimum_volume: 12,
        public_scores: PublicScores::None.into(),
        ..rewritten(&category)
    };
    let first = committee.update_category(request.clone()).await;
    let again = committee.update_category(request.clone()).await;
    let first = first.expect("rewritten").into_inner();
    assert_eq!(first, again.expect("again").into_inner());
    let after = first.category.expect("category");
    assert_eq!(
        (after.version, after.places, after.minimum_volume),
        (2, 6, 12)
    );
    assert_eq!(after.intake(), CategoryIntake::Entered);
    assert_eq!(after.levels, request.levels);
    // A score that nobody sees has no name.
    assert_eq!((&*after.score_name, &*after.score_name_en), ("", ""));

    let mut anybody = CategoryServiceClient::new(service.as_nobody());
    let found = anybody.get_category(GetCategoryRequest {
        category_id: category.id,
    });
    let found = found.await.expect("found").into_inner();
    assert_eq!(found.category.as_ref(), Some(&after));
    let events = service.events::<CategoryChanged>().await;
    assert_eq!(
        events,
        [CategoryChanged {
            category: Some(after)
        }]
    );
    service.finish().await;
}

#[tokio::test]
async fn a_category_that_is_removed_is_told_of_once_more() {
    let service = Service::start().await;
    create_edition(&service).await;
    let category = create_category(&service, "reels").await;
    let mut committee = CategoryServiceClient::new(service.as_role(Role::Committee));
    let request = deletion(&category);
    for _ in 0..2 {
        let removed = committee.delete_category(request.clone()).await;
        removed.expect("removed, and the same answer again");
    }
    let gone = committee.delete_category(deletion(&category)).await;
    assert_eq!(reason(gone), "CATEGORY_NOT_FOUND");
    let events = service.events::<CategoryRemoved>().await;
    let told = Category {
        version: 2,
        ..category
    };
    assert_eq!(
        events,
        [CategoryRemoved {
            category: Some(told)
        }]
    );
    // Its code is free again.
    create_category(&service, "reels").await;
    service.finish().await;
}

#[tokio::test]
async fn another_categorys_code_a_stale_version_and_a_locked_edition_are_refused() {
    let service = Service::start().await;
    create_edition(&service).await;
    let reels = create_category(&service, "reels").await;
    create_category(&service, "admin").await;
    let mut committee = CategoryServiceClient::new(service.as_role(Role::Committee));
    let taken = UpdateCategoryRequest {
        code: "admin".into(),
        ..rewritten(&reels)
    };
    let taken = refused(committee.update_category(taken).await);
    assert_eq!(
        (taken.code, taken.reason.as_str()),
        (Code::AlreadyExists, "CATEGORY_TAKEN")
    );
    let wrong = UpdateCategoryRequest {
        minimum_entries: -1,
        score_name: " ".into(),
        ..rewritten(&reels)
    };
    let wrong = refused(committee.update_category(wrong).await);
    let faults = [
        ("minimum_entries".to_owned(), "MINIMUM_INVALID".to_owned()),
        ("score_name".to_owned(), "SCORE_NAME_MISSING".to_owned()),
    ];
    assert_eq!(wrong.fields, faults);
    let stale = Category {
        version: 2,
        ..reels.clone()
    };
    let update = committee.update_category(rewritten(&stale)).await;
    assert_eq!(reason(update), "VERSION_STALE");
    let delete = committee.delete_category(deletion(&stale)).await;
    assert_eq!(reason(delete), "VERSION_STALE");
    lock_edition(&service).await;
    let update = committee.update_category(rewritten(&reels)).await;
    assert_eq!(reason(update), "EDITION_LOCKED");
    let delete = committee.delete_category(deletion(&reels)).await;
    assert_eq!(reason(delete), "EDITION_LOCKED");
    assert_eq!(service.events::<CategoryChanged>().await, []);
    service.finish().await;
}
