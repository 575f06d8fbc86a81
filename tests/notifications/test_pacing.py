"""No more letters a minute to one domain than its server likes."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from notifications.actions import claiming, deliver, deliver_due
from notifications.enums import Priority
from notifications.models import Domain, Letter

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _six_a_minute(settings):
    """One in ten seconds, and so two at one go."""
    settings.MAIL_MOST_A_MINUTE = 6
    settings.MAIL_MOST_A_MINUTE_TO = {"big.example": 60, "any.example": 0}


@pytest.fixture
def make_to(make_letter):
    """Store letters to addresses at one domain."""

    def make(domain, number, **columns):
        name = domain.split(".")[0].lower()
        return [make_letter(f"{name}{each}", address=f"{each}@{domain}", **columns) for each in range(number)]

    return make


def to(mail_server):
    return [recipient for _sender, recipient in mail_server.envelopes]


def test_letters_beyond_the_limit_wait_and_others_pass_by(mail_server, make_to):
    make_to("small.example", 5)
    make_to("other.example", 1)
    now = timezone.now()

    assert deliver_due(at=now) == 3

    assert to(mail_server) == ["0@small.example", "1@small.example", "0@other.example"]
    late = Letter.objects.due(at=now + timedelta(minutes=1)).order_by("next_attempt_at")
    assert [(round((each.next_attempt_at - now) / SECOND), each.attempts, each.claim) for each in late] == [
        (10, 0, None),
        (20, 0, None),
        (30, 0, None),
    ]


def test_those_that_waited_go_at_their_time_without_waiting_again(mail_server, make_to):
    make_to("small.example", 5)
    now = timezone.now()

    gone = [deliver_due(at=now + seconds * SECOND) for seconds in (0, 9, 10, 20, 30)]

    assert gone == [2, 0, 1, 1, 1]


def test_a_domain_has_its_own_limit_and_one_spelling(mail_server, make_to):
    make_to("Big.example", 30)
    make_to("any.example", 30)

    assert deliver_due() == 20 + 30

    assert set(Domain.objects.values_list("name", flat=True)) == {"big.example"}


def test_nought_is_no_limit(mail_server, make_to, settings):
    settings.MAIL_MOST_A_MINUTE = 0
    make_to("small.example", 5)

    assert deliver_due() == 5


def test_the_urgent_go_first_when_places_are_few(mail_server, make_to, make_letter):
    make_to("small.example", 4, priority=Priority.BULK)
    now = timezone.now()
    deliver_due(at=now)
    make_letter("receipt", address="receipt@small.example", priority=Priority.NORMAL)

    deliver_due(at=now + 10 * SECOND)

    assert to(mail_server)[2:] == ["receipt@small.example"]


def test_what_somebody_waits_for_is_not_held_back(mail_server, make_to, make_letter):
    make_to("small.example", 5)
    deliver_due()
    by_name = make_letter("code", address="code@small.example", priority=Priority.FIRST)
    make_letter("another", address="another@small.example", priority=Priority.FIRST)

    assert deliver(by_name.pk) is True
    assert deliver_due() == 1


def test_a_time_that_is_far_off_comes_from_a_wrong_clock(mail_server, make_to):
    Domain.objects.create(name="small.example", next_at=timezone.now() + timedelta(days=300))
    make_to("small.example", 1)

    assert deliver_due() == 1


@pytest.mark.django_db(transaction=True)
def test_runs_at_once_keep_to_one_limit(mail_server, make_to, broker):
    make_to("big.example", 90)
    now = timezone.now()

    def run(_: int) -> int:
        try:
            return deliver_due(at=now)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as workers:
        sent = sum(workers.map(run, range(3)))

    assert sent == len(mail_server.letters) == 20


@pytest.mark.django_db(transaction=True)
def test_two_workers_are_fair_and_exact_to_each_domain(mail_server, make_to, broker, settings):
    settings.MAIL_MOST_A_MINUTE_TO = {"big.example": 60, "half.example": 30, "any.example": 0}
    for domain in ("big.example", "half.example", "small.example"):
        make_to(domain, 45)
    make_to("any.example", 9)
    now = timezone.now()

    def work(second: int) -> None:
        try:
            deliver_due(at=now + second * SECOND)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as workers:
        list(workers.map(work, [0, 0, 7, 7, 20, 20]))

    # What twenty seconds bring at one go, and what came free in twenty more.
    sent = Counter(address.split("@")[1] for address in to(mail_server))
    assert sent == {"big.example": 40, "half.example": 20, "small.example": 4, "any.example": 9}
    assert len(set(to(mail_server))) == sum(sent.values())


def test_many_letters_to_a_slow_domain_hold_no_others_back(mail_server, make_to, monkeypatch):
    monkeypatch.setitem(claiming.claim_due.__kwdefaults__, "most", 5)
    make_to("small.example", 23)
    make_to("any.example", 3)

    assert deliver_due() == 2 + 3

    assert {address.split("@")[1] for address in to(mail_server)[-3:]} == {"any.example"}
