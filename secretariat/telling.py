"""What happened, in words: the record's entries as the desk reads them."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from record.models import Entry

# How the record names an act, and how we say it of somebody.
ACTS = {
    "contribution.begin": gettext_lazy("%(who)s began it"),
    "contribution.claim": gettext_lazy("%(who)s signed in and went on with it"),
    "contribution.submit": gettext_lazy("%(who)s submitted it"),
    "contribution.replace": gettext_lazy("%(who)s replaced what was submitted"),
    "contribution.take_up": gettext_lazy("%(who)s took it up"),
    "contribution.return": gettext_lazy("%(who)s returned it with a question"),
    "contribution.publish": gettext_lazy("%(who)s published it"),
    "contribution.decline": gettext_lazy("%(who)s declined it"),
    "contribution.withdraw": gettext_lazy("%(who)s withdrew it"),
    "contribution.modify": gettext_lazy("%(who)s began it as an addition or a correction"),
    "contribution.renumber": gettext_lazy("%(who)s gave it another number"),
    "contribution.enter": gettext_lazy("%(who)s began to write it down"),
    "contribution.ask_source": gettext_lazy("%(who)s asked its source to confirm the transcript"),
    "contribution.confirm_transcript": gettext_lazy("%(who)s confirmed the transcript"),
    "contribution.complain": gettext_lazy("%(who)s said what is wrong with the transcript"),
    "contribution.publish_unconfirmed": gettext_lazy("%(who)s let it be published without a confirmation"),
    "contribution.revise": gettext_lazy("%(who)s began it as a revision"),
    "contribution.remark": gettext_lazy("%(who)s wrote a remark"),
    "contribution.carry": gettext_lazy("%(who)s let it be carried to this round"),
    "contribution.leave_held": gettext_lazy("%(who)s left it held"),
    "contribution.offer_next_round": gettext_lazy("%(who)s asked whether it shall go to the next round"),
    "contribution.carry_over": gettext_lazy("%(who)s issued the next version, to which its open changes were carried"),
    "contribution.group": gettext_lazy("%(who)s grouped it with others that say nearly the same"),
    "contribution.ungroup": gettext_lazy("%(who)s took it out of its group again"),
    "contribution.assign": gettext_lazy("%(who)s said who answers for it"),
    "contribution.settle": gettext_lazy("%(who)s said that nothing is left to answer"),
    "contribution.redact": gettext_lazy("%(who)s removed something from what everybody reads"),
    "contribution.lift_redaction": gettext_lazy("%(who)s put back something that had been removed"),
    "contribution.unseal": gettext_lazy("%(who)s looked at the sealed original"),
    "contribution.confirm_source": gettext_lazy("%(who)s confirmed a source"),
    "contribution.join": gettext_lazy("%(who)s confirmed these words for a source"),
    "contribution.refuse_joining": gettext_lazy("%(who)s took the name of a source out, which does not join"),
    "contribution.show_as_invited": gettext_lazy("%(who)s waits no longer for a source and shows it as invited"),
    "contribution.change_consent": gettext_lazy("%(who)s changed what the public sees of it"),
}


@dataclass(frozen=True)
class Act:
    """One line of the record: a sentence, an instant, the digest of the content it was about.

    ``submission`` is the number of the sending that it made, 0 for other acts.
    """

    sentence: str
    at: datetime
    digest: str
    number: int
    submission: int = 0
    verb: str = ""


def told(entry: Entry) -> Act:
    """Say an entry in words. It must carry ``who``, as ``contributions.queries.desk.history_of`` gives it."""
    sentence = ACTS.get(entry.verb, gettext_lazy("%(who)s: %(act)s")) % {"who": _actor(entry), "act": entry.verb}
    return Act(sentence, entry.at, entry.digest, entry.number, submission_of(entry), entry.verb)


def submission_of(entry: Entry) -> int:
    """The number of the sending that an act made; 0 for an act that made none, as a look at one."""
    number = entry.facts.get("submission", 0)
    return number if isinstance(number, int) and entry.verb != "contribution.unseal" else 0


def _actor(entry: Entry) -> str:
    if entry.actor == "system":
        return _("The house")
    if entry.actor == "token-holder":
        return _("Its source, at the address it was given,")
    if entry.actor == "draft-holder":
        return _("Whoever held the private address")
    return getattr(entry, "who", None) or _("Somebody whose name was erased")
