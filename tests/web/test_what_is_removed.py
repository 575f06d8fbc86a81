"""What was removed from a contribution is read by nobody on any way that is derived from it.

A made-up word is planted in every part of a contribution and removed; the contribution goes every way that there is:
its change collides and is confirmed, another is carried, it is revised, compiled and taken away. A crawler follows
every link of the public pages and of the API, unpacks what it downloads, and looks for the word.
"""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from contributions import actions
from contributions.content import Content
from contributions.enums import Carriage, Choice
from contributions.models import Amendment
from contributions.queries.redactions import everywhere
from exports.enums import FORMATS, Order
from exports.making import make
from notifications.models import Letter
from tests.deciding import CABLES, HERONS, LOOK, SHALL, desk, sources
from tests.negotiating import make_text, opinion, propose
from tests.web.test_what_is_kept_back import _unpacked, pages_of
from texts.engine.changes import Change, Op

__all__ = ["desk", "make_text", "opinion", "propose", "sources"]

pytestmark = pytest.mark.django_db

SECRET = "zyxquorum"


@pytest.fixture(autouse=True)
def _files_and_addresses(settings, tmp_path):
    settings.MEDIA_ROOT, settings.SITE_URL = tmp_path, "http://testserver"


def redact(contribution, by):
    contribution.refresh_from_db()
    marks = everywhere(SECRET, Content.from_json(contribution.submission.content), "third-person")
    files = [actions.FileMark(file.pk, (), "third-person") for file in contribution.files.all()]
    actions.redact(contribution, marks, by=by, files=files)
    contribution.refresh_from_db()


def plant(desk, cast, make_question):
    """A contribution with the word in every part: one change will collide, one be carried, one has a new clause."""
    question = make_question()
    ids = [clause.clause_id.hex for clause in desk.opinion.clauses.all()]

    def change(op, wording, *, clause="", after="", label=""):
        return {"op": op, "clause": clause, "after": after, "wording": wording, "clause_kind": "item", "label": label,
                "kind": "substantive", "reason": f"Because of {SECRET}."}  # fmt: skip

    draft, _token = actions.begin(desk.sources and question.period, by=cast.ana)
    content = Content(
        language="en",
        title=f"On {SECRET}",
        statement=f"{SECRET} matters.",
        builds_on=f"the paper of {SECRET}",
        answers={str(question.pk): f"Yes, {SECRET}."},
        recommendations=[f"Ask {SECRET}."],
        missing=f"What {SECRET} said.",
        sources=[{"id": cast.ana.mandates.get().source_id}],
        amends={"version": desk.opinion.pk, "symbol": desk.opinion.symbol, "digest": desk.opinion.digest},
        changes=[
            change("MOD", f"that herons of {SECRET} consider cables useful;", clause=ids[HERONS]),
            change("MOD", f"to look after herons and {SECRET}.", clause=ids[LOOK]),
            change("ADD", f"that {SECRET} exists;", after=ids[CABLES], label=SECRET),
        ],
    )
    actions.save(draft, content.to_json(), by=cast.ana, speaking="source")
    actions.attach(draft, SimpleUploadedFile(f"{SECRET}.txt", f"By {SECRET}.".encode()), by=cast.ana)
    actions.submit(draft, by=cast.ana)
    actions.publish(draft, by=cast.dora)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def world(desk, cast, make_question, round_):
    """Published, a rival is taken and issued; removed; the colliding change confirmed with the word; then revised."""
    planted = plant(desk, cast, make_question)
    desk.reword(0, SHALL)
    desk.decide(HERONS, Choice.TAKE, "shall")
    version = desk.issue(ground="Others go on.")
    assert any(SECRET in each.wording for each in Amendment.objects.filter(version=version))
    waiting = Amendment.objects.get(version=version, carriage=Carriage.RETURNED)
    redact(planted, cast.dora)
    again = Change(
        Op.MOD, waiting.clause_id.hex, wording=f"that herons and {SECRET} shall ponder;", reason=f"{SECRET}!"
    )
    actions.confirm_carried(waiting, again, by=cast.ana)
    return planted, version


@pytest.mark.usefixtures("world")
def test_no_link_leads_to_it(client):
    seen = dict(pages_of(client))

    assert [address for address, text in seen.items() if SECRET in text.casefold()] == []
    assert len(seen) > 40
    assert any("shall ponder" in text for text in seen.values())


def test_nor_any_form_of_a_compilation_or_an_outcome(world, opinion, client):
    _planted, version = world
    for symbol in (opinion.symbol, version.symbol):
        text = f"/processes/wgx/documents/{symbol}/text/"
        for place in (
            "compilation/",
            "compilation.docx",
            "compilation.pdf",
            "compilation.json",
            "proposals.docx",
            "outcome/",
        ):
            answer = client.get(f"{text}{place}")
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            assert answer.status_code in (200, 404), place
            assert SECRET not in _unpacked(body).casefold(), (symbol, place)


@pytest.mark.usefixtures("world")
def test_nor_what_is_taken_away(round_):
    for what, kinds in FORMATS.items():
        for kind in kinds:
            file = io.BytesIO()
            make(what, kind, round_, file, order=Order.SOURCE)
            assert SECRET not in _unpacked(file.getvalue()).casefold(), (what, kind)


def test_nor_the_next_version_and_what_is_carried_to_it(world, cast, client):
    """The next one takes the words that were confirmed, as everybody may read them; the rest is carried once more."""
    from contributions.queries.drafting import fingerprint, work_on

    _planted, version = world
    draft = actions.begin_next(version, by=cast.chris)
    work = work_on(draft)
    place = next(each for each in work.open_places if each.clause and each.clause.id == version.outline[HERONS].id)
    (option,) = place.rewordings
    assert SECRET not in option.wording
    actions.decide(draft, place.key, choice=Choice.TAKE, taken=sorted(option.pks), step=0, by=cast.chris)

    latest = actions.issue(draft, seen=fingerprint(work_on(draft)), ground="Others go on.", by=cast.chris)

    assert SECRET not in str([clause.wording for clause in latest.outline])
    assert Amendment.objects.filter(version=latest).count() == 3
    assert [address for address, text in pages_of(client) if SECRET in text.casefold()] == []


def test_nor_letters_that_are_written_afterwards(world, cast):
    planted, _version = world
    removed = Letter.objects.filter(family="contributions/redacted").latest("created_at")
    for letter in Letter.objects.filter(created_at__gt=removed.created_at).exclude(about__endswith=f":{planted.pk}"):
        assert SECRET not in f"{letter.subject_line} {letter.text} {letter.html}".casefold()


def test_a_revision_brings_nothing_of_it_back(world, cast, client):
    planted, _version = world
    revision, _token = actions.revise(planted, by=cast.ana)
    actions.submit(revision, by=cast.ana)
    redact(revision, cast.dora)
    actions.publish(revision, by=cast.dora)

    seen = dict(pages_of(client))

    assert [address for address, text in seen.items() if SECRET in text.casefold()] == []


def test_the_makers_of_this_test_would_notice(desk, cast, make_question, client):
    planted = plant(desk, cast, make_question)

    told = {address for address, text in pages_of(client) if SECRET in text.casefold()}

    assert f"/processes/wgx/documents/{planted.symbol.text}/" in told
    assert f"/processes/wgx/documents/{desk.opinion.symbol}/text/compilation/" in told
