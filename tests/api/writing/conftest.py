"""A portal that may submit in the process."""

from collections.abc import Callable

import pytest

from consultations.models import Admission, Process
from portals.models import Portal


@pytest.fixture
def token(
    portal: Portal, process: Process, admit_portal: Callable[..., Admission], token_for: Callable[..., str]
) -> str:
    admit_portal(portal, process)
    return token_for(portal)
