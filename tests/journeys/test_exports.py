"""A round is taken away: files downloaded and opened by other programs than ours, an archive read from a disk."""

import hashlib
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from PIL import Image

from tests.texts.word.office import saved_again

pytestmark = pytest.mark.journey

ROUND = "/processes/example/rounds/1/"
NAME = "EXAMPLE-1-"


def saved(page, link, folder: Path) -> Path:
    """Press a link to a file, and keep what the browser saves."""
    with page.expect_download(timeout=60_000) as download:
        link.click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def test_compilation_is_saved_and_opened_by_other_programs(make_reader, tmp_path) -> None:
    reader = make_reader("reader", javascript=False)
    reader.go(ROUND)
    reader.page.get_by_role("link", name="Everything of this round, to take away").first.click()
    compiled = reader.page.locator("section[aria-labelledby=compilation]")
    reader.picture("take-away")

    word = saved(reader.page, compiled.get_by_role("link", name="Word file"), tmp_path)
    printed = saved(reader.page, compiled.get_by_role("link", name="PDF"), tmp_path)
    spread = saved(reader.page, compiled.get_by_role("link", name="Spreadsheet"), tmp_path)

    assert [each.name for each in (word, printed, spread)] == [
        f"{NAME}compilation.{k}" for k in ("docx", "pdf", "xlsx")
    ]
    again = tmp_path / "office"
    again.mkdir()
    (again / "again.docx").write_bytes(saved_again({"word": word.read_bytes()}, again)["word"])
    paragraphs = [each.text for each in Document(str(again / "again.docx")).paragraphs]
    book = load_workbook(spread)
    answers = [row[-1] for row in book[book.sheetnames[0]].iter_rows(min_row=3, values_only=True)]
    assert len(answers) >= 6
    for answer in answers:
        assert str(answer).split("\n", maxsplit=1)[0].strip() in "\n".join(paragraphs)


def test_print_in_arabic_is_read_out_and_drawn(make_reader, tmp_path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("pdftotext is not installed: the printed file is NOT READ OUT")
    reader = make_reader("reader-ar", language="ar", width=360)
    reader.go(f"{ROUND}take-away/")
    printed = saved(reader.page, reader.page.locator("a[href*='compilation.pdf']"), tmp_path)
    subprocess.run(["pdftotext", printed, tmp_path / "words.txt"], check=True, timeout=60)
    subprocess.run(["pdftoppm", "-r", "60", "-png", "-singlefile", printed, tmp_path / "page"], check=True, timeout=60)

    words = (tmp_path / "words.txt").read_text()
    shutil.copy(tmp_path / "page.png", Path(__file__).resolve().parents[2] / "artefacts" / "exports-arabic-print.png")
    assert "EXAMPLE" in words
    assert any("\u0600" < sign < "\u06ff" for sign in words)
    assert any("\u4e00" < sign < "\u9fff" for sign in words)
    assert any("\u0400" < sign < "\u04ff" for sign in words)
    assert Image.open(tmp_path / "page.png").convert("L").getextrema() != (255, 255)


def test_archive_is_made_and_read_from_a_disk_without_network(make_reader, tmp_path) -> None:
    reader = make_reader("archivist", javascript=False)
    reader.go(f"{ROUND}take-away/")
    reader.press(reader.page.get_by_role("button", name="Make the archive"))
    ready = reader.page.get_by_role("link", name="Save the file")
    for _turn in range(60):
        if ready.count():
            break
        reader.page.wait_for_timeout(1000)
        reader.press(reader.page.get_by_role("link", name="Look again"))
    reader.picture("ready")
    path = saved(reader.page, ready, tmp_path)
    told = reader.page.locator("code.digest").inner_text()

    assert hashlib.sha256(path.read_bytes()).hexdigest() == told
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(path) as packed:
        packed.extractall(folder)
    for line in (folder / "manifest-sha256.txt").read_text().splitlines():
        known, name = line.split("  ", 1)
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == known
    reader.context.set_offline(True)
    reader.page.goto((folder / "index.html").as_uri())
    reader.picture("from-disk")
    assert reader.page.locator("tbody tr").count() >= 9
    reader.page.locator("tbody a").first.click()
    assert reader.page.locator("h1").inner_text()
    reader.picture("contribution-from-disk")
    reader.page.get_by_role("link", name="All contributions").click()
    assert reader.page.url.endswith("/index.html")


def test_head_takes_the_sealed_archive_and_need_not_press_again(make_reader, tmp_path) -> None:
    head = make_reader("head")
    head.sign_in("officer")
    head.go("/desk/exports/")
    head.picture("rounds")
    of_the_example = head.page.locator("#rounds + ul > li", has_text="First meeting").first
    of_the_example.get_by_role("button", name="Make the archive with what is sealed").click()

    ready = head.page.get_by_role("link", name="Save the file")
    ready.wait_for(timeout=60_000)
    path = saved(head.page, ready, tmp_path)

    with zipfile.ZipFile(path) as packed:
        assert any(name.startswith("data/sealed/") for name in packed.namelist())
