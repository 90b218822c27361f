//! What the forms of the committee's editions send, and where a refusal stands on the page again.

use chassis::error::{Kind, Violation, refusal};
use fest_proto::{
    access::v1::Role,
    registration::v1::{self as registration, reschedule_edition_request::Move},
};
use http::StatusCode;

use crate::house::{House, category, moment};

const PAGE: &str = "/panitia/edisi/diskom-fest-2024";
const GET: &str = "registration.v1.EditionService/GetEdition";
const CHECK: &str = "registration.v1.EditionService/CheckEdition";
const UPDATE: &str = "registration.v1.EditionService/UpdateEdition";
const RESCHEDULE: &str = "registration.v1.EditionService/RescheduleEdition";

/// A house in which one edition of this phase can be looked at.
async fn house(phase: registration::EditionPhase) -> House {
    let house = House::open().await;
    let timeline = registration::Timeline {
        monitoring_starts_at: moment("2024-01-01T00:00:00+07:00"),
        opens_at: moment("2024-10-07T08:00:00+07:00"),
        closes_at: moment("2024-10-30T23:59:00+07:00"),
        announces_at: moment("2024-11-14T19:30:00+07:00"),
    };
    let edition = registration::Edition {
        id: "diskom-fest-2024".into(),
        name: "Diskom Fest 2024".into(),
        year: 2024,
        timeline: Some(timeline),
        phase: phase.into(),
        version: 2,
        ..Default::default()
    };
    let found = registration::GetEditionResponse {
        edition: Some(edition),
    };
    house.services.always(GET, found);
    house
        .services
        .always(CHECK, registration::CheckEditionResponse::default());
    house
}

#[tokio::test]
async fn a_plan_is_sent_with_the_stages_that_are_filled_in_and_faults_return_to_their_fields() {
    let house = house(registration::EditionPhase::Draft).await;
    house.services.on(
        UPDATE,
        |request: registration::UpdateEditionRequest| -> Result<registration::UpdateEditionResponse, _> {
            assert_eq!(request.expected_version, 2);
            assert_eq!(request.letterhead, ["PEMERINTAH", "Cikarang"]);
            let kinds: Vec<_> = request.stages.iter().map(|stage| stage.kind()).collect();
            use registration::EditionStageKind::{Interview, Objection};
            assert_eq!(kinds, [Interview, Objection]);
            assert_eq!(request.stages[1].starts_at, moment("2024-11-06T08:00:00+07:00"));
            assert_eq!(request.stages[1].ends_at, None);
            let faults = [
                Violation::new("stages[1]", "STAGE_MISSING", "incomplete"),
                Violation::new("letterhead[0]", "TEXT_TOO_LONG", "too long"),
            ];
            Err(refusal(Kind::InvalidArgument, "STAGE_MISSING", "no", &faults))
        },
    );
    let browser = house.browser(Some(Role::Committee)).await;
    let fields = [
        ("expected_version", "2"),
        ("name", "Digikomfest"),
        ("year", "2024"),
        ("letterhead", "PEMERINTAH\r\nCikarang"),
        ("interview.starts_at", "2024-11-01T08:00"),
        ("interview.ends_at", "2024-11-02T08:00"),
        ("objection.starts_at", "2024-11-06T08:00"),
    ];
    let answer = house.post(PAGE, &browser, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for shown in [
        "href=\"#objection.starts_at\"",
        "href=\"#letterhead\"",
        "value=\"Digikomfest\"",
        "value=\"2024-11-06T08:00\"",
    ] {
        assert!(answer.body.contains(shown), "{shown}");
    }
}

#[tokio::test]
async fn a_moved_date_is_sent_as_one_moment_and_leads_back_to_the_page() {
    let house = house(registration::EditionPhase::Open).await;
    house.services.on(
        RESCHEDULE,
        |request: registration::RescheduleEditionRequest| {
            assert_eq!(request.reason, "Banjir");
            let Some(Move::Moment(wanted)) = request.r#move else {
                panic!("a moment");
            };
            assert_eq!(wanted.moment(), registration::EditionMoment::Closes);
            assert_eq!(wanted.at, moment("2024-11-01T23:59:00+07:00"));
            Ok(registration::RescheduleEditionResponse::default())
        },
    );
    let browser = house.browser(Some(Role::Committee)).await;
    let fields = [
        ("expected_version", "2"),
        ("what", "closes"),
        ("starts_at", "2024-11-01T23:59"),
        ("reason", "Banjir"),
    ];
    let answer = house
        .post(&format!("{PAGE}/jadwal"), &browser, &fields)
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(
        answer.location(),
        "/panitia/edisi/diskom-fest-2024?kabar=tanggal-dipindahkan"
    );
}

#[tokio::test]
async fn a_category_of_another_edition_is_not_found_under_this_one() {
    let house = house(registration::EditionPhase::Draft).await;
    let found = registration::GetCategoryResponse {
        category: Some(registration::Category {
            edition_id: "diskom-fest-2023".into(),
            ..category()
        }),
    };
    house
        .services
        .always("registration.v1.CategoryService/GetCategory", found);
    let browser = house.browser(Some(Role::Committee)).await;
    let page = format!("{PAGE}/kategori/{}", category().id);
    let answer = house.get(&page, &browser.cookies).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}
