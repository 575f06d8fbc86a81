"""Portals ask a process, and its head decides, scope by scope."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.idp.oidc.models import Token
from django.db import transaction
from django.utils import timezone

from common.refusals import Incomplete, NotAllowed, NotPossible
from consultations.actions import admit, ask_admission, decline_admission, end_admission
from consultations.models import Admission, Process
from notifications.models import Letter
from portals.enums import Scope
from portals.models import Portal
from record.queries import about
from tests.conftest import CAST
from tests.waiting import meanwhile


@pytest.fixture
def asked(portal: Portal, process: Process, cast: SimpleNamespace) -> Admission:
    return ask_admission(
        portal, process=process, scopes=[Scope.SUBMIT, Scope.WEBHOOKS], why="Our people asked us.", by=cast.pia
    )


def test_head_is_told_who_asks_for_what_and_why(asked: Admission, cast: SimpleNamespace) -> None:
    assert (asked.state, asked.asked, asked.scopes) == ("asked", ["contributions:submit", "webhooks"], [])
    letter = Letter.objects.get(family="consultations/admission_asked")
    assert letter.person == cast.dora
    assert "Our people asked us." in letter.text
    assert "Nairobi IGF" in letter.subject_line
    assert [(entry.verb, entry.facts["scopes"]) for entry in about(asked)] == [
        ("admission.ask", "contributions:submit webhooks")
    ]


@pytest.mark.parametrize("who", CAST)
def test_only_the_owner_asks(who: str, portal: Portal, process: Process, cast: SimpleNamespace) -> None:
    if who == "pia":
        return
    with pytest.raises(NotAllowed):
        ask_admission(portal, process=process, scopes=[Scope.SUBMIT], why="Because.", by=getattr(cast, who))
    assert not Admission.objects.exists()


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"scopes": []}, "scopes"),
        ({"scopes": ["everything", "\x00"]}, "scopes"),
        ({"why": " \x00"}, "why"),
        ({"why": "x" * 1001}, "why"),
    ],
)
def test_asking_without_scope_or_reason_is_refused(
    given: dict[str, object], field: str, portal: Portal, process: Process, cast: SimpleNamespace
) -> None:
    words: dict[str, object] = {"scopes": [Scope.SUBMIT], "why": "Because."} | given

    with pytest.raises(Incomplete) as refused:
        ask_admission(portal, process=process, by=cast.pia, **words)  # type: ignore[arg-type]
    assert list(refused.value.fields) == [field]


def test_process_that_is_not_public_is_not_asked(
    portal: Portal, make_process: Callable[..., Process], cast: SimpleNamespace
) -> None:
    with pytest.raises(NotPossible):
        ask_admission(
            portal, process=make_process("hidden", public_at=None), scopes=[Scope.READ], why="Why not.", by=cast.pia
        )


def test_head_admits_with_a_part_of_what_was_asked(asked: Admission, portal: Portal, cast: SimpleNamespace) -> None:
    admit(asked, scopes=[Scope.SUBMIT], by=cast.dora)

    assert (asked.state, asked.scopes, asked.decided_by) == ("admitted", ["contributions:submit"], cast.dora)
    portal.refresh_from_db()
    assert portal.scopes == ["contributions:submit"]
    letter = Letter.objects.get(family="consultations/admission_decided")
    assert (letter.person, letter.subject_line) == (cast.pia, "Nairobi IGF is let in to WGX")
    assert "Submit contributions for people" in letter.text


DECISIONS = {
    "admit": lambda admission, by: admit(admission, scopes=[Scope.SUBMIT], by=by),
    "decline": lambda admission, by: decline_admission(admission, reason="Not now.", by=by),
    "end": lambda admission, by: end_admission(admission, reason="It broke its word.", by=by),
}


@pytest.mark.parametrize("verb", DECISIONS)
@pytest.mark.parametrize("who", CAST)
def test_only_the_head_decides(who: str, verb: str, asked: Admission, cast: SimpleNamespace) -> None:
    if verb == "end":
        admit(asked, scopes=[Scope.SUBMIT], by=None)
    before = Admission.objects.values().get()

    if who == "dora":
        DECISIONS[verb](asked, cast.dora)
        assert Admission.objects.values().get() != before
        return
    with pytest.raises(NotAllowed):
        DECISIONS[verb](asked, getattr(cast, who))
    assert Admission.objects.values().get() == before


@pytest.mark.parametrize("scopes", [[], ["periods:read"], ["contributions:submit", "periods:read"], ["nonsense"]])
def test_nothing_is_granted_that_was_not_asked_for(scopes: list[str], asked: Admission, cast: SimpleNamespace) -> None:
    with pytest.raises(Incomplete):
        admit(asked, scopes=scopes, by=cast.dora)
    assert Admission.objects.get().state == "asked"


def test_head_of_another_process_decides_nothing(
    asked: Admission, make_process: Callable[..., Process], cast: SimpleNamespace
) -> None:
    Admission.objects.update(process=make_process("other"))

    with pytest.raises(NotAllowed):
        admit(Admission.objects.get(), scopes=[Scope.SUBMIT], by=cast.dora)


MOVES = {"asked": {"admit", "decline"}, "admitted": {"admit", "end"}, "declined": set(), "ended": set()}


@pytest.mark.parametrize("verb", DECISIONS)
@pytest.mark.parametrize("state", MOVES)
def test_what_is_possible_where(state: str, verb: str, asked: Admission, cast: SimpleNamespace) -> None:
    Admission.objects.update(state=state)

    if verb in MOVES[state]:
        DECISIONS[verb](asked, cast.dora)
    else:
        with pytest.raises(NotPossible):
            DECISIONS[verb](asked, cast.dora)
        assert Admission.objects.get().state == state


@pytest.mark.parametrize("verb", [decline_admission, end_admission])
@pytest.mark.parametrize("reason", ["", " \x00\n", "x" * 1001])
def test_declining_and_ending_need_a_reason(
    verb: Callable[..., None], reason: str, asked: Admission, cast: SimpleNamespace
) -> None:
    Admission.objects.update(state="admitted" if verb is end_admission else "asked")

    with pytest.raises(Incomplete) as refused:
        verb(asked, reason=reason, by=cast.dora)
    assert list(refused.value.fields) == ["reason"]


def test_ended_admission_takes_scopes_and_their_tokens_away_at_once(
    portal: Portal,
    process: Process,
    make_process: Callable[..., Process],
    admit_portal: Callable[..., Admission],
    token_for: Callable[..., str],
) -> None:
    admission = admit_portal(portal, process)
    admit_portal(portal, make_process("other"), Scope.READ)
    token_for(portal)

    end_admission(admission, reason="It broke its word.", by=None)

    portal.refresh_from_db()
    assert portal.scopes == ["periods:read"]
    assert not Token.objects.exists()
    told = Letter.objects.filter(family="consultations/admission_decided").latest("created_at")
    assert "It broke its word." in told.text


def test_declined_portal_asks_again_after_a_day(
    asked: Admission, portal: Portal, process: Process, cast: SimpleNamespace
) -> None:
    decline_admission(asked, reason="Say who you are.", by=cast.dora)
    again = {"process": process, "scopes": [Scope.READ], "why": "We are the national initiative.", "by": cast.pia}

    with pytest.raises(NotPossible):
        ask_admission(portal, **again)
    admission = ask_admission(portal, at=timezone.now() + timedelta(days=1, seconds=1), **again)
    assert (admission.pk, admission.state, admission.asked) == (asked.pk, "asked", ["periods:read"])


def test_portal_that_asks_for_more_stays_in(
    portal: Portal, process: Process, admit_portal: Callable[..., Admission], cast: SimpleNamespace
) -> None:
    admit_portal(portal, process, Scope.SUBMIT)
    later = timezone.now() + timedelta(days=2)

    more = ask_admission(
        portal, process=process, scopes=[Scope.SUBMIT, Scope.WEBHOOKS], why="To tell our people.", by=cast.pia, at=later
    )

    assert (more.state, more.scopes) == ("admitted", ["contributions:submit"])
    admit(more, scopes=more.asked, by=cast.dora)
    assert more.scopes == ["contributions:submit", "webhooks"]


@pytest.mark.django_db(transaction=True)
def test_two_processes_that_decide_at_once_both_count(
    portal: Portal, process: Process, make_process: Callable[..., Process], cast: SimpleNamespace
) -> None:
    here, there = (
        ask_admission(portal, process=where, scopes=[scope], why="Why not.", by=cast.pia)
        for where, scope in ((process, Scope.SUBMIT), (make_process("other"), Scope.WEBHOOKS))
    )

    with transaction.atomic():
        admit(here, scopes=[Scope.SUBMIT], by=cast.dora)
        other = meanwhile(lambda: admit(there, scopes=[Scope.WEBHOOKS], by=None))
    other.result()

    portal.refresh_from_db()
    assert portal.scopes == ["contributions:submit", "webhooks"]
