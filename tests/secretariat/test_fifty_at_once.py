"""Fifty officers publish in the same moment, each over a connection of their own to a real server."""

import http.client
import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from contributions.enums import State
from contributions.models import Contribution
from notifications.models import Letter
from record.queries import verify
from tests.waiting import LONGEST

MANY = 50
TOKEN = "t" * 32


@pytest.mark.django_db(transaction=True)
def test_fifty_parallel_publications_get_fifty_consecutive_symbols(
    live_server, cast, make_contribution, sign_in
) -> None:
    waiting = [make_contribution(State.SUBMITTED, title=f"Paper {number}") for number in range(MANY)]
    sessions = [
        sign_in(Client(), person).cookies[settings.SESSION_COOKIE_NAME].value for person in (cast.dora, cast.omar)
    ]
    ready = Barrier(MANY, timeout=LONGEST)
    # The test server lets ten wait at its door; a real one lets in as many as come.
    live_server.thread.httpd.socket.listen(MANY)

    def publish(number: int) -> int:
        wire = http.client.HTTPConnection(urlsplit(live_server.url).netloc, timeout=120)
        cookies = f"{settings.SESSION_COOKIE_NAME}={sessions[number % 2]}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        form = urlencode({"csrfmiddlewaretoken": TOKEN, "seen": "1", "heard": "0"})
        head = {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded", "Referer": live_server.url}
        ready.wait()
        wire.request("POST", reverse("secretariat:publish", args=[waiting[number].pk]), body=form, headers=head)
        status = wire.getresponse().status
        wire.close()
        return status

    with ThreadPoolExecutor(MANY) as pool:
        answers = list(pool.map(publish, range(MANY)))

    assert answers == [302] * MANY
    symbols = Contribution.objects.values_list("symbol__text", flat=True)
    assert sorted(symbols, key=lambda text: int(re.findall(r"\d+", text)[-1])) == [
        f"WGX/1/{number}" for number in range(1, MANY + 1)
    ]
    assert Letter.objects.filter(family="contributions/published").count() == 2 * MANY
    assert verify().broken == ""
