"""A comment period is extended: seen before it is done, told by letter, and kept where everybody can read it.

Controls are found by what they do (their name, value or address), so that one journey serves every language.
"""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest

pytestmark = pytest.mark.journey

REASON = "Several delegations could not consult their capitals in time."


def test_extension_is_the_same_on_the_page_in_the_letter_and_in_the_api(make_reader):
    officer, follower = make_reader("extension-officer"), make_reader("extension-follower", javascript=False)
    officer.sign_in("officer")
    period = open_period(officer)
    before, after = closing(period), closing(period) + timedelta(days=5)

    page = f"/desk/periods/{period['id']}/"
    officer.go(page)
    officer.press(officer.page.locator("a[href$='/acts/extend/']"))
    officer.page.locator("[name=closes_on]").fill(f"{after:%Y-%m-%d}")
    officer.page.locator("[name=closes_time]").fill(f"{after:%H:%M}")
    officer.page.locator("[name=zone]").select_option("UTC")
    officer.page.locator("[name=reason]").fill(REASON)
    officer.press(officer.page.locator("main form.form button").first)
    assert api(officer, period["id"])["closes_at"] == period["closes_at"], "nothing is done before it is confirmed"
    assert moment(after) in machine_times(officer, "table")
    officer.picture("to-confirm")

    officer.press(officer.page.locator("button[name=confirmed]"))
    assert officer.page.url.endswith(page)
    officer.picture("extended")

    now = api(officer, period["id"])
    assert closing(now) == after
    [*_others, act] = now["history"]
    assert (act["act"], act["reason"], act["decided_by"]) == ("extend", REASON, "secretariat")
    assert datetime.fromisoformat(act["closes_before"]) == before

    follower.go(period["url"])
    assert {moment(before), moment(after)} <= set(machine_times(follower, "#history ~ .history > li:last-of-type"))
    assert REASON in follower.page.locator("#history ~ .history").inner_text()
    follower.picture("history")
    letter = follower.newest_letter("follower@plenum.example", REASON)
    assert f"{after:%H:%M} UTC" in letter
    assert period["url"] in letter


def test_a_cancelled_period_takes_nothing_any_more_and_can_be_asked_about(make_reader):
    officer, reader = make_reader("cancelling-officer"), make_reader("cancelling-reader", javascript=False, width=360)
    officer.sign_in("officer")
    period = next(each for each in periods(officer) if each["state"] == "upcoming")
    officer.go(f"/desk/periods/{period['id']}/acts/cancel/")
    officer.page.locator("[name=reason]").fill("There is no room.")
    officer.press(officer.page.locator("main form.form button").first)
    officer.press(officer.page.locator("button[name=confirmed]"))

    assert api(officer, period["id"])["state"] == "cancelled"
    reader.go(period["url"])
    assert reader.page.locator("form[action$='/begin/']").count() == 0
    for instant, has_act in ((datetime.now(UTC) + timedelta(hours=1), 1), (datetime(2020, 1, 1, tzinfo=UTC), 0)):
        reader.page.locator("[name=on]").fill(f"{instant:%Y-%m-%d}")
        reader.page.locator("[name=time]").fill(f"{instant:%H:%M}")
        reader.press(reader.page.locator("form.asking button"))
        assert reader.page.locator("#was-open ~ .notice[data-tone=neutral]").count() == 1
        assert reader.page.locator("#was-open ~ .notice a[href^='#act-']").count() == has_act
    reader.picture("was-it-open")


def test_a_round_is_rehearsed_as_of_its_closing(make_reader):
    officer, stranger = make_reader("rehearsing-officer"), make_reader("rehearsing-stranger")
    officer.sign_in("officer")
    period = open_period(officer)
    officer.go(f"/desk/periods/{period['id']}/")
    officer.press(officer.page.locator("aside a[href*='/rehearsal/']"))
    address = officer.page.url
    later = closing(period) + timedelta(hours=1)
    officer.page.locator("[name=on]").fill(f"{later:%Y-%m-%d}")
    officer.page.locator("[name=time]").fill(f"{later:%H:%M}")
    officer.page.locator("[name=zone]").select_option("UTC")
    officer.press(officer.page.locator("aside form button"))
    officer.picture("as-of-its-closing")
    officer.press(officer.page.locator(".rehearsal a[href*='/api/']"))

    told = json.loads(officer.page.locator("pre code").inner_text())

    assert next(each["state"] for each in told if each["id"] == period["id"]) == "closed"
    assert api(officer, period["id"])["state"] == "open"
    stranger.go(address)
    assert "/accounts/login/" in stranger.page.url


def periods(reader):
    answer = reader.page.request.get(f"{reader.house.url}/api/v1/comment-periods/?process=example")
    return answer.json()["results"]


def open_period(reader):
    return next(each for each in periods(reader) if each["state"] == "open")


def api(reader, key):
    return reader.page.request.get(f"{reader.house.url}/api/v1/comment-periods/{key}/").json()


def closing(period):
    return datetime.fromisoformat(period["closes_at"]).astimezone(UTC)


def moment(instant):
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def machine_times(reader, where):
    """Every instant in this part of the page, as machines read it."""
    return re.findall(r'datetime="([^"]+)"', reader.page.locator(where).last.inner_html())
