"""What those who work at a desk are told."""

from django.urls import reverse

from consultations.models import Process
from consultations.queries import people_who, secretariat_of
from consultations.roles import May
from contributions.models import (
    Batch,
    Contribution,
    Remark,
    Submission,
)
from notifications.actions import call_off, queue
from notifications.models import UNDONE, Letter
from record.names import reference
from record.queries import about
from stakeholders.models import Mandate, Person, Source

from .addressing import absolute, to_desk

# Letters about one contribution to whoever works at its desk.
TO_THE_DESK = ("answered", "mended", "assigned", "taken_over", "still_said")


def answered(contribution: Contribution, remark: Remark) -> None:
    """To whoever answers for it at the desk: what its author said."""
    to_desk(contribution, "answered", to=contribution.assignee, key=f"contribution-answered:{remark.pk}", remark=remark)


def mended(contribution: Contribution, submission: Submission) -> None:
    """To whoever answers for it at the desk: that its author has mended it and sent it again."""
    to_desk(contribution, "mended", to=contribution.assignee, key=f"contribution-mended:{submission.pk}")


def assigned(contribution: Contribution, *, by: Person) -> None:
    """To whoever answers for it from now on."""
    key = f"contribution-assigned:{_last_act(contribution)}"
    to_desk(contribution, "assigned", to=contribution.assignee, key=key, by=by)


def taken_over(contribution: Contribution, *, by: Person, of: Person) -> None:
    """To whoever answered for it until now: who does from now on."""
    to_desk(contribution, "taken_over", to=of, key=f"contribution-taken-over:{_last_act(contribution)}", by=by)


def assigned_several(batch: Batch, *, number: int) -> None:
    """To whoever answers for ``number`` contributions from now on that were given to them at once: one letter."""
    if batch.to is None or batch.to == batch.by or not number:
        return
    queue(
        "contributions/assigned_several",
        to=batch.to,
        context={"by": batch.by, "number": number, "url": absolute(reverse("secretariat:desk")) + "?assignee=me"},
        key=f"contributions-assigned:{batch.pk}",
    )


def taken_over_several(batch: Batch, *, of: int, number: int) -> None:
    """To whoever (an id) answered for ``number`` contributions that were given to somebody else at once: one letter."""
    person = Person.objects.filter(pk=of, is_active=True).exclude(pk=batch.by_id).first()
    if person is not None:
        queue(
            "contributions/taken_over_several",
            to=person,
            context={"batch": batch, "number": number, "url": absolute(reverse("secretariat:desk"))},
            key=f"contributions-taken-over:{batch.pk}:{person.pk}",
        )


def without_a_voice(source: Source, *, mandate: Mandate) -> None:
    """To the secretariats that have had something from a source: that nobody speaks for it any more."""
    processes = Process.objects.filter(rounds__contributions__sources__source=source).distinct()
    told: set[int] = set()
    for person in (person for process in processes for person in secretariat_of(process)):
        if person.pk not in told:
            told.add(person.pk)
            queue(
                "contributions/without_a_voice",
                to=person,
                context={
                    "source": source,
                    "who": mandate.person,
                    "url": absolute(reverse("secretariat:source", args=[source.pk])),
                },
                key=f"source-without-a-voice:{mandate.pk}:{person.pk}",
                subject=source,
            )


def call_off_at_desk(person: Person, process: Process) -> int:
    """Let no letter about a contribution of the process go to somebody whose task it is no more; return how many."""
    families = [f"contributions/{letter}" for letter in TO_THE_DESK]
    waiting = list(Letter.objects.filter(UNDONE, person=person, family__in=families))
    there = Contribution.objects.filter(round__process=process)
    theirs = {reference(each) for each in there.filter(pk__in=[each.about.rpartition(":")[2] for each in waiting])}
    return call_off(Letter.objects.filter(pk__in=[each.pk for each in waiting if each.about in theirs]))


def _last_act(contribution: Contribution) -> int:
    """The number of the record's last entry about it, which is the act that a letter tells of."""
    return about(contribution).values_list("number", flat=True).last() or 0


def still_said(contribution: Contribution, places: int, *, redaction: int) -> None:
    """To everybody who issues texts in the process: that what was removed still stands in so many of them, and where.

    Not what it was: a letter travels openly. ``redaction`` is the id of the last one.
    """
    for person in people_who(May.ISSUE, contribution.round.process):
        queue(
            "contributions/still_said",
            to=person,
            context={
                "contribution": contribution,
                "process": contribution.round.process,
                "number": places,
                "url": absolute(reverse("secretariat:still_said", args=[contribution.pk])),
            },
            key=f"still-said:{redaction}:{person.pk}",
            subject=contribution,
        )
