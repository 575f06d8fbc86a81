"""The desk of a large process: who works there, what of it is measured, and the limits that it is held to."""

from dataclasses import dataclass
from datetime import timedelta
from random import Random
from urllib.parse import quote

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from bench.fill import SQL
from bench.pages import Page
from bench.structure import SLUG, Structure
from common import keyset
from consultations.enums import Role
from consultations.models import Process, ProcessRole, ServiceTimes
from contributions.models import Campaign, Contribution, ContributionQuerySet
from contributions.queries.desk_list import NEWEST, OLDEST
from stakeholders.models import Person, StakeholderGroup

OFFICERS = 5
ONE = "contribution, each another one"
# Milliseconds at the median, for one officer at one browser.
LIST_LIMIT, ONE_LIMIT, QUERIES = 150, 100, 8


@dataclass(frozen=True)
class Desk:
    """What is measured: pages, and the cookie of the officer who looks at them."""

    pages: list[Page]
    cookie: str


def build(structure: Structure, random: Random, seed: int) -> Desk:
    """Turn a share of what was published into what waits, give it to officers, and sign one of them in."""
    process = Process.objects.get(slug=SLUG)
    officers = [
        Person.objects.create_user(f"officer-{place}@example.org", name=f"Officer {place}") for place in range(OFFICERS)
    ]
    ProcessRole.objects.bulk_create(ProcessRole(process=process, person=each, role=Role.OFFICER) for each in officers)
    ServiceTimes.objects.create(process=process, take_up=48, answer=72, publish=24 * 30)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute((SQL / "desk.sql").read_text(), {"seed": seed, "officers": [each.pk for each in officers]})
    return Desk([*_pages(structure, random, officers), *_rooms(structure, random)], signed_in(officers[0]))


def _pages(structure: Structure, random: Random, officers: list[Person]) -> list[Page]:
    desk = reverse("secretariat:desk")
    round_ = structure.rounds[0]
    group = StakeholderGroup.objects.get(code="academia").pk
    rare = f"state=declined&language=zh&lane=delayed&group={group}&assignee={officers[1].pk}"
    lists = {
        "what waits": "",
        "late": "state=late",
        "answered": "state=answered",
        "with their authors": "state=returned",
        "published": "state=published",
        "everything": "state=all",
        "mine": "assignee=me",
        "nobody’s": "assignee=nobody",
        "a colleague’s, everything": f"state=all&assignee={officers[1].pk}",
        "of a language": "language=zh",
        "of a group, everything": f"state=all&group={group}",
        "of a lane": "lane=delayed",
        "of a round": f"round={round_}",
        "of a period": f"round={round_}&period={structure.periods[round_][0]}",
        "of hardly anything": rare,
        "search in everything, word in 10 %": f"state=all&q={quote('connectivity')}",
        "search in everything, word in 0.1 %": f"state=all&q={quote('anemometer')}",
        "search in what waits, word in 10 %": f"q={quote('connectivity')}",
        "search, two words and a filter": f"state=all&language=en&q={quote('connectivity anemometer')}",
    }
    waiting = _some(random, Contribution.objects.awaiting_review())
    all_of_them = _some(random, Contribution.objects.all())
    return [
        *(Page(f"desk, {name}", [f"{desk}?{asked}"]) for name, asked in lists.items()),
        Page("desk, what waits, deep in it", [f"{desk}?page={keyset.write(each, OLDEST)}" for each in waiting]),
        Page(
            "desk, everything, deep in it",
            [f"{desk}?state=all&page={keyset.write(each, NEWEST)}" for each in all_of_them],
        ),
        Page(ONE, [reverse("secretariat:contribution", args=[each.pk]) for each in waiting]),
    ]


def _rooms(structure: Structure, random: Random) -> list[Page]:
    """The lists beside what waits, and the pages that add up a round."""
    round_, campaign = structure.rounds[0], Campaign.objects.get()
    sources = [reverse("secretariat:source", args=[pk]) for pk in random.sample(structure.sources, 20)]
    member = reverse("secretariat:similar", args=[campaign.representative_id])
    lists = {
        "sources": f"{reverse('secretariat:sources')}?show=all",
        "sources to check": reverse("secretariat:sources"),
        "comment periods": reverse("secretariat:periods"),
        "texts": reverse("secretariat:texts"),
        "campaigns": reverse("secretariat:campaigns"),
        "members of a campaign": reverse("secretariat:campaign", args=[campaign.pk]),
        "lanes": reverse("secretariat:lanes"),
        "lanes of a round": reverse("secretariat:receiving", args=[round_]),
        "rounds that take part": reverse("secretariat:participation"),
        "who was heard": reverse("secretariat:participation_round", args=[round_]),
        "shared authors": reverse("secretariat:shared_authors", args=[round_]),
        "words by source": reverse("secretariat:words_by_source", args=[round_]),
        "account of a round": reverse("secretariat:account", args=[round_]),
        "letters": reverse("secretariat:outbox"),
        "files to take away": reverse("secretariat:exports"),
        "bulk": reverse("secretariat:batches"),
        "processes": reverse("secretariat:processes"),
        "service times": reverse("secretariat:practice"),
    }
    return [
        *(Page(f"desk, {name}", [address]) for name, address in lists.items()),
        Page("desk, a source, each another one", sources),
        Page("desk, what is like a contribution", [member]),
    ]


def _some(random: Random, contributions: ContributionQuerySet) -> list[Contribution]:
    found = list(contributions.only("pk", "submitted_at"))
    return random.sample(found, min(300, len(found)))


def officer_of(process: Process) -> Person:
    """Somebody who works for it."""
    person = Person.objects.create_user(f"officer@{process.slug}.example.org", name=f"Officer of {process.code}")
    ProcessRole.objects.create(process=process, person=person, role=Role.OFFICER)
    return person


def signed_in(person: Person) -> str:
    """The cookie of a session with a second factor."""
    session = SessionStore()
    now = timezone.now()
    at = now.timestamp()
    session.update(
        {
            "_auth_user_id": str(person.pk),
            "_auth_user_backend": "django.contrib.auth.backends.ModelBackend",
            "_auth_user_hash": person.get_session_auth_hash(),
            "account_authentication_methods": [
                {"method": "password", "at": at, "email": person.email},
                {"method": "mfa", "type": "totp", "at": at},
            ],
            "account_authentication_methods_user": str(person.pk),
        }
    )
    session.set_expiry(timedelta(days=1))
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
