"""A text is negotiated: changes made in Word and in the browser, what others propose beside them, and what it becomes.

The delegate's Word file is a real one: what a government sent, in tracked changes, on a draft opinion. Controls are
found by what they do (their name, value or address), so that one journey serves every language.
"""

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.journey

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
WORD_FILE = SAMPLES / "wtpf-ieg-2-11-usa-revisions.docx"
DOCUMENT = "/processes/wtpf-ieg/documents/WTPF-IEG/2/11/"
TEXT = f"{DOCUMENT}text/"
COMPILATION = f"{TEXT}compilation/"
CHAIRS = "that the Internet continues to suffer from weaknesses that cooperation can mitigate;"
CONFIRMED = "that the Internet continues to suffer from weaknesses that cooperation among all can mitigate;"
BECAUSE = "Three sources agree, and nobody has said what the clause would be for otherwise."
GROUND = "What is agreed is issued now; the rest stays open until the next meeting."
TITLE = "Revisions to Document WTPF-IEG/2/11, once more"
# What is announced to those who listen, and links, are no part of the words.
WORDS = """(clauses) => clauses.map((clause) => {
  const copy = clause.cloneNode(true);
  copy.querySelectorAll(".hidden-text, .clause-link").forEach((part) => part.remove());
  return copy.textContent.replace(/\\s+/g, " ").trim();
})"""
# How they read when everything is taken.
AFTER = """(redlines) => redlines.map((redline) => {
  const copy = redline.cloneNode(true);
  copy.querySelectorAll(".hidden-text, del").forEach((part) => part.remove());
  return copy.textContent;
})"""
# Whether words come, go and stay in it.
WAYS = """(redlines) => redlines.map((redline) => [
  redline.querySelector("ins") !== null,
  redline.querySelector("del") !== null,
  [...redline.childNodes].some((part) => !["INS", "DEL"].includes(part.nodeName) && part.textContent.trim() !== ""),
])"""


def test_changes_made_in_word_go_all_the_way_to_the_next_version(make_reader):
    delegate, officer = make_reader("negotiator"), make_reader("negotiation-officer")
    delegate.sign_in("delegate")

    upload_on_the_page_of_the_text(delegate)
    assert_understood(delegate)
    confirm_all(delegate, reason="Submitted in track changes; the document gives no reason.")
    item = submit(delegate, TITLE)
    symbol = publish(officer, item)

    assert_redline_is_the_known_text(delegate, symbol)
    assert_file_can_be_had(delegate, symbol)
    assert_compilation_shows_it_beside_its_rivals(delegate, symbol)

    decide(officer)
    say_what_becomes_of_changes(officer)
    issued = issue_the_next_version(officer)
    assert_next_version_is_public(delegate, issued)
    assert_it_says_what_became_of_a_clause(delegate)
    confirm_what_collides(delegate, item)
    assert_confirmed_words_stand_in_the_next_compilation(delegate, issued, symbol)


def test_a_change_is_proposed_without_scripts(make_reader):
    reader = make_reader("negotiator-without-scripts", javascript=False)
    begin_on_the_page_of_the_text(reader)
    page = reader.page
    page.locator(".clause-row", has_text="that article 35 of the Tunis Agenda").locator("a[href$='?op=SUP']").click()
    page.locator("[name=op][value=MOD]").check()
    wording = page.locator("[name=wording]")
    wording.fill(wording.input_value().replace("article 35", "paragraph 35"))
    reader.press(page.locator("button[name=move][value=show]"))
    assert page.locator(".redline ins").count() == page.locator(".redline del").count() == 1
    reader.picture("shown-before-it-is-saved")

    reader.press(page.locator("button[name=move][value=save]"))
    assert "/clauses/" in page.url, "no reason was given yet"
    page.locator("[name=reason]").fill("The Tunis Agenda has paragraphs.")
    page.locator("[name=kind]").select_option("reference")
    reader.press(page.locator("button[name=move][value=save]"))

    changed = page.locator(".clause-row[data-changed]")
    assert changed.count() == 1
    assert "The Tunis Agenda has paragraphs." in changed.inner_text()
    reader.press(page.locator("main a[href$='/preview/']").last)
    assert page.locator("#changes .clause-words ins").count() == 1
    reader.picture("preview")


def test_text_and_compilation_are_read_in_arabic_on_a_phone(make_reader):
    reader = make_reader("negotiation-arabic-phone", language="ar", width=360)
    for address, what in ((f"{TEXT}?with=WTPF-IEG/2/16", "text"), (COMPILATION, "compilation")):
        reader.go(address)
        page = reader.page
        assert page.locator("html[lang=ar][dir=rtl]").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert page.locator(".redline :is(ins, del):not([dir])").count() == 0
        announced = page.locator("main ins > .hidden-text").first
        assert announced.get_attribute("lang") == "ar"
        reader.picture(what)


def test_compilation_can_be_taken_along(make_reader, tmp_path):
    reader = make_reader("negotiation-files")
    reader.go(COMPILATION)
    page = reader.page

    word, printed = downloaded(page, ".docx", tmp_path), downloaded(page, ".pdf", tmp_path)
    data = json.loads(page.request.get(f"{reader.house.url}{TEXT}compilation.json").body())

    assert printed.read_bytes().startswith(b"%PDF-")
    brackets = page.locator(".compilation .bracket", has_text="[").count()
    said = opened_by_libreoffice(word, tmp_path)
    lines = [plain(line) for line in said.splitlines()]
    assert sum(line.startswith("[") for line in lines) == brackets > 20
    assert [wording for wording in wordings(data) if plain(wording) not in plain(said)] == []
    assert len(data["contributions"]) >= 5


def begin_on_the_page_of_the_text(reader) -> None:
    """From the document to its text, and to a draft that proposes changes to it."""
    reader.go(DOCUMENT)
    page = reader.page
    page.locator(f"main a[href='{TEXT}']").first.click()
    reader.picture("text")
    page.locator("form[action$='/text/propose/'] button").first.click()
    page.wait_for_url("**/changes/")


def upload_on_the_page_of_the_text(reader) -> None:
    """From the document to its text, and a Word file sent there begins a draft."""
    page = reader.page
    reader.go(DOCUMENT)
    reader.press(page.locator(f"main a[href='{TEXT}']").first)
    form = page.locator("form[action$='/text/propose/']").first
    form.locator("details > summary").click()
    form.locator("input[type=file]").set_input_files(WORD_FILE)
    reader.picture("text")
    form.locator("details button").click()
    page.wait_for_url("**/changes/word/*/")
    reader.picture("understood")


def assert_understood(reader) -> None:
    """Ten clauses reworded, eleven suppressed, two new; only the note on top and an empty paragraph have no place."""
    page = reader.page
    ways = page.locator("article.change > .clause-words > .redline").evaluate_all(WAYS)
    ops = {(False, True, False): "SUP", (True, False, False): "ADD"}
    assert Counter(ops.get(tuple(way), "MOD") for way in ways) == {"MOD": 10, "SUP": 11, "ADD": 2}
    without_place = page.locator("section[aria-labelledby=unplaced] li")
    assert without_place.count() == 2
    assert texts_of(without_place.locator(".redline")) == known_text()[:1]
    assert page.locator("section[aria-labelledby=differs]").count() == 0
    assert page.locator("article.change .badge[data-tone=warning]").count() == 0, "nothing is a guess"


def confirm_all(reader, *, reason) -> None:
    """Without a reason nothing is confirmed; with one, all of it."""
    page = reader.page
    reader.press(page.locator("button[name=move][value=all]"))
    assert page.locator("#errors").count() == 1
    page.locator("textarea[name=reason]").fill(reason)
    page.locator("button[name=move][value=all]").click()
    page.wait_for_url("**/changes/")
    assert page.locator(".change-note").count() == 23
    reader.picture("confirmed")


def submit(reader, title) -> str:
    """Say who speaks and call it something, look at it, send it; return its place among the delegate's own."""
    page = reader.page
    draft = re.sub(r"changes/$", "", page.url)
    reader.go(f"{draft}who/")
    page.locator("input[name=speaking][value=source]").check()
    page.locator("input[name=own]").first.check()
    page.locator("button[name=move][value=next]").click()
    page.locator("[name=title]").fill(title)
    reader.press(page.locator("button[name=move][value=next]"))
    reader.go(f"{draft}preview/")
    assert page.locator("#changes .clause-words").count() == 23
    page.locator("form[action$='/submit/'] button").click()
    page.wait_for_url("**/receipt/")
    return page.url.removeprefix(reader.house.url).removesuffix("receipt/")


def publish(reader, item) -> str:
    """The secretariat, with its second factor, publishes it under the next symbol."""
    reader.sign_in("officer")
    reader.go(f"/desk{item}")
    reader.picture("at-the-desk")
    page = reader.page
    reader.press(page.locator("form[action$='/publish/'] button"))
    symbol = page.locator("main .folio .symbol").first.inner_text().strip()
    assert re.fullmatch(r"WTPF-IEG/2/\d+", symbol)
    return symbol


def assert_redline_is_the_known_text(reader, symbol) -> None:
    """As plain text, with what comes and what goes kept, it is the text that is known, paragraph by paragraph."""
    reader.go(f"{TEXT}?with={symbol}")
    reader.picture("redline")
    assert texts_of(reader.page.locator("section.text .clause")) == known_text()[1:]
    reader.go(f"{TEXT}?with={symbol}&view=side")
    reader.picture("side-by-side")
    reader.go(f"{TEXT}?with={symbol}&view=clean")
    assert reader.page.locator("section.text ins, section.text del").count() == 0


def assert_file_can_be_had(reader, symbol) -> None:
    """The file stands with the contribution, as it was sent."""
    reader.go(f"/processes/wtpf-ieg/documents/{symbol}/")
    assert reader.page.locator("#changes .clause-words").count() == 23
    link = reader.page.locator("main a[href^='/files/contributions/']").first
    sent = reader.page.request.get(reader.house.url + link.get_attribute("href"))
    assert sent.body() == WORD_FILE.read_bytes()


def assert_compilation_shows_it_beside_its_rivals(reader, symbol) -> None:
    """Brackets with every rival, one wording for all who agree, and what cannot be taken together is told."""
    reader.go(COMPILATION)
    page = reader.page
    reader.picture("compilation")
    assert page.locator(".compilation .bracket").count() > 40
    agreed = page.locator(".compilation .proposal", has=page.locator("ins", has_text="paragraph")).filter(
        has_text="defines the stakeholders in Internet governance"
    )
    assert agreed.count() == 1
    assert agreed.locator(".behind > li").count() == 3
    beside = page.locator(".compilation .behind li", has=page.locator(f"a[href$='/{symbol}/']"))
    assert beside.count() == 23
    assert page.locator("[data-relation=overlapping]").count() >= 1
    assert page.locator("#missing").count() == 1
    reader.go(f"{COMPILATION}?editorial=0")
    assert page.locator(".compilation ins", has_text="behaviour").count() == 0


def decide(reader) -> None:
    """The secretariat takes the wording on which three agree, and words anew what four word differently."""
    page = reader.page
    reader.go("/desk/texts/")
    text = page.locator("main li", has=page.locator(f"a[href='{TEXT}']"))
    reader.press(text.locator("a[href*='/texts/next/']"))
    if page.locator("form[action$='/begin/']").count():
        reader.press(page.locator("form[action$='/begin/'] button"))
    reader.picture("next-version")
    agreed = page.locator("li[data-open]", has_text="that article 35 of the Tunis Agenda")
    agreed.locator("input[name=choice][value^=take-]").check()
    reader.press(agreed.locator("form button").first)
    rivals = page.locator("li[data-open]", has_text="that, despite its essential character")
    assert rivals.locator("input[name=choice][value^=take-]").count() == 4
    rivals.locator("input[name=choice][value=own]").check()
    rivals.locator("details:has([name=wording]) > summary").click()
    rivals.locator("textarea[name=wording]").fill(CHAIRS)
    reader.press(rivals.locator("form button").first)
    reader.go(page.url)
    assert page.locator("li[data-decided]").count() == 2, "it can be put down and taken up again"


def say_what_becomes_of_changes(reader) -> None:
    """What follows from a decision is chosen already; it is recorded with the reasons that are given."""
    page = reader.page
    reader.press(page.locator("main nav a[href$='/changes/']"))
    place = page.locator("main .stack:has(> form)", has_text="defines the stakeholders in Internet governance")
    outcomes = place.locator("select[name$='-outcome']")
    chosen = [each.input_value() for each in outcomes.all()]
    assert Counter(chosen) == {"taken": 3, "not_taken": 2}
    for reason in place.locator("textarea[name$='-reason']").all():
        reason.fill(BECAUSE)
    name = place.locator("h2").get_attribute("id")
    reader.press(place.locator("form button"))
    # Recorded, the place closes: the next ones that are open take its room.
    recorded = page.locator(f"main .stack:has(> #{name})")
    assert recorded.locator(".outcome .badge[data-tone=success]").count() == 5
    reader.picture("dispositions")


def issue_the_next_version(reader) -> str:
    """With so much open it is warned of, and needs a ground; then it is public, under a symbol of its own."""
    page = reader.page
    reader.press(page.locator("main nav a[href$='/preview/']"))
    assert page.locator("main ins").count() > 1
    reader.press(page.locator("main nav a[href$='/confirm/']"))
    assert page.locator("main .notice[data-tone=warning] li").count() > 10
    reader.press(page.locator("form[action$='/issue/'] button"))
    assert page.locator("[name=ground][aria-invalid=true]").count() == 1
    page.locator("[name=ground]").fill(GROUND)
    reader.picture("about-to-issue")
    page.locator("form[action$='/issue/'] button").click()
    page.wait_for_url(f"**{TEXT}outcome/")
    reader.picture("outcome")
    assert GROUND in page.locator("main").inner_text()
    issued = page.locator("main .lede .symbol").inner_text().strip()
    assert issued.startswith("WTPF-IEG/2/11")
    assert "Rev.1" in issued
    return issued


def assert_next_version_is_public(reader, issued) -> None:
    """A clean text, and a redline against the version before."""
    page = reader.page
    address = DOCUMENT.replace("WTPF-IEG/2/11", issued)
    reader.go(address)
    assert page.locator("main a[href^='/files/documents/']").count() == 2
    reader.press(page.locator(f"main a[href='{address}text/']").first)
    assert CHAIRS in texts_of(page.locator("section.text .clause .redline"))
    assert page.locator("section.text :is(ins, del)").count() == 0
    reader.press(page.locator("a[href$='/text/redline/']").first)
    assert page.locator("section.text ins", has_text="paragraph").count() == 1
    reader.picture("next-version-as-a-redline")


def assert_it_says_what_became_of_a_clause(reader) -> None:
    """The clause of the base has a page that tells what the next version made of it, and why."""
    page = reader.page
    reader.go(f"{TEXT}outcome/")
    clause = page.locator("main ol.entries > li", has_text="defines the stakeholders in Internet governance")
    reader.press(clause.locator("h2 a"))
    assert "/text/clauses/" in page.url
    told = page.locator("main").inner_text()
    assert BECAUSE in told
    assert "paragraph 35" in " ".join(texts_of(page.locator("main .clause")))
    reader.picture("what-became-of-a-clause")


def confirm_what_collides(reader, item) -> None:
    """Nobody alters the delegate's words: a letter asks how they shall read now."""
    letter = reader.newest_letter("delegate@plenum.example", f"{item}carried/")
    page = reader.page
    assert f"{reader.house.url}{item}carried/" in letter
    reader.go(f"{item}carried/")
    form = page.locator("form[action$='/carried/answer/']")
    assert form.count() == 1
    reader.picture("collides")
    form.locator("textarea[name$='-wording']").fill(CONFIRMED)
    reader.press(form.locator("button"))
    assert page.locator("form[action$='/carried/answer/']").count() == 0


def assert_confirmed_words_stand_in_the_next_compilation(reader, issued, symbol) -> None:
    """What was untouched is carried by itself; what was confirmed stands in the words that were confirmed."""
    page = reader.page
    reader.go(f"{COMPILATION.replace('WTPF-IEG/2/11', issued)}")
    theirs = page.locator(".compilation .behind li", has=page.locator(f"a[href$='/{symbol}/']"))
    assert theirs.count() == 22, "all but the one that was not taken"
    whose = page.locator(".compilation .proposal", has=page.locator(f"a[href$='/{symbol}/']"))
    assert CONFIRMED in [plain(words) for words in whose.locator(".redline").evaluate_all(AFTER)]
    reader.picture("next-compilation")


def downloaded(page: Page, ending: str, folder: Path) -> Path:
    """The file that the first link ending so gives."""
    with page.expect_download() as download:
        page.locator(f"main a[href$='{ending}']").first.click()
    file = folder / download.value.suggested_filename
    download.value.save_as(file)
    return file


def opened_by_libreoffice(word: Path, folder: Path) -> str:
    """What LibreOffice shows of a Word file, as plain text; skips the rest, loudly, where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        assert os.environ.get("CI") != "true", "LibreOffice is missing where everything has to be tested"
        pytest.skip("LibreOffice (soffice) is not installed: NOT OPENED with it")
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    into = ["--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder), str(word)]
    subprocess.run([program, "--headless", "--norestore", profile, *into], check=True, capture_output=True, timeout=120)
    return word.with_suffix(".txt").read_text(encoding="utf-8-sig")


def wordings(data) -> list[str]:
    """Every wording that the compilation has, as its data name them."""
    found = [clause["wording"] for clause in data["clauses"]]
    for clause in data["clauses"]:
        found += [each["wording"] for each in (*clause["alternatives"], *clause["added"])]
    return found


def known_text() -> list[str]:
    """The paragraphs of the file as they are known, with what comes and what goes standing side by side."""
    lines = (SAMPLES / "wtpf-ieg-usa-flattened.txt").read_text(encoding="utf-8").splitlines()
    return [plain(line) for line in lines if line.strip()]


def texts_of(clauses: Locator) -> list[str]:
    """The words of each, without what is announced to those who listen."""
    return [plain(words) for words in clauses.evaluate_all(WORDS)]


def plain(text: str) -> str:
    """With its blank space made even."""
    return " ".join(text.split())
