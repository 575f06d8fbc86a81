"""What is removed from a contribution stands in no letter that can still be sent, wherever that letter has got to."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from common.refusals import NotPossible
from consultations.models import Round
from contributions import actions
from contributions.models import Contribution
from contributions.notices import news as telling
from contributions.redacting import Mark
from following import actions as following
from following.actions import spreading
from following.enums import Pace
from following.models import News
from notifications.actions import resend
from notifications.models import Letter
from notifications.rendering import Rendered
from stakeholders.models import Person

pytestmark = pytest.mark.django_db

Make = Callable[..., Contribution]
DAY = timedelta(days=1)
SECRET, TITLE = "Heron", "On Mr Heron"
FAMILY, DIGEST = "contributions/followed_published", "contributions/digest"


@pytest.fixture
def follow(round_: Round) -> Callable[..., None]:
    """Let people follow the round since yesterday."""

    def begin(*people: Person, pace: Pace = Pace.AT_ONCE) -> None:
        for person in people:
            following.follow(f"round:{round_.pk}", by=person, pace=pace, at=timezone.now() - DAY)

    return begin


def redact(contribution: Contribution, by: Person) -> None:
    actions.redact(contribution, [Mark("title", 3, 8, "third-person")], by=by)


def said() -> list[str]:
    """All that letters to followers say, by address."""
    letters = Letter.objects.filter(family=FAMILY).select_related("words").order_by("address")
    return ["\n".join((each.subject_line, *each.written())) for each in letters]


def test_what_did_not_arrive_is_sent_again_without_it(
    follow: Callable[..., None], make_contribution: Make, cast: SimpleNamespace
) -> None:
    follow(cast.ines, cast.olga, cast.otto)
    contribution, now = make_contribution(title=TITLE), timezone.now()
    actions.spread_news()
    letters = Letter.objects.filter(family=FAMILY)
    letters.filter(person=cast.ines).update(sent_at=now)
    letters.filter(person=cast.olga).update(failed_at=now)
    letters.filter(person=cast.otto).update(sent_at=now, bounced_at=now)

    redact(contribution, cast.dora)

    assert [SECRET in text for text in said()] == [True, False, False]
    resend(letters.get(person=cast.olga), by=cast.dora)


def test_a_digest_that_failed_is_not_sent_again(
    follow: Callable[..., None], make_contribution: Make, cast: SimpleNamespace
) -> None:
    follow(cast.otto, pace=Pace.DAILY)
    contribution = make_contribution(title=TITLE)
    actions.spread_news()
    actions.write_digests(at=timezone.now() + DAY)
    Letter.objects.filter(family=DIGEST).update(failed_at=timezone.now())

    redact(contribution, cast.dora)

    with pytest.raises(NotPossible, match="of no use any more"):
        resend(Letter.objects.get(family=DIGEST), by=cast.dora)


def test_it_is_removed_between_the_first_readers_and_the_last(
    follow: Callable[..., None], make_contribution: Make, cast: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreading, "CHUNK", 1)
    Person.objects.filter(pk=cast.ines.pk).update(language="fr")
    follow(cast.otto, Person.objects.get(pk=cast.ines.pk), cast.olga)
    contribution = make_contribution(title=TITLE)

    def worded(news: News, voice: spreading.Voice, mark: str) -> Rendered:
        """As it is told; while the second reader's is, somebody removes the name."""
        if voice.language == "fr":
            redact(contribution, cast.dora)
        return telling.worded(news, voice, mark)

    assert following.spread(News.objects.get(kind="published"), worded=worded, family=FAMILY) == 3

    assert [SECRET in text for text in said()] == [False, False, False]
