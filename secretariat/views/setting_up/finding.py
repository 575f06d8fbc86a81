"""Finding what an address of these pages names; 404 for whatever is not of the person's own processes."""

import re

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.models import CommentPeriod, Document, GuidingQuestion, Process, Round
from secretariat.access import DeskRequest

Crumbs = list[tuple[str, str]]
LARGEST = 2**31 - 1


def process_at(request: DeskRequest, slug: str) -> Process:
    """The process at this address."""
    return get_object_or_404(Process.objects.filter(pk__in=request.processes), slug=slug)


def round_at(request: DeskRequest, slug: str, number: int) -> Round:
    """The round at this address, with its process."""
    rounds = Round.objects.filter(process__in=request.processes).select_related("process")
    return get_object_or_404(rounds, process__slug=slug, number=_small(number))


def period_at(request: DeskRequest, slug: str, number: int, pk: int) -> CommentPeriod:
    """The comment period of this id in the round at this address."""
    periods = CommentPeriod.objects.filter(round__process__in=request.processes).select_related("round__process")
    return get_object_or_404(periods, round__process__slug=slug, round__number=_small(number), pk=pk)


def question_at(request: DeskRequest, slug: str, number: int, pk: int) -> GuidingQuestion:
    """The guiding question of this id in the round at this address."""
    found = GuidingQuestion.objects.filter(period__round__process__in=request.processes)
    found = found.select_related("period__round__process")
    return get_object_or_404(found, period__round__process__slug=slug, period__round__number=_small(number), pk=pk)


def document_at(request: DeskRequest, slug: str, number: int, pk: int) -> Document:
    """The document of this id in the round at this address."""
    found = Document.objects.filter(round__process__in=request.processes)
    found = found.select_related("round__process", "symbol", "modifies__symbol")
    return get_object_or_404(found, round__process__slug=slug, round__number=_small(number), pk=pk)


def seen(request: DeskRequest) -> int:
    """How many changes the thing had on the page where the button was pressed; one that it never has for nonsense."""
    number = request.POST.get("seen", "")
    return int(number) if re.fullmatch(r"[0-9]{1,9}", number) else -1


def crumbs_to(process: Process | None = None, round_: Round | None = None, *more: tuple[str, str]) -> Crumbs:
    """The way to a page below a process or a round at the desk."""
    way = [(_("Desk"), reverse("secretariat:desk")), (_("Processes"), reverse("secretariat:processes"))]
    if process is not None:
        way.append((process.code, reverse("secretariat:process", args=[process.slug])))
    if process is not None and round_ is not None:
        way.append((round_.wording.text, reverse("secretariat:round", args=[process.slug, round_.number])))
    return [*way, *more]


def _small(number: int) -> int:
    if number > LARGEST:
        raise Http404
    return number
