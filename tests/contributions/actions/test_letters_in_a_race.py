"""Acts at one moment, with followers being told meanwhile: nobody has a letter of what is not so any more."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from functools import partial
from types import SimpleNamespace

import pytest
from django.utils import timezone

from common.refusals import Refusal
from consultations.models import CommentPeriod, Round
from contributions import actions
from contributions.enums import State
from contributions.models import Contribution
from following.actions import follow
from notifications.models import UNDONE, Letter
from tests.waiting import at_once

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[], object]
DAY = timedelta(days=1)


@pytest.fixture
def _followed(cast: SimpleNamespace, round_: Round) -> None:
    for person in (cast.ana, cast.otto, cast.ines):
        follow(f"round:{round_.pk}", by=person, reminders=True, at=timezone.now() - DAY)


def race(*acts: Act) -> None:
    """Let all begin in the same moment; who comes too late is refused, and nothing else goes wrong."""

    def tried(act: Act) -> None:
        with suppress(Refusal):
            act()

    at_once(*(partial(tried, act) for act in acts))


def waiting(family: str) -> list[tuple[str, str]]:
    letters = Letter.objects.filter(UNDONE, family=f"contributions/{family}").order_by("address", "about")
    return [(letter.address.partition("@")[0], letter.about.rpartition(":")[2]) for letter in letters]


@pytest.mark.usefixtures("_followed")
def test_published_and_withdrawn_at_once_it_is_withdrawn_for_everybody(
    cast: SimpleNamespace, make_contribution: Callable[..., Contribution]
) -> None:
    numbers = []
    for _time in range(4):
        paper = make_contribution(State.UNDER_REVIEW)
        numbers.append(str(paper.pk))
        race(
            partial(actions.publish, paper, by=cast.dora),
            partial(actions.withdraw, Contribution.objects.get(pk=paper.pk), by=cast.ana),
            actions.spread_news,
            actions.spread_news,
        )
        actions.spread_news()

    assert set(Contribution.objects.values_list("state", flat=True)) == {State.WITHDRAWN}
    public = {str(pk) for pk in Contribution.objects.public().values_list("pk", flat=True)}
    assert waiting("withdrawn") == [(name, pk) for name in ("ana", "ben") for pk in numbers]
    assert {pk for _name, pk in waiting("published")} == public
    assert waiting("followed_published") == []
    assert {pk for _name, pk in waiting("followed_withdrawn")} == public


@pytest.mark.usefixtures("_followed")
def test_extended_while_reminders_are_computed_nobody_is_reminded_of_the_old_closing(
    cast: SimpleNamespace, period: CommentPeriod, make_draft: Callable[..., Contribution]
) -> None:
    make_draft()
    for number in range(1, 4):
        period.refresh_from_db()
        soon, later = period.closes_at - 2 * DAY, period.closes_at + 10 * DAY
        race(
            partial(actions.remind, at=soon),
            partial(actions.spread_news, at=soon),
            partial(actions.extend_period, period, closes_at=later, by=cast.dora, reason="Many asked for it."),
            partial(actions.remind, at=soon),
        )
        actions.spread_news()

        assert CommentPeriod.objects.get(pk=period.pk).closes_at == later
        assert waiting("period_closing") == []
        assert waiting("period_decided") == [("ana", str(period.pk))] * number
