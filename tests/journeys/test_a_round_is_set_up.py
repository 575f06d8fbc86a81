"""A round is set up from nothing and opened, in a real browser: process, staff, period, questions, documents.

Nobody outside sees any of it before it is opened; afterwards a visitor reads it, and the API gives it. Once with
scripts on a wide screen, once without in Arabic on a phone. Controls are found by what they do, not by their words.
"""

import json
import re
import urllib.request
from datetime import UTC, datetime, timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp

pytestmark = pytest.mark.journey

WAYS = {"with-scripts": {}, "arabic-on-a-phone": {"javascript": False, "language": "ar", "width": 360}}
SAVE = "main form.form > p button:not([name=show])"


@pytest.mark.parametrize("way", WAYS)
def test_a_round_is_set_up_from_nothing_and_opened(way, make_reader, house):
    slug = f"landings-{way}"
    head, visitor = make_reader(f"head-{way}", **WAYS[way]), make_reader(f"visitor-{way}", **WAYS[way])
    head.sign_in("officer")

    begin_process(head, slug)
    say_languages_and_names(head, slug)
    appoint(head, slug, email=f"nia-{way}@plenum.example")
    come_in_for_the_first_time(make_reader(f"nia-{way}", **WAYS[way]), f"nia-{way}@plenum.example")
    prepare_round(head, slug)
    period = prepare_period(head, slug)
    ask(head, slug, "Where do cables land?", "Où les câbles atterrissent-ils ?")
    ask(head, slug, "Who owns the landing?", "À qui est l’atterrage ?")
    document = prepare_document(head)

    hidden = [f"/processes/{slug}/", f"/processes/{slug}/rounds/1/", period, document]
    for address in hidden:
        head.go(address)
        assert head.page.locator("[role=note]").count() == 1
        assert visitor.page.goto(house.url + address).status == 404
    head.go(f"/processes/{slug}/rounds/1/")
    head.picture("preview")
    assert head.page.locator(f"a[href='{period}']").count()

    open_everything(head, slug)

    for address in hidden:
        assert visitor.page.goto(house.url + address).status == 200
        assert visitor.page.locator("[role=note]").count() == 0
    visitor.go(f"/processes/{slug}/rounds/1/")
    assert "Where do cables land?" in visitor.page.locator("main").inner_text()
    visitor.picture("opened")
    assert_api_gives(house, slug)


def begin_process(reader, slug):
    """From the desk's list of processes to a new one of one's own."""
    page = reader.page
    reader.go("/desk/processes/")
    page.locator("main a[href='/desk/new-process/']").click()
    page.locator("input[name=name]").fill("Group on Cable Landings")
    page.locator("select[name=language]").select_option("en")
    page.locator("input[name=code]").fill("CLG")
    page.locator("input[name=slug]").fill(slug)
    page.locator("main form.form button").click()
    page.wait_for_url(f"**/desk/processes/{slug}/")
    reader.picture("begun")


def say_languages_and_names(reader, slug):
    """English and French, by the clock of Nairobi; its grammar of symbols is tried before it is saved."""
    page = reader.page
    page.locator("main a[href$='/settings/languages/']").click()
    page.locator("input[name=known][value=fr]").check()
    page.locator("select[name=time_zone]").select_option("Africa/Nairobi")
    reader.press(page.locator(SAVE))
    page.locator("main a[href$='/settings/names/']").click()
    page.locator("input[name=name_fr]").fill("Groupe sur l’atterrage des câbles")
    page.locator("textarea[name=mandate_en]").fill("To say where cables *land*.")
    reader.picture("names")
    reader.press(page.locator(SAVE))
    page.locator("main a[href$='/settings/symbols/']").click()
    page.locator("input[name=symbol_grammar]").fill("{process}-{round}/{number}")
    reader.press(page.locator("button[name=show]"))
    assert "CLG-3/7/Corr.1" in page.locator("[data-grammar]").inner_text()
    reader.press(page.locator(SAVE))
    assert page.url.endswith(f"/desk/processes/{slug}/")


def appoint(reader, slug, *, email):
    """An officer, who has never been here."""
    page = reader.page
    reader.go(f"/desk/processes/{slug}/staff/")
    page.locator("input[name=email]").fill(email)
    page.locator("input[name=name]").fill("Nia Newcomer")
    page.locator("input[name=role][value=officer]").check()
    reader.picture("staff")
    reader.press(page.locator("main form.form button"))
    assert email in page.locator("table").first.inner_text()


def come_in_for_the_first_time(reader, email):
    """From the letter to the desk: a code by letter, an authenticator app, recovery codes."""
    page = reader.page
    appointed = reader.newest_letter(email, "/desk/processes/")
    address = re.search(r"https?://\S+/desk/processes/\S+/", appointed).group(0)
    reader.go(address)
    reader.go("/accounts/login/code/?next=" + address.removeprefix(reader.house.url))
    page.locator("main [name=email]").fill(email)
    page.locator("main form:has([name=email]) button[type=submit]").first.click()
    page.wait_for_url("**/login/code/confirm/**")
    code = None
    for _attempt in range(20):
        letter = reader.newest_letter(email, "")
        code = re.search(r"(?m)^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", letter)
        if code:
            break
    page.locator("main [name=code]").fill(code.group(1))
    page.locator("main form:has([name=code]) button[type=submit]").first.click()
    page.wait_for_url("**/second-factor/**")
    page.locator("main a[href*='/totp/activate/']").click()
    secret = page.locator("#authenticator_secret").input_value()
    value = totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time()))
    page.locator("main [name=code]").fill(totp.format_hotp_value(value))
    page.locator("main form:has([name=code]) button[type=submit]").first.click()
    page.wait_for_url("**/recovery-codes/")
    assert page.locator("main li code").count() == 10
    reader.picture("recovery-codes")
    page.locator("main a[href='/desk/']").click()
    page.wait_for_url("**/desk/")


def prepare_round(reader, slug):
    page = reader.page
    reader.go(f"/desk/processes/{slug}/new-round/")
    page.locator("input[name=title_en]").fill("First meeting")
    page.locator("input[name=title_fr]").fill("Première réunion")
    page.locator("input[name=meets_on]").fill("2027-06-01")
    page.locator("input[name=place]").fill("Mombasa")
    reader.picture("new-round")
    page.locator(SAVE).click()
    page.wait_for_url("**/rounds/1/")


def prepare_period(reader, slug):
    """From yesterday, so that it is open once it is announced, for a month. Returns its public address."""
    page, now = reader.page, datetime.now(UTC)
    page.locator("main a[href$='/new-period/']").click()
    page.locator("input[name=title_en]").fill("Call for answers")
    page.locator("input[name=title_fr]").fill("Appel à réponses")
    page.locator("select[name=purpose]").select_option("answers")
    for name, day in (("opens", now - timedelta(days=1)), ("closes", now + timedelta(days=30))):
        page.locator(f"input[name={name}_on]").fill(day.strftime("%Y-%m-%d"))
        page.locator(f"input[name={name}_time]").fill("09:00")
    page.locator(SAVE).click()
    page.wait_for_url(re.compile(r"/desk/(periods/\d+|processes/[^/]+/rounds/1)/"))
    reader.go(f"/desk/processes/{slug}/rounds/1/")
    return str(page.locator("main article a[href^='/processes/'][href*='/periods/']").first.get_attribute("href"))


def ask(reader, slug, english, french):
    page = reader.page
    reader.go(f"/desk/processes/{slug}/rounds/1/")
    page.locator("main a[href$='/new-question/']").click()
    page.locator("textarea[name=text_en]").fill(english)
    page.locator("textarea[name=text_fr]").fill(french)
    page.locator("input[name=word_limit]").fill("300")
    page.locator(SAVE).click()
    page.wait_for_url("**/rounds/1/#period-*")


def prepare_document(reader):
    """An agenda in two languages. Returns the address at which everybody will find it."""
    page = reader.page
    page.locator("main a[href$='/new-document/']").click()
    page.locator("input[name=title_en]").fill("Draft agenda")
    page.locator("input[name=title_fr]").fill("Projet d’ordre du jour")
    page.locator(SAVE).click()
    page.wait_for_url("**/documents/*/")
    for language, words in (("en", b"1. Opening of the meeting\n"), ("fr", "1. Ouverture de la réunion\n".encode())):
        file = {"name": f"agenda-{language}.txt", "mimeType": "text/plain", "buffer": words}
        page.locator("input[type=file]").set_input_files(file)
        page.locator("select[name=language]").select_option(language)
        reader.press(page.locator("form[action$='/file/'] button"))
    assert page.locator("form[action$='/files/'] button").count() == 2
    reader.picture("document")
    address = re.sub(r".*/desk", "", page.url)
    reader.press(page.locator("form[action$='/publish/'] button"))
    assert "CLG-1/1" in page.locator("main").inner_text()
    return address


def open_everything(reader, slug):
    """The process, the round, and the period, which is announced after a look at what would happen."""
    page = reader.page
    reader.go(f"/desk/processes/{slug}/")
    reader.press(page.locator("form[action$='/open/'] button"))
    reader.go(f"/desk/processes/{slug}/rounds/1/")
    reader.picture("before-opening")
    reader.press(page.locator("form[action$='/open/'] button"))
    page.locator("main article a[href^='/desk/periods/']").first.click()
    page.locator("main a[href*='/acts/open/']").first.click()
    reader.press(page.locator("button[name=confirmed]"))


def assert_api_gives(house, slug):
    def answer(path):
        with urllib.request.urlopen(f"{house.url}/api/v1/{path}") as response:  # noqa: S310  # our own address
            return json.load(response)

    assert answer(f"processes/{slug}/")["name"] == {
        "en": "Group on Cable Landings",
        "fr": "Groupe sur l’atterrage des câbles",
    }
    [period] = answer(f"comment-periods/?process={slug}&state=open")["results"]
    assert [question["text"]["fr"] for question in period["questions"]] == [
        "Où les câbles atterrissent-ils ?",
        "À qui est l’atterrage ?",
    ]
