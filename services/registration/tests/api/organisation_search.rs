//! Looking for organisations as people write them.

use fest_proto::registration::v1::{
    ListOrganisationDistrictsRequest, ListOrganisationsRequest,
    organisation_service_client::OrganisationServiceClient,
};

use crate::{
    organisation::{REGISTRY, list, names, search},
    organisation_alias::import_aliases,
    world::{HEADER, Service, import},
};

async fn registry() -> Service {
    let service = Service::start().await;
    import(&service, REGISTRY).await.expect("imported");
    import_aliases(&service).await;
    service
}

async fn found(service: &Service, query: &str, kind: &str) -> Vec<String> {
    let found = list(service, search(query, kind)).await;
    assert!(!found.is_near, "{query} was not found as it was written");
    found
        .organisations
        .into_iter()
        .map(|one| one.name)
        .collect()
}

async fn near(service: &Service, query: &str, kind: &str) -> Vec<String> {
    let found = list(service, search(query, kind)).await;
    assert!(found.is_near, "{query} was found as it was written");
    found
        .organisations
        .into_iter()
        .map(|one| one.name)
        .collect()
}

#[tokio::test]
async fn a_search_forgets_capitals_spaces_and_accents_and_finds_codes() {
    let service = registry().await;
    for query in [
        "babelankota",
        "Babelan Kota",
        " BABELAN  KOTA ",
        "kota bábelan",
        "Desa Babelankota",
    ] {
        assert_eq!(
            found(&service, query, "desa").await,
            ["Desa Babelankota"],
            "{query}"
        );
    }
    for query in ["32.16.01.1007", "3216011007", "32.16.01.2007"] {
        assert_eq!(
            found(&service, query, "").await,
            ["Kelurahan Setia Asih"],
            "{query}"
        );
    }
    for nothing in ["%", "_____", "tidak ada"] {
        let none = list(&service, search(nothing, "")).await;
        assert_eq!((none.total_size, none.is_near), (0, false), "{nothing}");
    }
    service.finish().await;
}

#[tokio::test]
async fn bodies_are_found_by_what_people_call_them() {
    let service = registry().await;
    let department = "Dinas Komunikasi, Informatika, Persandian dan Statistik";
    for query in [
        "Diskominfosantik",
        "kominfosantik",
        "dinas informatika",
        "KOMUNIKASI,Informatika",
    ] {
        assert_eq!(found(&service, query, "").await, [department], "{query}");
    }
    assert_eq!(found(&service, "Hajarmekar", "").await, ["Desa Harjamekar"]);
    assert_eq!(
        found(&service, "Dinas Tenaga Kerja", "").await,
        ["Dinas Ketenagakerjaan"]
    );
    service.finish().await;
}

#[tokio::test]
async fn a_slip_is_forgiven_and_the_answer_says_so() {
    let service = registry().await;
    let babelan = near(&service, "bablan", "").await;
    assert!(
        babelan.contains(&"Kecamatan Babelan".to_owned()),
        "{babelan:?}"
    );
    assert!(
        babelan.contains(&"Desa Babelankota".to_owned()),
        "{babelan:?}"
    );
    let exact = found(&service, "babelan", "").await;
    assert_eq!(babelan, exact, "the same bodies in another order");
    for (slip, kind, name) in [
        ("Sukawanngi", "desa", "Desa Sukawangi"),
        ("setya asih", "", "Kelurahan Setia Asih"),
        ("puskesmas bablan", "uptd", "UPTD Puskesmas Babelan I"),
        ("dinas kesehatn", "", "Dinas Kesehatan"),
        (
            "diskominfosntik",
            "",
            "Dinas Komunikasi, Informatika, Persandian dan Statistik",
        ),
    ] {
        let found = near(&service, slip, kind).await;
        assert_eq!(found.first().map(String::as_str), Some(name), "{slip}");
    }
    service.finish().await;
}

#[tokio::test]
async fn the_best_matches_come_first_and_both_bodies_of_one_name_are_there() {
    let service = registry().await;
    let both = list(&service, search("sukawangi", "")).await;
    let kinds: Vec<&str> = both
        .organisations
        .iter()
        .map(|one| one.kind.as_str())
        .collect();
    assert_eq!(
        kinds[..2],
        ["desa", "kecamatan"],
        "{:?}",
        names(&both.organisations)
    );
    service.finish().await;
}

#[tokio::test]
async fn a_search_is_seen_whole_page_by_page_slips_and_all() {
    let service = registry().await;
    for query in ["puskesmas", "puskesms"] {
        let mut seen = Vec::new();
        let mut page_token = String::new();
        loop {
            let request = ListOrganisationsRequest {
                page_size: 7,
                page_token,
                ..search(query, "uptd")
            };
            let page = list(&service, request).await;
            assert_eq!(page.total_size, 55, "{query}");
            seen.extend(page.organisations.into_iter().map(|one| one.code));
            page_token = page.next_page_token;
            if page_token.is_empty() {
                break;
            }
        }
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 55, "{query}");
    }
    service.finish().await;
}

#[tokio::test]
async fn a_kecamatan_has_its_bodies_and_a_body_its_units() {
    let service = registry().await;
    let mut anybody = OrganisationServiceClient::new(service.as_nobody());
    let districts = anybody
        .list_organisation_districts(ListOrganisationDistrictsRequest {})
        .await
        .expect("listed")
        .into_inner()
        .districts;
    assert_eq!(districts.len(), 23);
    let first = &districts[0];
    let request = ListOrganisationsRequest {
        district: first.name.clone(),
        ..search("", "")
    };
    let inside = list(&service, request).await;
    assert_eq!(inside.total_size, first.organisations);
    assert!(
        inside
            .organisations
            .iter()
            .all(|one| one.district == first.name)
    );
    let request = ListOrganisationsRequest {
        parent_code: "32.16.01".to_owned(),
        ..search("", "desa")
    };
    let units = list(&service, request).await;
    assert_eq!(units.total_size, 7);
    assert!(
        units
            .organisations
            .iter()
            .all(|one| one.parent_code == "32.16.01")
    );
    service.finish().await;
}

/// The schema folds what it keeps, the service what is asked: any name is found by itself.
#[tokio::test]
async fn whatever_a_name_is_made_of_it_is_found_by_itself() {
    let service = Service::start().await;
    let odd = [
        "Désa Ma’mur",
        "O'Brien & Söhne",
        "Ⅳ ﬁ",
        "ŁÓDŹ—x",
        "Åse\u{a0}Ø1",
        "İstanbul 2",
        "a.b-c/d(e)",
        "Cafe\u{301} 5",
        "ⓐⓑ ①",
    ];
    let rows: Vec<String> = odd
        .iter()
        .enumerate()
        .map(|(at, name)| format!("odd-{at},{name},desa,,,s"))
        .collect();
    let csv = format!("{HEADER}{}\n", rows.join("\n"));
    import(&service, csv.as_bytes()).await.expect("imported");
    for name in odd {
        assert!(
            found(&service, name, "").await.contains(&name.to_owned()),
            "{name}"
        );
        let shouted = name.to_uppercase();
        assert!(
            found(&service, &shouted, "")
                .await
                .contains(&name.to_owned()),
            "{shouted}"
        );
    }
    service.finish().await;
}
