"""A joint contribution: named by one, confirmed by the other from a letter, published under both names.

Once with scripts, once in Arabic on a phone without them. Who is asked has no account when the letter comes.
"""

import re
import time
import urllib.parse

import pytest

pytestmark = pytest.mark.journey

WAYS = {"with-scripts": {}, "arabic-on-a-phone": {"javascript": False, "language": "ar", "width": 360}}


@pytest.mark.parametrize("way", WAYS)
def test_a_joint_contribution(way, make_reader, house):
    title, source = f"Said by two, {way}", f"Society for Buoys, {way}"
    email = f"buoys-{way}@plenum.example"
    author, asked = make_reader(f"joint-author-{way}", **WAYS[way]), make_reader(f"joint-asked-{way}", **WAYS[way])
    officer = make_reader(f"joint-officer-{way}", **WAYS[way])

    name_the_other(author, title=title, source=source, email=email)
    confirm_from_the_letter(asked, email=email, title=title)
    assert source in author.newest_letter("delegate@plenum.example", title)
    symbol = check_and_publish(officer, title=title, source=source)

    author.go(f"/processes/example/documents/{symbol}/")
    head = author.page.locator("main .folio").inner_text()
    assert source in head
    assert "on behalf of seven buoys" in head
    author.picture("public")


def name_the_other(reader, *, title, source, email):
    """Begin, say that two speak, give the address of somebody who can answer, write and send."""
    page = reader.page
    reader.sign_in("delegate")
    reader.go("/")
    page.locator("main .card a, main article a").first.click()
    reader.press(page.locator("form[action$='/begin/'] button"))
    page.goto(re.sub(r"(/drafts/[^/]+/).*", r"\1who/", page.url))
    page.locator("input[name=speaking][value=jointly]").check()
    page.locator("input[name=own]").first.check()
    reader.press(page.locator("button[name=move][value=add]"))
    page.locator("[name=source-0-name]").fill(source)
    page.locator("[name=source-0-group]").select_option("civil-society")
    page.locator("[name=source-0-email]").fill(email)
    page.locator("[name=on_behalf]").fill("on behalf of seven buoys")
    reader.picture("who")
    reader.press(page.locator("button[name=move][value=next]"))
    page.locator("[name=title]").fill(title)
    page.locator("[name=language]").select_option("en")
    page.locator("[name^=answer-]").first.fill("Buoys should be where the cables are.")
    reader.press(page.locator("button[name=move][value=next]"))
    page.locator("form[action$='/submit/'] button").click()
    page.wait_for_url("**/receipt/")
    assert email not in page.locator("main").inner_text()
    reader.picture("receipt")


def confirm_from_the_letter(reader, *, email, title):
    """The link in the letter, an account by code, every word, yes."""
    page = reader.page
    letter = reader.newest_letter(email, "/invitations/")
    assert title in letter
    found = re.search(r"http\S+(/invitations/[^/\s]+/)", letter)
    assert found, letter
    reader.go(found.group(1))
    reader.picture("invitation")
    page.locator("main a[href*='/accounts/signup/']").click()
    page.locator("main [name=name]").fill("Bela Buoy")
    page.locator("main [name=email]").fill(email)
    page.locator("main form button[type=submit]").first.click()
    page.locator("main [name=code]").fill(code_for(reader, email))
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url(lambda url: urllib.parse.urlsplit(url).path == found.group(1))
    reader.press(page.locator("form[action$='/accept/'] button"))
    assert "Buoys should be where the cables are." in page.locator("main").inner_text()
    reader.picture("asked")
    reader.press(page.locator("form[action$='/confirm/'] button"))
    assert page.locator("form[action$='/confirm/']").count() == 0


def code_for(reader, email):
    """The one-time code: in the newest letter, once that is not the invitation any more."""
    for _attempt in range(40):
        found = re.search(r"(?m)^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", reader.newest_letter(email, ""))
        if found:
            return found.group(1)
        time.sleep(0.5)
    raise AssertionError("No letter with a code came.")


def check_and_publish(reader, *, title, source):
    """The officer confirms who speaks for the new source, and publishes under both names."""
    page = reader.page
    reader.sign_in("officer")
    reader.go("/desk/")
    page.locator("main a", has_text=title).first.click()
    reader.picture("desk")
    page.locator("main a[href^='/desk/sources/']", has_text=source).first.click()
    reader.picture("source")
    reader.press(page.locator("button[name=act][value=confirm]").last)
    page.locator("main a[href^='/desk/contributions/']", has_text=title).first.click()
    reader.press(page.locator("form[action$='/publish/'] button"))
    symbol = page.locator("main .folio .symbol").first.inner_text().strip()
    assert re.fullmatch(r"EXAMPLE/1/\d+", symbol)
    return symbol
