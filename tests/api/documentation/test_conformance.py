"""The API against its own description: made-up requests, right and wrong ones, and no answer that was not described.

Each request goes through the whole application, middleware included, to the real database, with a portal's token. The
long run is ``make check-api``; that everything right is taken is checked there only, because cursors and things that
are there cannot be made up.
"""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from config.wsgi import application
from consultations.models import Process

described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)


@pytest.fixture
def token(world, portal, admit_portal, token_for, settings):
    """The token of a portal that may do everything in the world of the examples; all in the test's one transaction."""
    settings.API_RATES = {"address": "1000000/min", "portal": "1000000/min"}
    request_started.disconnect(close_old_connections)
    request_finished.disconnect(close_old_connections)
    admit_portal(portal, Process.objects.get(slug="example-cables"))
    yield token_for(portal)
    request_started.connect(close_old_connections)
    request_finished.connect(close_old_connections)


@described.parametrize()
@settings(
    max_examples=6,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much, HealthCheck.too_slow],
)
def test_no_answer_is_other_than_described(case, token):
    headers = {"Accept-Encoding": "identity", "Authorization": f"Bearer {token}"}
    case.call_and_validate(excluded_checks=[positive_data_acceptance], headers=headers)
