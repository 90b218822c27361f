"""What holds for every rendered overlay. Each rule gets all objects and says what is wrong with them; test_manifests.py plants a fault for each."""

import re
from collections.abc import Iterator

import drawing
import network
from manifests import (
    LABEL,
    Object,
    containers,
    labels,
    name_of,
    of_kind,
    pod,
    probes,
    programs,
    selected,
    strings,
    variables,
    workloads,
)

Complaints = Iterator[str]
BUILT_IN = {"v1", "apps/v1", "policy/v1", "networking.k8s.io/v1", "scheduling.k8s.io/v1"}


def selectors_find_their_own_pods(objects: list[Object]) -> Complaints:
    for workload in workloads(objects):
        name, selector = name_of(workload), workload["spec"]["selector"]
        # A selector is immutable: whatever else stood in it could never be changed.
        if selector != {"matchLabels": {LABEL: name}}:
            yield f"{name} selects by {selector}"
        if labels(workload).get(LABEL) != name:
            yield f"{name} has pods named {labels(workload).get(LABEL)}"
    for o in of_kind(objects, "Service", "PodDisruptionBudget"):
        selector = o["spec"]["selector"]
        found = selected({"matchLabels": selector} if o["kind"] == "Service" else selector, objects)
        if len(found) != 1:
            yield f"{o['kind']} {name_of(o)} selects {found}"


def references_lead_somewhere(objects: list[Object]) -> Complaints:
    there = {(o["kind"], name_of(o)) for o in objects}
    for workload in workloads(objects):
        name, spec = name_of(workload), pod(workload)
        wanted = {("ServiceAccount", spec["serviceAccountName"]), ("PriorityClass", spec["priorityClassName"])}
        if workload["kind"] == "StatefulSet":
            wanted.add(("Service", workload["spec"]["serviceName"]))
        wanted |= {("ConfigMap", v["configMap"]["name"]) for v in spec.get("volumes", []) if "configMap" in v}
        for container in containers(workload):
            wanted |= {("ConfigMap", source["configMapRef"]["name"]) for source in container.get("envFrom", [])}
        for kind, missing in wanted - there:
            yield f"{name} refers to {kind} {missing}"
        declared = {v["name"] for v in spec.get("volumes", [])}
        declared |= {name_of(claim) for claim in workload["spec"].get("volumeClaimTemplates", [])}
        mounted = {mount["name"] for c in containers(workload) for mount in c.get("volumeMounts", [])}
        for volume in declared ^ mounted:
            yield f"{name}: volume {volume} is not both declared and mounted"


def ports_are_declared(objects: list[Object]) -> Complaints:
    declared = {
        name_of(w): {p["name"]: p["containerPort"] for c in containers(w) for p in c.get("ports", [])}
        for w in workloads(objects)
    }
    for workload in workloads(objects):
        ports = declared[name_of(workload)]
        for port in ports.values():
            if not 0 < port < 65536:
                yield f"{name_of(workload)} listens on {port}"
        for container in containers(workload):
            for kind, probe in probes(container).items():
                wanted = [handler["port"] for handler in probe.values() if isinstance(handler, dict) and "port" in handler]
                if any(port not in ports and port not in ports.values() for port in wanted):
                    yield f"{name_of(workload)}: {kind} asks on {wanted}"
    for service in of_kind(objects, "Service"):
        for port in service["spec"]["ports"]:
            if port["targetPort"] not in declared.get(service["spec"]["selector"].get(LABEL, ""), {}):
                yield f"Service {name_of(service)} leads to {port['targetPort']}"


def services_show_no_admin_port(objects: list[Object]) -> Complaints:
    for service in of_kind(objects, "Service"):
        names = {port["name"] for port in service["spec"]["ports"]}
        if names & {"admin", "monitor"}:
            yield f"Service {name_of(service)} shows {names}"
        if "grpc" in names and service["spec"].get("clusterIP") != "None":
            yield f"Service {name_of(service)} would send every call of a channel to one pod"


def secrets_are_those_of_the_readme(objects: list[Object]) -> Complaints:
    used = set()
    for workload in workloads(objects):
        for container in containers(workload):
            for _, entry in variables(container, objects):
                reference = entry.get("valueFrom", {}).get("secretKeyRef")
                if reference:
                    used.add((reference["name"], reference["key"]))
        for volume in pod(workload).get("volumes", []):
            sources = [source["secret"] for source in volume.get("projected", {}).get("sources", [])]
            used |= {(source["name"], item["key"]) for source in sources for item in source["items"]}
            if "secret" in volume:
                # Mounted whole: every key that the README lists for it.
                whole = volume["secret"]["secretName"]
                keys = {pair for pair in drawing.secrets() if pair[0] == whole}
                used |= keys or {(whole, "*")}
    for name, key in used ^ drawing.secrets():
        yield f"secret {name}, key {key} is not both used and listed"


def nothing_secret_is_written_down(objects: list[Object]) -> Complaints:
    for o in of_kind(objects, "Secret"):
        yield f"Secret {name_of(o)} is part of the manifests"
    for o in objects:
        for text in strings(o):
            if re.search(r"://[^/\s]*:[^/\s]*@|PRIVATE KEY", text):
                yield f"{o['kind']} {name_of(o)} holds a credential"
    for workload in workloads(objects):
        for container in containers(workload):
            for name, entry in variables(container, objects):
                if "value" in entry and re.search(r"PASSWORD$|TOKEN|_SECRET", name):
                    yield f"{name_of(workload)} gives {name} in clear"


def variables_are_in_order(objects: list[Object]) -> Complaints:
    for workload in workloads(objects):
        for container in containers(workload):
            before: list[str] = []
            for name, entry in variables(container, objects):
                if name in before:
                    yield f"{name_of(workload)}: {name} stands twice"
                for used in re.findall(r"\$\((\w+)\)", entry.get("value", "")):
                    if used not in before:
                        yield f"{name_of(workload)}: {name} uses {used} before it is there"
                before.append(name)


def programs_stop_within_their_grace(objects: list[Object]) -> Complaints:
    parts = drawing.seconds("crates/chassis/src/process.rs", r"STOP_LIMIT: Duration = Duration::from_secs\((\d+)\)")
    # Traces, metrics and logs, one after the other.
    flush = 3 * drawing.seconds("crates/chassis/src/telemetry.rs", r"let limit = Duration::from_secs\((\d+)\)")
    for program in programs(objects):
        [container] = pod(program)["containers"]
        sleep = container["lifecycle"]["preStop"]["sleep"]["seconds"]
        if sleep + parts + flush >= pod(program)["terminationGracePeriodSeconds"]:
            yield f"{name_of(program)} may need {sleep} + {parts} + {flush} s to stop"


def probes_tell_alive_from_ready(objects: list[Object]) -> Complaints:
    alive = ({"service": "alive"}, {"path": "/healthz"})
    ready = ({"service": "ready"}, {"path": "/readyz"})
    wanted = {"startupProbe": alive, "livenessProbe": alive, "readinessProbe": ready}
    for workload in workloads(objects):
        for container in pod(workload)["containers"]:
            found = probes(container)
            if set(found) != set(wanted):
                yield f"{name_of(workload)} has only {set(found)}"
            for kind, probe in found.items():
                handlers = set(probe) & {"grpc", "httpGet", "tcpSocket", "exec"}
                if len(handlers) != 1:
                    yield f"{name_of(workload)}: {kind} asks by {handlers}"
                elif workload in programs(objects):
                    question = {k: v for k, v in probe[handlers.pop()].items() if k != "port"}
                    if question not in wanted[kind]:
                        yield f"{name_of(workload)}: {kind} asks {question}"


def pods_may_do_nothing_that_they_need_not(objects: list[Object]) -> Complaints:
    for workload in workloads(objects):
        spec, name = pod(workload), name_of(workload)
        if spec.get("automountServiceAccountToken") is not False or spec.get("enableServiceLinks") is not False:
            yield f"{name} gets a token or service links"
        context = spec.get("securityContext", {})
        if context.get("runAsNonRoot") is not True or context.get("seccompProfile") != {"type": "RuntimeDefault"}:
            yield f"{name} runs with {context}"
        wanted = {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}
        for container in containers(workload):
            if container.get("securityContext") != wanted:
                yield f"{name}: {container['name']} runs with {container.get('securityContext')}"
        for volume in spec.get("volumes", []):
            if "emptyDir" in volume and "sizeLimit" not in volume["emptyDir"]:
                yield f"{name}: {volume['name']} may fill the node"


def quantity(text: str) -> float:
    number, unit = re.fullmatch(r"(\d+(?:\.\d+)?)(m|Ki|Mi|Gi)?", text).groups()
    return float(number) * {None: 1, "m": 0.001, "Ki": 2**10, "Mi": 2**20, "Gi": 2**30}[unit]


def resources_are_bounded(objects: list[Object]) -> Complaints:
    for workload in workloads(objects):
        for container in containers(workload):
            where, resources = f"{name_of(workload)}: {container['name']}", container.get("resources", {})
            requests, limits = resources.get("requests", {}), resources.get("limits", {})
            if set(requests) != {"cpu", "memory"} or "memory" not in limits:
                yield f"{where} asks for {resources}"
                continue
            if not 2 <= quantity(limits["memory"]) / quantity(requests["memory"]) <= 4:
                yield f"{where}: the memory limit is not 2 to 4 times the request"
            if "cpu" in limits and quantity(limits["cpu"]) < 10 * quantity(requests["cpu"]):
                yield f"{where}: the CPU limit throttles"


def budgets_have_one_bound(objects: list[Object]) -> Complaints:
    guarded = set()
    for budget in of_kind(objects, "PodDisruptionBudget"):
        guarded |= set(selected(budget["spec"]["selector"], objects))
        if len({"minAvailable", "maxUnavailable"} & set(budget["spec"])) != 1:
            yield f"{name_of(budget)} has not one bound"
    for program in programs(objects):
        if name_of(program) not in guarded:
            yield f"{name_of(program)} has no PodDisruptionBudget"


def names_are_dns_labels(objects: list[Object]) -> Complaints:
    for o in objects:
        if not re.fullmatch(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?", name_of(o)):
            yield f"{o['kind']} {name_of(o)}"


def minimal_is_minimal(objects: list[Object]) -> Complaints:
    for o in objects:
        if o["apiVersion"] not in BUILT_IN:
            yield f"{o['apiVersion']} is not there on every cluster"
    if {name_of(p) for p in programs(objects)} != set(drawing.PROGRAMS):
        yield f"only {[name_of(p) for p in programs(objects)]}"
    for workload in workloads(objects):
        if workload["spec"].get("replicas") != 1:
            yield f"{name_of(workload)} has {workload['spec'].get('replicas')} replicas"
        for container in containers(workload):
            _, _, tag = container["image"].partition(":")
            ours = workload in programs(objects)
            if tag in ("", "latest") or (ours and tag != drawing.version()):
                yield f"{name_of(workload)} runs {container['image']}"


def network_is_the_drawn_one(objects: list[Object]) -> Complaints:
    for name in network.unguarded(objects):
        yield f"{name} is not closed in both directions"
    drawn = {(a, b, network.main_port(b, objects)) for a, b in drawing.calls()}
    asking = {(a, network.NAMES, 53) for a, _ in drawing.calls() if a != network.OUTSIDE}
    for edge in network.leaving(objects) ^ ({e for e in drawn if e[0] != network.OUTSIDE} | asking):
        yield f"leaving: {edge} is not both open and drawn"
    for edge in network.entering(objects) ^ drawn:
        yield f"entering: {edge} is not both open and drawn"


def addresses_are_the_drawn_ones(objects: list[Object]) -> Complaints:
    configured = set()
    for program in programs(objects):
        [container] = pod(program)["containers"]
        for name, entry in variables(container, objects):
            peer = name.removeprefix(f"{name_of(program).upper()}_").removesuffix("_URL").lower()
            # A store of files is nobody's address.
            if name.endswith("_URL") and entry.get("value", "").startswith("http"):
                configured.add((name_of(program), peer))
                if entry["value"] != f"http://{peer}:{network.main_port(peer, objects)}":
                    yield f"{name} is {entry['value']}"
    drawn = {(a, b) for a, b in drawing.calls() if a in drawing.PROGRAMS and b in drawing.PROGRAMS}
    for edge in configured ^ drawn:
        yield f"{edge} is not both configured and drawn"
