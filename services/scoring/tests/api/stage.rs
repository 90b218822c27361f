//! How far every category is.

use fest_proto::{
    access::v1::Role,
    scoring::v1::{
        ApproveReleaseRequest, CategoryStage, ListStagesRequest, SealCategoryRequest, Stage,
    },
};

use crate::{
    facts,
    world::{ANNOUNCES, CLOSES, EDITION, World, leader, member, ok},
};

async fn stages(world: &World) -> [CategoryStage; 2] {
    let request = ListStagesRequest {
        edition_id: EDITION.to_owned(),
    };
    let mut client = world.assignments(Role::Leadership);
    let stages = ok(client.list_stages(request).await).stages;
    stages.try_into().expect("two categories")
}

fn told(stage: &CategoryStage) -> (Stage, [i32; 4], Vec<&str>) {
    let counts = [
        stage.entries,
        stage.sheets_assigned,
        stage.sheets_submitted,
        stage.approvals,
    ];
    let missing = stage.missing.iter().map(String::as_str).collect();
    (stage.stage(), counts, missing)
}

#[tokio::test]
async fn a_category_goes_from_intake_to_approved() {
    let world = World::told().await;
    let [judged, measured] = stages(&world).await;
    assert_eq!(judged.category_id, world.judged.id);
    assert_eq!(
        told(&judged),
        (Stage::Intake, [2, 0, 0, 0], vec!["ASSIGNMENTS_MISSING"])
    );
    assert_eq!(
        told(&measured),
        (Stage::Intake, [0; 4], vec!["SNAPSHOT_MISSING"])
    );

    world.move_to(CLOSES);
    let first = world.assign(0, 0).await;
    world.hand_in(0, &first, &["2", "3"]).await;
    let second = world.assign(0, 1).await;
    let [judged, _] = stages(&world).await;
    let missing = vec!["ASSIGNMENTS_MISSING", "SHEETS_OPEN"];
    assert_eq!(told(&judged), (Stage::Judging, [2, 2, 1, 0], missing));

    world.hand_in(1, &second, &["2", "3"]).await;
    let third = world.assign(1, 1).await;
    world.hand_in(1, &third, &["4", "3"]).await;
    let [judged, _] = stages(&world).await;
    assert_eq!(told(&judged), (Stage::Decidable, [2, 3, 3, 0], vec![]));

    let request = SealCategoryRequest {
        request_id: world.request_id(),
        category_id: world.judged.id.clone(),
    };
    let sealed = world.seals(&member(&world)).seal_category(request).await;
    let root = ok(sealed).seal.expect("a seal").root;
    let [judged, _] = stages(&world).await;
    assert_eq!(judged.released_from, None);
    assert_eq!(
        told(&judged),
        (Stage::Sealed, [2, 3, 3, 0], vec!["APPROVALS_MISSING"])
    );

    for person in [leader(&world), member(&world)] {
        let request = ApproveReleaseRequest {
            request_id: world.request_id(),
            category_id: world.judged.id.clone(),
            root: root.clone(),
            not_before: facts::time(ANNOUNCES),
        };
        ok(world.seals(&person).approve_release(request).await);
    }
    let [judged, _] = stages(&world).await;
    assert_eq!(told(&judged), (Stage::Approved, [2, 3, 3, 2], vec![]));
    assert_eq!(judged.released_from, facts::time(ANNOUNCES));
    world.finish().await;
}

#[tokio::test]
async fn an_edition_that_nobody_knows_has_no_stages() {
    let world = World::told().await;
    for edition_id in ["diskom-fest-1999", ""] {
        let request = ListStagesRequest {
            edition_id: edition_id.to_owned(),
        };
        let answer = world.assignments(Role::Plenary).list_stages(request).await;
        assert_eq!(ok(answer).stages, []);
    }
    world.finish().await;
}
