"""Revising what was published, adding to it, correcting it: a contribution beside it as Rev.1, Add.1 or Corr.1."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import NotAllowed, NotPossible
from contributions import drafts
from contributions.consent import written
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
    content = _content_of(current)
    attached, content.files = [file["id"] for file in content.files], []
    revision, token = _begin(current, content, by=by, revises=current)
    content.files = [_copy(file, revision) for file in current.files.filter(pk__in=attached)]
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
    begun = current.modifications.filter(state=State.DRAFT, author=by, modifier=modifier).first()
    if begun is not None:
        token = drafts.new_token()
        Contribution.objects.filter(pk=begun.pk).update(draft_token_hash=drafts.token_hash(token))
        return begun, token
    of = _content_of(current)
    content = Content(
        language=language or current.language, title=current.title, sources=of.sources, consent=of.consent
    )
    made, token = _begin(current, content, by=by, modifies=current, modifier=modifier)
    enter("contribution.modify", subject=made, by=by, modifies=current.pk, modifier=str(modifier))
    return made, token


def _content_of(contribution: Contribution) -> Content:
    """What was sent, with what its source lets the public see by now."""
    sent = contribution.submission.content if contribution.submission is not None else {}
    return replace(Content.from_json(sent), consent=written(contribution.consent))


def _begin(original: Contribution, content: Content, *, by: "Person", **fields: Any) -> tuple[Contribution, str]:
    """A draft of ``by`` that is to stand beside the original, with the token of its private address."""
    token = drafts.new_token()
    begun = Contribution.objects.create(
        period=original.period,
        round=original.round,
        author=by,
        draft_token_hash=drafts.token_hash(token),
        speaking=original.speaking,
        title=content.title[:400],
        language=content.language[:8],
        content=content.to_json(),
        saved_at=timezone.now(),
        **fields,
    )
    return begun, token


def _copy(file: ContributionFile, revision: Contribution) -> dict[str, object]:
    """The same stored bytes under a row of its own, so that each contribution owns its list of files."""
    file.pk = None
    file._state.adding = True
    file.contribution = revision
    file.save()
    return describe(file)
