"""What a follower's fortnight needs beside a browser: a post office, the desk's papers, a kill, and time that passes.

Time passes by moving everything that is stored back: the house's own clock, beat and worker do what is due then.
"""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import psycopg

from config.services import addresses
from contributions.samples import accounts
from tests.journeys.houses import House
from tests.notifications.mail_server import Conversation, MailServer

ROOT = Path(__file__).resolve().parents[2]
CROWD = 40
# How much of each table is moved; what was decided about dates is armed against any change.
MOVED = {
    "consultations_commentperiod": "id = %(period)s",
    "consultations_periodact": "period_id = %(period)s",
    "following_follow": "true",
    "following_news": "true",
    "following_item": "true",
    "notifications_letter": "true",
    "notifications_domain": "true",
}
ACTS = "ALTER TABLE consultations_periodact {} TRIGGER period_act_stays"
COLUMNS = """SELECT column_name FROM information_schema.columns
    WHERE table_name = %s AND data_type = 'timestamp with time zone'"""
LIVES = """
import json
from datetime import timedelta
from django.utils import timezone
from consultations.enums import Purpose
from consultations.models import CommentPeriod, Process, Round
from consultations.actions import create_period
from contributions import actions
from contributions.content import Content
from contributions.models import Contribution
from following.actions import follow_here, reader_at
from stakeholders.models import Person
author, officer = (Person.objects.get(email=email) for email in EMAILS)
"""
PREPARE = """
now, process = timezone.now(), Process.objects.get(slug="example")
round_ = Round.objects.create(process=process, number=9, title={"en": "Ninth meeting"}, public_at=now)
for number in range(CROWD):
    reader = reader_at(f"reader{number}@example.net", language=("en", "fr", "ar")[number % 3], time_zone="UTC")
    follow_here(f"round:{round_.pk}", reader=reader)
period = create_period(
    round_, purpose=Purpose.ANSWERS, title="Call for a fortnight", by=officer, languages=["en"],
    opens_at=now - timedelta(hours=1), closes_at=now + timedelta(days=10),
)
print(json.dumps({"round": f"/processes/example/rounds/9/", "period": period.pk}))
"""
SUBMIT = """
for title in TITLES:
    draft, _token = actions.begin(CommentPeriod.objects.get(pk=PERIOD), by=author)
    content = Content(language="en", title=title, statement="Cables matter.")
    actions.save(draft, content.to_json(), by=author, speaking="myself")
    actions.submit(draft, by=author)
print("null")
"""
PUBLISH = """
for title in TITLES:
    found = Contribution.objects.get(period=PERIOD, title=title)
    for named in found.sources.filter(confirmed_at=None):
        actions.confirm_source(named, by=officer)
    actions.publish(found, by=officer)
print("null")
"""
START = "import contributions.tasks as tasks\ntasks.{}.delay()\nprint('null')"


class PostOffice(MailServer):
    """Takes letters one by one, and for each as long as ``wait`` says."""

    def __init__(self) -> None:
        super().__init__()
        self.RequestHandlerClass = Unhurried
        self.wait = 0.0

    def at(self, address: str) -> list[EmailMessage]:
        """What arrived there, each letter once though it may have come twice, in order."""
        came = {letter["Message-ID"]: letter for letter in self.letters if whose(letter) == address}
        return list(came.values())


def whose(letter: EmailMessage) -> str:
    """The address that a letter goes to, without the name of whoever it belongs to."""
    return parseaddr(letter["To"])[1]


class Unhurried(Conversation):
    """One session with it."""

    server: PostOffice

    def take_data(self) -> bool:
        """Read one letter, after a while. Whoever was killed meanwhile does not hear the answer."""
        time.sleep(self.server.wait)
        with suppress(ConnectionError):
            return super().take_data()
        return False


class Scene:
    """A house of its own whose letters go to ``post``; ``places`` are the addresses of the story."""

    def __init__(self, house: House, post: PostOffice) -> None:
        self.house, self.post = house, post
        emails = {each.key: each.email for each in accounts()}
        self.author = emails["delegate"]
        self._given = {"EMAILS": [emails["delegate"], emails["officer"]], "CROWD": CROWD}
        self.places: dict[str, Any] = self._shell(LIVES + PREPARE)
        self._given["PERIOD"] = self.places["period"]

    def submit(self, *titles: str) -> None:
        """Somebody contributes, under these titles."""
        self._shell(LIVES + SUBMIT, TITLES=titles)

    def publish(self, *titles: str) -> None:
        """The secretariat publishes what has these titles."""
        self._shell(LIVES + PUBLISH, TITLES=titles)

    def start(self, task: str) -> None:
        """What the house's clock starts once in a minute, a little sooner."""
        self._shell(START.format(task))

    def kill_the_worker(self) -> None:
        """The one that delivers letters, as a machine without memory does it: at once, with all that it has started."""
        children = Path(f"/proc/{self.house.pid}/task/{self.house.pid}/children").read_text().split()
        told = {int(each): Path(f"/proc/{each}/cmdline").read_text() for each in children}
        workers = [pid for pid, command in told.items() if "--hostname=mailer" in command]
        assert workers
        for pid in workers:
            os.killpg(os.getpgid(pid), signal.SIGKILL)
        self.until(lambda: "killed by signal 9" in self.house.log.read_text(errors="replace"))

    def pass_time(self, time_: timedelta) -> None:
        """Let so much time pass for the period, for followers and for letters."""
        with self._database() as database:
            database.execute(ACTS.format("DISABLE"))
            for table, which in MOVED.items():
                columns = [name for (name,) in database.execute(COLUMNS, [table])]
                moved = ", ".join(f"{name} = {name} - %(time)s" for name in columns)
                given = {"time": time_, "period": self.places["period"]}
                database.execute(f"UPDATE {table} SET {moved} WHERE {which}", given)  # noqa: S608  # names of our own
            database.execute(ACTS.format("ENABLE ALWAYS"))

    def one(self, query: str, *given: Any) -> Any:
        """The first field of the first row."""
        with self._database() as database:
            row = database.execute(query, given).fetchone()
        return row[0] if row is not None else None

    def digest_due(self, address: str) -> tuple[datetime, str]:
        """When what is gathered for somebody comes, and in which time zone they live."""
        where = "FROM following_item i JOIN following_reader r ON r.id = i.reader_id WHERE r.address = %s"
        due = self.one(f"SELECT min(i.due_at) {where}", address)
        return due, self.one("SELECT time_zone FROM following_reader WHERE address = %s", address)

    def is_quiet(self) -> bool:
        """Is there nothing to tell, and nothing to send, but for what waits for a secretariat?"""
        news = "SELECT count(*) FROM following_news WHERE spread_at IS NULL AND dropped_at IS NULL AND NOT hold"
        undone = "sent_at IS NULL AND called_off_at IS NULL AND failed_at IS NULL AND NOT hold"
        letters = f"SELECT count(*) FROM notifications_letter WHERE {undone}"  # noqa: S608  # words of our own
        return self.one(news) == 0 and self.one(letters) == 0

    def until(self, condition: Callable[[], object], seconds: float = 90) -> None:
        """Wait until something is so."""
        deadline = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < deadline, self.house.log.read_text(errors="replace")[-4000:]
            time.sleep(0.2)

    def _database(self) -> psycopg.Connection[Any]:
        host = addresses.socket_dir(Path(self.house.environment["VAR_DIR"]))
        return psycopg.connect(host=str(host), dbname=addresses.NAME, user=addresses.NAME)

    def _shell(self, code: str, **more: Any) -> Any:
        given = "".join(f"{name} = {value!r}\n" for name, value in (self._given | more).items())
        command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", given + code]
        told = subprocess.run(
            command, cwd=ROOT, env=self.house.environment, stdout=subprocess.PIPE, text=True, check=True
        )
        return json.loads(told.stdout.splitlines()[-1])
