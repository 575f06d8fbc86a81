"""What is to come together comes once: at the reader's own hour, in their language, and without what is not so now."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta
from types import SimpleNamespace

import pytest
from django.core.mail import EmailMessage
from django.db import connections
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultations.models import Round
from contributions import actions
from contributions.enums import Consent
from contributions.models import Contribution
from following.actions import NotAllTold, choose, digesting, follow, follow_here, reader_at, reader_of, report, stop
from following.enums import Pace
from following.models import Item, News, Reader
from following.stops import read
from notifications.actions import deliver_due, queue
from notifications.models import Letter, Undeliverable
from notifications.rendering import LONGEST_TEXT
from notifications.stops import unsigned

pytestmark = pytest.mark.django_db

Make = Callable[..., Contribution]
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
FRIDAY = datetime(2027, 1, 15, 12, tzinfo=UTC)
SATURDAY, MONDAY = datetime(2027, 1, 16, 7, tzinfo=UTC), datetime(2027, 1, 18, 7, tzinfo=UTC)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
DIGEST = "contributions/digest"


@pytest.fixture
def publish(make_contribution: Make) -> Callable[..., Contribution]:
    """Publish something as if it had been at that instant, and tell followers."""

    def make(title: str = "On cables", *, at: datetime = FRIDAY, **given: str) -> Contribution:
        contribution = make_contribution(title=title, **given)
        News.objects.filter(spread_at=None).update(at=at)
        actions.spread_news(at=at)
        return contribution

    return make


@pytest.fixture
def guest(round_: Round) -> Reader:
    """An address without an account that follows the round, and hears of it once a day."""
    reader = reader_at("guest@example.org", language="en", time_zone="UTC")
    follow_here(f"round:{round_.pk}", reader=reader, pace=Pace.DAILY, at=LONG_AGO)
    return reader


def digests() -> list[str]:
    """The texts of all digests, in the order in which they were stored."""
    return [each.written()[0] for each in Letter.objects.filter(family=DIGEST).order_by("created_at", "pk")]


@pytest.mark.parametrize("pace", [Pace.DAILY, Pace.WEEKLY])
@pytest.mark.parametrize("step", [7 * MINUTE, DAY], ids=["every 7 minutes", "daily"])
def test_each_is_gathered_once_for_any_interval(
    publish: Make, guest: Reader, round_: Round, pace: Pace, step: timedelta
) -> None:
    follow_here(f"round:{round_.pk}", reader=guest, pace=pace, at=LONG_AGO)
    publish("On cables")
    publish("On herons")
    hour = SATURDAY if pace == Pace.DAILY else MONDAY
    for count in range(-3, 4):
        actions.write_digests(at=hour + count * step - MINUTE)

    (text,) = digests()
    assert (text.count("On cables"), text.count("On herons")) == (1, 1)


def test_with_all_kinds_of_letters_waiting_digests_go_last(
    publish: Make, guest: Reader, round_: Round, cast: SimpleNamespace, mailoutbox: list[EmailMessage]
) -> None:
    follow(f"round:{round_.pk}", by=cast.otto, at=LONG_AGO)
    publish(at=timezone.now() - DAY)
    actions.write_digests(at=timezone.now() + DAY)
    queue("account/login_code", to=cast.ines, context={"code": "135790"}, key="code")
    Letter.objects.update(next_attempt_at=timezone.now())

    assert deliver_due() == 6

    families = dict(Letter.objects.values_list("message_id", "family"))
    sent = [families[mail.extra_headers["Message-ID"]] for mail in mailoutbox]
    assert sent[0] == "account/login_code"
    # Those of the process in any order: they are due in the same moment.
    assert sorted(sent[1:4]) == ["contributions/published", "contributions/published", "contributions/receipt"]
    assert sent[4:] == ["contributions/followed_published", DIGEST]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hours=st.lists(st.integers(min_value=1, max_value=20 * 24), min_size=1, max_size=12, unique=True))
def test_nothing_is_lost_or_told_twice_whenever_anybody_looks(
    publish: Make, guest: Reader, round_: Round, hours: list[int]
) -> None:
    News.objects.all().delete()
    Letter.objects.all().delete()
    for day in range(3):
        report(
            "withdrawn",
            subject=Contribution.objects.first() or publish(),
            topics=[f"round:{round_.pk}"],
            key=f"fact:{day}:{News.objects.count()}",
            at=FRIDAY + day * DAY,
        )
    News.objects.filter(kind="published").delete()
    actions.spread_news(at=FRIDAY + 3 * DAY)
    for hour in (*sorted(hours), 21 * 24):
        actions.write_digests(at=FRIDAY + hour * HOUR)

    letters = Letter.objects.filter(family=DIGEST)
    assert Item.objects.filter(letter__in=letters, due_at=None).count() == 3
    assert Item.objects.count() == 3


def test_run_that_is_five_days_late_loses_nothing(publish: Make, guest: Reader) -> None:
    for day, title in enumerate(("On cables", "On herons", "On eels")):
        publish(title, at=FRIDAY + day * DAY)
    assert actions.write_digests(at=FRIDAY + 5 * DAY) == 1
    (text,) = digests()
    assert text.index("On eels") < text.index("On herons") < text.index("On cables")


@pytest.mark.django_db(transaction=True)
def test_schedulers_at_once_write_each_once(publish: Make, guest: Reader, cast: SimpleNamespace, round_: Round) -> None:
    for person in (cast.otto, cast.ines, cast.pia):
        follow(f"round:{round_.pk}", by=person, pace=Pace.DAILY, at=LONG_AGO)
    publish()

    def look(_: int) -> int:
        try:
            return actions.write_digests(at=SATURDAY)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        written = sum(pool.map(look, range(4)))
    assert written == Letter.objects.filter(family=DIGEST).count() == 4
    assert not Item.objects.filter(due_at__isnull=False).exists()


@pytest.mark.parametrize(
    ("zone", "wall", "told_at", "due"),
    [
        # The clock is set forward at two on the 28th: seven o'clock is an hour earlier, half past two never comes.
        ("Europe/Zurich", "07:00", "2027-03-27 12:00", "2027-03-28 05:00"),
        ("Europe/Zurich", "02:30", "2027-03-27 12:00", "2027-03-28 01:30"),
        # And back at three on the 31st: half past two comes twice, the letter the first time.
        ("Europe/Zurich", "07:00", "2027-10-30 12:00", "2027-10-31 06:00"),
        ("Europe/Zurich", "02:30", "2027-10-30 12:00", "2027-10-31 00:30"),
        ("Asia/Kathmandu", "07:00", "2027-03-27 12:00", "2027-03-28 01:15"),
        ("Asia/Kolkata", "07:00", "2027-03-27 12:00", "2027-03-28 01:30"),
        ("America/St_Johns", "07:00", "2027-03-13 12:00", "2027-03-14 09:30"),
        # By half an hour, on the other side of the world.
        ("Australia/Lord_Howe", "07:00", "2027-10-02 12:00", "2027-10-02 20:00"),
    ],
)
def test_it_comes_at_the_readers_own_hour(  # noqa: PLR0917  # what differs
    publish: Make, round_: Round, zone: str, wall: str, told_at: str, due: str
) -> None:
    reader = reader_at("far@example.org", language="en", time_zone=zone)
    choose(reader, digest_at=time.fromisoformat(wall))
    follow_here(f"round:{round_.pk}", reader=reader, pace=Pace.DAILY, at=LONG_AGO)
    publish(at=datetime.fromisoformat(f"{told_at}Z"))

    hour = datetime.fromisoformat(f"{due}Z")
    assert actions.write_digests(at=hour - MINUTE) == 0
    assert actions.write_digests(at=hour) == 1


def test_it_waits_for_the_end_of_quiet_hours(publish: Make, guest: Reader) -> None:
    choose(guest, quiet_from=time(6), quiet_until=time(8))
    publish()
    assert actions.write_digests(at=SATURDAY) == 0
    assert actions.write_digests(at=SATURDAY + HOUR) == 1


def test_run_that_is_late_does_not_write_in_quiet_hours(publish: Make, guest: Reader) -> None:
    choose(guest, quiet_from=time(22), quiet_until=time(6))
    publish()
    assert actions.write_digests(at=SATURDAY + 16 * HOUR) == 0
    assert actions.write_digests(at=SATURDAY + 23 * HOUR - MINUTE) == 0
    assert actions.write_digests(at=SATURDAY + 23 * HOUR) == 1
    assert actions.write_digests(at=SATURDAY + 24 * HOUR) == 0


@pytest.mark.parametrize(("language", "day"), [("fr", "15 janvier 2027"), ("ar", "15 يناير 2027")])
def test_it_speaks_the_readers_language_and_their_clock(publish: Make, round_: Round, language: str, day: str) -> None:
    reader = reader_at("far@example.org", language=language, time_zone="Asia/Kathmandu")
    follow_here(f"round:{round_.pk}", reader=reader, pace=Pace.DAILY, at=LONG_AGO)
    publish()
    actions.write_digests(at=SATURDAY)

    letter = Letter.objects.get(family=DIGEST)
    text, html = letter.written()
    assert letter.language == language
    assert day in text
    assert "17:45" in text
    assert ('dir="rtl"' in html) == (language == "ar")


def test_what_was_withdrawn_meanwhile_is_not_in_it(publish: Make, guest: Reader, cast: SimpleNamespace) -> None:
    gone = publish("On cables")
    publish("On herons")
    actions.withdraw(gone, by=cast.ana)
    actions.write_digests(at=SATURDAY)

    (text,) = digests()
    assert "On herons" in text
    assert "On cables" not in text


def test_what_is_withdrawn_before_the_digest_has_gone_is_not_in_it(
    publish: Make, guest: Reader, cast: SimpleNamespace
) -> None:
    gone = publish("On cables")
    publish("On herons")
    assert actions.write_digests(at=SATURDAY) == 1
    actions.withdraw(gone, by=cast.ana)
    assert actions.write_digests(at=SATURDAY) == 1

    letter = Letter.objects.get(family=DIGEST, called_off_at=None)
    text, _html = letter.written()
    assert "On herons" in text
    assert "On cables" not in text


def test_where_nothing_is_left_there_is_no_letter(publish: Make, guest: Reader, cast: SimpleNamespace) -> None:
    actions.withdraw(publish(), by=cast.ana)
    News.objects.filter(kind="withdrawn").update(dropped_at=FRIDAY)
    assert actions.write_digests(at=SATURDAY) == 0
    assert not Item.objects.filter(due_at__isnull=False).exists()


def test_what_its_source_lets_nobody_read_any_more_is_not_in_it(
    publish: Make, guest: Reader, cast: SimpleNamespace
) -> None:
    published = publish("On hushed cables")
    actions.change_consent(published, Consent.AGGREGATE, by=cast.ana)
    actions.write_digests(at=SATURDAY)
    (text,) = digests()
    assert "hushed" not in text


def test_what_is_too_much_for_a_letter_is_counted(
    publish: Make, guest: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digesting, "MOST_LINES", 2)
    for number in range(5):
        publish(f"Paper {number}", at=FRIDAY + number * MINUTE)
    actions.write_digests(at=SATURDAY)

    (text,) = digests()
    assert [number for number in range(5) if f"Paper {number}" in text] == [3, 4]
    assert "3 more pieces of news stand on your page:" in text
    assert Item.objects.filter(letter__isnull=False, due_at=None).count() == 5


@pytest.mark.parametrize("title", ["Of the management of very long titles " * 6, "论电缆与苍鹭之管理" * 25])
def test_most_that_a_letter_can_list_stays_short_enough(
    publish: Make, guest: Reader, round_: Round, title: str
) -> None:
    published = publish(title)
    News.objects.all().delete()
    for number in range(digesting.MOST_LINES + 5):
        report("published", subject=published, topics=[f"round:{round_.pk}"], key=f"fact:{number}", at=FRIDAY)
    actions.spread_news(at=FRIDAY)
    assert actions.write_digests(at=SATURDAY) == 1
    assert len(digests()[0].encode()) <= LONGEST_TEXT


@pytest.mark.parametrize("how", ["by_link", "no_mail", "nothing_arrives"])
def test_who_stopped_in_between_gets_nothing(publish: Make, guest: Reader, how: str) -> None:
    publish()
    if how == "by_link":
        stop(read(f"{guest.pk}-n{News.objects.get(kind='published').pk}"))  # type: ignore[arg-type]
    elif how == "no_mail":
        choose(guest, by_mail=False)
    else:
        Undeliverable.objects.create(address=guest.address, trouble="bounce", since=FRIDAY)
    assert actions.write_digests(at=SATURDAY) == 0
    assert not Letter.objects.filter(family=DIGEST).exists()


def test_its_own_link_ends_what_is_daily_and_the_one_that_waits_to_go(
    publish: Make, guest: Reader, round_: Round
) -> None:
    follow_here(f"process:{round_.process_id}", reader=guest, pace=Pace.WEEKLY, at=LONG_AGO)
    publish()
    actions.write_digests(at=SATURDAY)

    letter = Letter.objects.get(family=DIGEST)
    what = read(unsigned(letter.stop_token) or "")
    assert what is not None
    assert stop(what) == [f"round:{round_.pk}"]

    letter.refresh_from_db()
    assert letter.called_off_at is not None
    assert list(guest.follows.values_list("topic", flat=True)) == [f"process:{round_.process_id}"]


def test_run_ends_by_itself_and_the_next_goes_on(
    publish: Make, guest: Reader, cast: SimpleNamespace, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(f"round:{round_.pk}", by=cast.otto, pace=Pace.DAILY, at=LONG_AGO)
    publish()
    monkeypatch.setattr(digesting, "READERS", 1)
    with monkeypatch.context() as short:
        short.setattr(digesting, "LONGEST_RUN", 0.0)
        assert actions.write_digests(at=SATURDAY) == 0
    assert actions.write_digests(at=SATURDAY) == 2


def test_what_cannot_be_worded_keeps_nobody_else_waiting(
    publish: Make, guest: Reader, cast: SimpleNamespace, round_: Round
) -> None:
    follow("round:0", by=cast.otto, pace=Pace.DAILY, at=LONG_AGO)
    publish()
    odd = News.objects.create(key="odd", kind="odd", subject="x", topics=["round:0"], at=FRIDAY, spread_at=FRIDAY)
    Item.objects.create(
        reader=reader_of(cast.otto), news=odd, topic="round:0", pace=Pace.DAILY, due_at=SATURDAY, created_at=FRIDAY
    )
    other = reader_at("later@example.org", language="en", time_zone="UTC")
    follow_here(f"round:{round_.pk}", reader=other, pace=Pace.DAILY, at=LONG_AGO)
    publish("On herons")

    with pytest.raises(NotAllTold):
        actions.write_digests(at=SATURDAY)
    addresses = Letter.objects.filter(family=DIGEST).values_list("address", flat=True)
    assert sorted(addresses) == ["guest@example.org", "later@example.org"]
