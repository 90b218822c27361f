"""What the overlay brings besides manifests does its work: secrets.sh, the databases' script, the broker's users. Tried with the built programs."""

import re
import socket
import subprocess
import tempfile
from pathlib import Path

import drawing
import pytest
import surroundings
from manifests import one
from surroundings import Machine, streams, wait_for

SERVICES = [program for program in drawing.PROGRAMS if program != "gateway"]


@pytest.fixture(scope="module")
def machine(minimal):
    # Not pytest's own folder, into which PostgreSQL's user may not look.
    with tempfile.TemporaryDirectory() as folder, surroundings.machine(Path(folder), minimal) as running:
        yield running


def sql(machine: Machine, program: str, key: str, statement: str, database: str | None = None) -> str:
    """The answer, or what PostgreSQL says against it."""
    url = machine.here(machine.secrets[program][key].decode())
    if database:
        url = url.rpartition("/")[0] + f"/{database}"
    command = [surroundings.postgres_programs() / "psql", "--no-psqlrc", "--tuples-only", "--no-align", "--command", statement, url]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.stdout + done.stderr


def publish(machine: Machine, program: str, subject: str) -> str:
    """What the broker says to a message of this program's user."""
    password = machine.secrets["nats"][program].decode()
    host, port = machine.place("nats:4222").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection, connection.makefile() as lines:
        lines.readline()
        login = f'CONNECT {{"user":"{program}","pass":"{password}","verbose":false}}'
        connection.sendall(f"{login}\r\nPUB {subject} 0\r\n\r\nPING\r\n".encode())
        return lines.readline().strip()


def durables() -> set[str]:
    """The consumers that the source names: those of the services, and those that each service's audit is kept by."""
    sources = [*drawing.ROOT.glob("services/*/src/consumers/*.rs"), drawing.ROOT / "crates/eventing/src/audit/keep.rs"]
    # By convention a consumer's name begins with its service.
    name = re.compile(rf'"((?:{"|".join(SERVICES)})-[a-z-]+)"')
    found = {found for path in sources for found in name.findall(path.read_text())}
    assert found
    return found


def told() -> set[tuple[str, str]]:
    """Each subject with each service that consumes it, by the table of events in ARCHITECTURE.md."""
    rows = re.findall(r"^\| `(fest\.\S+)` \|.*\|(.*)\|$", (drawing.ROOT / "ARCHITECTURE.md").read_text(), re.MULTILINE)
    found = {(subject, service.strip()) for subject, services in rows for service in services.split(",") if service.strip()}
    assert found
    return found


def consumers(machine: Machine) -> list[dict]:
    return [consumer for stream in streams(machine) for consumer in stream.get("consumer_detail") or []]


def test_the_script_makes_exactly_the_listed_secrets(machine):
    made = {(name, key) for name, data in machine.secrets.items() for key in data}
    assert made == drawing.secrets()


def test_the_script_makes_other_secrets_each_time(machine):
    again = surroundings.made_secrets()
    assert all(again[name][key] != value for name, data in machine.secrets.items() for key, value in data.items())


def test_every_program_makes_its_stream_and_its_consumers_with_the_rights_of_its_user(machine):
    def made() -> tuple[set, set]:
        return {stream["name"] for stream in streams(machine)}, {consumer["name"] for consumer in consumers(machine)}

    wanted = {f"FEST_{service.upper()}" for service in SERVICES}, durables()
    wait_for(f"all of {wanted}", lambda: all(are >= should for are, should in zip(made(), wanted, strict=True)))
    assert made() == wanted
    assert "Violation" not in machine.log("nats")


def test_the_table_of_events_says_who_consumes_each(machine):
    wait_for("every consumer", lambda: {consumer["name"] for consumer in consumers(machine)} == durables())
    # By convention a consumer's name begins with its service.
    taken = {(consumer["config"]["filter_subject"], consumer["name"].split("-")[0]) for consumer in consumers(machine)}
    assert taken == told()


def test_a_dead_letter_is_put_back_with_the_rights_of_its_consumer_s_own_users(machine):
    insert = """INSERT INTO dead_letter (id, consumer, subject, headers, payload, reason, detail, attempts, died_at)
        VALUES (gen_random_uuid(), 'scoring-edition-locked', 'fest.registration.edition.locked.v1', '{}', 'noise', 'PLANTED', '', 0, now())"""
    assert sql(machine, "scoring", "database-url", insert).strip() == "INSERT 0 1"
    surroundings.run_program(machine, one(machine.objects, "Deployment", "scoring"), "redrive", "scoring-edition-locked")
    # It is as unreadable as before: its consumer has looked at it and made a new letter of it.
    ended = "SELECT reason FROM dead_letter WHERE (redriven_at IS NULL) = (reason <> 'PLANTED') AND due_at IS NULL ORDER BY died_at"
    wait_for("its end", lambda: sql(machine, "scoring", "database-url", ended).split() == ["PLANTED", "EVENT_ID_UNREADABLE"])


@pytest.mark.parametrize("program", SERVICES)
def test_a_program_adds_to_its_audit_and_changes_nothing_in_it(program, machine):
    for statement in ("UPDATE audit_row SET actor = 'anonymous'", "DELETE FROM audit_row", "DELETE FROM audit_checkpoint"):
        assert "permission denied for table audit_" in sql(machine, program, "database-url", statement)


@pytest.mark.parametrize("program", SERVICES)
def test_a_program_publishes_its_own_events_alone(program, machine):
    assert publish(machine, program, f"fest.{program}.nothing") == "PONG"
    for other in set(SERVICES) - {program}:
        assert "Permissions Violation" in publish(machine, program, f"fest.{other}.nothing")
        assert "Permissions Violation" in publish(machine, program, f"$JS.API.STREAM.PURGE.FEST_{other.upper()}")


@pytest.mark.parametrize("program", SERVICES)
def test_the_data_role_writes_rows_and_changes_no_table(program, machine):
    assert sql(machine, program, "database-url", "SELECT count(*) FROM outbox").strip().isdigit()
    assert sql(machine, program, "database-url", "DELETE FROM inbox").strip() == "DELETE 0"
    assert "permission denied" in sql(machine, program, "database-url", "CREATE TABLE mine ()")
    assert "must be owner" in sql(machine, program, "database-url", "DROP TABLE outbox")
    assert sql(machine, program, "database-owner-url", "SELECT count(*) FROM outbox").strip().isdigit()


@pytest.mark.parametrize("key", ["database-url", "database-owner-url"])
@pytest.mark.parametrize("program", SERVICES)
def test_no_role_opens_another_database(program, key, machine):
    for other in [*set(SERVICES) - {program}, "postgres", "template1"]:
        assert "permission denied for database" in sql(machine, program, key, "SELECT 1", other)
