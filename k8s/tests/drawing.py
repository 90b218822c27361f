"""What k8s/README.md says, as data: the picture of who calls whom, and the table of secrets."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = ("announcement", "gateway", "registration", "scoring", "submission")
README = (ROOT / "k8s/README.md").read_text()


def calls(readme: str = README) -> set[tuple[str, str]]:
    """The arrows of the flowchart: `a & b --> c & d` are four."""
    picture = re.search(r"```mermaid\nflowchart LR\n(.*?)```", readme, re.S)
    assert picture, "k8s/README.md draws no flowchart"
    arrows = set()
    for line in picture[1].splitlines():
        callers, _, called = line.partition("-->")
        arrows |= {(a.strip(), b.strip()) for a in callers.split("&") for b in called.split("&")}
    return arrows


def secrets(readme: str = README) -> set[tuple[str, str]]:
    """Name and key of each secret: rows `| \\`name\\` | \\`key\\`, \\`key\\` | what for |`; several names share their keys."""
    listed = set()
    for names, keys in re.findall(r"^\| (`[^|]*`) \| (`[^|]*`) \|", readme, re.M):
        listed |= {(n, k) for n in re.findall(r"`([^`]+)`", names) for k in re.findall(r"`([^`]+)`", keys)}
    assert listed, "k8s/README.md lists no secret"
    return listed


def seconds(path: str, pattern: str) -> int:
    """A limit that stands in the programs' source, so that nobody can raise it past a pod's grace unseen."""
    found = re.search(pattern, (ROOT / path).read_text())
    assert found, f"{path} does not say {pattern}"
    return int(found[1])


def version() -> str:
    found = re.search(r'^version = "(.+)"$', (ROOT / "Cargo.toml").read_text(), re.M)
    assert found, "Cargo.toml names no version"
    return found[1]
