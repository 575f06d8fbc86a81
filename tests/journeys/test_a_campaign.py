"""A campaign: one text arrives again, the desk groups it, everybody reads who organised it; then it is dissolved.

Once with scripts, once without and in Arabic on a phone. The sample data have a campaign of two, and a third letter
with the same text that waits at the desk; here a fourth one arrives from somebody nobody knows.
"""

import re
import time

import pytest

from tests.journeys.test_a_contributions_life import begin_as_nobody, sign_up_by_code, submit

pytestmark = pytest.mark.journey

WAYS = {
    "with-scripts": {},
    "arabic-without-scripts": {"javascript": False, "language": "ar", "width": 360},
}
WAITING = "One voice from many harbours, from the reefs"
LETTER = """We write with one voice from many harbours. When a cable breaks, the people beside it hear of it last. Each
landing station should keep spare parts for two repairs, permits for a repair ship should be given within two days, and
whoever lives beside the works should be asked before they begin. I sell nets, and I have no telephone for weeks."""
ROUND = "/processes/example/rounds/1"


@pytest.mark.parametrize("way", WAYS)
def test_a_campaign_is_grouped_and_dissolved(way, make_reader):
    sender, officer, anybody = (make_reader(f"{who}-{way}", **WAYS[way]) for who in ("sender", "officer", "anybody"))
    title = f"One voice from a seller of nets, {way}"
    send_a_letter(sender, title, way)
    officer.sign_in("officer")

    item = open_once_it_is_compared(officer, title)
    compare(officer)
    campaign = group(officer, item, organiser=f"Watch of the Nets {way}")
    publish(officer, item)
    address = read_as_anybody(anybody, title, organiser=f"Watch of the Nets {way}")
    dissolve(officer, campaign)
    nothing_is_grouped_any_more(anybody, address, title)


def send_a_letter(reader, title, way):
    """Somebody without an account sends what others have sent, with a sentence of their own."""
    begin_as_nobody(reader)
    page = reader.page
    page.goto(re.sub(r"(/drafts/[^/]+/).*", r"\1who/", page.url))
    page.locator("input[name=speaking][value=myself]").check()
    page.locator("button[name=move][value=next]").click()
    page.locator("[name=title]").fill(title)
    page.locator("[name=language]").select_option("en")
    page.locator("[name=statement]").fill(" ".join(LETTER.split()))
    reader.press(page.locator("button[name=move][value=next]"))
    submit(reader, sign_up_by_code(reader, f"net-{way}"))


def open_once_it_is_compared(reader, title):
    """A worker compares what has arrived; its page says what else says nearly the same."""
    page = reader.page
    reader.go("/desk/")
    page.locator("main a", has_text=title).first.click()
    page.wait_for_url(re.compile(r"/desk/contributions/\d+/"))
    item = re.search(r"/desk/contributions/\d+/", page.url).group()
    end = time.monotonic() + 60
    while not page.locator("#similar").count() and time.monotonic() < end:
        time.sleep(0.5)
        reader.go(item)
    assert page.locator("[aria-labelledby=similar] li", has_text=WAITING).count() == 1
    reader.picture("desk-item")
    return item


def compare(reader):
    """Both stand side by side, with what comes and goes marked."""
    page = reader.page
    page.locator("[aria-labelledby=similar] a[href*='/similar/']").first.click()
    page.wait_for_url(re.compile(r"/similar/\d+/"))
    assert page.locator(".redline-pair ins").count()
    assert page.locator(".redline-pair del").count()
    reader.picture("compared")


def group(reader, item, *, organiser):
    """Group it with what waits; what belongs to the sample's campaign is left there."""
    page = reader.page
    reader.go(f"{item}similar/")
    reader.picture("similar")
    chosen = page.locator("main li", has_text=WAITING)
    assert chosen.locator("input[name=member]").is_checked()
    page.locator("[name=organiser]").fill(organiser)
    page.locator("[name=organiser_url]").fill("https://nets.example/")
    reader.press(page.locator("form[action$='/similar/group/'] section button"))
    assert re.search(r"/desk/campaigns/\d+/$", page.url)
    assert organiser in page.locator("main").inner_text()
    reader.picture("campaign-at-the-desk")
    return re.search(r"/desk/campaigns/\d+/$", page.url).group()


def publish(reader, item):
    """Nothing is published by grouping it; this is."""
    page = reader.page
    reader.go(item)
    for form in page.locator("form[action$='/confirm/']").all():
        reader.press(form.locator("button"))
    reader.press(page.locator("form[action$='/publish/'] button"))
    assert page.locator("main .folio .symbol").count()


def read_as_anybody(reader, title, *, organiser):
    """In the list it stands as before, marked; the campaign says how many, who organised it and what is different."""
    page = reader.page
    reader.go(f"{ROUND}/campaigns/")
    page.locator("main li", has_text=organiser).locator("a[href*='/campaigns/']").first.click()
    page.wait_for_url(re.compile(r"/campaigns/\d+/$"))
    assert organiser in page.locator("main .lede").inner_text()
    assert page.locator("main a[href='https://nets.example/']").count() == 1
    assert page.locator("[aria-labelledby=members] li", has_text=title).count() == 1
    reader.picture("campaign")
    address = page.url
    page.locator("[aria-labelledby=members] a[href*='/documents/']", has_text=title).first.click()
    assert page.locator("main a[href*='/campaigns/']").count() == 1
    return re.search(r"/processes/\S+", address).group()


def dissolve(reader, campaign):
    """One press undoes it."""
    reader.go(campaign)
    reader.press(reader.page.locator("form[action$='/dissolve/'] button"))
    assert not reader.page.locator("form[action$='/dissolve/']").count()
    reader.picture("dissolved")


def nothing_is_grouped_any_more(reader, address, title):
    """The contribution stands by itself under its symbol; the campaign has no page."""
    page = reader.page
    assert page.goto(reader.house.url + address).status == 404
    reader.go(f"/search/?q={title.replace(' ', '+').replace(',', '')}")
    page.locator("main a", has_text=title).first.click()
    page.wait_for_url("**/documents/EXAMPLE/1/*/")
    assert title in page.locator("h1").inner_text()
    campaigns = [str(link.get_attribute("href")) for link in page.locator("main a[href*='/campaigns/']").all()]
    assert address not in campaigns
