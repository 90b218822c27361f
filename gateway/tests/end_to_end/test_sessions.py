"""Sessions and wrong passwords as people meet them, in a browser and through the API."""

import uuid

from pages import Browser

FREE = 10
WRONG = "kuda yang salah"


def newcomer(fest):
    person = {"email": f"{uuid.uuid4()}@contoh.bekasikab.go.id", "password": "kuda yang benar", "display_name": "Ani Rahayu"}
    fest.api().post("/accounts", person)
    return person


def log_in(fest, person, password):
    body = {"email": person["email"], "password": password}
    return fest.api().http.post(f"{fest.url}/api/v1/sessions", json=body, timeout=60)


def test_a_lost_phone_is_logged_out_from_the_desk(fest):
    person = newcomer(fest)
    phone, desk = fest.api(person), fest.api(person)
    newest, oldest = desk.get("/sessions")["sessions"]
    assert (newest["is_current"], oldest["is_current"]) == (True, False)
    assert newest["device"] == "python-requests"
    ended = desk.http.delete(f"{fest.url}/api/v1/sessions/{oldest['id']}", timeout=60)
    assert ended.status_code == 204
    refused = phone.http.get(f"{fest.url}/api/v1/accounts/current", timeout=60)
    assert (refused.status_code, refused.json()["reason"]) == (401, "SESSION_INVALID")
    assert desk.get("/accounts/current")["email"] == person["email"]


def test_a_guesser_waits_and_the_owner_on_a_known_browser_does_not(fest):
    person = newcomer(fest)
    browser = Browser(fest.url)
    typed = {"email": person["email"], "password": person["password"]}
    assert browser.submit("/masuk", "/masuk", **typed).status_code == 303
    browser.submit("/akun", "/keluar")

    for _ in range(FREE):
        assert log_in(fest, person, WRONG).status_code == 401
    slowed = log_in(fest, person, person["password"])
    assert (slowed.status_code, slowed.json()["reason"]) == (429, "GUESSES_TOO_MANY")
    assert 0 < int(slowed.headers["Retry-After"]) <= 11

    known = browser.submit("/masuk", "/masuk", **typed)
    assert (known.status_code, known.headers["location"]) == (303, "/ruang-peserta")
    stranger = Browser(fest.url).submit("/masuk", "/masuk", **typed)
    assert stranger.status_code == 429
    assert "Terlalu banyak kata sandi atau kode salah" in stranger.text


def test_another_password_logs_every_other_browser_out(fest):
    person = newcomer(fest)
    typed = {"email": person["email"], "password": person["password"]}
    here, there = Browser(fest.url), Browser(fest.url)
    for browser in (here, there):
        browser.submit("/masuk", "/masuk", **typed)
    new = {"current_password": person["password"], "new_password": "sandi yang baru sekali"}
    changed = here.submit("/akun", "/akun/sandi", **new)
    assert changed.headers["location"] == "/akun?kabar=sandi-diganti"
    assert here.open("/akun").status_code == 200
    assert there.open("/akun").headers["location"] == "/masuk?lanjut=%2Fakun"
    assert log_in(fest, person, person["password"]).status_code == 401
    assert log_in(fest, person, new["new_password"]).status_code == 201
