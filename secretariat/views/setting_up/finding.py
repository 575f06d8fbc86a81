"""Finding what an address of these pages names; 404 for whatever is not of the person's own processes.

What was one of them and was thrown away is said to be gone (``Gone``): somebody may still have its page open.
"""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from common.numbers import whole_number
from consultations.models import CommentPeriod, Document, GuidingQuestion, Process, Round
from contributions.queries.hanging import must_not_be_gone, must_not_be_gone_by_address, must_not_be_gone_by_number
from secretariat.access import DeskRequest

M = TypeVar("M", bound=Model)
Crumbs = list[tuple[str, str]]
LARGEST = 2**31 - 1


def process_at(request: DeskRequest, slug: str) -> Process:
    """The process at this address."""
    found = Process.objects.filter(pk__in=request.processes, slug=slug).first()
    if found is None:
        must_not_be_gone_by_address(slug, by=request.user)
        raise Http404
    return found


def round_at(request: DeskRequest, slug: str, number: int) -> Round:
    """The round at this address, with its process."""
    rounds = Round.objects.filter(process__in=request.processes).select_related("process")
    found = rounds.filter(process__slug=slug, number=_small(number)).first()
    if found is None:
        must_not_be_gone_by_number(process_at(request, slug), number)
        raise Http404
    return found


def period_at(request: DeskRequest, slug: str, number: int, pk: int) -> CommentPeriod:
    """The comment period of this id in the round at this address."""
    periods = CommentPeriod.objects.filter(round__process__in=request.processes).select_related("round__process")
    return there_or_gone(request, periods, pk, round__process__slug=slug, round__number=_small(number))


def question_at(request: DeskRequest, slug: str, number: int, pk: int) -> GuidingQuestion:
    """The guiding question of this id in the round at this address."""
    found = GuidingQuestion.objects.filter(period__round__process__in=request.processes)
    found = found.select_related("period__round__process")
    return there_or_gone(request, found, pk, period__round__process__slug=slug, period__round__number=_small(number))


def document_at(request: DeskRequest, slug: str, number: int, pk: int) -> Document:
    """The document of this id in the round at this address."""
    found = Document.objects.filter(round__process__in=request.processes)
    found = found.select_related("round__process", "symbol", "modifies__symbol")
    return there_or_gone(request, found, pk, round__process__slug=slug, round__number=_small(number))


def there_or_gone(request: DeskRequest, rows: QuerySet[M], pk: int, **address: object) -> M:
    """The row of this id at this address; ``Gone`` where it was thrown away, else 404."""
    found = rows.filter(pk=pk, **address).first()
    if found is None:
        must_not_be_gone(rows.model, pk, of=request.processes)
        raise Http404
    return found


def seen(request: DeskRequest) -> int:
    """How many changes (or steps) the thing had on the page where the button was pressed; -1 for nonsense."""
    number = whole_number(request.POST.get("seen", ""), digits=9)
    return -1 if number is None else number


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
