"""What lists and search know of a contribution that is public: nothing but what everybody may read."""

from typing import TYPE_CHECKING

from common.stamps import bump
from contributions.content import excerpt
from contributions.models import Contribution
from contributions.queries.published import published_form
from contributions.search import index

if TYPE_CHECKING:
    from contributions.content import Content


def show(contribution: Contribution) -> "Content":
    """Write title, excerpt and search anew from what everybody may read of it, and make what is kept out of date.

    Whatever changes what the public sees of a published contribution calls this in its own transaction. Its other
    columns keep what is true: filters of public lists ask the consent beside them.
    """
    form = published_form(contribution)
    Contribution.objects.filter(pk=contribution.pk).update(
        title=form.title[:400],
        excerpt=excerpt(form.plain_text()),
    )
    index(contribution, form)
    bump("public")
    return form
