"""The pages without a mouse."""

from playwright.sync_api import expect

from browsing import Visitor
from running import EDITION, new_person
from tour import DECREE, REELS

PHONE = {"width": 360, "height": 800}
MOST_STEPS = 80


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


def test_the_first_step_of_the_keyboard_leads_past_the_navigation(fest, browser):
    page = Visitor(fest, browser, viewport=PHONE).page
    page.goto("/peserta")
    with_keyboard = Keyboard(page)
    with_keyboard.enter("Lompat ke isi")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


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


class Keyboard:
    """Somebody without a mouse; whatever has the focus on the way must show it."""

    def __init__(self, page):
        self.page = page

    def go_to(self, name):
        for _ in range(MOST_STEPS):
            self.page.keyboard.press("Tab")
            focused = self.page.locator(":focus")
            if focused.count() == 0:
                continue
            self.is_seen(focused)
            if self.name_of(focused) == name:
                return
        raise AssertionError(f"{name} is not reached within {MOST_STEPS} steps")

    def is_seen(self, focused):
        style = focused.evaluate("element => { const s = getComputedStyle(element); return [s.outlineStyle, parseFloat(s.outlineWidth)] }")
        assert style[0] != "none" and style[1] >= 2, f"no ring around {self.name_of(focused)}: {style}"
        expect(focused).to_be_in_viewport()

    def name_of(self, focused):
        return focused.evaluate("element => (element.labels?.[0] ?? element).innerText.trim()")

    def type_at(self, name, text):
        self.go_to(name)
        self.page.keyboard.insert_text(text)

    def enter(self, name):
        self.go_to(name)
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state()
