"""What the desk can do with a contribution now, and how it is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from contributions.enums import Lane, Move
from contributions.lifecycle import moves_from
from contributions.models import Contribution
from contributions.queries.desk import grounds_at, templates_at
from secretariat.forms import ReasonForm
from stakeholders.models import Person


@dataclass(frozen=True)
class Manner:
    """How a move is asked for: what it means, the words on its button, and what is said when it is done.

    ``key`` is the letter that leads there.
    """

    means: str | Promise
    button: str | Promise
    done: str | Promise
    kind: str = "secondary"
    asks: bool = False
    key: str = ""


MANNERS: dict[Move, Manner] = {
    Move.TAKE_UP: Manner(
        means=_("Your colleagues see that you answer for it; its author can no longer replace it."),
        button=_("Take it up"),
        done=_("You have taken it up."),
        key="t",
    ),
    Move.PUBLISH: Manner(
        means=_(
            "It gets its symbol and its permanent address; its author and everybody who follows the round are told."
        ),
        button=_("Publish it"),
        done=_("It is published as %(symbol)s."),
        kind="primary",
        key="p",
    ),
    Move.RETURN: Manner(
        means=_("The author can mend it and send it again, also after the comment period has closed."),
        button=_("Return it with this question"),
        done=_("It is returned; the author has a letter with your question."),
        asks=True,
        key="r",
    ),
    Move.DECLINE: Manner(
        means=_("It will not be published. This is final."),
        button=_("Decline it on this ground"),
        done=_("It is declined; the author has a letter with the ground."),
        kind="danger",
        asks=True,
        key="d",
    ),
    Move.WITHDRAW: Manner(
        means=_(
            "Only when the source asks for it. A symbol that was given stays, with a page that says so. This is final."
        ),
        button=_("Withdraw it at the source’s request"),
        done=_("It is withdrawn; the author has a letter about it."),
        kind="danger",
        asks=True,
        key="w",
    ),
}


@dataclass(frozen=True)
class Offer:
    """One move that can be made now: its form goes to ``url``; ``form`` is None where nothing is asked."""

    move: Move
    manner: Manner
    url: str
    form: ReasonForm | None


def offers(contribution: Contribution, *, to: Person, typed: Mapping[Move, ReasonForm] | None = None) -> list[Offer]:
    """What ``to`` may do with it in its present state, in the order of ``MANNERS``; it is an ``opened`` one.

    ``typed`` has the forms that somebody writes in, so that nothing typed is lost.
    """
    possible = moves_from(contribution.state)  # type: ignore[arg-type]  # the field holds values of State
    if contribution.lane == Lane.NEXT_ROUND:
        possible = [move for move in possible if move != Move.PUBLISH]
    return [
        Offer(
            move,
            manner,
            reverse(f"secretariat:{move.value}", args=[contribution.pk]),
            _form(contribution, move, manner, typed or {}),
        )
        for move, manner in MANNERS.items()
        if move in possible and to.has_perm(f"contributions.{move.value}", contribution)
    ]


def reason_form(contribution: Contribution, move: Move, data: object = None, **begun: str) -> ReasonForm:
    """The form of a move that asks why, with the grounds and templates of the contribution's process."""
    return ReasonForm(
        move, data, begun=begun or None, grounds=grounds_at(contribution), templates=templates_at(contribution)
    )


def _form(
    contribution: Contribution, move: Move, manner: Manner, typed: Mapping[Move, ReasonForm]
) -> ReasonForm | None:
    return typed.get(move) or reason_form(contribution, move) if manner.asks else None
