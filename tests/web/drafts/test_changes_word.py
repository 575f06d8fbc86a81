"""A Word file with changes: what was understood is confirmed or mended on its page."""
# ruff: noqa: F811  # fixtures are asked for by name

from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from contributions import actions, changes
from contributions.content import Content
from contributions.intake.word import DIGEST, SYMBOL
from contributions.models import Understanding
from tests.negotiating import make_text, opinion  # noqa: F401  # fixtures
from texts.engine.changes import Change, Op
from texts.engine.compilation import Proposal
from texts.models import TextVersion
from texts.word.writing import About, with_proposals
from web.views.drafts.understood import made_from as made_from_sentence

SAMPLES = Path(__file__).parents[3] / "sample_data"


@pytest.fixture
def begun(period, opinion):
    """A draft that nobody has signed, and the token of its address: begun on the page of the text."""
    return actions.begin_amending(period, opinion, by=None)


@pytest.fixture
def proposed(opinion):
    clauses = opinion.outline
    return [
        Change(Op.MOD, clauses[2].id, wording="that herons find cables useful;"),
        Change(Op.SUP, clauses[5].id),
    ]


@pytest.fixture
def send_file(client, token):
    def send(content, name="changes.docx"):
        return client.post(reverse("web:draft_word", args=[token]), {"file": SimpleUploadedFile(name, content)})

    return send


@pytest.fixture
def word(opinion):
    """A Word file with these changes tracked; a plain one without any."""

    def make(proposed):
        proposals = [Proposal("1", ("Exampland",), tuple(proposed), at="2026-01-15T08:00:00+00:00")] if proposed else []
        return with_proposals(opinion.outline, proposals, About(title="Opinion", language="en"))

    return make


@pytest.fixture
def decide(client):
    """Press a button of the page at ``address``, with these fields filled in."""

    def press(address, move, **form):
        base = client.get(address).context["base"]
        return client.post(address, {"base": base, "move": move} | form)

    return press


def stored(draft):
    draft.refresh_from_db()
    return changes.read_all(Content.from_json(draft.content).changes)


def test_the_page_shows_whose_words_come_and_go(client, send_file, word, proposed):
    shown = client.get(send_file(word(proposed))["Location"]).content.decode()

    assert "Exampland" in shown
    assert "<ins" in shown


def test_nothing_is_proposed_before_it_is_confirmed(send_file, word, proposed, draft, decide):
    address = send_file(word(proposed))["Location"]
    assert stored(draft) == []

    answer = decide(address, "confirm-0", **{"reason-0": "They do.", "kind-0": "technical"})
    assert answer["Location"] == f"{address}#change-1"
    decide(address, "leave-1")
    assert [(each.wording, each.reason, each.kind) for each in stored(draft)] == [
        ("that herons find cables useful;", "They do.", "technical")
    ]


def test_one_reason_serves_all_that_have_none(send_file, word, proposed, draft, decide):
    address = send_file(word(proposed))["Location"]

    answer = decide(address, "all", reason="Agreed in our capital.", **{"reason-1": "They look after themselves."})

    assert answer["Location"].endswith("/changes/")
    assert [each.reason for each in stored(draft)] == ["Agreed in our capital.", "They look after themselves."]


def test_without_a_reason_it_is_asked_for_and_nothing_typed_is_lost(client, send_file, word, proposed, decide):
    address = send_file(word(proposed))["Location"]

    answer = decide(address, "all", **{"wording-0": "that herons need cables;", "reason-1": "They can fly."})

    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "that herons need cables;" in shown
    assert "They can fly." in shown
    assert 'href="#id_reason-0"' in shown
    assert Understanding.objects.get().undecided == 2
    assert "They can fly." in client.get(address).content.decode()


def test_a_decision_can_be_taken_again(send_file, word, proposed, draft, decide):
    address = send_file(word(proposed))["Location"]
    decide(address, "all", reason="So it is.")

    decide(address, "reopen-0")

    assert [each.op for each in stored(draft)] == [Op.SUP]
    assert Understanding.objects.get().undecided == 1


def test_two_windows_do_not_overwrite_each_other(client, send_file, word, proposed, decide):
    address = send_file(word(proposed))["Location"]
    old = client.get(address).context["base"]
    decide(address, "leave-0")

    answer = client.post(address, {"base": old, "move": "all", "reason": "Late."})

    assert answer.status_code == 409
    assert Understanding.objects.get().undecided == 1


def test_a_file_without_marks_is_compared_only_when_asked_and_says_so(client, send_file, word, draft, decide):
    address = send_file(_reworded(word([]), "consider cables useful", "find cables useful"))["Location"]
    assert "no revision marks" in client.get(address).content.decode()

    decide(address, "compare")
    decide(address, "all", reason="So it is.")

    assert [(each.op, each.wording) for each in stored(draft)] == [(Op.MOD, "that herons may find cables useful;")]
    assert draft.content["amends"]["compared"] == ["changes.docx"]
    preview = reverse("web:draft_preview", args=[address.split("/")[2]])
    assert "no revision marks" in client.get(preview).content.decode()


def test_a_page_says_how_much_it_does_not_show(client, send_file, word, proposed, monkeypatch):
    monkeypatch.setattr("web.views.drafts.changes_word.AT_ONCE", 1)
    monkeypatch.setattr("web.views.drafts.changes_word.MOST_ASIDES", 0)
    revisions = (SAMPLES / "wtpf-ieg-2-11-usa-revisions.docx").read_bytes()

    few, many = (client.get(send_file(each)["Location"]).content.decode() for each in (word(proposed), revisions))

    assert "1 open change is not shown above yet; it would be confirmed, too." in few
    assert "more are not shown here; they stand in the file." in many


def test_a_file_that_changes_nothing_says_so(client, send_file, word, decide):
    address = send_file(word([]))["Location"]

    decide(address, "compare")

    assert "proposes no change to any clause" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("broken.docx", b"PK\x03\x04broken"),
        ("a.txt", b"Hi"),
    ],
)
def test_a_file_that_cannot_be_read_gets_a_sentence_and_loses_nothing(send_file, draft, opinion, name, content):
    kept = Change(Op.NOC, opinion.outline[0].id, reason="A good title.")
    actions.propose(draft, kept, by=None)

    answer = send_file(content, name)

    assert answer.status_code == 422
    assert str(answer.context["file_refusal"]) in unescape(answer.content.decode())
    assert stored(draft) == [kept]
    assert draft.content["files"] == []


def test_sending_no_file_is_asked_about(client, token):
    assert client.post(reverse("web:draft_word", args=[token]), {}).status_code == 422


def test_the_page_says_what_could_not_be_placed(client, send_file):
    address = send_file((SAMPLES / "wtpf-ieg-2-11-usa-revisions.docx").read_bytes(), "revisions.docx")["Location"]

    shown = client.get(address).content.decode()

    assert 'id="unplaced"' in shown
    assert "The United States submits the following revisions" in shown


def test_the_preview_tells_what_is_open(page, send_file, word, proposed, token):
    send_file(word(proposed))

    assert f"/drafts/{token}/changes/#word" in page("draft_preview", token).content.decode()


def test_a_file_sent_on_the_page_of_the_text_begins_a_draft_and_is_read(client, period, opinion, word, proposed):
    address = reverse("web:amend", args=["wgx", opinion.symbol])
    file = SimpleUploadedFile("changes.docx", word(proposed))

    answer = client.post(address, {"period": period.pk, "file": file})

    assert "find cables useful" in client.get(answer["Location"]).content.decode()


def test_a_wrong_file_on_the_page_of_the_text_begins_the_draft_all_the_same(client, period, opinion):
    address = reverse("web:amend", args=["wgx", opinion.symbol])

    answer = client.post(address, {"period": period.pk, "file": SimpleUploadedFile("a.txt", b"Hi")}, follow=True)

    assert answer.redirect_chain[-1][0].endswith("/changes/#word")
    assert "Word file (.docx)" in answer.content.decode()


def test_what_was_understood_is_nobody_elses_business(client, make_draft, opinion, word, as_):
    draft = make_draft(amends={"version": opinion.pk, "digest": opinion.digest})
    as_("ana")
    file = SimpleUploadedFile("changes.docx", word([Change(Op.SUP, opinion.outline[5].id)]))
    address = client.post(reverse("web:draft_word", args=[draft.pk]), {"file": file})["Location"]
    assert client.get(address).status_code == 200

    as_("otto")
    assert client.get(address).status_code == 404


def made_from(version):
    """A Word file with one change, downloaded as the text of ``version``."""
    about = About(title="Opinion", facts={SYMBOL: version.symbol, DIGEST: version.digest})
    return with_proposals(version.outline, [Proposal("1", ("Ana",), (Change(Op.SUP, version.outline[5].id),))], about)


def told(client, address):
    return client.get(address).context["made_from"].replace("\u2068", "").replace("\u2069", "")


def test_a_file_made_from_the_version_that_is_amended_needs_no_word(client, send_file, opinion):
    assert told(client, send_file(made_from(opinion))["Location"]) == ""


def test_a_file_made_from_another_text_is_told_so(client, send_file, opinion, make_text):
    other = make_text(first=101)

    shown = told(client, send_file(made_from(other))["Location"])

    assert shown == (
        f"This file was made from {other.symbol}, which is another text; you are amending {opinion.symbol}."
    )


def test_a_file_made_from_another_version_is_told_so(opinion):
    later = TextVersion.objects.create(
        text=opinion.text, number=1, symbol="X/9", issued_at=opinion.issued_at, digest="b" * 64
    )

    made_from_first, made_from_later = (
        Understanding(asides={"made_from": [{"symbol": "?", "digest": each.digest}]}) for each in (opinion, later)
    )

    assert "an earlier version of this text; you are amending \u2068X/9" in made_from_sentence(made_from_first, later)
    assert "\u2068X/9\u2069, a later version of this text" in made_from_sentence(made_from_later, opinion)


def test_a_file_that_names_words_nobody_knows_is_told_so(client, send_file, opinion):
    about = About(title="Opinion", facts={SYMBOL: "<b>Y/1</b>", DIGEST: "c" * 64})

    address = send_file(with_proposals(opinion.outline, [], about))["Location"]

    assert "was made from <b>Y/1</b>, with words that are not known here" in told(client, address)
    assert "<b>Y/1</b>" not in client.get(address).content.decode()


def _reworded(content, old, new):
    """The same Word file with other words in it, as if somebody had typed without tracking."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w") as copy:
        for name in source.namelist():
            copy.writestr(name, source.read(name).replace(old.encode(), new.encode()))
    return target.getvalue()
