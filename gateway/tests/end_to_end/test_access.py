"""Every rpc and every operation without credentials, with the wrong role, with the wrong service and with forged tokens.

The lists come from the running platform, so nobody can forget one. Bodies are garbage throughout: who is refused is refused before the body
is looked at, and who is let in changes nothing.
"""

from dataclasses import dataclass

import contract
import grpc
import pytest
import stubs
from contract import GARBAGE
from surroundings import everything_stored, execute, until_quiet
from tokens import PROGRAMS, ROLES, Tokens

UNAUTHENTICATED, DENIED = grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.PERMISSION_DENIED
# A session has a role of its own to lose: it is ended by the call itself.
ENDS_ITS_SESSION = "deleteSession"
# Without a body there is nothing wrong with them: they would end what other tests have begun, and send a mail.
WITHOUT_BODY = (ENDS_ITS_SESSION, "revokeOtherSessions", "requestVerification")


@pytest.fixture(scope="module")
def rpcs(fest, tmp_path_factory):
    stubs.generate(tmp_path_factory.mktemp("stubs"))
    return contract.rpcs(fest)


@pytest.fixture(scope="module")
def channels(fest):
    return {service: grpc.insecure_channel(address) for service, address in fest.endpoints["grpc"].items()}


@pytest.fixture(scope="module")
def tokens(fest):
    return Tokens(fest)


@pytest.fixture(scope="module")
def people(fest):
    """A session and the roles of its account, by name; the last one lost every role, as far as the database lets it."""
    accounts = {role: fest.person(role) for role in ("participant", "committee", "leadership", "juror", "operator")}
    accounts["plenary"] = fest.person("committee", 1)
    sessions = {name: fest.api(account) for name, account in accounts.items()}
    found = {name: (session, set(session.get("/accounts/current")["roles"])) for name, session in sessions.items()}
    nobody = fest.person("participant", 1)
    found["without a role"] = fest.api(nobody), set()
    query = "DELETE FROM account_role WHERE account_id = (SELECT id FROM account WHERE email = %s)"
    execute(fest, "registration", query, [nobody["email"]])
    return found


@pytest.fixture(scope="module")
def tried(fest, rpcs, channels, tokens, people):
    """Everybody has tried everything; what came of it."""
    until_quiet(fest)
    before = everything_stored(fest)
    codes = {}
    for rpc in rpcs:
        callers = {role: tokens.person(role) for role in ROLES}
        callers |= {f"service {program}": tokens.service(program, rpc.service) for program in PROGRAMS}
        for who, token in callers.items():
            codes[rpc, who] = contract.call_with_garbage(channels[rpc.service], rpc.path, token)
    answers = {
        (operation, who): send(session, operation)
        for operation in contract.operations(fest)
        for who, (session, _) in people.items()
        if operation.id not in WITHOUT_BODY
    }
    until_quiet(fest)
    return Tried(codes, answers, before, everything_stored(fest))


@dataclass
class Tried:
    codes: dict
    answers: dict
    before: dict
    after: dict


def test_the_services_run_every_rpc_of_the_contract(rpcs):
    compiled = {
        f"/{service.full_name}/{method.name}"
        for path in (stubs.PROTO / "fest").rglob("*.proto")
        for service in stubs.messages(path.parts[-3], path.stem).DESCRIPTOR.services_by_name.values()
        for method in service.methods
    }
    assert {rpc.path for rpc in rpcs} == compiled
    assert len(compiled) > 30


def test_no_closed_rpc_answers_without_credentials(rpcs, channels):
    for rpc in rpcs:
        code = contract.call_with_garbage(channels[rpc.service], rpc.path)
        if rpc.is_public:
            assert code not in (UNAUTHENTICATED, DENIED, grpc.StatusCode.UNIMPLEMENTED), rpc
        else:
            assert code == UNAUTHENTICATED, rpc


def test_no_rpc_lets_a_wrong_role_or_service_in(tried):
    for (rpc, who), code in tried.codes.items():
        if rpc.is_public or who in rpc.roles or who.removeprefix("service ") in rpc.services:
            assert code not in (UNAUTHENTICATED, DENIED, grpc.StatusCode.UNIMPLEMENTED), (rpc, who)
        else:
            assert code == DENIED, (rpc, who)


def test_no_rpc_takes_a_token_that_does_not_hold(rpcs, channels, tokens):
    for rpc in rpcs:
        for name, token in tokens.forged(rpc.service).items():
            assert contract.call_with_garbage(channels[rpc.service], rpc.path, token) == UNAUTHENTICATED, (rpc, name)


def test_sealed_content_is_for_announcement_alone(rpcs):
    rule, = [rpc for rpc in rpcs if rpc.path.endswith("/GetSealedContent")]
    assert (rule.is_public, rule.roles, rule.services) == (False, (), ("announcement",))


def test_no_closed_operation_answers_without_a_session(fest):
    anyone = fest.api()
    for operation in contract.operations(fest):
        answer = send(anyone, operation)
        if operation.closed:
            assert (answer.status_code, answer.json()["reason"]) == (401, "CREDENTIALS_MISSING"), operation
            assert answer.headers["WWW-Authenticate"] == "Bearer"
        else:
            assert answer.status_code not in (401, 403), operation


def test_no_closed_operation_takes_a_session_that_does_not_hold(fest):
    anyone = fest.api()
    for operation in contract.operations(fest):
        if operation.closed:
            for header in ("Bearer nonsense", "Basic dXNlcjpwYXNz"):
                answer = send(anyone, operation, headers={"Authorization": header})
                assert answer.status_code == 401, (operation, header)


def test_no_operation_lets_a_wrong_role_in(tried, rpcs, people):
    """The rule of an operation is that of the rpc behind it. They have the same names; where they do not, the table says which is which."""
    rules = {rpc.path.split("/")[-1]: set(rpc.roles) for rpc in rpcs if not rpc.is_public}
    rules |= {"Seal": rules["SealCategory"], "Approve": rules["ApproveRelease"], "Reveal": rules["RevealCategory"]}
    rules |= {"SetExampleClock": {"committee"}}
    for (operation, who), answer in tried.answers.items():
        rule = rules.get(operation.id[0].upper() + operation.id[1:])
        assert operation.closed == (rule is not None), operation
        assert answer.status_code not in (401, 500), (operation, who, answer.text)
        refused = operation.closed and not people[who][1] & rule
        assert (answer.status_code == 403) == refused, (operation, who, answer.text)
        if refused:
            assert answer.json()["reason"] == "ROLE_MISSING", operation


def test_every_closed_operation_was_refused_to_somebody(tried):
    for operation in {operation for operation, _ in tried.answers if operation.closed}:
        assert tried.answers[operation, "without a role"].status_code == 403, operation


def test_all_of_this_changed_nothing(tried):
    assert [table for table in tried.before if tried.before[table] != tried.after[table]] == []


def test_a_session_is_ended_by_its_owner_only(fest):
    person = fest.api(fest.person("juror", 2))
    ends, = [operation for operation in contract.operations(fest) if operation.id == ENDS_ITS_SESSION]
    assert ends.closed
    assert send(person, ends).status_code == 204
    assert send(person, ends).status_code == 401


def test_who_lost_every_role_ends_no_sessions(fest, people):
    ends, = [operation for operation in contract.operations(fest) if operation.id == "revokeOtherSessions"]
    session, _ = people["without a role"]
    assert send(session, ends).status_code == 403


def send(person, operation, headers=None):
    method, address = operation.method, operation.address()
    headers = {"Content-Type": "application/garbage", **(headers or {})}
    body = GARBAGE if method != "GET" else None
    return person.http.request(method, person.url.removesuffix("/api/v1") + address, data=body, headers=headers, timeout=60)
