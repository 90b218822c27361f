"""What the overlay brings besides manifests does its work: secrets.sh, the databases' script, the broker's users. Tried with the built programs."""

import re
import socket
import subprocess
import tempfile
from pathlib import Path

import drawing
import pytest
import surroundings
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
    """The consumers that the services' source names."""
    sources = drawing.ROOT.glob("services/*/src/consumers/*.rs")
    found = {name for path in sources for name in re.findall(r'const NAME: &\'static str = "(.+)";', path.read_text())}
    assert found
    return found


def test_the_script_makes_exactly_the_listed_secrets(machine):
    made = {(name, key) for name, data in machine.secrets.items() for key in data}
    assert made == drawing.secrets()


def test_the_script_makes_other_secrets_each_time(machine):
    again = surroundings.made_secrets()
    assert all(again[name][key] != value for name, data in machine.secrets.items() for key, value in data.items())


def test_every_program_makes_its_stream_and_its_consumers_with_the_rights_of_its_user(machine):
    def made() -> tuple[set, set]:
        there = streams(machine)
        return {s["name"] for s in there}, {c["name"] for s in there for c in s.get("consumer_detail") or []}

    wanted = {f"FEST_{service.upper()}" for service in SERVICES}, durables()
    wait_for(f"all of {wanted}", lambda: all(are >= should for are, should in zip(made(), wanted, strict=True)))
    assert made() == wanted
    assert "Violation" not in machine.log("nats")


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
