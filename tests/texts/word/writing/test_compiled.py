"""The compilation as a Word file."""

import io

import docx

from texts.engine.changes import Change, Op
from texts.engine.compilation import Proposal, as_text, compiled, lines
from texts.engine.outline import Clause, ClauseKind
from texts.engine.tracked import has_changes
from texts.word.reading import read
from texts.word.writing import About, compilation_docx

BASE = (
    Clause("k", ClauseKind.CONTAINER, "considering"),
    Clause("a", ClauseKind.ITEM, "that all take part;", "a)", "k"),
    Clause("b", ClauseKind.ITEM, "that time is short;", "b)", "k"),
)
PROPOSALS = [
    Proposal("1", ("Example Union",), (Change(Op.MOD, "b", wording="that time is very short;", reason="It is."),)),
    Proposal("2", ("Example Ministry",), (Change(Op.SUP, "b"),), missing="Accessibility."),
]


def file():
    return compilation_docx(compiled(BASE, PROPOSALS), About("Compilation"), notes=["By name of source."])


def test_it_reads_as_the_lines_do():
    found = [each.text for each in docx.Document(io.BytesIO(file())).paragraphs]

    assert found[:2] == ["Compilation", "By name of source."]
    plain = as_text(lines(compiled(BASE, PROPOSALS))).splitlines()
    assert [each.replace("\t", " ") for each in found[2:-1] if each != "Example Union: It is."] == plain


def test_reasons_follow_what_they_are_for():
    found = [each.text for each in docx.Document(io.BytesIO(file())).paragraphs]

    rival = next(place for place, text in enumerate(found) if "very short" in text)
    assert found[rival + 1] == "Example Union: It is."


def test_new_words_are_underlined_and_brackets_stand_out():
    rival = next(each for each in docx.Document(io.BytesIO(file())).paragraphs if "very short" in each.text)

    faces = [(each.text, each.style.name) for each in rival.runs]
    assert ("very ", "New words") in faces or (" very", "New words") in faces
    assert faces[0] == ("[", "Bracket")
    assert ("]", "Bracket") in faces
    assert faces[-1] == (" — proposed by Example Union", "Sources")


def test_nothing_in_it_is_a_tracked_change():
    assert not has_changes(read(io.BytesIO(file())).paragraphs)
    assert file() == file()
