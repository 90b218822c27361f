//! What was announced, each edition under its own address.

use chassis::error::{Kind, refusal};
use fest_proto::{announcement::v1 as announcement, registration::v1 as pb};
use http::StatusCode;

use crate::house::House;

fn edition(year: i32, phase: pb::EditionPhase) -> pb::Edition {
    pb::Edition {
        id: format!("diskom-fest-{year}"),
        name: format!("Diskom Fest {year}"),
        year,
        phase: phase.into(),
        ..Default::default()
    }
}

/// A draft, a year under way, and one that was announced.
async fn three_years() -> House {
    let house = House::open().await;
    let editions = pb::ListEditionsResponse {
        editions: vec![
            edition(2026, pb::EditionPhase::Draft),
            edition(2025, pb::EditionPhase::Open),
            edition(2024, pb::EditionPhase::Archived),
        ],
        total_size: 3,
        ..Default::default()
    };
    let list = "registration.v1.EditionService/ListEditions";
    house.services.always(list, editions);
    house.services.on(
        "announcement.v1.ResultService/ListResults",
        |asked: announcement::ListResultsRequest| match asked.edition_id.as_str() {
            "diskom-fest-2024" => Ok(announcement::ListResultsResponse {
                results: vec![announcement::Result {
                    category_code: "reels".into(),
                    category_name: "Lomba reels".into(),
                    winners: vec![announcement::Winner {
                        place: 1,
                        organisation_name: "Dinas Lama".into(),
                        ..Default::default()
                    }],
                    ..Default::default()
                }],
            }),
            _ => {
                let text = "nothing is announced yet";
                Err(refusal(Kind::NotFound, "NOT_ANNOUNCED", text, &[]))
            }
        },
    );
    house
}

#[tokio::test]
async fn the_newest_year_comes_first_and_leads_to_those_before() {
    let house = three_years().await;
    let page = house.get("/hasil", "").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("<h1>Hasil Diskom Fest 2025</h1>"));
    assert!(page.body.contains("Hasil belum diumumkan."));
    let newest = "href=\"/hasil/diskom-fest-2025\" aria-current=\"page\"";
    assert!(page.body.contains(newest), "{}", page.body);
    assert!(page.body.contains("href=\"/hasil/diskom-fest-2024\""));
    assert!(!page.body.contains("diskom-fest-2026"));
}

#[tokio::test]
async fn a_year_keeps_its_results_its_names_and_its_address() {
    let house = three_years().await;
    let page = house.get("/hasil/diskom-fest-2024", "").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("<h1>Hasil Diskom Fest 2024</h1>"));
    assert!(page.body.contains("Dinas Lama"));
    assert!(
        !page.body.contains("/kategori/reels"),
        "a category of another year"
    );
    assert_eq!(page.header("cache-control"), "private, no-cache");
    for nowhere in ["diskom-fest-2026", "diskom-fest-1999"] {
        let page = house.get(&format!("/hasil/{nowhere}"), "").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{nowhere}");
    }
}
