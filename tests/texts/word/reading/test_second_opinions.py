"""What two other programs make of the same files, wherever they can be asked."""

import io
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.texts.word import converter, office
from tests.texts.word.reading.cases import CASES, Case
from texts.engine.tracked import accepted, rejected
from texts.word.reading import read

pytestmark = pytest.mark.xdist_group("second opinions")  # so that LibreOffice is started once

Opinion = tuple[list[str], list[str]]


def plain(paragraphs: Iterable[str]) -> list[str]:
    """Blank space and empty paragraphs are beside the point here."""
    return [found for each in paragraphs if (found := " ".join(each.split()))]


def ours(case: Case) -> Opinion:
    """What we read."""
    paragraphs = read(io.BytesIO(case.file)).paragraphs
    return plain(each.text for each in accepted(paragraphs)), plain(each.text for each in rejected(paragraphs))


@pytest.mark.parametrize("case", [case for case in CASES if not case.pandoc], ids=lambda case: case.name)
def test_pandoc_says_the_same(case: Case):
    said = plain(converter.outcome(case.file, "accept")), plain(converter.outcome(case.file, "reject"))

    assert said == ours(case)


@pytest.fixture(scope="module")
def office_says(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Case], Opinion]:
    """LibreOffice is started once for all."""
    folder: Path = tmp_path_factory.mktemp("office")
    said = office.outcomes({case.name: case.file for case in CASES if not case.office}, folder)
    return lambda case: (plain(said[case.name][0]), plain(said[case.name][1]))


@pytest.mark.parametrize("case", [case for case in CASES if not case.office], ids=lambda case: case.name)
def test_libreoffice_says_the_same(case: Case, office_says: Callable[[Case], Opinion]):
    assert office_says(case) == ours(case)
