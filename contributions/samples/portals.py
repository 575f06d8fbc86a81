"""A portal that one process lets in and another is asked by, and what came through it."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction

from consultations import actions as consultations
from consultations.models import CommentPeriod, Process
from contributions import actions
from contributions.models import Referral
from notifications.models import Letter
from portals.actions import register_portal
from portals.enums import Scope
from portals.models import Portal
from stakeholders.models import Person

from .folder import LAGOON, Table, table

HOURS_TO_PUBLICATION = 20


@transaction.atomic
def load_portal(*, at: datetime, people: Mapping[str, Person]) -> None:
    """Register it and let it bring a contribution, which its writer confirms; nothing where it is there already."""
    row = table(LAGOON / "portal.toml")
    owner, officer = people[row["key"]], people["officer"]
    if Portal.objects.filter(name=row["name"]).exists():
        return
    portal = register_portal(name=row["name"], about=row["about"], url=row["url"], by=owner)
    asked_at = at - timedelta(days=row["asked_ago"])
    lagoon, another = (Process.objects.get(slug=slug) for slug in ("lagoon", row["asks_also"]))
    asked = consultations.ask_admission(
        portal, process=lagoon, scopes=list(Scope), why=row["why"], by=owner, at=asked_at
    )
    consultations.admit(asked, scopes=list(Scope), by=officer, at=asked_at + timedelta(hours=HOURS_TO_PUBLICATION))
    consultations.ask_admission(
        portal, process=another, scopes=[Scope.READ], why=row["why_also"], by=owner, at=asked_at
    )
    period = CommentPeriod.objects.public().filter(round__process=lagoon).open(at=at).get()
    brought_at = at - timedelta(days=row["brought"]["ago"])
    contribution = actions.confirm_referral(_hand_in(portal, period, row["brought"], at=brought_at), at=brought_at)
    actions.take_up(contribution, by=officer)
    actions.publish(contribution, by=officer, at=brought_at + timedelta(hours=HOURS_TO_PUBLICATION))


def _hand_in(portal: Portal, period: CommentPeriod, row: Table, *, at: datetime) -> str:
    """Return the token that only the letter to its writer holds."""
    content = {
        "language": row["language"],
        "title": row["title"],
        "statement": row["statement"].strip(),
    }
    given = actions.HandedIn(period, row["name"], row["email"], row["language"], "myself", content)
    referral: Referral = actions.refer(portal, given, at=at)
    letter = Letter.objects.filter(family="contributions/referred").order_by("created_at").last()
    assert letter is not None, referral  # noqa: S101  # stored with it
    return letter.text.partition("/through-a-portal/")[2].partition("/")[0]
