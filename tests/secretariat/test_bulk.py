"""Several at once, as the pages have it: chosen, shown, confirmed, told; by whoever may, and only their own."""

import pytest
from django.test import Client
from django.urls import reverse

from consultations.enums import Role
from consultations.models import ProcessRole
from contributions import actions
from contributions.actions import batch as bulk
from contributions.content import Content
from contributions.enums import BatchKind, State
from contributions.models import Batch, Contribution
from contributions.queries.redactions import everywhere

pytestmark = pytest.mark.django_db

PLAN = "/desk/bulk/plan/"


@pytest.fixture
def several(make_contribution):
    return [make_contribution(State.SUBMITTED, title=f"Paper {number}") for number in range(1, 4)]


def marked(several, **more):
    return {"which": "marked", "item": [each.pk for each in several], "do": "publish"} | more


def test_marked_ones_are_shown_then_published(dora, several):
    page = dora.post(PLAN, marked(several[:2]), follow=True)
    shown = page.content.decode()
    assert "Nothing is done yet" in shown
    assert shown.index("WGX/1/1") < shown.index("WGX/1/2")
    assert not Contribution.objects.published().exists()

    done = dora.post(reverse("secretariat:confirm_batch", args=[Batch.objects.get().pk]), follow=True).content.decode()

    assert "All of it is done" in done
    assert Contribution.objects.published().count() == 2


def test_whole_list_is_taken_as_its_filters_leave_it(dora, several, cast):
    actions.assign(several[0], by=cast.dora, to=cast.omar)
    dora.post(PLAN, {"which": "all", "list": "assignee=nobody", "do": "publish"})

    assert [item.contribution for item in Batch.objects.get().items.order_by("place")] == several[1:]


def test_several_are_given_to_a_colleague(dora, several, cast):
    page = dora.post(PLAN, marked(several, do="assign", to=cast.omar.pk), follow=True).content.decode()
    assert "Give several to <bdi>Omar Example</bdi>" in page

    dora.post(reverse("secretariat:confirm_batch", args=[Batch.objects.get().pk]))

    assert set(Contribution.objects.values_list("assignee__name", flat=True)) == {"Omar Example"}


def test_nothing_marked_says_so_and_goes_back_to_the_list(dora, several):
    page = dora.post(PLAN, {"which": "marked", "list": "state=submitted", "do": "publish"}, follow=True)
    assert page.redirect_chain[-1][0] == "/desk/?state=submitted"
    assert "Choose at least one contribution first." in page.content.decode()


@pytest.mark.parametrize("item", ["x", "", "9" * 40, "\x00", "-1"])
def test_nonsense_is_as_if_it_was_not_marked(item, dora, several):
    dora.post(PLAN, {"which": "marked", "item": [item], "do": "publish"})
    assert not Batch.objects.exists()


def test_refusals_are_told_beside_each_and_can_be_shown_alone(dora, several):
    several[1].sources.update(confirmed_at=None)
    address = dora.post(PLAN, marked(several))["Location"]

    page = dora.get(address, {"only": "trouble"})

    assert [item.contribution.title for item in page.context["listing"].rows] == ["Paper 2"]
    assert "Confirm each source first" in page.content.decode()


def test_confirming_twice_is_refused_with_a_sentence(dora, several):
    dora.post(PLAN, marked(several))
    confirm = reverse("secretariat:confirm_batch", args=[Batch.objects.get().pk])
    dora.post(confirm)

    again = dora.post(confirm)

    assert again.status_code == 409
    assert "This was confirmed already" in again.content.decode()


@pytest.mark.parametrize("who", ["omar", "chris", "otto", "ana"])
def test_nobody_sees_or_confirms_what_another_has_begun(who, dora, several, cast, sign_in):
    dora.post(PLAN, marked(several))
    batch = Batch.objects.get()
    other = sign_in(Client(), getattr(cast, who))

    assert other.get(reverse("secretariat:batch", args=[batch.pk])).status_code == 404
    assert other.post(reverse("secretariat:confirm_batch", args=[batch.pk])).status_code == 404
    batch.refresh_from_db()
    assert batch.state == "ready"


def test_what_is_at_another_desk_cannot_be_slipped_in(several, cast, make_process, sign_in):
    ProcessRole.objects.create(process=make_process("other"), person=cast.otto, role=Role.HEAD)
    sign_in(Client(), cast.otto).post(PLAN, marked(several))
    assert not Batch.objects.exists()


@pytest.mark.parametrize("who", ["chris", "olga"])
def test_readers_of_the_desk_have_nothing_to_mark(who, several, cast, sign_in):
    page = sign_in(Client(), getattr(cast, who)).get("/desk/").content.decode()
    assert "Paper 1" in page
    assert 'name="item"' not in page


def test_larger_one_says_how_far_it_is(dora, several, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 1)
    monkeypatch.setattr(bulk, "hand_over", lambda pk: None)
    address = dora.post(PLAN, marked(several))["Location"]
    bulk.go_on(Batch.objects.get().pk, turn=-1)

    page = dora.get(address).content.decode()

    assert "1 of 3" in page
    assert "desk-progress" in page
    assert "confirm" not in page


def test_what_was_marked_waits_for_whoever_has_to_sign_in(several, cast, client, sign_in):
    client.post(PLAN, marked(several))
    sign_in(client, cast.dora)

    page = client.get("/desk/bulk/").content.decode()

    assert "Try what you had marked" in page
    assert f'name="item" value="{several[0].pk}"' in page


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_the_database_at_most_eight_times(rows, dora, several, cast, django_assert_max_num_queries):
    for _ in range(rows):
        actions.plan_batch(BatchKind.PUBLISH, [each.pk for each in several[:rows]], by=cast.dora)
    with django_assert_max_num_queries(8):
        assert len(dora.get("/desk/bulk/").context["listing"].rows) == rows
    with django_assert_max_num_queries(8):
        found = dora.get(reverse("secretariat:batch", args=[Batch.objects.latest("pk").pk]))
        assert len(found.context["listing"].rows) == rows


REACHED = "Write to zebedee@quillfeather.example or jo@quillfeather.example. Come to 12 Old Harbour Road at noon."


@pytest.fixture
def private(make_contribution):
    """Three that wait, with personal data in the words of each."""
    return [make_contribution(State.SUBMITTED, title=f"Note {number}", statement=REACHED) for number in range(3)]


def pointed_out(page):
    return [list(getattr(item.contribution, "personal_kinds", ())) for item in page.context["listing"].rows]


def test_personal_data_are_pointed_out_before_it_is_confirmed(dora, several, private):
    page = dora.post(PLAN, marked([several[0], private[0]]), follow=True)

    assert pointed_out(page) == [[], ["An e-mail address", "A postal address"]]
    main = page.content.decode()
    assert main.count("This looks like personal data") == 1
    assert reverse("secretariat:redact", args=[private[0].pk]) in main
    assert reverse("secretariat:redact", args=[several[0].pk]) not in main
    assert "quillfeather.example" not in main
    assert "Nothing is removed by itself: you decide." in main


def test_a_person_decides_and_can_publish_it_all_the_same(dora, private):
    dora.post(PLAN, marked(private))
    done = dora.post(reverse("secretariat:confirm_batch", args=[Batch.objects.get().pk]), follow=True)

    assert Contribution.objects.published().count() == 3
    assert "This looks like personal data" not in done.content.decode()


def test_what_is_removed_by_then_is_not_pointed_out_again(dora, cast, private):
    address = dora.post(PLAN, marked(private[:1]))["Location"]
    content = Content.from_json(private[0].submission.content)
    actions.redact(private[0], everywhere("12 Old Harbour Road", content, "third-person"), by=cast.dora)

    assert pointed_out(dora.get(address)) == [["An e-mail address"]]


def test_nothing_is_pointed_out_of_what_is_published_already(dora, cast, private):
    actions.publish(private[0], by=cast.dora)
    assert pointed_out(dora.post(PLAN, marked(private[:2]), follow=True)) == [
        [],
        ["An e-mail address", "A postal address"],
    ]


def test_nothing_is_pointed_out_to_whoever_works_there_no_more(dora, cast, private):
    address = dora.post(PLAN, marked(private[:1]))["Location"]
    ProcessRole.objects.filter(person=cast.dora).update(role=Role.OBSERVER)
    assert pointed_out(dora.get(address)) == [[]]


def test_giving_away_points_nothing_out(dora, cast, private):
    page = dora.post(PLAN, marked(private, do="assign", to=cast.omar.pk), follow=True)
    assert pointed_out(page) == [[], [], []]


def test_of_a_longer_list_every_page_is_to_be_looked_through(dora, private, monkeypatch):
    monkeypatch.setattr("secretariat.views.bulk.PAGE", 2)
    page = dora.post(PLAN, marked(private), follow=True)
    assert "Look through every page of the list before you confirm." in page.content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_pointing_out_costs_the_same_however_many_there_are(rows, dora, cast, private, django_assert_max_num_queries):
    for each in private[:rows]:
        content = Content.from_json(each.submission.content)
        actions.redact(each, everywhere("12 Old Harbour Road", content, "third-person"), by=cast.omar)
    address = dora.post(PLAN, marked(private[:rows]))["Location"]
    with django_assert_max_num_queries(8):
        assert pointed_out(dora.get(address)) == [["An e-mail address"]] * rows
