"""No letter is lost, and none comes twice without a reason, although everything is killed once meanwhile."""

import os

import pytest

from tests.config.running import copied
from tests.config.surviving import VICTIMS, survive

pytestmark = [pytest.mark.start, pytest.mark.xdist_group("run")]


def test_a_killed_worker_broker_and_database_lose_no_letter(first_start, tmp_path):
    seed = int(os.environ.get("SEED", "1"))

    outcome = survive(copied(first_start.var_dir, tmp_path / "var"), letters=1000, seed=seed, rounds=1, patience=150)

    assert outcome.faults == [], outcome.table()
    assert dict(outcome.kills) == dict.fromkeys(VICTIMS, 1)
    assert outcome.did["refused for good"] > 0
    assert outcome.did["refused for now"] > 0
