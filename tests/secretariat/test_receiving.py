"""Lanes at the desk: the rounds with their rules, and who changes them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from consultations.actions import set_receiving
from consultations.models import ReceivingRules
from contributions import actions

LANES = "/desk/lanes/"


@pytest.fixture
def at_the_desk(client, sign_in, cast):
    return lambda who: sign_in(client, getattr(cast, who))


def rules_of(round_):
    return reverse("secretariat:receiving", args=[round_.pk])


def test_the_head_sets_the_rules_and_the_round_s_page_says_them(at_the_desk, round_, client):
    desk = at_the_desk("dora")

    sent = desk.post(rules_of(round_), {"in_time_hours": "1080", "delayed_hours": "288", "accepts_late": "on"})

    assert sent["Location"] == rules_of(round_)
    rules = ReceivingRules.objects.get(round=round_)
    assert (rules.in_time_hours, rules.delayed_hours, rules.accepts_late, rules.grace_seconds) == (
        1080,
        288,
        True,
        None,
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"in_time_hours": "10", "delayed_hours": "20"}, "give fewer hours here"),
        ({"in_time_hours": "-1"}, "greater than or equal to 0"),
        ({"in_time_hours": "99999999999"}, "more than two years"),
        ({"grace_seconds": "3601"}, "at most an hour"),
        ({"in_time_hours": "1\x00"}, "whole number"),
    ],
)
def test_rules_that_make_no_sense_are_not_taken(at_the_desk, round_, given, sentence):
    answer = at_the_desk("dora").post(rules_of(round_), given)

    assert (answer.status_code, ReceivingRules.objects.count()) == (422, 0)
    assert sentence in answer.content.decode()


@pytest.mark.parametrize("who", ["omar", "chris", "olga"])
def test_the_others_at_the_desk_read_them_only(at_the_desk, round_, who):
    desk = at_the_desk(who)

    assert "Only the head" in desk.get(rules_of(round_)).content.decode()
    assert desk.post(rules_of(round_), {"in_time_hours": "5"}).status_code == 403
    assert ReceivingRules.objects.count() == 0


def test_a_round_of_another_process_is_not_there(at_the_desk, make_round, make_process):
    elsewhere = make_round(process=make_process("other"))

    assert at_the_desk("dora").get(rules_of(elsewhere)).status_code == 404
    assert at_the_desk("dora").post(rules_of(elsewhere), {}).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_has_one_budget(at_the_desk, make_round, number, django_assert_max_num_queries):
    for each in range(number):
        set_receiving(make_round(each + 1), by=None, in_time_hours=1080)
    desk = at_the_desk("olga")

    with django_assert_max_num_queries(8):
        assert "In time 1080 hours" in desk.get(LANES).content.decode()


def test_what_is_held_is_counted_and_offers_no_publication(at_the_desk, make_draft, round_, cast):
    set_receiving(round_, by=None, in_time_hours=None, accepts_late=True)
    draft = make_draft()
    actions.submit(draft, by=cast.ana, at=draft.period.closes_at + timedelta(hours=1))
    desk = at_the_desk("omar")

    assert "1 contribution held for the next round" in desk.get(LANES).content.decode()
    page = desk.get(reverse("secretariat:contribution", args=[draft.pk])).content.decode()
    assert "Held for the next round" in page
    assert f"/desk/contributions/{draft.pk}/publish/" not in page


def test_a_grace_is_told_at_the_desk(at_the_desk, make_draft, cast):
    draft = make_draft()
    actions.submit(draft, by=cast.ana, at=draft.period.closes_at + timedelta(seconds=3))

    page = at_the_desk("olga").get(reverse("secretariat:contribution", args=[draft.pk])).content.decode()

    assert "It was on its way when the comment period closed" in page


def test_the_list_leads_on(at_the_desk, make_round):
    for number in range(30):
        make_round(number + 1, meets_on=timezone.now().date())
    desk = at_the_desk("dora")

    assert "?page=" in desk.get(LANES).content.decode()
    assert desk.get(f"{LANES}?page=nonsense").status_code == 400
