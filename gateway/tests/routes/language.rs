//! In which language pages speak.

use http::header;

use crate::house::House;

#[tokio::test]
async fn bahasa_indonesia_is_the_default_and_a_choice_is_kept() {
    let house = House::open().await;
    let first = house.get("/", "").await;
    assert!(first.body.contains("<html lang=\"id\">"));
    let chosen = house.get("/?bahasa=en", "").await;
    assert!(chosen.body.contains("<html lang=\"en\">"));
    let cookies = chosen.headers.get_all(header::SET_COOKIE);
    let kept = cookies.iter().any(|value| {
        value
            .as_bytes()
            .starts_with(b"__Host-bahasa=en; Path=/; HttpOnly")
    });
    assert!(kept, "{:?}", chosen.headers);
    let later = house.get("/", "__Host-bahasa=en").await;
    assert!(later.body.contains("<html lang=\"en\">"));
    let back = house.get("/?bahasa=id", "__Host-bahasa=en").await;
    assert!(back.body.contains("<html lang=\"id\">"));
    for odd in ["/?bahasa=de", "/?bahasa="] {
        let page = house.get(odd, "").await;
        assert!(page.body.contains("<html lang=\"id\">"), "{odd}");
        assert!(!format!("{:?}", page.headers).contains("bahasa="), "{odd}");
    }
}

#[tokio::test]
async fn the_switch_stays_on_the_page_and_says_nothing_twice() {
    let house = House::open().await;
    let page = house
        .get("/peserta?q=suka&kabar=keluar&bahasa=id", "")
        .await;
    let switch = "href=\"/peserta?q=suka&#38;bahasa=en\"";
    assert!(page.body.contains(switch), "{}", page.body);
    assert!(page.body.contains("Anda sudah keluar"));
}
