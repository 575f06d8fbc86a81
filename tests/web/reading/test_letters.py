"""The page that tells everybody who is told what, when."""

from html import escape

import pytest

from notifications.families import Circle, families, groups


def test_page_names_what_every_letter_tells_to_whom_and_when(client, db):
    page = client.get("/letters/").content.decode()

    for family in families():
        assert escape(str(family.event)) in page, family.name
        assert escape(str(family.to)) in page, family.name
        assert escape(str(family.when)) in page, family.name


def test_page_says_what_cannot_be_switched_off(client, db):
    page = client.get("/letters/").content.decode()

    assert "belongs to the official process: it cannot be switched off" in page
    assert page.count("· official: always") == sum(family.ending == "official" for family in families())


def test_page_leads_to_each_of_its_parts(client, db):
    page = client.get("/letters/").content.decode()

    for number in range(1, len(groups()) + 1):
        assert f'href="#group-{number}"' in page
        assert f'id="group-{number}"' in page


@pytest.mark.parametrize("circle", Circle)
def test_page_shows_what_one_sort_of_readers_gets(client, db, circle):
    page = client.get("/letters/", {"for": circle.value})

    shown = {family for group in page.context["groups"] for family in group.families}
    assert shown == {family for family in families() if circle in family.circles} != set()
    assert f'?for={circle.value}" aria-current="true"' in page.content.decode()


@pytest.mark.parametrize("asked", ["", "nobody", "\0", "x" * 5000])
def test_page_shows_all_to_whoever_asks_for_something_else(client, db, asked):
    page = client.get("/letters/", {"for": asked})
    assert sum(len(group.families) for group in page.context["groups"]) == len(list(families()))


def test_every_family_is_for_somebody():
    assert [family.name for family in families() if not family.circles] == []


def test_help_and_process_lead_there(client, process):
    for page in ("/help/", "/processes/wgx/"):
        assert 'href="/letters/"' in client.get(page).content.decode(), page
