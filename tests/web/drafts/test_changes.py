"""The step "Changes": a text clause by clause, changed in the browser."""
# ruff: noqa: F811  # fixtures are asked for by name

import pytest
from django.urls import reverse

from contributions import actions, changes
from contributions.content import Content
from contributions.models import Contribution
from tests.negotiating import make_text, opinion  # noqa: F401  # fixtures
from texts.engine.changes import Change, ChangeKind, Op
from texts.engine.outline import ClauseKind


@pytest.fixture
def clauses(opinion):
    """The identities of its clauses: title, considering, a), b), invites, c)."""
    return [clause.id for clause in opinion.outline]


@pytest.fixture
def begun(period, opinion):
    """A draft that nobody has signed, and the token of its address: begun on the page of the text."""
    return actions.begin_amending(period, opinion, by=None)


@pytest.fixture
def change(client, token):
    """Send the form of a clause, having seen what comes and what goes."""

    def send(name, place, **form):
        address = reverse(f"web:{name}", args=[token, place])
        answer = client.post(address, form | {"move": "save"})
        if answer.status_code == 200:
            form |= {"seen": answer.context["seen"]}
            answer = client.post(address, form | {"move": "save"})
        return answer

    return send


def stored(draft):
    draft.refresh_from_db()
    return changes.read_all(Content.from_json(draft.content).changes)


def test_a_draft_is_begun_on_a_text_in_an_open_period(client, period, opinion):
    address = reverse("web:amend", args=["wgx", opinion.symbol])

    begun = client.post(address, {"period": period.pk})

    assert begun["Location"].endswith("/changes/")
    newest = Contribution.objects.latest("pk")
    assert newest.content["amends"]["version"] == opinion.pk
    assert client.get(begun["Location"]).status_code == 200


@pytest.mark.parametrize("wrong", ["", "x", "999999"])
def test_nothing_is_begun_in_a_period_that_is_not_there(client, opinion, wrong):
    assert client.post(reverse("web:amend", args=["wgx", opinion.symbol]), {"period": wrong}).status_code == 404


def test_nothing_is_begun_in_a_closed_period(client, opinion, make_period):
    closed = make_period("closed")

    assert client.post(reverse("web:amend", args=["wgx", opinion.symbol]), {"period": closed.pk}).status_code == 409


def test_the_page_has_the_whole_text_and_what_can_be_done(page, token, clauses):
    shown = page("draft_changes", token).content.decode()

    for clause in clauses:
        assert f'id="c-{clause}"' in shown
        assert f"/changes/clauses/{clause}/?op=NOC" in shown
        assert f"/changes/after/{clause}/" in shown
    assert "/changes/after/start/" in shown


def test_a_draft_without_a_text_offers_those_of_its_process(page, client, make_draft, as_, opinion):
    draft = make_draft()
    as_("ana")

    assert opinion.symbol in page("draft_changes", draft.pk).content.decode()
    client.post(reverse("web:draft_changes_text", args=[draft.pk]), {"version": opinion.pk})

    draft.refresh_from_db()
    assert draft.content["amends"]["version"] == opinion.pk


def test_the_redline_is_shown_before_new_words_are_saved(client, token, draft, clauses):
    address = reverse("web:draft_change", args=[token, clauses[2]])
    form = {"op": "MOD", "wording": "that herons find cables useful;", "kind": "editorial", "reason": "They do."}

    first = client.post(address, form | {"move": "save"})
    assert first.status_code == 200
    assert "<ins" in first.content.decode()
    assert stored(draft) == []

    second = client.post(address, form | {"move": "save", "seen": first.context["seen"]})
    assert second["Location"].endswith(f"/changes/#c-{clauses[2]}")
    assert stored(draft) == [
        Change(Op.MOD, clauses[2], wording=form["wording"], kind=ChangeKind.EDITORIAL, reason="They do.")
    ]


def test_other_words_than_those_seen_are_shown_again(client, token, draft, clauses):
    address = reverse("web:draft_change", args=[token, clauses[2]])
    form = {"op": "MOD", "wording": "One.", "kind": "editorial", "reason": "Why not."}
    seen = client.post(address, form | {"move": "show"}).context["seen"]

    assert client.post(address, form | {"wording": "Two.", "seen": seen, "move": "save"}).status_code == 200
    assert stored(draft) == []


@pytest.mark.parametrize("op", ["SUP", "NOC"])
def test_suppressing_and_keeping_need_nothing_but_a_reason(change, draft, clauses, op):
    without = change("draft_change", clauses[2], op=op, wording="whatever", reason=" ")
    assert without.status_code == 422
    assert stored(draft) == []

    change("draft_change", clauses[2], op=op, wording="whatever", reason="So it is.")
    assert stored(draft) == [Change(Op(op), clauses[2], reason="So it is.")]


def test_a_refused_form_has_what_was_typed(change, clauses):
    answer = change("draft_change", clauses[2], op="MOD", wording="Quite other words.", kind="technical", reason="")

    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == ["reason"]
    assert (form["wording"].value(), form["kind"].value()) == ("Quite other words.", "technical")


def test_a_new_clause_stands_where_it_was_put(change, page, draft, token, clauses):
    given = {"clause_kind": "item", "label": "a) bis", "wording": "that eels exist;", "kind": "substantive"}

    change("draft_new_clause", clauses[2], **given)

    new = Change(Op.ADD, after=clauses[2], wording="that eels exist;", clause_kind=ClauseKind.ITEM, label="a) bis")
    assert stored(draft) == [new]
    assert "a) bis" in page("draft_changes", token).content.decode()


def test_a_new_clause_is_mended_in_its_place(change, client, draft, token):
    change("draft_new_clause", "start", wording="Of eels.", clause_kind="paragraph", kind="substantive")
    key = changes.key(stored(draft)[0])
    address = reverse("web:draft_new_clause", args=[token, "start"])
    assert "Of eels." in client.get(f"{address}?change={key}").content.decode()

    change("draft_new_clause", "start", wording="Of herring.", kind="substantive", instead_of=key)

    assert [each.wording for each in stored(draft)] == ["Of herring."]


def test_a_clause_moves_with_its_words(change, draft, clauses, opinion):
    words = opinion.outline[2].wording

    change("draft_change", clauses[2], op="MOVE", wording=words, after=clauses[3], kind="editorial", reason="")

    assert stored(draft) == [Change(Op.MOVE, clauses[2], clauses[3], kind=ChangeKind.EDITORIAL)]


def test_a_clause_that_only_moves_is_saved_at_once(client, token, draft, clauses, opinion):
    form = {"op": "MOVE", "wording": opinion.outline[2].wording, "after": clauses[3], "move": "save"}

    answer = client.post(reverse("web:draft_change", args=[token, clauses[2]]), form)

    assert answer.status_code == 302
    assert [each.op for each in stored(draft)] == [Op.MOVE]


def test_what_another_window_stored_is_shown_and_kept(change, client, draft, token, clauses):
    change("draft_change", clauses[2], op="NOC", reason="Good.")

    answer = change("draft_change", clauses[2], op="SUP", reason="Bad.", instead_of="")

    assert answer.status_code == 409
    assert "Good." in answer.content.decode()
    assert [each.op for each in stored(draft)] == [Op.NOC]
    again = {"op": "SUP", "reason": "Bad.", "instead_of": answer.context["instead_of"], "move": "save"}
    client.post(reverse("web:draft_change", args=[token, clauses[2]]), again)
    assert [each.op for each in stored(draft)] == [Op.SUP]


def test_a_change_is_taken_out_again(change, client, draft, token, clauses):
    change("draft_change", clauses[2], op="NOC", reason="Good.")

    client.post(reverse("web:draft_take_back", args=[token]), {"change": changes.key(stored(draft)[0])})

    assert stored(draft) == []


def test_what_is_missing_is_said_and_not_lost_to_another_window(client, draft, token):
    address = reverse("web:draft_missing", args=[token])
    client.post(address, {"missing": "Eels.", "was": ""})

    answer = client.post(address, {"missing": "Herring.", "was": ""})

    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Eels." in shown
    assert "Herring." in shown
    draft.refresh_from_db()
    assert draft.content["missing"] == "Eels."


def test_the_redline_is_given_while_somebody_types(client, token, clauses):
    answer = client.post(
        reverse("web:draft_redline", args=[token]),
        {"clause": clauses[0], "wording": "Opinion 3: Herons <b>and</b> eels"},
    ).json()

    assert "eels" in answer["html"]
    assert "<b>" not in answer["html"]
    assert answer["seen"]


@pytest.mark.parametrize("place", ["0" * 32, "nonsense"])
@pytest.mark.parametrize("name", ["draft_change", "draft_new_clause"])
def test_a_clause_that_is_not_there_is_not_found(page, token, name, place):
    assert page(name, token, place).status_code == 404


def test_the_preview_shows_the_changes(change, page, draft, token, clauses):
    given = {"wording": "that herons need cables;", "reason": "They do.", "kind": "technical"}
    change("draft_change", clauses[2], op="MOD", **given)
    change("draft_change", clauses[5], op="SUP", reason="They look after themselves.")
    actions.say_missing(draft, "Nothing about eels.", by=None)

    shown = page("draft_preview", token).content.decode()

    for words in ("need", "They do.", "Technical", "Suppression", "Nothing about eels."):
        assert words in shown


def test_receipt_and_published_page_show_the_changes(page, client, make_contribution, as_, opinion):
    entry = {"op": "MOD", "clause": opinion.outline[2].id, "wording": "that herons need cables;", "reason": "They do."}
    amends = {"version": opinion.pk, "symbol": opinion.symbol, "digest": opinion.digest}
    sent = make_contribution(amends=amends, changes=[entry], missing="Nothing about eels.")
    as_("ana")

    published = client.get(reverse("web:document", args=["wgx", sent.symbol.text])).content.decode()
    for shown in (published, page("receipt", sent.pk).content.decode()):
        assert "need" in shown
        assert "They do." in shown
        assert "Nothing about eels." in shown


def test_the_text_to_take_away_has_the_changes(change, page, token, clauses):
    change("draft_change", clauses[5], op="SUP", reason="They look after themselves.")

    words = page("draft_text", token).content.decode()

    assert "[-to look after herons.-]" in words
    assert "They look after themselves." in words


def test_something_wrong_in_a_change_is_linked_from_the_preview(page, make_draft, as_, opinion):
    entry = {"op": "SUP", "clause": opinion.outline[2].id, "reason": ""}
    amends = {"version": opinion.pk, "symbol": opinion.symbol, "digest": opinion.digest}
    draft = make_draft(amends=amends, changes=[entry])
    as_("ana")

    shown = page("draft_preview", draft.pk).content.decode()

    assert f"/drafts/{draft.pk}/changes/#change-{changes.key(changes.read(entry))}" in shown


def test_an_outsider_sees_no_changes(page, make_draft, as_, opinion):
    draft = make_draft(amends={"version": opinion.pk, "digest": opinion.digest})
    as_("otto")

    for name, more in (("draft_changes", ()), ("draft_change", (opinion.outline[0].id,)), ("draft_word", ())):
        assert page(name, draft.pk, *more).status_code == 404


def test_a_change_typed_while_signed_out_waits_until_somebody_is_in(client, make_draft, opinion, as_):
    draft = make_draft(amends={"version": opinion.pk, "digest": opinion.digest})
    address = reverse("web:draft_change", args=[draft.pk, opinion.outline[2].id])

    sent = client.post(address, {"op": "SUP", "reason": "Herons do not consider.", "move": "save"})
    assert sent["Location"].endswith(f"next={address}")

    as_("ana")
    assert "Herons do not consider." in client.get(address).content.decode()


def test_the_page_asks_the_same_number_of_queries_for_one_change_and_for_three(queries_of, change, token, clauses):
    address = reverse("web:draft_changes", args=[token])
    change("draft_change", clauses[2], op="NOC", reason="Good.")
    one = queries_of(address)

    for clause in (clauses[3], clauses[5]):
        change("draft_change", clause, op="NOC", reason="Good.")

    assert queries_of(address) == one <= 12
