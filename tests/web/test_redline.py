"""Redlines and clauses as components: what is said to those who listen, what is isolated, what is refused."""

import pytest
from django.template import Context, Template
from django.utils import translation
from lxml import html

from texts.engine.outline import Clause, ClauseKind
from texts.engine.redline import redline

OLD, NEW = "that governments may act", "that governments shall act"


def parsed(source: str, **context: object) -> html.HtmlElement:
    return html.fragment_fromstring(Template(source).render(Context(context)), create_parent="div")


def words_of(element: html.HtmlElement) -> str:
    """What is seen: without what is only read aloud."""
    for hidden in element.find_class("hidden-text"):
        hidden.drop_tree()
    return element.text_content()


def test_redline_marks_what_goes_and_what_comes():
    page = parsed("{% redline pieces language='en' %}", pieces=redline(OLD, NEW))

    assert [words_of(each) for each in page.iter("del")] == ["may"]
    assert [words_of(each) for each in page.iter("ins")] == ["shall"]
    assert words_of(page) == "that governments mayshall act"


def test_redline_announces_each_piece_in_the_language_of_the_page():
    with translation.override("fr"):
        page = parsed("{% redlined old new language='en' %}", old=OLD, new=NEW)

    spoken = page.find_class("hidden-text")
    assert [each.get("lang") for each in spoken] == ["fr"] * 4
    assert page.find("span").get("lang") == "en"


def test_redline_read_aloud_says_where_a_piece_ends():
    page = parsed("{% redlined old new language='en' %}", old=OLD, new=NEW)

    assert " ".join(page.text_content().split()) == (
        "that governments deletion: may end of deletion insertion: shall end of insertion act"
    )


@pytest.mark.parametrize(("language", "way"), [("ar", "rtl"), ("en", "ltr"), ("", "auto")])
def test_each_piece_is_isolated_in_the_direction_of_the_text(language, way):
    page = parsed("{% redlined old new language=language %}", old="أن تكون", new="أن WSIS تكون", language=language)

    assert {each.get("dir") for each in page.iter("ins", "del")} == {way}
    assert page.find("span").get("dir") == way


def test_a_new_clause_in_other_letters_than_the_text_runs_its_own_way():
    page = parsed("{% redlined '' new language='en' %}", new="أن الإنترنت (Internet) للجميع")

    (shown,) = page.find_class("redline")
    assert dict(shown.attrib) == {"class": "redline", "dir": "rtl"}
    assert [each.get("dir") for each in page.iter("ins")] == ["rtl"]


def test_signs_that_turn_words_do_not_turn_their_neighbours():
    page = parsed("{% redlined old new %}", old="\u202etext here", new="\u202etext there")

    assert page.find("span/span").get("dir") == "auto"


def test_words_are_shown_and_not_run():
    page = parsed("{% redlined old new %}", old="a", new="<script>alert(1)</script>")

    assert list(page.iter("script")) == []


def test_side_by_side_shows_each_wording_on_its_side():
    page = parsed("{% redlined old new view='side' after='As proposed' %}", old=OLD, new=NEW)

    before, after = page.find_class("redline-pair")[0]
    assert [words_of(each) for each in before] == ["Before", OLD]
    assert [words_of(each) for each in after] == ["As proposed", NEW]


@pytest.mark.parametrize(
    ("kind", "tag"), [("title", "h2"), ("container", "h3"), ("item", "p"), ("sub_item", "p"), ("chapeau", "p")]
)
def test_clause_is_a_heading_where_it_heads_others(kind, tag):
    clause = Clause("1f", ClauseKind(kind), "recognizing", "1.")

    page = parsed("{% clause each language='en' %}{% endclause %}", each=clause)

    (shown,) = page
    assert (shown.tag, shown.get("id"), shown.get("lang")) == (tag, "c-1f", "en")
    assert " ".join(shown.text_content().split()) == "1. recognizing"


def test_clause_shows_what_stands_inside_instead_of_its_wording():
    clause = Clause("1f", ClauseKind.ITEM, OLD, "a)")

    page = parsed("{% clause each url='/x/' %}{% redlined each.wording new %}{% endclause %}", each=clause, new=NEW)

    assert page.find("p/span/a").get("href") == "/x/"
    assert len(list(page.iter("ins"))) == 1


def test_view_that_does_not_exist_is_an_error():
    with pytest.raises(TypeError):
        parsed("{% redlined 'a' 'b' view='round' %}")
