"""What a secretariat meets in its outbox: letters to followers that wait, one that is held, and two that went wrong."""

from collections.abc import Mapping
from datetime import timedelta

from consultations import actions as consultations
from consultations.models import Process
from consultations.queries.topics import of_process
from contributions.models import Contribution
from contributions.queries.topics import of_search
from following.actions import follow, follow_here, reader_at
from following.enums import Pace
from notifications.actions import take_report
from notifications.models import Letter
from notifications.reports import Kind, Report
from record.names import reference
from stakeholders.models import Person

from .setting import Setting

NO_MAILBOX = "550 5.1.1 No such user here"
FULL = "552 5.2.2 The mailbox is full"


def let_wait(process: Process, people: Mapping[str, Person], setting: Setting) -> None:
    """From now on letters to those who follow the process wait; some do, at each pace, by account, address and search.

    Of letters that were written before, one waits to be read, one was refused, and one came back.
    """
    consultations.change_process(process, {"holds_letters": True}, seen=process.edits, by=setting.officer)
    topic = of_process(process.pk)
    follow(topic, by=people["follower"])
    follow(topic, by=people["delegate"], pace=Pace.DAILY)
    follow(of_search("relevés"), by=people["individual"])
    follow_here(topic, reader=reader_at("reader@news.example", language="ar", time_zone="Africa/Cairo"))
    held, refused, returned = _letters(process)
    # As a worker and a mail server would have left them; nothing is sent where samples are loaded.
    Letter.objects.filter(pk=held.pk).update(hold=True)
    given_up = {"failed_at": setting.at, "attempts": 1, "last_error": NO_MAILBOX}
    Letter.objects.filter(pk=refused.pk).update(**given_up)
    took_at = setting.at - timedelta(minutes=5)
    Letter.objects.filter(pk=returned.pk).update(sent_at=took_at, attempts=1)
    take_report(Report(Kind.FAILED, letters=(returned.pk,), status="5.2.2", said=FULL), at=setting.at)


def _letters(process: Process) -> list[Letter]:
    """Three that say to their sources that their contributions are published."""
    published = Contribution.objects.published().filter(round__process=process)
    about = [reference(each) for each in published.only("pk")]
    found = Letter.objects.filter(family="contributions/published", about__in=about)
    return list(found.order_by("created_at", "pk")[:3])
