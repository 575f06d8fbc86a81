"""The archive of a round: whole, checkable, readable from a disk, and without what is not public."""

import hashlib
import io
import json
import re
import zipfile
from html.parser import HTMLParser
from pathlib import PurePosixPath
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone, translation

from contributions import actions
from contributions.enums import Channel
from contributions.models import Contribution
from exports.enums import Order, What
from exports.making import make
from exports.making.archive.naming import Folders, file_name
from tests.exports.conftest import LANGUAGES

pytestmark = pytest.mark.django_db


def archive(round_, *, is_sealed: bool = False) -> zipfile.ZipFile:
    file = io.BytesIO()
    make(What.ARCHIVE, "zip", round_, file, order=Order.SYMBOL, is_sealed=is_sealed)
    return zipfile.ZipFile(file)


def whole(packed: zipfile.ZipFile) -> bytes:
    return b"".join(packed.read(name) for name in packed.namelist())


@pytest.fixture
def attached(cast, make_draft):
    """A published contribution with one file that was sent, and one that was attached afterwards."""
    draft = make_draft(title="With a file", statement="See my file.")
    actions.attach(draft, SimpleUploadedFile("my äöü <annex>.txt", b"The annex."), by=cast.ana)
    actions.submit(draft, by=cast.ana)
    for named in draft.sources.filter(confirmed_at=None):
        actions.confirm_source(named, by=cast.dora)
    actions.publish(draft, by=cast.dora)
    return Contribution.objects.get(pk=draft.pk)


def test_manifest_has_the_sum_of_every_file(six, attached, round_) -> None:
    packed = archive(round_)
    lines = [line.split("  ", 1) for line in packed.read("manifest-sha256.txt").decode().splitlines()]

    assert {path for _sum, path in lines} == {name for name in packed.namelist() if name.startswith("data/")}
    assert all(hashlib.sha256(packed.read(path)).hexdigest() == known for known, path in lines)
    assert packed.read("bagit.txt").startswith(b"BagIt-Version: 1.0")
    octets = sum(packed.getinfo(path).file_size for _sum, path in lines)
    assert f"Payload-Oxum: {octets}.{len(lines)}" in packed.read("bag-info.txt").decode()
    assert packed.testzip() is None


def test_same_round_gives_the_same_bytes(six, attached, round_) -> None:
    assert archive(round_).fp.getvalue() == archive(round_).fp.getvalue()  # type: ignore[union-attr]


def test_contribution_is_there_as_page_text_and_data_with_its_files(six, attached, round_) -> None:
    packed = archive(round_)
    lines = [json.loads(line) for line in packed.read("data/contributions.jsonl").splitlines()]
    (mine,) = [line for line in lines if line["title"] == "With a file"]
    folder = f"data/{mine['folder']}"
    content = packed.read(f"{folder}/content.json")

    assert [line["title"] for line in lines[:6]] == [title for title, _words in LANGUAGES.values()]
    assert hashlib.sha256(content).hexdigest() == mine["sha256"] == attached.submission.digest
    assert packed.read(f"data/{mine['files'][0]['path']}") == b"The annex."
    assert "See my file." in packed.read(f"{folder}/text.txt").decode()
    assert "See my file." in packed.read(f"{folder}/index.html").decode()


def test_pages_open_from_a_disk(six, attached, round_) -> None:
    packed = archive(round_)
    there = set(packed.namelist())

    class Links(HTMLParser):
        def handle_starttag(self, tag, attrs) -> None:
            given = dict(attrs)
            assert tag != "script"
            found.extend(given[name] for name in ("href", "src") if given.get(name))

    for page in [name for name in there if name.endswith(".html")]:
        found: list[str] = []
        Links().feed(packed.read(page).decode())
        local = [unquote(link) for link in found if not link.startswith("http")]
        assert local
        for link in local:
            parts: list[str] = []
            for part in (PurePosixPath(page).parent / link).parts:
                parts = parts[:-1] if part == ".." else [*parts, part]
            assert "/".join(parts) in there, (page, link)


def test_pages_say_their_language_and_direction(six, round_) -> None:
    with translation.override("ar"):
        packed = archive(round_)
    page = packed.read("index.html").decode()

    assert '<html lang="ar" dir="rtl">' in page
    assert 'lang="en" dir="ltr"' in page


def test_words_of_others_are_no_markup(round_, make_contribution) -> None:
    make_contribution(title="<script>alert(1)</script>", statement="<img src=x onerror=alert(1)>")

    packed = archive(round_)
    pages = [packed.read(name).decode() for name in packed.namelist() if name.endswith(".html")]

    assert len(pages) == 2
    assert not any(re.search(r"<script|<img", page) for page in pages)


def test_withdrawn_one_is_a_line_without_words(six, round_, cast) -> None:
    actions.withdraw(six["ru"], by=cast.dora)

    packed = archive(round_)

    assert "Кабели" not in whole(packed).decode(errors="replace")
    states = [json.loads(line)["state"] for line in packed.read("data/contributions.jsonl").splitlines()]
    assert states == ["published"] * 4 + ["withdrawn", "published"]


def test_public_archive_holds_nothing_that_is_not_public(six, round_, make_contribution, cast) -> None:
    make_contribution("submitted", title="Secret plans", statement="Nobody knows.")
    actions.save(
        make_contribution("returned", title="Sent back"),
        {"title": "Being mended", "statement": "Unfinished."},
        by=cast.ana,
    )

    found = whole(archive(round_)).decode(errors="replace")

    for words in ("Secret plans", "Nobody knows", "Sent back", "Being mended", "Unfinished", "sealed", "person:"):
        assert words not in found


def test_sealed_archive_adds_what_was_sent_and_the_whole_record(six, attached, round_, make_contribution) -> None:
    make_contribution("submitted", title="Secret plans", statement="Nobody knows.")

    packed = archive(round_, is_sealed=True)
    found = whole(packed).decode(errors="replace")

    assert "Nobody knows" in found
    assert "person:" in found
    assert any(re.match(r"data/sealed/unpublished-\d+/submission-1\.json", name) for name in packed.namelist())
    assert "Keep it as you keep" in packed.read("index.html").decode()


def test_record_tells_what_happened_and_not_who_did_it(six, round_) -> None:
    lines = [json.loads(line) for line in archive(round_).read("data/record.jsonl").splitlines()]

    assert {line["verb"] for line in lines} >= {"contribution.submit", "contribution.publish"}
    assert all(set(line) == {"number", "at", "verb", "subject", "digest"} for line in lines)


def test_lost_bytes_of_one_file_cost_no_archive(attached, round_) -> None:
    attached.files.get().file.storage.delete(attached.files.get().file.name)

    packed = archive(round_)

    assert json.loads(packed.read("data/contributions.jsonl"))["files"] == []


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("annex.pdf", "7-annex.pdf"),
        ("../../etc/passwd", "7-etc-passwd"),
        ("con", "7-con"),
        ("a" * 300 + ".docx", "7-" + "a" * 80 + ".docx"),
        ("\u202efdp.exe ", "7-fdp.exe"),
        ("ملف.pdf", "7-ملف.pdf"),
        ("...", "7"),
        ("电" * 100, "7-" + "电" * 26),
    ],
)
def test_names_of_files_are_safe_everywhere(name, found) -> None:
    assert file_name(name, 7) == found


def test_two_symbols_never_share_a_folder() -> None:
    folders = Folders()

    assert [folders.of(symbol, pk) for pk, symbol in enumerate(["A/1/2", "A-1-2", "a/1/2"])] == [
        "A-1-2",
        "A-1-2-1",
        "a-1-2-2",
    ]


def test_period_that_is_being_prepared_is_not_in_it(round_, make_period) -> None:
    make_period(title={"en": "Secret call"}, public_at=None, opens_at=timezone.now())

    assert b"Secret call" not in whole(archive(round_))


@pytest.mark.parametrize("is_public", [True, False])
def test_what_really_came_on_paper_is_there_for_whoever_may_have_it(is_public, cast, period, round_) -> None:
    arrival = actions.Arrival(
        Channel.PAPER,
        timezone.now(),
        email="fatma@example.org",
        originals=[SimpleUploadedFile("letter.txt", b"Cables cut our nets.")],
        original_is_public=is_public,
    )
    source = {"name": "Union of Fishers", "group": "civil-society"}
    paper = actions.enter_elsewhere(period, arrival, source=source, by=cast.omar)
    words = {"title": "On nets", "language": "en", "statement": "Nets."}
    actions.save(paper, paper.content | words, by=cast.omar)
    actions.submit(paper, by=cast.omar)
    actions.confirm_source(paper.sources.get(), by=cast.dora)
    actions.publish_unconfirmed(paper, by=cast.dora, reason="The post is on strike.")
    actions.publish(paper, by=cast.dora)

    for_all, sealed = whole(archive(round_)), whole(archive(round_, is_sealed=True))

    assert (b"Cables cut our nets." in for_all) is is_public
    assert b"Cables cut our nets." in sealed
