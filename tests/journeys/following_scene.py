"""Somebody without an account who follows a round, and the links that their letters would have."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PREPARE = """
import json
from django.utils import timezone
from consultations.models import CommentPeriod, Process, Round
from contributions.actions import ask_to_follow, spread_news
from contributions.queries.topics import followable
from following.actions import choose, follow, follow_here, reader_at, report
from following.enums import Pace
from following.stops import Stop
from notifications.enums import Trouble
from notifications.models import Letter, Undeliverable
from notifications.stops import signed
from stakeholders.models import Person
process = Process.objects.get(slug="example")
topic = f"round:{Round.objects.get(process=process, number=1).pk}"
reader = reader_at("reader@example.net", language="en", time_zone="Africa/Nairobi")
follow_here(topic, reader=reader, reminders=True)
follow_here(f"process:{process.pk}", reader=reader, pace=Pace.DAILY)
delegate = Person.objects.get(email=EMAIL)
follow("search:q=cable", by=delegate, pace=Pace.WEEKLY)
follow(f"process:{process.pk}", by=delegate, pace=Pace.DAILY, reminders=True)
choose(delegate.reader, by_feed=True)
period = CommentPeriod.objects.filter(round__process=process, public_at__isnull=False).latest("pk")
report("period_opened", subject=period, topics=[f"process:{process.pk}"], key="scene")
spread_news()
ask_to_follow(followable(topic), address="another@example.net", language="en", time_zone="UTC")
asked = Letter.objects.filter(family="contributions/asked_to_follow").latest("created_at")
unreached = reader_at("unreached@example.net", language="en", time_zone="UTC")
follow_here(topic, reader=unreached)
Undeliverable.objects.create(address=unreached.to, trouble=Trouble.BOUNCE, since=timezone.now())
print(json.dumps({
    "follow": f"/follow/?topic={topic}",
    "follow_search": "/follow/?topic=search:q%3Dcable",
    "confirm_follow": "/follow/confirm/" + asked.text.partition("/follow/confirm/")[2].partition("/")[0] + "/",
    "follows": f"/letters/follows/{signed(str(Stop(reader.pk, pace=Pace.DAILY)))}/",
    "follows_unreached": f"/letters/follows/{signed(str(Stop(unreached.pk)))}/",
    "stop": f"/letters/stop/{signed(str(Stop(reader.pk, pace=Pace.DAILY)))}/",
    "stop_reminders": f"/letters/stop/{signed(str(Stop(reader.pk)))}/",
}))
"""


def prepare(house: Any, email: str) -> dict[str, str]:
    """Where the pages are, by the names that ``pages.py`` has in braces."""
    shell = [sys.executable, "manage.py", "shell", "-v", "0", "-c", f"EMAIL = {email!r}\n{PREPARE}"]
    told = subprocess.run(shell, cwd=ROOT, env=house.environment, check=True, capture_output=True, text=True)
    places: dict[str, str] = json.loads(told.stdout.splitlines()[-1])
    return places
