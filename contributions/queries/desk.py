"""One contribution at the desk, and what surrounds it. The lists are in ``desk_list``."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BigIntegerField, Case, Exists, OuterRef, QuerySet, Subquery, When
from django.db.models.functions import Cast, Coalesce, JSONObject, Substr
from django.db.models.lookups import StartsWith
from i18nfield.strings import LazyI18nString

from common.collation import readers_key
from consultations.models import CommentPeriod, Ground, ProcessRole, ReasonTemplate, Symbol
from consultations.queries.grounds import Offered, laid_over
from consultations.roles import May, roles_that
from consultations.symbols import modifier_after, render
from contributions.enums import State
from contributions.models import Contribution, ContributionQuerySet, ContributionSource
from contributions.queries.redactions import with_removed_before
from contributions.queries.similar import with_alike
from notifications.models import LetterQuerySet
from record.models import Entry
from record.queries import about
from stakeholders.models import Mandate, Person


@dataclass(frozen=True)
class Template:
    """Words to begin with, in one language."""

    pk: int
    use: str
    language: str
    name: str
    text: str


def visible_at(processes: Collection[int]) -> ContributionQuerySet:
    """Everything that was ever sent to these processes, with what a page about one shows. A draft never is."""
    sent = Contribution.objects.filter(round__process__in=processes, submission__isnull=False)
    return (
        with_alike(sent.exclude(state=State.DRAFT))
        .select_related(
            "round__process", "period", "author", "assignee", "symbol", "revises__symbol", "modifies__symbol"
        )
        .select_related("campaign", "portal", "submission__timing__carried_from", "transcript")
        .defer("content", "search", "revises__content", "revises__search", "modifies__content", "modifies__search")
        .defer("round__description", "period__description")
    )


def opened(processes: Collection[int]) -> ContributionQuerySet:
    """The same, and beside each what can be chosen on its page, in one query.

    See ``colleagues_at``, ``templates_at``, ``grounds_at``.
    """
    here = OuterRef("round__process")
    colleagues = ProcessRole.objects.filter(
        process=here, role__in=roles_that(May.MODERATE), person__is_active=True
    ).order_by("person")
    templates = ReasonTemplate.objects.filter(process=here).order_by("name", "pk")
    grounds = Ground.objects.filter(process=here).order_by("pk")
    return (
        with_removed_before(visible_at(processes))
        .select_related("round__process__service_times")
        .annotate(
            found_people=as_json(colleagues, id="person", name="person__name", email="person__email"),
            found_templates=as_json(templates, use="use", language="language", name="name", text="text"),
            found_grounds=as_json(grounds, code="code", sentence="sentence", offered="is_offered"),
        )
    )


def colleagues_at(contribution: Any) -> dict[int, str]:
    """Who can answer for an ``opened`` contribution: names by id, in alphabetical order."""
    return names_of(contribution.found_people)


def templates_at(contribution: Any) -> list[Template]:
    """The reason templates of its process, by name."""
    return [
        Template(item["id"], item["use"], item["language"], item["name"], item["text"])
        for item in contribution.found_templates
    ]


def grounds_at(contribution: Any) -> list[Offered]:
    """The published grounds of its process."""
    rows = [
        Ground(pk=item["id"], code=item["code"], sentence=LazyI18nString(item["sentence"]), is_offered=item["offered"])
        for item in contribution.found_grounds
    ]
    return laid_over(rows)


def names_of(people: Iterable[dict[str, Any]]) -> dict[int, str]:
    """People given as objects ``id, name, email``: what they are called by id, in alphabetical order."""
    names = {each["id"]: each["name"] or each["email"].partition("@")[0] for each in people}
    return dict(sorted(names.items(), key=lambda pair: (readers_key(pair[1]), pair[0])))


def as_json(things: QuerySet[Any], **fields: str) -> ArraySubquery:
    """These rows as an array of objects with ``id`` and these fields, beside the row of an outer query."""
    return ArraySubquery(things.values(json=JSONObject(**({"id": "pk"} | fields))))


def sources_of(contribution: Contribution) -> list[ContributionSource]:
    """Its sources with their groups, and on each ``mandate``: when the author's mandate for it was confirmed, if ever.

    ``claims`` says whether the author has a mandate for it at all that has not ended.
    """
    mandates = Mandate.objects.current().filter(source=OuterRef("source"), person=contribution.author_id)
    named = ContributionSource.objects.filter(contribution=contribution).select_related(
        "source", "group", "answered_by"
    )
    return list(
        named.annotate(claims=Exists(mandates), mandate=Subquery(mandates.values("confirmed_at")[:1])).order_by("pk")
    )


def history_of(contribution: Contribution) -> list[Entry]:
    """What the record tells of it, oldest first; on each entry ``who``: the name of the person who acted, if one did.

    A person whose data were erased on lawful request has no name any more; the entry stays.
    """
    people = Person.objects.filter(pk=key_in("actor", "person:"))
    names = people.annotate(known_as=Case(When(name="", then="email"), default="name")).values("known_as")
    return list(about(contribution).annotate(who=Subquery(names[:1])))


def symbol_if_published_now(contribution: Contribution) -> str:
    """What its symbol would be if nobody else published before: information, not a promise."""
    original, round_ = contribution.original, contribution.round
    number, modifier = round_.last_number + 1, ""
    if original is not None and original.symbol is not None:
        number = original.symbol.number
        beside = Symbol.objects.filter(round=round_, number=number).values_list("modifier", flat=True)
        modifier = modifier_after(beside, contribution.stands)
    grammar, code = round_.process.symbol_grammar, round_.process.code
    return render(grammar, process=code, round_number=round_.number, number=number, modifier=modifier)


# Letters with an address at which whoever opens it answers in a source's place, without an account.
WITH_A_KEY = ("contributions/transcript", "contributions/referred")


def letters_about(letters: LetterQuerySet, processes: Collection[int]) -> LetterQuerySet:
    """Those of ``letters`` that tell of what these processes received or opened. Letters about accounts never do."""
    received = Contribution.objects.filter(pk=key_in("about", "contributions.contribution:"))
    opened = CommentPeriod.objects.filter(pk=key_in("about", "consultations.commentperiod:"))
    # Asked of each letter on its way to the page. As a condition of existence, the database would first read all that
    # the processes ever received.
    told = (received.filter(submission__isnull=False), opened)
    found = letters.alias(process=Coalesce(*(Subquery(each.order_by().values("round__process")) for each in told)))
    return found.filter(process__in=processes)


def key_in(column: str, kind: str) -> Case:
    """The key in a reference such as ``person:17`` of that kind in a column of the outer query; null for other kinds.

    A number, so that the primary key's own index answers.
    """
    digits = Substr(OuterRef(column), len(kind) + 1)
    return Case(When(StartsWith(OuterRef(column), kind), then=Cast(digits, BigIntegerField())))
