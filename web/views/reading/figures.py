"""What everybody may know in numbers: who took part in a round, and what the secretariat did with it."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.suppression import LEAST
from consultations.models import CommentPeriod, Round
from contributions import actions
from contributions.figures import account
from contributions.figures.participation import every_number
from contributions.queries.account import account_of, day_of, named_grounds, named_groups
from contributions.queries.closing import closing_of
from web.caching import changes_at, kept_for_visitors

from .finding import crumbs_to, page_context, round_of


@require_safe
@kept_for_visitors
def participation(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Who took part, as it was published at closing; before that, when it will be."""
    round_, at = round_of(slug, number), timezone.now()
    made = actions.figures_at(round_, at=at)
    context = _context(request, round_, _("Who took part")) | {
        "made": made,
        "figures": made.figures if made else None,
        "says_something": made is not None and any(value is not None for value in every_number(made.figures)),
        "groups": list(round_.process.groups.all()),
        "closes_at": None if made else _last_closing(round_, at),
    }
    response = render(request, "web/figures/participation.html", context)
    return changes_at(response, *_closings(round_, at))


@require_safe
@kept_for_visitors
def accountability(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What the secretariat did with what it received, as of the last midnight, once the round has closed."""
    round_, now = round_of(slug, number), timezone.now()
    at = day_of(now)
    context = _context(request, round_, _("What the secretariat did"))
    if closing_of(round_, at=at) is None:
        context |= {"closes_at": _last_closing(round_, at)}
    else:
        told = account.publishable(account_of(round_, at=at))
        context |= {
            "at": at,
            "whole": told["whole"],
            "rows": named_groups(round_.process, told["groups"]),  # type: ignore[arg-type]
            "grounds": named_grounds(round_.process, told["grounds"]),  # type: ignore[arg-type]
        }
    response = render(request, "web/figures/accountability.html", context)
    return changes_at(response, at + timedelta(days=1))


def _context(request: HttpRequest, round_: Round, here: str) -> dict[str, object]:
    return page_context(
        request,
        process=round_.process,
        round=round_,
        least=LEAST,
        most=LEAST - 1,
        crumbs=[*crumbs_to(round_.process, round_), (here, "")],
    )


def _closings(round_: Round, at: datetime) -> list[datetime]:
    """The instants still to come at which a public period of the round opens or closes."""
    public = CommentPeriod.objects.public().filter(round=round_).values_list("opens_at", "closes_at")
    return [instant for dates in public for instant in dates if instant > at]


def _last_closing(round_: Round, at: datetime) -> datetime | None:
    """When the last of the periods that are open or to come closes; None where there is none."""
    standing = [*CommentPeriod.objects.public().open(at=at).filter(round=round_)]
    standing += [*CommentPeriod.objects.public().upcoming(at=at).filter(round=round_)]
    return max((each.closes_at for each in standing), default=None)
