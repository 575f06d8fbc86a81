"""Reading a Word file of 100 pages with 2,000 tracked changes, against a converter and against parsing alone.

The file is written as Word writes: a run for each piece of formatting, identifiers of editing sessions on all of them.
Pandoc is started anew for each reading, which takes it some 0.05 s.
"""

import io
import subprocess
import time
import zipfile
from collections.abc import Callable, Iterator
from random import Random
from statistics import median

import pypandoc
from lxml import etree

from bench.texts.figures import Figure
from texts.word.reading import read

PAGES = 100
CHANGES = 2000
FASTER_THAN_PANDOC = 5
TIMES_THE_PARSE = 10
_PARAGRAPHS = 10 * PAGES
_WORDS = 45  # in each: 450 on a page
_TIMES = 7
_SEED = 7
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_FORMAT = '<w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/><w:lang w:val="en-GB"/></w:rPr>'


def measure() -> list[Figure]:
    """Read the file in three ways, by turns, and compare the medians."""
    file = document(Random(_SEED))
    name = f"reading {PAGES} pages of Word with {CHANGES:,} changes"
    found = read(io.BytesIO(file))
    changes = sum(bool(run.inserted or run.deleted) for each in found.paragraphs for run in each.runs)
    ours, parsing, converter = _medians(
        lambda: read(io.BytesIO(file)), lambda: _parse(file), lambda: _convert(file), times=_TIMES
    )
    quicker, slower = converter / ours, ours / parsing
    return [
        Figure(name, f"{ours * 1000:.0f} ms, {changes:,} changes", f"{CHANGES:,} changes", changes == CHANGES),
        Figure(
            f"{name}: against pandoc ({converter * 1000:.0f} ms)",
            f"{quicker:.1f} times as fast",
            f"at least {FASTER_THAN_PANDOC}",
            quicker >= FASTER_THAN_PANDOC,
        ),
        Figure(
            f"{name}: against unzipping and parsing alone ({parsing * 1000:.0f} ms)",
            f"{slower:.1f} times as long",
            f"at most {TIMES_THE_PARSE}",
            slower <= TIMES_THE_PARSE,
        ),
    ]


def document(random: Random) -> bytes:
    """The same file for the same seed."""
    vocabulary = ["".join(random.choices("abcdefghilmnoprstuv", k=random.randint(2, 10))) for _ in range(600)]
    body = "".join(_paragraph(random, vocabulary, number) for number in range(_PARAGRAPHS))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        f'"application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{_TYPE}.document.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_MAIN}"><w:body>{body}</w:body></w:document>',
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()


def _paragraph(random: Random, vocabulary: list[str], number: int) -> str:
    """A deletion and an insertion in each; at every fiftieth the paragraph was split, too."""
    words = random.choices(vocabulary, k=_WORDS)
    by = f'w:id="{number}" w:author="Delegation {number % 7}" w:date="2017-10-15T09:00:00Z"'
    tracked = [
        f"<w:del {by}>{_run(words[20:23], 'delText')}</w:del>",
        f"<w:ins {by}>{_run(words[23:27])}</w:ins>",
    ]
    pieces = [_run(words[:10]), _run(words[10:20]), *tracked, _run(words[27:36]), _run(words[36:])]
    mark = f"<w:rPr><w:ins {by}/></w:rPr>" if not number % 50 else ""
    return (
        f'<w:p w:rsidR="00A1{number:04X}" w:rsidRDefault="00A1{number:04X}"><w:pPr><w:spacing w:after="120"/>'
        f'<w:jc w:val="both"/>{mark}</w:pPr>{"".join(pieces)}</w:p>'
    )


def _run(words: list[str], name: str = "t") -> str:
    return f'<w:r w:rsidRPr="00B2C3D4">{_FORMAT}<w:{name} xml:space="preserve">{" ".join(words)} </w:{name}></w:r>'


def _medians(*ways: Callable[[], object], times: int) -> Iterator[float]:
    """By turns, so that whatever else the machine does weighs on all of them."""
    took: list[list[float]] = [[] for _ in ways]
    for _ in range(times):
        for place, way in enumerate(ways):
            begin = time.perf_counter()
            way()
            took[place].append(time.perf_counter() - begin)
    return map(median, took)


def _parse(file: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        etree.fromstring(archive.read("word/document.xml"))


def _convert(file: bytes) -> None:
    asked = [pypandoc.get_pandoc_path(), "--from=docx", "--to=json", "--track-changes=all"]
    subprocess.run(asked, input=file, check=True, capture_output=True)
