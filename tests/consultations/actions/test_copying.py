"""A round begun as a copy receives as the one it was copied from."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.forms.models import model_to_dict

from consultations.actions import copy_round, set_receiving
from consultations.models import ReceivingRules, Round


def test_every_lane_rule_is_copied_and_each_round_then_has_its_own(cast: SimpleNamespace, round_: Round) -> None:
    rules: dict[str, Any] = {
        "in_time_hours": 1080,
        "delayed_hours": 288,
        "delayed_for_action": True,
        "accepts_late": True,
        "grace_seconds": 90,
    }
    set_receiving(round_, by=cast.dora, **rules)

    copy = copy_round(round_, number=2, title={"en": "Next"}, by=cast.dora)
    set_receiving(round_, by=cast.dora, in_time_hours=24)

    copied = ReceivingRules.objects.get(round=copy)
    assert model_to_dict(copied, exclude=["round"]) == rules
    # A rule that is added later is copied as well, or this says so.
    assert {field.name for field in ReceivingRules._meta.concrete_fields} == {"round", *rules}


@pytest.mark.parametrize(
    ("days", "opens", "closes"),
    [
        (7, "2027-10-31T00:15+00:00", "2027-10-31T01:30+00:00"),  # the hour comes twice: from the first to the second
        (154, "2028-03-26T01:15+00:00", "2028-03-26T01:30+00:00"),  # it is left out
        (161, "2028-04-02T00:15+00:00", "2028-04-02T00:30+00:00"),
    ],
)
def test_period_keeps_its_hours_by_the_clock(
    *, cast: SimpleNamespace, round_: Round, make_period: Any, days: int, opens: str, closes: str
) -> None:
    dates = {name: datetime.fromisoformat(f"2027-10-24T00:{minute}+00:00") for name, minute in
             (("opens_at", 15), ("closes_at", 30))}  # fmt: skip
    make_period(time_zone="Europe/Zurich", **dates)

    copy = copy_round(round_, number=2, title={"en": "Next"}, by=cast.dora, shift=timedelta(days=days))

    found = copy.periods.get()
    assert (found.opens_at, found.closes_at) == (datetime.fromisoformat(opens), datetime.fromisoformat(closes))


def test_round_without_lanes_is_copied_without_lanes(cast: SimpleNamespace, round_: Round) -> None:
    copy_round(round_, number=2, title={"en": "Next"}, by=cast.dora)

    assert not ReceivingRules.objects.exists()
