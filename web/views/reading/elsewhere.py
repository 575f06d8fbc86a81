"""Where programs find the same as on a page: its feed, its calendar, and how other sites show it (oEmbed)."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from common.languages import active


@dataclass(frozen=True)
class Elsewhere:
    """Addresses in the reader's language; "" where there is none."""

    feed: str = ""
    calendar: str = ""
    oembed: tuple[tuple[str, str], ...] = ()


def elsewhere(
    feed: tuple[object, ...] = (),
    calendar: tuple[object, ...] = (),
    *,
    wanted: Mapping[str, object] | None = None,
    shown: str = "",
) -> Elsewhere:
    """What there is: ``feed`` and ``calendar`` as a name of an address and its arguments.

    ``wanted``: what the feed is asked for beside. ``shown``: the path of this page, where other sites can show it.
    """
    return Elsewhere(
        _address("feeds", feed, wanted or {}),
        _address("calendars", calendar, {}),
        tuple((kind, _oembed(shown, form)) for kind, form in _FORMS) if shown else (),
    )


_FORMS = (("application/json+oembed", "json"), ("text/xml+oembed", "xml"))


def _address(space: str, named: tuple[object, ...], wanted: Mapping[str, object]) -> str:
    if not named:
        return ""
    name, *arguments = named
    asked = {name: value for name, value in wanted.items() if value}
    return f"{reverse(f'{space}:{name}', args=arguments)}?{urlencode(asked | {'lang': active()})}"


def _oembed(path: str, form: str) -> str:
    # Whole: programs that look for it do not all know where a page is.
    asked = {"url": settings.SITE_URL + path, "format": form, "lang": active()}
    return f"{settings.SITE_URL}{reverse('oembed')}?{urlencode(asked)}"
