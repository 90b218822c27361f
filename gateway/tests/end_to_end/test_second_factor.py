"""One-time codes as people meet them: set up on a page without JavaScript, asked for at each log-in, through the API alike."""

import re

import one_time
from pages import Browser, Document
from running import new_person


def test_a_newcomer_sets_up_an_app_and_logs_in_with_its_codes(fest):
    person = new_person("Ani Rahayu")
    fest.api().post("/accounts", person)
    first = one_time.now() - 1
    browser = Browser(fest.url)
    browser.submit("/masuk", "/masuk", email=person["email"], password=person["password"])
    begun = browser.submit("/akun/kode", "/akun/kode", password=person["password"])
    assert begun.status_code == 200 and '<svg class="qr"' in begun.text and "no-store" in begun.headers["cache-control"]
    secret = re.search(r'<b class="key">([A-Z2-7 ]+)</b>', begun.text)[1].replace(" ", "")
    confirmed = send(browser, begun, "/akun/kode/konfirmasi", code=one_time.code(secret, first))
    recovery_codes = re.findall(r"\b(?:[a-z2-7]{4}-){3}[a-z2-7]{4}\b", confirmed.text)
    assert len(recovery_codes) == 10
    assert secret not in browser.open("/akun/kode").text, "shown once"

    other = Browser(fest.url)
    second_step = other.submit("/masuk", "/masuk", email=person["email"], password=person["password"])
    assert second_step.status_code == 200 and person["password"] not in second_step.text
    wrong = send(other, second_step, "/masuk", code=one_time.code(secret, first))
    assert wrong.status_code == 422 and "sudah dipakai" in wrong.text
    right = send(other, wrong, "/masuk", code=one_time.code(secret, first + 1))
    assert (right.status_code, right.headers["location"]) == (303, "/ruang-peserta")


def test_the_api_asks_for_a_code_where_an_app_was_set_up(fest):
    person = new_person("Budi Santoso")
    fest.api().post("/accounts", person)
    own = fest.api(person)
    app, recovery_codes = one_time.set_up(own)
    state = own.get("/accounts/current/second-factor")
    assert state["enrolled_at"] and state["recovery_codes"] == 10
    credentials = {"email": person["email"], "password": person["password"]}
    without = fest.api().refused("POST", "/sessions", credentials)
    assert (without["status"], without["reason"]) == (401, "SECOND_FACTOR_REQUIRED")
    assert [violation["field"] for violation in without["violations"]] == ["totp"]
    assert fest.api().post("/sessions", {**credentials, "totp": app.code()})["token"]
    assert fest.api().post("/sessions", {**credentials, "totp": recovery_codes[0]})["token"]
    spent = fest.api().refused("POST", "/sessions", {**credentials, "totp": recovery_codes[0]})
    assert spent["reason"] == "SECOND_FACTOR_WRONG"
    password = own.refused("POST", "/accounts/current/erase", {"password": person["password"]})
    assert password["reason"] == "SECOND_FACTOR_REQUIRED"
    own.post("/accounts/current/erase", {"code": app.code()})


def send(browser, page, action, **values):
    """Sends a form of a page that is open."""
    form = next(form for form in Document(page.text).forms if form.action == action)
    return browser.http.post(browser.url + action, data={**form.fields, **values}, timeout=60, allow_redirects=False)
