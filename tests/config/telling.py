"""``python -m tests.config.telling ADDRESS NUMBER``: facts that a portal is told, stored in a house that is running.

Each in a transaction of its own, over and over until it is stored; then its name and its subject stand on a line.
"""

import sys
import time

import django

SUBJECTS = 5


def main(address: str, number: int) -> None:
    """Register the address, wait until it has proven itself, and tell it so many facts."""
    django.setup()
    endpoint = _endpoint(address)
    while not _tried(lambda: type(endpoint).objects.filter(pk=endpoint.pk, proven_at__isnull=False).exists()):
        time.sleep(0.1)
    _say("proven")
    for place in range(number):
        subject = f"comment_period:{place % SUBJECTS}"
        _say(_stored(endpoint.portal_id, place, subject), subject)
        time.sleep(0.1)


def _say(*words):
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def _endpoint(address):
    from django.utils import timezone

    from consultations.actions.endpoint import register_endpoint
    from consultations.enums import AdmissionState
    from consultations.models import Admission, Process
    from portals.enums import Scope
    from portals.models import Portal
    from stakeholders.models import Person
    from webhooks.actions import Wanted
    from webhooks.enums import Kind

    now, scopes = timezone.now(), [Scope.WEBHOOKS]
    owner = Person.objects.create_user("kumasi@example.org", name="Efua")
    process = Process.objects.create(slug="wgx", code="WGX", name={"en": "Working Group X"}, public_at=now)
    portal = Portal.objects.create(
        slug="kumasi", name="Kumasi", about="A portal.", url="https://k.example", owner=owner
    )
    Admission.objects.create(
        portal=portal, process=process, why="To show.", asked=scopes, scopes=scopes, asked_at=now,
        state=AdmissionState.ADMITTED,
    )  # fmt: skip
    return register_endpoint(portal, url=address, wanted=Wanted([Kind.PERIOD_EXTENDED.value]), by=owner)


def _stored(portal, place, subject):
    """Store a fact and return its name, also where it was stored and only the answer was lost."""
    from webhooks.actions import tell
    from webhooks.enums import Kind
    from webhooks.models import Event

    key, payload = f"fact:{place}", {"place": place}

    def once():
        tell(Kind.PERIOD_EXTENDED, subject=subject, process="wgx", payload=payload, key=key, to=[portal])
        return Event.objects.get(key=key).name

    return _tried(once)


def _tried(work):
    """What comes of it in a transaction, once the database answers."""
    from django.db import DatabaseError, InterfaceError, connection, transaction

    while True:
        try:
            with transaction.atomic():
                return work()
        except (DatabaseError, InterfaceError):
            connection.close()
            time.sleep(0.1)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
