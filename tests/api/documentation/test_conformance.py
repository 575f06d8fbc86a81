"""The API against its own description: made-up requests, right and wrong ones, and no answer that was not described.

Each request goes through the whole application, middleware included, to the real database, with a portal's token. Of
what is asked in many places the same way, a few are asked here. The long run is ``make check-api``; that everything
right is taken is checked there only, because cursors and things that are there cannot be made up.
"""

from collections import Counter
from collections.abc import Hashable
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation.meta import CoveragePhaseData, CoverageScenario
from schemathesis.specs.openapi.checks import positive_data_acceptance

from config.wsgi import application
from consultations.models import Process

pytestmark = pytest.mark.xdist_group("conformance")  # so that what was asked enough is known to all
described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
# Of each kind of question that is made up one by one, in one process.
ENOUGH = 1
SHARED = (ParameterLocation.PATH, ParameterLocation.QUERY, ParameterLocation.HEADER)
asked: Counter[Hashable] = Counter()


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
    max_examples=3,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much, HealthCheck.too_slow],
)
def test_no_answer_is_other_than_described(case, token):
    if is_asked_enough(case):
        return
    headers = {"Accept-Encoding": "identity", "Authorization": f"Bearer {token}"}
    case.call_and_validate(excluded_checks=[positive_data_acceptance], headers=headers)


def is_asked_enough(case: Any) -> bool:
    """Was the like of it asked before? What is drawn by lot is always asked."""
    made = case.meta.phase.data
    if not isinstance(made, CoveragePhaseData):
        return False
    kind = kind_of(case, made)
    asked[kind] += 1
    return asked[kind] > ENOUGH


def kind_of(case: Any, made: CoveragePhaseData) -> Hashable:
    """What a question asks for that no other kind does."""
    operation, location = case.operation.label, made.parameter_location
    if made.scenario is CoverageScenario.UNSPECIFIED_HTTP_METHOD:
        return case.method, "{" in case.operation.path
    if case.meta.generation.mode.is_negative and location in SHARED:
        # A parameter is read in one way wherever it stands; ``tests/api/test_parameters.py`` asks each everywhere.
        return made.scenario, location, made.parameter or operation
    return operation, made.scenario, location, made.parameter, made.location or made.description[:40]
