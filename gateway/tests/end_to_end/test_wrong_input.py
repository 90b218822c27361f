"""Wrong input gets a named reason and field, a 4xx and the matching gRPC code, and changes nothing: not one row of any database."""

import uuid
from contextlib import contextmanager
from dataclasses import dataclass

import contract
import grpc
import pytest
import stubs
from google.protobuf.timestamp_pb2 import Timestamp
from running import AFTER_CLOSE, EDITION
from surroundings import everything_stored, until_quiet
from test_story_api import enter
from test_story_grpc import new_id

DECREE = {"decree_number": "800/19/2024", "decree_date": "2024-02-05", "decree_signer": "Kepala Dinas"}
LAPOR_HEADER = "organisation_code,received,resolved,in_process,not_followed_up\n"
REGISTRY_HEADER = "code,name,kind,parent_code,district,source\n"
NEW_CATEGORY_FIELDS = ("code", "name", "name_en", "field", "subject", "intake", "levels", "places")
TIMELINE = {
    "monitoring_starts_at": "2025-01-01T00:00:00+07:00",
    "opens_at": "2025-10-01T00:00:00+07:00",
    "closes_at": "2025-10-30T00:00:00+07:00",
    "announces_at": "2025-11-14T00:00:00+07:00",
}


@dataclass
class Stage:
    """What the mistakes are made with: made once, right."""

    committee: object
    admin: object
    juror: object
    entry: dict
    draft: dict
    assignment: dict
    categories: dict
    draft_category: dict
    services: dict  # by role, with access tokens


@pytest.fixture(scope="module")
def stage(fest, tmp_path_factory):
    stubs.generate(tmp_path_factory.mktemp("stubs"))
    committee = fest.api(fest.person("committee"))
    categories = committee.categories()
    entry = enter(fest, committee, categories["reels-perangkat-daerah"], "pd-dinas-pariwisata", "Jalan baru")
    admin = fest.api(fest.person("participant"))
    mine = admin.get(f"/editions/{EDITION}/participations")["participations"][0]
    draft = {"participation_id": mine["id"], "category_id": categories["reels-perangkat-daerah"]["id"]}
    draft = admin.post("/entries", {**draft, "title": "Konsep"})
    judge_id = committee.get(f"/editions/{EDITION}/judges")["judges"][0]["id"]
    assignment = committee.post(f"/entries/{entry['id']}/assignments", {"judge_id": judge_id})
    committee.post("/editions", {"id": "diskom-fest-2025", "name": "Diskom Fest 2025", "year": 2025, "timeline": TIMELINE})
    category = {key: categories["reels-perangkat-daerah"][key] for key in NEW_CATEGORY_FIELDS}
    path = "/editions/diskom-fest-2025/categories"
    draft_category, other = (committee.post(path, {**category, "code": code}) for code in ("reels", "reels-lain"))
    committee.post(f"/categories/{other['id']}/rubric", {"criteria": criteria(tema="0.5", teknis="0.5")})
    juror = fest.api(fest.person("juror"))
    services = {role: stubs.logged_in(fest, fest.person(role)) for role in ("committee", "participant", "juror")}
    return Stage(committee, admin, juror, entry, draft, assignment, categories, draft_category, services)


@contextmanager
def nothing_changes(fest):
    until_quiet(fest)
    before = everything_stored(fest)
    yield
    until_quiet(fest)
    after = everything_stored(fest)
    assert [table for table in before if before[table] != after[table]] == []


def criteria(**weights):
    scale = {"minimum": "0", "maximum": "100"}
    return [
        {"code": code, "name": code, "name_en": code, "weight": weight, "juror": scale}
        for code, weight in weights.items()
    ]


def refused(person, method, path, body=None, **options):
    """Status, reason, and what is said of which field."""
    problem = person.refused(method, path, body, **options)
    assert problem["trace_id"] and problem["detail"]
    fields = {violation["field"]: violation["reason"] for violation in problem.get("violations", [])}
    return problem["status"], problem["reason"], fields


def refused_csv(person, path, content):
    return refused(person, "POST", path, data=content, headers={"Content-Type": "text/csv"})


def test_a_bad_row_of_a_csv_file_is_named_and_none_is_loaded(fest, stage):
    path = f"/categories/{stage.categories['lapor-perangkat-daerah']['id']}/lapor-counts"
    good = "pd-dinas-kesehatan,10,5,3,2\n"
    with nothing_changes(fest):
        for rows, expected in [
            (good + "pd-dinas-sosial,many,5,3,2\n", {"row 3: received"}),
            (good + "pd-tidak-ada,10,5,3,2\n", {"row 3: organisation_code"}),
            (good + "pd-dinas-sosial,10,9,9,9\npd-dinas-sosial,1,x,0,0\n", {"row 4: resolved"}),
        ]:
            status, reason, fields = refused_csv(stage.committee, path, LAPOR_HEADER + rows)
            assert (status, reason) == (422, "ROWS_INVALID")
            assert expected <= set(fields), fields
        assert refused_csv(stage.committee, path, "organisation,received\n")[:2] == (422, "HEADER_WRONG")
        assert refused_csv(stage.committee, path, b"\xff\xfe")[:2] == (422, "FILE_NOT_UTF8")
        assert refused_csv(stage.committee, path, b"")[:2] == (422, "FILE_EMPTY")


def test_a_bad_row_of_the_registry_is_named_and_none_is_loaded(fest, stage):
    good = "pd-dinas-baru,Dinas Baru,perangkat_daerah,,,contoh\n"
    bad = "pd-tanpa-nama,,perangkat_daerah,,,contoh\n"
    file = stage.committee.upload("import", "daftar.csv", REGISTRY_HEADER + good + bad)
    with nothing_changes(fest):
        answer = refused(stage.committee, "POST", "/organisation-imports", {"file_id": file["id"]})
        assert answer == (422, "ROWS_INVALID", {"row 3: name": "NAME_MISSING"})
        imports = stubs.messages("registration", "organisation_import")
        request = imports.ImportOrganisationsRequest(request_id=new_id(), file_id=file["id"])
        services = stage.services["committee"]
        refusal = contract.refusal(services.organisation_import.ImportOrganisations, request)
        assert (refusal.code, refusal.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "ROWS_INVALID")
        assert refusal.violations == {"row 3: name": "NAME_MISSING"}


def test_an_unknown_field_is_named(fest, stage):
    claim = {"organisation_code": "pd-dinas-sosial", **DECREE, "decree_nummer": "17"}
    with nothing_changes(fest):
        answer = refused(stage.admin, "POST", f"/editions/{EDITION}/participations", claim)
        assert answer == (422, "FIELD_UNKNOWN", {"decree_nummer": "FIELD_UNKNOWN"})


def test_a_missing_field_and_a_wrong_type_are_named(fest, stage):
    path = f"/entries/{stage.draft['id']}"
    with nothing_changes(fest):
        content = {"title": "Konsep", "description": "", "link": ""}
        assert refused(stage.admin, "PUT", path, content) == (422, "FIELD_MISSING", {"expected_version": "FIELD_MISSING"})
        wrong = refused(stage.admin, "PUT", path, {**content, "expected_version": "one"})
        assert wrong == (422, "FIELD_INVALID", {"expected_version": "FIELD_INVALID"})
        broken = refused(stage.admin, "PUT", path, data=b"{", headers={"Content-Type": "application/json"})
        assert broken == (400, "JSON_INVALID", {})


def test_weights_that_do_not_sum_to_one_are_refused(fest, stage):
    path = f"/categories/{stage.draft_category['id']}/rubric"
    almost = {"criteria": criteria(tema="0.5", teknis="0.4999999999")}
    with nothing_changes(fest):
        answer = refused(stage.committee, "POST", path, almost)
        assert answer == (422, "WEIGHTS_NOT_ONE", {"criteria": "WEIGHTS_NOT_ONE"})


def test_a_mark_outside_the_scale_is_refused_without_being_repeated(fest, stage):
    path = f"/assignments/{stage.assignment['id']}/sheet"
    sheet = {"expected_version": stage.assignment["version"], "marks": {"tema": "100.0001"}, "comment": ""}
    with nothing_changes(fest):
        answer = refused(stage.juror, "PUT", path, sheet)
        assert answer == (422, "MARK_OUTSIDE_SCALE", {"marks.tema": "MARK_OUTSIDE_SCALE"})
        for mark, field, reason in [
            ({"aturan": "90", "tema": "ninety"}, "marks.tema", "NUMBER_INVALID"),
            ({"rasa": "90"}, "marks.rasa", "CRITERION_UNKNOWN"),
        ]:
            answer = refused(stage.juror, "PUT", path, {**sheet, "marks": mark})
            assert answer == (422, reason, {field: reason})
        problem = stage.juror.send("PUT", path, sheet)
        assert "100.0001" not in problem.text


def test_a_mark_outside_the_scale_is_refused_by_grpc(fest, stage):
    sheets = stubs.messages("scoring", "sheet")
    request = sheets.SaveSheetRequest(
        request_id=new_id(),
        assignment_id=stage.assignment["id"],
        expected_version=stage.assignment["version"],
        marks=[sheets.Mark(criterion_code="tema", value={"value": "-1"})],
    )
    with nothing_changes(fest):
        refusal = contract.refusal(stage.services["juror"].sheet.SaveSheet, request)
        assert (refusal.code, refusal.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "MARK_OUTSIDE_SCALE")
        assert refusal.violations == {"marks[0].value": "MARK_OUTSIDE_SCALE"}


def test_a_stale_version_is_refused(fest, stage):
    content = {"title": "Konsep", "description": "", "link": "", "expected_version": stage.draft["version"] + 7}
    with nothing_changes(fest):
        answer = refused(stage.admin, "PUT", f"/entries/{stage.draft['id']}", content)
        assert answer == (409, "VERSION_STALE", {"expected_version": "VERSION_STALE"})
        sheet = {"expected_version": 99, "marks": {"tema": "90"}, "comment": ""}
        answer = refused(stage.juror, "PUT", f"/assignments/{stage.assignment['id']}/sheet", sheet)
        assert answer == (409, "VERSION_STALE", {"expected_version": "VERSION_STALE"})
        answer = refused(stage.committee, "POST", "/editions/diskom-fest-2025/lock", {"expected_version": 99})
        assert answer == (409, "VERSION_STALE", {"expected_version": "VERSION_STALE"})


def test_a_stale_version_is_refused_by_grpc(fest, stage):
    entries = stubs.messages("submission", "entry")
    request = entries.SubmitEntryRequest(request_id=new_id(), entry_id=stage.draft["id"], expected_version=99)
    with nothing_changes(fest):
        refusal = contract.refusal(stage.services["participant"].entry.SubmitEntry, request)
        assert (refusal.code, refusal.reason) == (grpc.StatusCode.ABORTED, "VERSION_STALE")
        assert refusal.violations == {"expected_version": "VERSION_STALE"}


def test_a_request_id_used_again_with_another_body_is_refused(fest, stage):
    key = {"Idempotency-Key": str(uuid.uuid4())}
    path = f"/editions/{EDITION}/participations"
    first = {"organisation_code": "pd-dinas-pendidikan", **DECREE}
    made = stage.admin.post(path, first, headers=key)
    with nothing_changes(fest):
        assert stage.admin.post(path, first, headers=key) == made
        answer = refused(stage.admin, "POST", path, {**first, "organisation_code": "pd-dinas-sosial"}, headers=key)
        assert answer == (409, "REQUEST_ID_REUSED", {"Idempotency-Key": "REQUEST_ID_REUSED"})
        broken = refused(stage.admin, "POST", path, first, headers={"Idempotency-Key": "again"})
        assert broken == (422, "REQUEST_ID_INVALID", {"Idempotency-Key": "REQUEST_ID_INVALID"})


def test_a_request_id_used_again_with_another_body_is_refused_by_grpc(fest, stage):
    editions = stubs.messages("registration", "edition")
    services = stage.services["committee"]
    moment = Timestamp(seconds=1767225600)
    later = [Timestamp(seconds=moment.seconds + 86400 * days) for days in (1, 2, 3)]
    timeline = editions.Timeline(monitoring_starts_at=moment, opens_at=later[0], closes_at=later[1], announces_at=later[2])
    request = editions.CreateEditionRequest(request_id=new_id(), id="diskom-fest-2026", name="2026", year=2026, timeline=timeline)
    made = services.edition.CreateEdition(request).edition
    with nothing_changes(fest):
        assert services.edition.CreateEdition(request).edition == made
        request.name = "Another name"
        refusal = contract.refusal(services.edition.CreateEdition, request)
        assert (refusal.code, refusal.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "REQUEST_ID_REUSED")
        assert refusal.violations == {"request_id": "REQUEST_ID_REUSED"}
        request.request_id = ""
        refusal = contract.refusal(services.edition.CreateEdition, request)
        assert (refusal.code, refusal.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "REQUEST_ID_MISSING")


def test_a_late_entry_is_refused(fest, stage):
    """Last, because the clock never goes back."""
    fest.move_clock(AFTER_CLOSE)
    content = {
        "title": "Terlambat",
        "description": "Satu menit terlalu lambat.",
        "link": "https://video.contoh.bekasikab.go.id/reels/59",
        "expected_version": stage.draft["version"],
    }
    version = {"expected_version": stage.draft["version"]}
    with nothing_changes(fest):
        for method, path, body in [
            ("PUT", f"/entries/{stage.draft['id']}", content),
            ("POST", f"/entries/{stage.draft['id']}/submit", version),
            ("POST", "/entries", {key: stage.draft[key] for key in ("participation_id", "category_id")}),
        ]:
            assert refused(stage.admin, method, path, body)[:2] == (409, "WINDOW_CLOSED"), path
        entries = stubs.messages("submission", "entry")
        request = entries.SubmitEntryRequest(request_id=new_id(), entry_id=stage.draft["id"], **version)
        refusal = contract.refusal(stage.services["participant"].entry.SubmitEntry, request)
        assert (refusal.code, refusal.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "WINDOW_CLOSED")

