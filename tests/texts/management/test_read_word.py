"""``manage.py read_word`` says what a file says, in four ways."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.texts.word.builder import dele, docx, ins, p, tracked
from tests.texts.word.reading.test_numbering import LEGAL, item, listed


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with a change of words, a merge of paragraphs, a number and a picture."""
    path = tmp_path / "a.docx"
    picture = "<w:r><w:drawing><pic:pic/></w:drawing></w:r>"
    body = p("We ", dele("may"), ins("shall"), " agree, ", mark=tracked("del")) + item() + p(picture)
    path.write_bytes(docx(body, numbering=LEGAL + listed()))
    return path


def printed(*arguments: object) -> str:
    """What is written on the terminal."""
    out = io.StringIO()
    call_command("read_word", *map(str, arguments), stdout=out, stderr=io.StringIO())
    return out.getvalue()


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], "We [-may-]{+shall+} agree, \nx\n\n"),
        (["--accepted"], "We shall agree, x\n\n"),
        (["--rejected"], "We may agree, \nx\n\n"),
        (["--rejected", "--labels"], "We may agree, \n1.\tx\n\n"),
    ],
)
def test_words(file: Path, options: list[str], expected: str):
    assert printed(file, *options) == expected


def test_everything_as_json(file: Path):
    said = json.loads(printed(file, "--json"))

    assert [each["text"] for each in said["accepted"]] == ["We shall agree, x", ""]
    assert [each["text"] for each in said["rejected"]] == ["We may agree, ", "x", ""]
    assert said["accepted"][0]["parts"] == [0, 1]
    assert said["paragraphs"][0]["runs"][1] == {
        "text": "may", "inserted": None, "deleted": {"author": "Ana", "date": "2017-01-02T03:04:05Z"}, "moved": "",
    }  # fmt: skip
    assert [(each["code"], each["sentence"]) for each in said["notices"]] == [
        ("picture", "Pictures were not taken over.")
    ]


def test_what_cannot_be_read_is_said_in_one_sentence(tmp_path: Path):
    (tmp_path / "a.docx").write_bytes(b"no")

    with pytest.raises(CommandError, match=r"a\.docx: not_word: This is not a Word document"):
        printed(tmp_path / "a.docx")
    with pytest.raises(CommandError, match="No such file"):
        printed(tmp_path / "b.docx")
