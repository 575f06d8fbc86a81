"""Grouping what says nearly the same: nothing is hidden by it, and dissolving it leaves everything as it was."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common.refusals import Incomplete, NotAllowed, NotPossible
from contributions import actions
from contributions.enums import State
from contributions.models import Campaign, Contribution
from contributions.queries import similar
from contributions.queries.campaigns import public_campaigns, public_members
from contributions.queries.reading import of_round
from record.models import Entry
from record.queries import verify


@pytest.fixture
def copies(make_contribution, make_source):
    """Contributions of so many sources."""
    number = iter(range(1, 100))

    def make(*states: str) -> list[Contribution]:
        return [make_contribution(state, sources=[{"id": make_source(f"Town {next(number)}").pk}]) for state in states]

    return make


def everything(contribution_ids) -> list[dict]:
    """All columns of these, their sources, submissions and symbols."""
    rows = Contribution.objects.filter(pk__in=contribution_ids).order_by("pk")
    return [
        {
            "row": Contribution.objects.filter(pk=each.pk).values().get(),
            "sources": list(each.sources.order_by("pk").values()),
            "submissions": list(each.submissions.order_by("pk").values()),
            "files": list(each.files.values()),
        }
        for each in rows
    ]


def test_group_is_one_text_with_how_many_and_who_organised(copies, cast, round_):
    one, other, waiting = copies(State.PUBLISHED, State.PUBLISHED, State.SUBMITTED)

    campaign = actions.group(
        one, [other, waiting], by=cast.omar, organiser="Cable Watch", organiser_url="https://cables.example/letter"
    )

    (shown,) = public_campaigns(round_)
    assert (shown.pk, shown.size, shown.organiser) == (campaign.pk, 2, "Cable Watch")
    assert list(public_members(campaign)) == [one, other]
    assert {each.pk for each in of_round(round_)} == {one.pk, other.pk}


def test_each_act_is_on_record_for_the_campaign_and_for_each_member(copies, cast):
    one, other, third = copies(State.PUBLISHED, State.PUBLISHED, State.SUBMITTED)
    campaign = actions.group(one, [other], by=cast.omar)
    actions.add_to_campaign(campaign, [third], by=cast.omar)
    actions.represent(campaign, other, by=cast.omar)
    actions.name_organiser(campaign, by=cast.omar, organiser="Cable Watch", organiser_url="")
    actions.take_out_of_campaign(campaign, third, by=cast.omar)
    actions.dissolve(campaign, by=cast.omar)

    told = Entry.objects.filter(verb__regex="campaign|group").order_by("number").values_list("verb", flat=True)
    assert list(told) == [
        "contribution.group", "contribution.group", "campaign.group", "contribution.group", "campaign.represent",
        "campaign.organiser", "contribution.ungroup", "contribution.ungroup", "contribution.ungroup",
        "campaign.dissolve",
    ]  # fmt: skip


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    chosen=st.sets(st.integers(0, 4), min_size=2),
    later=st.sets(st.integers(0, 4)),
    out=st.sets(st.integers(0, 4)),
    stands_for_all=st.integers(0, 4),
)
def test_dissolving_leaves_everything_as_it_was_before(all_states, cast, *, chosen, later, out, stands_for_all):
    everybody, before = all_states
    first, *rest = [everybody[place] for place in sorted(chosen)]
    campaign = actions.group(first, rest, by=cast.dora, organiser="Somebody")
    actions.add_to_campaign(campaign, [everybody[place] for place in later], by=cast.dora)
    if stands_for_all in chosen | later:
        actions.represent(campaign, everybody[stands_for_all], by=cast.dora)
    campaign.refresh_from_db()
    for place in out:
        if everybody[place].pk != campaign.representative_id:
            actions.take_out_of_campaign(campaign, everybody[place], by=cast.dora)

    actions.dissolve(campaign, by=cast.dora)

    assert everything([each.pk for each in everybody]) == before


@pytest.fixture
def all_states(copies):
    everybody = copies(State.PUBLISHED, State.SUBMITTED, State.UNDER_REVIEW, State.RETURNED, State.DECLINED)
    return everybody, everything([each.pk for each in everybody])


@pytest.mark.parametrize("who", ["chris", "olga", "ana", "otto"])
def test_only_who_works_at_the_desk_groups(copies, cast, who):
    one, other = copies(State.PUBLISHED, State.PUBLISHED)
    campaign = actions.group(one, [other], by=cast.dora)
    by = getattr(cast, who)

    for act in (
        lambda: actions.group(one, [other], by=by),
        lambda: actions.add_to_campaign(campaign, [], by=by),
        lambda: actions.take_out_of_campaign(campaign, other, by=by),
        lambda: actions.represent(campaign, other, by=by),
        lambda: actions.name_organiser(campaign, by=by, organiser="x", organiser_url=""),
        lambda: actions.dissolve(campaign, by=by),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_what_does_not_belong_together_is_refused(
    copies, cast, make_round, make_period, *, make_contribution, make_draft
):
    one, other = copies(State.PUBLISHED, State.PUBLISHED)
    elsewhere = make_contribution(State.PUBLISHED, period=make_period(round=make_round(2)))
    third, fourth = copies(State.SUBMITTED, State.SUBMITTED)
    actions.group(third, [fourth], by=cast.dora)

    for others in ([], [one], [elsewhere], [make_draft()], [third]):
        with pytest.raises(NotPossible):
            actions.group(one, others, by=cast.dora)
    assert Campaign.objects.count() == 1
    assert other.campaign_id is None


def test_dissolved_campaign_cannot_be_changed_any_more(copies, cast):
    one, other = copies(State.PUBLISHED, State.PUBLISHED)
    campaign = actions.group(one, [other], by=cast.dora)
    actions.dissolve(campaign, by=cast.dora)

    for act in (
        lambda: actions.dissolve(campaign, by=cast.dora),
        lambda: actions.add_to_campaign(campaign, [one], by=cast.dora),
        lambda: actions.represent(campaign, one, by=cast.dora),
    ):
        with pytest.raises(NotPossible):
            act()
    assert actions.group(other, [one], by=cast.dora).pk != campaign.pk


def test_representative_is_not_taken_out(copies, cast):
    one, other = copies(State.PUBLISHED, State.PUBLISHED)
    campaign = actions.group(one, [other], by=cast.dora)

    with pytest.raises(NotPossible):
        actions.take_out_of_campaign(campaign, one, by=cast.dora)
    actions.take_out_of_campaign(campaign, other, by=cast.dora)
    actions.take_out_of_campaign(campaign, other, by=cast.dora)
    assert list(campaign.members.all()) == [one]


@pytest.mark.parametrize(
    ("organiser", "url", "field"),
    [
        ("Cable Watch", "javascript:alert(1)", "organiser_url"),
        ("Cable Watch", "ftp://cables.example/", "organiser_url"),
        ("", "https://cables.example/", "organiser"),
        ("x" * 301, "", "organiser"),
    ],
)
def test_what_is_said_of_the_organiser_has_to_make_sense(copies, cast, organiser, url, field):
    one, other = copies(State.PUBLISHED, State.PUBLISHED)

    with pytest.raises(Incomplete) as refused:
        actions.group(one, [other], by=cast.dora, organiser=organiser, organiser_url=url)
    assert set(refused.value.fields) == {field}


def test_name_of_the_organiser_has_nothing_in_it_that_nobody_sees(copies, cast):
    one, other = copies(State.PUBLISHED, State.PUBLISHED)

    campaign = actions.group(one, [other], by=cast.dora, organiser="Cable\x00 \u202eWatch\n", organiser_url="")

    assert campaign.organiser == "Cable Watch"


def test_dissolving_costs_no_more_statements_for_more_members(copies, cast, django_assert_max_num_queries):
    *others, last = copies(*[State.SUBMITTED] * 8)
    campaign = actions.group(last, others, by=cast.dora)

    with django_assert_max_num_queries(12):
        actions.dissolve(campaign, by=cast.dora)
    assert Entry.objects.filter(verb="contribution.ungroup").count() == 8
    assert not verify().broken


def test_others_are_found_through_each_other(copies, cast):
    first, second, third, stranger = copies(*[State.SUBMITTED] * 4)
    similar.Likeness.objects.create(earlier=first, later=second, percent=60)
    similar.Likeness.objects.create(earlier=second, later=third, percent=55)

    found = [(each.contribution, each.percent, each.can_be_grouped) for each in similar.alike(first)]
    assert found == [(second, 60, True), (third, 0, True)]
    assert similar.alike(stranger) == []
    actions.group(first, [third], by=cast.dora)
    assert [each.can_be_grouped for each in similar.alike(first)] == [True, False]


def test_likeness_is_told_with_names_in_three_queries(copies, django_assert_num_queries):
    first, second, third = copies(*[State.SUBMITTED] * 3)
    for other in (second, third):
        similar.Likeness.objects.create(earlier=first, later=other, percent=60)

    with django_assert_num_queries(3):
        found = similar.alike(first)
        assert [each.source_names for each in found] == [["Town 2"], ["Town 3"]]
        assert [each.is_same_author for each in found] == [True, True]


def test_page_of_one_learns_of_likeness_in_its_own_query(copies, django_assert_num_queries):
    *others, last = copies(*[State.SUBMITTED] * 5)
    for place, other in enumerate(others):
        similar.Likeness.objects.create(earlier=other, later=last, percent=50 + place)

    with django_assert_num_queries(1):
        shown = similar.with_alike(Contribution.objects.filter(pk=last.pk)).get()
    assert shown.alike_number == 4
    assert [(each["pk"], each["percent"]) for each in shown.alike_first] == [
        (others[3].pk, 53), (others[2].pk, 52), (others[1].pk, 51),
    ]  # fmt: skip
    with django_assert_num_queries(1):
        marked = similar.marked_alike(Contribution.objects.order_by("pk"))
        assert [each.is_alike for each in marked] == [True] * 5
