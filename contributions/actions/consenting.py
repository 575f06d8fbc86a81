"""What a source lets the public see of what it has sent: it can say so anew at any time, and it holds at once."""

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from common.refusals import NotAllowed, NotPossible
from contributions import notices
from contributions.consent import least, shows_less, written
from contributions.content import Content
from contributions.enums import Consent, State
from contributions.models import Contribution
from record.actions import enter

from .moving import lock
from .showing import show

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def change_consent(contribution: Contribution, consent: Consent, *, by: "Person") -> None:
    """Let the public see more or less of a contribution, and of the versions that stand beside it. By its source only.

    Of several sources one is enough to show less; then what is being written to stand beside it shows no more either.
    To show more, it must be the one who sent it. Of what came on paper the desk can show less when its source says so,
    and no more. What was published stays under its symbol. The same again changes nothing. Raise ``NotAllowed``, and
    ``NotPossible`` for what was never sent, or is declined or withdrawn.
    """
    begun = _begun_beside(contribution)
    versions = lock_versions(contribution, and_also=begun)
    current = versions[contribution.pk]
    if not by.has_perm("contributions.answer_for", current):
        raise NotAllowed(_("Only those who speak for its source can say what the public sees of it."))
    if shows_less(current.consent, consent) and not _sent_it(current, by):
        raise NotAllowed(_("Only whoever sent it can let the public see more of it."))
    if current.state in (State.DRAFT, State.DECLINED, State.WITHDRAWN) or current.submission is None:
        raise NotPossible(_("There is nothing here that the public could see."))
    changed = [each for each in versions.values() if each.pk not in begun and each.consent != consent]
    shown = [versions[pk] for pk in begun if shows_less(consent, _wanted(versions[pk]))]
    for each in (*changed, *shown):
        _set(each, consent, by=by)
    if changed:
        notices.consent_changed(current, by=by)
    contribution.refresh_from_db()


def lock_versions(contribution: Contribution, *, and_also: Collection[int] = ()) -> dict[int, Contribution]:
    """It, everything public under the number that it has or will have, ``and_also`` these others; by their ids.

    Locked in the order of these, and the first of that number before the others are looked for. Whoever publishes
    something beside it waits there, so that nothing comes to them meanwhile that would have to be locked out of turn.
    """
    first = min([contribution.pk, *_of_its_number(contribution)])
    found = {first: lock(Contribution(pk=first))}
    ids = sorted({contribution.pk, *_of_its_number(contribution), *and_also} - {first})
    return found | {pk: lock(Contribution(pk=pk)) for pk in ids}


def lower_beside(contribution: Contribution, *, by: "Person") -> None:
    """What shows less than those beside it is published: they show no more either. All are locked."""
    for each in Contribution.objects.select_related("submission").filter(pk__in=_beside(contribution)).order_by("pk"):
        if shows_less(contribution.consent, each.consent):
            _set(each, least(contribution.consent, each.consent), by=by)


def _set(contribution: Contribution, consent: Consent, *, by: "Person") -> None:
    was = contribution.consent
    # The working copy too: sending it again shall not show more by itself.
    content = replace(Content.from_json(contribution.content), consent=written(consent))
    Contribution.objects.filter(pk=contribution.pk).update(consent=consent, content=content.to_json())
    contribution.consent, contribution.content = consent, content.to_json()
    if contribution.state == State.PUBLISHED:
        show(contribution)
    enter("contribution.change_consent", subject=contribution, by=by, was=str(was), consent=str(consent))


def _of_its_number(contribution: Contribution) -> list[int]:
    """What is public under the number of it, or of what it revises, adds to or corrects; no query where none is."""
    origins = [contribution.revises_id, contribution.modifies_id]
    if contribution.number is None and not any(origins):
        return []
    numbers = Contribution.objects.public().filter(pk__in=[contribution.pk, *filter(None, origins)])
    number = numbers.order_by("pk").values_list("round", "number").first()
    if number is None:
        return []
    found = Contribution.objects.public().filter(round=number[0], number=number[1])
    return list(found.order_by("pk").values_list("pk", flat=True))


def _beside(contribution: Contribution) -> list[int]:
    """The public versions of it under the same number of its round, and of what it revises, adds to or corrects."""
    origin = contribution if contribution.number is not None else contribution.original
    if origin is None or origin.number is None:
        return []
    found = Contribution.objects.public().filter(round=origin.round_id, number=origin.number)
    return list(found.exclude(pk=contribution.pk).order_by("pk").values_list("pk", flat=True))


def _begun_beside(contribution: Contribution) -> list[int]:
    """What revises, adds to or corrects it, or a version beside it, and is not public yet."""
    of = [contribution.pk, *_beside(contribution)]
    begun = Contribution.objects.filter(Q(revises__in=of) | Q(modifies__in=of), published_at=None)
    over = (State.DECLINED, State.WITHDRAWN)
    return list(begun.exclude(state__in=over).exclude(pk=contribution.pk).order_by("pk").values_list("pk", flat=True))


def _wanted(contribution: Contribution) -> str:
    """How much its working copy wants the public to see."""
    return Content.from_json(contribution.content).consent or Consent.NAMED


def _sent_it(contribution: Contribution, by: "Person") -> bool:
    submission = contribution.submission
    began_or_sent = by.pk == contribution.author_id or (submission is not None and submission.by_id == by.pk)
    return began_or_sent and by.has_perm("contributions.revise", contribution)
