"""The days that a process watches for, and what to think of before dates become public."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.languages import active, locale_of
from common.localized import best
from common.moments import written_date
from consultations.cautions import Beside, Calendar, Caution, Figure, Plan, cautions
from consultations.enums import Purpose
from consultations.models import CommentPeriod, Process, Round

# Where no country was chosen: Saturday and Sunday.
WEEKEND = frozenset({5, 6})


def known_calendars() -> list[tuple[str, str]]:
    """Countries whose holidays are known, by code (ISO 3166), with their names in the reader's language."""
    names = locale_of(active()).territories
    return [(code, str(names.get(code, code))) for code in sorted(holidays.list_supported_countries())]


def calendar_of(process: Process, years: Iterable[int]) -> Calendar:
    """Weekends and holidays of the countries that the process has chosen, and its own holidays, in these years."""
    chosen = [_country(code, year) for code in process.calendars for year in sorted(set(years))]
    weekend = frozenset[int]().union(*(each.weekend for each in chosen)) if chosen else WEEKEND
    named: dict[date, str] = {}
    for each in chosen:
        for on, name in each.holidays.items():
            known = named.get(on)
            named[on] = name if known is None or known == name else f"{known} / {name}"
    own = {date.fromisoformat(on): name for on, name in process.own_holidays.items()}
    return Calendar(weekend, named | own)


def to_think_of(
    round_: Round,
    *,
    purpose: Purpose | str,
    opens_at: datetime,
    closes_at: datetime,
    zone: ZoneInfo,
    audience: Iterable[int],
    told_at: datetime,
    but: CommentPeriod | None = None,
) -> list[Caution]:
    """What to think of before these dates are made public at ``told_at``; ``but`` is the period that has them."""
    plan = Plan(opens_at, closes_at, zone, told_at, frozenset(audience))
    years = range(opens_at.year - 1, min(closes_at.year, opens_at.year + 5) + 2)
    others = round_.periods.filter(purpose=purpose, cancelled_at=None).order_by("opens_at", "pk")
    if but is not None:
        others = others.exclude(pk=but.pk)
    return cautions(
        plan,
        minimum_days=round_.process.minimum_notice_days,
        calendar=calendar_of(round_.process, years),
        beside=[_beside(other) for other in others.prefetch_related("audience")],
    )


def in_words(caution: Caution) -> str:
    """One sentence in the reader's language."""
    return caution_in_words({"code": caution.code, **caution.figures})


def caution_in_words(kept: dict[str, Figure]) -> str:
    """The same for a caution as it is kept with an act."""
    figures: dict[str, Figure] = kept | {
        name: written_date(date.fromisoformat(str(kept[name]))) for name in ("on", "first") if name in kept
    }
    return _sentence(str(kept["code"]), kept) % figures


def _sentence(code: str, kept: dict[str, Figure]) -> str:
    sentences = {
        "short": lambda: ngettext(
            "Everybody has %(days)d day to contribute; this process gives at least %(minimum)d.",
            "Everybody has %(days)d days to contribute; this process gives at least %(minimum)d.",
            int(kept["days"]),
        ),
        "opens_on_weekend": lambda: _("It opens on a weekend: %(on)s."),
        "closes_on_weekend": lambda: _("It closes on a weekend: %(on)s."),
        "opens_on_holiday": lambda: _("It opens on a holiday: %(on)s (%(holiday)s)."),
        "closes_on_holiday": lambda: _("It closes on a holiday: %(on)s (%(holiday)s)."),
        "over_holidays": lambda: ngettext(
            "It runs over %(number)d holiday: %(first)s (%(holiday)s).",
            "It runs over %(number)d holidays, the first on %(first)s (%(holiday)s).",
            int(kept["number"]),
        ),
        "fewer_days": lambda: ngettext(
            "Those who are asked here have %(days)d day; others are asked the same for %(theirs)d, in “%(title)s”.",
            "Those who are asked here have %(days)d days; others are asked the same for %(theirs)d, in “%(title)s”.",
            int(kept["days"]),
        ),
        "more_days": lambda: ngettext(
            "Those who are asked here have %(days)d day; "
            "others are asked the same for only %(theirs)d, in “%(title)s”.",
            "Those who are asked here have %(days)d days; "
            "others are asked the same for only %(theirs)d, in “%(title)s”.",
            int(kept["days"]),
        ),
        "opens_in_doubled_hour": lambda: _(
            "It opens in an hour that comes twice, because clocks are put back; the first of the two is meant."
        ),
        "closes_in_doubled_hour": lambda: _(
            "It closes in an hour that comes twice, because clocks are put back; the second of the two is meant."
        ),
    }
    return sentences[code]()


def _beside(period: CommentPeriod) -> Beside:
    audience = frozenset(group.pk for group in period.audience.all())
    return Beside(best(period.title).text, audience, period.closes_at - period.opens_at)


@lru_cache(maxsize=256)
def _country(code: str, year: int) -> Calendar:
    """A country's weekend and public holidays, by their English names where there are some."""
    languages = holidays.list_localized_countries().get(code, [])
    language = next((each for each in languages if each.startswith("en")), None)
    found = holidays.country_holidays(code, years=year, language=language)
    return Calendar(frozenset(found.weekend), dict(found.items()))
