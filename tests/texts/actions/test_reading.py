"""Bringing a text in: read, mend, issue; two windows, bad files and what happens to the original."""

import pytest
from django.conf import settings

from common.refusals import Incomplete, NotPossible
from record.models import Entry
from texts import actions
from texts.engine import canonical
from texts.engine.outline import ClauseKind
from texts.intake.correcting import LeaveOut, Merge, Restate
from texts.models import Reading, TextVersion

pytestmark = pytest.mark.django_db

OPINION = "OPINION 3\nconsidering\na) that herons fly;\nb) that cables lie,\ninvites States\nto look after both."


@pytest.fixture
def reading() -> Reading:
    return actions.begin_reading(OPINION, language="en", title="Opinion 3", by=None)


def test_original_is_kept_as_it_came():
    content = (settings.BASE_DIR / "sample_data/wtpf-ieg-2-11-opinion-3.docx").read_bytes()

    reading = actions.begin_reading(content, name="opinion.docx", language="en", by=None)

    assert reading.file.read() == content
    assert reading.media_type.endswith("wordprocessingml.document")
    assert len(reading.outline) > 20
    assert len(reading.paragraphs) >= len(reading.outline)


def test_what_cannot_be_read_says_why_and_leaves_nothing():
    with pytest.raises(Incomplete, match="old kind") as refused:
        actions.begin_reading(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), language="en", by=None
        )

    assert set(refused.value.fields) == {"original"}
    assert not Reading.objects.exists()


def test_corrections_are_made_together_and_counted(reading):
    actions.correct(reading, Merge(3), Restate(0, ClauseKind.TITLE, "", ("Opinion (3)",)), step=1, by=None)

    assert (reading.step, len(reading.outline), reading.outline[0]["wording"]) == (2, 5, "Opinion (3)")


def test_a_second_window_overwrites_nothing(reading):
    actions.correct(reading, LeaveOut(3), step=1, by=None)

    with pytest.raises(NotPossible, match="meanwhile"):
        actions.correct(reading, LeaveOut(3), step=1, by=None)

    assert len(reading.outline) == 5


def test_one_correction_that_makes_no_sense_undoes_those_beside_it(reading):
    with pytest.raises(Incomplete):
        actions.correct(reading, LeaveOut(3), Merge(40), step=1, by=None)

    reading.refresh_from_db()
    assert (reading.step, len(reading.outline)) == (1, 6)


def test_issued_base_says_what_was_understood_under_identities_of_its_own(reading):
    version = actions.issue(reading, symbol="WGX/1/1", alias="Contribution 29", by=None)

    outline = version.outline
    assert [clause.wording for clause in outline][1:4] == ["considering", "that herons fly;", "that cables lie,"]
    assert outline[2].parent == outline[1].id
    assert len({clause.id for clause in outline}) == 6
    assert version.digest == canonical.digest(outline)
    assert (version.number, version.symbol, version.text.title) == (0, "WGX/1/1", "Opinion 3")
    assert reading.version == version
    assert Entry.objects.order_by("number").values_list("verb", flat=True).last() == "text.issue"


def test_what_is_issued_is_neither_mended_nor_issued_nor_thrown_away_again(reading):
    actions.issue(reading, by=None)

    for act in (
        lambda: actions.correct(reading, LeaveOut(0), step=1, by=None),
        lambda: actions.issue(reading, by=None),
        lambda: actions.discard(reading, by=None),
    ):
        with pytest.raises(NotPossible, match="never changes"):
            act()
    assert TextVersion.objects.count() == 1


def test_issuing_what_was_mended_since_it_was_read_is_refused(reading):
    actions.correct(reading, LeaveOut(3), step=1, by=None)

    with pytest.raises(NotPossible, match="meanwhile"):
        actions.issue(reading, step=1, by=None)


def test_text_without_a_title_is_not_issued():
    reading = actions.begin_reading(OPINION, language="en", by=None)

    with pytest.raises(Incomplete) as refused:
        actions.issue(reading, by=None)

    assert set(refused.value.fields) == {"title"}


def test_thrown_away_with_its_original(reading, django_capture_on_commit_callbacks):
    name, storage = reading.file.name, reading.file.storage

    with django_capture_on_commit_callbacks(execute=True):
        actions.discard(reading, by=None)

    assert not storage.exists(name)
    assert not Reading.objects.exists()
