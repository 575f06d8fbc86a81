"""No letter is lost, and none comes twice without a reason, although everything is killed once meanwhile."""

import os
from collections import Counter
from dataclasses import replace

import pytest

from tests.config.running import copied
from tests.config.surviving import VICTIMS, Outcome, survive

pytestmark = [pytest.mark.start, pytest.mark.xdist_group("run")]


def test_a_killed_worker_broker_and_database_lose_no_letter(first_start, tmp_path):
    seed = int(os.environ.get("SEED", "1"))

    outcome = survive(copied(first_start.var_dir, tmp_path / "var"), letters=1000, seed=seed, rounds=1, patience=300)

    assert outcome.faults == [], outcome.table()
    assert dict(outcome.kills) == dict.fromkeys(VICTIMS, 1)
    assert outcome.did["refused for good"] > 0
    assert outcome.did["refused for now"] > 0


WELL = Outcome(
    letters=10, stored=10, sent=9, failed=1, undone=0, arrived=9, repeats=1, most_of_one=2, strangers=0, missing=0,
    wrongly_failed=0, under_two_names=0, kills=Counter(mailer=1), did=Counter(),
)  # fmt: skip


@pytest.mark.parametrize(
    "amiss",
    [
        {"stored": 11},
        {"stored": 9},
        {"undone": 1},
        {"missing": 1},
        {"strangers": 1},
        {"wrongly_failed": 1},
        {"under_two_names": 1},
        {"most_of_one": 3},
        {"repeats": 2},
    ],
)
def test_nothing_of_that_kind_goes_unseen(amiss):
    assert WELL.faults == []
    assert len(replace(WELL, **amiss).faults) == 1
