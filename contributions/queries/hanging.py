"""What would go with something that is thrown away before it was ever public, and what keeps it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, TextField
from django.db.models.fields.json import KT
from django.db.models.fields.reverse_related import ForeignObjectRel
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from common.refusals import Gone
from consultations.models import CommentPeriod, Document, Process, Round
from contributions.models import DeskFilter
from record.models import Entry
from record.queries import about
from stakeholders.groups import DEFAULT_GROUPS
from stakeholders.models import Source, StakeholderGroup

Prepared = Process | Round | CommentPeriod | Document
M = TypeVar("M", bound=models.Model)

# What is part of a thing and goes with it, by the name under which it is reached. Whatever else points to it keeps it.
PARTS: dict[type[models.Model], frozenset[str]] = {
    Process: frozenset({"rounds", "roles", "grounds", "reason_templates", "service_times", "redaction_grounds"}),
    Round: frozenset({"periods", "documents", "receiving"}),
    CommentPeriod: frozenset({"questions"}),
    Document: frozenset({"files"}),
}
# Of an id; whatever is larger never was one.
LARGEST = 2**63 - 1
# What of a thing is another number as soon as something of it is another.
TELLING = ("edits", "step", "asked", "filed", "own_groups")
# Under these names kept filters of the desk speak of them.
IN_FILTERS: dict[type[models.Model], str] = {Round: "round", CommentPeriod: "period"}


@dataclass(frozen=True)
class Going:
    """What would go with ``thing``, itself included, and in sentences what ``keeps`` it; with any of these it stays.

    Periods know how many questions they have (``asked``), documents how many files (``filed``), a process which groups
    only it has (``own_groups``).
    """

    thing: Prepared
    rounds: Sequence[Round]
    periods: Sequence[CommentPeriod]
    documents: Sequence[Document]
    keeps: Sequence[str]

    @property
    def seen(self) -> str:
        """Another word as soon as anything of it is another: what was confirmed is what goes."""
        first: Sequence[models.Model] = [self.thing] if isinstance(self.thing, Process) else []
        told = [
            (
                each._meta.label,
                each.pk,
                *(getattr(each, name, 0) for name in ("edits", "step", "asked", "filed", "own_groups")),
            )
            for each in (*first, *self.rounds, *self.periods, *self.documents)
        ]
        return sha256(repr(told).encode()).hexdigest()[:16]


def what_goes(thing: Prepared) -> Going:
    """What would go if it were thrown away, as it stands now. Raise ``Gone`` where it is not there any more.

    Four queries at most.
    """
    processes = _processes(thing.pk) if isinstance(thing, Process) else []
    rounds = _with_what_keeps(Round, _place(thing, Round))
    periods = _with_what_keeps(CommentPeriod, _place(thing, CommentPeriod), asked=Count("questions", distinct=True))
    documents = _with_what_keeps(Document, _place(thing, Document), filed=Count("files", distinct=True))
    everything: Sequence[Prepared] = [*processes, *rounds, *periods, *documents]
    there = next((each for each in everything if type(each) is type(thing) and each.pk == thing.pk), None)
    if there is None:
        raise Gone(_("Somebody has thrown this away meanwhile."))
    keeps = [sentence for each in everything for sentence in _keeping(each, is_whole=each is there)]
    return Going(there, rounds, periods, documents, keeps)


def process_of(thing: Prepared) -> Process:
    """The process that it is, or is part of."""
    if isinstance(thing, Process):
        return thing
    return thing.process if isinstance(thing, Round) else thing.round.process


def _processes(pk: int) -> list[Process]:
    """The process with its ``people`` and its ``own_groups`` (ids): nobody else has them, and they would be public.

    ``lent_groups`` are those of them in which sources are.
    """
    elsewhere = Process.groups.through.objects.exclude(process=pk)
    own = StakeholderGroup.objects.filter(processes=pk).exclude(code__in=[each.code for each in DEFAULT_GROUPS])
    own = own.exclude(Exists(elsewhere.filter(stakeholdergroup=OuterRef("pk")))).order_by("pk")
    return _with_what_keeps(
        Process,
        Q(pk=pk),
        people=Count("roles__person", distinct=True),
        own_groups=ArraySubquery(own.values("pk")),
        lent_groups=ArraySubquery(own.filter(Exists(Source.objects.filter(group=OuterRef("pk")))).values("pk")),
    )


def parts_of(thing: Prepared, model: type[M]) -> QuerySet[M]:
    """The rows of ``model`` that are ``thing`` or would go with it, without a join: they can be locked as they are."""
    return model._default_manager.filter(_place(thing, model))


def must_not_be_gone(kind: type[models.Model], pk: int, *, of: Collection[int]) -> None:
    """Raise ``Gone`` if the record tells that the thing of this id was thrown away in one of the processes ``of``."""
    if pk > LARGEST:
        return
    told = about((kind._meta.label_lower, str(pk)))
    _say_so(told.filter(verb__endswith=".discard", facts__process__in=list(of)))


def must_not_be_gone_by_number(process: Process, number: int) -> None:
    """The same of a round. The record is asked for the act itself: only where an address leads nowhere."""
    _say_so(Entry.objects.filter(verb="round.discard", facts__process=process.pk, facts__number=number))


def must_not_be_gone_by_address(slug: str, *, by: models.Model) -> None:
    """The same of a process, for whoever threw it away: nobody works for it any more."""
    actor = f"{by._meta.model_name}:{by.pk}"
    _say_so(Entry.objects.filter(verb="process.discard", actor=actor, facts__slug=slug))


def _say_so(told: QuerySet[Entry]) -> None:
    if told.exists():
        raise Gone(_("Somebody has thrown this away meanwhile."))


def _place(thing: Prepared, model: type[models.Model]) -> Q:
    """Which rows of ``model`` are the thing itself or part of it."""
    if isinstance(thing, model):
        return Q(pk=thing.pk)
    if isinstance(thing, Process):
        return Q(process=thing.pk) if model is Round else Q(round__in=Round.objects.filter(process=thing.pk))
    if isinstance(thing, Round) and model is not Process:
        return Q(round=thing.pk)
    return Q(pk=None)


def _with_what_keeps(model: type[M], place: Q, **counted: Count | ArraySubquery) -> list[M]:
    """The rows at this place, each with ``kept_by``: the names of what points to it without being part of it."""
    keepers = list(_keepers(model, place))
    found = {f"keeper_{number}": exists for number, (_name, exists) in enumerate(keepers)}
    rows = list(model._default_manager.filter(place).annotate(**counted, **found).order_by("pk"))
    for row in rows:
        kept_by = [name for (name, _exists), key in zip(keepers, found, strict=True) if getattr(row, key)]
        row.kept_by = list(dict.fromkeys(kept_by))
    return rows


def _keepers(model: type[models.Model], place: Q) -> Iterator[tuple[str, Exists]]:
    """Each kind of row that can point to one of ``model``: what such rows are called, and whether there are any."""
    for relation in model._meta.get_fields(include_hidden=True):
        if not isinstance(relation, ForeignObjectRel) or relation.many_to_many:
            continue
        pointing: type[models.Model] = relation.related_model
        # Its own choices, such as the groups of a process, are part of it too.
        if pointing._meta.auto_created is model or relation.get_accessor_name() in PARTS[model]:
            continue
        rows = pointing._base_manager.filter(**{relation.field.name: OuterRef("pk")})
        if pointing is model:
            rows = rows.exclude(pk__in=model._default_manager.filter(place))
        yield str(pointing._meta.verbose_name_plural), Exists(rows)
    if name := IN_FILTERS.get(model):
        saved = DeskFilter.objects.alias(of=KT(f"wanted__{name}")).filter(of=Cast(OuterRef("pk"), TextField()))
        yield str(DeskFilter._meta.verbose_name_plural), Exists(saved)


def _keeping(thing: Prepared, *, is_whole: bool) -> Iterator[str]:
    """Why it stays, in sentences; with its name where it is only a part of what is to be thrown away."""
    title = thing.wording.text
    if thing.public_at is not None:
        yield (
            _("It was made public; what was public once stays.")
            if is_whole
            else _("“%(title)s” was made public; what was public once stays.") % {"title": title}
        )
    kept_by: list[str] = thing.kept_by  # type: ignore[union-attr]  # see _with_what_keeps
    if kept_by:
        said = {"title": title, "things": " · ".join(kept_by)}
        yield (
            _("Something would be lost with it that is kept: %(things)s.") % said
            if is_whole
            else _("Something would be lost with “%(title)s” that is kept: %(things)s.") % said
        )
    if getattr(thing, "lent_groups", []):
        yield _("Sources belong to a stakeholder group that only this process has.")
    if getattr(thing, "people", 0) > 1:
        yield _("Others work for it. Take their roles away first, so that each has a letter about it.")
