"""One change, one trace: through the gateway, the service, its outbox and the broker, into the consumer on the other side."""

import pytest
import stubs
from collector import Collector
from pages import Browser
from running import AFTER_CLOSE, EDITION, Fest, new_person
from test_story_api import MARKS, enter, judge
from test_story_grpc import new_id

SEAL_RPC = "fest.scoring.v1.SealService/SealCategory"
SEALED = "fest.scoring.seal.sealed.v1"
VERIFY_RPC = "fest.registration.v1.ParticipationService/VerifyParticipation"
VERIFIED = "fest.registration.participation.verified.v1"


@pytest.fixture(scope="module")
def collector():
    with Collector() as receiving:
        yield receiving


@pytest.fixture(scope="module")
def fest(tmp_path_factory, collector):
    with Fest(tmp_path_factory.mktemp("fest"), environment=collector.environment) as running:
        yield running


@pytest.fixture(scope="module")
def judged(fest):
    """A category whose sheets are all in, after the end of entries."""
    committee = fest.api(fest.person("committee"))
    category = committee.categories()["reels-perangkat-daerah"]
    winner = enter(fest, committee, category, "pd-dinas-pariwisata", "Jalan baru, warga maju")
    judge(fest, committee, {winner["id"]: MARKS["loud"]})
    fest.move_clock(AFTER_CLOSE)
    return category


def test_one_trace_follows_an_rpc_of_registration_to_submission(fest, collector, tmp_path_factory):
    stubs.generate(tmp_path_factory.mktemp("stubs"))
    claim = claimed(fest)
    participation = stubs.messages("registration", "participation")
    committee = stubs.logged_in(fest, fest.person("committee"))
    request = participation.VerifyParticipationRequest(
        request_id=new_id(), participation_id=claim["id"], expected_version=claim["version"]
    )
    _, call = committee.participation.stub.VerifyParticipation.with_call(
        request, metadata=committee.metadata, timeout=30
    )

    trace = dict(call.initial_metadata())["x-trace-id"]
    spans = collector.trace(trace, VERIFY_RPC, f"send {VERIFIED}", f"process {VERIFIED}")
    rpc, sent, processed = spans[VERIFY_RPC], spans[f"send {VERIFIED}"], spans[f"process {VERIFIED}"]
    assert [(span.kind, span.parent) for span in (rpc, sent, processed)] == [
        ("server", ""),
        ("producer", rpc.id),
        ("consumer", sent.id),
    ]
    assert processed.attributes["messaging.consumer.group.name"].startswith("submission-")


def test_one_trace_follows_the_seal_to_announcement(fest, collector, judged):
    page = f"/pleno/{judged['code']}"
    answer = browser_of(fest, fest.person("committee", 1)).submit(page, f"{page}/segel")
    assert answer.status_code == 303, answer.text

    trace = answer.headers["x-trace-id"]
    route = "POST /pleno/{category}/segel"
    spans = collector.trace(trace, route, SEAL_RPC, f"send {SEALED}", f"process {SEALED}")
    gateway, scoring = spans[route], spans[SEAL_RPC]
    sent, processed = spans[f"send {SEALED}"], spans[f"process {SEALED}"]
    assert [(span.kind, span.parent) for span in (gateway, scoring, sent, processed)] == [
        ("server", ""),
        ("server", gateway.id),
        ("producer", scoring.id),
        ("consumer", sent.id),
    ]
    assert (gateway.attributes["fest.program"], scoring.attributes["fest.program"]) == ("gateway", "scoring")
    assert gateway.attributes["http.response.status_code"] == "303"
    assert scoring.attributes["rpc.response.status_code"] == "0"
    assert processed.attributes["messaging.consumer.group.name"].startswith("announcement-")
    assert sent.attributes["messaging.message.id"] == processed.attributes["messaging.message.id"]


def test_a_trace_that_began_outside_goes_on_inside(fest, collector):
    outside, parent = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"
    answer = fest.api().send("GET", "/editions", headers={"traceparent": f"00-{outside}-{parent}-01"})
    assert answer.headers["x-trace-id"] == outside
    assert collector.trace(outside, "GET /api/v1/editions")["GET /api/v1/editions"].parent == parent


def browser_of(fest, account):
    browser = Browser(fest.url)
    logged_in = browser.submit("/masuk", "/masuk", email=account["email"], password=account["password"])
    assert logged_in.status_code == 303, logged_in.text
    return browser


def claimed(fest):
    person = new_person("Admin Dinas Pendidikan")
    fest.api().post("/accounts", person)
    return fest.api(person).post(
        f"/editions/{EDITION}/participations",
        {
            "organisation_code": "pd-dinas-pendidikan",
            "decree_number": "800/18/2024",
            "decree_date": "2024-02-05",
            "decree_signer": "Kepala Dinas",
        },
    )

