"""Who may speak to whom, worked out from the policies."""

from manifests import LABEL, Object, containers, labels, matches, name_of, of_kind, selected, workloads

Edge = tuple[str, str, int]
OUTSIDE = "edge"
NAMES = "names"


def rules(objects: list[Object], direction: str) -> list[tuple[str, Object]]:
    """Each workload with each rule that its policies have for this direction."""
    found = []
    for policy in of_kind(objects, "NetworkPolicy"):
        if direction.capitalize() in policy["spec"]["policyTypes"]:
            for name in selected(policy["spec"]["podSelector"], objects):
                found += [(name, rule) for rule in policy["spec"].get(direction, [])]
    return found


def peers(rule: Object, side: str, objects: list[Object]) -> list[str]:
    """The workloads at the other end; `edge` when it may be anybody, `names` for the cluster's DNS."""
    if not rule.get(side):
        return [OUTSIDE]
    found = []
    for peer in rule[side]:
        dns = {"podSelector": {"matchLabels": {"k8s-app": "kube-dns"}}}
        dns["namespaceSelector"] = {"matchLabels": {"kubernetes.io/metadata.name": "kube-system"}}
        if peer == dns:
            found.append(NAMES)
        elif set(peer) == {"podSelector"}:
            # A selector that finds nobody must not vanish from the picture.
            found += selected(peer["podSelector"], objects) or [f"nobody {peer['podSelector']}"]
        else:
            found.append(f"unknown {peer}")
    return found


def ports(rule: Object) -> list[int]:
    # Without ports a rule opens all of them.
    return [port.get("port", 0) for port in rule.get("ports", [{}])]


def leaving(objects: list[Object]) -> set[Edge]:
    return {
        (name, peer, port)
        for name, rule in rules(objects, "egress")
        for peer in peers(rule, "to", objects)
        for port in ports(rule)
    }


def entering(objects: list[Object]) -> set[Edge]:
    return {
        (peer, name, port)
        for name, rule in rules(objects, "ingress")
        for peer in peers(rule, "from", objects)
        for port in ports(rule)
    }


def unguarded(objects: list[Object]) -> list[str]:
    """Pods that no policy isolates in both directions, which Kubernetes then leaves open."""
    found = []
    for workload in workloads(objects):
        closed: set[str] = set()
        for policy in of_kind(objects, "NetworkPolicy"):
            if matches(policy["spec"]["podSelector"], labels(workload)):
                closed |= set(policy["spec"]["policyTypes"])
        if closed != {"Ingress", "Egress"}:
            found.append(name_of(workload))
    return found


def main_port(name: str, objects: list[Object]) -> int:
    """The port that callers use: the one that stands in the Service."""
    [service] = [s for s in of_kind(objects, "Service") if s["spec"]["selector"] == {LABEL: name}]
    [port] = service["spec"]["ports"]
    [workload] = [w for w in workloads(objects) if name_of(w) == name]
    declared = {p["name"]: p["containerPort"] for c in containers(workload) for p in c.get("ports", [])}
    return declared[port["targetPort"]]
