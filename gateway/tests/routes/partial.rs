//! What a page shows while a service is away.

use chassis::error::{Kind, refusal};
use fest_proto::{
    access::v1::Role, announcement::v1 as announcement, registration::v1 as registration,
    scoring::v1 as scoring, submission::v1 as submission,
};
use http::StatusCode;

use crate::house::{House, category, moment, session};

const AWAY: &str = "Bagian penilaian tidak menjawab.";

fn board(house: &House) {
    let services = &house.services;
    services.always(
        "registration.v1.ParticipationService/ListParticipations",
        registration::ListParticipationsResponse::default(),
    );
    services.always(
        "registration.v1.JudgeService/ListJudges",
        registration::ListJudgesResponse::default(),
    );
    services.always(
        "submission.v1.LaporService/ListLaporImports",
        submission::ListLaporImportsResponse::default(),
    );
    services.always(
        "announcement.v1.ResultService/ListReveals",
        announcement::ListRevealsResponse::default(),
    );
}

#[tokio::test]
async fn the_board_is_shown_without_scoring_and_says_so() {
    let house = House::open().await;
    board(&house);
    let page = house.get("/panitia", &session(Role::Committee)).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains(AWAY), "{}", page.body);
    assert!(
        !page
            .body
            .contains("Bagian karya dan laporan tidak menjawab.")
    );
    assert!(page.body.contains("Reels desa"));
    assert!(page.body.contains("Belum bisa ditampilkan"));
}

#[tokio::test]
async fn the_board_asks_each_service_once_per_noun() {
    let house = House::open().await;
    board(&house);
    let stage = |category_id: &str| scoring::CategoryStage {
        category_id: category_id.to_owned(),
        stage: scoring::Stage::Judging.into(),
        ..Default::default()
    };
    house.services.always(
        "scoring.v1.AssignmentService/ListStages",
        scoring::ListStagesResponse {
            stages: vec![stage(&category().id), stage("another"), stage("a third")],
        },
    );
    house.services.calls();
    let page = house.get("/panitia", &session(Role::Committee)).await;
    assert!(!page.body.contains("tidak menjawab"), "{}", page.body);
    let mut asked = house.services.calls();
    asked.sort();
    let twice = asked.windows(2).find(|pair| pair[0] == pair[1]);
    assert_eq!(twice, None);
    assert_eq!(asked.len(), 8, "{asked:?}");
}

#[tokio::test]
async fn a_category_is_shown_without_its_criteria() {
    let house = House::open().await;
    let page = house.get("/kategori/reels-desa", "").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Reels desa") && page.body.contains(AWAY));
}

#[tokio::test]
async fn the_home_is_shown_without_anybody_and_a_closed_page_tells_of_the_fault() {
    let house = House::open().await;
    for rpc in [
        "registration.v1.EditionService/ListEditions",
        "registration.v1.CategoryService/ListCategories",
        "registration.v1.OrganisationService/ListOrganisationKinds",
        "registration.v1.SessionService/CreateAccessToken",
    ] {
        house
            .services
            .on(rpc, |()| Err::<(), _>(tonic::Status::unavailable("away")));
    }
    let home = house.get("/", &session(Role::Juror)).await;
    assert_eq!(home.status, StatusCode::OK);
    assert!(home.body.contains("Bagian pendaftaran tidak menjawab."));
    let cookies = format!("{:?}", home.headers);
    assert!(
        !cookies.contains("session="),
        "the session may still be good"
    );
    let closed = house.get("/juri", &session(Role::Juror)).await;
    assert_eq!(closed.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(closed.body.contains("Kode jejak"));
}

#[tokio::test]
async fn before_the_first_reveal_the_results_page_shows_the_date_and_nothing_else() {
    let house = House::open().await;
    house
        .services
        .on("announcement.v1.ResultService/ListResults", |()| {
            let text = "nothing is announced yet";
            let status = refusal(Kind::NotFound, "NOT_ANNOUNCED", text, &[]);
            Err::<announcement::ListResultsResponse, _>(status)
        });
    let page = house.get("/hasil", "").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("Hasil belum diumumkan."));
    assert!(
        page.body
            .contains("Kamis, 14 November 2024 pukul 19.30 WIB")
    );
    assert!(!page.body.contains("tidak menjawab"));
}

#[tokio::test]
async fn an_approved_category_can_be_revealed_from_the_moment_of_its_release() {
    let house = House::open().await;
    board(&house);
    let stage = scoring::CategoryStage {
        category_id: category().id,
        stage: scoring::Stage::Approved.into(),
        released_from: moment("2024-11-14T20:15:00+07:00"),
        ..Default::default()
    };
    house.services.always(
        "scoring.v1.AssignmentService/ListStages",
        scoring::ListStagesResponse {
            stages: vec![stage],
        },
    );
    let page = house.get("/panitia", &session(Role::Committee)).await;
    assert!(page.body.contains("pukul 20.15 WIB"), "{}", page.body);
    assert!(!page.body.contains("action=\"/panitia/umumkan\""));
}
