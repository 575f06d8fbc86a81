"""Throwing away what was only prepared. What was public once stays, and so does whatever belongs to somebody else."""

from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils.translation import gettext as _

from common.refusals import NotPossible, Overtaken
from common.stamps import bump
from consultations.actions.permission import must_issue, must_set_up
from consultations.models import CommentPeriod, Document, DocumentFile, GuidingQuestion, Process, Round
from contributions.queries.hanging import Going, Prepared, parts_of, process_of, what_goes
from record.actions import enter
from record.chain import Fact
from stakeholders.models import StakeholderGroup

if TYPE_CHECKING:
    from stakeholders.models import Person

# What the record calls them.
WORDS: dict[type[models.Model], str] = {
    GuidingQuestion: "question",
    Document: "document",
    CommentPeriod: "period",
    Round: "round",
    Process: "process",
    StakeholderGroup: "group",
}


@transaction.atomic
def throw_away(thing: Prepared, *, seen: str, by: "Person | None") -> None:
    """Remove a process, round, comment period or document that was never public, with all that is part of it.

    The record keeps that each of it was there. ``seen`` is what ``what_goes`` said of it on the page where the button
    was pressed. Raise ``NotAllowed``; ``Gone`` where somebody was faster; ``NotPossible`` where it, or a part of it,
    was public once or has something of others hanging on it; ``Overtaken`` where something else would go than was seen.
    """
    process = process_of(thing)
    if isinstance(thing, Document):
        must_issue(process, by)
    else:
        must_set_up(process, by)
    _lock(thing)
    going = what_goes(thing)
    if going.keeps:
        raise NotPossible(going.keeps[0])
    if going.seen != seen:
        raise Overtaken(_("Something of it was changed since you looked. Nothing is thrown away yet: look once more."))
    told = _told(going, process)
    _remove(going)
    for verb, subject, facts in told:
        enter(verb, subject=subject, by=by, digest="", **facts)
    bump("public")


def _lock(thing: Prepared) -> None:
    """Nobody changes, opens or adds to any of it before this is done.

    In the order in which others wait: publishing a document locks it before its round. Who adds something locks what
    it is added to (``still_there``), so that what came between two of these locks is seen by ``what_goes``.
    """
    for model in (Document, CommentPeriod, Round, Process):
        list(parts_of(thing, model).order_by("pk").select_for_update().values_list("pk"))


def _told(going: Going, process: Process) -> list[tuple[str, tuple[str, str], dict[str, Fact]]]:
    """What the record says of each thing that goes, the innermost first: act, subject, facts."""
    questions = GuidingQuestion.objects.filter(period__in=[each.pk for each in going.periods]).order_by("pk")
    told: list[tuple[models.Model, dict[str, Fact]]] = []
    told += [(each, {"period": each.period_id, "number": each.number}) for each in questions]
    told += [(document, {"round": document.round_id}) for document in going.documents]
    told += [(period, {"round": period.round_id}) for period in going.periods]
    told += [(round_, {"number": round_.number}) for round_ in going.rounds]
    if isinstance(going.thing, Process):
        groups = StakeholderGroup.objects.filter(pk__in=_own_groups(going)).order_by("pk")
        told += [(group, {"code": group.code}) for group in groups]
        told.append((going.thing, {"code": process.code, "slug": process.slug}))
    return [
        (f"{WORDS[type(each)]}.discard", (each._meta.label_lower, str(each.pk)), facts | {"process": process.pk})
        for each, facts in told
    ]


def _remove(going: Going) -> None:
    """Everything of it, the innermost first; files stay on the disk, where others may have filed the same."""
    periods, documents = ([each.pk for each in some] for some in (going.periods, going.documents))
    GuidingQuestion.objects.filter(period__in=periods).delete()
    CommentPeriod.objects.filter(pk__in=periods).delete()
    DocumentFile.objects.filter(document__in=documents).delete()
    Document.objects.filter(pk__in=documents).update(modifies=None)
    Document.objects.filter(pk__in=documents).delete()
    Round.objects.filter(pk__in=[each.pk for each in going.rounds]).delete()
    if isinstance(going.thing, Process):
        own = _own_groups(going)
        Process.objects.filter(pk=going.thing.pk).delete()
        StakeholderGroup.objects.filter(pk__in=own).delete()


def _own_groups(going: Going) -> list[int]:
    """A group that no process has would be shown to everybody."""
    return list(getattr(going.thing, "own_groups", []))
