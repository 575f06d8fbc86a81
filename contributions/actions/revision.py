"""Revising what was published, adding to it, correcting it: a contribution beside it as Rev.1, Add.1 or Corr.1."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import NotAllowed, NotPossible
from contributions import drafts
from contributions.content import Content
from contributions.enums import Modifier, State
from contributions.models import Contribution, ContributionFile
from record.actions import enter

from .draft import describe
from .moving import lock

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def revise(contribution: Contribution, *, by: "Person") -> tuple[Contribution, str]:
    """Begin a revision with the published words in it; return it with the token of its private address.

    The published one stays as it is and readable, also when the revision is out. One revision is
    written at a time: raise ``NotPossible`` while another is under way or if this is not the latest.
    """
    current = lock(contribution)
    if not by.has_perm("contributions.revise", current):
        raise NotAllowed(_("Only those who speak for its source can revise a contribution."))
    if current.state != State.PUBLISHED or current.submission is None:
        raise NotPossible(_("Only a published contribution can be revised."))
    if current.revisions.exclude(state__in=(State.WITHDRAWN, State.DECLINED)).exists():
        raise NotPossible(_("There is a revision of this contribution already; go on with that one."))
    token = drafts.new_token()
    revision = Contribution.objects.create(
        period=current.period,
        round=current.round,
        author=by,
        draft_token_hash=drafts.token_hash(token),
        speaking=current.speaking,
        title=current.title,
        language=current.language,
        revises=current,
        saved_at=timezone.now(),
    )
    content = Content.from_json(current.submission.content)
    content.files = [_copy(file, revision) for file in current.files.filter(pk__in=[f["id"] for f in content.files])]
    revision.content = content.to_json()
    Contribution.objects.filter(pk=revision.pk).update(content=revision.content)
    enter("contribution.revise", subject=revision, by=by, revises=current.pk)
    return revision, token


@transaction.atomic
def modify(
    contribution: Contribution, modifier: Modifier, *, by: "Person", language: str = ""
) -> tuple[Contribution, str]:
    """Begin an addition or a correction to what is published; return it with the token of its private address.

    It begins without words, stands beside the published one as ``Add.1`` or ``Corr.1``, and replaces nothing.
    ``language`` is the one that it is in, or that it corrects; that of the published one unless given. A draft of the
    same kind that its author has begun already is returned as it is. Raise ``NotAllowed``, and ``NotPossible`` for what
    is not published.
    """
    current = lock(contribution)
    if not by.has_perm("contributions.revise", current):
        raise NotAllowed(_("Only those who speak for its source can add to a contribution or correct it."))
    if current.state != State.PUBLISHED or current.submission is None:
        raise NotPossible(_("Only a published contribution can be added to or corrected."))
    token = drafts.new_token()
    begun = current.modifications.filter(state=State.DRAFT, author=by, modifier=modifier).first()
    if begun is not None:
        Contribution.objects.filter(pk=begun.pk).update(draft_token_hash=drafts.token_hash(token))
        return begun, token
    sources = Content.from_json(current.submission.content).sources
    content = Content(language=language or current.language, title=current.title, sources=sources)
    made = Contribution.objects.create(
        period=current.period,
        round=current.round,
        author=by,
        draft_token_hash=drafts.token_hash(token),
        speaking=current.speaking,
        title=content.title[:400],
        language=content.language,
        content=content.to_json(),
        modifies=current,
        modifier=modifier,
        saved_at=timezone.now(),
    )
    enter("contribution.modify", subject=made, by=by, modifies=current.pk, modifier=str(modifier))
    return made, token


def _copy(file: ContributionFile, revision: Contribution) -> dict[str, object]:
    """The same stored bytes under a row of its own, so that each contribution owns its list of files."""
    file.pk = None
    file._state.adding = True
    file.contribution = revision
    file.save()
    return describe(file)
