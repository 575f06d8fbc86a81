"""What happened, in words of the reader's language: each happening as an entry of a feed."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from api import links
from common.languages import active
from common.lines import isolated
from common.moments import UTC_NAMES, written
from consultations.enums import Act
from consultations.models import CarriedText, CommentPeriod, Document, PeriodAct
from contributions.enums import Consent, State
from contributions.models import Contribution
from contributions.queries.happenings import Happening, Kind
from contributions.queries.published import public_sources

from .atom import Author, Category, Entry, Said
from .tags import instant, tag

# What programs find an act by; those of the acts themselves are their values in the API.
TERMS = {
    Act.OPEN: "announced",
    Act.RESCHEDULE: "rescheduled",
    Act.EXTEND: "extended",
    Act.SHORTEN: "shortened",
    Act.REOPEN: "reopened",
    Act.CANCEL: "cancelled",
}


def entry(happening: Happening) -> Entry:
    """The entry about it. No query where what ``contributions.queries.happenings`` gives was fetched along."""
    subject, place = happening.subject, happening.place
    if isinstance(subject, PeriodAct):
        return _act(subject)
    if isinstance(subject, CommentPeriod):
        return _turn(subject, place.kind, place.at)
    if isinstance(subject, Document):
        return _document(subject, place.at)
    if isinstance(subject, CarriedText):
        return _version(subject, place.at)
    return contribution_entry(subject)


def contribution_tag(pk: int) -> str:
    """The name of a contribution, whatever became of it."""
    return tag("contribution", pk)


def _act(act: PeriodAct) -> Entry:
    period = act.period
    said = {"title": isolated(period.wording.text), "process": isolated(period.round.process.code)}
    titles = {
        Act.OPEN: _("Announced: %(title)s (%(process)s)"),
        Act.RESCHEDULE: _("Other dates: %(title)s (%(process)s)"),
        Act.EXTEND: _("Extended: %(title)s (%(process)s)"),
        Act.SHORTEN: _("Shortened: %(title)s (%(process)s)"),
        Act.REOPEN: _("Reopened: %(title)s (%(process)s)"),
        Act.CANCEL: _("Cancelled: %(title)s (%(process)s)"),
    }
    kind = Act(act.act)
    return Entry(
        tag("period-act", act.pk),
        titles[kind] % said,
        act.at,
        act.at,
        page=f"{_period_page(period)}#act-{act.pk}",
        data=links.resource("comment-period", period.pk),
        summary=[*_dates(act), *([Said(act.reason, act.language)] if act.reason else [])],
        categories=[_category(TERMS[kind], str(kind.label))],
    )


def _dates(act: PeriodAct) -> Iterator[Said]:
    zone = act.period.time_zone
    if act.act == Act.CANCEL:
        yield Said(_("No contribution can be begun or submitted in it any more."))
        return
    if act.opens_at > act.at:
        yield Said(_("Opens: %(when)s") % {"when": moment(act.opens_at, zone)})
    yield Said(_("Closes: %(when)s") % {"when": moment(act.closes_at, zone)})
    if act.act == Act.RESCHEDULE and act.moves_opening:
        yield Said(_("Before, it was to open: %(announced)s") % {"announced": moment(act.opens_before, zone)})
    if act.act != Act.OPEN and act.moves_closing:
        yield Said(_("Before, it was to close: %(announced)s") % {"announced": moment(act.closes_before, zone)})


def _turn(period: CommentPeriod, kind: Kind, at: datetime) -> Entry:
    said = {"title": isolated(period.wording.text), "process": isolated(period.round.process.code)}
    if kind == Kind.OPENED:
        title, term = _("Opened: %(title)s (%(process)s)") % said, "opened"
        label = pgettext("label of an instant", "Opened")
        closes = next((act.closes_at for act in reversed(period.acts.all()) if act.at <= at), period.closes_at)
        summary = [Said(_("Closes: %(when)s") % {"when": moment(closes, period.time_zone)})]
    else:
        title, term = _("Closed: %(title)s (%(process)s)") % said, "closed"
        label, summary = pgettext("label of an instant", "Closed"), []
    return Entry(
        tag("period", period.pk, term, instant(at)),
        title,
        at,
        at,
        page=_period_page(period),
        data=links.resource("comment-period", period.pk),
        summary=summary,
        categories=[_category(term, label)],
    )


def _document(document: Document, at: datetime) -> Entry:
    wording, symbol, round_ = document.wording, document.symbol, document.round
    if symbol is not None:
        title = _("New: %(symbol)s, %(title)s") % {"symbol": isolated(symbol.text), "title": isolated(wording.text)}
        page = links.page("document", round_.process.slug, symbol.text)
    else:
        title = _("New: %(title)s") % {"title": isolated(wording.text)}
        page = links.page("prepared", round_.process.slug, round_.number, document.pk)
    return Entry(
        tag("document", document.pk),
        title,
        at,
        at,
        page=page,
        summary=[Said(str(document.get_kind_display())), Said(wording.text, wording.language)],
        authors=[Author(document.submitted_by)] if document.submitted_by else [],
        categories=[_category("document", str(document.get_kind_display()))],
    )


def _version(carried: CarriedText, at: datetime) -> Entry:
    version, symbol = carried.version, carried.symbol
    text = version.text
    said = {"symbol": isolated(symbol.text), "text": isolated(text.title)}
    return Entry(
        tag("text-version", version.pk),
        _("New version: %(symbol)s, %(text)s") % said,
        at,
        at,
        page=links.page("text", symbol.round.process.slug, symbol.text),
        summary=[Said(text.title, text.language), *([Said(version.name)] if version.name else [])],
        categories=[_category("version", "")],
    )


def contribution_entry(contribution: Contribution) -> Entry:
    """A contribution as everybody may read of it; one that was withdrawn says so, and no more."""
    symbol = contribution.symbol.text if contribution.symbol is not None else ""
    cited = {"symbol": isolated(symbol)}
    is_withdrawn = contribution.state == State.WITHDRAWN
    summary: Sequence[Said]
    if is_withdrawn:
        title = _("Withdrawn: %(symbol)s") % cited
        gone = _(
            "%(symbol)s was published and later withdrawn at the wish of its source. The symbol stays taken: it will "
            "never mean another document."
        )
        summary, term = [Said(gone % cited)], "withdrawn"
    elif contribution.consent == Consent.AGGREGATE:
        title = _("New: %(symbol)s, counted only") % cited
        counted = _(
            "%(symbol)s was received, checked and counted. At the wish of its source neither its words nor its name "
            "are published."
        )
        summary, term = [Said(counted % cited)], "contribution"
    else:
        title, term = _words_of(contribution, cited)
        summary = [Said(contribution.excerpt, contribution.language)] if contribution.excerpt else []
    published_at = contribution.published_at or contribution.shown_at
    return Entry(
        contribution_tag(contribution.pk),
        title,
        published_at,  # type: ignore[arg-type]  # it is public
        contribution.shown_at or published_at,  # type: ignore[arg-type]
        page=links.page("document", contribution.round.process.slug, symbol),
        data=links.resource("contribution", contribution.pk),
        summary=summary,
        authors=[] if is_withdrawn else _authors(contribution),
        categories=[_category(term, ""), *([] if is_withdrawn else _groups(contribution))],
    )


def _words_of(contribution: Contribution, cited: dict[str, str]) -> tuple[str, str]:
    said = cited | {"title": isolated(contribution.title)}
    if contribution.revises_id is not None:
        return _("New revision: %(symbol)s, %(title)s") % said, "revision"
    return _("New: %(symbol)s, %(title)s") % said, "contribution"


def _authors(contribution: Contribution) -> list[Author]:
    return [
        Author(source.called, links.page("source", source.slug) if source.slug else "")
        for source in public_sources(contribution)
    ]


def _groups(contribution: Contribution) -> list[Category]:
    scheme = links.absolute(reverse("web:groups"))
    groups = {source.group.code: source.group.wording.text for source in public_sources(contribution)}
    return [Category(code, scheme, label) for code, label in groups.items()]


def _category(term: str, label: str) -> Category:
    return Category(term, f"{links.absolute(reverse('api:docs'))}#feeds", label)


def _period_page(period: CommentPeriod) -> str:
    return links.page("period", period.round.process.slug, period.round.number, period.pk)


def moment(at: datetime, zone: str) -> str:
    """An instant in the zone it was announced in, and in UTC."""
    there = written(at, zone, language=active())
    return there if zone in UTC_NAMES else f"{there} · {written(at, language=active())}"
