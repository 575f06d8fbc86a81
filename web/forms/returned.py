"""How somebody answers for a change that collided with the next version of its text."""

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from contributions.changes import NEEDS_A_REASON
from contributions.queries.carried import Returned
from texts.engine.changes import Change, Op
from texts.engine.outline import ClauseKind, Outline
from texts.queries import called

LONGEST = 600_000
START = "start"


class AnswerForm(forms.Form):
    """New wording for a change, its place where it has one, and why; only the fields that it needs.

    A change of a clause that is gone can be proposed again as a new clause.
    """

    use_required_attribute = False

    wording = forms.CharField(
        label=_("How it shall read now"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 6}),
        error_messages={"required": _("Write how it shall read now, or give it up.")},
    )
    after = forms.ChoiceField(label=_("Where it shall stand"))
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Why: it is published with the change."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 3}),
        error_messages={"required": _("Say why: the reason is published with the change.")},
    )

    def __init__(self, returned: Returned, outline: Outline, data: object = None) -> None:
        self.returned = returned
        self.change = returned.origin.as_change()
        places = {clause.id: called(clause, outline) for clause in outline}
        after = self.change.after if self.change.op in (Op.ADD, Op.MOVE) else self.change.clause
        initial = {
            "wording": self.change.wording,
            "after": after if after in places else START,
            "reason": self.change.reason,
        }
        super().__init__(data, initial=initial, prefix=str(returned.amendment.pk))  # type: ignore[arg-type]  # QueryDict
        first = (START, gettext("At the beginning of the text"))
        following = [(name, gettext("After %(clause)s") % {"clause": words}) for name, words in places.items()]
        self.fields["after"].choices = [first, *following]  # type: ignore[attr-defined]
        if self.op not in (Op.ADD, Op.MOD, Op.MOVE):
            del self.fields["wording"]
        if self.op not in (Op.ADD, Op.MOVE):
            del self.fields["after"]
        if self.op is Op.MOVE:
            self.fields["wording"].required = False  # it may move with the words it has
        self.fields["reason"].required = self.op in NEEDS_A_REASON

    @property
    def op(self) -> Op:
        """What is proposed: as before, or a new clause in place of one that is gone."""
        return self.change.op if self.change.op is Op.ADD or self.returned.now is not None else Op.ADD

    def answered(self) -> Change:
        """The change that the answer proposes to the new version."""
        given = self.cleaned_data
        was = self.returned.clause
        kind = self.change.clause_kind if self.change.op is Op.ADD or was is None else ClauseKind(was.kind)
        return Change(
            op=self.op,
            clause="" if self.op is Op.ADD else self.change.clause,
            after=given.get("after", "").replace(START, ""),
            wording=given.get("wording", ""),
            clause_kind=kind,
            label=self.change.label if self.change.op is Op.ADD or was is None else was.label,
            kind=self.change.kind,
            reason=given["reason"],
        )
