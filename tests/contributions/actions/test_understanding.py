"""Changes from a Word file: nothing gets into the draft that nobody has confirmed."""
# ruff: noqa: F811  # fixtures are asked for by name

from dataclasses import replace
from pathlib import Path
from time import perf_counter

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from common.refusals import Incomplete, NotAllowed
from contributions import actions, changes
from contributions.content import Content
from contributions.models import ContributionFile, Understanding
from tests.negotiating import make_text, opinion  # noqa: F401  # fixtures
from texts.engine.changes import Change, ChangeKind, Op
from texts.engine.compilation import Proposal
from texts.engine.outline import ClauseKind
from texts.engine.reading import Plain, outline_of
from texts.engine.tracked import accepted
from texts.word.reading import read
from texts.word.writing import About, with_proposals

pytestmark = pytest.mark.django_db
SAMPLES = Path(__file__).parents[3] / "sample_data"
BASE, REVISIONS = "wtpf-ieg-2-11-opinion-3.docx", "wtpf-ieg-2-11-usa-revisions.docx"


@pytest.fixture
def seed(make_text):
    """The text made from the base document, as it is understood without any correction."""
    with (SAMPLES / BASE).open("rb") as file:
        paragraphs = read(file).paragraphs
    plain = [
        Plain(each.text, label=paragraphs[each.parts[-1]].label, heading=paragraphs[each.parts[-1]].heading)
        for each in accepted(paragraphs)
    ]
    return make_text([(str(each.kind), each.label, each.wording) for each in outline_of(plain)])


@pytest.fixture
def revisions():
    return SimpleUploadedFile(REVISIONS, (SAMPLES / REVISIONS).read_bytes())


@pytest.fixture
def draft(period, opinion, cast):
    return actions.begin_amending(period, opinion, by=cast.ana)[0]


@pytest.fixture
def proposed(opinion):
    """Two changes of Example's, one of them reworded, and a new clause."""
    clauses = opinion.outline
    return (
        Change(Op.MOD, clauses[2].id, wording="that herons find cables useful;", reason="They do."),
        Change(Op.ADD, after=clauses[3].id, wording="that eels exist;", clause_kind=ClauseKind.ITEM, label="b bis)"),
        Change(Op.ADD, after=clauses[3].id, wording="that herring do;", clause_kind=ClauseKind.ITEM, label="b ter)"),
        Change(Op.SUP, clauses[5].id, reason="They look after themselves."),
    )


def in_draft(draft):
    draft.refresh_from_db()
    return changes.read_all(Content.from_json(draft.content).changes)


def all_open(understanding, *, reason="As explained."):
    """What is open, each with a reason where one is needed."""
    found = {number: changes.read(item["change"]) for number, item in understanding.open_items}
    return {number: replace(each, reason=each.reason or reason) for number, each in found.items()}


def test_the_seed_documents_go_through_without_any_correction(period, seed, revisions, cast):
    draft, _token = actions.begin_amending(period, seed, by=cast.ana)

    understood = actions.read_word(draft, revisions, by=cast.ana)
    assert in_draft(draft) == []
    assert not understood.asides["differs"]
    actions.confirm(understood, all_open(understood), by=cast.ana)

    found = in_draft(draft)
    assert understood.undecided == 0
    assert len(found) == len(understood.items) > 20
    assert {each.op for each in found} == {Op.ADD, Op.MOD, Op.SUP}
    assert [item["name"] for item in draft.content["files"]] == [REVISIONS]


def test_a_file_of_ours_gives_the_changes_that_are_in_it(draft, opinion, cast, proposed, word_file):
    understood = actions.read_word(draft, word_file(opinion, proposed), by=cast.ana)

    assert [changes.read(item["change"]).op for item in understood.items] == [each.op for each in proposed]
    assert {item["certainty"] for item in understood.items} == {"stated"}
    assert understood.items[0]["authors"][0][0] == "Exampland"


@pytest.fixture
def word_file():
    """A Word file with changes as real tracked ones."""

    def make(version, proposed, name="changes.docx"):
        proposal = Proposal("1", ("Exampland",), tuple(proposed), at="2026-01-15T08:00:00+00:00")
        content = with_proposals(version.outline, [proposal] if proposed else [], About(title="Opinion", language="en"))
        return SimpleUploadedFile(name, content)

    return make


def test_what_is_open_keeps_the_contribution_from_being_submitted(draft, opinion, cast, proposed, word_file):
    understood = actions.read_word(draft, word_file(opinion, proposed), by=cast.ana)
    actions.save(draft, draft.content | {"title": "On herons"}, by=cast.ana, speaking="myself")

    with pytest.raises(Incomplete) as refused:
        actions.submit(draft, by=cast.ana)
    assert "4" in str(refused.value.fields["understood"])

    actions.confirm(understood, all_open(understood), by=cast.ana)
    assert len(actions.submit(draft, by=cast.ana).content["changes"]) == 4


def test_confirming_without_the_reasons_that_are_needed_changes_nothing(draft, opinion, cast, proposed, word_file):
    understood = actions.read_word(draft, word_file(opinion, proposed), by=cast.ana)
    bare = {number: replace(each, reason="") for number, each in all_open(understood).items()}

    with pytest.raises(Incomplete) as refused:
        actions.confirm(understood, bare, by=cast.ana)

    assert set(refused.value.fields) == {"reason-0", "reason-3"}
    assert in_draft(draft) == []


def test_one_is_mended_and_another_left_out(draft, opinion, cast, proposed, word_file):
    understood = actions.read_word(draft, word_file(opinion, proposed), by=cast.ana)
    mended = replace(all_open(understood)[0], wording="that herons need cables;", kind=ChangeKind.TECHNICAL)

    actions.confirm(understood, {0: mended}, by=cast.ana)
    for number in (1, 2, 3):
        actions.leave_out(understood, number, by=cast.ana)

    assert in_draft(draft) == [mended]
    assert understood.undecided == 0


def test_new_clauses_stand_as_in_the_file_however_they_are_confirmed(draft, opinion, cast, proposed, word_file):
    understood = actions.read_word(draft, word_file(opinion, proposed), by=cast.ana)
    given = all_open(understood)

    for number in (2, 1):
        actions.confirm(understood, {number: given[number]}, by=cast.ana)

    assert [each.wording for each in in_draft(draft)] == ["that eels exist;", "that herring do;"]


def test_thinking_again_takes_the_change_out_of_the_draft(draft, opinion, cast, proposed, word_file):
    understood = actions.read_word(draft, word_file(opinion, proposed), by=cast.ana)
    actions.confirm(understood, all_open(understood), by=cast.ana)

    actions.reopen(understood, 0, by=cast.ana)

    assert [number for number, _item in understood.open_items] == [0]
    assert len(in_draft(draft)) == 3


def test_a_confirmed_change_takes_the_place_of_what_was_written_for_that_clause(
    draft, opinion, cast, proposed, word_file
):
    actions.propose(draft, Change(Op.NOC, opinion.outline[2].id, reason="It is fine."), by=cast.ana)
    understood = actions.read_word(draft, word_file(opinion, proposed), by=cast.ana)

    actions.confirm(understood, {0: all_open(understood)[0]}, by=cast.ana)

    assert [each.op for each in in_draft(draft)] == [Op.MOD]


def test_a_file_without_revision_marks_is_compared_only_when_its_sender_agrees(
    draft, opinion, cast, word_file, make_text
):
    other = make_text([("title", "", "Opinion 3: Herons and eels")], first=90)
    understood = actions.read_word(draft, word_file(other, ()), by=cast.ana)
    assert (understood.items, understood.undecided, understood.has_marks) == ([], 1, False)

    actions.compare_word(understood, by=cast.ana)

    assert understood.is_compared
    assert {item["certainty"] for item in understood.items} == {"likely"}
    assert len(understood.open_items) == understood.undecided > 1


def test_a_file_can_be_attached_without_taking_anything_from_it(draft, opinion, cast, proposed, word_file):
    understood = actions.read_word(draft, word_file(opinion, proposed), by=cast.ana)

    actions.only_attach(understood, by=cast.ana)

    assert understood.undecided == 0
    assert len(draft.content["files"]) == 1


def test_taking_the_file_out_of_the_draft_takes_what_is_open_with_it(draft, opinion, cast, proposed, word_file):
    understood = actions.read_word(draft, word_file(opinion, proposed), by=cast.ana)

    actions.detach(draft, understood.file_id, by=cast.ana)

    assert not Understanding.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("broken.docx", b"PK\x03\x04broken"),
        ("a.txt", b"Hi"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence_and_not_attached(draft, cast, name, content):
    with pytest.raises(Incomplete) as refused:
        actions.read_word(draft, SimpleUploadedFile(name, content), by=cast.ana)

    assert refused.value.fields["file"]
    draft.refresh_from_db()
    assert (draft.content["files"], ContributionFile.objects.count()) == ([], 0)


def test_an_outsider_decides_nothing(draft, opinion, cast, proposed, word_file):
    understood = actions.read_word(draft, word_file(opinion, proposed), by=cast.ana)
    given = all_open(understood)

    for act in (
        lambda: actions.confirm(understood, given, by=cast.otto),
        lambda: actions.leave_out(understood, 0, by=cast.otto),
        lambda: actions.reopen(understood, 0, by=cast.otto),
        lambda: actions.mend(understood, given, by=cast.otto),
        lambda: actions.only_attach(understood, by=cast.otto),
        lambda: actions.compare_word(understood, by=cast.otto),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert in_draft(draft) == []


def test_a_new_clause_that_a_file_has_twice_displaces_no_other(draft, opinion, cast, word_file):
    place = opinion.outline[3].id
    twice = [
        Change(Op.ADD, after=place, wording=wording) for wording in ("that eels exist;",) * 2 + ("that herring do;",)
    ]
    understood = actions.read_word(draft, word_file(opinion, twice), by=cast.ana)

    actions.confirm(understood, all_open(understood, reason=""), by=cast.ana)

    assert [each.wording for each in in_draft(draft)] == ["that eels exist;", "that herring do;"]


def test_hundreds_of_changes_are_confirmed_in_seconds(period, make_text, cast, word_file):
    version = make_text([("item", f"{number})", f"that heron {number} nests;") for number in range(600)])
    draft, _token = actions.begin_amending(period, version, by=cast.ana)
    changed = [Change(Op.MOD, each.id, wording=each.wording.replace("that", "that wise")) for each in version.outline]
    understood = actions.read_word(draft, word_file(version, changed), by=cast.ana)

    began = perf_counter()
    actions.confirm(understood, all_open(understood), by=cast.ana)

    assert perf_counter() - began < 5
    assert len(in_draft(draft)) == 600
