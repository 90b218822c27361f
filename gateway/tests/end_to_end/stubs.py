"""A gRPC client as another agency would make it: from the `.proto` files, by grpcio-tools."""

import importlib
import pathlib
import sys

import grpc
from grpc_tools import protoc

from running import ROOT

PROTO = ROOT / "proto"


def generate(folder):
    """Compiles the contracts into `folder` and makes them importable."""
    files = sorted(str(path.relative_to(PROTO)) for path in (PROTO / "fest").rglob("*.proto"))
    include = pathlib.Path(protoc.__file__).parent / "_proto"
    arguments = [
        "protoc",
        f"-I{PROTO}",
        f"-I{include}",
        f"--python_out={folder}",
        f"--grpc_python_out={folder}",
        *files,
    ]
    assert protoc.main(arguments) == 0
    sys.path.insert(0, str(folder))


def messages(package, noun):
    return importlib.import_module(f"fest.{package}.v1.{noun}_pb2")


class Services:
    """Stubs of one caller: `services.entry.SubmitEntry(...)`."""

    NOUNS = {
        "registration": "account session edition category file organisation organisation_import participation judge second_factor",
        "submission": "entry lapor",
        "scoring": "rubric assignment sheet ranking seal",
        "announcement": "result",
    }

    def __init__(self, endpoints, token=None):
        self.metadata = [("authorization", f"Bearer {token}")] if token else []
        for package, nouns in self.NOUNS.items():
            channel = grpc.insecure_channel(endpoints["grpc"][package])
            for noun in nouns.split():
                module = importlib.import_module(f"fest.{package}.v1.{noun}_pb2_grpc")
                stub = getattr(module, f"{noun.title().replace('_', '')}ServiceStub")(channel)
                setattr(self, noun, Calls(stub, self.metadata))


class Calls:
    def __init__(self, stub, metadata):
        self.stub = stub
        self.metadata = metadata

    def __getattr__(self, rpc):
        call = getattr(self.stub, rpc)
        return lambda request: call(request, metadata=self.metadata, timeout=30)


def logged_in(fest, account):
    """Stubs with an access token of an account; it holds for five minutes."""
    session = messages("registration", "session")
    request = session.CreateSessionRequest(email=account["email"], password=account["password"])
    made = Services(fest.endpoints).session.CreateSession(request)
    return Services(fest.endpoints, made.access_token.token)
