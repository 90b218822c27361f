"""The pages without a mouse."""

from playwright.sync_api import expect

import one_time
from browsing import Visitor
from keyboard import PHONE, Keyboard
from running import EDITION, new_person
from test_story_api import enter
from tour import REELS
from tour_participation import DECREE


def test_a_draft_is_handed_in_by_keyboard_alone(fest, browser):
    person, entry = drafted(fest)
    with_keyboard = Keyboard(Visitor(fest, browser, viewport=PHONE).page)
    with_keyboard.page.goto("/masuk")
    with_keyboard.type_at("Surel", person["email"])
    with_keyboard.type_at("Kata sandi", person["password"])
    with_keyboard.enter("Masuk")
    with_keyboard.enter("Lanjutkan draf")
    with_keyboard.type_at("Judul", "Satu jalan, seribu langkah")
    with_keyboard.type_at("Keterangan", "Video 58 detik.")
    with_keyboard.type_at("Tautan karya", "https://video.contoh.bekasikab.go.id/reels/58")
    with_keyboard.enter("Periksa dan kirim")
    with_keyboard.enter("Kirim karya")
    expect(with_keyboard.page.get_by_role("main")).to_contain_text("Karya diterima.")
    assert fest.api(person).get(f"/entries/{entry['id']}")["state"] == "submitted"


def test_a_code_is_typed_by_keyboard_alone(fest, browser):
    person = new_person("Asep Sunandar")
    fest.api().post("/accounts", person)
    app, _ = one_time.set_up(fest.api(person))
    with_keyboard = Keyboard(Visitor(fest, browser, viewport=PHONE).page)
    with_keyboard.page.goto("/masuk")
    with_keyboard.type_at("Surel", person["email"])
    with_keyboard.type_at("Kata sandi", person["password"])
    with_keyboard.enter("Masuk")
    with_keyboard.type_at("Kode dari aplikasi", app.code())
    with_keyboard.enter("Masuk")
    expect(with_keyboard.page.locator("h1")).to_be_visible()
    expect(with_keyboard.page).to_have_url(f"{fest.url}/ruang-peserta")


def test_the_first_step_of_the_keyboard_leads_past_the_navigation(fest, browser):
    page = Visitor(fest, browser, viewport=PHONE).page
    page.goto("/peserta")
    with_keyboard = Keyboard(page)
    with_keyboard.enter("Lompat ke isi")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_returned_claim_is_put_right_by_keyboard_alone(fest, browser):
    person, claim = returned(fest)
    with_keyboard = Keyboard(Visitor(fest, browser, viewport=PHONE).page)
    with_keyboard.page.goto("/masuk")
    with_keyboard.type_at("Surel", person["email"])
    with_keyboard.type_at("Kata sandi", person["password"])
    with_keyboard.enter("Masuk")
    with_keyboard.enter("Perbaiki klaim")
    with_keyboard.type_at("Nomor surat keputusan", "800/18/2024")
    with_keyboard.enter("Ajukan lagi")
    expect(with_keyboard.page.get_by_role("main")).to_contain_text("Klaim diajukan lagi dan menunggu")
    now = fest.api(person).get(f"/participations/{claim['id']}")
    assert (now["state"], now["decree_number"]) == ("claimed", "800/18/2024")


def returned(fest):
    """Somebody whose claim came back."""
    person = new_person("Euis Komala")
    fest.api().post("/accounts", person)
    admin = fest.api(person)
    claim = admin.post(f"/editions/{EDITION}/participations", {"organisation_code": "pd-dinas-kesehatan", **DECREE})
    body = {"expected_version": claim["version"], "reason": "Nomornya belum benar."}
    fest.api(fest.person("committee")).post(f"/participations/{claim['id']}/return", body)
    return person, claim


def test_an_entry_gets_its_jurors_by_keyboard_alone(fest, browser):
    committee = fest.api(fest.person("committee"))
    category = committee.categories()[REELS]
    # The first without jurors is unfolded; the one after it is not.
    enter(fest, committee, category, "pd-dinas-perhubungan", "Menunggu juri")
    entry = enter(fest, committee, category, "pd-dinas-pariwisata", "Jalan baru")
    page = Visitor(fest, browser, viewport=PHONE).log_in(fest.person("committee")).page
    page.goto(f"/panitia/penugasan/{REELS}")
    with_keyboard = Keyboard(page)
    folded = page.locator("details", has_text="Jalan baru").locator("summary")
    with_keyboard.unfold(with_keyboard.name_of(folded))
    for juror in ("Juri A", "Juri B"):
        with_keyboard.go_to(juror)
        page.keyboard.press("Space")
    with_keyboard.enter("Tugaskan, Jalan baru")
    expect(page.get_by_role("status").filter(has_text="Juri ditugaskan.")).to_be_visible()
    given = committee.get(f"/editions/{EDITION}/assignments")["assignments"]
    assert [one["entry_id"] for one in given] == [entry["id"]] * 2


def test_a_folded_group_of_the_board_opens_by_keyboard(fest, browser):
    page = Visitor(fest, browser, viewport=PHONE).log_in(fest.person("committee")).page
    page.goto("/panitia")
    group = page.locator("details", has=page.locator("summary", has_text="Tanpa kriteria"))
    expect(group).not_to_have_attribute("open", "")
    with_keyboard = Keyboard(page)
    with_keyboard.unfold(with_keyboard.name_of(group.locator("summary")))
    expect(group).to_have_attribute("open", "")


def drafted(fest):
    """Somebody with an empty draft."""
    committee = fest.api(fest.person("committee"))
    person = new_person("Maman Suparman")
    fest.api().post("/accounts", person)
    admin = fest.api(person)
    claim = admin.post(f"/editions/{EDITION}/participations", {"organisation_code": "pd-dinas-sosial", **DECREE})
    committee.post(f"/participations/{claim['id']}/verify", {"expected_version": claim["version"]})
    category = committee.categories()[REELS]
    entry = admin.post("/entries", {"participation_id": claim["id"], "category_id": category["id"]})
    return person, entry
