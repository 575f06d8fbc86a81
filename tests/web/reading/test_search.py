"""Search: from what is typed to what is shown."""

import html
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contributions import actions
from contributions.models import Contribution
from contributions.queries import search as queries
from contributions.search import index
from contributions.search.snippet import Piece, pieces_of

pytestmark = pytest.mark.django_db

TEXTS = {
    "ar": ("حوكمة الإنترنت", "ساهمت الحكومات، في «التعاون المُعزَّز».", "حكومة", "الحكومات"),
    "en": ("Enhanced cooperation", "The stakeholders’ roles are described.", "role", "roles"),
    "es": ("Cooperación reforzada", "¿Las naciones cooperan? Sí.", "nación", "naciones"),
    "fr": ("Coopération renforcée", "L’accès des « citoyennes » s’améliore.", "citoyenne", "citoyennes"),
    "ru": ("Сотрудничество", "Вопросы «управления» обсуждались.", "управление", "управления"),
    "zh": ("加强合作", "我们支持发展中国家参与互联网治理。", "治理", "治理"),
}


@pytest.fixture
def six(make_contribution):
    """A published contribution in each language of the United Nations."""
    return {
        language: make_contribution(language=language, title=title, statement=text)
        for language, (title, text, _asked, _marked) in TEXTS.items()
    }


def found(client, asked: str, **more: str) -> list[str]:
    page = client.get("/search/", {"q": asked, **more}).content.decode()
    return re.findall(r'<span class="symbol" dir="ltr" translate="no">([^<]+)</span></p>', page)


@pytest.mark.parametrize("language", TEXTS)
def test_each_language_finds_its_own_contribution_and_marks_the_word(language, six, client) -> None:
    _title, _text, asked, marked = TEXTS[language]

    page = client.get("/search/", {"q": asked}).content.decode()

    assert found(client, asked) == [six[language].symbol.text]
    assert f"<mark>{marked}</mark>" in html.unescape(page)


def test_sources_symbols_and_words_of_two_scripts_are_found(six, client) -> None:
    assert len(found(client, "ministry of posts")) == 6
    assert found(client, "MPE 治理") == [six["zh"].symbol.text]
    assert six["ru"].symbol.text in found(client, six["ru"].symbol.text)


def test_newest_stands_first(make_contribution, client) -> None:
    for _ in range(3):
        make_contribution()

    assert found(client, "cable") == ["WGX/1/3", "WGX/1/2", "WGX/1/1"]


def test_withdrawn_contribution_is_not_found_by_its_words(make_contribution, cast, client) -> None:
    contribution = make_contribution()
    actions.withdraw(contribution, by=cast.ana)

    assert found(client, "cables") == []
    assert "Withdrawn contribution" in client.get("/search/?q=wgx/1/1").content.decode()


def test_search_can_be_kept_to_a_process_or_a_round(make_contribution, make_process, make_round, client) -> None:
    make_process("other")
    make_round(2)
    make_contribution()

    assert found(client, "cables", process="wgx") == ["WGX/1/1"]
    assert found(client, "cables", process="wgx", round="1") == ["WGX/1/1"]
    assert found(client, "cables", process="wgx", round="2") == []
    assert client.get("/search/", {"q": "cables", "process": "none"}).status_code == 400


def test_common_words_are_found_the_same_whichever_way(make_contribution, client, monkeypatch) -> None:
    for number in range(7):
        make_contribution(statement="Herons." if number % 3 else "Storks.")
    gathered = [queries.search("herons", size=size) for size in (2, 20)]
    monkeypatch.setattr(queries, "COUNTED", 1)  # now they are common
    for near, rare, far in [(50, 1, 1), (1, 50, 1), (1, 1, 3), (1, 1, 50), (3, 1, 4)]:
        monkeypatch.setattr(queries, "NEAR", near)
        monkeypatch.setattr(queries, "RARE", rare)
        monkeypatch.setattr(queries, "FAR", far)

        found = [queries.search("herons", size=size) for size in (2, 20)]

        assert [[each.contribution for each in page.results] for page in found] == [
            [each.contribution for each in page.results] for page in gathered
        ]


def test_pages_of_results_are_the_results_each_once(make_contribution) -> None:
    made = [make_contribution().pk for _ in range(7)]

    pages = [queries.search("cables", size=3)]
    while pages[-1].next:
        pages.append(queries.search("cables", size=3, cursor=pages[-1].next))
    back = queries.search("cables", size=3, cursor=pages[-1].previous)

    assert [each.contribution.pk for page in pages for each in page.results] == made[::-1]
    assert [each.contribution for each in back.results] == [each.contribution for each in pages[-2].results]
    assert back.count.number == 7


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80))
def test_nothing_that_is_typed_is_an_error(client, text) -> None:
    assert client.get("/search/", {"q": text}).status_code in (200, 400)


def test_passage_is_cut_around_the_first_match_and_marks_all() -> None:
    text = "word " * 60 + "heron, herons! " + "word " * 60

    (passage,) = pieces_of("heron", [("en", text)])

    assert [piece.text for piece in passage if piece.is_match] == ["heron", "herons"]
    assert passage[0] == Piece("… ")
    assert "".join(piece.text for piece in passage).endswith("word …")
    assert len("".join(piece.text for piece in passage)) < 300


@given(st.text(max_size=60), st.text(max_size=400), st.sampled_from(["en", "zh", "ar", "xx"]))
@settings(max_examples=60, deadline=None)
def test_passage_is_a_part_of_the_text(asked, text, language) -> None:
    (passage,) = pieces_of(asked, [(language, text.replace("\x00", ""))])

    assert all(piece.text for piece in passage)


def test_index_keeps_what_it_was_given_only(make_contribution) -> None:
    contribution = make_contribution()
    Contribution.objects.filter(pk=contribution.pk).update(search=None)
    assert queries.search("cables").results == []

    from contributions.content import Content

    index(contribution, Content.from_json(contribution.submission.content))

    assert [each.contribution for each in queries.search("cables").results] == [contribution]
