"""Migrations of one database: diesel knows each by the characters before the first underscore, and leaves out the second of two that share them."""

import pathlib
from collections import Counter

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
SERVICES = sorted(path.name for path in (ROOT / "services").iterdir() if (path / "migrations").is_dir())
# These are run in every service's database, before its own.
SHARED = sorted((ROOT / "crates").glob("*/migrations"))


def versions(folders: list[pathlib.Path]) -> Counter[str]:
    migrations = [path.name for folder in folders for path in folder.iterdir() if path.is_dir()]
    # As diesel reads a name: "2024-10-01-000000_result" is 20241001000000.
    return Counter(name.partition("_")[0].replace("-", "") for name in migrations)


@pytest.mark.parametrize("service", SERVICES)
def test_no_two_migrations_of_a_database_share_a_number(service: str) -> None:
    own = ROOT / "services" / service / "migrations"
    found = versions([own, *SHARED])
    assert [version for version, times in found.items() if times > 1] == []


def test_the_migrations_of_all_services_are_looked_at() -> None:
    assert SERVICES == ["announcement", "registration", "scoring", "submission"]
    assert [path.parent.name for path in SHARED] == ["eventing"]


def test_two_that_share_a_number_are_found(tmp_path: pathlib.Path) -> None:
    for name in ("0013_account", "0013_audit", "0014_more"):
        (tmp_path / name).mkdir()
    assert versions([tmp_path])["0013"] == 2
