"""How other sites show a page of ours when somebody pastes its address there: oEmbed 1.0, https://oembed.com.

The page of a process, a round or a period is shown as the list of comment periods that other sites embed. Parameters
that nobody knows are passed over here: sites add their own to every provider's.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlencode, urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from lxml import etree

from api import links
from api.feeds.atom import sayable
from api.subscriptions import Made, Refused, asked, subscribed, wrong
from common.languages import active
from consultations.models import CommentPeriod, Process, Round

WIDTH, HEIGHT, SMALLEST = 600, 480, 100
CACHE_AGE = 3600
# As the page on which sites build the list has it: links that open, and nothing else.
SANDBOX = "allow-popups allow-popups-to-escape-sandbox"


@dataclass(frozen=True)
class _Shown:
    process: Process
    round: Round | None
    title: str

    @property
    def frame(self) -> str:
        said = {"process": self.process.slug, "lang": active()} | (
            {"round": str(self.round.number)} if self.round else {}
        )
        return f"{links.absolute(reverse('web:embed_periods'))}?{urlencode(said)}"


@subscribed("url", "format", "maxwidth", "maxheight", others_too=True)
def oembed(request: HttpRequest) -> Made:
    """The page at ``url`` as something that other sites show, as JSON or XML."""
    form = asked(request, "format") or "json"
    if form not in WRITTEN:
        raise Refused(501, _("There are two forms: json and xml."))
    if not asked(request, "url"):
        raise wrong("url", _("This parameter has no value: give one, or leave it out."))
    shown = _shown(asked(request, "url"))
    width, height = _most(request, "maxwidth", WIDTH), _most(request, "maxheight", HEIGHT)
    frame = format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" sandbox="{}" loading="lazy"></iframe>',
        *(shown.frame, width, height, shown.title, SANDBOX),
    )
    said = {
        "version": "1.0",
        "type": "rich",
        "title": shown.title,
        "author_name": shown.process.wording.text,
        "author_url": links.page("process", shown.process.slug),
        "provider_name": "Plenum",
        "provider_url": links.absolute(reverse("web:home")),
        "cache_age": CACHE_AGE,
        "html": str(frame),
        "width": width,
        "height": height,
    }
    write, media_type = WRITTEN[form]
    changed_at = shown.round.public_at if shown.round else shown.process.public_at
    if changed_at is None:
        raise Http404
    return Made(write(said), media_type, changed_at)


def _shown(address: str) -> _Shown:
    """What is at this address of ours; 404 for any other address, and for what is not public."""
    name, given = _resolved(address)
    if name == "web:process":
        process = Process.objects.public().filter(slug=given["slug"]).first()
        if process is not None:
            return _Shown(process, None, process.wording.text)
    rounds = Round.objects.public().select_related("process")
    if name == "web:round":
        found = rounds.filter(process__slug=given["slug"], number=given["number"]).first()
        if found is not None:
            return _Shown(found.process, found, f"{found.process.code} · {found.wording.text}")
    if name == "web:period":
        periods = CommentPeriod.objects.public().select_related("round__process")
        period = periods.filter(
            pk=given["pk"], round__number=given["number"], round__process__slug=given["slug"]
        ).first()
        if period is not None:
            return _Shown(period.round.process, period.round, f"{period.round.process.code} · {period.wording.text}")
    raise Http404


def _resolved(address: str) -> tuple[str, dict[str, Any]]:
    """The name and the arguments of one of our pages."""
    try:
        parts, here = urlsplit(address), urlsplit(settings.SITE_URL)
        is_ours = parts.scheme in ("http", "https") and (parts.hostname, parts.port) == (here.hostname, here.port)
        found = resolve(unquote(parts.path)) if is_ours else None
    except (ValueError, Resolver404):
        found = None
    # No row has a larger number, and the database does not look for one.
    if found is None or any(isinstance(value, int) and value >= 2**31 for value in found.kwargs.values()):
        raise Http404
    return found.view_name, found.kwargs


def _most(request: HttpRequest, name: str, usual: int) -> int:
    """The usual measure, or what there is room for; raise BadParameters for what is no measure."""
    given = asked(request, name)
    if not given:
        return usual
    if not given.isascii() or not given.isdigit() or int(given[:9]) < SMALLEST:
        raise wrong(name, _("This has to be a whole number of pixels, %(least)d or more.") % {"least": SMALLEST})
    return min(usual, int(given[:9]))


def _json(said: dict[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")


def _xml(said: dict[str, Any]) -> bytes:
    root = etree.Element("oembed")
    for name, value in said.items():
        etree.SubElement(root, name).text = sayable(str(value))
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", standalone=True)


WRITTEN: dict[str, tuple[Callable[[dict[str, Any]], bytes], str]] = {
    "json": (_json, "application/json"),
    "xml": (_xml, "text/xml; charset=utf-8"),
}
