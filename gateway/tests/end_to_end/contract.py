"""The contract as lists to go through: every rpc that runs, every operation of the OpenAPI document."""

import importlib
import re
from dataclasses import dataclass

import grpc
from google.protobuf.descriptor_pool import DescriptorPool
from google.rpc import error_details_pb2, status_pb2
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase

# What no rule of ours is about.
EXEMPT = ("grpc.health.", "grpc.reflection.")
# What every service tells of itself.
EVERYWHERE = "fest.audit."
# Nothing that any request could be: not a message, not JSON, not CSV.
GARBAGE = b"\xff\xff\xff\x00\xff"


@dataclass(frozen=True)
class Rpc:
    path: str
    service: str
    is_public: bool
    roles: tuple
    services: tuple


@dataclass(frozen=True)
class Operation:
    id: str
    method: str
    path: str
    closed: bool

    def address(self):
        """Any address that belongs to it."""
        return re.sub(r"{\w+}", "00000000-0000-7000-8000-000000000000", self.path)


@dataclass(frozen=True)
class Refusal:
    code: grpc.StatusCode
    reason: str
    violations: dict  # field -> reason
    fields: tuple


def rpcs(fest):
    """Every rpc that the running services tell of by reflection."""
    access = importlib.import_module("fest.access.v1.access_pb2")
    role_names = {number: name.removeprefix("ROLE_").lower() for name, number in access.Role.items()}
    found = []
    for service, address in fest.endpoints["grpc"].items():
        with grpc.insecure_channel(address) as channel:
            database = ProtoReflectionDescriptorDatabase(channel)
            pool = DescriptorPool(database)
            for name in database.get_services():
                if name.startswith(EXEMPT) or not name.startswith((f"fest.{service}.", EVERYWHERE)):
                    continue
                for method in pool.FindServiceByName(name).methods:
                    # The pool's own option type does not know ours, so the bytes are read again.
                    options = importlib.import_module("google.protobuf.descriptor_pb2").MethodOptions
                    rule = options.FromString(method.GetOptions().SerializeToString()).Extensions[access.access]
                    roles = tuple(role_names[role] for role in rule.roles)
                    path = f"/{name}/{method.name}"
                    found.append(Rpc(path, service, rule.is_public, roles, tuple(rule.services)))
    return found


def operations(fest):
    document = fest.api().http.get(fest.url + "/api/openapi.json").json()
    return [
        Operation(operation["operationId"], method.upper(), path, bool(operation.get("security")))
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in ("get", "post", "put", "patch", "delete")
    ]


def refusal(call, *arguments, **options):
    """What an rpc that must be refused is refused with."""
    try:
        call(*arguments, **options)
    except grpc.RpcError as error:
        details = dict(error.trailing_metadata() or ()).get("grpc-status-details-bin", b"")
        return read_refusal(error.code(), status_pb2.Status.FromString(details))
    raise AssertionError("it was not refused")


def read_refusal(code, status):
    info, bad = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
    for detail in status.details:
        for kind in (info, bad):
            detail.Unpack(kind)
    fields = tuple(violation.field for violation in bad.field_violations)
    return Refusal(code, info.reason, {name: info.metadata.get(name, info.reason) for name in fields}, fields)


def call_with_garbage(channel, path, token=None):
    """The code that an rpc answers with when it is sent what is no message."""
    call = channel.unary_unary(path)
    metadata = [("authorization", f"Bearer {token}")] if token else []
    try:
        call(GARBAGE, metadata=metadata, timeout=30)
    except grpc.RpcError as error:
        return error.code()
    return grpc.StatusCode.OK
