"""What a contribution says: title, language, answers, statement, recommendations, files."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django import forms
from django.conf.locale import LANG_INFO
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from common.collation import sort_key
from common.languages import is_known, own_name
from common.lines import one_line
from consultations.models import GuidingQuestion
from contributions.content import MOST_RECOMMENDATIONS

from .fields import Chosen, Files, Written, as_typed

LONGEST_TITLE = 400


class WhatForm(forms.Form):
    """What the contribution says. ``part`` has the keys of a content; at least ``rows`` recommendations are shown.

    Always holds what it is given, finished or not; errors are added by whoever checks it.
    """

    use_required_attribute = False

    def __init__(
        self,
        *,
        part: Mapping[str, Any],
        questions: Sequence[GuidingQuestion],
        languages: Sequence[str],
        rows: int = 0,
        paste: str = "",
    ) -> None:
        recommendations = list(part["recommendations"])
        self.rows = max(len(recommendations), min(rows, MOST_RECOMMENDATIONS))
        self.questions = list(questions)
        super().__init__(self._data(part, recommendations, paste))
        language = str(part["language"])
        self.fields["title"] = Written(label=_("Title"), max_length=LONGEST_TITLE)
        self.fields["language"] = Chosen(
            label=_("Language you write in"),
            choices=language_choices(tuple(languages), language),
            help_text=_("Any language is welcome; readers can filter by it."),
        )
        for question in self.questions:
            self._add_answer(question)
        self.fields["statement"] = Written(label=_("Statement"), required=False, rows=10)
        for row in range(self.rows):
            label = _("Recommendation %(number)d") % {"number": row + 1}
            self.fields[f"recommendation-{row}"] = Written(label=label, rows=3)
        self.fields["paste"] = Written(label=_("Paste several at once"), required=False, rows=4)
        self.fields["builds_on"] = Written(
            label=_("Builds on"),
            required=False,
            max_length=200,
            help_text=_("For example a symbol, or “our contribution to the second meeting”."),
        )
        self.fields["files"] = Files(label=_("Files"), required=False)

    def _add_answer(self, question: GuidingQuestion) -> None:
        limit = question.word_limit
        hint = (
            ngettext("At most %(count)d word.", "At most %(count)d words.", limit) % {"count": limit} if limit else ""
        )
        self.fields[f"answer-{question.pk}"] = Written(
            label=f"{question.number}. {question.wording.text}", required=question.is_required, rows=6, help_text=hint
        )

    @staticmethod
    def _data(part: Mapping[str, Any], recommendations: Sequence[str], paste: str) -> dict[str, Any]:
        data = {name: part[name] for name in ("title", "language", "statement", "builds_on")} | {"paste": paste}
        data |= {f"answer-{key}": text for key, text in part["answers"].items()}
        return data | {f"recommendation-{row}": text for row, text in enumerate(recommendations)}


def read_what(posted: QueryDict, *, questions: Sequence[GuidingQuestion], stored: Mapping[str, Any]) -> dict[str, Any]:
    """What a browser sent, in the keys of a content. A field that was not sent stays as it is ``stored``.

    Empty rows among the recommendations are still there, so that places in the form keep their meaning.
    """
    answers = dict(stored["answers"])
    for question in questions:
        text = posted.get(f"answer-{question.pk}")
        if text is not None:
            answers[str(question.pk)] = as_typed(text)
    language = posted.get("language", stored["language"])
    return {
        "title": one_line(posted.get("title", stored["title"]))[:LONGEST_TITLE],
        "language": language if language == "" or (is_known(language) and len(language) <= 8) else stored["language"],
        "statement": as_typed(posted.get("statement", stored["statement"])),
        "answers": {key: text for key, text in answers.items() if text},
        "recommendations": rows_of(posted) if "has-recommendations" in posted else list(stored["recommendations"]),
        "builds_on": one_line(posted.get("builds_on", stored["builds_on"]))[:200],
    }


def rows_of(posted: QueryDict) -> list[str]:
    """The recommendations as their rows stood in the form, empty ones too."""
    texts = [as_typed(posted.get(f"recommendation-{row}", "")) for row in range(MOST_RECOMMENDATIONS)]
    while texts and not texts[-1].strip():
        texts.pop()
    return texts


@lru_cache(maxsize=64)
def language_choices(first: tuple[str, ...], present: str) -> list[Any]:
    """The languages of the period, then all others, each named in itself and in that alphabetical order."""
    known = {code.split("-")[0] for code in LANG_INFO} | {"sw", "am", "ha", "yo", "so", "si", "lo", "km", "ne", "ps"}
    others = {code for code in known | ({present} - {""}) if is_known(code)} - set(first)
    return [
        ("", gettext_lazy("Choose …")),
        (gettext_lazy("Languages of this period"), _named(first)),
        (gettext_lazy("Other languages"), _named(others)),
    ]


def _named(codes: Any) -> list[tuple[str, str]]:
    return sorted(((code, own_name(code)) for code in codes), key=lambda item: sort_key(item[1]))
