"""Each language finds its own text: the vector and the question meet in PostgreSQL."""

import pytest
from django.contrib.postgres.search import SearchVectorField
from django.db import connection
from django.db.models import BooleanField, ExpressionWrapper, Func, Value
from hypothesis import example, given, settings
from hypothesis import strategies as st

from contributions.search import query_for, vector_for
from stakeholders.models import StakeholderGroup

pytestmark = pytest.mark.django_db


class Matches(Func):
    """``vector @@ question`` of two expressions."""

    template = "(%(expressions)s)"
    arg_joiner = " @@ "
    output_field = BooleanField()


@pytest.fixture(autouse=True)
def one_row(db) -> None:
    StakeholderGroup.objects.create(code="one", name="One")


def finds(asked: str, language: str, text: str, title: str = "") -> bool:
    question = query_for(asked)
    assert question is not None
    vector = ExpressionWrapper(vector_for(language, title, text), output_field=SearchVectorField())
    return StakeholderGroup.objects.values_list(Matches(vector, question), flat=True).get(code="one")


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        ("en", "Governments are consulting “stakeholders”.", "stakeholder"),
        ("en", "The stakeholder's view.", "stakeholders consult"[:12]),
        ("fr", "Les gouvernements européens s’engagent, « l’internet » aussi.", "gouvernement européen"),
        ("fr", "Les gouvernements « européens ».", "d'européennes"),
        ("es", "Las naciones cooperan en la gobernación de internet.", "nación cooperando"),
        ("ru", "Вопросы управления «интернетом» обсуждались.", "интернет"),
        ("ru", "Вопросы управления «интернетом» обсуждались.", "УПРАВЛЕНИЕ вопрос"),
        ("ar", "إن حوكمة الإنترنت، والتعاون المُعزَّز.", "المعزز"),
        ("ar", "ساهمت الحكومات في الحوكمة.", "حكومات"),
        ("ar", "ساهمت حكومات العالم في الحوكمة.", "للحكومة في العالم"),
        ("ar", "دعم التعاون بين البلدان النامية", "والتعاون بين بلدان نامية"),
        ("ar", "شبكات الإنترنت", "شبكة انترنت"),
        ("zh", "我们支持发展中国家参与互联网治理。", "治理"),
        ("zh", "我们支持发展中国家参与互联网治理。", "互联网治理"),
        ("zh", "我们支持发展中国家参与互联网治理。", "理"),
        ("zh", "我们支持（WSIS）的互联网。", "wsis 互联网"),
        ("sw", "Serikali zote zinashiriki.", "serikali"),
        ("en", "The term 互联网 is Chinese for internet.", "互联 terms"),
        ("en", "Интернет is Russian.", "интернет"),
        ("ru", "О governance интернета.", "governance интернет"),
    ],
)
def test_each_language_finds_its_own_words(language, text, asked) -> None:
    assert finds(asked, language, text)


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        ("en", "Cables matter.", "satellites"),
        ("en", "Cables matter.", "cables satellites"),
        ("zh", "我们支持发展中国家参与互联网治理。", "合作"),
        ("zh", "我们支持发展中国家参与互联网治理。", "互联网 satellites"),
        ("ru", "Вопросы управления.", "кабель"),
    ],
)
def test_all_words_are_needed(language, text, asked) -> None:
    assert not finds(asked, language, text)


def test_words_in_quotation_marks_stand_together() -> None:
    assert finds('"enhanced cooperation"', "en", "On enhanced cooperation.")
    assert not finds('"enhanced cooperation"', "en", "Cooperation that was enhanced.")
    assert finds('"enhanced cooperation', "en", "Cooperation that was enhanced.")


def test_title_is_found_as_well_as_text() -> None:
    assert finds("cables", "en", "Nothing here.", title="On cables")


@pytest.mark.parametrize("nothing", ["", "   ", "…", "&|!():*<->", "\x00", '""'])
def test_question_without_a_word_is_none(nothing) -> None:
    assert query_for(nothing) is None


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=250))
@example("a & | ! ( ) : * <-> 'b' \\ \"c")
@example("' OR 1=1 --")
@example("-not or -this")
@example("网:* & !治")
@example("%s %(x)s {}")
def test_nothing_that_is_typed_is_an_error(text) -> None:
    question = query_for(text)
    if question is not None:
        list(StakeholderGroup.objects.values_list(Matches(Value("x", output_field=SearchVectorField()), question)))


def test_text_of_a_million_different_words_can_be_stored() -> None:
    han = "".join(chr(0x4E00 + (number * 7919) % 20000) + chr(0x4E00 + number % 20000) for number in range(200_000))
    latin = " ".join(f"w{number:x}q{number}" for number in range(300_000))

    assert finds("w5q5", "en", latin, title=latin[:400])
    assert finds(han[:4], "zh", han + latin)


def test_our_words_do_not_depend_on_the_servers_locale() -> None:
    """The trap: under the C locale PostgreSQL's own parser keeps «» as letters."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_tsvector('russian', %s) @@ to_tsquery('russian', 'интернет')", ["«Интернет»"])
        parsed_by_postgres = cursor.fetchone()[0]

    assert finds("интернет", "ru", "«Интернет»")
    assert parsed_by_postgres in (True, False)  # whichever this server does, ours is found
