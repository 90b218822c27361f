//! Jurors given to an entry, several with one form.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
};

use chassis::error::{Kind, refusal};
use fest_proto::{
    access::v1::Role, registration::v1 as registration, scoring::v1 as scoring,
    submission::v1 as submission,
};
use http::StatusCode;

use crate::house::{House, category, session};

const ASSIGN: &str = "scoring.v1.AssignmentService/AssignJuror";
const LIST: &str = "scoring.v1.AssignmentService/ListAssignments";
const ENTRIES: &str = "submission.v1.EntryService/ListEntries";
const JUDGES: &str = "registration.v1.JudgeService/ListJudges";
const PATH: &str = "/panitia/penugasan/reels-desa";

/// An entry, and jurors named after their ids.
fn furnished(house: &House, jurors: &[&str]) {
    let judge = |id: &&str| registration::Judge {
        id: (*id).to_owned(),
        display_name: format!("Juri {id}"),
        ..Default::default()
    };
    let judges = registration::ListJudgesResponse {
        judges: jurors.iter().map(judge).collect(),
        ..Default::default()
    };
    house.services.always(JUDGES, judges);
    house
        .services
        .on(ENTRIES, |request: submission::ListEntriesRequest| {
            assert_eq!(request.category_id, category().id);
            let entry = submission::Entry {
                id: "e1".into(),
                title: format!("Karya {}", request.page_token),
                state: submission::EntryState::Submitted.into(),
                ..Default::default()
            };
            Ok(submission::ListEntriesResponse {
                entries: vec![entry],
                next_page_token: "lanjut".into(),
                total_size: 2,
            })
        });
    house
        .services
        .always(LIST, scoring::ListAssignmentsResponse::default());
}

/// Scoring, which takes every juror but the one of another edition; what it was asked.
fn scoring(house: &House) -> Arc<Mutex<Vec<scoring::AssignJurorRequest>>> {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let heard = asked.clone();
    house
        .services
        .on(ASSIGN, move |request: scoring::AssignJurorRequest| {
            let judge = request.judge_id.clone();
            heard.lock().expect("no test panicked inside").push(request);
            if judge == "lain" {
                let text = "appointed for another edition";
                let kind = Kind::FailedPrecondition;
                return Err(refusal(kind, "JUDGE_OTHER_EDITION", text, &[]));
            }
            Ok(scoring::AssignJurorResponse::default())
        });
    asked
}

#[tokio::test]
async fn every_ticked_juror_is_assigned_under_a_request_id_of_its_own() {
    let house = House::open().await;
    furnished(&house, &["a", "b"]);
    let asked = scoring(&house);
    let browser = house.browser(Some(Role::Committee)).await;
    let fields = [
        ("entry_id", "e1"),
        ("judge_id", "a"),
        ("judge_id", "b"),
        ("judge_id", "b"),
    ];
    for _ in 0..2 {
        let answer = house.post(PATH, &browser, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
        assert_eq!(answer.location(), format!("{PATH}?kabar=juri-ditugaskan"));
    }
    let asked = asked.lock().expect("no test panicked inside");
    let judges: Vec<&str> = asked.iter().map(|one| one.judge_id.as_str()).collect();
    assert_eq!(judges, ["a", "b", "a", "b"]);
    assert!(asked.iter().all(|one| one.entry_id == "e1"));
    let ids: BTreeSet<&str> = asked.iter().map(|one| one.request_id.as_str()).collect();
    assert_eq!(ids.len(), 2, "the same form again asks for the same");
}

#[tokio::test]
async fn who_could_not_be_assigned_is_told_by_name_and_so_is_who_was() {
    let house = House::open().await;
    furnished(&house, &["a", "lain", "b"]);
    let asked = scoring(&house);
    let browser = house.browser(Some(Role::Committee)).await;
    let fields = [
        ("entry_id", "e1"),
        ("judge_id", "lain"),
        ("judge_id", "a"),
        ("judge_id", "b"),
    ];
    let answer = house.post(PATH, &browser, &fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(
        answer
            .body
            .contains("<li>Juri lain: Juri ini ditunjuk untuk edisi lain.")
    );
    assert!(answer.body.contains("Sudah ditugaskan: Juri a, Juri b."));
    assert_eq!(asked.lock().expect("no test panicked inside").len(), 3);
}

#[tokio::test]
async fn a_form_without_a_tick_asks_for_one_and_nothing_else() {
    let house = House::open().await;
    furnished(&house, &["a"]);
    let browser = house.browser(Some(Role::Committee)).await;
    let answer = house.post(PATH, &browser, &[("entry_id", "e1")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer
            .body
            .contains("<a href=\"#juri-e1\">Belum ada juri yang dicentang.")
    );
    assert!(!house.services.calls().contains(&ASSIGN.to_owned()));
}

#[tokio::test]
async fn entries_come_in_pages_and_a_form_leads_back_to_its_own() {
    let house = House::open().await;
    furnished(&house, &["a"]);
    scoring(&house);
    let browser = house.browser(Some(Role::Committee)).await;
    let first = house.get(PATH, &session(Role::Committee)).await;
    assert!(first.body.contains("1–1 dari 2"));
    assert!(
        first
            .body
            .contains(&format!("href=\"{PATH}?halaman=1.lanjut\""))
    );
    let second = house
        .get(&format!("{PATH}?halaman=1.lanjut"), &browser.cookies)
        .await;
    assert!(second.body.contains("Karya lanjut"));
    assert!(second.body.contains("21–21 dari 2"));
    assert!(second.body.contains("name=\"halaman\" value=\"1.lanjut\""));
    assert!(
        second
            .body
            .contains(&format!("href=\"{PATH}?halaman=\" rel=\"prev\""))
    );
    let fields = [
        ("entry_id", "e1"),
        ("judge_id", "a"),
        ("halaman", "1.lanjut"),
    ];
    let answer = house.post(PATH, &browser, &fields).await;
    let back = format!("{PATH}?halaman=1.lanjut&kabar=juri-ditugaskan");
    assert_eq!(answer.location(), back);
}

#[tokio::test]
async fn without_scoring_nobody_is_shown_as_without_jurors() {
    let house = House::open().await;
    furnished(&house, &["a"]);
    house
        .services
        .on(LIST, |()| Err::<(), _>(tonic::Status::unavailable("away")));
    let page = house.get(PATH, &session(Role::Committee)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Bagian penilaian tidak menjawab."));
    assert!(!page.body.contains("0 juri"));
}
