"""Followers learn of an opening once, however often and however late anybody looks."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from contributions import actions
from following.actions import follow
from notifications.models import Letter
from record.actions import enter
from tests.waiting import LONGEST, meanwhile


@pytest.mark.django_db
@pytest.mark.parametrize("late", [timedelta(), timedelta(minutes=7), timedelta(days=5)])
def test_an_opening_is_told_once_for_any_interval(make_period, cast, round_, late):
    period = make_period("open", announced_at=None)
    follow(f"round:{round_.pk}", by=cast.otto)

    for run in range(3):
        actions.announce_openings(at=period.opens_at + late + timedelta(seconds=run))

        actions.spread_news()
    assert Letter.objects.filter(family="contributions/period_opened", person=cast.otto).count() == 1


@pytest.mark.django_db
def test_what_has_not_opened_and_what_has_closed_is_not_told(make_period, cast, round_):
    make_period("upcoming", announced_at=None)
    make_period("closed", announced_at=None)
    follow(f"round:{round_.pk}", by=cast.otto)

    actions.announce_openings(at=timezone.now())

    actions.spread_news()
    assert not Letter.objects.filter(family="contributions/period_opened").exists()


@pytest.mark.django_db(transaction=True)
def test_two_schedulers_at_once_tell_it_once(make_period, cast, round_):
    make_period("open", announced_at=None)
    follow(f"round:{round_.pk}", by=cast.otto)

    def look(_: int) -> int:
        try:
            return actions.announce_openings()
        finally:
            actions.spread_news()
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        told = sum(pool.map(look, range(4)))

    assert told == 1
    assert Letter.objects.filter(family="contributions/period_opened").count() == 1


@pytest.mark.django_db
def test_a_publication_is_told_to_followers_but_not_twice_to_its_author(make_contribution, cast, round_):
    for person in (cast.otto, cast.ana):
        follow(f"round:{round_.pk}", by=person)

    make_contribution()
    actions.spread_news()

    told = Letter.objects.filter(family="contributions/followed_published").values_list("person__email", flat=True)
    assert list(told) == ["otto@example.org"]


@pytest.mark.django_db(transaction=True)
def test_whoever_publishes_meanwhile_waits_for_no_announcement(make_period, cast):
    period = make_period("open", announced_at=None)

    with transaction.atomic():
        enter("period.announce", subject=period, by=None)  # the record is ours until we finish
        announced = meanwhile(actions.announce_openings)
        with connection.cursor() as cursor:
            # What the database asks at a commit, of whatever refers to the period.
            cursor.execute("SELECT 1 FROM consultations_commentperiod WHERE id = %s FOR KEY SHARE NOWAIT", [period.pk])

    assert announced.result(timeout=LONGEST) == 1
