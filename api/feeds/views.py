"""The feeds: which happenings stand in each, under which name."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from api import links, subscriptions
from api.subscriptions import Made, address, asked, subscribed, wrong
from common import keyset
from common.languages import active
from common.lines import isolated
from consultations.models import CarriedText, Process
from contributions.queries import happenings
from contributions.queries.happenings import Happenings
from contributions.queries.search import search as find

from .asking import FILTERS, chosen, place_of, query, round_of, rounds, scope, written_place
from .atom import MEDIA_TYPE, Author, Entry, Feed, written
from .tags import tag
from .telling import contribution_entry, contribution_tag, entry

HOUSE = "Plenum"
LONGEST_QUESTION = 200


@subscribed("cursor")
def process(request: HttpRequest, slug: str) -> Made:
    """Everything that happens in a process."""
    in_process = list(rounds().filter(process__slug=slug).order_by("number"))
    found = in_process[0].process if in_process else Process.objects.public().filter(slug=slug).first()
    if found is None:
        raise Http404
    page = happenings.in_rounds([each.pk for each in in_process], at=timezone.now(), before=place_of(request))
    feed = _feed(
        request,
        ("process", found.pk),
        title=f"{isolated(found.code)} · {isolated(found.wording.text)}",
        subtitle=_("What happens in this process: comment periods, documents, contributions, versions of texts."),
        process=found,
        page=links.page("process", slug),
        since=found.public_at,
        entries=map(entry, page.rows),
        after=_next(page),
    )
    return _made(feed, holds_until=page.turns_at)


@subscribed("cursor")
def round_(request: HttpRequest, slug: str, number: int) -> Made:
    """Everything that happens in a round."""
    found = round_of(slug, number)
    page = happenings.in_rounds([found.pk], at=timezone.now(), before=place_of(request))
    feed = _feed(
        request,
        ("round", found.pk),
        title=f"{isolated(found.process.code)} · {isolated(found.wording.text)}",
        subtitle=_("What happens in this round: comment periods, documents, contributions, versions of texts."),
        process=found.process,
        page=links.page("round", slug, number),
        since=found.public_at,
        entries=map(entry, page.rows),
        after=_next(page),
    )
    return _made(feed, holds_until=page.turns_at)


@subscribed("cursor")
def text(request: HttpRequest, pk: int) -> Made:
    """The versions of a text, and what is proposed to it."""
    carried = (
        CarriedText.objects.filter(
            Q(symbol__document__public_at__isnull=False, symbol__round__public_at__isnull=False)
            | Q(symbol__contribution__published_at__isnull=False),
            version__text=pk,
            symbol__process__public_at__isnull=False,
        )
        .select_related("version__text", "symbol__process")
        .order_by("-version__number")
        .first()
    )
    if carried is None:
        raise Http404
    found, in_process = carried.version.text, carried.symbol.process
    page = happenings.of_text(found, before=place_of(request))
    feed = _feed(
        request,
        ("text", found.pk),
        title=f"{isolated(in_process.code)} · {isolated(found.title)}",
        subtitle=_("Versions of this text, and contributions that propose changes to it."),
        process=in_process,
        page=links.page("text", in_process.slug, carried.symbol.text),
        since=carried.version.issued_at,
        entries=map(entry, page.rows),
        after=_next(page),
    )
    return _made(feed)


@subscribed("cursor", *FILTERS)
def contributions(request: HttpRequest, slug: str, number: int) -> Made:
    """The contributions of a round, or those that are wanted, as on its list."""
    found = round_of(slug, number)
    page = happenings.of_list(found, chosen(request, found), before=place_of(request))
    filters = {name: asked(request, name) for name in FILTERS if asked(request, name)}
    feed = _feed(
        request,
        ("round", found.pk, "contributions", *(f"{name}={value}" for name, value in sorted(filters.items()))),
        title=f"{_('Contributions')} · {isolated(found.process.code)} · {isolated(found.wording.text)}",
        subtitle=pgettext("between two items of a list", ", ").join(isolated(value) for value in filters.values()),
        process=found.process,
        page=links.page("contributions", slug, number) + query(filters),
        since=found.public_at,
        entries=map(entry, page.rows),
        after=_next(page),
        gone=_gone([found.pk]),
    )
    return _made(feed)


@subscribed("cursor", "q", "process", "round")
def search(request: HttpRequest) -> Made:
    """Published contributions with all words that are looked for, as on the page of the search."""
    words, slug, number = asked(request, "q").strip(), asked(request, "process"), asked(request, "round")
    if not words or len(words) > LONGEST_QUESTION:
        raise wrong("q", _("Say which words to look for, in at most %(most)d characters.") % {"most": LONGEST_QUESTION})
    searched = scope(slug, number)
    try:
        found = find(words, rounds=searched, cursor=asked(request, "cursor"), size=happenings.SIZE)
    except keyset.BadCursor as error:
        raise wrong("cursor", _("This is not a cursor of this list. Begin without one.")) from error
    asking = {name: value for name, value in (("q", words), ("process", slug), ("round", number)) if value}
    feed = _feed(
        request,
        ("search", *(f"{name}={value}" for name, value in asking.items())),
        title=f"{_('Search')} · {isolated(words)}",
        subtitle=pgettext("between two items of a list", ", ").join(
            isolated(value) for value in (slug, number) if value
        ),
        process=None,
        page=links.page("search") + query(asking),
        since=None,
        entries=(contribution_entry(result.contribution) for result in found.results),
        after=found.next,
        previous=found.previous,
        gone=_gone(searched),
    )
    return _made(feed)


def _feed(
    request: HttpRequest,
    name: tuple[object, ...],
    *,
    title: str,
    subtitle: str,
    process: Process | None,
    page: str,
    since: datetime | None,
    entries: Iterable[Entry],
    after: str,
    previous: str = "",
    gone: list[tuple[str, datetime]] | None = None,
) -> Feed:
    is_first = not asked(request, subscriptions.CURSOR)
    house = Author(HOUSE, links.absolute(reverse("web:home")))
    return Feed(
        id=tag("feed", active(), *name),
        title=title,
        subtitle=subtitle,
        language=active(),
        author=Author(process.wording.text, links.page("process", process.slug)) if process else house,
        page=page,
        here=address(request),
        first=address(request, cursor=""),
        next=address(request, cursor=after) if after else "",
        previous=address(request, cursor=previous) if previous else "",
        others=subscriptions.in_languages(request),
        since=since or datetime(2026, 1, 1, tzinfo=UTC),
        entries=list(entries),
        gone=(gone or []) if is_first else [],
    )


def _gone(of_rounds: list[int] | None) -> list[tuple[str, datetime]]:
    """What was withdrawn there last: it may have stood in the feed, and nobody knows any more whether it did."""
    return [(contribution_tag(pk), when) for pk, when in happenings.withdrawn(of_rounds)]


def _made(feed: Feed, *, holds_until: datetime | None = None) -> Made:
    return Made(written(feed), MEDIA_TYPE, feed.updated, holds_until)


def _next(page: Happenings) -> str:
    return written_place(page.next) if page.next else ""
