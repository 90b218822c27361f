"""`fest audit verify` on a platform that was worked with."""

import subprocess

from running import BINARY
from surroundings import SERVICES, execute, rows, until_chained


def test_an_audit_that_nobody_touched_holds_and_a_changed_row_is_named(fest):
    until_chained(fest)
    told = verify(fest)
    assert told.returncode == 0, told.stderr
    counts = {name: int(line.split()[0]) for name, line in lines(told).items()}
    assert set(counts) == set(SERVICES)
    stored = {name: rows(fest, name, "SELECT count(*) FROM audit_row")[0]["count"] for name in SERVICES}
    assert counts == stored
    assert all(stored[name] for name in ("registration", "scoring"))

    execute(fest, "registration", "UPDATE audit_row SET actor = 'service:nobody' WHERE number = 2")
    told = verify(fest)
    assert told.returncode == 1
    assert lines(told)["registration"] == "row 2 is not what was chained"
    assert lines(told)["scoring"].startswith(f"{stored['scoring']} rows")


def verify(fest):
    return subprocess.run([BINARY, "audit", "verify", "--data-dir", fest.data], capture_output=True, text=True, check=False)


def lines(told):
    return dict(line.split(": ", 1) for line in told.stdout.splitlines() if line.split(": ")[0] in SERVICES)
