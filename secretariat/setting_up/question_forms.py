"""Asking a guiding question."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from consultations.models import CommentPeriod, GuidingQuestion
from consultations.queries.concerns import Concern
from secretariat.setting_up.worded import WordedForm, Words
from texts.models import Clause
from texts.models.clause import identity

MOST_WORDS = 100_000


class QuestionForm(WordedForm):
    """A question in the languages of its period: must it be answered, in how many words, about which clauses?

    Of one that ``is_fixed``, because somebody has answered it, only words in further languages can be typed.
    """

    said: ClassVar = {"text": Words(_("Question"), longest=4_000, rows=3)}

    is_required = forms.BooleanField(label=_("An answer is required"), required=False)
    word_limit = forms.IntegerField(
        label=_("At most so many words"),
        required=False,
        min_value=1,
        max_value=MOST_WORDS,
        help_text=_("Empty for no limit."),
    )
    clauses = forms.MultipleChoiceField(
        label=_("Clauses that it concerns"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Of the texts in this process, in their latest version. Readers find them beside the question."),
    )

    def __init__(
        self,
        period: CommentPeriod,
        concerns: Iterable[Concern],
        data: object = None,
        *,
        question: GuidingQuestion | None = None,
        is_fixed: bool = False,
    ) -> None:
        now = {"text": question.text} if question else None
        initial: dict[str, Any] = {}
        if question is not None:
            chosen = [pk.hex for pk in question.clauses.values_list("pk", flat=True)]
            initial = {"is_required": question.is_required, "word_limit": question.word_limit, "clauses": chosen}
        languages = list(dict.fromkeys([*period.languages, *period.round.process.languages]))
        super().__init__(data, languages=languages, now=now, initial=initial)
        choices = [(each.clause, _named(each)) for each in concerns]
        self.fields["clauses"].choices = choices  # type: ignore[attr-defined]
        self.question, self.is_fixed = question, is_fixed
        for name in ("is_required", "word_limit", "clauses") if is_fixed else () if choices else ("clauses",):
            del self.fields[name]
        if is_fixed:
            for bound in self.worded[0].fields:
                if bound.initial:
                    bound.field.widget.attrs |= {"readonly": True, "class": "readonly"}

    def given(self) -> dict[str, Any]:
        """The fields of the question by their names, but for its clauses."""
        given = self.cleaned_data
        return self.all_words() | {name: given[name] for name in ("is_required", "word_limit") if name in given}

    def clauses_chosen(self) -> list[Clause]:
        """The clauses that are ticked."""
        named = [identity(each) for each in self.cleaned_data.get("clauses", [])]
        chosen = [each for each in named if each is not None]
        return list(Clause.objects.filter(pk__in=chosen)) if chosen else []


def _named(concern: Concern) -> str:
    return f"{concern.symbol} · {concern.label} {Truncator(concern.wording).words(14)}".replace("  ", " ")
