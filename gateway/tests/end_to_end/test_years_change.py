"""One year follows another: bodies get other names, merge, change hands. What was announced stays, and all four services agree."""

import agreement
import pytest
from pages import Browser
from running import AFTER_CLOSE, ANNOUNCEMENT, EDITION, new_person
from surroundings import until_quiet
from test_story_api import MARKS, enter, judge, seal_and_approve

NEXT = "diskom-fest-2025"
NEW_YEAR = "2025-01-15T09:00:00+07:00"
# The moments of the example edition, a year later.
OPEN, AFTER_NEXT_CLOSE, NEXT_ANNOUNCEMENT = (
    "2025-10-08T09:00:00+07:00",
    "2025-10-31T08:00:00+07:00",
    "2025-11-14T19:30:00+07:00",
)
REELS = "reels-perangkat-daerah"
RENAMED, SINCE = "pd-dinas-pariwisata", "pd-dinas-pariwisata-dan-ekonomi-kreatif"
OLD_NAME, NEW_NAME = "Dinas Pariwisata", "Dinas Pariwisata dan Ekonomi Kreatif"
MERGED, SUCCESSOR = "pd-dinas-sosial", "pd-dinas-ketenagakerjaan"
DECREE = {"decree_number": "800/3/2025", "decree_date": "2025-01-06", "decree_signer": "Kepala Dinas"}


@pytest.fixture(scope="module")
def years(fest):
    return Years(fest)


def test_what_was_announced_keeps_the_names_of_its_evening(fest, years):
    years.announce_the_old_one()
    announced = fest.api().get(f"/editions/{EDITION}/results")
    winners = [(one["organisation_code"], one["organisation_name"]) for one in announced["results"][0]["winners"]]
    assert winners == [(RENAMED, OLD_NAME), (MERGED, "Dinas Sosial")]
    years.copy_the_edition()
    # Everybody has heard of the claim under the old name.
    until_quiet(fest)
    years.rename_and_merge()
    years.hand_over()
    agreement.demand(fest)

    assert fest.api().get(f"/editions/{EDITION}/results") == announced
    shown = years.page_of_results()
    assert OLD_NAME in shown and "Dinas Sosial" in shown and NEW_NAME not in shown


def test_the_new_year_is_judged_and_announced_under_the_new_name(fest, years):
    work = years.enter_by_the_new_admin()
    assert (work["organisation"]["code"], work["organisation"]["name"]) == (SINCE, NEW_NAME)
    years.announce_the_next_one(work)

    result, = fest.api().get(f"/editions/{NEXT}/results")["results"]
    winner, = result["winners"]
    assert (winner["organisation_code"], winner["organisation_name"]) == (SINCE, NEW_NAME)
    assert NEW_NAME in years.page_of_results()
    then = years.page_of_results(f"/hasil/{EDITION}")
    assert OLD_NAME in then and NEW_NAME not in then, "the old edition keeps its page, and its names"
    assert f'href="/hasil/{EDITION}"' in years.page_of_results(), "and is led to from the new one's"
    plenary = fest.api(fest.person("committee", 1))
    subject, = plenary.get(f"/categories/{result['category_id']}/ranking")["subjects"]
    assert (subject["subject_id"], subject["organisation_name"]) == (work["id"], NEW_NAME)
    old = fest.api().get(f"/editions/{EDITION}/results")["results"][0]["winners"]
    assert [one["organisation_name"] for one in old] == [OLD_NAME, "Dinas Sosial"]
    agreement.demand(fest)


class Years:
    """The story in its steps."""

    def __init__(self, fest):
        self.fest = fest
        self.first_admin, self.next_admin = new_person("Admin Lama"), new_person("Admin Baru")

    def committee(self):
        # A session does not last a year.
        return self.fest.api(self.fest.person("committee"))

    def page_of_results(self, address="/hasil"):
        return Browser(self.fest.url).open(address).text

    def announce_the_old_one(self):
        fest, committee = self.fest, self.committee()
        category = committee.categories()[REELS]
        winner = enter(fest, committee, category, RENAMED, "Jalan baru, warga maju")
        other = enter(fest, committee, category, MERGED, "Satu hari bersama Tagana")
        judge(fest, committee, {winner["id"]: MARKS["loud"], other["id"]: MARKS["quiet"]})
        fest.move_clock(AFTER_CLOSE)
        seal_and_approve(fest, category)
        fest.move_clock(ANNOUNCEMENT)
        self.committee().post(f"/categories/{category['id']}/reveal")
        fest.move_clock(NEW_YEAR)

    def copy_the_edition(self):
        committee = self.committee()
        committee.post(f"/editions/{EDITION}/archive", {"expected_version": committee.get(f"/editions/{EDITION}")["version"]})
        copy = committee.post(f"/editions/{EDITION}/copies", {"id": NEXT, "name": "Diskom Fest 2025", "year": 2025})
        assert (copy["phase"], copy["theme"]) == ("draft", "")
        old, new = committee.categories()[REELS], committee.categories(NEXT)[REELS]
        criteria = committee.get(f"/categories/{old['id']}/rubric")["criteria"]
        committee.post(f"/categories/{new['id']}/rubric", {"criteria": criteria})
        for person in (self.first_admin, self.next_admin):
            self.fest.api().post("/accounts", person)
        claim = self.fest.api(self.first_admin).post(
            f"/editions/{NEXT}/participations", {"organisation_code": RENAMED, **DECREE}
        )
        self.claim = committee.post(f"/participations/{claim['id']}/verify", {"expected_version": claim["version"]})

    def rename_and_merge(self):
        committee = self.committee()
        body = committee.get(f"/organisations/{RENAMED}")
        change = {"reason": "Peraturan Daerah 1/2025", "since": "2025-01", "expected_version": body["version"]}
        committee.post(f"/organisations/{RENAMED}/rename", {"name": NEW_NAME, "new_code": SINCE, **change})
        body = committee.get(f"/organisations/{MERGED}")
        change = {**change, "expected_version": body["version"]}
        committee.post(f"/organisations/{MERGED}/merge", {"successor_code": SUCCESSOR, **change})
        for code, now in ((RENAMED, SINCE), (MERGED, SUCCESSOR)):
            assert self.fest.api().get(f"/organisations/{code}")["code"] == now
        unit = self.fest.api().get("/organisations/uptd-rumah-singgah")
        assert unit["parent_code"] == SUCCESSOR

    def hand_over(self):
        given = {"email": self.next_admin["email"], "expected_version": self.claim["version"], **DECREE}
        self.claim = self.committee().post(f"/participations/{self.claim['id']}/hand-over", given)
        assert (self.claim["state"], self.claim["organisation"]["name"]) == ("verified", NEW_NAME)

    def enter_by_the_new_admin(self):
        fest, committee = self.fest, self.committee()
        committee.post(f"/editions/{NEXT}/lock", {"expected_version": committee.get(f"/editions/{NEXT}")["version"]})
        fest.move_clock(OPEN)
        category = fest.api().categories(NEXT)[REELS]
        work = {
            "participation_id": self.claim["id"],
            "category_id": category["id"],
            "title": "Pantai tanpa sampah",
            "description": "Video 58 detik.",
            "link": "https://video.contoh.bekasikab.go.id/reels/1",
        }
        assert fest.api(self.first_admin).refused("POST", "/entries", work)["reason"] == "PARTICIPATION_NOT_FOUND"
        admin = fest.api(self.next_admin)
        draft = admin.post("/entries", work)
        return admin.post(f"/entries/{draft['id']}/submit", {"expected_version": draft["version"]})

    def announce_the_next_one(self, work):
        fest, committee = self.fest, self.committee()
        for number in range(2):
            committee.post(f"/editions/{NEXT}/judges", {"email": fest.person("juror", number)["email"]})
        plenary = fest.person("committee", 1)["email"]
        committee.post("/accounts/roles", {"email": plenary, "role": "plenary", "edition_id": NEXT})
        judge(fest, committee, {work["id"]: MARKS["loud"]}, NEXT)
        fest.move_clock(AFTER_NEXT_CLOSE)
        category = fest.api().categories(NEXT)[REELS]
        seal_and_approve(fest, category, NEXT_ANNOUNCEMENT)
        fest.move_clock(NEXT_ANNOUNCEMENT)
        self.committee().post(f"/categories/{category['id']}/reveal")
