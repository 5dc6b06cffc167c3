"""What the interface promises: the file that is kept, and requests drawn from it."""

import json

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from questionnaire.management.commands.write_openapi import PAGE, written

PROMISES = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def test_the_file_says_what_the_interface_promises():
    assert PAGE.read_text(encoding="utf-8") == written(), "make openapi"


def test_every_address_promises_what_it_may_refuse():
    paths = json.loads(PAGE.read_text(encoding="utf-8"))["paths"]
    lacking = [
        (path, method)
        for path, methods in paths.items()
        for method, one in methods.items()
        if not {"200", "413", "422", "429", "503"} <= {*one["responses"]}
        or ({"get": "304", "post": "400"}[method] not in one["responses"])
        or ("{" in path and "404" not in one["responses"])
    ]
    assert lacking == []
    assert len(paths) == 9


def drawn(operation, mode, examples):
    """Send requests drawn from what an operation takes, or from what it does not take."""

    @settings(
        max_examples=examples,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    @given(operation.as_strategy(generation_mode=mode))
    def send(case):
        case.call_and_validate(checks=PROMISES, headers={"Accept-Encoding": "identity"})

    try:
        send()
    except Unsatisfiable:
        # Nothing that is not allowed can be sent to an address without parameters.
        assert mode is GenerationMode.NEGATIVE


@pytest.mark.parametrize(
    "examples", [4, pytest.param(300, marks=pytest.mark.whole)], ids=["few", "many"]
)
@pytest.mark.parametrize("mode", list(GenerationMode))
def test_no_request_gets_what_is_not_promised(subtests, application, mode, examples):
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) == 9
    for operation in operations:
        with subtests.test(operation.path):
            drawn(operation, mode, examples)
