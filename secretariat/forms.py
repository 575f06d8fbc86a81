"""What is typed and chosen at the desk."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from common.languages import name_in
from consultations.enums import ReasonUse
from consultations.queries.grounds import Offered
from contributions.enums import Move
from contributions.lifecycle import STEPS
from contributions.queries.desk import Template

# A question, a ground, a remark: a page and a half of text.
LONGEST = 5000

QUESTIONS = {
    Move.RETURN: _("Your question to the source"),
    Move.DECLINE: _("Ground"),
    Move.WITHDRAW: _("What the source said"),
}
HINTS = {
    Move.RETURN: _("They read exactly these words, by letter and on their page."),
    Move.DECLINE: _("The source reads these words, and they stay on its page."),
    Move.WITHDRAW: _("Public if the contribution is."),
}


class ReasonForm(forms.Form):
    """Why a move is made. Several stand on one page, so each field's id begins with its move.

    Declining asks for a ground of the published list as well. ``begun`` is what somebody has written so far, and
    nothing is wrong with it yet.
    """

    use_required_attribute = False

    code = forms.ChoiceField(
        label=_("Ground of the published list"), error_messages={"required": _("Choose a ground from the list.")}
    )
    template = forms.ChoiceField(label=_("Begin with these words"), required=False)
    reason = forms.CharField(max_length=LONGEST, widget=forms.Textarea)

    def __init__(
        self,
        move: Move,
        data: object = None,
        *,
        begun: Mapping[str, str] | None = None,
        grounds: Sequence[Offered] = (),
        templates: Sequence[Template] = (),
    ) -> None:
        super().__init__(data, initial=begun, auto_id=f"{move.value}-%s")  # type: ignore[arg-type]  # QueryDict or None
        field = self.fields["reason"]
        field.label, field.help_text = QUESTIONS[move], HINTS[move]
        field.required = STEPS[move].reason_needed
        field.error_messages["required"] = _("Say why: the source reads these words.")
        offered = [(ground.code, ground.wording.text) for ground in grounds if ground.is_offered]
        self.fields["code"].choices = [("", _("Choose one")), *offered]  # type: ignore[attr-defined]
        self.templates = {str(template.pk): template for template in templates if template.use == move.value}
        self.fields["template"].choices = [("", "—"), *_named(self.templates)]  # type: ignore[attr-defined]
        if move is not Move.DECLINE:
            del self.fields["code"]
        if not self.templates:
            del self.fields["template"]

    @property
    def is_begun(self) -> bool:
        """Does somebody write in it?"""
        return self.is_bound or bool(self.initial)

    @property
    def words(self) -> str:
        """What was written so far."""
        return str(self["reason"].value() or "")

    def filled(self) -> dict[str, str]:
        """What was typed and chosen, and behind it the words of the template that was chosen."""
        return filled(self, "reason", self.templates)


class RemarkForm(forms.Form):
    """Something said between the secretariat and the author."""

    use_required_attribute = False

    template = forms.ChoiceField(label=_("Begin with these words"), required=False)
    text = forms.CharField(
        label=_("Your remark"),
        help_text=_("The author has it by letter, and your colleagues see it here. It is not published."),
        max_length=LONGEST,
        widget=forms.Textarea,
        error_messages={"required": _("Write something first.")},
    )

    def __init__(
        self, data: object = None, *, begun: Mapping[str, str] | None = None, templates: Sequence[Template] = ()
    ) -> None:
        super().__init__(data, initial=begun, auto_id="remark-%s")  # type: ignore[arg-type]  # QueryDict or None
        self.templates = {str(each.pk): each for each in templates if each.use == ReasonUse.REMARK.value}
        self.fields["template"].choices = [("", "—"), *_named(self.templates)]  # type: ignore[attr-defined]
        if not self.templates:
            del self.fields["template"]

    def filled(self) -> dict[str, str]:
        """As in ``ReasonForm``."""
        return filled(self, "text", self.templates)


class AssignForm(forms.Form):
    """Who answers for a contribution from now on."""

    use_required_attribute = False

    to = forms.ChoiceField(label=_("Who answers for it"), required=False)

    def __init__(self, colleagues: Mapping[int, str], data: object = None, *, now: int | None = None) -> None:
        super().__init__(data, initial={"to": str(now or "")}, auto_id="assign-%s")  # type: ignore[arg-type]  # QueryDict or None
        named = [(str(pk), name) for pk, name in colleagues.items()]
        self.fields["to"].choices = [("", _("Nobody")), *named]  # type: ignore[attr-defined]


def filled(form: forms.Form, field: str, templates: Mapping[str, Template]) -> dict[str, str]:
    """What is in a form, with the words of its template put behind those that stand in ``field`` already."""
    given = {name: str(form.data.get(name, "")) for name in form.fields}
    chosen = templates.get(given.pop("template", ""))
    words = [given.get(field, "").rstrip(), chosen.text if chosen else ""]
    return given | {field: "\n\n".join(part for part in words if part)}


def _named(templates: Mapping[str, Template]) -> list[tuple[str, str]]:
    said = pgettext_lazy("a template, with its language", "%(name)s (%(language)s)")
    return [(pk, said % {"name": each.name, "language": name_in(each.language)}) for pk, each in templates.items()]
