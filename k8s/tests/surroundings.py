"""The overlay's PostgreSQL, NATS and programs as processes of this machine: its own scripts, settings, variables and secrets, on free ports."""

import base64
import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

import yaml
from binaries import binary
from drawing import ROOT
from manifests import Object, name_of, one, pod, programs, variables

MINIMAL = ROOT / "k8s/overlays/minimal"
Secrets = dict[str, dict[str, bytes]]


def made_secrets() -> Secrets:
    made = subprocess.run([MINIMAL / "secrets.sh"], check=True, capture_output=True, text=True).stdout
    return {
        name_of(secret): {key: base64.b64decode(value) for key, value in secret["data"].items()}
        for secret in yaml.safe_load_all(made)
        if secret
    }


def wait_for(what: str, true: Callable[[], bool], seconds: int = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, f"not within {seconds} s: {what}"
        time.sleep(0.05)


def fetch(url: str) -> bytes | None:
    try:
        with urlopen(url, timeout=5) as answer:
            return answer.read()
    except OSError:
        return None


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


@dataclass
class Machine:
    folder: Path
    objects: list[Object]
    secrets: Secrets
    running: ExitStack
    # Where `postgres:5432` and the like are here.
    places: dict[str, str] = field(default_factory=dict)

    def place(self, address: str) -> str:
        return self.places.setdefault(address, f"127.0.0.1:{free_port()}")

    def here(self, text: str) -> str:
        for address, place in self.places.items():
            text = text.replace(f"//{address}", f"//{place}").replace(f"@{address}", f"@{place}")
        return text.replace("/keys/", f"{self.folder}/keys/").replace("file:///", f"file://{self.folder}/")

    def start(self, name: str, command: list, **surroundings) -> None:
        log = self.running.enter_context((self.folder / f"{name}.log").open("wb"))
        process = subprocess.Popen(command, stdout=log, stderr=log, **surroundings)
        self.running.callback(process.wait)
        self.running.callback(process.terminate)

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text()

    def environment(self, container: Object, program: str) -> dict[str, str]:
        """What the kubelet would give to the container, and where to listen here."""
        prefix = program.upper()
        given = {"PATH": os.environ["PATH"], f"{prefix}_ADMIN_LISTEN": self.place(f"{program}:9090")}
        given[f"{prefix}_LISTEN"] = self.place(main_address(program))
        for name, entry in variables(container, self.objects):
            secret = entry.get("valueFrom", {}).get("secretKeyRef")
            value = self.secrets[secret["name"]][secret["key"]].decode() if secret else entry.get("value")
            if value is not None:
                given[name] = self.here(value.replace("/keys/", f"/keys/{program}/"))
        return given


def main_address(program: str) -> str:
    return f"{program}:8080" if program == "gateway" else f"{program}:50051"


def unprivileged(folder: Path) -> dict:
    """PostgreSQL refuses to run as root."""
    if os.getuid() != 0:
        return {}
    os.chown(folder, 65534, 65534)
    return {"user": 65534, "group": 65534, "extra_groups": []}


def postgres_programs() -> Path:
    """Debian keeps most of them off PATH."""
    initdb = shutil.which("initdb")
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin")) or [Path(initdb or "initdb").parent]
    return found[-1]


def start_postgres(machine: Machine) -> None:
    programs_of_it = postgres_programs()
    folder = machine.folder / "postgres"
    folder.mkdir()
    who = unprivileged(folder)
    passwords = machine.folder / "passwords"
    passwords.mkdir()
    for name, password in machine.secrets["postgres"].items():
        (passwords / name).write_bytes(password)
    host, port = machine.place("postgres:5432").split(":")
    common = {"check": True, "capture_output": True, "cwd": folder}
    data, initial = folder / "data", [f"--pwfile={passwords}/postgres", "--username=postgres", "--auth-host=scram-sha-256"]
    subprocess.run([programs_of_it / "initdb", "--pgdata", data, "--auth-local=trust", *initial], **common, **who)
    flags = ["-c", f"listen_addresses={host}", "-c", f"port={port}", "-c", f"unix_socket_directories={folder}"]
    [container] = pod(one(machine.objects, "StatefulSet", "postgres"))["containers"]
    machine.start("postgres", [programs_of_it / "postgres", "-D", data, *flags, *container["args"]], cwd=folder, **who)
    ask = [programs_of_it / "pg_isready", "--quiet", f"--host={host}", f"--port={port}"]
    wait_for("PostgreSQL answers", lambda: subprocess.run(ask).returncode == 0)
    surroundings = {"PGHOST": str(folder), "PGPORT": port, "POSTGRES_USER": "postgres", "PASSWORDS": str(passwords)}
    surroundings["PATH"] = f"{programs_of_it}:{os.environ['PATH']}"
    subprocess.run(["sh", MINIMAL / "postgres/databases.sh"], **common, env=os.environ | surroundings)


def nats_server() -> Path:
    """The one that the programs' own tests have fetched or found."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "diskom-fest"
    found = sorted(cache.glob("nats-server-*"))
    return found[-1] if found else Path("nats-server")


def start_nats(machine: Machine) -> None:
    text = (MINIMAL / "nats/nats.conf").read_text()
    monitor = machine.place("nats:8222")
    for there, here in [
        ("0.0.0.0:4222", machine.place("nats:4222")),
        ("0.0.0.0:8222", monitor),
        ("/data", str(machine.folder / "jetstream")),
    ]:
        assert there in text
        text = text.replace(there, here)
    (machine.folder / "nats.conf").write_text(text)
    [container] = pod(one(machine.objects, "StatefulSet", "nats"))["containers"]
    given = {
        entry["name"]: machine.secrets["nats"][entry["valueFrom"]["secretKeyRef"]["key"]].decode()
        for entry in container["env"]
    }
    machine.start("nats", [nats_server(), "--config", machine.folder / "nats.conf"], env=given)
    path = container["readinessProbe"]["httpGet"]["path"]
    wait_for("NATS is ready", lambda: fetch(f"http://{monitor}{path}") is not None)


def run_to_its_end(machine: Machine, program: str, container: Object, arguments: list[str]) -> None:
    command = [binary(program), *arguments]
    done = subprocess.run(command, env=machine.environment(container, program), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def run_program(machine: Machine, deployment: Object, *arguments: str) -> None:
    """What `kubectl exec` of the program in its running pod does."""
    [container] = pod(deployment)["containers"]
    run_to_its_end(machine, name_of(deployment), container, list(arguments))


def start_program(machine: Machine, deployment: Object) -> None:
    program, spec = name_of(deployment), pod(deployment)
    keys = machine.folder / "keys" / program
    keys.mkdir(parents=True)
    for source in spec["volumes"][0]["projected"]["sources"]:
        for item in source["secret"]["items"]:
            (keys / item["path"]).write_bytes(machine.secrets[source["secret"]["name"]][item["key"]])
    for container in spec.get("initContainers", []):
        run_to_its_end(machine, program, container, container["args"])
    [container] = spec["containers"]
    machine.start(program, [binary(program), *container["args"]], env=machine.environment(container, program))


@contextmanager
def machine(folder: Path, objects: list[Object]) -> Iterator[Machine]:
    folder.chmod(0o755)
    with ExitStack() as running:
        made = Machine(folder, objects, made_secrets(), running)
        start_postgres(made)
        start_nats(made)
        for deployment in programs(objects):
            made.place(main_address(name_of(deployment)))
        for deployment in programs(objects):
            start_program(made, deployment)
        for deployment in programs(objects):
            url = f"http://{made.place(f'{name_of(deployment)}:9090')}/readyz"
            wait_for(f"{name_of(deployment)} is ready", lambda: fetch(url) is not None)
        yield made


def streams(machine: Machine) -> list[Object]:
    answer = fetch(f"http://{machine.place('nats:8222')}/jsz?streams=true&consumers=true&config=true")
    [account] = json.loads(answer or b"{}").get("account_details") or [{}]
    return account.get("stream_detail") or []
