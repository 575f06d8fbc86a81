"""A portal that two processes know: it has a key and webhooks, has handed something in, and is offered to another."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
# The delegate of the sample data runs it. Its address for webhooks answers nothing: nobody listens there.
PREPARE = """
import json
from consultations.actions import admit, ask_admission, register_endpoint
from consultations.models import CommentPeriod, Process
from contributions.actions import HandedIn, refer
from notifications.models import Letter
from portals.actions import issue_key, offer_portal, register_portal
from portals.enums import Scope
from stakeholders.models import Person
from webhooks.actions import Wanted, tell
from webhooks.enums import Kind
from webhooks.models import Delivery, Endpoint
owner = Person.objects.get(email=EMAIL)
portal = register_portal(name="Invented IGF", about="A national initiative.", url="https://igf.example", by=owner)
here, there = (Process.objects.get(slug=slug) for slug in ("example", "wgec"))
asked = ask_admission(portal, process=here, scopes=list(Scope), why="Our people ask for it.", by=owner)
admit(asked, scopes=list(Scope), by=None)
ask_admission(portal, process=there, scopes=[Scope.READ], why="To show the calls.", by=owner)
issue_key(portal, by=owner)
endpoint = register_endpoint(portal, url="https://igf.invalid/hook", wanted=Wanted([Kind.PERIOD_EXTENDED]), by=owner)
period = CommentPeriod.objects.public().filter(round__process=here, closes_at__gt=NOW, opens_at__lte=NOW).first()
# It had proven itself before it got this address: more is kept for it than one page of its log holds.
Endpoint.objects.filter(pk=endpoint.pk).update(proven_at=NOW)
for number in range(24):
    told = {"process": "example", "payload": {"number": number}, "key": f"shown:{number}", "to": [portal.pk]}
    tell(Kind.PERIOD_EXTENDED, subject=f"comment_period:{period.pk}", **told)
words = {"language": "en", "title": "On harbours", "statement": "Harbours matter."}
refer(portal, HandedIn(period, "Nia New", "nia@example.net", "en", "myself", words), at=NOW)
letter = Letter.objects.filter(family="contributions/referred").latest("created_at")
offer_portal(portal, address=ANOTHER, by=owner)
offered = Letter.objects.filter(family="portals/offered").latest("created_at")
sent = Delivery.objects.filter(endpoint=endpoint).first()
print(json.dumps({
    "portal": f"/portals/{portal.slug}/",
    "admission": f"/desk/processes/example/portals/{asked.pk}/",
    "webhooks": f"/portals/{portal.slug}/webhooks/",
    "webhook": f"/portals/{portal.slug}/webhooks/{endpoint.pk}/",
    "delivery": f"/portals/{portal.slug}/webhooks/{endpoint.pk}/deliveries/{sent.pk}/",
    "offered": "/portal-offered/" + offered.text.partition("/portal-offered/")[2].partition("/")[0] + "/",
    "referral": "/through-a-portal/" + letter.text.partition("/through-a-portal/")[2].partition("/")[0] + "/",
}))
"""


def prepare(house: Any, email: str, another: str) -> dict[str, str]:
    """Where its pages are, by the names that ``pages.py`` has in braces."""
    code = (
        f"from django.utils import timezone\nNOW = timezone.now()\nEMAIL, ANOTHER = {email!r}, {another!r}\n{PREPARE}"
    )
    shell = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
    told = subprocess.run(shell, cwd=ROOT, env=house.environment, check=True, capture_output=True, text=True)
    places: dict[str, str] = json.loads(told.stdout.splitlines()[-1])
    return places
