"""Taking out passages and pages: who, when, what everybody reads after it, and what stays."""

import json
import subprocess
from io import BytesIO
from shutil import which

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from common.refusals import Incomplete, NotAllowed, NotPossible
from contributions import actions
from contributions.actions import FileMark
from contributions.content import Content, digest
from contributions.enums import State
from contributions.models import RedactedFile, Redaction
from contributions.queries.published import form_at_the_desk, published_form, published_json, removals_of
from contributions.queries.redactions import (
    everywhere,
    files_taken_out_before,
    looks_at,
    personal_data_in,
    stamp_of,
    taken_out_before,
)
from contributions.queries.search import search
from contributions.redacting import Mark
from following.actions import follow
from notifications.models import Letter
from record.models import Entry
from texts.engine.outline import Outline
from texts.printing import Sheet, text_pdf

WORDS = "Cables matter. Zebedee Quillfeather of 12 Old Harbour Road says so.\n\nAsk Zebedee Quillfeather."
SAID = "[20 characters removed: personal data of somebody else]"


def name(contribution, ground="third-person"):
    content = Content.from_json(contribution.submission.content)
    return everywhere("Zebedee Quillfeather", content, ground)


@pytest.fixture
def book():
    """A PDF of three pages; the second names somebody."""
    writer = PdfWriter()
    for words in ("First page.", "Zebedee Quillfeather.", "Third page."):
        writer.add_page(PdfReader(BytesIO(text_pdf(Outline(()), Sheet(words)))).pages[0])
    written = BytesIO()
    writer.write(written)
    return SimpleUploadedFile("book.pdf", written.getvalue(), "application/pdf")


@pytest.fixture
def with_a_book(cast, make_draft, book):
    """Ana's contribution with the book, submitted."""
    draft = make_draft(statement=WORDS)
    actions.attach(draft, book, by=cast.ana)
    actions.submit(draft, by=cast.ana)
    draft.refresh_from_db()
    return draft


def read(pdf):
    """What a program gets out of it that knows nothing of ours."""
    program = which("pdftotext")
    if program is None:
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages)
    return subprocess.run([program, "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("state", [State.SUBMITTED, State.UNDER_REVIEW, State.PUBLISHED])
def test_a_passage_is_taken_out_wherever_it_stands(state, cast, make_contribution):
    made = make_contribution(state, statement=WORDS, title="Zebedee Quillfeather on cables")
    before = made.submission.digest
    found = actions.redact(made, name(made), by=cast.dora, note="He asked.")
    made.refresh_from_db()
    assert len(found) == 3
    assert published_form(made).statement == WORDS.replace("Zebedee Quillfeather", SAID)
    assert made.title == f"{SAID} on cables"
    assert "Quillfeather" not in made.excerpt
    assert "Quillfeather" not in json.dumps(published_json(made))
    # The original stands as it was sent.
    assert made.submission.content["statement"] == WORDS
    assert digest(made.submission.content) == before


# Written out: who may.
MAY = {"dora": True, "omar": True, "chris": False, "olga": False, "ana": False, "otto": False}


@pytest.mark.parametrize("who", MAY)
def test_only_the_secretariat_takes_out(who, cast, make_contribution):
    made = make_contribution(State.PUBLISHED, statement=WORDS)
    person = getattr(cast, who)
    if MAY[who]:
        assert actions.redact(made, name(made), by=person)
    else:
        with pytest.raises(NotAllowed):
            actions.redact(made, name(made), by=person)
        assert not Redaction.objects.exists()


@pytest.mark.parametrize("state", [State.RETURNED, State.DECLINED, State.WITHDRAWN])
def test_not_from_what_nobody_will_publish(state, cast, make_contribution):
    made = make_contribution(state, statement=WORDS)
    with pytest.raises(NotPossible):
        actions.redact(made, name(made), by=cast.dora)


@pytest.mark.parametrize(
    ("marks", "field"),
    [
        ([], "words"),
        ([Mark("statement", 900, 4, "third-person")], "words"),
        ([Mark("nowhere", 0, 4, "third-person")], "words"),
        ([Mark("statement", 0, 6, "because")], "ground"),
        ([Mark("statement", 0, 6, "")], "ground"),
    ],
)
def test_what_is_incomplete_changes_nothing(marks, field, cast, make_contribution):
    made = make_contribution(State.PUBLISHED)
    with pytest.raises(Incomplete) as refusal:
        actions.redact(made, marks, by=cast.dora)
    assert list(refusal.value.fields) == [field]
    assert not Redaction.objects.exists()


def test_it_is_on_record_without_its_words(cast, make_contribution):
    made = make_contribution(State.PUBLISHED, statement=WORDS)
    actions.redact(made, name(made), by=cast.omar)
    entry = Entry.objects.get(verb="contribution.redact")
    assert entry.facts == {"passages": 2, "files": 0, "grounds": "third-person"}
    assert entry.digest == made.submission.digest


def test_the_source_is_told_the_ground_and_followers_are_not(cast, make_contribution):
    made = make_contribution(State.PUBLISHED, statement=WORDS)
    follow(f"round:{made.round_id}", by=cast.ines)
    actions.redact(made, name(made), by=cast.dora)
    letters = Letter.objects.filter(family="contributions/redacted")
    assert {letter.person for letter in letters} == {cast.ana, cast.ben}
    for letter in letters:
        assert "personal data of somebody else" in letter.text
        assert "Quillfeather" not in letter.text + letter.subject_line + letter.html


def test_what_was_taken_out_is_not_found(cast, make_contribution):
    made = make_contribution(State.PUBLISHED, statement=WORDS)
    assert search("Quillfeather").count.number == 1
    actions.redact(made, name(made), by=cast.dora)
    assert search("Quillfeather").count.number == 0
    (found,) = search("Harbour").results
    assert "Quillfeather" not in "".join(piece.text for piece in found.passage)


def test_what_was_taken_out_before_publication_is_never_found(cast, make_contribution):
    made = make_contribution(State.SUBMITTED, statement=WORDS)
    actions.redact(made, name(made), by=cast.dora)
    actions.publish(made, by=cast.dora)
    assert search("Quillfeather").count.number == 0
    assert search("Harbour").count.number == 1
    assert SAID in published_form(made).statement


def test_followers_read_the_title_without_it(cast, make_contribution):
    made = make_contribution(State.SUBMITTED, title="Zebedee Quillfeather on cables")
    follow(f"round:{made.round_id}", by=cast.ines)
    actions.redact(made, name(made), by=cast.dora)
    actions.publish(made, by=cast.dora)
    actions.spread_news()
    letter = Letter.objects.get(person=cast.ines)
    assert "Quillfeather" not in letter.subject_line + "".join(letter.written())


def test_the_second_of_two_is_told(cast, make_contribution):
    made = make_contribution(State.SUBMITTED, statement=WORDS)
    seen = stamp_of(made)
    actions.redact(made, name(made), by=cast.dora, seen=seen)
    with pytest.raises(NotPossible):
        actions.redact(made, [Mark("statement", 0, 6, "safety")], by=cast.omar, seen=seen)
    assert Redaction.objects.count() == 2


def test_words_sent_meanwhile_are_not_torn(cast, make_contribution):
    made = make_contribution(State.SUBMITTED, statement=WORDS)
    seen = stamp_of(made)
    actions.save(made, Content.from_json(made.content | {"statement": "Other words."}).to_json(), by=cast.ana)
    actions.submit(made, by=cast.ana)
    with pytest.raises(NotPossible):
        actions.redact(made, [Mark("statement", 0, 6, "safety")], by=cast.omar, seen=seen)


def test_another_sending_begins_whole_and_is_pointed_out(cast, make_contribution):
    made = make_contribution(State.SUBMITTED, statement=WORDS)
    actions.redact(made, name(made), by=cast.dora)
    actions.save(made, Content.from_json(made.content | {"title": "Of Zebedee Quillfeather"}).to_json(), by=cast.ana)
    actions.submit(made, by=cast.ana)
    made.refresh_from_db()
    assert made.public_form is None
    assert made.title == "Of Zebedee Quillfeather"
    again = taken_out_before(made, Content.from_json(made.submission.content))
    assert [mark.part for mark in again] == ["title", "statement", "statement"]
    assert {mark.ground for mark in again} == {"third-person"}


def test_a_revision_that_says_it_again_is_pointed_out(cast, with_a_book):
    (file,) = with_a_book.files.all()
    actions.redact(with_a_book, name(with_a_book), by=cast.dora, files=[FileMark(file.pk, (2,), "third-person")])
    actions.publish(with_a_book, by=cast.dora)
    revision, _token = actions.revise(with_a_book, by=cast.ana)
    actions.submit(revision, by=cast.ana)
    revision.refresh_from_db()
    content = Content.from_json(revision.submission.content)
    assert len(taken_out_before(revision, content)) == 2
    assert [each.name for each in files_taken_out_before(revision, content)] == ["book.pdf"]


def test_what_is_lifted_is_read_again(cast, make_contribution):
    made = make_contribution(State.PUBLISHED, statement=WORDS)
    for redaction in actions.redact(made, name(made), by=cast.dora):
        actions.lift(redaction, by=cast.dora)
        actions.lift(redaction, by=cast.dora)
    made.refresh_from_db()
    assert made.public_form is None
    assert published_json(made) == made.submission.content
    assert search("Quillfeather").count.number == 1
    assert Redaction.objects.filter(lifted_by=cast.dora).count() == 2
    assert Entry.objects.filter(verb="contribution.lift_redaction").count() == 2


def test_an_officer_lifts_before_publication_only(cast, make_contribution):
    made = make_contribution(State.SUBMITTED, statement=WORDS)
    first, second = actions.redact(made, name(made), by=cast.omar)
    actions.lift(first, by=cast.omar)
    actions.publish(made, by=cast.omar)
    with pytest.raises(NotAllowed):
        actions.lift(second, by=cast.omar)


# Written out: what each reads at the desk before and after publication, and whether they may open the original.
READS = {
    "dora": ("original", "public", True),
    "omar": ("original", "public", False),
    "chris": ("public", "public", False),
    "olga": ("public", "public", False),
    "ana": ("original", "original", False),
}


@pytest.mark.parametrize("who", READS)
def test_who_reads_the_original(who, cast, make_contribution):
    person = getattr(cast, who)
    made = make_contribution(State.SUBMITTED, statement=WORDS)
    actions.redact(made, name(made), by=cast.dora)

    def read():
        made.refresh_from_db()
        return "original" if "Quillfeather" in form_at_the_desk(made, person).statement else "public"

    before = read()
    actions.publish(made, by=cast.dora)
    assert (before, read()) == READS[who][:2]
    if READS[who][2]:
        assert actions.unseal(made, by=person).content["statement"] == WORDS
    else:
        with pytest.raises(NotAllowed):
            actions.unseal(made, by=person)


def test_each_look_is_on_record(cast, make_contribution):
    made = make_contribution(State.PUBLISHED, statement=WORDS)
    actions.redact(made, name(made), by=cast.omar)
    actions.unseal(made, by=cast.dora)
    actions.unseal(made, by=cast.dora, number=1)
    assert [entry.who for entry in looks_at(made)] == ["Dora Example", "Dora Example"]
    with pytest.raises(NotPossible):
        actions.unseal(made, by=cast.dora, number=7)


def test_the_head_of_another_process_opens_nothing(cast, make_process, make_contribution):
    from consultations.enums import Role
    from consultations.models import ProcessRole

    ProcessRole.objects.create(process=make_process("other"), person=cast.otto, role=Role.HEAD)
    made = make_contribution(State.PUBLISHED, statement=WORDS)
    (redaction, _more) = actions.redact(made, name(made), by=cast.omar)
    for act in (
        lambda: actions.unseal(made, by=cast.otto),
        lambda: actions.lift(redaction, by=cast.otto),
        lambda: actions.redact(made, name(made), by=cast.otto),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_a_page_is_taken_out_of_a_pdf(cast, with_a_book):
    (file,) = with_a_book.files.all()
    actions.redact(with_a_book, by=cast.dora, files=[FileMark(file.pk, (2,), "third-person")])
    with_a_book.refresh_from_db()
    copy = RedactedFile.objects.get(original=file)
    data = copy.file.read()
    (entry,) = published_form(with_a_book).files
    assert (entry["sha256"], entry["size"], entry["removed_pages"]) == (copy.sha256, len(data), [2])
    assert entry["sha256"] != file.sha256
    words = " ".join(read(data).split())
    assert "First page" in words
    assert "Page 2 was removed by the secretariat" in words
    assert "personal data of somebody else" in words
    assert "Third page" in words
    assert "Quillfeather" not in words
    (removal,) = removals_of(with_a_book).removals()
    assert (removal.file, removal.pages) == (file.pk, (2,))


def test_a_file_is_withheld(cast, with_a_book):
    (file,) = with_a_book.files.all()
    actions.redact(with_a_book, by=cast.dora, files=[FileMark(file.pk, (), "copyright")])
    with_a_book.refresh_from_db()
    assert not RedactedFile.objects.get(original=file).file
    (entry,) = published_form(with_a_book).files
    assert (entry["size"], entry["sha256"], entry["withheld"]) == (0, "", True)


@pytest.mark.parametrize("pages", [(4,), (0,)])
def test_pages_that_are_not_there_change_nothing(pages, cast, with_a_book):
    (file,) = with_a_book.files.all()
    with pytest.raises(Incomplete):
        actions.redact(with_a_book, by=cast.dora, files=[FileMark(file.pk, pages, "third-person")])
    assert not Redaction.objects.exists()
    assert not RedactedFile.objects.exists()


def test_another_contributions_file_is_not_touched(cast, with_a_book, make_contribution):
    (file,) = with_a_book.files.all()
    other = make_contribution(State.SUBMITTED)
    with pytest.raises(Incomplete):
        actions.redact(other, by=cast.dora, files=[FileMark(file.pk, (2,), "third-person")])


def test_lifting_gives_the_file_back(cast, with_a_book):
    (file,) = with_a_book.files.all()
    (redaction,) = actions.redact(with_a_book, by=cast.dora, files=[FileMark(file.pk, (2,), "third-person")])
    actions.lift(redaction, by=cast.dora)
    with_a_book.refresh_from_db()
    assert not RedactedFile.objects.exists()
    assert with_a_book.public_form is None


def test_personal_data_is_pointed_out_and_not_what_is_taken_out(cast, make_contribution):
    made = make_contribution(State.SUBMITTED, statement=WORDS)
    content = Content.from_json(made.submission.content)
    (found,) = personal_data_in(content)
    assert (found.part, found.passage) == ("statement", "12 Old Harbour Road")
    taken = actions.redact(made, everywhere("12 Old Harbour Road", content, "contact"), by=cast.dora)
    assert personal_data_in(content, but=taken) == []


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.tuples(st.integers(0, 90), st.integers(1, 40)), min_size=1, max_size=4))
def test_no_marked_passage_survives_in_any_public_form(places, cast, make_contribution):
    made = make_contribution(State.SUBMITTED, statement=WORDS)
    marks = [Mark("statement", start, length, "safety") for start, length in places]
    try:
        found = actions.redact(made, marks, by=cast.dora)
    except Incomplete:
        return
    made.refresh_from_db()
    left = published_form(made).statement
    for each in found:
        passage = WORDS[each.start : each.start + each.length]
        assert (
            left.count(passage) < WORDS.count(passage)
            or passage in "[1 characters removed: somebody could come to harm]"
        )
