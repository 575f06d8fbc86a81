"""The law of reminders, whatever happens in whatever order.

Of each moment of a period with these dates everybody hears once at most, and only what is so when it goes: of the dates
that hold, to whoever has something unfinished or asked for it. Whoever looks in time, and changes nothing, hears of it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from common.refusals import Refusal
from consultations.models import CommentPeriod, Process, Round
from contributions import actions
from contributions.enums import State
from contributions.models import Contribution
from following.actions import choose, follow, reader_of, release, unfollow
from following.models import Follow, News
from notifications.models import Letter

pytestmark = pytest.mark.django_db

Make = Callable[..., Contribution]
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
CLOSES = datetime(2027, 3, 20, 12, tzinfo=UTC)
WHY = "Several delegations asked for it."
KEY = re.compile(r"period-(?:closing:\d+:(?P<closes>\w+):\d+|closed:\d+:\w+)")

DEEDS = (
    *("look", "look twice", "five days pass", "a day passes", "hours pass"),
    *("extend", "shorten", "put back", "send", "begin", "follow", "unfollow", "do not remind"),
    *("hold", "release", "be quiet"),
)


class House:
    """A period, Ana who writes in it, Otto who follows it, and the time."""

    def __init__(self, period: CommentPeriod, round_: Round, cast: SimpleNamespace, make_draft: Make) -> None:
        self.period, self.topic, self.cast, self.make_draft = period, f"round:{round_.pk}", cast, make_draft
        self.now = CLOSES - 9 * DAY
        self.sent: list[tuple[str, str]] = []

    def do(self, deed: str) -> None:
        """Do it if it is possible now, and let the mail go that is due."""
        with suppress(Refusal), transaction.atomic():
            getattr(self, deed.replace(" ", "_"))()
        self.send_mail()

    def send_mail(self) -> None:
        """What a worker does; each letter must be true at this moment."""
        for letter in Letter.objects.due(at=self.now).useful(at=self.now).order_by("created_at", "pk"):
            key = letter.key if letter.words is None else News.objects.get(items__letter=letter).key
            if found := KEY.match(key):
                self.must_be_true(letter, closes=found["closes"])
                self.sent.append((letter.address, found[0]))
            Letter.objects.filter(pk=letter.pk).update(sent_at=self.now)

    def must_be_true(self, letter: Letter, *, closes: str | None) -> None:
        """``closes`` is what a reminder says; None of a letter that it has closed."""
        self.period.refresh_from_db()
        assert letter.person is not None
        if closes is not None:
            assert closes == f"{self.period.closes_at:%Y%m%dT%H%M%SZ}"
            assert self.now < self.period.closes_at
        if letter.words is None:
            assert Contribution.objects.filter(author=letter.person, state=State.DRAFT, revises=None).exists()
        else:
            followed = Follow.objects.filter(reader__person=letter.person, topic=self.topic)
            assert (followed if closes is None else followed.filter(reminders=True)).exists()

    def look(self) -> None:
        actions.remind(at=self.now)
        actions.spread_news(at=self.now)

    def look_twice(self) -> None:
        actions.remind(at=self.now)
        self.look()

    def five_days_pass(self) -> None:
        self.now += 5 * DAY

    def a_day_passes(self) -> None:
        self.now += DAY

    def hours_pass(self) -> None:
        self.now += 7 * HOUR

    def extend(self) -> None:
        actions.extend_period(
            self.period, closes_at=self.period.closes_at + 3 * DAY, reason=WHY, by=self.cast.dora, at=self.now
        )

    def shorten(self) -> None:
        actions.shorten_period(
            self.period, closes_at=self.period.closes_at - 2 * DAY, reason=WHY, by=self.cast.dora, at=self.now
        )

    def put_back(self) -> None:
        change = actions.extend_period if self.period.closes_at < CLOSES else actions.shorten_period
        change(self.period, closes_at=CLOSES, reason=WHY, by=self.cast.dora, at=self.now)

    def send(self) -> None:
        draft = Contribution.objects.filter(state=State.DRAFT).order_by("pk").first()
        if draft is not None:
            actions.submit(draft, by=self.cast.ana, at=self.now)

    def begin(self) -> None:
        self.make_draft(period=self.period)

    def follow(self) -> None:
        follow(self.topic, by=self.cast.otto, reminders=True, at=self.now)

    def unfollow(self) -> None:
        unfollow(self.topic, reader=reader_of(self.cast.otto))

    def do_not_remind(self) -> None:
        if Follow.objects.filter(topic=self.topic).exists():
            follow(self.topic, by=self.cast.otto, reminders=False, at=self.now)

    def hold(self) -> None:
        Process.objects.update(holds_letters=True)
        self.period.round.process.refresh_from_db()

    def release(self) -> None:
        for news in News.objects.held():
            release(news, by=self.cast.dora)

    def be_quiet(self) -> None:
        for person in (self.cast.ana, self.cast.otto):
            choose(reader_of(person), quiet_from=time(10), quiet_until=time(16), at=self.now)


@contextmanager
def undone() -> Iterator[None]:
    """What happens in it has not happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def house(
    make_period: Callable[..., CommentPeriod], round_: Round, cast: SimpleNamespace, make_draft: Make
) -> Callable[[], House]:
    opens = CLOSES - 20 * DAY
    period = make_period(opens_at=opens, closes_at=CLOSES, announced_at=opens, public_at=opens - DAY)
    return lambda: House(CommentPeriod.objects.get(pk=period.pk), round_, cast, make_draft)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(DEEDS), min_size=3, max_size=14))
@example(["begin", "be quiet", "five days pass", "a day passes", "a day passes", "look", "send", "a day passes"])
@example(["follow", "five days pass", "be quiet", "look", "extend", "put back", "hours pass", "look", "five days pass"])
@example(["follow", "five days pass", "look", "extend", "look", "put back", "look", "five days pass", "look"])
def test_each_hears_once_what_is_so(house: Callable[[], House], deeds: list[str]) -> None:
    with undone():
        there = house()
        for deed in deeds:
            there.do(deed)
        there.now += 9 * HOUR
        there.send_mail()
        assert [sent for sent, times in Counter(there.sent).items() if times > 1] == []


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    before=st.lists(st.sampled_from(["look", "extend", "shorten", "put back", "hours pass"]), max_size=6),
    step=st.sampled_from([5 * HOUR, 11 * HOUR, DAY, 30 * HOUR]),
)
def test_whoever_wants_it_hears_of_the_dates_that_hold_in_the_end(
    house: Callable[[], House], before: list[str], step: timedelta
) -> None:
    with undone():
        there = house()
        for deed in ("begin", "follow", *before):
            there.do(deed)
        decided = there.now
        there.period.refresh_from_db()
        closes = there.period.closes_at
        while there.now < closes + DAY:
            there.now += step
            there.do("look")
        due = [days for days in (7, 2) if decided <= closes - days * DAY]
        assert due
        wanted = {f"period-closing:{there.period.pk}:{closes:%Y%m%dT%H%M%SZ}:{days}" for days in due}
        wanted.add(f"period-closed:{there.period.pk}:{closes:%Y%m%dT%H%M%SZ}")
        for person in (there.cast.ana, there.cast.otto):
            heard = {key for address, key in there.sent if address == person.email}
            assert wanted <= heard
