"""Revising what was published, adding to it, correcting it: a contribution beside it as Rev.1, Add.1 or Corr.1."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from common.refusals import Incomplete, NotAllowed, NotPossible
from contributions import drafts
from contributions.consent import written
from contributions.content import Content
from contributions.enums import Channel, Modifier, State
from contributions.models import Contribution, ContributionFile
from record.actions import enter

from .draft import describe
from .moving import lock

if TYPE_CHECKING:
    from stakeholders.models import Person, Source


@transaction.atomic
def revise(contribution: Contribution, *, by: "Person") -> tuple[Contribution, str]:
    """Begin a revision with the published words in it; return it with the token of its private address.

    The published one stays as it is and readable, also when the revision is out. One revision is
    written at a time: raise ``NotPossible`` while another is under way or if this is not the latest.
    """
    current = lock(contribution)
    if not by.has_perm("contributions.revise", current):
        raise NotAllowed(_("Only those who speak for its source can revise a contribution."))
    return begin_revision(current, by=by)


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
    begun = current.modifications.filter(state=State.DRAFT, author=by, modifier=modifier, channel=Channel.WEB).first()
    if begun is not None and current.state == State.PUBLISHED:
        token = drafts.new_token()
        Contribution.objects.filter(pk=begun.pk).update(draft_token_hash=drafts.token_hash(token))
        return begun, token
    return begin_modification(current, modifier, by=by, language=language)


def begin_revision(current: Contribution, *, by: "Person", **given: Any) -> tuple[Contribution, str]:
    """A revision of ``current`` (locked), whoever may begin it; ``given`` are other fields of the draft.

    Raise ``NotPossible`` as ``revise``. For whoever writes down what came on paper nothing is copied that was removed
    from what everybody reads: then it begins without words.
    """
    if current.state != State.PUBLISHED or current.submission is None:
        raise NotPossible(_("Only a published contribution can be revised."))
    _must_be_the_only_revision(current, by=by)
    published = Content.from_json(current.submission.content)
    published.consent = written(current.consent)
    is_sealed = current.public_form is not None and given.get("channel", Channel.WEB) != Channel.WEB
    content = _without_words(current) if is_sealed else published
    attached, content.files = [file["id"] for file in content.files], []
    revision, token = _begin(current, content, by=by, revises=current, **given)
    content.files = [_copy(file, revision) for file in current.files.filter(pk__in=attached)]
    revision.content = content.to_json()
    Contribution.objects.filter(pk=revision.pk).update(content=revision.content)
    enter("contribution.revise", subject=revision, by=by, revises=current.pk)
    return revision, token


def _must_be_the_only_revision(current: Contribution, *, by: "Person") -> None:
    """Raise ``NotPossible`` where there is another, published or under way, and say which."""
    standing = current.revisions.exclude(state__in=(State.WITHDRAWN, State.DECLINED))
    other = standing.select_related("symbol").only("author", "symbol__text").first()
    if other is None:
        return
    if other.symbol is not None:
        raise NotPossible(_("%(symbol)s has replaced it: revise that one.") % {"symbol": other.symbol.text})
    if other.author_id == by.pk:
        raise NotPossible(_("There is a revision of this contribution already; go on with that one."))
    raise NotPossible(_("A revision of this contribution that somebody else has begun is under way. Wait for it."))


def begin_modification(
    current: Contribution, modifier: Modifier, *, by: "Person", language: str = "", **given: Any
) -> tuple[Contribution, str]:
    """An addition to ``current`` (locked) or a correction of it, whoever may begin it; ``given`` as above.

    Raise ``NotPossible`` as ``modify``.
    """
    if current.state != State.PUBLISHED or current.submission is None:
        raise NotPossible(_("Only a published contribution can be added to or corrected."))
    content = _without_words(current, language=language)
    made, token = _begin(current, content, by=by, modifies=current, modifier=modifier, **given)
    enter("contribution.modify", subject=made, by=by, modifies=current.pk, modifier=str(modifier))
    return made, token


def _without_words(current: Contribution, *, language: str = "") -> Content:
    """Title, sources and consent of what is published, and nothing that it says."""
    published = Content.from_json(current.submission.content if current.submission else {})
    return Content(
        language=language or current.language,
        title=current.title,
        sources=published.sources,
        consent=written(current.consent),
    )


def _begin(current: Contribution, content: Content, *, by: "Person", **given: Any) -> tuple[Contribution, str]:
    """A draft of ``by`` that is to stand beside what is published, with the token of its private address."""
    token = drafts.new_token()
    fields = {"speaking": current.speaking, "content": content.to_json()} | given
    made = Contribution.objects.create(
        period=current.period,
        round=current.round,
        author=by,
        draft_token_hash=drafts.token_hash(token),
        title=content.title[:400],
        language=content.language[:8],
        saved_at=timezone.now(),
        **fields,
    )
    return made, token


def must_be_of_its_source(contribution: Contribution, sources: "Collection[Source]") -> None:
    """Raise ``Incomplete`` where none of these is a source of what the contribution stands beside.

    Asked of what was written down: on the web a voice of the source has begun it.
    """
    original = contribution.original
    if original is None or original.sources.filter(source__in=sources, refused_at=None).exists():
        return
    sentence = _("Name a source of %(symbol)s: only its own source can replace it, add to it or correct it.")
    said = sentence % {"symbol": original.symbol.text if original.symbol else ""}
    raise Incomplete(said, fields={"sources": said})


def _copy(file: ContributionFile, revision: Contribution) -> dict[str, object]:
    """The same stored bytes under a row of its own, so that each contribution owns its list of files."""
    file.pk = None
    file._state.adding = True
    file.contribution = revision
    file.save()
    return describe(file)
