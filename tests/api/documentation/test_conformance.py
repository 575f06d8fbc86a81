"""The API against its own description: made-up requests, right and wrong ones, and no answer that was not described.

Each request goes through the whole application, middleware included, to the real database.
"""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.wsgi import application

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]

described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def much_asked(world, settings):
    """The world of the examples, for a client who may ask a lot; all in the test's one transaction."""
    settings.API_RATES = {"address": "1000000/min", "portal": "1000000/min"}
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    yield
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@described.parametrize()
@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much, HealthCheck.too_slow],
)
def test_no_answer_is_other_than_described(case, much_asked):
    case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})
