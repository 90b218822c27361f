"""`fest up` as a test sees it: its address, its example people, its clock."""

import json
import os
import pathlib
import signal
import socket
import subprocess
import threading
import uuid

import requests

ROOT = pathlib.Path(__file__).resolve().parents[3]
# `make soak` measures the release.
BINARY = pathlib.Path(os.environ.get("FEST", ROOT / "target" / "debug" / "fest"))
EDITION = "diskom-fest-2024"
# Times of the example edition, in WIB.
AFTER_CLOSE = "2024-10-31T08:00:00+07:00"
ANNOUNCEMENT = "2024-11-14T19:30:00+07:00"
LAPOR_COUNTS = ROOT / "services" / "submission" / "data" / "lapor-counts-example.csv"
START_SECONDS = 120
STOP_SECONDS = 60


class Fest:
    """One running folder. Leaving the block stops it and demands exit 0."""

    def __init__(self, folder, arguments=(), environment=None):
        self.folder = pathlib.Path(folder)
        self.data = self.folder / "data"
        self.arguments = arguments
        self.environment = environment or {}

    def __enter__(self):
        self.start()
        return self

    def start(self):
        self.port = free_port()
        self.log = open(self.folder / "fest.log", "ab")
        self.process = subprocess.Popen(
            [BINARY, "up", "--data-dir", self.data, "--port", str(self.port), *self.arguments],
            stdout=subprocess.PIPE,
            stderr=self.log,
            env={**os.environ, **self.environment},
        )
        watchdog = threading.Timer(START_SECONDS, self.process.kill)
        watchdog.start()
        line = self.process.stdout.readline().decode().strip()
        watchdog.cancel()
        assert line == f"ready http://127.0.0.1:{self.port}", f"{line!r}\n{self.tail()}"
        self.url = f"http://127.0.0.1:{self.port}"
        self.endpoints = json.loads((self.data / "endpoints.json").read_text())
        accounts = self.data / "example-accounts.json"
        self.accounts = json.loads(accounts.read_text()) if accounts.exists() else []

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(STOP_SECONDS)
        self.log.close()
        assert code == 0, self.tail()

    def kill_and_start(self):
        """What a power cut does, short of the disk."""
        self.process.kill()
        self.process.wait(STOP_SECONDS)
        self.log.close()
        self.start()

    def run_once(self, *arguments):
        """The end of a start that must be refused while the folder is in use or wrong."""
        command = [BINARY, "up", "--data-dir", self.data, "--port", str(free_port()), *arguments]
        return subprocess.run(command, capture_output=True, timeout=START_SECONDS)

    def __exit__(self, kind, *_):
        if self.process.poll() is None:
            self.stop()
        elif kind is None:
            raise AssertionError(f"ended by itself with {self.process.returncode}\n{self.tail()}")

    def tail(self):
        return "\n".join((self.folder / "fest.log").read_text(errors="replace").splitlines()[-30:])

    def person(self, role, number=0):
        """The example account of a role."""
        return [account for account in self.accounts if account["role"] == role][number]

    def api(self, account=None):
        """The JSON API, logged in where an account is given."""
        return Api(self.url, account)

    def move_clock(self, now):
        self.api(self.person("committee")).post("/example/clock", {"now": now})


class Api:
    """Calls of the JSON API that must go well; `refused` for those that must not."""

    def __init__(self, url, account=None):
        self.url = url + "/api/v1"
        self.http = requests.Session()
        self.password = None
        if account:
            self.password = account["password"]
            credentials = {"email": account["email"], "password": account["password"]}
            token = self.post("/sessions", credentials)["token"]
            self.http.headers["Authorization"] = f"Bearer {token}"

    def send(self, method, path, body=None, **options):
        if body is not None:
            options["json"] = body
        return self.http.request(method, self.url + path, timeout=60, **options)

    def call(self, method, path, body=None, **options):
        response = self.send(method, path, body, **options)
        assert response.ok, f"{method} {path}: {response.status_code} {response.text}"
        return response.json() if response.content else None

    def get(self, path, **options):
        return self.call("GET", path, **options)

    def post(self, path, body=None, **options):
        return self.call("POST", path, body, **options)

    def put(self, path, body=None, **options):
        return self.call("PUT", path, body, **options)

    def csv(self, path, content):
        return self.post(path, data=content, headers={"Content-Type": "text/csv"})

    def upload(self, purpose, name, content):
        """Hands a file in: its bytes are the body."""
        return self.post("/files", data=content, params={"purpose": purpose, "name": name})

    def refused(self, method, path, body=None, **options):
        """The problem of a call that must be refused."""
        response = self.send(method, path, body, **options)
        assert 400 <= response.status_code < 500, f"{response.status_code} {response.text}"
        assert response.headers["Content-Type"] == "application/problem+json"
        problem = response.json()
        assert problem["status"] == response.status_code
        return problem

    def categories(self, edition=EDITION):
        rows = self.get(f"/editions/{edition}/categories", params={"page_size": 200})["categories"]
        return {row["code"]: row for row in rows}


def new_person(name):
    """Somebody who is about to sign up."""
    return {
        "email": f"{name.lower().replace(' ', '.')}.{uuid.uuid4().hex[:8]}@contoh.bekasikab.go.id",
        "password": uuid.uuid4().hex,
        "display_name": name,
    }


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
