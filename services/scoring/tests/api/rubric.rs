//! A category's criteria.

use fest_proto::scoring::v1::{
    CreateRubricRequest, GetRubricRequest, RubricCreated,
    rubric_service_client::RubricServiceClient,
};

use crate::{
    facts::{self, criterion, exact, measure, scale},
    world::{World, ok, reason, violations},
};

#[tokio::test]
async fn a_rubric_is_made_once_and_read_by_anyone() {
    let world = World::untold().await;
    let created = world.create_rubric(&world.judged).await;
    assert_eq!(created.version, 1);
    assert_eq!(created.criteria[1].weight, exact("0.4"));

    let request = GetRubricRequest {
        category_id: world.judged.id.clone(),
    };
    let mut anyone = RubricServiceClient::new(world.service.as_nobody());
    let read = ok(anyone.get_rubric(request).await).rubric;
    assert_eq!(read.as_ref(), Some(&created));

    let again = facts::rubric_request(world.request_id(), &world.judged);
    assert_eq!(
        reason(world.rubrics().create_rubric(again).await),
        "RUBRIC_TAKEN"
    );
    let events = world.service.events::<RubricCreated>().await;
    assert_eq!(events, [RubricCreated { rubric: read }]);
    world.finish().await;
}

#[tokio::test]
async fn the_same_request_makes_one_rubric_also_after_the_lock() {
    let world = World::untold().await;
    let mut committee = world.rubrics();
    let request = facts::rubric_request(world.request_id(), &world.judged);
    let made = ok(committee.create_rubric(request.clone()).await);
    world.lock().await;
    // Nobody is asked about what is done.
    world.owners.facts().away = true;
    assert_eq!(ok(committee.create_rubric(request.clone()).await), made);
    let changed = CreateRubricRequest {
        criteria: Vec::new(),
        ..request
    };
    let refused = committee.create_rubric(changed).await;
    assert_eq!(reason(refused), "REQUEST_ID_REUSED");
    world.finish().await;
}

#[tokio::test]
async fn a_locked_edition_takes_no_rubric_although_the_copy_still_says_draft() {
    let world = World::untold().await;
    // Scoring learns of the draft...
    world.create_rubric(&world.judged).await;
    // ...and has not heard of the lock.
    world.owners.facts().editions = vec![facts::locked_edition()];
    let request = facts::rubric_request(world.request_id(), &world.measured);
    let refused = world.rubrics().create_rubric(request).await;
    assert_eq!(reason(refused), "EDITION_LOCKED");
    world.finish().await;
}

#[tokio::test]
async fn a_category_that_nobody_knows_has_no_rubric() {
    let world = World::untold().await;
    for id in [world.request_id(), "reels".to_owned()] {
        let mut request = facts::rubric_request(world.request_id(), &world.judged);
        request.category_id = id.clone();
        let refused = world.rubrics().create_rubric(request).await;
        assert_eq!(reason(refused), "CATEGORY_NOT_FOUND");
        let request = GetRubricRequest { category_id: id };
        let refused = world.rubrics().get_rubric(request).await;
        assert_eq!(reason(refused), "RUBRIC_NOT_FOUND");
    }
    world.finish().await;
}

#[tokio::test]
async fn every_fault_of_a_rubric_is_named_with_its_field() {
    let world = World::untold().await;
    let mut request = facts::rubric_request(world.request_id(), &world.judged);
    request.criteria = vec![
        criterion("Kreativitas!", "0.5", scale("5", "1")),
        criterion("pesan", "0", scale("1", "lima")),
        criterion("pesan", "0.4", measure("lapor.speed")),
    ];
    request.criteria[0].name_en = String::new();
    request.criteria[1].name = "tanda\0".to_owned();
    let mut sourceless = criterion("etika", "x", scale("1", "2"));
    sourceless.source = None;
    request.criteria.push(sourceless);
    let refused = world.rubrics().create_rubric(request).await;
    let (reason, fields) = violations(refused);
    assert_eq!(reason, "CODE_INVALID");
    assert_eq!(
        fields,
        [
            "criteria[0].code CODE_INVALID",
            "criteria[0].juror SCALE_INVALID",
            "criteria[0].name_en NAME_MISSING",
            "criteria[1].juror.maximum NUMBER_INVALID",
            "criteria[1].name NAME_INVALID",
            "criteria[1].weight WEIGHT_NOT_POSITIVE",
            "criteria[2].code CODE_REPEATED",
            "criteria[2].measured.measure MEASURE_UNKNOWN",
            "criteria[3].source SOURCE_MISSING",
            "criteria[3].weight NUMBER_INVALID",
        ]
    );
    world.finish().await;
}

#[tokio::test]
async fn a_rubric_that_does_not_fit_is_refused_and_changes_nothing() {
    let world = World::untold().await;
    let judged = facts::rubric_request(world.request_id(), &world.judged).criteria;
    let measured = facts::rubric_request(world.request_id(), &world.measured).criteria;
    let mut light = judged.clone();
    light[0].weight = exact("0.59999999999999999999");
    for (category, criteria, expected) in [
        (&world.judged, vec![], "CRITERIA_MISSING"),
        (
            &world.judged,
            vec![judged[0].clone(); 51],
            "CRITERIA_TOO_MANY",
        ),
        (&world.judged, light, "WEIGHTS_NOT_ONE"),
        (&world.judged, measured, "MEASURE_UNWANTED"),
        (&world.measured, judged, "MARKS_UNWANTED"),
    ] {
        let mut request = facts::rubric_request(world.request_id(), category);
        request.criteria = criteria;
        let refused = world.rubrics().create_rubric(request).await;
        assert_eq!(reason(refused), expected);
    }
    assert!(world.service.messages().await.is_empty());
    world.finish().await;
}
