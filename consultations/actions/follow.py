"""Being told of what happens in a round."""

from typing import TYPE_CHECKING

from django.db import transaction

from consultations.models import Follow, Round
from record.actions import enter

if TYPE_CHECKING:
    from stakeholders.models import Person


@transaction.atomic
def follow(round_: Round, *, by: "Person") -> Follow:
    """From now on ``by`` is told of openings and publications in the round. Twice does no harm."""
    followed, is_new = Follow.objects.get_or_create(person=by, round=round_)
    if is_new:
        enter("round.follow", subject=round_, by=by)
    return followed


@transaction.atomic
def unfollow(round_: Round, *, by: "Person") -> None:
    """No more letters about the round. Twice does no harm."""
    gone, _each = Follow.objects.filter(person=by, round=round_).delete()
    if gone:
        enter("round.unfollow", subject=round_, by=by)
