"""What must have happened before every kind of page can be looked at: who is signed in how, and what they wrote.

Everything is done through the browser, as people do it; only the beginner at a desk is put there by the shell, and time
passed for one address.
"""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import Browser, FilePayload

from contributions.samples import accounts
from tests.journeys import following_scene, next_versions, portal_scene
from tests.journeys.visitor import Look, Visitor

ROOT = Path(__file__).resolve().parents[2]
TEXT = "/processes/wtpf-ieg/documents/WTPF-IEG/2/11/text/"
SAMPLE_OF_DELEGATE = "/processes/example/documents/EXAMPLE/1/2/"
EXACTLY_A_LETTER = re.compile(r"/desk/outbox/[0-9a-f-]{36}/$")
BEGINNER = ("beginner@plenum.example", "plenum-demo-beginner")
# And let the address of a transcript expire.
GIVE_A_BEGINNER_A_DESK = f"""
from datetime import timedelta
from allauth.account.models import EmailAddress
from django.utils import timezone
from contributions.drafts import token_hash
from contributions.models import Transcript
from consultations.actions import give_role
from consultations.enums import Role
from consultations.models import Process
from stakeholders.models import Person
email, password = {BEGINNER!r}
person = Person.objects.create_user(email, password, name="Bea Beginner")
EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
give_role(Process.objects.get(slug="wgec"), person, Role.HEAD, by=None)
long_ago = timezone.now() - timedelta(days=1000)
Transcript.objects.exclude(confirmed=None).update(token_hash=token_hash("expired"), asked_at=long_ago)
"""


class Stage:
    """``visitors`` by what they are, ``places`` by the names that ``pages.py`` has in braces."""

    def __init__(self, browser: Browser, house: Any) -> None:
        self.browser, self.house = browser, house
        self.accounts = {one.key: one for one in accounts()}
        self.visitors: dict[str, Visitor] = {}
        self.places: dict[str, str] = {}
        self.enter("anybody").go("/")
        self._read()
        self._sign_in()
        self._write()
        self._amend()
        self._speak_jointly()
        self._bring_in()
        self._find_samples()
        self._prepare_a_period()
        self.places |= next_versions.prepare(self, self.places["another_paper"])
        self._take_away()
        self._set_up()
        self._look_for_likeness()
        self.places["lanes"] = self._link("officer", "/desk/lanes/", "^='/desk/lanes/'")
        self.places["number"] = self._link("officer", self.places["published"], "^='/desk/numbers/'")
        self.places |= portal_scene.prepare(house, self.accounts["delegate"].email, BEGINNER[0])
        self.places |= following_scene.prepare(house, self.accounts["delegate"].email)
        self._stop_half_way()

    def enter(self, name: str) -> Visitor:
        """Somebody new at the door."""
        self.visitors[name] = Visitor(self.browser, self.house.url)
        return self.visitors[name]

    def change(self, look: Look) -> None:
        """From now on everybody sees pages like this."""
        for visitor in self.visitors.values():
            visitor.change(look)
        for name in ("delegate", "officer"):
            self._prove_again(name, self.accounts[name].password)

    def close(self) -> None:
        for visitor in self.visitors.values():
            visitor.context.close()

    def _read(self) -> None:
        answer = self.visitors["anybody"].context.request.get(f"{self.house.url}/api/v1/comment-periods/").json()
        for period in answer["results"]:
            if not (period["state"] == "open" and period["process"]["code"] != "EXAMPLE"):
                self.places[{"open": "open", "upcoming": "upcoming"}.get(period["state"], "closed")] = period["url"]
        self.places["desk_period"] = f"/desk/periods/{self.places['open'].rstrip('/').rpartition('/')[2]}/"
        self.places["imported"] = self._link("anybody", "/processes/wgec/rounds/3/contributions/", "*='/documents/'")

    def _link(self, visitor: str, page: str, part: str) -> str:
        """The address of the first link in the page's matter that is as ``part`` says: ``*='/documents/'``."""
        link = self.visitors[visitor].go(page).locator(f"main a[href{part}]").first
        return str(link.get_attribute("href"))

    def _sign_in(self) -> None:
        shell = [sys.executable, "manage.py", "shell", "-v", "0", "-c", GIVE_A_BEGINNER_A_DESK]
        subprocess.run(shell, cwd=ROOT, env=self.house.environment, check=True)
        delegate, officer = self.accounts["delegate"], self.accounts["officer"]
        self._by_password("delegate", delegate.email, delegate.password)
        self._by_password("beginner", *BEGINNER)
        self._by_password("halfway", officer.email, officer.password)
        self._by_password("officer", officer.email, officer.password)
        self._give_code("officer")

    def _by_password(self, name: str, email: str, password: str) -> None:
        page = self.enter(name).go("/accounts/login/")
        form = page.locator("form:has(input[type=password])")
        page.locator("details > summary").click()
        form.locator("input[name=login]").fill(email)
        form.locator("input[type=password]").fill(password)
        form.locator("button[type=submit]").click()
        page.wait_for_url(lambda url: "/accounts/login" not in url)

    def _prove_again(self, name: str, password: str) -> None:
        """Changes of an account ask for a proof from the last five minutes."""
        page = self.visitors[name].go("/accounts/reauthenticate/?next=/me/")
        page.locator("main input[type=password]").fill(password)
        page.locator("main form:has(input[type=password]) button[type=submit]").click()
        page.wait_for_url("**/me/")

    def _give_code(self, name: str) -> None:
        page = self.visitors[name].page
        page.locator("input[name=code]").fill(self.house.second_factor())
        page.locator("form:has(input[name=code]) button[type=submit]").first.click()
        page.wait_for_url(lambda url: "/authenticate/" not in url)

    def _write(self) -> None:
        self.places["draft"] = self._begun("anybody")
        self.fill("anybody", self.places["draft"], "What a reader would like to know", speak=False)
        self.places["empty"] = self._begun("anybody")
        self._submit_as_delegate()
        self.places["own"] = self._begun("delegate")
        self.fill("delegate", self.places["own"], "A second thought, with a file")
        self._attach("delegate", self.places["own"])
        self.places["letter"] = self._letter()
        for state in ("held", "failed", "bounced"):
            self.places[f"letter_{state}"] = self._letter(f"?state={state}")
        self.places["mailing"] = self._mailing("", shows="Told to")
        self.places["mailing_held"] = self._mailing("?show=held", shows="LAGOON/2/1")

    def _submit_as_delegate(self) -> None:
        """One that stays submitted, one that is returned, one that is published and then withdrawn."""
        self.places["mine"] = self._submitted("Submitted and waiting")
        self.places["submitted"] = f"/desk{self.places['mine']}"
        self.places["returned"] = self._submitted("Returned with a question")
        self._move(self.places["returned"], "return", reason="Which harbour do you mean?")
        answered = self._submitted("Returned and answered")
        self._move(answered, "return", reason="Which cable do you mean?")
        page = self.visitors["delegate"].go(answered)
        page.locator("form[action$='/answer/'] textarea").fill("The one to the north, which is broken.")
        with page.expect_navigation():
            page.locator("form[action$='/answer/'] button").click()
        self.places["answered"] = f"/desk{answered}"
        self.places["batch"] = self._tried("Submitted and waiting")
        gone = self._submitted("Published and withdrawn")
        self._move(gone, "publish")
        self.places["withdrawn"] = self._link("officer", f"/desk{gone}", "*='/documents/EXAMPLE/'")
        page = self.visitors["delegate"].go(f"{gone}withdraw/")
        page.locator("textarea[name=reason]").fill("Our government has changed its mind.")
        page.locator("main form button[type=submit]").click()
        page.wait_for_url(f"**{gone}")
        self.places["published"] = "/desk" + self._link("delegate", SAMPLE_OF_DELEGATE, "^='/contributions/'")

    def _find_samples(self) -> None:
        """What the sample data has of everything else: removed words, a transcript not confirmed, one that is held."""
        of_lagoon = {"desk_redacted": "A calendar that boats", "not_confirmed": "What the pilots said"}
        for place, title in of_lagoon.items():
            page = self.visitors["officer"].go("/desk/?" + urlencode({"state": "all", "q": title}))
            link = page.locator("main a", has_text=title).first
            self.places[place] = str(link.get_attribute("href")).partition("?")[0]
        page = self.visitors["delegate"].go("/me/")
        held = page.locator("main a", has_text="A late word on the tide gates").first
        self.places["held"] = str(held.get_attribute("href"))
        self.places["template"] = self._link("officer", "/desk/practice/", "*='/practice/words/'")
        page = self.visitors["officer"].go("/desk/filters/keep/?list=assignee%3Dme")
        page.locator("input[name=name]").fill("What is mine")
        with page.expect_navigation():
            page.locator("main form.form button").first.click()
        kept = page.locator("a[href^='/desk/filters/']", has_text="What is mine").first
        self.places["kept_filter"] = str(kept.get_attribute("href"))

    def _amend(self) -> None:
        """A draft of changes to the sample text, with what was understood of two Word files: tracked, and not."""
        page = self.visitors["anybody"].go(TEXT)
        page.locator("form[action$='/propose/'] button").first.click()
        page.wait_for_url("**/changes/")
        draft = self.places["amending"] = page.url.removeprefix(self.house.url).removesuffix("changes/")
        self.places["clause"] = self._link("anybody", f"{draft}changes/", "*='/changes/clauses/'").partition("?")[0]
        self.places["after"] = self._link("anybody", f"{draft}changes/", "*='/changes/after/'")
        page.goto(f"{self.house.url}{self.places['clause']}?op=NOC")
        page.locator("textarea[name=reason]").fill("It is a good title.")
        page.locator("button[value=save]").click()
        page.wait_for_url("**/changes/#c-*")
        self.places["understood"] = self._understood(draft, "wtpf-ieg-2-11-usa-revisions.docx")
        self.places["unmarked"] = self._understood(draft, "wtpf-ieg-2-11-opinion-3.docx")

    def _understood(self, draft: str, name: str) -> str:
        page = self.visitors["anybody"].go(f"{draft}changes/")
        page.locator("input[name=file]").set_input_files(ROOT / "sample_data" / name)
        page.locator("form[action$='/word/'] button").click()
        page.wait_for_url("**/changes/word/*/")
        return page.url.removeprefix(self.house.url)

    def _bring_in(self) -> None:
        """A paper whose text could be brought in, another whose text is being looked at, and a clause's own page."""
        clauses = self.visitors["anybody"].go(TEXT).locator("a.clause-link, .clause-label a")
        self.places["text_clause"] = str(clauses.nth(5).get_attribute("href"))
        page = self.visitors["officer"].go("/desk/texts/?symbol=EXAMPLE/1/")
        papers = [str(link.get_attribute("href")) for link in page.locator("a[href*='/bring-in/']").all()]
        self.places |= {"paper": papers[0], "another_paper": papers[2]}
        page = self.visitors["officer"].go(papers[1])
        # One that another journey has published may have no file to choose.
        for choice in page.locator("input[name=stored][value='']").all():
            choice.check()
        page.locator("textarea[name=paste]").fill(
            "OPINION 9\n\nrecognizing\n\na) that reefs\n\nand yet\n\nc) that herons"
        )
        page.locator("main form:has(textarea) button[type=submit]").click()
        page.wait_for_url("**/incoming/*/")
        self.places["incoming"] = page.url.removeprefix(self.house.url)

    def _prepare_a_period(self) -> None:
        """A period that nobody outside sees yet, on a Sunday, and the rehearsal of its round."""
        page = self.visitors["officer"].go("/desk/processes/example/rounds/1/new-period/")
        page.locator("input[name=title_en]").fill("A second call, still being prepared")
        given = {"opens_on": "2099-11-02", "opens_time": "09:00", "closes_on": "2099-11-15", "closes_time": "18:00"}
        for field, text in given.items():
            page.locator(f"input[name={field}]").fill(text)
        page.locator("main form.form button").first.click()
        page.wait_for_url("**/desk/periods/*/")
        self.places["desk_prepared"] = page.url.removeprefix(self.house.url)
        self.places["rehearsal"] = str(page.locator("a[href*='/rehearsal/']").first.get_attribute("href"))

    def _set_up(self) -> None:
        """A round of the example that nobody sees yet, with a document; a question and a role that can be changed."""
        desk = "/desk/processes/example"
        page = self.visitors["officer"].go(f"{desk}/new-round/")
        page.locator("input[name=title_en]").fill("A round that is being prepared")
        page.locator("input[name=number]").fill("7")
        page.locator("main form.form button").click()
        page.wait_for_url("**/rounds/7/")
        self.places |= {"prepared_round": f"{desk}/rounds/7/", "round_ahead": "/processes/example/rounds/7/"}
        page = self.visitors["officer"].go(f"{desk}/rounds/7/new-document/")
        page.locator("input[name=title_en]").fill("Draft agenda")
        page.locator("main form.form button").click()
        page.wait_for_url("**/documents/*/")
        self.places["prepared_document"] = page.url.removeprefix(self.house.url)
        self.places["document_ahead"] = self.places["prepared_document"].removeprefix("/desk")
        self.places["question"] = self._link("officer", f"{desk}/rounds/1/", "*='/questions/'")
        self.places["new_question"] = self._link("officer", f"{desk}/rounds/1/", "$='/new-question/'")
        self.places["role"] = self._link("officer", f"{desk}/staff/", "*='/staff/'")

    def _look_for_likeness(self) -> None:
        """The sample's campaign, for everybody and at the desk; the letter that is like it; the round's figures."""
        self.places["campaign"] = self._link("anybody", "/processes/example/rounds/1/campaigns/", "*='/campaigns/'")
        self.places["campaign_difference"] = self._link(
            "anybody", self.places["campaign"], f"^='{self.places['campaign']}EXAMPLE/'"
        )
        self.places["desk_campaign"] = self._link("officer", "/desk/campaigns/", "*='/desk/campaigns/'")
        page = self.visitors["officer"].go("/desk/")
        letter = page.locator("main a", has_text="One voice from many harbours, from the reefs").first
        self.places["similar"] = str(letter.get_attribute("href")).partition("?")[0]
        self.places["compared"] = self._link("officer", self.places["similar"], "*='/similar/'")
        round_ = self.visitors["officer"].go("/desk/participation/").locator("main a", has_text="EXAMPLE").last
        self.places["heard"] = str(round_.get_attribute("href"))

    def _speak_jointly(self) -> None:
        """The delegate names a second source beside their own; who was asked by e-mail has not answered yet."""
        asked = self.accounts["individual"]
        self._by_password("asked", asked.email, asked.password)
        draft = self._begun("delegate")
        page = self.visitors["delegate"].page
        page.locator("input[name=speaking][value=jointly]").check()
        page.locator("input[name=own]").first.check()
        page.locator("button[value=add]").click()
        page.locator("input[name=source-0-name]").fill("Society for Quiet Harbours")
        page.locator("select[name=source-0-group]").select_option("civil-society")
        page.locator("input[name=source-0-email]").fill(asked.email)
        page.locator("input[name=on_behalf]").fill("on behalf of five quiet harbours")
        page.locator("button[value=next]").click()
        self.fill("delegate", draft, "Said by two together", speak=False)
        page = self.visitors["delegate"].go(f"{draft}preview/")
        page.locator("form[action$='/submit/'] button").click()
        page.wait_for_url("**/receipt/")
        self.places["joint"] = page.url.removeprefix(self.house.url).removesuffix("receipt/")
        self.places["organisation"] = self._link("delegate", "/me/organisations/", "^='/me/organisations/'")
        page = self.visitors["delegate"].go(self.places["organisation"])
        page.locator("input[name=address]").fill("colleague@example.org")
        with page.expect_navigation():
            page.locator("form[action$='/invite/'] button").click()
        self.places["invitation"] = self._invited_by_letter("colleague@example.org")
        self.places["invitation_used"] = self._invited_by_letter(asked.email)
        page = self.visitors["asked"].go(self.places["invitation_used"])
        page.locator("form[action$='/accept/'] button").click()
        page.wait_for_url("**/joint/**")
        self.places["join"] = page.url.removeprefix(self.house.url)
        self.places["claimed"] = "/me/organisations/society-for-quiet-harbours/"
        self.places["desk_joint"] = f"/desk{self.places['joint']}"
        links = self.visitors["officer"].go(self.places["desk_joint"]).locator("main a[href^='/desk/sources/']")
        self.places["desk_source"] = str(links.last.get_attribute("href"))

    def _invited_by_letter(self, address: str) -> str:
        """The link in the letter to this address, as the outbox shows it."""
        page = self.visitors["anybody"].go("/desk/outbox/")
        letters = [str(link.get_attribute("href")) for link in page.locator("main a").all()]
        for letter in filter(EXACTLY_A_LETTER.search, letters):
            text = self.visitors["anybody"].go(letter).locator("main").inner_text()
            found = re.search(r"/invitations/[^/\s]+/", text)
            if found and address in text:
                return found.group()
        raise AssertionError(f"No invitation to {address}")

    def _begun(self, name: str) -> str:
        page = self.visitors[name].go(self.places["open"])
        page.locator("form[action$='/begin/'] button").click()
        page.wait_for_url("**/who/")
        return page.url.removeprefix(self.house.url).removesuffix("who/")

    def fill(self, name: str, draft: str, title: str, *, speak: bool = True) -> None:
        """Write a whole contribution; ``speak`` says on the page that it begins on for whom."""
        page = self.visitors[name].page
        if speak:
            page.locator("input[name=speaking][value=source]").check()
            page.locator("input[name=own]").first.check()
            page.locator("button[value=next]").click()
        else:
            self.visitors[name].go(f"{draft}write/")
        page.locator("input[name=title]").fill(title)
        page.locator("select[name=language]").select_option("en")
        page.locator("textarea[name=statement]").fill(f"{title}.\n\nThis is written by a test, in two paragraphs.")
        page.locator("textarea[name^=answer-]").first.fill("Ask the people who live beside the landing station first.")
        page.locator("textarea[name=paste]").fill("1. Keep a list.\n2. Test the list twice a year.")
        page.locator("button[value=split]").click()
        page.locator("textarea[name=recommendation-1]").wait_for()

    def _attach(self, name: str, draft: str) -> None:
        page = self.visitors[name].go(f"{draft}write/")
        note: FilePayload = {
            "name": "a note on harbours.txt",
            "mimeType": "text/plain",
            "buffer": b"Harbours are few.\n" * 40,
        }
        page.locator("input[type=file]").set_input_files(note)
        page.locator("button[value=attach]").click()
        page.locator("button[value^=detach-]").wait_for()

    def _submitted(self, title: str) -> str:
        draft = self._begun("delegate")
        self.fill("delegate", draft, title)
        page = self.visitors["delegate"].go(f"{draft}preview/")
        page.locator("form[action$='/submit/'] button").click()
        page.wait_for_url("**/receipt/")
        return page.url.removeprefix(self.house.url).removesuffix("receipt/")

    def _move(self, contribution: str, move: str, reason: str = "") -> None:
        page = self.visitors["officer"].go(f"/desk{contribution}")
        form = page.locator(f"form[action$='/{move}/']")
        if reason:
            page.locator("details", has=form).locator("summary").click()
            form.locator("textarea").fill(reason)
        with page.expect_navigation():
            form.locator("button:not([name=fill])").click()

    def _tried(self, title: str) -> str:
        """What publishing the contribution of this title would do, as the desk shows it."""
        page = self.visitors["officer"].go("/desk/?" + urlencode({"q": title}))
        page.locator("input[name=item]").first.check()
        with page.expect_navigation():
            page.locator("button[name=do][value=publish]").click()
        return page.url.removeprefix(self.house.url)

    def _letter(self, asked: str = "") -> str:
        page = self.visitors["anybody"].go(f"/desk/outbox/{asked}")
        links = [str(link.get_attribute("href")) for link in page.locator("main a").all()]
        return next(link for link in links if EXACTLY_A_LETTER.search(link))

    def _mailing(self, asked: str, *, shows: str) -> str:
        """The last of those that say so."""
        page = self.visitors["officer"].go(f"/desk/outbox/mailings/{asked}")
        entry = page.locator("main ul.entries > li", has_text=shows).first
        return str(entry.locator("h2 a").get_attribute("href"))

    def _take_away(self) -> None:
        """Archives that are ready, a public one and one with what is sealed; and the page of a question."""
        round_ = "/processes/example/rounds/1"
        self.places["asked"] = self._link("anybody", f"{round_}/by-question/", "*='/by-question/'")
        self.places["archive"] = self._made("anybody", f"{round_}/take-away/")
        self.places["sealed"] = self._made("officer", "/desk/exports/")

    def _made(self, name: str, page: str) -> str:
        """Press the last button there that has something made, and wait until it is."""
        at = self.visitors[name].go(page)
        at.locator("form[action$='/ask/'] button").last.click()
        at.wait_for_url("**/exports/*-*/")
        address = at.url.removeprefix(self.house.url)
        at.locator("a[href$='/file/']").wait_for(timeout=120_000)
        return address

    def _stop_half_way(self) -> None:
        """Where a code is waited for: after signing up, and after asking for one by letter."""
        self._ask("newcomer", "/accounts/signup/", {"name": "Nils Newcomer", "email": "newcomer@example.org"})
        self._ask("returning", "/accounts/login/code/", {"email": self.accounts["follower"].email})

    def _ask(self, name: str, address: str, fields: dict[str, str]) -> None:
        page = self.enter(name).go(address)
        for field, text in fields.items():
            page.locator(f"main input[name={field}]").fill(text)
        with page.expect_navigation():
            page.locator("main form:has(input[type=email]) button[type=submit]").first.click()
