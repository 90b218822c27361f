//! Until the release a result is in scoring's own tables and nowhere else.

use fest_proto::{
    access::v1::Role,
    scoring::v1::{
        ApproveReleaseRequest, Assignment, GetRankingRequest, ListAssignmentsRequest,
        ListStagesRequest, SealCategoryRequest,
    },
};

use crate::{
    facts,
    world::{ANNOUNCES, EDITION, World, leader, member, ok},
};

/// Marks, comment, totals and scores of the story, as text.
async fn secrets(world: &World) -> Vec<String> {
    let request = GetRankingRequest {
        category_id: world.judged.id.clone(),
    };
    let ranking = ok(world.rankings(&member(world)).get_ranking(request).await);
    let mut secrets = vec![
        "3.1717".to_owned(),
        "4.8383".to_owned(),
        facts::COMMENT.to_owned(),
    ];
    for subject in ranking.subjects {
        secrets.extend(subject.total.map(|total| total.value));
        let scores = subject.scores.into_iter().filter_map(|part| part.score);
        // "0.75" is so short that an id may hold it; every other score is long enough to be itself.
        secrets.extend(
            scores
                .map(|score| score.value)
                .filter(|value| value.len() > 6),
        );
    }
    secrets
}

async fn whole_story() -> World {
    let world = World::marked().await;
    let request = SealCategoryRequest {
        request_id: world.request_id(),
        category_id: world.judged.id.clone(),
    };
    let sealed = world.seals(&member(&world)).seal_category(request).await;
    let root = ok(sealed).seal.expect("a seal").root;
    for person in [leader(&world), member(&world)] {
        let request = ApproveReleaseRequest {
            request_id: world.request_id(),
            category_id: world.judged.id.clone(),
            root: root.clone(),
            not_before: facts::time(ANNOUNCES),
        };
        ok(world.seals(&person).approve_release(request).await);
    }
    world
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

#[tokio::test]
async fn no_event_holds_a_mark_a_comment_or_a_score() {
    let world = whole_story().await;
    let secrets = secrets(&world).await;
    assert!(secrets.len() >= 7, "{secrets:?}");
    let messages = world.service.messages().await;
    // Two rubrics, four assignments, four saves, four hand-ins, a seal and its release.
    assert_eq!(messages.len(), 2 + 4 + 4 + 4 + 1 + 1);
    for message in &messages {
        let headers = format!("{:?}", message.headers);
        for secret in &secrets {
            assert!(
                !holds(&message.payload, secret),
                "{secret} in {}",
                message.subject
            );
            assert!(!headers.contains(secret), "{secret} in {headers}");
        }
    }
    world.finish().await;
}

#[tokio::test]
async fn the_search_finds_what_it_looks_for() {
    let world = whole_story().await;
    let secrets = secrets(&world).await;
    let mut sheet = world.save_request(&Assignment::default(), &[("pesan", "3.1717")]);
    sheet.comment = facts::COMMENT.to_owned();
    let bytes = prost::Message::encode_to_vec(&sheet);
    let found = secrets
        .iter()
        .filter(|secret| holds(&bytes, secret))
        .count();
    assert_eq!(found, 2);
    world.finish().await;
}

#[tokio::test]
async fn the_committee_sees_how_far_sheets_are_and_no_more() {
    let world = whole_story().await;
    let secrets = secrets(&world).await;
    let list = ListAssignmentsRequest {
        edition_id: EDITION.to_owned(),
        ..ListAssignmentsRequest::default()
    };
    let stages = ListStagesRequest {
        edition_id: EDITION.to_owned(),
    };
    let mut committee = world.assignments(Role::Committee);
    let said = format!(
        "{:?} {:?}",
        ok(committee.list_assignments(list).await),
        ok(committee.list_stages(stages).await)
    );
    for secret in &secrets {
        assert!(!said.contains(secret), "{secret} in {said}");
    }
    world.finish().await;
}
