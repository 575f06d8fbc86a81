"""What is red, and what to do then. No database, no broker, no clock: from what was measured."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from health.measures import Broker, Measures, Stored

MINUTE = timedelta(minutes=1)
# Beat sends something every ten seconds.
LONGEST_WITHOUT_BEAT = 2 * MINUTE
# How long a letter may be due, and a task may lie: a mailing to very many takes its time, and one export two hours.
LONGEST_DUE, LONGEST_DUE_TO_MANY, TO_MANY = 10 * MINUTE, 60 * MINUTE, 6
LONGEST_IN_QUEUE, LONGEST_BEHIND_EXPORTS = 10 * MINUTE, 130 * MINUTE
# How long a letter may be due while the mail server was away just now: being started anew it is no alarm.
LONGEST_REST = 2 * MINUTE
# From so many on, and from such a share of all that wait: single addresses that take nothing are no alarm.
MANY_IN_VAIN, SHARE_IN_VAIN = 20, 0.2


@dataclass(frozen=True)
class Alarm:
    """One thing that is red: its name for programs, what is the matter and what to do, as sentences for people."""

    name: str
    sentence: str
    advice: str
    about: str = ""
    command: str = ""


# Every name, so that a program can show those that are not red, too.
NAMES = ("database", "broker", "beat", "workers", "queue", "letters", "mail_server", "task")


def alarms(measures: Measures) -> list[Alarm]:
    """Everything that is red, what explains the rest first. What is not known is not red: the reason why is."""
    at, stored, broker = measures.at, measures.stored, measures.broker
    return [*_of_the_broker(broker, at), *_of_the_database(stored, at)]


def _of_the_broker(broker: Broker, at: datetime) -> Iterator[Alarm]:
    if broker.seconds is None:
        yield Alarm(
            "broker",
            _("The broker (Redis) does not answer."),
            _("Start it again. Nothing is lost: whatever is to be done is stored, and is found by itself after that."),
        )
    for queue in broker.queues:
        if not queue.workers:
            yield Alarm(
                "workers",
                _("No worker that answers takes from the queue “%(queue)s”.") % {"queue": queue.name},
                _("Start one, and see in its log why the last one ended."),
                queue.name,
                command=f"celery -A config worker --queues={queue.name}",
            )
        longest = LONGEST_BEHIND_EXPORTS if queue.name == "exports" else LONGEST_IN_QUEUE
        if queue.oldest_at and at - queue.oldest_at > longest:
            yield Alarm(
                "queue",
                _("In the queue “%(queue)s” something has been lying for %(time)s.")
                % {"queue": queue.name, "time": stretch(at - queue.oldest_at)},
                _("Start another worker for it, or see in the log of the present one what keeps it busy."),
                queue.name,
            )


def _of_the_database(stored: Stored, at: datetime) -> Iterator[Alarm]:
    if stored.seconds is None:
        yield Alarm(
            "database",
            _("The database (PostgreSQL) does not answer."),
            _("See whether it runs and whether its disk is full. Everything else goes on by itself after that."),
        )
        return
    yield from _of_the_clock(stored, at)
    for priority, since in stored.letters.oldest_due.items():
        longest = LONGEST_DUE if priority < TO_MANY else LONGEST_DUE_TO_MANY
        if at - since > longest:
            yield Alarm(
                "letters",
                _("A letter has been due for %(time)s and was not sent.") % {"time": stretch(at - since)},
                _("See whether the mail server takes letters. If it does, start another worker for the queue “mail”."),
                str(priority),
            )
    letters = stored.letters
    if letters.tried >= max(MANY_IN_VAIN, SHARE_IN_VAIN * letters.waiting):
        yield Alarm(
            "mail_server",
            ngettext(
                "%(number)d of the letters that wait was tried in vain.",
                "%(number)d of the letters that wait were tried in vain.",
                letters.tried,
            )
            % {"number": letters.tried},
            _("See whether the mail server takes letters. They are tried again by themselves for three days."),
        )
    elif letters.are_resting and any(at - since > LONGEST_REST for since in letters.oldest_due.values()):
        yield Alarm(
            "mail_server",
            _("The mail server does not take letters."),
            _("See whether it can be reached, and whether it takes our name and password. Nothing is lost meanwhile."),
        )


def _of_the_clock(stored: Stored, at: datetime) -> Iterator[Alarm]:
    beat = stored.last_beat
    if beat is None or at - beat > LONGEST_WITHOUT_BEAT:
        yield Alarm(
            "beat",
            _("The clock (beat) has not ticked for %(time)s.") % {"time": stretch(at - beat)}
            if beat
            else _("The clock (beat) has never ticked."),
            _("Start it again, and see whether it reaches the broker. What it missed it makes up for by itself."),
        )
    for each in stored.scheduled:
        if each.went_wrong:
            yield Alarm(
                "task",
                _("The task %(task)s ended with an error (%(fault)s).") % {"task": each.task, "fault": each.fault},
                _("The log of the workers says more. It is started again by itself when its time comes."),
                each.task,
            )


def stretch(time: timedelta) -> str:
    """A stretch of time, roughly: in minutes, from two hours on in hours, from two days on in days."""
    minutes = int(time / MINUTE)
    if minutes < 1:
        return _("less than a minute")
    if minutes < 120:
        return ngettext("%(number)d minute", "%(number)d minutes", minutes) % {"number": minutes}
    hours = minutes // 60
    if hours < 48:
        return ngettext("%(number)d hour", "%(number)d hours", hours) % {"number": hours}
    return ngettext("%(number)d day", "%(number)d days", hours // 24) % {"number": hours // 24}
