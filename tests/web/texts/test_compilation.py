"""The compilation of a text on its page: brackets, who proposes what, what collides, what is left out."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contributions import actions
from contributions.enums import State
from tests.negotiating import make_text, opinion, propose
from web.views.texts import layout

__all__ = ["make_text", "opinion", "propose"]  # fixtures
pytestmark = pytest.mark.django_db

USEFUL = {"clause": 2, "wording": "that herons consider cables useful;"}
HARMFUL = {"clause": 2, "wording": "that herons may consider cables harmful;"}


@pytest.fixture
def union(make_source):
    return make_source("Example Union", group="civil-society")


@pytest.fixture
def address(opinion):
    return f"/processes/wgx/documents/{opinion.symbol}/text/compilation/"


@pytest.fixture
def suggest(opinion, propose):
    """Publish changes to the opinion."""
    return lambda source, *changes, **more: propose(opinion, source, *changes, **more)


@pytest.fixture
def read(address, client):
    """The page of the opinion's compilation."""
    return lambda query="": page(client, address + query)


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def words(html: str) -> str:
    """What is read on the page, on one line."""
    from django.utils.html import strip_tags

    return " ".join(strip_tags(html).split())


def test_rivals_stand_in_brackets_with_links_to_who_proposes_them(suggest, union, read) -> None:
    proposed = suggest(union, USEFUL)

    html = read()

    assert "[a) that herons may consider cables useful;]" in words(html)
    assert "[a) bis that herons " in words(html)
    assert f'href="/processes/wgx/documents/{proposed.symbol.text}/"' in html
    assert 'href="/sources/example-union/"' in html
    assert "It says what we mean." in html
    assert "23% of the text stands in brackets: 6 of 26 words." in words(html)


def test_each_clause_leads_to_its_history(read, opinion, address) -> None:
    html = read()

    for clause in opinion.clauses.all():
        assert f'href="{address.removesuffix("compilation/")}clauses/{clause.clause_id.hex}/"' in html


def test_page_says_by_which_rule_it_is_ordered_and_what_brackets_mean(read) -> None:
    found = words(read())

    assert "alphabetical order of the sources’ names in English" in found
    assert "What stands in square brackets [ ] is not agreed." in found
    assert "No contribution proposes anything to this version yet." in found


def test_positions_new_clauses_and_what_is_missing(suggest, union, ministry, read) -> None:
    suggest(union, {"op": "SUP", "clause": 3}, missing="Nobody speaks of fish.")
    suggest(
        ministry,
        {"op": "NOC", "clause": 3},
        {"op": "ADD", "after": 3, "label": "b bis)", "wording": "that fish swim;"},
    )

    found = words(read())

    # Labels are isolated: they do not turn in an Arabic sentence.
    assert "[SUP \u2068b)\u2069]" in found
    assert "\u2068b)\u2069: keep as it is" in found
    assert "[ADD b bis) that fish swim;]" in found
    assert "What is missing Nobody speaks of fish." in found


def test_what_we_say_runs_in_the_readers_direction(suggest, union, client, address) -> None:
    suggest(union, {"op": "SUP", "clause": 3}, {"op": "NOC", "clause": 2})

    html = client.get(address, headers={"Accept-Language": "ar"}).content.decode()

    assert html.count('<bdi dir="rtl">') == 2


def test_collisions_are_told_apart(suggest, union, ministry, make_source, read) -> None:
    suggest(union, USEFUL)
    suggest(ministry, HARMFUL)
    suggest(make_source("Zebra Example"), {"clause": 2, "wording": "that herons must consider cables useful;"})

    html = read()

    assert 'data-relation="overlapping"' in html
    assert 'data-relation="independent"' in html
    assert "can both be taken" in html


def test_editorial_changes_can_be_left_out_and_that_is_said(suggest, union, read) -> None:
    suggest(union, USEFUL | {"kind": "editorial"})

    shown, left_out = read(), words(read("?editorial=0"))

    assert "[a) bis" in words(shown)
    assert "a) bis" not in left_out
    assert "1 editorial change is left out." in left_out


def test_text_in_arabic_keeps_its_direction_on_an_english_page(make_text, propose, union, client) -> None:
    text = make_text([("item", "أ )", "أن الأسلاك مفيدة؛")], language="ar", first=50)
    propose(text, union, {"clause": 0, "wording": "أن جميع الأسلاك مفيدة؛"}, language="ar")

    html = page(client, f"/processes/wgx/documents/{text.symbol}/text/compilation/")

    assert 'class="clause bracketed" data-kind="item" lang="ar" dir="rtl"' in html


def test_words_in_another_script_keep_their_own_direction(read, suggest, union) -> None:
    suggest(union, {"op": "ADD", "after": 3, "wording": "أن الأسلاك مفيدة؛"}, USEFUL, language="ar")

    html = read()

    assert 'class="clause bracketed" data-kind="item" lang="ar" dir="rtl"' in html
    assert html.count('class="clause bracketed" data-kind="item" lang="en" dir="ltr"') == 2


def test_page_needs_few_queries_and_for_the_second_visitor_none(suggest, make_source, read) -> None:
    for name in ("One Example", "Two Example", "Three Example"):
        suggest(make_source(name), USEFUL | {"wording": f"{name}."}, {"op": "NOC", "clause": 3})

    with CaptureQueriesContext(connection) as first:
        read()
    with CaptureQueriesContext(connection) as second:
        read()
    with CaptureQueriesContext(connection) as asked_otherwise:
        read("?editorial=1")

    assert (len(first), len(second), len(asked_otherwise)) == (7, 0, 2)


@pytest.mark.django_db(transaction=True)
def test_publication_and_withdrawal_are_seen_at_once(suggest, union, cast, read) -> None:
    assert "a) bis" not in words(read())

    proposed = suggest(union, USEFUL)
    assert proposed.state == State.PUBLISHED
    actions.withdraw(proposed, by=cast.ana)

    assert "a) bis" not in words(read())


def test_long_compilation_is_read_part_by_part(suggest, union, read, monkeypatch) -> None:
    monkeypatch.setattr(layout, "MOST_WORDINGS", 3)
    suggest(union, USEFUL, {"op": "ADD", "after": 5, "label": "d)", "wording": "to fish."}, missing="Fish.")

    first, last = words(read()), words(read("?part=99"))

    assert "considering" in first
    assert "d) to fish." not in first
    assert "d) to fish." in last
    assert "What is missing" in last


@pytest.mark.parametrize("part", ["0", "-1", "x", "٣", "9" * 30])
def test_part_that_is_none_is_the_nearest(read, part) -> None:
    assert "considering" in read(f"?part={part}")


def test_paper_without_a_text_has_no_compilation(make_contribution, client) -> None:
    symbol = make_contribution().symbol.text

    for end in ("compilation/", "compilation.pdf", "text.pdf"):
        assert client.get(f"/processes/wgx/documents/{symbol}/text/{end}").status_code == 404
