"""A portal's day: let in, told, handing in for a person, and showing what became of it.

The portal is the example that ministries copy (``examples/portal``), running by itself on another origin. It talks to
the house through the public API alone; its owner and the secretariat use pages, as they would.
"""

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import expect

from tests.journeys.houses import House

pytestmark = pytest.mark.journey

PROGRAM = Path(__file__).resolve().parents[2] / "examples" / "portal" / "portal.py"
REASON = "The network's members meet only next week."
TITLE = "Two cables for every island"
PERSON = "nia.new@example.net"


class Site:
    """The example portal as a process: its address, and its settings file."""

    def __init__(self, folder: Path, house: House) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        # Another host name than the house's: nothing is shared with it, not even cookies.
        self.url, self.hook = f"http://localhost:{port}", f"http://127.0.0.1:{port}/hook"
        self.file = folder / "portal.json"
        self.file.write_text(json.dumps({"plenum": house.url, "process": "example", "port": port}))

    def learn(self, **given: str) -> None:
        """Write more into its settings, as whoever runs it would."""
        self.file.write_text(json.dumps(json.loads(self.file.read_text()) | given))

    def answers(self) -> bool:
        try:
            with urlopen(f"{self.url}/submissions", timeout=2):  # noqa: S310  # our own address
                return True
        except (URLError, OSError):
            return False


@pytest.fixture
def site(tmp_path: Path, house: House) -> Iterator[Site]:
    site = Site(tmp_path, house)
    with (tmp_path / "portal.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, PROGRAM, site.file], stdout=log, stderr=subprocess.STDOUT)
        try:
            assert soon(site.answers)
            yield site
        finally:
            process.terminate()
            process.wait(timeout=10)


@pytest.fixture
def people(make_reader) -> SimpleNamespace:
    """Who runs the portal, who sits at the desk, and a person who knows neither."""
    owner, officer = make_reader("portal-owner"), make_reader("portal-officer")
    owner.sign_in("delegate")
    officer.sign_in("officer")
    return SimpleNamespace(owner=owner, officer=officer, person=make_reader("portal-person", javascript=False))


def test_a_portal_is_let_in_told_submits_and_shows_what_became_of_it(people, site, house):
    owner, officer, person = people.owner, people.officer, people.person
    slug = register(owner)
    let_in(officer)
    site.learn(**issue_key(owner, slug))
    site.learn(webhook_secret=register_webhook(owner, slug, site.hook))
    expect_at(owner, f"/portals/{slug}/webhooks/", "a[href*='/webhooks/'] + *, .badge", "Active")

    person.go(f"{site.url}/")
    period = open_period(house)
    card = person.page.locator(f"#period-{period['id']}")
    expect(card.locator("time")).to_have_attribute("datetime", period["closes_at"])

    extend(officer, period)
    expect_at(person, f"{site.url}/submissions", "ol", "comment_period.extended")
    person.go(f"{site.url}/")
    later = open_period(house)
    assert instant(later) == instant(period) + timedelta(days=3)
    expect(card.locator("time")).to_have_attribute("datetime", later["closes_at"])
    expect(card).to_contain_text(REASON)
    person.picture("extended")

    hand_in(person, card)
    expect(person.page.locator("ul")).to_contain_text("Confirm it in the e-mail")
    confirm(person)
    person.go(f"{site.url}/submissions")
    expect(person.page.locator("ul")).not_to_contain_text("Confirm it")

    symbol = publish(officer)
    expect_at(person, f"{site.url}/submissions", "ol", "contribution.published")
    expect(person.page.locator("ul a")).to_have_text(symbol)
    person.picture("published")
    person.press(person.page.locator("ul a"))
    assert TITLE in person.page.locator("h1").inner_text()
    assert "Network of Islands" in person.page.locator("main").inner_text()


def test_its_page_shows_our_list_in_a_frame_and_by_script(make_reader, site, house):
    builder, reader = make_reader("portal-builder", javascript=False), make_reader("portal-reader")
    builder.go("/embed/?process=example")
    builder.page.locator("main form button").click()
    site.learn(embed=builder.page.locator("#snippet-script").input_value())

    reader.go(f"{site.url}/frame")
    expect(reader.page.frame_locator("iframe").locator(".take").first).to_be_visible()
    reader.go(f"{site.url}/script")
    expect(reader.page.locator("section.plenum .take").first).to_be_visible()
    reader.picture("embedded")
    assert reader.context.cookies() == []


def register(owner):
    """Register the portal and ask to be let in; return its short name."""
    owner.go("/portals/new/")
    owner.page.locator("[name=name]").fill("Network of Islands")
    owner.page.locator("[name=url]").fill("https://islands.example/")
    owner.page.locator("[name=about]").fill("Forty islands and their people.")
    owner.press(owner.page.locator("main form.form button"))
    slug = owner.page.url.rstrip("/").rpartition("/")[2]
    owner.go(f"/portals/{slug}/ask/")
    owner.page.locator("[name=process]").select_option("example")
    for box in owner.page.locator("[name=scopes]").all():
        box.check()
    owner.page.locator("[name=why]").fill("Our people asked us.")
    owner.press(owner.page.locator("main form.form button"))
    return slug


def let_in(officer):
    officer.go("/desk/processes/example/portals/")
    officer.press(officer.page.locator("main a[href*='/portals/']", has_text="Network of Islands"))
    officer.picture("asks-to-be-let-in")
    officer.press(officer.page.locator("button[value=admit]"))


def issue_key(owner, slug):
    owner.go(f"/portals/{slug}/")
    owner.press(owner.page.locator("form[action$='/new-key/'] button"))
    number, secret = owner.page.locator(".notice code").all_inner_texts()
    return {"client_id": number, "client_secret": secret}


def register_webhook(owner, slug, address):
    owner.go(f"/portals/{slug}/webhooks/new/")
    owner.page.locator("[name=url]").fill(address)
    for box in owner.page.locator("[name=kinds]").all():
        box.check()
    owner.press(owner.page.locator("main form.form button"))
    owner.picture("secret")
    return owner.page.locator(".secret code").inner_text()


def extend(officer, period):
    after = instant(period) + timedelta(days=3)
    officer.go(f"/desk/periods/{period['id']}/acts/extend/")
    officer.page.locator("[name=closes_on]").fill(f"{after:%Y-%m-%d}")
    officer.page.locator("[name=closes_time]").fill(f"{after:%H:%M}")
    officer.page.locator("[name=zone]").select_option("UTC")
    officer.page.locator("[name=reason]").fill(REASON)
    officer.press(officer.page.locator("main form.form button").first)
    officer.press(officer.page.locator("button[name=confirmed]"))


def hand_in(person, card):
    card.locator("[name=name]").fill("Nia New")
    card.locator("[name=email]").fill(PERSON)
    card.locator("[name=title]").fill(TITLE)
    card.locator("[name=statement]").fill("One cable is cut sooner or later. <b>Two</b> are not.")
    card.locator("button").click()
    person.page.wait_for_url("**/submissions")


def confirm(person):
    """Follow the letter, which comes from the house and not from the portal."""
    letter = person.newest_letter(PERSON, "Network of Islands")
    person.go(re.search(r"\S+/through-a-portal/\S+/", letter)[0])
    person.picture("did-you-write-this")
    person.press(person.page.locator("form[action$='/confirm/'] button"))


def publish(officer):
    officer.go("/desk/")
    officer.page.locator("main a", has_text=TITLE).first.click()
    officer.press(officer.page.locator("form[action$='/take_up/'] button"))
    officer.press(officer.page.locator("form[action$='/publish/'] button"))
    return officer.page.locator("main .folio .symbol").first.inner_text().strip()


def open_period(house):
    with urlopen(f"{house.url}/api/v1/comment-periods/?state=open&process=example") as answer:  # noqa: S310  # our house
        return json.load(answer)["results"][0]


def instant(period):
    return datetime.fromisoformat(period["closes_at"]).astimezone(UTC)


def expect_at(reader, address, where, words):
    """Open the page again until it says these words there: a worker is on its way."""

    def said():
        reader.go(address)
        return any(words in text for text in reader.page.locator(where).all_inner_texts())

    assert soon(said), f"{address} never said {words!r}: {reader.page.locator('body').inner_text()}"


def soon(happens, *, within=60):
    end = time.monotonic() + within
    while time.monotonic() < end:
        if happens():
            return True
        time.sleep(0.3)
    return False
