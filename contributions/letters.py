"""What is told of contributions, of the periods and texts that they are for, and to those who follow them."""

from django.utils.translation import gettext_lazy as _

from notifications.enums import Priority
from notifications.families import Circle, Ending, Family, Words, declare

AUTHOR = _("its author")
SPEAKERS = _("its author, and everybody who speaks for one of its sources that has confirmed")
PROPOSERS = _("everybody who speaks for a source that proposed them")
ANSWERS_FOR_IT = _("whoever answers for it at the desk")
DRAFTED_AND_FOLLOWS = (Circle.AUTHOR, Circle.FOLLOWER)
FOLLOWERS = _("everybody who follows it, or what it belongs to")
AND_DRAFTS = _("whoever has a draft in it that is not sent, and followers who asked for it")

AS_CHOSEN = _("at once, once a day or once a week, as each reader chose")
BEFORE_CLOSING = _("some days before, as this house has set it (usually seven and two), and never after the closing")


def _chosen(
    name: str,
    event: Words,
    *,
    to: Words = FOLLOWERS,
    when: Words = AS_CHOSEN,
    priority: Priority = Priority.BULK,
    circles: tuple[Circle, ...] = (Circle.FOLLOWER,),
) -> Family:
    return Family(name, event, to, Ending.CHOSEN, when, priority, circles)


declare(
    _("A contribution, from its receipt on"),
    Family("contributions/receipt", _("A contribution is received: the receipt, with what was written."), AUTHOR),
    Family(
        "contributions/transcript",
        _("What came on paper, by e-mail or was said is written down, and is to be confirmed."),
        _("the source that it came from"),
    ),
    Family(
        "contributions/entered_beside",
        _("A revision, addition or correction came in another way than over these pages."),
        _("everybody who speaks for what it stands beside"),
    ),
    Family(
        "contributions/referred",
        _("A portal has brought a contribution in somebody’s name, and it is to be confirmed."),
        _("the address that the portal gave"),
    ),
    Family("contributions/returned", _("The secretariat has a question before it can be published."), AUTHOR),
    Family("contributions/remarked", _("The secretariat has written about it."), AUTHOR),
    Family(
        "contributions/published", _("It is published, or its revision is: symbol and permanent address."), SPEAKERS
    ),
    Family(
        "contributions/published_beside",
        _("A revision, addition or correction of it is published, in which they are not named."),
        _("everybody who speaks for one of its sources only"),
    ),
    Family("contributions/declined", _("It will not be published: on which ground, and why."), SPEAKERS),
    Family("contributions/withdrawn", _("It is withdrawn: by whom, and what of it stays."), SPEAKERS),
    Family("contributions/renumbered", _("It bears another symbol, and why."), SPEAKERS),
    Family("contributions/next_round", _("It came too late, and the next round is there: shall it go there?"), AUTHOR),
    Family("contributions/modified", _("The secretariat has published a document beside it."), SPEAKERS),
    Family("contributions/consent_changed", _("What the public sees of it has changed."), SPEAKERS),
    Family(
        "contributions/redacted", _("Something is removed from what everybody reads, and on what ground."), SPEAKERS
    ),
    Family("contributions/redaction_lifted", _("What was removed is there again."), SPEAKERS),
    circle=Circle.AUTHOR,
)

declare(
    _("Contributions of several sources"),
    Family(
        "contributions/asked_to_join",
        _("An author has named a source among those who say this: it is asked to confirm."),
        _("everybody who speaks for the source that is named"),
    ),
    Family(
        "contributions/invited_to_join",
        _("The same, where nobody speaks for the source yet: with an invitation."),
        _("the address that the author gave"),
    ),
    Family("contributions/joined", _("A source has confirmed."), AUTHOR),
    Family("contributions/refused_to_join", _("A source does not want to be named."), AUTHOR),
    circle=Circle.AUTHOR,
)

declare(
    _("Texts and changes"),
    Family(
        "contributions/version_issued",
        _("The next version of a text is out: what became of each change that they proposed."),
        PROPOSERS,
    ),
    Family(
        "contributions/changes_returned",
        _("Changes collide with the next version: only who proposed them can say how they read now."),
        PROPOSERS,
    ),
    _chosen("contributions/followed_version", _("The next version of a text is out.")),
    circle=Circle.AUTHOR,
)

declare(
    _("Comment periods"),
    _chosen("contributions/period_opened", _("A comment period is open: until when, and for what.")),
    Family(
        "contributions/period_decided",
        _("Its dates are changed, or it is cancelled: the new dates, those before, and why."),
        _("whoever has a draft in it that is not sent"),
    ),
    _chosen(
        "contributions/period_closing",
        _("It closes soon."),
        to=AND_DRAFTS,
        when=BEFORE_CLOSING,
        circles=DRAFTED_AND_FOLLOWS,
    ),
    _chosen(
        "contributions/period_closed",
        _("It is closed, and what can still be done with what was begun."),
        to=_("whoever has a draft in it that is not sent, and everybody who follows it"),
        circles=DRAFTED_AND_FOLLOWS,
    ),
    circle=Circle.AUTHOR,
)

declare(
    _("What one follows"),
    Family(
        "contributions/asked_to_follow",
        _("Somebody wants to follow something with this address: nothing comes before it is confirmed."),
        _("the address that was entered"),
        Ending.ACCOUNT,
        priority=Priority.FIRST,
    ),
    _chosen("contributions/followed_published", _("A contribution is published.")),
    _chosen("contributions/followed_withdrawn", _("A published contribution is withdrawn.")),
    _chosen("contributions/followed_document", _("A document of the secretariat is published beside another.")),
    _chosen(
        "contributions/digest",
        _("What happened in all that one follows, together in one letter."),
        to=_("everybody who chose to hear of it once a day or once a week"),
        when=_("once a day or once a week, at the hour that each reader chose"),
        priority=Priority.DIGEST,
    ),
    circle=Circle.FOLLOWER,
)

declare(
    _("The secretariat’s desk"),
    Family("contributions/answered", _("The author has written back."), ANSWERS_FOR_IT, Ending.TASK),
    Family("contributions/mended", _("The author has mended it and sent it again."), ANSWERS_FOR_IT, Ending.TASK),
    Family(
        "contributions/assigned", _("Somebody answers for a contribution from now on."), ANSWERS_FOR_IT, Ending.TASK
    ),
    Family(
        "contributions/assigned_several",
        _("Somebody answers for several contributions from now on."),
        ANSWERS_FOR_IT,
        Ending.TASK,
    ),
    Family(
        "contributions/taken_over",
        _("A contribution is with somebody else, or with nobody."),
        _("whoever answered for it until now"),
        Ending.TASK,
    ),
    Family(
        "contributions/taken_over_several",
        _("Several contributions are with somebody else, or with nobody."),
        _("whoever answered for it until now"),
        Ending.TASK,
    ),
    Family(
        "contributions/still_said",
        _("Removed words still stand in texts of the process."),
        _("everybody who issues texts there"),
        Ending.TASK,
    ),
    Family(
        "contributions/without_a_voice",
        _("Nobody speaks any more for a source that has contributed."),
        _("the secretariats that have had something from it"),
        Ending.TASK,
    ),
    circle=Circle.DESK,
)
