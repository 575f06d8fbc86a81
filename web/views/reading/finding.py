"""What the reading pages have in common: finding what an address names, and showing a list page by page."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from common.collation import readers_key
from consultations.models import Process, Round
from following.queries import followed_by
from stakeholders.models import StakeholderGroup
from web.context import reader

M = TypeVar("M", bound=Model)
Crumbs = list[tuple[str, str]]


def process_of(slug: str) -> Process:
    """The public process at this address; 404 where there is none."""
    return get_object_or_404(Process.objects.public(), slug=slug)


def any_process_of(slug: str) -> Process:
    """The process at this address, public or not: ``sight.sight_of`` says who sees it."""
    return get_object_or_404(Process, slug=slug)


def any_round_of(slug: str, number: int) -> Round:
    """The round at this address with its process, public or not: ``sight.sight_of`` says who sees it."""
    return get_object_or_404(Round.objects.select_related("process"), process__slug=slug, number=number)


def round_of(slug: str, number: int) -> Round:
    """The public round at this address, with its process; 404 where there is none."""
    return get_object_or_404(Round.objects.public().select_related("process"), process__slug=slug, number=number)


def crumbs_to(process: Process | None = None, round_: Round | None = None, *more: tuple[str, str]) -> Crumbs:
    """The way to a page below a process or a round."""
    way = [(_("Home"), reverse("web:home")), (_("Processes"), reverse("web:processes"))]
    if process is not None:
        way.append((process.code, reverse("web:process", args=[process.slug])))
    if process is not None and round_ is not None:
        way.append((round_.wording.text, reverse("web:round", args=[process.slug, round_.number])))
    return [*way, *more]


def by_name(groups: Iterable[StakeholderGroup]) -> list[StakeholderGroup]:
    """Groups in the alphabetical order of the reader's language: none comes first by design."""
    return sorted(groups, key=lambda group: readers_key(group.wording.text))


def page_context(request: HttpRequest, **more: Any) -> dict[str, Any]:
    """The context of a reading page: ``canonical`` is the one address that it should be known by.

    Where it has a ``topic``, ``followed`` is how whoever is signed in follows it.
    """
    context = {"canonical": settings.SITE_URL + request.path, **more}
    person = reader(request)
    if person is not None and more.get("topic"):
        context["followed"] = followed_by(person, more["topic"])
    return context
