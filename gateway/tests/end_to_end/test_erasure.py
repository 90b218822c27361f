"""Somebody who is erased is nowhere by name or address any more: not in a database, an outbox, a stream, a log or a file."""

from running import EDITION, new_person
from surroundings import SERVICES, as_text, messages, rows, tables, until_chained, until_quiet

NAME = "Zubaidah Zainuddin"
NOMINATED = "Yohanes Yudistira"
# With its salt a hash in the audit could be tried on the name.
SALTS = "SELECT number FROM audit_salt JOIN audit_row USING (number) WHERE actor = %s"
REELS = "reels-perangkat-daerah"
# What is said in logs with every request, and says who nobody.
ORGANISATION = "pd-dinas-pariwisata"


def test_who_is_erased_is_in_no_database_no_stream_no_log_and_no_file(fest):
    account = {**new_person(NAME), "email": "zubaidah.zainuddin@contoh.bekasikab.go.id"}
    fest.api().post("/accounts", account)
    own = fest.api(account)
    live_in_public(fest, own, account)
    until_quiet(fest)
    words = ["zubaidah", "zainuddin", "yohanes", "yudistira"]
    assert {word for word in words if found(fest, word)} == set(words), "nobody would be missed"
    assert any(place.startswith("files/") for place in found(fest, "zubaidah")), "the scan is not looked for where it lies"
    until_chained(fest)
    by = f"person:{own.get('/accounts/current')['id']}"
    assert rows(fest, "registration", SALTS, [by]), "no row of the audit would lose its salt"

    kept = own.get("/accounts/current/export")
    assert kept["account"][0]["email"] == account["email"]
    erased, person = own.get(f"/editions/{EDITION}/persons")["persons"]
    assert (erased["state"], erased["name"]) == ("erased", "")
    assert own.get("/persons/export", params={"person": person["id"]})["person"]["name"] == NOMINATED
    own.post(f"/persons/{person['id']}/erase", {"expected_version": person["version"]})
    wrong = own.refused("POST", "/accounts/current/erase", {"password": "bukan kata sandi ini"})
    assert wrong["reason"] == "CREDENTIALS_WRONG"
    own.post("/accounts/current/erase", {"password": account["password"]})

    assert own.refused("GET", "/accounts/current")["reason"] == "SESSION_INVALID"
    until_quiet(fest)
    until_chained(fest)
    assert not rows(fest, "registration", SALTS, [by])
    assert rows(fest, "registration", "SELECT number FROM audit_row WHERE actor = %s", [by])
    assert {word: places for word in words if (places := found(fest, word))} == {}


def live_in_public(fest, own, account):
    """Claims, is verified, judges, enters a work, declares a channel, nominates: the name gets wherever a name can get."""
    committee = fest.api(fest.person("committee"))
    decree = {"decree_number": "800/17/2024", "decree_date": "2024-02-05", "decree_signer": f"Kepala Dinas, dr. {NAME.upper()}, M.Kes"}
    scan = own.upload("decree", f"SK {NAME}.pdf", f"%PDF-1.7 Menunjuk Saudari {NAME} sebagai admin.".encode())
    claim = own.post(f"/editions/{EDITION}/participations", {"organisation_code": ORGANISATION, "decree_file_id": scan["id"], **decree})
    committee.post(f"/participations/{claim['id']}/verify", {"expected_version": claim["version"]})
    committee.post("/accounts/roles", {"email": account["email"], "role": "juror"})
    committee.post(f"/editions/{EDITION}/judges", {"email": account["email"]})
    category = committee.categories()[REELS]
    entry = own.post("/entries", {"participation_id": claim["id"], "category_id": category["id"]})
    content = {"title": "Satu hari di pantai", "description": "Video 58 detik.", "link": "https://video.contoh.bekasikab.go.id/1"}
    entry = own.put(f"/entries/{entry['id']}", {**content, "expected_version": entry["version"]})
    own.post(f"/entries/{entry['id']}/submit", {"expected_version": entry["version"]})
    channel = own.post("/channels", {"organisation_code": ORGANISATION, "platform": "x", "handle": "@disparbekasi"})
    why = {"expected_version": channel["version"], "reason": f"Akun ini milik {NAME}, bukan milik dinas."}
    committee.post(f"/channels/{channel['id']}/return", why)
    for name in (NAME, NOMINATED):
        nomination = {"organisation_code": ORGANISATION, "name": name, "position": "Kepala Bidang", "consent_version": 1}
        person = own.post(f"/editions/{EDITION}/persons", nomination)
        if name == NAME:
            own.post(f"/persons/{person['id']}/erase", {"expected_version": person["version"]})


def found(fest, word):
    """Where a word is, whatever its capitals."""
    places = []
    for service in SERVICES:
        for name, content in tables(fest, service).items():
            if any(word in as_text(value).lower() for row in content for value in row.values()):
                places.append(f"{service}.{name}")
    for stream, kept in messages(fest).items():
        if any(word in f"{message.subject} {message.headers} {as_text(message.payload)}".lower() for message in kept):
            places.append(stream)
    for path in [*fest.folder.glob("*.log"), *fest.data.rglob("*.log")]:
        if word in path.read_text(errors="replace").lower():
            places.append(path.name)
    # Streams on the disk, and whatever else lies there. PostgreSQL's own files are asked for through it; a mail that was sent lies with its recipient.
    for path in fest.data.rglob("*"):
        if path.is_file() and {"postgres", "mail"}.isdisjoint(path.relative_to(fest.data).parts) and word.encode() in path.read_bytes().lower():
            places.append(str(path.relative_to(fest.data)))
    return places
