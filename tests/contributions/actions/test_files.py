"""Stored bytes go when nothing names them any more, and never before."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from contributions import actions
from contributions.actions.files import SAFE_AGE, TURN
from contributions.enums import Channel
from contributions.models.file import FOLDERS

pytestmark = pytest.mark.django_db(transaction=True)

A_MOMENT = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def disk(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def kept(disk):
    """The names of the files that are on the disk."""
    return lambda: sorted(str(path.relative_to(disk)) for path in disk.rglob("*") if path.is_file())


@pytest.fixture
def attach(cast):
    def attach(draft, words=b"Cables.", name="annex.txt"):
        return actions.attach(draft, SimpleUploadedFile(name, words), by=cast.ana)

    return attach


def sweep_everything(at):
    """All turns of a day."""
    return sum(actions.sweep_files(at=at + turn * TURN) for turn in range(len(FOLDERS)))


def test_what_is_taken_out_leaves_the_disk_after_the_commit(make_draft, cast, attach, kept):
    draft = make_draft()
    file, other = attach(draft), attach(draft, b"Ships.", "ships.txt")

    with transaction.atomic():
        actions.detach(draft, file.pk, by=cast.ana)
        assert kept() == sorted([file.file.name, other.file.name])

    assert kept() == [other.file.name]


def test_what_is_taken_out_and_brought_back_by_a_failure_stays(make_draft, cast, attach, kept):
    draft = make_draft()
    file = attach(draft)

    with transaction.atomic():
        actions.detach(draft, file.pk, by=cast.ana)
        transaction.set_rollback(True)

    assert kept() == [file.file.name]


def test_scan_of_a_paper_goes_with_what_was_written_down_of_it(cast, period, kept):
    first, other = (
        actions.enter_elsewhere(
            period,
            actions.Arrival(
                Channel.PAPER,
                datetime.now(UTC),
                email="fatma@example.org",
                originals=[SimpleUploadedFile("scan.txt", words)],
            ),
            source={"name": "Union of Fishers", "group": "civil-society"},
            by=cast.omar,
        )
        for words in (b"Nets.", b"Boats.")
    )

    actions.discard(first, by=cast.omar)

    stays = other.transcript.originals.get()
    assert kept() == [stays.file.name]
    type(stays).objects.filter(pk=stays.pk).delete()
    assert sweep_everything(datetime.now(UTC) + 2 * SAFE_AGE) == 1
    assert kept() == []


def test_a_draft_thrown_away_takes_its_files_along_and_no_others(make_draft, cast, attach, kept):
    draft, another = make_draft(), make_draft()
    attach(draft)
    attach(draft, b"Ships.", "ships.txt")
    same_words = attach(another)

    actions.discard(draft, by=cast.ana)

    assert kept() == [same_words.file.name]


def test_what_was_submitted_stays_when_it_is_taken_out_of_the_draft(make_draft, cast, attach, kept):
    draft = make_draft()
    file = attach(draft)
    actions.submit(draft, by=cast.ana)

    actions.detach(draft, file.pk, by=cast.ana)

    assert kept() == [file.file.name]


def test_bytes_that_a_revision_shares_stay_with_what_it_revises(make_draft, cast, attach, kept):
    published = make_draft()
    file = attach(published)
    actions.submit(published, by=cast.ana)
    actions.publish(published, by=cast.dora)
    revision, _token = actions.revise(published, by=cast.ana)

    actions.detach(revision, revision.files.get().pk, by=cast.ana)
    actions.discard(revision, by=cast.ana)

    assert kept() == [file.file.name]


def test_the_same_words_never_get_a_place_twice(make_draft, cast, attach):
    draft = make_draft()
    places = set()
    for _time in range(3):
        file = attach(draft)
        places.add(file.file.name)
        actions.detach(draft, file.pk, by=cast.ana)

    assert len(places) == 3


def test_an_upload_that_was_rolled_back_is_swept_once_it_is_old_enough(make_draft, attach, kept):
    draft = make_draft()
    wanted = attach(draft)
    with transaction.atomic():
        attach(draft, b"Ships.", "ships.txt")
        transaction.set_rollback(True)
    assert len(kept()) == 2
    now = datetime.now(UTC)

    assert sweep_everything(now + SAFE_AGE + A_MOMENT) == 1
    assert kept() == [wanted.file.name]
    assert sweep_everything(now + SAFE_AGE + A_MOMENT) == 0


def test_what_somebody_may_be_about_to_keep_is_left_alone(make_draft, attach, kept):
    """The bytes of an upload that took its time are older than their place here."""
    draft = make_draft()
    at = datetime.now(UTC) + SAFE_AGE - timedelta(minutes=1)
    words = next(words for words in map(b"%d".__mod__, range(10_000)) if _folder_of(words) == _turn_of(at))
    with transaction.atomic():
        file = attach(draft, words)
        os.utime(file.file.path, (0, 0))
        with ThreadPoolExecutor(1) as elsewhere:
            assert elsewhere.submit(_sweep, at).result() == 0

    assert kept() == [file.file.name]


def test_one_run_looks_at_one_folder_and_removes_only_so_many(disk, kept, monkeypatch):
    for folder in ("aa", "bb"):
        (disk / "contributions" / folder).mkdir(parents=True)
        for number in range(3):
            (disk / "contributions" / folder / f"{folder}{number}").write_bytes(b"Nobody's.")
    monkeypatch.setattr("contributions.actions.files.MOST", 2)
    at = datetime.now(UTC) + SAFE_AGE + A_MOMENT
    while _turn_of(at) != "aa":
        at += TURN

    assert [actions.sweep_files(at=at) for _run in range(3)] == [2, 1, 0]
    assert kept() == [f"contributions/bb/bb{number}" for number in range(3)]


def test_files_of_others_in_the_same_storage_are_nobodys_business(disk, kept):
    (disk / "documents" / "aa").mkdir(parents=True)
    (disk / "documents" / "aa" / "paper").write_bytes(b"Filed.")

    sweep_everything(datetime.now(UTC) + SAFE_AGE + A_MOMENT)

    assert kept() == ["documents/aa/paper"]


def _turn_of(at):
    return FOLDERS[int(at.timestamp() // TURN.total_seconds()) % len(FOLDERS)]


def _folder_of(words):
    return sha256(words).hexdigest()[:2]


def _sweep(at):
    """In a connection of its own, as a worker does."""
    try:
        return actions.sweep_files(at=at)
    finally:
        connection.close()
