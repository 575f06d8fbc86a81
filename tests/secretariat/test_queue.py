"""What waits at the desk: in which order, under which filter, and how much of it."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from consultations.enums import Role
from consultations.models import CommentPeriod, Process, ProcessRole, Round
from contributions import actions
from contributions.enums import Lane, State
from contributions.models import Contribution
from stakeholders.models import StakeholderGroup

Make = Callable[..., Contribution]
DESK = "/desk/"

LEAVES: list[tuple[dict[str, str], set[str]]] = [
    ({}, {"free", "free, in French", "Dora's, round 2", "a colleague's", "answered"}),
    ({"state": "submitted"}, {"free", "free, in French"}),
    ({"state": "under_review"}, {"Dora's, round 2", "a colleague's"}),
    ({"state": "returned"}, {"sent back", "answered"}),
    ({"state": "answered"}, {"answered"}),
    ({"state": "published"}, {"out"}),
    ({"state": "declined"}, {"no"}),
    ({"state": "withdrawn"}, set()),
    ({"state": "late"}, set()),
    (
        {"state": "all"},
        {"free", "free, in French", "Dora's, round 2", "a colleague's", "answered", "sent back", "out", "no"},
    ),
    ({"language": "fr"}, {"free, in French"}),
    ({"language": "zh"}, set()),
    ({"assignee": "me"}, {"Dora's, round 2", "answered"}),
    ({"assignee": "nobody"}, {"free", "free, in French"}),
    ({"state": "submitted", "language": "en", "assignee": "nobody"}, {"free"}),
    ({"lane": "delayed"}, {"a colleague's"}),
    ({"q": "french"}, {"free, in French"}),
    ({"q": "exampland", "language": "fr"}, {"free, in French"}),
    ({"q": "zyzzogeton"}, set()),
    ({"q": "ana@example.org", "state": "declined"}, {"no"}),
    ({"q": "WGX/1/1", "state": "all"}, {"out"}),
]
NONSENSE = [
    {"state": "draft"},
    {"round": "x"},
    {"round": "9" * 40},
    {"round": "٣"},
    {"period": "-1"},
    {"group": "9" * 12},
    {"language": "'"},
    {"lane": "fast"},
    {"assignee": "somebody"},
    {"q": " \x00 "},
]


def titles(client: Client, **filters: Any) -> list[str]:
    return [row.contribution.title for row in client.get(DESK, filters).context["rows"]]


@pytest.mark.parametrize(
    ("state", "listed"),
    [
        (State.DRAFT, False),
        (State.SUBMITTED, True),
        (State.UNDER_REVIEW, True),
        (State.RETURNED, False),
        (State.PUBLISHED, False),
        (State.DECLINED, False),
        (State.WITHDRAWN, False),
    ],
)
def test_what_waits_for_the_secretariat_is_listed(
    state: State, listed: bool, dora: Client, make_contribution: Make
) -> None:
    make_contribution(state)
    assert titles(dora) == (["On cables"] if listed else [])


def test_the_oldest_stands_first(dora: Client, make_contribution: Make) -> None:
    for days, title in ((1, "younger"), (3, "oldest"), (2, "middle")):
        made = make_contribution(State.SUBMITTED, title=title)
        Contribution.objects.filter(pk=made.pk).update(submitted_at=timezone.now() - timedelta(days=days))
    assert titles(dora) == ["oldest", "middle", "younger"]


def test_another_process_is_not_at_this_desk(
    cast: SimpleNamespace, sign_in: Callable[..., Client], make_process: Callable[..., Process], make_contribution: Make
) -> None:
    ProcessRole.objects.create(process=make_process("other"), person=cast.otto, role=Role.HEAD)
    made = make_contribution(State.SUBMITTED)
    otto = sign_in(Client(), cast.otto)
    assert titles(otto) == []
    assert otto.get(f"{DESK}contributions/{made.pk}/").status_code == 404


def test_a_row_tells_what_an_officer_needs(dora: Client, make_contribution: Make) -> None:
    made = make_contribution(State.UNDER_REVIEW, language="fr", title="Des câbles")
    page = dora.get(DESK).content.decode()
    for words in (
        "Des câbles",
        "Ministry of Posts of Exampland",
        "Governments",
        "WGX, Meeting 1",
        "French",
        "with <bdi>Dora Example</bdi>",
        "Under review",
        f'datetime="{made.submitted_at:%Y-%m-%dT%H:%M:%SZ}"',
        f'href="/desk/contributions/{made.pk}/"',
    ):
        assert words in page


class TestFilters:
    """Each filter leaves what it says, and the number beside a choice is the length of its list."""

    @pytest.fixture(autouse=True)
    def desk(
        self,
        cast: SimpleNamespace,
        make_contribution: Make,
        make_round: Callable[..., Round],
        make_period: Callable[..., CommentPeriod],
    ) -> None:
        second = make_period(round=make_round(2))
        make_contribution(State.SUBMITTED, title="free")
        make_contribution(State.SUBMITTED, title="free, in French", language="fr")
        make_contribution(State.UNDER_REVIEW, title="Dora's, round 2", period=second)
        make_contribution(State.RETURNED, title="sent back")
        actions.remark(make_contribution(State.RETURNED, title="answered"), "These cables.", by=cast.ana)
        make_contribution(State.PUBLISHED, title="out")
        make_contribution(State.DECLINED, title="no")
        others = make_contribution(State.UNDER_REVIEW, title="a colleague's")
        Contribution.objects.filter(pk=others.pk).update(assignee=cast.omar, lane=Lane.DELAYED)

    def test_leaves_what_it_says(self, dora: Client) -> None:
        assert [set(titles(dora, **filters)) for filters, _expected in LEAVES] == [expected for _f, expected in LEAVES]

    def test_leaves_one_round_one_period_one_group_one_colleague(self, dora: Client, cast: SimpleNamespace) -> None:
        second = Round.objects.get(number=2)
        period = second.periods.get()
        assert titles(dora, round=second.pk) == ["Dora's, round 2"]
        assert titles(dora, round=second.pk, period=period.pk) == ["Dora's, round 2"]
        assert titles(dora, assignee=cast.omar.pk) == ["a colleague's"]
        assert len(titles(dora, group=StakeholderGroup.objects.get(code="governments").pk)) == 5
        assert titles(dora, group=StakeholderGroup.objects.get(code="academia").pk) == []

    @pytest.mark.parametrize(
        "already",
        [
            {},
            {"state": "submitted"},
            {"language": "en"},
            {"assignee": "me"},
            {"assignee": "nobody", "state": "all"},
            {"q": "exampland", "state": "all"},
            {"lane": "delayed"},
        ],
        ids=str,
    )
    def test_numbers_are_the_lengths_of_the_lists(self, already: dict[str, str], dora: Client) -> None:
        context = dora.get(DESK, already).context
        assert context["count"].number == len(titles(dora, **already))
        for each in context["lists"]:
            assert each.count.number == len(dora.get(each.url).context["rows"])
        for name in ("round", "language", "lane", "assignee", "group"):
            for value, label in context["form"].fields[name].choices[1:]:
                assert str(label).endswith(f": {len(titles(dora, **already | {name: value}))}")

    def test_nonsense_filters_nothing(self, dora: Client) -> None:
        assert [len(titles(dora, **nonsense)) for nonsense in NONSENSE] == [5] * len(NONSENSE)

    def test_where_too_much_is_listed_choices_have_no_numbers(
        self, dora: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("contributions.queries.desk_counts.FACETED", 3)
        choices = dora.get(DESK).context["form"].fields["assignee"].choices
        assert ("nobody", "Nobody") in [(value, str(label)) for value, label in choices]
        assert titles(dora, assignee="nobody") == ["free", "free, in French"]

    def test_lists_are_counted_up_to_a_limit(self, dora: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("contributions.queries.desk_counts.COUNTED", 3)
        page = dora.get(DESK).content.decode()
        assert "more than 3 contributions" in page
        assert 'Not taken up <span class="number">2</span>' in page

    def test_a_round_that_is_not_there_leaves_nothing(self, dora: Client) -> None:
        response = dora.get(DESK, {"round": "9" * 18})
        assert response.status_code == 200
        assert "Nothing of this kind is in this list." in response.content.decode()

    def test_what_waits_longest_stands_first_and_of_everything_what_came_last(self, dora: Client) -> None:
        ordered = list(Contribution.objects.order_by("submitted_at", "pk").values_list("title", flat=True))
        assert titles(dora, state="all") == ordered[::-1]
        waiting = titles(dora)
        assert waiting == [title for title in ordered if title in waiting]

    def test_the_next_one_of_a_list_is_found_from_any_of_it(self, dora: Client) -> None:
        first = Contribution.objects.get(title="free")
        french = Contribution.objects.get(title="free, in French")
        on = f"{DESK}contributions/{first.pk}/following/"
        assert dora.get(on, {"list": "state=submitted"})["Location"] == (
            f"{DESK}contributions/{french.pk}/?list=state%3Dsubmitted"
        )
        last = f"{DESK}contributions/{french.pk}/following/"
        assert dora.get(last, {"list": "state=submitted"})["Location"] == f"{DESK}?state=submitted"


def test_an_empty_desk_says_so(dora: Client) -> None:
    assert "Nothing waits for the secretariat." in dora.get(DESK).content.decode()


def test_pages_turn_both_ways_and_keep_the_filter(
    dora: Client, make_contribution: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secretariat.views.desk.PAGE", 2)
    for number in range(5):
        make_contribution(State.SUBMITTED, title=str(number))
    first = dora.get(DESK, {"state": "submitted"})
    second = dora.get(DESK + first.context["next"])
    back = dora.get(DESK + second.context["previous"])
    assert [row.contribution.title for row in second.context["rows"]] == ["2", "3"]
    assert [row.contribution.title for row in back.context["rows"]] == ["0", "1"]
    assert "state=submitted" in second.context["next"]


def test_a_page_that_does_not_exist_becomes_the_first_with_a_sentence(dora: Client, make_contribution: Make) -> None:
    make_contribution(State.SUBMITTED)
    response = dora.get(DESK, {"page": "nonsense"})
    assert response.status_code == 400
    assert "On cables" in response.content.decode()
    assert "no page of this list" in response.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_asks_the_database_at_most_eight_times(
    rows: int, dora: Client, make_contribution: Make, django_assert_max_num_queries: Any
) -> None:
    for number in range(rows):
        make_contribution(State.UNDER_REVIEW, title=str(number))
    with django_assert_max_num_queries(8):
        assert len(titles(dora)) == rows


def test_the_chair_reads_the_desk(chris: Client, make_contribution: Make) -> None:
    make_contribution(State.SUBMITTED)
    assert titles(chris) == ["On cables"]


def test_two_sources_are_both_named(dora: Client, make_source: Callable[..., Any], make_contribution: Make) -> None:
    union = make_source("A Union", group="civil-society")
    firm = make_source("B Ltd", group="private-sector")
    made = make_contribution(State.SUBMITTED, speaking="jointly", sources=[{"id": union.pk}, {"id": firm.pk}])
    made.sources.update(confirmed_at=None)
    page = dora.get(DESK).content.decode()
    assert page.count("not confirmed yet") == 2
    assert page.index("A Union") < page.index("B Ltd")


def test_taking_up_moves_it_from_nobodys_list_to_ones_own(
    dora: Client, cast: SimpleNamespace, make_contribution: Make
) -> None:
    actions.take_up(make_contribution(State.SUBMITTED), by=cast.dora)
    assert titles(dora, assignee="nobody") == []
    assert titles(dora, assignee="me") == ["On cables"]
