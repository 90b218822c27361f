"""What benches and soak write past the programs fits the tables: else a change of theirs shows when somebody next measures."""

import shutil
import subprocess
from pathlib import Path

import volume
from running import EDITION, ROOT

PGBENCH_DRAFTS = 3


def test_drafts_that_are_written_straight_into_the_tables_can_be_handed_in(fest):
    account = fest.person("participant")
    drafts = volume.seed(fest, account, 2)
    entry = fest.api(account).post(f"/entries/{drafts[0]}/submit", {"expected_version": 1})
    assert entry["version"] == 2


def test_the_statements_that_pgbench_is_given_are_those_of_these_tables(fest):
    volume.seed(fest, fest.person("participant"), PGBENCH_DRAFTS, kind="pgbench")
    script = ROOT / "crates" / "standalone" / "benches" / "submit.sql"
    values = ["-D", f"entries={PGBENCH_DRAFTS}", "-D", f"edition={EDITION}"]
    command = [pgbench(), "-n", "-f", script, "-t", "2", *values, fest.endpoints["postgres"]["submission"]]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "number of transactions actually processed: 2/2" in told.stdout, told.stderr


def pgbench():
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pgbench"))
    program = found[-1] if found else shutil.which("pgbench")
    assert program, "pgbench is not installed"
    return program
