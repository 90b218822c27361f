//! What awards an edition gives.

use fest_proto::{
    access::v1::Role,
    registration::v1::{
        CategoryCreated, CreateCategoryRequest, GetCategoryRequest, ListCategoriesRequest,
        category_service_client::CategoryServiceClient,
    },
};
use testkit::{reason, refused};
use tonic::Code;

use crate::world::{EDITION, Service, create_category, create_edition, lock_edition, new_category};

#[tokio::test]
async fn a_category_is_added_once_and_everybody_sees_it() {
    let service = Service::start().await;
    create_edition(&service).await;
    let mut committee = CategoryServiceClient::new(service.as_role(Role::Committee));
    let request = CreateCategoryRequest {
        levels: vec!["perangkat_daerah".into(), "instansi".into()],
        ..new_category("reels")
    };
    let first = committee
        .create_category(request.clone())
        .await
        .expect("created")
        .into_inner();
    let again = committee
        .create_category(request.clone())
        .await
        .expect("again")
        .into_inner();
    assert_eq!(first, again);
    let category = first.category.expect("category");
    assert_eq!(category.levels, request.levels);
    assert_eq!(
        (category.places, category.proposal, category.version),
        (3, true, 1)
    );

    let mut anybody = CategoryServiceClient::new(service.as_nobody());
    let request = GetCategoryRequest {
        category_id: category.id.clone(),
    };
    let found = anybody
        .get_category(request)
        .await
        .expect("found")
        .into_inner();
    assert_eq!(found.category.as_ref(), Some(&category));
    let events = service.events::<CategoryCreated>().await;
    assert_eq!(
        events,
        [CategoryCreated {
            category: Some(category)
        }]
    );
    service.finish().await;
}

#[tokio::test]
async fn a_wrong_category_is_refused_by_field() {
    let service = Service::start().await;
    create_edition(&service).await;
    let mut committee = CategoryServiceClient::new(service.as_role(Role::Committee));
    let right = || new_category("reels");
    let cases: [(&str, &str, CreateCategoryRequest); 11] = [
        ("code", "CODE_INVALID", new_category("Reels")),
        (
            "name",
            "NAME_MISSING",
            CreateCategoryRequest {
                name: String::new(),
                ..right()
            },
        ),
        (
            "name_en",
            "NAME_MISSING",
            CreateCategoryRequest {
                name_en: String::new(),
                ..right()
            },
        ),
        (
            "name",
            "TEXT_TOO_LONG",
            CreateCategoryRequest {
                name: "n".repeat(201),
                ..right()
            },
        ),
        (
            "field",
            "FIELD_MISSING",
            CreateCategoryRequest {
                field: String::new(),
                ..right()
            },
        ),
        (
            "subject",
            "SUBJECT_MISSING",
            CreateCategoryRequest {
                subject: 0,
                ..right()
            },
        ),
        (
            "intake",
            "INTAKE_MISSING",
            CreateCategoryRequest {
                intake: 9,
                ..right()
            },
        ),
        (
            "levels",
            "LEVELS_MISSING",
            CreateCategoryRequest {
                levels: Vec::new(),
                ..right()
            },
        ),
        (
            "levels[0]",
            "LEVEL_UNKNOWN",
            CreateCategoryRequest {
                levels: vec!["kota".into()],
                ..right()
            },
        ),
        (
            "levels[1]",
            "LEVEL_REPEATED",
            CreateCategoryRequest {
                levels: vec!["desa".into(); 2],
                ..right()
            },
        ),
        (
            "places",
            "PLACES_INVALID",
            CreateCategoryRequest {
                places: 0,
                ..right()
            },
        ),
    ];
    for (field, expected, request) in cases {
        let refusal = refused(committee.create_category(request).await);
        assert_eq!(refusal.code, Code::InvalidArgument, "{expected}");
        assert_eq!(refusal.reason, expected);
        assert_eq!(refusal.fields, [(field.to_owned(), expected.to_owned())]);
    }
    assert_eq!(service.events::<CategoryCreated>().await, []);
    service.finish().await;
}

#[tokio::test]
async fn categories_are_added_to_a_draft_alone_each_code_once() {
    let service = Service::start().await;
    let mut committee = CategoryServiceClient::new(service.as_role(Role::Committee));
    let nowhere = committee.create_category(new_category("reels")).await;
    assert_eq!(reason(nowhere), "EDITION_NOT_FOUND");
    create_edition(&service).await;
    create_category(&service, "reels").await;
    let taken = refused(committee.create_category(new_category("reels")).await);
    assert_eq!(
        (taken.code, taken.reason.as_str()),
        (Code::AlreadyExists, "CATEGORY_TAKEN")
    );
    lock_edition(&service).await;
    let late = refused(committee.create_category(new_category("admin")).await);
    assert_eq!(
        (late.code, late.reason.as_str()),
        (Code::FailedPrecondition, "EDITION_LOCKED")
    );
    service.finish().await;
}

#[tokio::test]
async fn categories_are_listed_in_the_order_of_their_making_page_by_page() {
    let service = Service::start().await;
    create_edition(&service).await;
    let codes = ["reels", "admin", "spbe"];
    for code in codes {
        create_category(&service, code).await;
    }
    let mut anybody = CategoryServiceClient::new(service.as_nobody());
    let list = |page_token: &str| ListCategoriesRequest {
        edition_id: EDITION.to_owned(),
        page_size: 2,
        page_token: page_token.to_owned(),
    };
    let first = anybody
        .list_categories(list(""))
        .await
        .expect("listed")
        .into_inner();
    let rest = anybody.list_categories(list(&first.next_page_token)).await;
    let rest = rest.expect("listed").into_inner();
    let seen = first.categories.iter().chain(&rest.categories);
    let seen: Vec<&str> = seen.map(|category| category.code.as_str()).collect();
    assert_eq!(seen, codes);
    assert_eq!((first.total_size, rest.next_page_token.as_str()), (3, ""));

    assert_eq!(
        reason(anybody.list_categories(list("bm8")).await),
        "PAGE_TOKEN_INVALID"
    );
    let elsewhere = ListCategoriesRequest {
        edition_id: "none".into(),
        ..list("")
    };
    let elsewhere = anybody
        .list_categories(elsewhere)
        .await
        .expect("listed")
        .into_inner();
    assert_eq!((elsewhere.categories.len(), elsewhere.total_size), (0, 0));
    for category_id in ["none", "0192f0c4-7f6e-7d35-9c39-d6f7ac0e9b11"] {
        let request = GetCategoryRequest {
            category_id: category_id.into(),
        };
        assert_eq!(
            reason(anybody.get_category(request).await),
            "CATEGORY_NOT_FOUND"
        );
    }
    service.finish().await;
}
