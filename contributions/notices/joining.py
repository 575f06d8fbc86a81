"""Joint contributions: who is asked whether it says this, and what came of it."""

from typing import Any

from common.languages import active
from contributions.models import (
    ContributionSource,
)
from contributions.queries.joining import url_of
from notifications.actions import queue
from stakeholders.models import Person
from stakeholders.notices import invitation_url, speakers_of, whose

from .addressing import absolute, context_of


def asked_to_join(named: ContributionSource) -> None:
    """To all who speak for a source that an author has named: that it is asked whether it says this."""
    contribution = named.contribution
    people = {person.pk: person for person in speakers_of(named.source)}
    invited = named.invitation.accepted_by if named.invitation is not None else None
    if invited is not None:
        people.setdefault(invited.pk, invited)
    for person in people.values():
        if person.pk != contribution.author_id:
            _of_joining("asked_to_join", person, named, url=absolute(url_of(named)))


def invited_to_join(named: ContributionSource, token: str) -> None:
    """To the address that the author gave for a source: the same, with the link of an invitation to speak for it."""
    invitation = named.invitation
    assert invitation is not None
    person = whose(invitation.address)
    queue(
        "contributions/invited_to_join",
        to=person,
        address=invitation.address,
        language="" if person else active(),
        context=context_of(named.contribution)
        | {"source": named.source, "author": invitation.invited_by, "invitation": invitation}
        | {"url": invitation_url(token)},
        key=f"invitation:{invitation.pk}",
        # Not about the contribution: whoever reads the letters about it shall not take the link.
        subject=invitation,
    )


def joined(named: ContributionSource, *, by: Person) -> None:
    """To the author: that a source has confirmed, or that somebody has for it whose mandate is still to be checked."""
    author = named.contribution.author
    if author is not None and author.pk != by.pk:
        _of_joining("joined", author, named, who=by, counts=named.confirmed_at is not None)


def refused_to_join(named: ContributionSource, *, by: Person, reason: str) -> None:
    """To the author: that a source does not want to be named, and its words if it said why."""
    author = named.contribution.author
    if author is not None and author.pk != by.pk:
        _of_joining("refused_to_join", author, named, who=by, reason=reason)


def _of_joining(letter: str, to: Person, named: ContributionSource, **context: Any) -> None:
    """About one source of a joint contribution: once for each answer to the words in force."""
    contribution = named.contribution
    sent = contribution.submission_id
    at = named.refused_at or named.answered_at
    queue(
        f"contributions/{letter}",
        to=to,
        context=context_of(contribution) | {"source": named.source, "author": contribution.author} | context,
        key=f"{letter}:{sent}:{named.source_id}:{to.pk}:{at.isoformat() if at and letter != 'asked_to_join' else ''}",
        subject=contribution,
    )
