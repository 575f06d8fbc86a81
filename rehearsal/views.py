"""The pages of a rehearsal: the round as everybody would see it, its letters, and what the API would answer."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import OuterRef, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from api.serializers.periods import CommentPeriodSerializer
from api.serializers.rounds import FIRST_DOCUMENTS, MOST_DOCUMENTS
from common.beside import Beside, fetched
from common.languages import active
from common.moments import readers_zone
from consultations.models import CommentPeriod, Document, GuidingQuestion, PeriodAct, Round
from consultations.queries import as_seen
from consultations.queries.concerns import with_concerns
from consultations.queries.documents import in_order
from contributions.queries.reading import of_round
from rehearsal.guard import rehearsed
from rehearsal.instants import InstantForm, as_query, asked_in
from rehearsal.letters import Reader, turns_until
from secretariat.access import DeskRequest
from stakeholders.models import StakeholderGroup
from texts.models import Clause
from web.views.reading.processes import documents_listed, round_matter

# All that a page says of a period comes with it: these pages show much.
PERIODS = Beside(
    "periods",
    CommentPeriod.objects.filter(round=OuterRef("pk")).order_by("opens_at", "pk"),
    Beside(
        "questions",
        GuidingQuestion.objects.filter(period=OuterRef("pk")).order_by("number"),
        Beside("clauses", Clause.objects.filter(questions=OuterRef("pk")).order_by("pk")),
    ),
    Beside("audience", StakeholderGroup.objects.filter(periods=OuterRef("pk")).order_by("pk")),
    Beside("acts", PeriodAct.objects.filter(period=OuterRef("pk")).order_by("pk")),
)


@dataclass(frozen=True)
class Rehearsal:
    """A round of the person's own processes with its periods, and the instant as of which it is looked at."""

    round: Round
    form: InstantForm
    at: datetime
    now: datetime

    @property
    def periods(self) -> list[CommentPeriod]:
        """Every period as it would be seen then; what is being prepared as if it had been announced. No query."""
        seen = (as_seen(period, at=self.at, now=self.now) for period in self.round.periods.all())
        return [period for period in seen if period is not None]

    @property
    def filed(self) -> "QuerySet[Document]":
        """Its documents that would be public then; what is being prepared as if it had been published."""
        found = in_order(Document.objects.filter(round=self.round).select_related("modifies__symbol"))
        return found.filter(public_at__lte=self.at) if self.at < self.now else found

    def context(self, here: str) -> dict[str, Any]:
        """What each of its pages needs."""
        pages = {"round": _("The round"), "letters": _("Its letters"), "api": _("Its API")}
        query = as_query(self.form)
        ways = [
            (label, reverse(f"rehearsal:{name}", args=[self.round.pk]) + query, name == here)
            for name, label in pages.items()
        ]
        desk = [(_("Desk"), reverse("secretariat:desk")), (_("Comment periods"), reverse("secretariat:periods"))]
        return {
            "round": self.round,
            "process": self.round.process,
            "at": self.at,
            "instant": self.form,
            "is_past": self.at < self.now,
            "ways": ways,
            "crumbs": [*desk, (_("Rehearsal"), "")],
        }


def find(request: DeskRequest, pk: int) -> Rehearsal:
    """The round of this id and the instant in the address (``on``, ``time``, ``zone``); 404 for others' rounds."""
    rounds = Round.objects.filter(process__in=request.processes, pk=pk).select_related("process", "receiving")
    found, now = fetched(rounds, PERIODS), timezone.now()
    if not found:
        raise Http404
    (round_,) = found
    form, at = asked_in(request.GET, round_, zones=[readers_zone(), round_.process.time_zone], now=now)
    return Rehearsal(round_, form, at, now)


@require_safe
@rehearsed
def round_(request: DeskRequest, pk: int) -> HttpResponse:
    """The page of the round as everybody would see it."""
    found = find(request, pk)
    periods, published = found.periods, of_round(found.round)
    with_concerns(question for period in periods for question in period.questions.all())
    if found.at < found.now:
        published = published.filter(published_at__lte=found.at)
    documents = documents_listed(request, found.filed)
    matter = round_matter(found.round, periods, documents, at=found.at, contributions=published)
    return _shown(request, "round", found, {"is_signed_in": False, **matter})


@require_safe
@rehearsed
def letters(request: DeskRequest, pk: int) -> HttpResponse:
    """What the clock does in the round until then, with each letter as it would be written to the person who looks."""
    found = find(request, pk)
    reader = Reader(language=active(), zone=readers_zone())
    turns = turns_until(found.round, found.periods, at=found.at, now=found.now, reader=reader)
    return _shown(request, "letters", found, {"turns": turns})


@require_safe
@rehearsed
def api(request: DeskRequest, pk: int) -> HttpResponse:
    """What the API would answer for each period of the round."""
    found = find(request, pk)
    filed = list(found.filed[:MOST_DOCUMENTS])
    for document in filed:
        document.round = found.round
    setattr(found.round, FIRST_DOCUMENTS, filed)
    answers = CommentPeriodSerializer(
        found.periods,  # type: ignore[arg-type]  # several
        many=True,
        context={"at": found.at, "runs": False},
    ).data
    told = json.dumps(answers, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)
    return _shown(request, "api", found, {"told": told})


def _shown(request: DeskRequest, name: str, found: Rehearsal, more: dict[str, Any]) -> HttpResponse:
    status = 400 if found.form.is_bound and found.form.errors else 200
    return render(request, f"rehearsal/{name}.html", more | found.context(name), status=status)
