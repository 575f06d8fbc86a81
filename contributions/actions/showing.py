"""What lists and search know of a contribution that is public: nothing but what everybody may read."""

from django.utils import timezone

from common.stamps import bump
from contributions.content import Content, excerpt
from contributions.models import Contribution
from contributions.queries.published import published_form, stored_form
from contributions.search import index, index_for_desk

from .following import tell_anew


def show(contribution: Contribution) -> Content:
    """Write title, excerpt and search anew from what everybody may read of it, and make what is kept out of date.

    Whatever changes what the public sees of a published contribution calls this in its own transaction. Its other
    columns keep what is true: filters of public lists ask the consent beside them. Those who were told of it (feeds)
    are told again: ``shown_at`` is the instant of publication at first, and of now afterwards. What waits to be told
    to followers is told as it is now.
    """
    form = published_form(contribution)
    was_shown = contribution.shown_at is not None
    shown_at = timezone.now() if was_shown else contribution.published_at
    Contribution.objects.filter(pk=contribution.pk).update(
        title=form.title[:400],
        excerpt=excerpt(form.plain_text()),
        shown_at=shown_at,
    )
    contribution.shown_at = shown_at
    index(contribution, form)
    if was_shown:
        tell_anew(contribution)
    bump("public")
    return form


def show_at_the_desk(contribution: Contribution) -> None:
    """Let those who read at its desk find it by what was sent and is not taken out, by its sources and its symbol."""
    sent = contribution.submission.content if contribution.submission is not None else {}
    form = stored_form(contribution)
    index_for_desk(contribution, form.content if form is not None else Content.from_json(sent))
