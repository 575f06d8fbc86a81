"""Who contributes: sources and stakeholder groups."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.languages import active
from common.listing import listed
from contributions.queries import topics
from contributions.queries.reading import NEWEST, capped_count, of_source
from contributions.queries.sources import has_published
from stakeholders.models import Source, StakeholderGroup
from stakeholders.queries import alphabetical

from .finding import Crumbs, by_name, crumbs_to, page_context

ALPHABETICAL = ("sort_key", "source_id")


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """Every source that has published, by name in the reader's language."""
    listing = listed(request, alphabetical(active()).filter(has_published("source")), ALPHABETICAL, size=50)
    context = page_context(request, listing=listing, crumbs=[*_home(), (_("Sources"), "")])
    return render(request, "web/reading/sources.html", context, status=listing.status)


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """A source, and all it has published, alone or jointly; 404 where that is nothing."""
    if "\x00" in slug:
        raise Http404
    found = get_object_or_404(Source.objects.select_related("group"), has_published(), slug=slug)
    published = of_source(found)
    listing = listed(request, published, NEWEST)
    context = page_context(
        request,
        source=found,
        topic=topics.of_source(found),
        name=found.name_in(active()),
        listing=listing,
        count=capped_count(published),
        crumbs=[*_home(), (_("Sources"), reverse("web:sources")), (found.name_in(active()), "")],
    )
    return render(request, "web/reading/source.html", context, status=listing.status)


@require_safe
def groups(request: HttpRequest) -> HttpResponse:
    """The stakeholder groups, by name in the reader's language."""
    context = page_context(
        request, groups=by_name(StakeholderGroup.objects.public()), crumbs=[*_home(), (_("Stakeholder groups"), "")]
    )
    return render(request, "web/reading/groups.html", context)


@require_safe
def group(request: HttpRequest, code: str) -> HttpResponse:
    """A stakeholder group: in which processes it is asked, and the sources in it that have published."""
    found = get_object_or_404(StakeholderGroup.objects.public(), code=code)
    its_own = alphabetical(active()).filter(has_published("source"), source__group=found)
    listing = listed(request, its_own, ALPHABETICAL, size=50)
    context = page_context(
        request,
        group=found,
        processes=found.processes.defer("mandate").order_by("code", "pk"),
        listing=listing,
        crumbs=[*_home(), (_("Stakeholder groups"), reverse("web:groups")), (found.wording.text, "")],
    )
    return render(request, "web/reading/group.html", context, status=listing.status)


def _home() -> Crumbs:
    return crumbs_to()[:1]
