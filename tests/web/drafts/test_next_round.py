"""The page on which an author decides about what came too late."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.actions import set_receiving
from contributions import actions
from contributions.enums import Lane, State


@pytest.fixture
def held(cast, make_draft, round_):
    set_receiving(round_, by=None, in_time_hours=None, accepts_late=True)
    draft = make_draft()
    actions.submit(draft, by=cast.ana, at=draft.period.closes_at + timedelta(hours=1))
    return draft


@pytest.fixture
def later(make_round, make_period):
    return lambda number=2: make_period(round=make_round(number))


def address(contribution, *, name="next_round"):
    return reverse(f"web:{name}", args=[contribution.pk])


def test_one_press_carries_it_and_leads_to_the_new_receipt(as_, held, later):
    client, period = as_("ana"), later()
    assert f'value="{period.pk}"' in client.get(address(held)).content.decode()

    response = client.post(address(held, name="next_round_carry"), {"period": period.pk})

    held.refresh_from_db()
    assert response["Location"] == reverse("web:receipt", args=[held.pk])
    assert (held.round, held.lane) == (period.round, Lane.IN_TIME)
    assert "Carried from" in client.get(response["Location"]).content.decode()


def test_a_second_press_says_that_it_is_not_held_any_more(as_, held, later):
    client, period = as_("ana"), later()
    client.post(address(held, name="next_round_carry"), {"period": period.pk})

    assert client.post(address(held, name="next_round_carry"), {"period": period.pk}).status_code == 409
    assert client.get(address(held))["Location"] == reverse("web:contribution_mine", args=[held.pk])


@pytest.mark.parametrize("chosen", ["", "0", "\x00", "9" * 40, "x"])
def test_a_period_that_is_none_of_those_changes_nothing(as_, held, later, chosen):
    later()

    response = as_("ana").post(address(held, name="next_round_carry"), {"period": chosen})

    held.refresh_from_db()
    assert (response.status_code, held.lane) == (409, Lane.NEXT_ROUND)


def test_left_it_stays(as_, held, later):
    later()

    assert as_("ana").post(address(held, name="next_round_leave")).status_code == 302
    held.refresh_from_db()
    assert (held.state, held.lane) == (State.SUBMITTED, Lane.NEXT_ROUND)


@pytest.mark.parametrize("who", ["otto", "dora"])
@pytest.mark.parametrize("name", ["next_round", "next_round_carry", "next_round_leave"])
def test_it_is_nobody_else_s_business(as_, held, later, who, name):
    later()
    client = as_(who)
    send = client.get if name == "next_round" else client.post

    assert send(address(held, name=name)).status_code == 404


def test_its_budget(as_, held, later, queries_of):
    later()
    as_("ana")

    assert queries_of(address(held)) <= 8


def test_a_closed_period_offers_a_late_contribution_where_the_round_takes_one(client, make_period, round_):
    period = make_period("closed")
    page = reverse("web:period", args=[round_.process.slug, round_.number, period.pk])
    assert "/begin/" not in client.get(page).content.decode()

    set_receiving(round_, by=None, in_time_hours=None, accepts_late=True)

    assert "Begin a late contribution" in client.get(page).content.decode()
    begun = client.post(reverse("web:begin", args=[round_.process.slug, round_.number, period.pk]))
    assert "Too late for this round" in client.get(begun["Location"]).content.decode()


def test_the_preview_says_before_sending_that_it_is_delayed(as_, make_draft, round_):
    round_.meets_on = (timezone.now() + timedelta(days=30)).date()
    round_.save()
    set_receiving(round_, by=None, in_time_hours=1080, delayed_hours=288)
    draft = make_draft()

    shown = as_("ana").get(reverse("web:draft_preview", args=[draft.pk])).content.decode()

    assert "Yours is delayed" in shown
    assert 'name="for_action"' in shown


def test_the_round_s_page_explains_its_rules(client, round_):
    round_.meets_on = (timezone.now() + timedelta(days=100)).date()
    round_.save()
    set_receiving(round_, by=None, in_time_hours=1080, delayed_hours=288, accepts_late=True)

    shown = client.get(reverse("web:round", args=[round_.process.slug, round_.number])).content.decode()

    assert "1080 hours before the meeting" in shown
    assert "held for the next one" in shown
