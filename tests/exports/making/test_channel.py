"""What came through a portal says so, with its name, in every file that is taken away, and when its admission ended."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from consultations.actions import end_admission
from contributions.models import Contribution
from exports.enums import Order, What
from exports.making import made, make

pytestmark = pytest.mark.django_db

CAME = "Through another portal: Nairobi IGF"


@pytest.fixture
def brought(*, portal: Any, process: Any, admit_portal: Any, question: Any, make_contribution: Any, cast: Any) -> Any:
    """One contribution that a portal brought, which is let in no longer, beside one that was written here."""
    said = {"statement": "Nets matter.", "answers": {str(question.pk): "Yes."}, "recommendations": ["Mend them."]}
    make_contribution(title="On reefs", **said)
    found = make_contribution(title="On nets", **said)
    Contribution.objects.filter(pk=found.pk).update(channel="portal", portal=portal)
    end_admission(admit_portal(portal, process), reason="It closes.", by=cast.dora)
    return found


@pytest.mark.parametrize("what", [What.INDEX, What.COMPILATION])
def test_word_files_name_the_portal(what: str, brought: Any, round_: Any) -> None:
    document = Document(io.BytesIO(made(what, "docx", round_, order=Order.SYMBOL)))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    said = "\n".join([*cells, *(each.text for each in document.paragraphs)])

    assert said.count(CAME) == (1 if what == What.INDEX else 3)


@pytest.mark.parametrize("what", [What.INDEX, What.COMPILATION])
def test_spreadsheets_name_the_portal_in_a_column(what: str, brought: Any, round_: Any) -> None:
    book = load_workbook(io.BytesIO(made(what, "xlsx", round_, order=Order.SYMBOL)))
    for sheet in book.worksheets[:-1]:
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        head = next(row for row in rows if "How it came" in row)
        came = [row[head.index("How it came")] for row in rows[rows.index(head) + 1 :]]
        assert [each or "" for each in came] == ["", CAME]


@pytest.mark.parametrize("page", ["index/", "by-question/statements/", "contributions/"])
def test_pages_of_a_round_name_the_portal(page: str, brought: Any, client: Client) -> None:
    told = client.get(f"/processes/wgx/rounds/1/{page}").content.decode()

    plain = told.replace("\u2068", "").replace("\u2069", "")
    assert plain.count(CAME) == 1


def test_archive_names_the_portal_in_data_and_pages(brought: Any, round_: Any) -> None:
    file = io.BytesIO()
    make(What.ARCHIVE, "zip", round_, file, order=Order.SYMBOL, is_sealed=False)
    packed = zipfile.ZipFile(file)
    reefs, nets = [json.loads(line) for line in packed.read("data/contributions.jsonl").splitlines()]

    assert (reefs["channel"], reefs["portal"]) == ("web", None)
    assert (nets["channel"], nets["portal"]) == ("portal", "Nairobi IGF")
    assert CAME in packed.read(f"data/{nets['folder']}/index.html").decode()
    assert CAME not in packed.read(f"data/{reefs['folder']}/index.html").decode()


def test_csv_and_ndjson_name_the_portal(brought: Any, client: Client) -> None:
    def told(form: str) -> str:
        answer = client.get(f"/api/v1/contributions/?format={form}")
        return b"".join(answer if answer.streaming else [answer.content]).decode()

    head, *rows = told("csv").lstrip("\ufeff").splitlines()
    assert "channel,portal," in head
    assert [("portal,Nairobi IGF" in row) for row in rows] == [True, False]
    assert [json.loads(line)["portal"] for line in told("ndjson").splitlines()] == ["Nairobi IGF", None]
