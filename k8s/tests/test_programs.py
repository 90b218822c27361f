"""The manifests against the built programs: what they read is what they get."""

import copy

import pytest
from binaries import help_of
from drawing import PROGRAMS
from manifests import Object, containers, name_of, one, pod, programs, variables

# Read by OpenTelemetry itself, and what it is put together from.
OF_OTHERS = {"OTEL_RESOURCE_ATTRIBUTES", "POD_NAME", "POD_UID", "POD_NODE"}


def misunderstandings(program: str, objects: list[Object]) -> list[str]:
    known = help_of(program)
    wanted = {name for name, variable in known.items() if variable.required}
    found = []
    for container in containers(one(objects, "Deployment", program)):
        given = {name for name, _ in variables(container, objects)}
        found += [f"{container['name']} lacks {name}" for name in wanted - given]
        found += [f"{container['name']} is given {name}" for name in given - set(known) - OF_OTHERS]
    return found


def connections(objects: list[Object]) -> int:
    """At most, while a new version of everything rolls out: each pool, the connection that listens, and the migrations."""
    total = 0
    for program in programs(objects):
        known = help_of(name_of(program))
        size = known.get(f"{name_of(program).upper()}_DATABASE_POOL_SIZE")
        if size:
            [container] = pod(program)["containers"]
            given = dict(variables(container, objects)).get(f"{name_of(program).upper()}_DATABASE_POOL_SIZE", {})
            pool = int(given.get("value", size.default))
            surge = program["spec"]["strategy"]["rollingUpdate"]["maxSurge"]
            total += (program["spec"]["replicas"] + surge) * (pool + 1) + 1
    return total


def most_connections(objects: list[Object]) -> int:
    [container] = containers(one(objects, "StatefulSet", "postgres"))
    [flag] = [arg for arg in container["args"] if arg.startswith("--max_connections=")]
    return int(flag.partition("=")[2])


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_gets_what_it_reads_and_nothing_else(program, minimal):
    assert misunderstandings(program, minimal) == []


def test_a_variable_that_is_missing_or_unknown_is_found(minimal):
    spoiled = copy.deepcopy(minimal)
    [container] = pod(one(spoiled, "Deployment", "submission"))["containers"]
    container["env"][-1]["name"] = "SUBMISSION_NATS_ADDRESS"
    found = misunderstandings("submission", spoiled)
    assert found == ["program lacks SUBMISSION_NATS_URL", "program is given SUBMISSION_NATS_ADDRESS"]


def test_all_connections_fit_into_four_fifths_of_what_postgresql_takes(minimal):
    assert 0 < connections(minimal) <= 0.8 * most_connections(minimal)


def test_the_sum_sees_more_replicas(minimal):
    spoiled = copy.deepcopy(minimal)
    one(spoiled, "Deployment", "submission")["spec"]["replicas"] = 3
    assert connections(spoiled) > 0.8 * most_connections(spoiled)
