"""Filing documents with their files."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test.utils import override_settings

from common.refusals import NotPossible
from consultations.actions import NewFile, create_round, file_document
from consultations.enums import DocumentKind
from consultations.models import Document, Process, Round, Symbol
from record.queries import about

TEXT = NewFile(name="agenda.txt", media_type="text/plain", language="en", content=b"1. Opening\n")


@pytest.fixture(autouse=True)
def media(tmp_path: Path) -> object:
    with override_settings(MEDIA_ROOT=tmp_path):
        yield tmp_path


def test_filed_document_has_the_next_symbol_and_its_file(cast: SimpleNamespace, round_: Round) -> None:
    document = file_document(
        round_, by=cast.dora, kind=DocumentKind.AGENDA, title={"en": "Agenda", "fr": "Ordre du jour"}, files=[TEXT]
    )
    stored = document.files.get()
    assert document.symbol is not None
    assert document.symbol.text == "WGX/1/1"
    assert (stored.name, stored.size, stored.sha256) == (TEXT.name, 11, TEXT.sha256)
    assert stored.file.read() == TEXT.content
    entry = about(document).get()
    assert (entry.verb, entry.actor, entry.digest) == ("document.file", f"person:{cast.dora.pk}", TEXT.sha256)


def test_same_bytes_are_kept_once_under_a_place_that_names_nobody(round_: Round, media: Path) -> None:
    for name in ("a.txt", "../../b.txt"):
        file = NewFile(name=name, media_type="text/plain", language="en", content=TEXT.content)
        file_document(round_, by=None, kind=DocumentKind.INFORMATION, title="Paper", files=[file])
    kept = [str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()]
    assert kept == [f"documents/{TEXT.sha256[:2]}/{TEXT.sha256}"]


def test_document_numbered_elsewhere_keeps_number_and_alias_and_can_be_modified(round_: Round) -> None:
    base = file_document(
        round_, by=None, kind=DocumentKind.CONTRIBUTION, title="Opinion", number=11, alias="Contribution 29"
    )
    revisions = file_document(round_, by=None, kind=DocumentKind.CONTRIBUTION, title="Revisions", modifies=base)
    symbols = [document.symbol.text for document in (base, revisions) if document.symbol]
    assert symbols == ["WGX/1/11", "WGX/1/12"]
    assert list(base.modified_by.all()) == [revisions]


def test_unnumbered_document_takes_no_number(round_: Round) -> None:
    file_document(round_, by=None, kind=DocumentKind.INFORMATION, title="Note", is_numbered=False)
    assert not Symbol.objects.exists()


def test_document_of_another_process_cannot_be_modified(round_: Round, make_process: Callable[..., Process]) -> None:
    elsewhere = create_round(make_process("wgy"), number=1, title="First", by=None)
    base = file_document(elsewhere, by=None, kind=DocumentKind.DRAFT, title="Draft")
    with pytest.raises(NotPossible):
        file_document(round_, by=None, kind=DocumentKind.CONTRIBUTION, title="Revisions", modifies=base)
    assert list(Document.objects.all()) == [base]
