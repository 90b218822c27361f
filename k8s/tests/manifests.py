"""The rendered manifests, and short ways to what the rules ask of them."""

import subprocess
from collections.abc import Iterator
from typing import Any

import yaml
from drawing import PROGRAMS, ROOT

Object = dict[str, Any]
LABEL = "app.kubernetes.io/name"


def render(folder: str) -> list[Object]:
    built = subprocess.run(
        ["kubectl", "kustomize", ROOT / folder], check=True, capture_output=True, text=True
    )
    return list(yaml.safe_load_all(built.stdout))


def of_kind(objects: list[Object], *kinds: str) -> list[Object]:
    return [o for o in objects if o["kind"] in kinds]


def one(objects: list[Object], kind: str, name: str) -> Object:
    [found] = [o for o in of_kind(objects, kind) if name_of(o) == name]
    return found


def name_of(o: Object) -> str:
    return o["metadata"]["name"]


def workloads(objects: list[Object]) -> list[Object]:
    return of_kind(objects, "Deployment", "StatefulSet")


def programs(objects: list[Object]) -> list[Object]:
    return [o for o in of_kind(objects, "Deployment") if name_of(o) in PROGRAMS]


def pod(workload: Object) -> Object:
    return workload["spec"]["template"]["spec"]


def labels(workload: Object) -> dict[str, str]:
    return workload["spec"]["template"]["metadata"]["labels"]


def containers(workload: Object) -> list[Object]:
    return [*pod(workload).get("initContainers", []), *pod(workload)["containers"]]


def probes(container: Object) -> dict[str, Object]:
    return {key: container[key] for key in ("startupProbe", "readinessProbe", "livenessProbe") if key in container}


def variables(container: Object, objects: list[Object]) -> list[tuple[str, Object]]:
    """Every variable with its source, those of whole ConfigMaps first, as the kubelet does it."""
    found = []
    for source in container.get("envFrom", []):
        data = one(objects, "ConfigMap", source["configMapRef"]["name"])["data"]
        found += [(key, {"value": value}) for key, value in data.items()]
    return found + [(entry["name"], entry) for entry in container.get("env", [])]


def matches(selector: Object, having: dict[str, str]) -> bool:
    """A label selector, as far as our manifests go; an operator that this does not know is an error, not a match."""
    wanted = selector.get("matchLabels", {})
    if any(having.get(key) != value for key, value in wanted.items()):
        return False
    for term in selector.get("matchExpressions", []):
        assert term["operator"] == "In", term
        if having.get(term["key"]) not in term["values"]:
            return False
    return True


def selected(selector: Object, objects: list[Object]) -> list[str]:
    return [name_of(w) for w in workloads(objects) if matches(selector, labels(w))]


def strings(value: Any) -> Iterator[str]:
    """Every text anywhere in it."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)
    elif isinstance(value, str):
        yield value
