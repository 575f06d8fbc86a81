"""What can be followed: how each topic is written, what it is called, where it is, and which topics a fact concerns.

A topic is a kind and a key: ``process:3``, ``round:12``, ``text:5``, ``clause:0198…``, ``contribution:9``,
``source:4``, ``search:process=wgec&q=encryption``. Only what everybody may see can be followed, or has a name here.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from consultations.models import CarriedText, CommentPeriod, Process, Round
from consultations.queries.topics import of_process, of_round
from contributions.enums import Consent
from contributions.models import Contribution
from contributions.queries.published import public_sources, published_form
from contributions.queries.sources import has_published
from stakeholders.models import Source
from texts.models import Text, TextVersion
from texts.models.clause import Clause, identity
from texts.queries import called

# A follow holds no more.
LONGEST_TOPIC = 300
# The words stand last, as they are: escaped, a search of some fifty Arabic letters would not fit any more.
_SEARCH = re.compile(
    r"(?:process=(?P<process>[-a-zA-Z0-9_]+)&(?:round=(?P<round>[0-9]{1,9})&)?)?q=(?P<words>.+)", re.ASCII | re.DOTALL
)
# How topics of searches begin. Not to be asked for as a range: how colons are sorted depends on the database.
SEARCH = "search:"


@dataclass(frozen=True, slots=True)
class Topic:
    """Something to follow: its ``word`` in a follow, its name in the reader's language, and its page's path."""

    word: str
    name: str
    path: str

    @property
    def kind(self) -> str:
        return self.word.partition(":")[0]

    @property
    def has_dates(self) -> bool:
        """Are there comment periods in it, so that one can be reminded of them?"""
        return self.kind in ("process", "round")


def of_text(text: Text) -> str:
    return f"text:{text.pk}"


def of_clause(key: object) -> str:
    return f"clause:{key}"


def of_source(source: Source) -> str:
    return f"source:{source.pk}"


def of_contribution(contribution: Contribution) -> str:
    """Of what it revises, adds to or corrects in the end: who follows the one follows the others."""
    while contribution.original is not None:
        contribution = contribution.original
    return f"contribution:{contribution.pk}"


def of_search(words: str, *, process: str = "", round_: int | None = None) -> str:
    """Of what is looked for, in a process and a round of it, or everywhere."""
    place = f"process={process}&" if process else ""
    if process and round_ is not None:
        place += f"round={round_}&"
    return f"search:{place}q={' '.join(words.split()).casefold()}"


def about_period(period: CommentPeriod) -> set[str]:
    """What a comment period concerns."""
    return {of_process(period.round.process_id), of_round(period.round_id)}


def about_contribution(contribution: Contribution) -> set[str]:
    """What a published contribution concerns, as far as everybody may know: never a source that is not named."""
    found = {of_process(contribution.round.process_id), of_round(contribution.round_id), of_contribution(contribution)}
    if contribution.consent == Consent.AGGREGATE:
        return found
    for clause, text in contribution.amendments.values_list("clause", "version__text"):
        found |= {f"text:{text}"} | ({of_clause(clause)} if clause else set())
    if contribution.consent == Consent.NAMED:
        slugs = [each.slug for each in public_sources(contribution) if each.slug]
        found |= {of_source(each) for each in Source.objects.filter(slug__in=slugs)}
    return found


def about_version(version: TextVersion, before: TextVersion | None) -> set[str]:
    """The text, and each clause whose words, label or place in the order changed, or that came or went."""
    now = {clause.id: clause for clause in version.outline}
    then = {clause.id: clause for clause in before.outline} if before is not None else {}
    changed = {key for key in now.keys() | then.keys() if now.get(key) != then.get(key)}
    return {f"text:{version.text_id}"} | {of_clause(identity(key)) for key in changed}


def followable(word: str) -> Topic | None:
    """The topic that is written so, where there is such a thing and everybody may see it."""
    return described([word]).get(word)


def described(words: Iterable[str]) -> dict[str, Topic]:
    """Each of these topics that everybody may see, by its word; at most two queries for each kind."""
    keys: dict[str, list[str]] = {}
    for word in words:
        kind, _colon, key = word.partition(":")
        if kind in _KINDS and key and "\0" not in key and len(word) <= LONGEST_TOPIC:
            keys.setdefault(kind, []).append(key)
    return {topic.word: topic for kind, each in keys.items() for topic in _KINDS[kind](each)}


def _numbers(keys: Iterable[str]) -> list[int]:
    return [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 19]


def topic_of_process(process: Process) -> Topic:
    """A process, called as the reader of this moment calls it."""
    name = _("%(code)s: %(title)s") % {"code": process.code, "title": process.wording.text}
    return Topic(of_process(process.pk), name, reverse("web:process", args=[process.slug]))


def _processes(keys: list[str]) -> Iterator[Topic]:
    for process in Process.objects.public().filter(pk__in=_numbers(keys)):
        yield topic_of_process(process)


def _rounds(keys: list[str]) -> Iterator[Topic]:
    for found in Round.objects.public().filter(pk__in=_numbers(keys)).select_related("process"):
        name = _("%(process)s, %(round)s") % {"process": found.process.code, "round": found.wording.text}
        yield Topic(of_round(found.pk), name, reverse("web:round", args=[found.process.slug, found.number]))


def _latest(texts: Iterable[int]) -> dict[int, CarriedText]:
    """Of each text the paper that carries its latest public version."""
    carried = (
        CarriedText.objects.filter(version__text__in=list(texts), symbol__round__public_at__isnull=False)
        .select_related("symbol__process", "version__text")
        .order_by("version__number")
    )
    return {each.version.text_id: each for each in carried}


def _texts(keys: list[str]) -> Iterator[Topic]:
    for pk, carried in _latest(_numbers(keys)).items():
        path = reverse("web:text", args=[carried.symbol.process.slug, carried.symbol.text])
        yield Topic(f"text:{pk}", carried.version.text.title, path)


def _clauses(keys: list[str]) -> Iterator[Topic]:
    wanted = [key for key in map(identity, keys) if key]
    clauses = {each.pk: each for each in Clause.objects.filter(pk__in=wanted)}
    carried = _latest({each.text_id for each in clauses.values()})
    outlines = {
        each.text_id: each.outline
        for each in TextVersion.objects.with_clauses().filter(pk__in=[found.version_id for found in carried.values()])
    }
    for key, clause in clauses.items():
        carrier = carried.get(clause.text_id)
        if carrier is None:
            continue
        outline = outlines[clause.text_id]
        words = next((each for each in outline if each.id == key.hex), None)
        name = called(words, outline) if words is not None else _("a clause that is gone")
        symbol = carrier.symbol
        yield Topic(
            of_clause(key),
            _("%(clause)s of %(text)s") % {"clause": name, "text": symbol.text},
            reverse("web:clause", args=[symbol.process.slug, symbol.text, key.hex])
            if words is not None
            else reverse("web:text", args=[symbol.process.slug, symbol.text]),
        )


def _contributions(keys: list[str]) -> Iterator[Topic]:
    found = Contribution.objects.filter(pk__in=_numbers(keys), published_at__isnull=False)
    for contribution in found.select_related("round__process", "symbol", "submission"):
        symbol, title = str(contribution.symbol), published_form(contribution).title
        name = _("%(symbol)s: %(title)s") % {"symbol": symbol, "title": title} if title else symbol
        path = reverse("web:document", args=[contribution.round.process.slug, symbol])
        yield Topic(f"contribution:{contribution.pk}", name, path)


def _sources(keys: list[str]) -> Iterator[Topic]:
    for source in Source.objects.filter(has_published(), pk__in=_numbers(keys)):
        yield Topic(of_source(source), source.name, reverse("web:source", args=[source.slug]))


def _searches(keys: list[str]) -> Iterator[Topic]:
    for key in keys:
        asked = search_of(key)
        if asked is None:
            continue
        words, process, round_ = asked
        word = of_search(words, process=process, round_=round_)
        if word != f"search:{key}":
            continue
        where = f" ({process}{'' if round_ is None else f' {round_}'})" if process else ""
        name = _("the search for “%(words)s”") % {"words": words} + where
        wanted = {"q": words, "process": process, "round": "" if round_ is None else str(round_)}
        path = reverse("web:search") + "?" + urlencode({field: value for field, value in wanted.items() if value})
        yield Topic(word, name, path)


def search_of(key: str) -> tuple[str, str, int | None] | None:
    """What a search looks for: words, the slug of a process or "", a round of it or None."""
    found = _SEARCH.fullmatch(key)
    if found is None:
        return None
    return found["words"], found["process"] or "", int(found["round"]) if found["round"] else None


_KINDS: dict[str, Callable[[list[str]], Iterator[Topic]]] = {
    "process": _processes,
    "round": _rounds,
    "text": _texts,
    "clause": _clauses,
    "contribution": _contributions,
    "source": _sources,
    "search": _searches,
}
