"""The two documents from a real negotiation, letter for letter."""

from pathlib import Path

import pytest
from django.conf import settings

from texts.engine.tracked import Mark, has_changes, rejected
from texts.word.document import WordDocument
from texts.word.reading import read

SAMPLES = Path(settings.BASE_DIR) / "sample_data"


def read_sample(name: str) -> WordDocument:
    """One of our files."""
    with (SAMPLES / name).open("rb") as file:
        return read(file)


@pytest.fixture(scope="module")
def base() -> WordDocument:
    """The opinion."""
    return read_sample("wtpf-ieg-2-11-opinion-3.docx")


@pytest.fixture(scope="module")
def revisions() -> WordDocument:
    """The same with the United States' changes."""
    return read_sample("wtpf-ieg-2-11-usa-revisions.docx")


def plain(text: str) -> str:
    """With its blank space made even."""
    return " ".join(text.split())


def test_flattened_revisions_are_the_known_text(revisions: WordDocument):
    known = (SAMPLES / "wtpf-ieg-usa-flattened.txt").read_text().splitlines()

    # The text has empty lines of its own making.
    assert [found for each in revisions.paragraphs if (found := plain(each.text))] == [
        found for each in known if (found := plain(each))
    ]


def test_revisions_rejected_are_the_base(base: WordDocument, revisions: WordDocument):
    note, *opinion = [each.text for each in rejected(revisions.paragraphs)]

    assert note.startswith("Note: The United States submits the following revisions")
    assert [plain(each) for each in opinion] == [plain(each.text) for each in base.paragraphs]


def test_who_changed_it(base: WordDocument, revisions: WordDocument):
    marks = {run.inserted or run.deleted for each in revisions.paragraphs for run in each.runs} - {None}

    assert marks == {Mark("United States", "2013-02-06T09:00:00Z")}
    assert not has_changes(base.paragraphs)
    assert [each.text for each in revisions.paragraphs if each.inserted and not each.text.strip()] == [""]


def test_only_the_title_is_a_heading(base: WordDocument):
    assert [plain(each.text) for each in base.paragraphs if each.heading] == [
        "OPINION (3) ON OPERATIONALIZING THE ENHANCED COOPERATION PROCESS"
    ]
    assert base.notices == ()
    assert base.comments == ()
