"""How much may be asked, and how that is told."""

import pytest

from api.throttling import per_minute
from portals.enums import Scope


@pytest.fixture
def allowed(settings, time_machine):
    """So many answers a minute for an address; the clock stands half a minute after a full one."""

    def allow(number):
        settings.API_RATES = {"address": f"{number}/min", "portal": f"{10 * number}/min"}
        time_machine.move_to("2027-01-15T12:00:30Z", tick=False)

    return allow


def test_whoever_asks_too_much_is_told_when_to_come_back(ask, process, allowed):
    allowed(2)

    answers = [ask(f"processes/?limit={size}") for size in (1, 2, 3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [answer["RateLimit"] for answer in answers] == [f'"address";r={left};t=30' for left in (1, 0, 0)]
    assert {answer["RateLimit-Policy"] for answer in answers} == {'"address";q=2;w=60'}
    assert answers[2]["Retry-After"] == "30"
    assert (answers[2].json()["status"], answers[2]["Content-Type"]) == (429, "application/problem+json")


def test_after_the_minute_one_may_ask_again(ask, process, allowed, time_machine):
    allowed(1)
    ask("processes/?limit=1")
    assert ask("processes/?limit=2").status_code == 429

    time_machine.move_to("2027-01-15T12:01:00Z", tick=False)

    assert ask("processes/?limit=2").status_code == 200


def test_an_invented_forwarding_header_is_not_believed(ask, process, allowed):
    allowed(1)

    ask("processes/?limit=1", x_forwarded_for="192.0.2.1")

    assert ask("processes/?limit=2", x_forwarded_for="192.0.2.2").status_code == 429


def test_behind_a_proxy_of_ours_each_address_counts_by_itself(ask, process, allowed, settings):
    allowed(1)
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"NUM_PROXIES": 1}

    statuses = [
        ask(f"processes/?limit={size}", x_forwarded_for=f"198.51.100.9, {address}").status_code
        for size, address in ((1, "192.0.2.1"), (2, "192.0.2.2"), (3, "192.0.2.2"))
    ]

    assert statuses == [200, 200, 429]


def test_a_portal_with_a_token_has_a_limit_of_its_own_wherever_it_asks_from(client, portal, token_for, allowed):
    def ask(path, **headers):
        return client.get(f"/api/v1/{path}", headers=headers)

    allowed(1)
    bearer = f"Bearer {token_for(portal, Scope.READ)}"
    ask("processes/?limit=1")

    assert ask("processes/?limit=2").status_code == 429
    answers = [ask(f"processes/?limit={size}", authorization=bearer) for size in range(2, 13)]

    assert [answer.status_code for answer in answers] == [200] * 10 + [429]
    assert answers[0]["RateLimit-Policy"] == '"portal";q=10;w=60'
    assert answers[0]["RateLimit"] == '"portal";r=9;t=30'
    elsewhere = client.get("/api/v1/processes/?limit=20", headers={"authorization": bearer}, REMOTE_ADDR="192.0.2.7")
    assert elsewhere.status_code == 429


def test_a_token_that_is_not_for_reading_has_the_limit_of_its_address(client, portal, token_for, allowed):
    allowed(1)
    bearer = f"Bearer {token_for(portal, Scope.SUBMIT)}"

    answers = [client.get(f"/api/v1/processes/?limit={size}", headers={"authorization": bearer}) for size in (1, 2)]

    assert [answer.status_code for answer in answers] == [200, 429]
    assert answers[0]["RateLimit-Policy"] == '"address";q=1;w=60'


def test_answers_that_are_kept_ready_do_not_count_and_tell_what_is_left(ask, process, allowed):
    allowed(3)

    answers = [ask("processes/") for _ in range(5)]

    assert [answer.status_code for answer in answers] == [200] * 5
    assert {answer["RateLimit"] for answer in answers} == {'"address";r=2;t=30'}


def test_what_is_refused_counts_too(ask, process, allowed):
    allowed(2)

    assert [ask("processes/?no=such").status_code for _ in range(3)] == [400, 400, 429]


@pytest.mark.parametrize(("rate", "minute"), [("300/min", 300), ("10/s", 600), ("3600/hour", 60)])
def test_rates_are_read_as_they_are_written(settings, rate, minute):
    settings.API_RATES = {"address": rate}

    assert per_minute() == minute
