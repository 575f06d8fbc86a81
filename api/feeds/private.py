"""The feed of what one reader follows, at an address that only they know. Nothing of it is kept for anybody else."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from api import etags, links
from common.moments import zone as zone_called
from contributions.notices.news import Headline, headlines
from following.models import Item, Reader
from following.queries import items_of, reader_of_feed
from notifications.rendering import written_language

from .atom import MEDIA_TYPE, Author, Category, Entry, Feed, written
from .tags import tag

HOUSE = "Plenum"
# So many of the latest; programs keep what they have read.
LATEST = 50
PRIVATE = {"Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex, nofollow", "Referrer-Policy": "no-referrer"}


@require_safe
def private(request: HttpRequest, token: str) -> HttpResponse:
    """What a reader was told, the latest first. 404 for a former address, and where the reader wants no feed."""
    reader = reader_of_feed(token)
    if reader is None:
        return HttpResponse(status=404, content_type="text/plain; charset=utf-8", headers=PRIVATE)
    language = written_language(reader.tongue_spoken)
    with translation.override(language), timezone.override(zone_called(reader.zone)):
        feed = _feed(reader, language, here=links.absolute(request.path))
    body = written(feed)
    response = HttpResponse(body, content_type=MEDIA_TYPE, headers=PRIVATE | {"Content-Language": language})
    response["ETag"] = etags.etag(sha256(body).hexdigest()[:32], second=None, coding="")
    response["Last-Modified"] = http_date(feed.updated.timestamp())
    # By the ETag alone, as with the feeds for all.
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _feed(reader: Reader, language: str, *, here: str) -> Feed:
    told = headlines(items_of(reader)[:LATEST], language=language, zone=reader.zone)
    return Feed(
        id=tag("feed", "private", reader.pk),
        title=_("What you follow"),
        subtitle=_("What happened to what you follow. The address is yours alone: give it to nobody."),
        language=language,
        author=Author(HOUSE, links.absolute(reverse("web:home"))),
        page=links.page("news"),
        here=here,
        first=here,
        since=reader.since,
        entries=[_entry(item, line) for item, line in told],
    )


def _entry(item: Item, line: Headline) -> Entry:
    kind = Category(item.news.kind, f"{links.absolute(reverse('api:docs'))}#feeds")
    return Entry(tag("news", item.news_id), line.line, line.at, line.at, page=line.url, categories=[kind])
