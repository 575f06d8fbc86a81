"""The pages of a rehearsal: the round as everybody would see it, its letters, and what the API would answer."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from api.serializers.periods import CommentPeriodSerializer
from api.serializers.rounds import FIRST_DOCUMENTS, MOST_DOCUMENTS
from common.languages import active
from common.moments import readers_zone
from consultations.models import CommentPeriod, Document, Round
from consultations.queries import as_seen
from consultations.queries.documents import in_order
from contributions.queries.reading import of_round
from rehearsal.guard import rehearsed
from rehearsal.instants import InstantForm, as_query, asked_in
from rehearsal.letters import Reader, turns_until
from secretariat.access import DeskRequest
from web.views.reading.processes import documents_listed, round_matter


@dataclass(frozen=True)
class Rehearsal:
    """A round of the person's own processes, and the instant as of which it is looked at."""

    round: Round
    form: InstantForm
    at: datetime
    now: datetime

    def periods(self, *surroundings: "str | Prefetch[Any]") -> list[CommentPeriod]:
        """Every period as it would be seen then, with these surroundings.

        What is being prepared is there as if it had been announced.
        """
        rows = self.round.periods.select_related("round__process").order_by("opens_at", "pk")
        history = ["acts"] if self.at < self.now else []
        rows = rows.prefetch_related(*surroundings, *history)
        seen = (as_seen(period, at=self.at, now=self.now) for period in rows)
        return [period for period in seen if period is not None]

    @property
    def filed(self) -> "QuerySet[Document]":
        """Documents of any round that would be public then; what is being prepared as if it had been published."""
        found = in_order(Document.objects.select_related("modifies__symbol"))
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
    rounds = Round.objects.filter(process__in=request.processes).select_related("process")
    round_, now = get_object_or_404(rounds, pk=pk), timezone.now()
    form, at = asked_in(request.GET, round_, zones=[readers_zone(), round_.process.time_zone], now=now)
    return Rehearsal(round_, form, at, now)


@require_safe
@rehearsed
def round_(request: DeskRequest, pk: int) -> HttpResponse:
    """The page of the round as everybody would see it."""
    found = find(request, pk)
    periods, published = found.periods("questions", "audience"), of_round(found.round)
    if found.at < found.now:
        published = published.filter(published_at__lte=found.at)
    documents = documents_listed(request, found.filed.filter(round=found.round))
    matter = round_matter(found.round, periods, documents, at=found.at, contributions=published)
    return _shown(request, "round", found, {"is_signed_in": False, **matter})


@require_safe
@rehearsed
def letters(request: DeskRequest, pk: int) -> HttpResponse:
    """What the clock does in the round until then, with each letter as it would be written to the person who looks."""
    found = find(request, pk)
    reader = Reader(language=active(), zone=readers_zone())
    turns = turns_until(found.round, found.periods(), at=found.at, now=found.now, reader=reader)
    return _shown(request, "letters", found, {"turns": turns})


@require_safe
@rehearsed
def api(request: DeskRequest, pk: int) -> HttpResponse:
    """What the API would answer for each period of the round."""
    found = find(request, pk)
    filed = Prefetch("round__documents", found.filed[:MOST_DOCUMENTS], to_attr=FIRST_DOCUMENTS)
    answers = CommentPeriodSerializer(
        found.periods("questions", "audience", "acts", filed),  # type: ignore[arg-type]  # several
        many=True,
        context={"at": found.at, "runs": False},
    ).data
    told = json.dumps(answers, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)
    return _shown(request, "api", found, {"told": told})


def _shown(request: DeskRequest, name: str, found: Rehearsal, more: dict[str, Any]) -> HttpResponse:
    status = 400 if found.form.is_bound and found.form.errors else 200
    return render(request, f"rehearsal/{name}.html", more | found.context(name), status=status)
