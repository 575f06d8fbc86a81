"""A round begun as a copy receives as the one it was copied from."""

from types import SimpleNamespace
from typing import Any

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


def test_round_without_lanes_is_copied_without_lanes(cast: SimpleNamespace, round_: Round) -> None:
    copy_round(round_, number=2, title={"en": "Next"}, by=cast.dora)

    assert not ReceivingRules.objects.exists()
