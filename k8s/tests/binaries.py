"""The built programs, which `make test` has made before these tests."""

import re
import subprocess
from dataclasses import dataclass
from os import environ
from pathlib import Path

from drawing import ROOT

FOLDER = Path(environ.get("FEST_BINARIES", ROOT / "target/debug"))


def binary(program: str) -> Path:
    path = FOLDER / program
    assert path.is_file(), f"{path} is missing: cargo build --workspace --all-targets"
    return path


@dataclass(frozen=True)
class Variable:
    required: bool
    default: str | None


def help_of(program: str) -> dict[str, Variable]:
    """The variables that `--help` lists."""
    text = subprocess.run([binary(program), "--help"], check=True, capture_output=True, text=True).stdout
    entries = re.findall(r"^  ([A-Z][A-Z0-9_]+)( \(required\))?\n      (.*)$", text, re.M)
    assert entries, f"{program} --help lists no variable"
    default = {name: re.search(r"\[default: (.*)\]$", about) for name, _, about in entries}
    return {name: Variable(bool(required), default[name] and default[name][1]) for name, required, _ in entries}
