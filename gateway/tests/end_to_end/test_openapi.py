"""The JSON API against its own document: schemathesis makes requests out of it, right ones and wrong ones, and judges the answers by it."""

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance, status_code_conformance

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
# The first two would end the sessions that the others need; the third moves the time of all of them.
APART = ["deleteSession", "revokeOtherSessions", "setExampleClock"]
FEW = settings(
    max_examples=4, deadline=None, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="module")
def operations(fest):
    document = schemathesis.openapi.from_url(fest.url + "/api/openapi.json").exclude(operation_id=APART)
    return [result.ok() for result in document.get_all_operations()]


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("role", ["committee", "juror", "participant", "leadership"])
def test_every_operation_answers_as_its_document_says(fest, operations, role, mode):
    headers = {"Authorization": fest.api(fest.person(role)).http.headers["Authorization"]}
    faults = [fault for operation in operations if (fault := first_fault(operation, mode, headers))]
    assert not faults, "\n\n".join(faults)
    assert len(operations) > 30


def first_fault(operation, mode, headers):
    @seed(2024)
    @FEW
    @given(case=operation.as_strategy(generation_mode=mode))
    def answers(case):
        case.call_and_validate(headers=headers, checks=CHECKS)

    try:
        answers()
    except Unsatisfiable:
        # What takes nothing but text in its address cannot be asked wrongly.
        assert mode is GenerationMode.NEGATIVE and not operation.body, operation
    except FailureGroup as fault:
        return f"{operation.method.upper()} {operation.path}: {fault.exceptions}"
    return None
