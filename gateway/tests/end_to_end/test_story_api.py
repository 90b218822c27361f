"""The story through the JSON API alone: register, be verified, submit, score, seal, approve, reveal."""

from running import AFTER_CLOSE, ANNOUNCEMENT, EDITION, LAPOR_COUNTS, new_person

MARKS = {
    "loud": {"tema": "91", "kreativitas": "88.5", "teknis": "90", "aturan": "95"},
    "quiet": {"tema": "74", "kreativitas": "79", "teknis": "70.25", "aturan": "85"},
}


def test_one_real_entry_travels_from_registration_to_announcement(fest):
    committee = fest.api(fest.person("committee"))
    category = committee.categories()["reels-perangkat-daerah"]
    winner = enter(fest, committee, category, "pd-dinas-pariwisata", "Jalan baru, warga maju")
    other = enter(fest, committee, category, "pd-dinas-sosial", "Satu hari bersama Tagana")
    judge(fest, committee, {winner["id"]: MARKS["loud"], other["id"]: MARKS["quiet"]})
    fest.move_clock(AFTER_CLOSE)
    root = seal_and_approve(fest, category)
    too_early = committee.refused("POST", f"/categories/{category['id']}/reveal")
    assert too_early["reason"] == "RELEASE_EARLY"
    public = fest.api()
    assert public.refused("GET", f"/editions/{EDITION}/results")["reason"] == "NOT_ANNOUNCED"

    fest.move_clock(ANNOUNCEMENT)
    committee.post(f"/categories/{category['id']}/reveal")

    result, = public.get(f"/editions/{EDITION}/results")["results"]
    assert result["root"] == root
    assert result["example"] is True
    first = result["winners"][0]
    assert first["place"] == 1
    assert first["title"] == "Jalan baru, warga maju"
    assert first["organisation_name"] == "Dinas Pariwisata"
    # 0.4 * 91 + 0.3 * 88.5 + 0.2 * 90 + 0.1 * 95
    assert first["total"] == "90.45"


def test_a_monitored_category_travels_from_a_file_of_ten_rows(fest):
    committee = fest.api(fest.person("committee"))
    category = committee.categories()["lapor-perangkat-daerah"]
    loaded = committee.csv(f"/categories/{category['id']}/lapor-counts", LAPOR_COUNTS.read_bytes())
    assert loaded["row_count"] == 10
    committee.post(f"/categories/{category['id']}/snapshot")
    until_decidable(committee, category)
    root = seal_and_approve(fest, category)
    committee.post(f"/categories/{category['id']}/reveal")

    results = fest.api().get(f"/editions/{EDITION}/results")["results"]
    result, = [one for one in results if one["category_code"] == "lapor-perangkat-daerah"]
    assert result["root"] == root
    assert [winner["place"] for winner in result["winners"]][0] == 1
    assert len(result["winners"]) >= category["places"]


def enter(fest, committee, category, organisation, title):
    """Somebody signs up, claims an organisation, is verified and hands a work in."""
    person = new_person(f"Admin {organisation}")
    fest.api().post("/accounts", person)
    admin = fest.api(person)
    claim = admin.post(
        f"/editions/{EDITION}/participations",
        {
            "organisation_code": organisation,
            "decree_number": "800/17/2024",
            "decree_date": "2024-02-05",
            "decree_signer": "Kepala Dinas",
        },
    )
    draft = {"participation_id": claim["id"], "category_id": category["id"]}
    assert admin.refused("POST", "/entries", draft)["reason"] == "PARTICIPATION_UNVERIFIED"
    committee.post(f"/participations/{claim['id']}/verify", {"expected_version": claim["version"]})
    entry = admin.post("/entries", draft)
    missing = admin.refused("POST", f"/entries/{entry['id']}/submit", {"expected_version": entry["version"]})
    assert {"title", "description", "link"} <= {one["field"] for one in missing["violations"]}
    content = {
        "title": title,
        "description": "Video 58 detik tentang jalan beton yang selesai tahun ini.",
        "link": "https://video.contoh.bekasikab.go.id/reels/58",
    }
    saved = admin.put(f"/entries/{entry['id']}", {**content, "expected_version": entry["version"]})
    return admin.post(f"/entries/{entry['id']}/submit", {"expected_version": saved["version"]})


def judge(fest, committee, marks, edition=EDITION):
    """Two jurors score every entry; the same marks each, so that the total can be reckoned by hand."""
    judges = committee.get(f"/editions/{edition}/judges")["judges"][:2]
    for entry in marks:
        for one in judges:
            committee.post(f"/entries/{entry}/assignments", {"judge_id": one["id"]})
    for number in range(2):
        juror = fest.api(fest.person("juror", number))
        for assignment in juror.get(f"/editions/{edition}/assignments")["assignments"]:
            path = f"/assignments/{assignment['id']}/sheet"
            sheet = juror.put(
                path,
                {
                    "expected_version": assignment["version"],
                    "marks": marks[assignment["entry_id"]],
                    "comment": "Ritme enak.",
                },
            )
            juror.post(path + "/submit", {"expected_version": sheet["version"]})


def until_decidable(committee, category, tries=200):
    """The frozen counts reach scoring by an event."""
    for _ in range(tries):
        stages = committee.get(f"/editions/{EDITION}/stages")["stages"]
        stage, = [one for one in stages if one["category_id"] == category["id"]]
        if stage["stage"] == "decidable":
            return
    raise AssertionError(f"still {stage}")


def seal_and_approve(fest, category, not_before=ANNOUNCEMENT):
    plenary = fest.api(fest.person("committee", 1))
    leadership = fest.api(fest.person("leadership"))
    seal = plenary.post(f"/categories/{category['id']}/seal")
    for person in (leadership, plenary):
        person.post(
            f"/categories/{category['id']}/approvals",
            {"root": seal["root"], "not_before": not_before, "password": person.password},
        )
    return seal["root"]
