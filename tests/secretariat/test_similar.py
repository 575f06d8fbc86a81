"""Similar texts at the desk: told where one looks, compared word by word, grouped by whoever works there."""

from itertools import pairwise

import pytest
from django.test import Client

from consultations.models import ProcessRole
from contributions import actions
from contributions.enums import State
from contributions.models import Campaign, Likeness

STATEMENT = "Cables matter to our village, and nobody asks us before they are laid across the beach."


@pytest.fixture
def copies(make_contribution, make_source):
    """So many submitted contributions with nearly one text, all alike."""
    number = iter(range(1, 100))

    def make(many, state=State.SUBMITTED):
        made = []
        for _ in range(many):
            at = next(number)
            source = make_source(f"Town {at}")
            made.append(make_contribution(state, sources=[{"id": source.pk}], statement=f"{STATEMENT} Town {at}."))
        for earlier, later in pairwise(made):
            Likeness.objects.create(earlier=earlier, later=later, percent=80)
        return made

    return make


def test_queue_and_page_say_that_others_say_nearly_the_same(dora, copies, make_contribution):
    one, other = copies(2)
    make_contribution(State.SUBMITTED, title="Quite alone")

    assert dora.get("/desk/").content.decode().count("Others say nearly the same") == 2
    page = dora.get(f"/desk/contributions/{one.pk}/").content.decode()
    assert f"/desk/contributions/{one.pk}/similar/{other.pk}/" in page
    assert "80 % in common" in page


def test_both_are_compared_side_by_side(dora, copies):
    one, other = copies(2)

    page = dora.get(f"/desk/contributions/{one.pk}/similar/{other.pk}/")

    assert page.status_code == 200
    assert "<ins" in page.content.decode()
    assert "1 word of its own" in page.content.decode()


def test_comparing_with_itself_leads_back(dora, copies):
    one, _other = copies(2)
    assert dora.get(f"/desk/contributions/{one.pk}/similar/{one.pk}/").status_code == 302


def test_chosen_ones_are_grouped_and_the_campaign_is_told(dora, copies):
    one, other, third = copies(3)

    answer = dora.post(
        f"/desk/contributions/{one.pk}/similar/group/",
        {"member": [other.pk], "organiser": "Beach Watch", "organiser_url": "https://beach.example/"},
        follow=True,
    )

    campaign = Campaign.objects.get()
    assert answer.redirect_chain == [(f"/desk/campaigns/{campaign.pk}/", 302)]
    assert set(campaign.members.all()) == {one, other}
    assert "2 contributions were grouped." in answer.content.decode()
    assert "Beach Watch" in dora.get("/desk/campaigns/").content.decode()
    page = dora.get(f"/desk/contributions/{third.pk}/similar/").content.decode()
    assert f"/desk/campaigns/{campaign.pk}/add/" in page
    assert f'value="{third.pk}"' in page


def test_more_are_added_one_is_taken_out_another_stands_for_all_and_it_is_dissolved(dora, copies):
    one, other, third = copies(3)
    dora.post(f"/desk/contributions/{one.pk}/similar/group/", {"member": [other.pk]})
    campaign = Campaign.objects.get()
    there = f"/desk/campaigns/{campaign.pk}/"

    dora.post(f"/desk/contributions/{one.pk}/similar/group/", {"member": [third.pk]})
    assert campaign.members.count() == 3
    dora.post(f"{there}represent/", {"member": other.pk})
    dora.post(f"{there}take-out/", {"member": one.pk})
    dora.post(f"{there}organiser/", {"organiser": "Beach Watch"})
    campaign.refresh_from_db()
    assert (set(campaign.members.all()), campaign.representative, campaign.organiser) == (
        {other, third}, other, "Beach Watch",
    )  # fmt: skip
    answer = dora.post(f"{there}dissolve/", follow=True)
    assert "Each contribution stands by itself, as before." in answer.content.decode()
    assert campaign.members.count() == 0


def test_second_click_and_a_stale_page_are_told_and_change_nothing(dora, copies):
    one, other = copies(2)
    dora.post(f"/desk/contributions/{one.pk}/similar/group/", {"member": [other.pk]})
    campaign = Campaign.objects.get()
    dora.post(f"/desk/campaigns/{campaign.pk}/dissolve/")

    for act, given in (("dissolve", {}), ("take-out", {"member": one.pk}), ("organiser", {"organiser": "X"})):
        answer = dora.post(f"/desk/campaigns/{campaign.pk}/{act}/", given)
        assert answer.status_code == 409
        assert "dissolved meanwhile" in answer.content.decode()


def test_what_was_typed_stays_in_a_form_that_is_refused(dora, copies):
    one, other = copies(2)

    answer = dora.post(
        f"/desk/contributions/{one.pk}/similar/group/",
        {"member": [other.pk], "organiser": "Beach Watch", "organiser_url": "javascript:alert(1)"},
    )

    assert answer.status_code == 422
    assert "Beach Watch" in answer.content.decode()
    assert "https://" in answer.content.decode()
    assert Campaign.objects.count() == 0


@pytest.mark.parametrize(
    "given", [{}, {"member": "\x00"}, {"member": "9" * 30}, {"member": ["1", "x"], "organiser": "a\x00b"}]
)
def test_nonsense_is_refused(dora, copies, given):
    one, _other = copies(2)
    assert dora.post(f"/desk/contributions/{one.pk}/similar/group/", given).status_code in (400, 409, 422)
    assert Campaign.objects.count() == 0


@pytest.mark.parametrize("who", ["chris", "olga"])
def test_who_only_reads_sees_it_and_is_offered_nothing(who, cast, sign_in, copies):
    one, other = copies(2)
    reader = sign_in(Client(), getattr(cast, who))

    page = reader.get(f"/desk/contributions/{one.pk}/similar/").content.decode()
    assert "80 % in common" in page
    assert "similar/group/" not in page or "Group them" not in page
    assert reader.post(f"/desk/contributions/{one.pk}/similar/group/", {"member": other.pk}).status_code == 403


def test_other_processes_are_out_of_sight(
    dora, copies, cast, *, make_process, make_round, make_period, make_contribution
):
    one, _other = copies(2)
    elsewhere = make_period(round=make_round(1, process=make_process("other")))
    ProcessRole.objects.create(process=elsewhere.round.process, person=cast.otto, role="head")
    foreign = make_contribution(State.SUBMITTED, period=elsewhere)
    again = make_contribution(State.SUBMITTED, period=elsewhere)
    campaign = actions.group(foreign, [again], by=cast.otto)

    for path in (
        f"contributions/{foreign.pk}/similar/",
        f"contributions/{one.pk}/similar/{foreign.pk}/",
        f"campaigns/{campaign.pk}/",
    ):
        assert dora.get(f"/desk/{path}").status_code == 404
    assert dora.post(f"/desk/campaigns/{campaign.pk}/dissolve/").status_code == 404
    assert dora.post(f"/desk/contributions/{one.pk}/similar/group/", {"member": foreign.pk}).status_code == 409
    assert campaign.members.count() == 2


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_however_many(rows, dora, copies, cast, django_assert_max_num_queries):
    one, *others = copies(rows + 1)
    with django_assert_max_num_queries(8):
        dora.get(f"/desk/contributions/{one.pk}/similar/")
    with django_assert_max_num_queries(8):
        dora.get(f"/desk/contributions/{one.pk}/similar/{others[0].pk}/")
    campaign = actions.group(one, others, by=cast.dora)
    for path in ("/desk/campaigns/", f"/desk/campaigns/{campaign.pk}/"):
        with django_assert_max_num_queries(8):
            assert dora.get(path).status_code == 200
