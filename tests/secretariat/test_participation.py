"""Who has been heard, at the desk: every number, live, and only for those who may read there."""

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from contributions.enums import State
from stakeholders.models import Mandate, Person

PAGES = ("", "authors/", "sources/", "account/")


@pytest.fixture
def send(make_contribution, make_source):
    number = iter(range(1, 100))

    def make(state=State.SUBMITTED, by=None, group="governments", country="KE"):
        source = make_source(f"Source {next(number)}", group=group, country=country)
        if by:
            Mandate.objects.create(person=by, source=source, confirmed_at=timezone.now())
        return make_contribution(state, sources=[{"id": source.pk}], by=by)

    return make


def test_page_names_who_has_not_been_heard_and_draws_who_has(dora, round_, send):
    send()

    page = dora.get(f"/desk/participation/{round_.pk}/").content.decode()

    assert "Who has not been heard yet" in page
    assert "Eastern European States" in page
    assert page.count('<svg role="img"') == 5
    assert "0 · not heard yet" in page
    assert "<caption" in page


@pytest.mark.parametrize("show", ["sources", "contributions", "words", "nonsense", "%00"])
def test_what_is_drawn_is_chosen(show, dora, round_, send):
    send()
    assert dora.get(f"/desk/participation/{round_.pk}/?show={show}").status_code == 200


def test_groups_stand_in_alphabetical_order_whatever_their_numbers(dora, round_, send):
    for _ in range(3):
        send(group="technical-community")
    send(group="academia")

    page = dora.get(f"/desk/participation/{round_.pk}/").content.decode()
    table = page[page.index("<tbody>") :]
    assert table.index("Academia") < table.index("Governments") < table.index("Technical community")


def test_shared_author_and_words_by_source(dora, round_, send):
    busy = Person.objects.create_user("busy@example.org", name="Busy Bee")
    send(by=busy)
    send(by=busy)

    page = dora.get(f"/desk/participation/{round_.pk}/authors/").content.decode()
    assert "Busy Bee" in page
    assert "100%" in page
    sources = dora.get(f"/desk/participation/{round_.pk}/sources/").content.decode()
    assert sources.count("its author wrote for others too") == 2


def test_account_shows_the_desk_small_numbers(dora, round_, send):
    send(State.DECLINED)
    page = dora.get(f"/desk/participation/{round_.pk}/account/").content.decode()
    assert "not shown" not in page.split("<tfoot>")[1].split("</tfoot>")[0].rpartition("<td>")[0]
    assert "Declined, by ground" in page


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("who", ["omar", "chris", "olga"])
def test_who_reads_at_the_desk_sees_it(who, path, cast, sign_in, round_):
    assert sign_in(Client(), getattr(cast, who)).get(f"/desk/participation/{round_.pk}/{path}").status_code == 200


@pytest.mark.parametrize("path", PAGES)
def test_rounds_of_other_processes_and_outsiders_are_kept_apart(path, dora, cast, sign_in, *, make_process, make_round):
    other = make_round(1, process=make_process("other"))

    assert dora.get(f"/desk/participation/{other.pk}/{path}").status_code == 404
    assert sign_in(Client(), cast.otto).get(f"/desk/participation/{other.pk}/{path}").status_code == 404
    assert Client().get(f"/desk/participation/{other.pk}/{path}").status_code == 302


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_however_many(rows, dora, round_, send, django_assert_max_num_queries):
    busy = Person.objects.create_user("busy@example.org", name="Busy Bee")
    for _ in range(rows):
        send(by=busy)
    for path in ("", *(f"{round_.pk}/{page}" for page in PAGES)):
        cache.clear()
        with django_assert_max_num_queries(8):
            assert dora.get(f"/desk/participation/{path}").status_code == 200
