"""Numbers at the desk: their history, another number, another alias."""

import pytest
from django.urls import reverse

from contributions.enums import State


@pytest.fixture
def at_the_desk(client, sign_in, cast):
    return lambda who: sign_in(client, getattr(cast, who))


@pytest.fixture
def published(make_contribution):
    return make_contribution(State.PUBLISHED)


def address(symbol, name="number"):
    return reverse(f"secretariat:{name}", args=[symbol.pk])


def test_the_head_renumbers_and_everybody_reads_why(at_the_desk, published, client):
    old = published.symbol

    sent = at_the_desk("dora").post(address(old, "renumber"), {"reason": "It was counted twice."})

    published.refresh_from_db()
    assert sent["Location"] == address(published.symbol)
    client.logout()
    answer = client.get("/processes/wgx/documents/WGX/1/1/")
    assert answer["Location"] == "/processes/wgx/documents/WGX/1/2/"
    page = client.get(answer["Location"]).content.decode()
    assert "It was counted twice." in page
    assert "WGX/1/1" in page
    assert at_the_desk("dora").get(address(old))["Location"] == address(published.symbol)


def test_an_alias_is_set_and_leads_there(at_the_desk, published, client):
    at_the_desk("dora").post(address(published.symbol, "alias"), {"alias": "Contribution 29", "reason": "So called."})

    assert client.get("/processes/wgx/documents/Contribution 29/")["Location"].endswith("/WGX/1/1/")


@pytest.mark.parametrize("name", ["renumber", "alias"])
def test_without_a_reason_it_is_asked_for(at_the_desk, published, name):
    answer = at_the_desk("dora").post(address(published.symbol, name), {"alias": "A"})

    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()


@pytest.mark.parametrize("name", ["renumber", "alias"])
@pytest.mark.parametrize(("who", "status"), [("omar", 403), ("olga", 403), ("ana", 404)])
def test_nobody_but_the_head_changes_it(at_the_desk, published, name, who, status):
    answer = at_the_desk(who).post(address(published.symbol, name), {"alias": "A", "reason": "Because."})

    assert answer.status_code == status
    published.refresh_from_db()
    assert (published.number, published.symbol.alias) == (1, "")


def test_a_taken_number_says_so_and_keeps_what_was_typed(at_the_desk, published):
    answer = at_the_desk("dora").post(address(published.symbol, "renumber"), {"number": "9", "reason": "Higher."})

    assert answer.status_code == 409
    assert "would leave a gap" in answer.content.decode()
    assert "Higher." in answer.content.decode()


def test_a_number_of_another_process_is_not_there(at_the_desk, published, make_process, cast):
    elsewhere = make_process("other")
    published.symbol.process = elsewhere
    published.symbol.save()

    assert at_the_desk("dora").get(address(published.symbol)).status_code == 404


def test_its_budget(at_the_desk, published, django_assert_max_num_queries):
    desk = at_the_desk("olga")

    with django_assert_max_num_queries(8):
        assert "Only the head" in desk.get(address(published.symbol)).content.decode()


def test_an_addition_is_begun_by_its_source_and_shown_beside_the_original(client, sign_in, cast, published):
    from contributions import actions  # the page begins it, the actions bring it out

    sign_in(client, cast.ana)
    mine = reverse("web:contribution_mine", args=[published.pk])
    assert "Begin an addition" in client.get(mine).content.decode()
    client.post(reverse("web:modify", args=[published.pk]), {"modifier": "Corr"})
    made = published.modifications.get()
    actions.save(made, made.content | {"statement": "Read 3 for 2."}, by=cast.ana)
    actions.submit(made, by=cast.ana)
    actions.publish(made, by=cast.dora)
    client.logout()

    original = client.get("/processes/wgx/documents/WGX/1/1/").content.decode()
    correction = client.get("/processes/wgx/documents/WGX/1/1/Corr.1/").content.decode()

    assert "WGX/1/1/Corr.1" in original
    assert "There is a revision of this" not in original
    assert "This corrects" in correction
