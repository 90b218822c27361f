"""The rules over the rendered overlay, and for each rule faults that it must find."""

import copy
from collections.abc import Callable

import pytest
import rules
from manifests import Object, containers, name_of, of_kind, one, pod

RULES = [
    rules.selectors_find_their_own_pods,
    rules.references_lead_somewhere,
    rules.ports_are_declared,
    rules.services_show_no_admin_port,
    rules.secrets_are_those_of_the_readme,
    rules.nothing_secret_is_written_down,
    rules.variables_are_in_order,
    rules.programs_stop_within_their_grace,
    rules.probes_tell_alive_from_ready,
    rules.pods_may_do_nothing_that_they_need_not,
    rules.resources_are_bounded,
    rules.budgets_have_one_bound,
    rules.names_are_dns_labels,
    rules.minimal_is_minimal,
    rules.network_is_the_drawn_one,
    rules.addresses_are_the_drawn_ones,
]
Fault = Callable[[list[Object]], object]
FAULTS: list[tuple[Callable, str, Fault]] = []


def fault(rule: Callable, complaint: str) -> Callable[[Fault], Fault]:
    """What follows spoils the manifests so that the rule complains in these words."""

    def planted(spoil: Fault) -> Fault:
        FAULTS.append((rule, complaint, spoil))
        return spoil

    return planted


def scoring(objects: list[Object]) -> Object:
    return one(objects, "Deployment", "scoring")


def program(objects: list[Object]) -> Object:
    [container] = pod(scoring(objects))["containers"]
    return container


def settings(objects: list[Object], program: str) -> dict[str, str]:
    [found] = [o for o in of_kind(objects, "ConfigMap") if name_of(o).startswith(f"{program}-")]
    return found["data"]


def policy(objects: list[Object], name: str) -> Object:
    return one(objects, "NetworkPolicy", name)["spec"]


@fault(rules.selectors_find_their_own_pods, "scoring has pods named score")
def _(o): scoring(o)["spec"]["template"]["metadata"]["labels"]["app.kubernetes.io/name"] = "score"


@fault(rules.selectors_find_their_own_pods, "scoring selects by")
def _(o): scoring(o)["spec"]["selector"]["matchLabels"]["app.kubernetes.io/version"] = "1"


@fault(rules.selectors_find_their_own_pods, "PodDisruptionBudget scoring selects")
def _(o): one(o, "PodDisruptionBudget", "scoring")["spec"]["selector"] = {}


@fault(rules.references_lead_somewhere, "scoring refers to ServiceAccount scorer")
def _(o): pod(scoring(o))["serviceAccountName"] = "scorer"


@fault(rules.references_lead_somewhere, "scoring refers to ConfigMap scoring")
def _(o): program(o)["envFrom"][0]["configMapRef"].update(name="scoring")


@fault(rules.references_lead_somewhere, "volume key is not both")
def _(o): program(o)["volumeMounts"][0]["name"] = "key"


@fault(rules.ports_are_declared, "readinessProbe asks on [50052]")
def _(o): program(o)["readinessProbe"]["grpc"]["port"] = 50052


@fault(rules.ports_are_declared, "Service scoring leads to rpc")
def _(o): one(o, "Service", "scoring")["spec"]["ports"][0]["targetPort"] = "rpc"


@fault(rules.services_show_no_admin_port, "Service scoring shows")
def _(o): one(o, "Service", "scoring")["spec"]["ports"].append({"name": "admin", "targetPort": "admin"})


@fault(rules.services_show_no_admin_port, "to one pod")
def _(o): one(o, "Service", "scoring")["spec"].pop("clusterIP")


@fault(rules.secrets_are_those_of_the_readme, "secret scoring, key nats is not both")
def _(o): program(o)["env"][-1]["valueFrom"]["secretKeyRef"]["key"] = "nats"


@fault(rules.secrets_are_those_of_the_readme, "secret postgres, key registration-owner is not both")
def _(o): pod(one(o, "StatefulSet", "postgres"))["volumes"][1]["secret"]["secretName"] = "passwords"


@fault(rules.nothing_secret_is_written_down, "Secret scoring is part")
def _(o): o.append({"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "scoring"}})


@fault(rules.nothing_secret_is_written_down, "holds a credential")
def _(o): settings(o, "scoring").update(SCORING_NATS_URL="nats://scoring:secret@nats:4222")


@fault(rules.nothing_secret_is_written_down, "in clear")
def _(o): containers(one(o, "StatefulSet", "nats"))[0]["env"].append({"name": "X_PASSWORD", "value": "x"})


@fault(rules.variables_are_in_order, "OTEL_RESOURCE_ATTRIBUTES uses POD_UID")
def _(o): program(o)["env"].reverse()


@fault(rules.variables_are_in_order, "SCORING_NATS_URL stands twice")
def _(o): settings(o, "scoring").update(SCORING_NATS_URL="nats://nats")


@fault(rules.programs_stop_within_their_grace, "scoring may need 5 +")
def _(o): pod(scoring(o)).update(terminationGracePeriodSeconds=30)


@fault(rules.probes_tell_alive_from_ready, "livenessProbe asks {'service': 'ready'}")
def _(o): program(o)["livenessProbe"]["grpc"].update(service="ready")


@fault(rules.probes_tell_alive_from_ready, "startupProbe asks by")
def _(o): program(o)["startupProbe"].update(tcpSocket={"port": "grpc"})


@fault(rules.probes_tell_alive_from_ready, "nats has only")
def _(o): containers(one(o, "StatefulSet", "nats"))[0].pop("readinessProbe")


@fault(rules.pods_may_do_nothing_that_they_need_not, "scoring: migrate runs with None")
def _(o): containers(scoring(o))[0].pop("securityContext")


@fault(rules.pods_may_do_nothing_that_they_need_not, "scoring runs with")
def _(o): pod(scoring(o))["securityContext"].pop("runAsNonRoot")


@fault(rules.pods_may_do_nothing_that_they_need_not, "scoring gets a token")
def _(o): pod(scoring(o)).pop("automountServiceAccountToken")


@fault(rules.pods_may_do_nothing_that_they_need_not, "postgres: scratch may fill")
def _(o): pod(one(o, "StatefulSet", "postgres"))["volumes"][3].update(emptyDir={})


@fault(rules.resources_are_bounded, "2 to 4 times")
def _(o): program(o)["resources"]["limits"].update(memory="63Mi")


@fault(rules.resources_are_bounded, "throttles")
def _(o): program(o)["resources"]["limits"].update(cpu="200m")


@fault(rules.resources_are_bounded, "scoring: program asks for")
def _(o): program(o).pop("resources")


@fault(rules.budgets_have_one_bound, "scoring has not one bound")
def _(o): one(o, "PodDisruptionBudget", "scoring")["spec"].update(minAvailable=1)


@fault(rules.budgets_have_one_bound, "scoring has no PodDisruptionBudget")
def _(o): o.remove(one(o, "PodDisruptionBudget", "scoring"))


@fault(rules.names_are_dns_labels, "Service Scoring_1")
def _(o): one(o, "Service", "scoring")["metadata"].update(name="Scoring_1")


@fault(rules.minimal_is_minimal, "scoring runs fest/scoring:latest")
def _(o): program(o).update(image="fest/scoring:latest")


@fault(rules.minimal_is_minimal, "not there on every cluster")
def _(o): o.append({"apiVersion": "postgresql.cnpg.io/v1", "kind": "Cluster", "metadata": {"name": "x"}})


@fault(rules.minimal_is_minimal, "scoring has 2 replicas")
def _(o): scoring(o)["spec"].update(replicas=2)


@fault(rules.network_is_the_drawn_one, "entering: ('announcement', 'scoring', 50051)")
def _(o): policy(o, "scoring")["ingress"][0]["from"].pop()


@fault(rules.network_is_the_drawn_one, "leaving: ('announcement', 'scoring', 50051)")
def _(o): policy(o, "announcement")["egress"].pop(0)


@fault(rules.network_is_the_drawn_one, "leaving: ('gateway', 'edge', 0)")
def _(o): policy(o, "gateway")["egress"].append({})


@fault(rules.network_is_the_drawn_one, "entering: ('gateway', 'postgres', 5432)")
def _(o): policy(o, "postgres")["ingress"][0]["from"].append(
    {"podSelector": {"matchLabels": {"app.kubernetes.io/name": "gateway"}}})


@fault(rules.network_is_the_drawn_one, "entering: ('gateway', 'scoring', 9090)")
def _(o): policy(o, "scoring")["ingress"][0]["ports"].append({"port": 9090})


@fault(rules.network_is_the_drawn_one, "postgres is not closed in both directions")
def _(o): o.remove(one(o, "NetworkPolicy", "default-deny"))


@fault(rules.network_is_the_drawn_one, "('scoring', 'names', 53)")
def _(o): o.remove(one(o, "NetworkPolicy", "names"))


@fault(rules.addresses_are_the_drawn_ones, "('submission', 'scoring') is not both")
def _(o): settings(o, "submission").update(SUBMISSION_SCORING_URL="http://scoring:50051")


@fault(rules.addresses_are_the_drawn_ones, "SCORING_SUBMISSION_URL is")
def _(o): settings(o, "scoring").update(SCORING_SUBMISSION_URL="http://submission:9090")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_overlay_keeps(rule, minimal):
    assert list(rule(minimal)) == []


@pytest.mark.parametrize("rule, complaint, spoil", FAULTS, ids=[f"{r.__name__}: {c}" for r, c, _ in FAULTS])
def test_a_planted_fault_is_found(rule, complaint, spoil, minimal):
    spoiled = copy.deepcopy(minimal)
    spoil(spoiled)
    found = list(rule(spoiled))
    assert any(complaint in line for line in found), found


def test_every_rule_has_a_planted_fault():
    assert {rule for rule, _, _ in FAULTS} == set(RULES)
