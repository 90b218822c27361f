//! Every page and form, tried as nobody and with each wrong role: the list is the router's own, so none can be left out.

use std::{collections::BTreeSet, fs, path::Path};

use fest_proto::access::v1::{Access, Role};
use gateway::routes::pages;
use http::{Method, StatusCode};

use crate::house::{House, session};

const ROLES: [Role; 6] = [
    Role::Participant,
    Role::Committee,
    Role::Leadership,
    Role::Juror,
    Role::Operator,
    Role::Plenary,
];

fn addresses() -> Vec<(Method, String, Access)> {
    let rules = pages().rules().expect("a rule for every page");
    rules
        .iter()
        .map(|(method, path, access)| (method.clone(), path.to_owned(), access.clone()))
        .collect()
}

/// An address of this pattern.
fn example(pattern: &str) -> String {
    pattern
        .replace("{category}", "reels-desa")
        .replace("{edition}", "diskom-fest-2024")
        .replace("{organisation}", "32.16.03.2004")
        .replace("{entry}", "0192b1f0-0000-7000-8000-0000000000e1")
        .replace("{participation}", "0192b1f0-0000-7000-8000-0000000000c1")
        .replace("{file}", "0192b1f0-0000-7000-8000-0000000000f1")
        .replace("{assignment}", "0192b1f0-0000-7000-8000-0000000000a1")
}

#[tokio::test]
async fn who_is_not_logged_in_is_sent_to_log_in_from_every_closed_page() {
    let house = House::open().await;
    let browser = house.browser(None).await;
    let mut closed = 0;
    for (method, pattern, access) in addresses() {
        if access.is_public {
            continue;
        }
        closed += 1;
        let path = example(&pattern);
        let answer = if method == Method::POST {
            house.post(&path, &browser, &[]).await
        } else {
            house.get(&path, &browser.cookies).await
        };
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{method} {path}");
        let location = answer.location();
        assert!(
            location.starts_with("/masuk?lanjut=%2F"),
            "{method} {path}: {location}"
        );
        let asked = house.services.calls();
        let only = ["registration.v1.EditionService/ListEditions"];
        assert_eq!(asked, only, "{method} {path}");
    }
    assert!(closed > 20, "only {closed} closed pages");
}

#[tokio::test]
async fn the_wrong_role_is_refused_on_every_closed_page_before_anything_is_asked() {
    let house = House::open().await;
    for role in ROLES {
        let browser = house.browser(Some(role)).await;
        for (method, pattern, access) in addresses() {
            if access.is_public || access.roles().any(|one| one == role) {
                continue;
            }
            let path = example(&pattern);
            let answer = if method == Method::POST {
                house.post(&path, &browser, &[]).await
            } else {
                house.get(&path, &session(role)).await
            };
            let tried = format!("{method} {path} as {role:?}");
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{tried}");
            assert!(answer.body.contains("ROLE_MISSING"), "{tried}");
            let asked: BTreeSet<String> = house.services.calls().into_iter().collect();
            let only = [
                "registration.v1.EditionService/ListEditions",
                "registration.v1.SessionService/CreateAccessToken",
            ];
            assert_eq!(asked, only.map(ToOwned::to_owned).into(), "{tried}");
        }
    }
}

#[tokio::test]
async fn the_right_role_comes_in_everywhere() {
    let house = House::open().await;
    for (method, pattern, access) in addresses() {
        if method == Method::POST {
            continue;
        }
        let path = example(&pattern);
        let roles: Vec<Role> = access.roles().collect();
        let cookies = roles.first().map(|role| session(*role));
        let answer = house.get(&path, &cookies.unwrap_or_default()).await;
        assert_ne!(answer.status, StatusCode::FORBIDDEN, "{path}");
        assert!(!answer.location().starts_with("/masuk?"), "{path}");
    }
}

#[test]
fn every_form_of_every_template_posts_to_an_address_that_is_there() {
    let posts: BTreeSet<String> = addresses()
        .into_iter()
        .filter(|(method, ..)| method == Method::POST)
        .map(|(_, pattern, _)| shape(&pattern, '{', '}'))
        .collect();
    let mut found = BTreeSet::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    for folder in [root.clone(), root.join("parts")] {
        for file in fs::read_dir(folder).expect("templates").flatten() {
            let Ok(text) = fs::read_to_string(file.path()) else {
                continue;
            };
            let forms = text.split("<form ").skip(1);
            for form in forms.filter_map(|rest| rest.split('>').next()) {
                if form.contains("method=\"post\"") {
                    let (_, action) = form.split_once("action=\"").expect("an action");
                    let action = action.split('"').next().expect("an address");
                    found.insert(shape(
                        &action.replace("{{", "{").replace("}}", "}"),
                        '{',
                        '}',
                    ));
                }
            }
            // A button that sends its form elsewhere.
            let buttons = text.split("formaction=\"").skip(1);
            found.extend(buttons.filter_map(|rest| Some(rest.split('"').next()?.to_owned())));
        }
    }
    assert_eq!(found, posts);
}

/// An address with a dot for each part that varies.
fn shape(address: &str, open: char, close: char) -> String {
    let mut shape = String::new();
    let mut inside = false;
    for mark in address.chars() {
        match mark {
            _ if mark == open => {
                inside = true;
                shape.push('.');
            }
            _ if mark == close => inside = false,
            _ if !inside => shape.push(mark),
            _ => {}
        }
    }
    shape
}

#[tokio::test]
async fn an_unknown_address_is_a_page_for_people_and_a_problem_for_programs() {
    let house = House::open().await;
    for path in [
        "/tidak-ada",
        "/kategori/tidak-ada",
        "/assets/0000/tokens.css",
    ] {
        let page = house.get(path, "").await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(
            page.header("content-type").starts_with("text/html"),
            "{path}"
        );
        assert!(page.body.contains("Halaman tidak ditemukan"), "{path}");
    }
    for path in ["/api", "/api/v1/tidak-ada"] {
        let problem = house.get(path, "").await;
        assert_eq!(problem.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(problem.header("content-type"), "application/problem+json");
    }
}

#[tokio::test]
async fn what_a_page_loads_may_be_kept_for_ever_and_closed_pages_not_at_all() {
    let house = House::open().await;
    let style = house.get(&gateway::assets::href("tokens.css"), "").await;
    assert_eq!(style.status, StatusCode::OK);
    assert!(style.header("cache-control").contains("immutable"));
    assert_eq!(style.header("set-cookie"), "");
    let home = house.get("/", "").await;
    assert_eq!(home.header("cache-control"), "private, no-cache");
    let own = house
        .get("/ruang-peserta", &session(Role::Participant))
        .await;
    assert_eq!(own.status, StatusCode::OK);
    assert_eq!(own.header("cache-control"), "no-store");
}
