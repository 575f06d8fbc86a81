"""Following by keyboard alone: asked for, confirmed, chosen, fed and stopped without a mouse.

At every stop the focus must be seen; after every act it stands on the words that say what was done.
"""

import re
import subprocess
import sys

import pytest

from tests.journeys.conftest import ROOT
from tests.journeys.test_by_keyboard import FOCUS, press, tab_to

pytestmark = pytest.mark.journey

ROUND = "/processes/example/rounds/1/"
PROCESS = "/processes/example/"
HAPPEN = """
from consultations.models import CommentPeriod, Process
from contributions.actions import spread_news
from following.actions import report
process = Process.objects.get(slug="example")
period = CommentPeriod.objects.filter(round__process=process, public_at__isnull=False).latest("pk")
report("period_opened", subject=period, topics=[f"process:{process.pk}"], key="by-keyboard")
spread_news()
"""


@pytest.mark.parametrize(("way", "language", "width"), [("wide", "en", 1280), ("arabic-phone", "ar", 360)])
def test_somebody_without_an_account_follows_chooses_and_stops(way, language, width, make_reader) -> None:
    reader = make_reader(f"following-{way}", language=language, width=width)
    page = reader.page
    page.emulate_media(reduced_motion="reduce")
    address = f"{way}@example.net"

    for place in (ROUND, PROCESS):
        ask(reader, place, address)
        confirm(reader, address)
    press(page, lambda focus: "/letters/follows/" in focus["href"])
    assert page.locator("form.followed").count() == 2

    tab_to(page, lambda focus: focus["name"] == "pace")
    page.keyboard.press("ArrowDown")
    press(page, lambda focus: in_main(focus) and focus["tag"] == "BUTTON" and focus["name"] == "")
    assert said(page)
    assert page.locator("form.followed [name=pace]").first.input_value() == "2"

    choose(page)
    former = page.locator("a.address").get_attribute("href")
    press(page, lambda focus: focus["name"] == "new_feed")
    assert said(page)
    assert page.locator("a.address").get_attribute("href") != former
    assert reader.context.request.get(former.replace("https://", "http://")).status == 404

    press(page, lambda focus: focus["name"] == "stop")
    assert said(page)
    assert page.locator("form.followed").count() == 1
    stop_all(page)
    assert page.locator("form.followed").count() == 0
    reader.picture("nothing")


def test_somebody_signed_in_follows_from_any_page_and_reads_the_news(make_reader) -> None:
    reader = make_reader("following-signed-in")
    page = reader.page
    page.emulate_media(reduced_motion="reduce")
    reader.sign_in("individual")
    for place in (ROUND, PROCESS, "/search/?q=cable"):
        reader.go(place)
        press(page, lambda focus: focus["href"].startswith("/follow/"))
        tab_to(page, lambda focus: focus["name"] == "pace")
        press(page, lambda focus: in_main(focus) and focus["tag"] == "BUTTON")
        assert page.locator("p.follow strong").is_visible(), f"{place} does not say that one follows it"
    reader.picture("followed")
    happen(reader.house)

    reader.go("/")
    press(page, lambda focus: focus["href"] == "/me/news/")
    assert page.locator("h1").inner_text() == "News"
    press(page, lambda focus: focus["action"] == "/me/news/" and focus["tag"] == "BUTTON")
    assert said(page)
    assert page.locator("main .badge").count() == 0
    reader.picture("read")
    press(page, lambda focus: focus["href"] == "/me/follows/")
    stop_all(page)


def happen(house) -> None:
    """Something is news to whoever follows the process."""
    shell = [sys.executable, "manage.py", "shell", "-v", "0", "-c", HAPPEN]
    subprocess.run(shell, cwd=ROOT, env=house.environment, check=True, capture_output=True)


def in_main(focus) -> bool:
    """Is it a control of the page, not of its frame?"""
    return focus["action"].startswith(("/follow/", "/letters/", "/me/"))


def ask(reader, place, address) -> None:
    page = reader.page
    reader.go(place)
    press(page, lambda focus: focus["href"].startswith("/follow/"))
    tab_to(page, lambda focus: focus["name"] == "address")
    page.keyboard.type(address)
    tab_to(page, lambda focus: focus["name"] == "pace")
    page.keyboard.press("ArrowDown")
    press(page, lambda focus: in_main(focus) and focus["tag"] == "BUTTON")
    assert address in page.locator("main").inner_text()
    reader.picture("asked")


def confirm(reader, address) -> None:
    letter = reader.newest_letter(address, "/follow/confirm/")
    link = re.search(r"/follow/confirm/\S+", letter)
    assert link is not None
    reader.go(link[0])
    press(reader.page, lambda focus: in_main(focus) and focus["tag"] == "BUTTON")
    assert reader.page.locator(".notice[data-tone=success]").is_visible()
    reader.picture("confirmed")


def choose(page) -> None:
    """Quiet hours over night, and the feed."""
    tab_to(page, lambda focus: focus["name"] == "by_feed")
    page.keyboard.press("Space")
    for name, figures in (("quiet_from", "1000"), ("quiet_until", "0700")):
        tab_to(page, lambda focus, name=name: focus["name"] == name)
        page.keyboard.type(figures)
        page.keyboard.press("ArrowUp")
    press(page, lambda focus: focus["name"] == "choose")
    assert said(page)
    assert page.locator("[name=quiet_from]").input_value() in ("10:00", "22:00")


def stop_all(page) -> None:
    """Open what the button is kept in, so that nobody loses everything by one slip."""
    tab_to(page, lambda focus: focus["tag"] == "SUMMARY")
    page.keyboard.press("Enter")
    press(page, lambda focus: focus["name"] == "stop_all")
    assert said(page)


def said(page) -> bool:
    """Does the focus stand on what was done?"""
    return page.evaluate("document.activeElement.matches('.notice[role=status]')") and bool(page.evaluate(FOCUS))
