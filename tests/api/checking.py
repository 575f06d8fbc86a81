"""The whole API against its own description, by Schemathesis: all checks, all operations. ``make check-api``.

A running server in a database of its own is asked thousands of made-up questions, right and wrong ones, alone and one
after the other, by a portal that may do everything. What was found is in ``artefacts/api``. A shorter run, without
a server, is among the tests (``documentation/test_conformance.py``). EXAMPLES and SEED change how much, and what.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from consultations.models import Process

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = Path(sys.executable).with_name("schemathesis")
REPORT = ROOT / "artefacts" / "api"
AT_LEAST = 2_000
EXAMPLES = os.environ.get("EXAMPLES", "10")  # of each operation, in each phase that makes them up
SEED = os.environ.get("SEED", "1")


@pytest.fixture
def token(world, portal, admit_portal, token_for):
    """The token of a portal that may do everything in the small world."""
    admit_portal(portal, Process.objects.get(slug="example-cables"))
    return token_for(portal)


def test_no_answer_is_other_than_described(live_server, token, settings):
    settings.SITE_URL = live_server.url
    settings.API_RATES = {"address": "1000000/min", "portal": "1000000/min"}
    settings.REFERRALS_PER_PORTAL_PER_DAY = settings.REFERRALS_PER_PERSON_PER_DAY = 1_000_000
    REPORT.mkdir(parents=True, exist_ok=True)

    how = ["--config-file", str(Path(__file__).with_suffix(".toml")), "run", "--checks", "all", "--no-color"]
    much = ["--max-examples", EXAMPLES, "--seed", SEED, "--continue-on-failure", "--suppress-health-check", "all"]
    whose = ["--header", f"Authorization: Bearer {token}"]
    run = subprocess.run(
        [PROGRAM, *how, *much, *whose, f"{live_server.url}/api/v1/openapi.json"],
        # Where it runs it leaves what it remembers, and finds our hooks by the path.
        cwd=REPORT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    said = run.stdout + run.stderr
    (REPORT / "report.txt").write_text(said)

    made_up = re.search(r"([0-9]+) generated", said)
    assert run.returncode == 0, said
    assert made_up is not None
    assert int(made_up[1]) >= AT_LEAST, said
