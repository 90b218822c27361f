//! Who did what, as a page.

use fest_proto::{access::v1::Role, audit::v1 as pb, registration::v1 as registration};
use http::StatusCode;

use crate::house::House;

const LIST: &str = "audit.v1.AuditService/ListAuditRows";
const NAMES: &str = "registration.v1.AccountService/ListAccountNames";
const KNOWN: &str = "0192b1f0-0000-7000-8000-0000000000d1";
const ERASED: &str = "0192b1f0-0000-7000-8000-0000000000d2";

fn row(actor: String) -> pb::AuditRow {
    pb::AuditRow {
        number: 7,
        actor,
        rpc: "fest.scoring.v1.SealService/SealCategory".into(),
        subject: "seal:one".into(),
        ..Default::default()
    }
}

fn fill(house: &House) {
    let rows = pb::ListAuditRowsResponse {
        rows: vec![
            row(format!("person:{KNOWN}")),
            row(format!("person:{ERASED}")),
            row("service:announcement".into()),
            row(format!("person:{KNOWN}")),
        ],
        total_size: 4,
        ..Default::default()
    };
    house.services.always(LIST, rows);
    house
        .services
        .on(NAMES, |request: registration::ListAccountNamesRequest| {
            assert_eq!(request.account_ids, [KNOWN, ERASED], "each once");
            let name = registration::AccountName {
                account_id: KNOWN.into(),
                display_name: "Siti Rahmawati".into(),
            };
            Ok(registration::ListAccountNamesResponse { names: vec![name] })
        });
}

#[tokio::test]
async fn an_audit_says_who_by_name_and_by_id_where_the_name_is_gone() {
    let house = House::open().await;
    fill(&house);
    let browser = house.browser(Some(Role::Operator)).await;
    let answer = house
        .get("/jejak-audit?layanan=scoring", &browser.cookies)
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    let erased = format!("Akun {ERASED}");
    for shown in [
        "Siti Rahmawati",
        erased.as_str(),
        "Layanan announcement",
        "SealService/SealCategory",
        "4 baris",
    ] {
        assert!(answer.body.contains(shown), "{shown}: {}", answer.body);
    }
}

#[tokio::test]
async fn whose_and_what_is_asked_of_the_service_and_kept_in_every_link() {
    let house = House::open().await;
    house
        .services
        .on(LIST, |request: pb::ListAuditRowsRequest| {
            assert_eq!(request.actor, "service:announcement");
            assert_eq!(request.subject, "seal:one");
            Ok(pb::ListAuditRowsResponse {
                rows: vec![row("service:announcement".into())],
                next_page_token: "on".into(),
                total_size: 51,
            })
        });
    let browser = house.browser(Some(Role::Leadership)).await;
    let path = "/jejak-audit?layanan=scoring&pelaku=service%3Aannouncement&objek=seal%3Aone";
    let answer = house.get(path, &browser.cookies).await;
    let next = "/jejak-audit?layanan=scoring&#38;pelaku=service%3Aannouncement&#38;objek=seal%3Aone&#38;halaman=1.on";
    assert!(answer.body.contains(next), "{}", answer.body);
}

#[tokio::test]
async fn an_audit_that_does_not_answer_is_a_part_that_is_missing() {
    let house = House::open().await;
    let browser = house.browser(Some(Role::Committee)).await;
    let answer = house
        .get("/jejak-audit?layanan=submission", &browser.cookies)
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    let away = "Bagian karya dan laporan tidak menjawab.";
    assert!(answer.body.contains(away), "{}", answer.body);
}
