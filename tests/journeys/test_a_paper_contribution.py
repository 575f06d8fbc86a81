"""A contribution comes on paper: the desk writes it down, its source confirms it, and it is published as such.

What its source corrects later is begun beside it.

The desk is in English, its source at a phone without scripts and without an account.
"""

import re

import pytest

pytestmark = pytest.mark.journey

TITLE = "Nets and cables, by hand"
WORDS = "Cables cut our nets, wrote the fishers of Lamu."
SOURCE = "fatma@fishers.example"


def test_a_paper_contribution_is_confirmed_by_its_source(make_reader):
    officer = make_reader("officer-paper")
    source = make_reader("source-paper", javascript=False, width=360)

    officer.sign_in("officer")
    enter(officer)
    item = write_down(officer)
    confirm(source, address_in(officer.newest_letter(SOURCE, TITLE)))
    symbol = publish(officer, item)

    source.go(symbol)
    source.picture("published")
    shown = " ".join(source.page.locator("main, aside").all_inner_texts())
    assert "On paper" in shown
    assert "Confirmed by its source" in shown
    assert WORDS in shown
    begin_a_correction(officer, item)


def enter(officer):
    page = officer.page
    officer.go("/desk/enter/")
    officer.picture("enter")
    period = page.locator("select[name=period] option", has_text="EXAMPLE").first.get_attribute("value")
    page.locator("select[name=period]").select_option(period)
    page.locator("input[name=channel][value=paper]").check()
    page.locator("input[name=name]").fill("Union of Invented Fishers")
    page.locator("select[name=group]").select_option("civil-society")
    page.locator("input[name=contact]").fill("Fatma Fisher")
    page.locator("input[name=email]").fill(SOURCE)
    page.locator("input[name=original]").set_input_files(
        {"name": "letter.txt", "mimeType": "text/plain", "buffer": WORDS.encode()}
    )
    officer.press(page.locator("main form.form button[type=submit]"))
    page.wait_for_url("**/write/")


def write_down(officer):
    """With the tools that authors have; then it is stored, and waits for its source."""
    page = officer.page
    page.locator("[name=title]").fill(TITLE)
    page.locator("select[name=language]").select_option("en")
    page.locator("[name=statement]").fill(WORDS)
    officer.press(page.locator("button[value=next]").first)
    page.wait_for_url("**/preview/")
    officer.press(page.locator("form[action$='/submit/'] button"))
    page.wait_for_url("**/desk/contributions/*/")
    officer.picture("written-down")
    assert "Transcript not confirmed" in page.locator("section[aria-labelledby=transcript]").inner_text()
    return page.url


def address_in(letter):
    return re.search(r"https?://\S+/transcripts/[^/\s]+/", letter)[0].split("/", 3)[3]


def confirm(source, address):
    page = source.page
    source.go(f"/{address}")
    source.picture("are-these-your-words")
    assert WORDS in page.locator("article").inner_text()
    source.press(page.locator("form[action$='/confirm/'] button"))
    assert "Thank you" in page.locator("main").inner_text()


def publish(officer, item):
    page = officer.page
    officer.go(item)
    officer.press(page.locator("form[action*='/sources/'][action$='/confirm/'] button"))
    officer.press(page.locator("form[action$='/publish/'] button"))
    officer.picture("published-at-the-desk")
    return page.locator("main a.symbol[href*='/documents/']").first.get_attribute("href")


def begin_a_correction(officer, item):
    """What comes by e-mail later is begun beside it, from its page at the desk."""
    page = officer.page
    officer.go(item)
    officer.press(page.locator("main a[href*='?beside=']"))
    assert page.locator("input[name=beside]").input_value().startswith("EXAMPLE/")
    assert page.locator("input[name=email]").input_value() == SOURCE
    page.locator("input[name=stands][value=Corr]").check()
    page.locator("input[name=channel][value=email]").check()
    officer.press(page.locator("main form.form button[type=submit]"))
    page.wait_for_url("**/write/")
    officer.picture("correction")
    assert "corrects a published contribution" in page.locator("main").inner_text()
