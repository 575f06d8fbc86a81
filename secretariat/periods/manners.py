"""How each act on the dates of a comment period is asked for, in words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.enums import Act


@dataclass(frozen=True)
class Manner:
    """What the act is called where it is offered, what it means, what its button says and what is said afterwards."""

    title: str | Promise
    means: str | Promise
    button: str | Promise
    done: str | Promise
    kind: str = "primary"


MANNERS: dict[Act, Manner] = {
    Act.OPEN: Manner(
        title=_("Announce it"),
        means=_("Everybody sees it from then on, and its dates hold. Whoever follows the round is told."),
        button=_("Announce it"),
        done=_("It is announced."),
    ),
    Act.EXTEND: Manner(
        title=_("Extend it"),
        means=_("It closes later than was said."),
        button=_("Extend it"),
        done=_("It is extended."),
    ),
    Act.SHORTEN: Manner(
        title=_("Shorten it"),
        means=_("It closes earlier than was said."),
        button=_("Shorten it"),
        done=_("It is shortened."),
        kind="danger",
    ),
    Act.RESCHEDULE: Manner(
        title=_("Move it"),
        means=_("It has not opened yet, and gets other dates."),
        button=_("Move it"),
        done=_("It has other dates."),
    ),
    Act.REOPEN: Manner(
        title=_("Reopen it"),
        means=_("Contributions are taken once more. It stays true that it was closed in between."),
        button=_("Reopen it"),
        done=_("It is reopened."),
    ),
    Act.CANCEL: Manner(
        title=_("Cancel it"),
        means=_(
            "No contribution can be begun or submitted in it any more. Drafts are kept, and what came in goes its way."
        ),
        button=_("Cancel this comment period"),
        done=_("It is cancelled."),
        kind="danger",
    ),
}
