"""One change to a text: what is to happen to a clause, or what new clause stands where."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from contributions.changes import LONGEST_LABEL
from texts.engine.changes import Change, ChangeKind, Op
from texts.engine.outline import Clause, ClauseKind
from texts.enums import ChangeKind as Kinds
from texts.enums import ClauseKind as ClauseKinds

from .fields import Chosen, Written, as_typed

Member = TypeVar("Member", bound=StrEnum)

# What stands in an address for the place before the first clause.
START = "start"
TO_A_CLAUSE = (
    (Op.MOD, pgettext_lazy("what to do with a clause", "Change its words")),
    (Op.SUP, pgettext_lazy("what to do with a clause", "Suppress it")),
    (Op.NOC, pgettext_lazy("what to do with a clause", "Keep it as it is")),
    (Op.MOVE, pgettext_lazy("what to do with a clause", "Move it, with its words or with other words")),
)


class ChangeForm(forms.Form):
    """A change to a clause of ``outline``, or a new clause.

    Always holds the change it is given, finished or not; errors are added by whoever checks it. ``number`` parts the
    fields of several on one page: ``wording-3``.
    """

    use_required_attribute = False

    def __init__(self, change: Change, *, outline: Iterable[Clause], number: int | None = None) -> None:
        self.number = number
        super().__init__({self.name(field): value for field, value in _data(change).items()})
        is_new, is_mended = change.op is Op.ADD, number is not None
        if is_new:
            self._add("clause_kind", Chosen(label=_("What it is"), choices=ClauseKinds.choices))
            self._add("label", _label_field())
        elif not is_mended:
            choices = [(str(op), name) for op, name in TO_A_CLAUSE]
            label = _("What do you propose for this clause?")
            self._add("op", Chosen(label=label, choices=choices, widget=forms.RadioSelect))
        if is_new or not is_mended or change.op in (Op.MOD, Op.MOVE):
            self._add("wording", _wording_field(is_new=is_new))
        if not is_new and (not is_mended or change.op is Op.MOVE):
            self._add("after", Chosen(label=_("Where it shall stand, if you move it"), choices=places(outline)))
        self._add("kind", Chosen(label=_("Of what kind the change is"), choices=Kinds.choices))
        hint = "" if is_mended else _("It is published with the change.")
        self._add("reason", Written(label=_("Why"), rows=2, required=not is_new, help_text=hint))

    def name(self, field: str) -> str:
        """What a field is called in this form."""
        return field if self.number is None else f"{field}-{self.number}"

    def parts(self) -> dict[str, forms.BoundField]:
        """All fields by their short names."""
        return {name.partition("-")[0]: self[name] for name in self.fields}

    def _add(self, field: str, form_field: forms.Field) -> None:
        self.fields[self.name(field)] = form_field


def read_change(posted: QueryDict, was: Change, *, number: int | None = None) -> Change:
    """The change that a browser sent, for the clause or place that ``was`` is about. What it did not send stays."""

    def sent(field: str, otherwise: str) -> str:
        return posted.get(field if number is None else f"{field}-{number}", otherwise)

    op = was.op if was.op is Op.ADD else _one_of(Op, sent("op", was.op), was.op)
    after = was.after if op is Op.ADD else sent("after", was.after or START)
    return Change(
        op=op if op is not Op.ADD or was.op is Op.ADD else was.op,
        clause=was.clause,
        after="" if after == START else after,
        wording=as_typed(sent("wording", was.wording)),
        clause_kind=_one_of(ClauseKind, sent("clause_kind", was.clause_kind), was.clause_kind),
        label=sent("label", was.label),
        kind=_one_of(ChangeKind, sent("kind", was.kind), was.kind),
        reason=as_typed(sent("reason", was.reason)),
    )


def places(outline: Iterable[Clause]) -> list[tuple[str, str]]:
    """Where a clause can stand, as choices."""
    after = [(clause.id, _("After: %(clause)s") % {"clause": named(clause)}) for clause in outline]
    return [(START, _("At the very beginning")), *after]


def named(clause: Clause, *, longest: int = 60) -> str:
    """A clause by its label and first words, for a choice or for those who listen."""
    words = " ".join(clause.wording.split())
    if len(words) > longest:
        words = (words[:longest].rpartition(" ")[0] or words[:longest]) + " …"
    return " ".join(filter(None, [clause.label, words]))


def _data(change: Change) -> dict[str, Any]:
    return {
        "op": str(change.op),
        "wording": change.wording,
        "after": change.after or START,
        "clause_kind": str(change.clause_kind),
        "label": change.label,
        "kind": str(change.kind),
        "reason": change.reason,
    }


def _label_field() -> Written:
    return Written(
        label=_("Its letter or number"),
        required=False,
        max_length=LONGEST_LABEL,
        help_text=_("As you would print it, for example “c) bis”. It can stay empty."),
    )


def _wording_field(*, is_new: bool) -> Written:
    if is_new:
        return Written(label=_("The new clause"), rows=5)
    hint = _("Write it as it shall be: what comes and what goes is found by comparing.")
    return Written(label=_("How it shall read"), rows=5, help_text=hint)


def _one_of(known: type[Member], given: str, otherwise: Member) -> Member:
    return known(given) if given in set(known) else otherwise
