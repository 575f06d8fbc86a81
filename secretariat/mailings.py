"""Mailings as the desk shows them."""

from collections.abc import Sequence
from typing import Any

from babel.numbers import format_decimal
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.collation import readers_key
from common.languages import active, locale_of, name_in
from common.moments import readers_zone
from contributions.notices.news import Headline, in_one_line
from contributions.notices.spoken import kind_of
from contributions.queries.mailings import MOST_SEARCHES, Audience, Standing, standing_of, thing_of
from following.models import News
from secretariat.letters import called


def rows_of(mailings: Sequence[News]) -> list[dict[str, Any]]:
    """What the list says of each. Four queries at most."""
    lines = in_one_line(mailings, language=active(), zone=readers_zone())
    return [row_of(each, lines.get(each.pk)) for each in mailings]


def row_of(mailing: News, line: Headline | None, *, is_exact: bool = False) -> dict[str, Any]:
    """What is said of one: its subject line as readers see it, and which kind of news it is.

    Where nobody is told of it any more it has no subject line: then its kind, and the ``thing`` that it was about.
    ``is_exact``: all of its letters were counted.
    """
    tells, standing = called(kind_of(mailing).family), standing_of(mailing)
    return {
        "mailing": mailing,
        "title": line.line if line is not None else tells,
        "tells": tells,
        "has_line": line is not None,
        "thing": thing_of(mailing) if line is None else None,
        "stands": _stands(mailing, standing),
        "failed": standing.failed,
        "bounced": standing.bounced,
        "told": _told(mailing, standing, is_more=standing.is_more and not is_exact),
    }


def is_held(mailing: News) -> bool:
    """Does it wait for the secretariat?"""
    return mailing.hold and mailing.spread_at is None and mailing.dropped_at is None


def numbers_of(audience: Audience) -> dict[str, list[Any]]:
    """Its numbers under the names that the reader knows, in alphabetical order."""
    groups = [(wording.text, wording.language, number) for wording, number in audience.groups]
    languages = [(name_in(code), number) for code, number in audience.languages]
    return {
        "by_group": sorted(groups, key=lambda row: readers_key(row[0])),
        "by_language": sorted(languages, key=lambda row: readers_key(row[0])),
        "by_pace": [(pace.label, number) for pace, number in audience.paces],
    }


def who_will_have_it(audience: Audience, *, searches: bool, more: bool) -> str:
    """The numbers in sentences. ``searches``: some have it because of one; ``more``: not all of these were tried."""
    if not audience.readers and not more:
        return _("Nobody follows this. If you release it, nobody is told.")
    will = ngettext("%(number)s reader will have it.", "%(number)s readers will have it.", audience.readers)
    said, elsewhere = [will % {"number": written(audience.readers)}], audience.readers - audience.by_letter
    if elsewhere:
        no_letter = ngettext(
            "%(number)s of them gets no letter and reads it on a page or in a feed.",
            "%(number)s of them get no letter and read it on a page or in a feed.",
            elsewhere,
        )
        said.append(no_letter % {"number": written(elsewhere)})
    if searches:
        said.append(_("Those who follow a search that finds it are among them."))
    if more:
        tried = _("Only the first %(number)s of the searches that people follow were tried: there may be more readers.")
        said.append(tried % {"number": written(MOST_SEARCHES)})
    said.append(_("Whoever stops following it before it goes is not told."))
    return " ".join(said)


def _stands(mailing: News, standing: Standing) -> tuple[str, str]:
    """Where it stands: a word for its tone, and the word that is read."""
    if mailing.dropped_at is not None:
        return "called_off", _("dropped: nobody else is told") if standing.told else _("dropped: nobody is told")
    if is_held(mailing):
        return "held", _("held for the secretariat to read first")
    if mailing.spread_at is None:
        return "being_sent", _("being told")
    if not standing.told:
        return "told_nobody", _("told to nobody")
    return "sent", _("told to everybody who follows")


def _told(mailing: News, standing: Standing, *, is_more: bool) -> list[str]:
    """How many were told, and what became of their letters; nothing of what waits or was dropped before it began."""
    if not standing.told:
        return [] if is_held(mailing) or mailing.dropped_at is not None else [_to_nobody(mailing)]
    said = [
        (ngettext("%(number)s letter sent", "%(number)s letters sent", standing.sent), standing.sent),
        (ngettext("%(number)s waiting", "%(number)s waiting", standing.waiting), standing.waiting),
        (ngettext("%(number)s failed", "%(number)s failed", standing.failed), standing.failed),
        (ngettext("%(number)s came back", "%(number)s came back", standing.bounced), standing.bounced),
        (ngettext("%(number)s called off", "%(number)s called off", standing.called_off), standing.called_off),
        (_otherwise(standing.otherwise), standing.otherwise),
    ]
    if is_more:
        to = _("Told to %(number)s readers and more")
    else:
        to = ngettext("Told to %(number)s reader", "Told to %(number)s readers", standing.told)
    return [sentence % {"number": written(number)} for sentence, number in [(to, standing.told), *said] if number]


def _to_nobody(mailing: News) -> str:
    if mailing.spread_at is None:
        return _("Nobody has been told yet.")
    if mailing.but:
        return _("Nobody else follows this; no letter to followers was sent.")
    return _("Nobody follows this; no letter was sent.")


def _otherwise(number: int) -> str:
    return ngettext(
        "%(number)s has it in another way: together with other news, or on a page",
        "%(number)s have it in another way: together with other news, or on a page",
        number,
    )


def written(number: int) -> str:
    """As the reader writes it: ``100,000``."""
    return format_decimal(number, locale=locale_of(active()))
