"""What was taken out stands in no file that is taken away, and a file that was made before is not given out."""

import io
import zipfile

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from common.refusals import NotPossible
from contributions import actions as contributing
from contributions.content import Content
from contributions.enums import Consent
from contributions.queries.redactions import everywhere
from exports import actions
from exports.enums import Order, What
from exports.making import made, make
from exports.models import Export

pytestmark = pytest.mark.django_db

WORDS = "Zebedee Quillfeather likes cables."


@pytest.fixture
def redact(cast):
    """Take the name out of a contribution."""

    def take_out(contribution) -> None:
        marks = everywhere("Zebedee Quillfeather", Content.from_json(contribution.submission.content), "third-person")
        contributing.redact(contribution, marks, by=cast.dora)

    return take_out


@pytest.fixture
def named(make_contribution):
    return make_contribution(title=WORDS, statement=WORDS, recommendations=[WORDS, "Be kind."])


def packed_up(round_) -> str:
    """All that is in the archive."""
    file = io.BytesIO()
    make(What.ARCHIVE, "zip", round_, file, order=Order.SYMBOL)
    packed = zipfile.ZipFile(file)
    return b"".join(packed.read(name) for name in packed.namelist()).decode(errors="replace")


def texts(what: str, kind: str, round_) -> str:
    found = io.BytesIO(made(what, kind, round_, order=Order.SOURCE))
    if kind == "docx":
        read = Document(found)
        cells = [cell.text for table in read.tables for row in table.rows for cell in row.cells]
        return "\n".join([*(each.text for each in read.paragraphs), *cells])
    if kind == "pdf":
        return " ".join(page.extract_text() for page in PdfReader(found).pages)
    return "\n".join(
        str(value) for sheet in load_workbook(found) for row in sheet.iter_rows(values_only=True) for value in row
    )


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
@pytest.mark.parametrize("what", [What.COMPILATION, What.INDEX])
def test_no_file_has_it_and_each_says_that_something_is_missing(what, kind, named, redact, round_) -> None:
    assert "Quillfeather" in texts(what, kind, round_)

    redact(named)

    found = texts(what, kind, round_)
    assert "Quillfeather" not in found
    assert "removed" in found


def test_archive_has_neither_the_words_nor_a_sum_to_test_a_guess_by(named, redact, round_) -> None:
    redact(named)

    found = packed_up(round_)

    assert "Quillfeather" not in found
    assert named.submission.digest not in found
    assert "removed" in found
    assert '"is_whole": false' in found


@pytest.fixture
def nameless(make_contribution, make_source, question):
    """Of a source that wants only its group to be known."""
    made_ = make_contribution(
        sources=[{"id": make_source("Hidden Harbour Union", country="KE", acronym="HHU").pk}],
        statement="We speak freely.",
        answers={str(question.pk): "Freely."},
        builds_on="Our Hidden Harbour paper",
    )
    type(made_).objects.filter(pk=made_.pk).update(consent=Consent.GROUP)
    return made_


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
@pytest.mark.parametrize("what", [What.COMPILATION, What.INDEX])
def test_who_wants_no_name_has_none_in_any_file(what, kind, nameless, round_) -> None:
    found = texts(what, kind, round_)

    assert "Hidden" not in found
    assert "Kenya" not in found
    assert "Governments" in found
    assert what == What.INDEX or "We speak freely" in found


def test_who_wants_no_name_has_none_in_the_archive(nameless, round_) -> None:
    found = packed_up(round_)

    assert "We speak freely" in found
    for words in ("Hidden", "HHU", nameless.submission.digest):
        assert words not in found


def test_what_is_only_counted_has_no_words_in_the_archive(nameless, round_) -> None:
    type(nameless).objects.update(consent=Consent.AGGREGATE)

    found = packed_up(round_)

    assert "WGX/1/1" in found
    for words in ("We speak freely", "Hidden", nameless.submission.digest):
        assert words not in found


def test_file_made_before_is_not_given_out(named, redact, round_) -> None:
    export = actions.ask(round_, what=What.ARCHIVE, format="zip", by=None)
    actions.make(export.pk)

    redact(named)

    with pytest.raises(NotPossible, match="withdrawn or changed"):
        actions.give(Export.objects.get(pk=export.pk), to=None)
