"""The page of the step "What you say": every text with its words, what tidying did, and what stands elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from common.refusals import Incomplete
from consultations.models import GuidingQuestion
from web.forms.drafts import WhatForm

from .access import Draft
from .frame import draft_context
from .moves import rows_asked
from .parts import Conflict, Part, what_of
from .tidying import Tidied, kept_as_it_was


@dataclass(frozen=True)
class Box:
    """One text on the page. ``untidy`` says what tidying would do to a text that is kept as it was."""

    bound: BoundField
    words: int
    limit: int | None
    row: int
    tidied: Tidied | None
    untidy: list[str] | None
    theirs: str


@dataclass
class Page:
    """Gathers what there is to say about the form, and shows it."""

    request: HttpRequest
    draft: Draft
    questions: list[GuidingQuestion]
    errors: dict[str, list[str]] = field(default_factory=dict)
    tidied: dict[str, Tidied] = field(default_factory=dict)
    paste: str = ""

    def refuse(self, refusal: Incomplete, part: Part, pasted: str) -> None:
        """Say at its field, else at the longest text, why nothing was stored; what was pasted stays in its box."""
        texts = {"paste": pasted, "statement": part.content["statement"]}
        texts |= {f"answer-{key}": text for key, text in part.content["answers"].items()}
        texts |= {f"recommendation-{row}": text for row, text in enumerate(part.content["recommendations"])}
        longest = max(texts, key=lambda name: len(texts[name]))
        self.errors |= {name: [str(refusal.sentence)] for name in refusal.fields or [longest]}
        self.paste = pasted

    def shown(self, part: Part, *, base: str = "", conflict: Conflict | None = None) -> HttpResponse:
        """The page with ``part`` in its fields: 409 after a conflict, 422 with errors, else 200."""
        period = self.draft.contribution.period
        asked = rows_asked(self.request)
        form = WhatForm(
            part=part.content, questions=self.questions, languages=period.languages, rows=asked, paste=self.paste
        )
        form.is_valid()
        for name, sentences in self.errors.items():
            form.add_error(name if name in form.fields else None, sentences)
        boxes = list(self._boxes(form, part, conflict))
        context = draft_context(
            self.draft,
            current="what",
            form=form,
            base=base or what_of(self.draft.contribution).base,
            conflict=conflict,
            theirs=_differing(part, conflict),
            answers=[box for box in boxes if box.bound.name.startswith("answer-")],
            statement=next(box for box in boxes if box.bound.name == "statement"),
            recommendations=[box for box in boxes if box.bound.name.startswith("recommendation-")],
            files=self.draft.contribution.content.get("files", []),
            tidied=self.tidied,
        )
        status = 409 if conflict else 422 if self.errors else 200
        return render(self.request, "web/drafts/what.html", context, status=status)

    def _boxes(self, form: WhatForm, part: Part, conflict: Conflict | None) -> Iterator[Box]:
        untidy = kept_as_it_was(part)
        limits = {f"answer-{question.pk}": question.word_limit for question in self.questions}
        for name in form.fields:
            if name != "statement" and not name.startswith(("answer-", "recommendation-")):
                continue
            bound = form[name]
            kind, _dash, place = name.partition("-")
            yield Box(
                bound=bound,
                words=len(str(bound.value() or "").split()),
                limit=limits.get(name),
                row=int(place) if kind == "recommendation" else -1,
                tidied=self.tidied.get(name),
                untidy=untidy.get(name),
                theirs=_theirs(part, conflict, kind, place),
            )


def _theirs(part: Part, conflict: Conflict | None, kind: str, place: str) -> str:
    """What is stored now in a field, where it says something else than ``part``."""
    theirs = _text(conflict.theirs, kind, place) if conflict else ""
    return theirs if theirs != _text(part, kind, place) else ""


def _text(part: Part, kind: str, place: str) -> str:
    """The text of a field; recommendations are compared as a whole, see ``_differing``."""
    if kind == "answer":
        return str(part.content["answers"].get(place, ""))
    return str(part.content["statement"]) if kind == "statement" else ""


def _differing(part: Part, conflict: Conflict | None) -> dict[str, object]:
    """What is stored now, of the fields that say something else here."""
    if conflict is None:
        return {}
    return {name: theirs for name, theirs in conflict.theirs.content.items() if theirs != part.content[name]}
