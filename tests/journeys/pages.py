"""All kinds of pages that Plenum has, written out. A new page is not done before it stands here.

Addresses name what only a running house knows in braces; ``stage.py`` says where those come from. ``{language}`` is
that of whoever looks.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True)
class Kind:
    """One kind of page.

    ``visitor`` is who looks at it, one of ``stage.py``; ``status`` what the server answers; ``shows`` a selector
    that proves that it is this page; ``form`` fills in and sends what is on the page, so that the answer to it is
    the page that is meant; ``titled_as`` the kind whose title it shares, being the same page in another state.
    """

    name: str
    address: str
    visitor: str = "anybody"
    status: int = 200
    shows: str = "h1"
    form: Callable[[Page], None] | None = None
    titled_as: str = ""


def _wrong_password(page: Page) -> None:
    page.locator("details > summary").click()
    page.get_by_label("password", exact=False).or_(page.locator("input[type=password]")).first.fill("not this one")
    page.locator("input[name=login]").fill("nobody@example.org")
    page.locator("form:has(input[type=password]) button[type=submit]").click()


def _send(selector: str) -> Callable[[Page], None]:
    """Press this button without having filled in anything."""
    return lambda page: page.locator(selector).click()


def _read_nothing(page: Page) -> None:
    """Choose neither a file nor words."""
    page.locator("input[name=stored][value='']").check()
    page.locator("main form:has(textarea) button[type=submit]").click()


def _read_as_its_source(page: Page) -> None:
    """Have a sheet printed, and open the address that stands on it."""
    page.locator("form[action$='/transcript/sheet/'] button").click()
    page.wait_for_url("**/transcript/sheet/")
    page.goto(page.locator("main p.strong > span").inner_text())


def _complain_without_words(page: Page) -> None:
    _read_as_its_source(page)
    page.locator("form[action$='/complain/'] button").click()
    page.wait_for_url("**/complain/")


def _ask_for_a_letter(page: Page) -> None:
    page.locator("input[name=address]").fill("somebody@example.net")
    page.locator("main form button[type=submit]").first.click()


def _edit_away(page: Page) -> None:
    """Leave nothing of a letter."""
    page.locator("form[action$='/edit/'] textarea").fill("")
    page.locator("form[action$='/edit/'] button").click()


EXAMPLE = "/processes/example"
LAGOON = "/processes/lagoon/documents/LAGOON"
ROUND = f"{EXAMPLE}/rounds/1"
LIST = f"{ROUND}/contributions"
DOCUMENTS = f"{EXAMPLE}/documents"
# As other sites show it: it speaks the language that its address says.
SHOWN = "/embed/periods?lang={language}&scheme=auto"
SECOND_FACTOR = "/accounts/2fa"

FOLLOWING = (
    Kind("follow", "{follow}", shows="input[name=address]"),
    Kind("follow-incomplete", "{follow}", status=422, form=_send("main form button"), titled_as="follow"),
    Kind("follow-asked", "{follow}", shows="a[href^='/processes/']", form=_ask_for_a_letter),
    Kind("follow-of-someone-signed-in", "{follow}", "delegate", shows="select[name=pace]", titled_as="follow"),
    Kind("follow-that-is-followed", "{follow_search}", "delegate", shows="button[name=stop]"),
    Kind("follow-confirm", "{confirm_follow}", shows="form[method=post]"),
    Kind("follow-confirm-too-late", "/follow/confirm/nonsense/", status=410, titled_as="follow-confirm"),
    Kind("follows", "/me/follows/", "delegate", shows="ul.entries"),
    Kind("news", "/me/news/", "delegate", shows="ul.entries"),
    Kind("news-nothing-yet", "/me/news/", "beginner", shows=".empty", titled_as="news"),
    Kind("follows-nothing", "/me/follows/", "beginner", shows=".empty", titled_as="follows"),
    Kind("follows-by-letter", "{follows}", shows="input[name=quiet_from]", titled_as="follows"),
    Kind("follows-unreached", "{follows_unreached}", shows="button[name=arrives]", titled_as="follows"),
    Kind("stop", "{stop}", shows="form[method=post]"),
    Kind("stop-reminders", "{stop_reminders}", titled_as="stop"),
    Kind("stopped", "{stop_reminders}", form=_send("main form button")),
)
READING = (
    Kind("home", "/", shows="a[href*='/periods/']"),
    Kind("processes", "/processes/", shows="a[href='/processes/wgec/']"),
    Kind("process", f"{EXAMPLE}/", shows=f"a[href='{ROUND}/']"),
    Kind("round", f"{ROUND}/", shows="a[href*='/periods/']"),
    Kind("round-of-someone-signed-in", f"{ROUND}/", "delegate", shows="a[href^='/follow/']", titled_as="round"),
    Kind("round-without-anything", "/processes/wgec/rounds/5/"),
    Kind("period-open", "{open}", shows="form[action$='/begin/']"),
    Kind("period-upcoming", "{upcoming}"),
    Kind("period-closed", "{closed}"),
    Kind(
        "period-was-it-open",
        "{open}?on=2020-01-01&time=12:00&zone=UTC",
        shows="#was-open + .notice",
        titled_as="period-open",
    ),
    Kind("period-was-it-open-when", "{open}?on=", status=400, shows="#errors", titled_as="period-open"),
    Kind("contributions", f"{LIST}/", shows="ul.entries"),
    Kind(
        "contributions-filtered", f"{LIST}/?group=academia&language=fr", shows="ul.entries", titled_as="contributions"
    ),
    Kind("contributions-none-fits", f"{LIST}/?group=individuals&language=zh", titled_as="contributions"),
    Kind("contributions-none-yet", "/processes/wgec/rounds/5/contributions/"),
    Kind("contributions-wrong-filter", f"{LIST}/?source=nobody+at+all", status=400, titled_as="contributions"),
    Kind("contributions-wrong-page", f"{LIST}/?cursor=nonsense", status=400, titled_as="contributions"),
    Kind("contribution-english", f"{DOCUMENTS}/EXAMPLE/1/2/", shows="main [lang=en], main p"),
    Kind("contribution-french", f"{DOCUMENTS}/EXAMPLE/1/3/", shows="main [lang=fr], html[lang=fr] main p"),
    Kind("contribution-spanish", f"{DOCUMENTS}/EXAMPLE/1/4/", shows="main [lang=es]"),
    Kind("contribution-russian", f"{DOCUMENTS}/EXAMPLE/1/5/", shows="main [lang=ru]"),
    Kind("contribution-arabic", f"{DOCUMENTS}/EXAMPLE/1/6/", shows="main [lang=ar], html[lang=ar] main p"),
    Kind("contribution-chinese", f"{DOCUMENTS}/EXAMPLE/1/7/", shows="main [lang=zh]"),
    Kind("contribution-of-an-individual", f"{DOCUMENTS}/EXAMPLE/1/9/"),
    Kind("contribution-joint", f"{DOCUMENTS}/EXAMPLE/1/10/"),
    Kind("contribution-imported", "{imported}", shows="a[href*='/files/contributions/']"),
    Kind("contribution-of-ones-own", f"{DOCUMENTS}/EXAMPLE/1/2/", "delegate", titled_as="contribution-english"),
    Kind("contribution-withdrawn", "{withdrawn}"),
    Kind("contribution-redacted", f"{LAGOON}/1/3/", shows="main .redaction"),
    Kind("contribution-of-a-group-only", f"{LAGOON}/1/4/"),
    Kind("contribution-of-one-and-one-invited", f"{LAGOON}/1/5/"),
    Kind("contribution-written-down", f"{LAGOON}/1/6/", shows="a[href^='/originals/']"),
    Kind("contribution-carried", f"{LAGOON}/2/1/"),
    Kind("portals-of-a-process", f"{EXAMPLE}/portals/", shows="#portals li"),
    Kind("removals", f"{EXAMPLE}/removals/", shows="#grounds li"),
    Kind("document-with-files", f"{DOCUMENTS}/EXAMPLE/1/1/", shows="a[href*='/files/documents/']"),
    Kind("document-modified", "/processes/wtpf-ieg/documents/WTPF-IEG/2/11/", shows="#modified"),
    Kind("by-question", f"{ROUND}/by-question/", shows="ul.entries a[href*='/by-question/']"),
    Kind("by-question-answers", "{asked}", shows="article.entry [lang=ar], html[lang=ar] article.entry"),
    Kind("by-question-by-source", "{asked}?order=source", shows="article.entry", titled_as="by-question-answers"),
    Kind("by-question-recommendations", f"{ROUND}/by-question/recommendations/", shows="ol.recommendations"),
    Kind("by-question-nothing-yet", "/processes/wgec/rounds/5/by-question/statements/"),
    Kind("index", f"{ROUND}/index/", shows="table.index"),
    Kind("take-away", f"{ROUND}/take-away/", shows="form[action$='/ask/']"),
    Kind("export-ready", "{archive}", shows="a[href$='/file/']"),
    Kind("sources", "/sources/", shows="a[href='/sources/example-ministry-of-tides/']"),
    Kind("source", "/sources/example-ministry-of-tides/"),
    Kind("source-individual", "/sources/ines-demo/"),
    Kind("groups", "/groups/", shows="a[href='/groups/academia/']"),
    Kind("group", "/groups/academia/"),
    Kind("search", "/search/"),
    Kind("search-found", "/search/?q=cable", shows="ul.entries"),
    Kind("search-found-arabic", "/search/?q=%D8%A7%D9%84%D9%86%D8%A7%D8%B3", shows="ul.entries"),
    Kind("search-found-nothing", "/search/?q=zyzzogeton"),
    Kind("search-in-a-round", "/search/?q=EXAMPLE%2F1%2F2", titled_as="search-found"),
    Kind("campaigns", f"{ROUND}/campaigns/", shows="a[href*='/campaigns/']"),
    Kind("campaigns-none", "/processes/wgec/rounds/5/campaigns/", titled_as="campaigns"),
    Kind("campaign", "{campaign}", shows="#members"),
    Kind("campaign-difference", "{campaign_difference}", shows=".redline-pair ins"),
    Kind("participation", "/processes/wgec/rounds/3/participation/", shows=".digest"),
    Kind("participation-not-yet", f"{ROUND}/participation/", titled_as="participation"),
    Kind("accountability", "/processes/wgec/rounds/3/accountability/", shows="table.figures"),
    Kind("accountability-not-yet", f"{ROUND}/accountability/", titled_as="accountability"),
    Kind("moderation", f"{EXAMPLE}/moderation/", shows="#grounds"),
    Kind("help", "/help/"),
    Kind("letters", "/letters/", shows=".told"),
    Kind("api", "/api/", shows="#operations"),
    Kind("api-reference", "/api/reference/comment-periods/", shows="form.trying"),
    Kind("api-reference-incomplete", "/api/try/rounds_retrieve/?id=", status=400, shows="#errors"),
    Kind("embed", "/embed/?process=example", shows="#snippet-script"),
    Kind("embed-unreadable-accent", "/embed/?accent=ffcc00", status=400, shows="#errors", titled_as="embed"),
    Kind("embed-list", f"{SHOWN}&process=example&state=both", shows=".take"),
    Kind("embed-list-of-all", f"{SHOWN}&font=sans&density=compact&limit=1", shows=".take", titled_as="embed-list"),
    Kind("embed-list-empty", f"{SHOWN}&process=wgec&round=5", shows=".nothing"),
    Kind("embed-list-refused", f"{SHOWN}&accent=ffcc00&acent=000000", status=400, shows="code"),
    Kind("embed-list-of-nobody", f"{SHOWN}&process=there-is-no-such-process", status=404, shows=".nothing"),
    Kind("gallery", "/gallery/"),
    Kind("not-found", "/processes/there-is-no-such-process/", status=404),
)


def _answer_without_words(page: Page) -> None:
    page.locator("textarea[name$=-wording]").first.fill("")
    page.locator("form[action$='/carried/answer/'] button").first.click()


CARRIED = "/processes/wtpf-ieg/documents/WTPF-IEG/2/11/text"

TEXTS = (
    Kind("text", f"{CARRIED}/", shows=".clause"),
    Kind("text-with-changes", f"{CARRIED}/?with=WTPF-IEG/2/13", shows=".text ins"),
    Kind(
        "text-side-by-side",
        f"{CARRIED}/?with=WTPF-IEG/2/13&view=side",
        shows=".redline-pair",
        titled_as="text-with-changes",
    ),
    Kind("text-as-proposed", f"{CARRIED}/?with=WTPF-IEG/2/13&view=clean", titled_as="text-with-changes"),
    Kind("text-replaced", "{followed_text}", shows=".notice", titled_as="text"),
    Kind("clause", "{text_clause}", shows=".entries ins"),
    Kind("compilation", f"{CARRIED}/compilation/", shows=".bracketed"),
    Kind(
        "compilation-without-editorial-changes",
        f"{CARRIED}/compilation/?editorial=0",
        shows=".bracketed",
        titled_as="compilation",
    ),
    Kind("outcome", "{followed_text}outcome/", shows=".entries ins"),
    Kind("outcome-of-one-contribution", "{followed_text}outcome/?of={colliding}", titled_as="outcome"),
    Kind("outcome-still-open", "{latest}outcome/", titled_as="outcome"),
    Kind("text-redline", "{latest}redline/", shows=".text ins"),
    Kind("text-redline-side-by-side", "{latest}redline/?view=side", shows=".redline-pair", titled_as="text-redline"),
    Kind("changes-that-collide", "{collides}", "delegate", shows="textarea[name$=-wording]"),
    Kind(
        "changes-that-collide-incomplete",
        "{collides}",
        "delegate",
        status=422,
        form=_answer_without_words,
        titled_as="changes-that-collide",
    ),
)

WRITING = (
    Kind("draft-who", "{draft}who/", shows="input[name=speaking]"),
    Kind("draft-who-incomplete", "{draft}who/", status=422, form=_send("button[value=next]"), titled_as="draft-who"),
    Kind("draft-what", "{draft}write/", shows="textarea[name=statement]"),
    Kind(
        "draft-what-incomplete", "{empty}write/", status=422, form=_send("button[value=next]"), titled_as="draft-what"
    ),
    Kind("draft-preview", "{draft}preview/", shows="article"),
    Kind("draft-preview-incomplete", "{empty}preview/", titled_as="draft-preview"),
    Kind("draft-of-a-delegate", "{own}who/", "delegate", shows="input[name=own]", titled_as="draft-who"),
    Kind("draft-with-files", "{own}write/", "delegate", shows="button[value^=detach-]", titled_as="draft-what"),
    Kind(
        "draft-ready-to-submit",
        "{own}preview/",
        "delegate",
        shows="form[action$='/submit/']",
        titled_as="draft-preview",
    ),
    Kind("draft-discard", "{own}discard/", "delegate"),
    Kind("contribution-mine", "{mine}", "delegate", shows="a[href$='/receipt/']"),
    Kind("receipt", "{mine}receipt/", "delegate", shows="code.digest"),
    Kind("withdraw", "{mine}withdraw/", "delegate"),
    Kind("contribution-returned", "{returned}", "delegate", shows="textarea[name=text]"),
    Kind("me", "/me/", "delegate", shows="ul.entries"),
    Kind("me-nothing-yet", "/me/", "beginner", titled_as="me"),
    Kind("my-details", "/me/settings/", "delegate", shows="input[name=name]"),
    Kind("joint-receipt", "{joint}receipt/", "delegate", shows=".badge", titled_as="receipt"),
    Kind("join", "{join}", "asked", shows="form[action$='/confirm/']"),
    Kind("next-round", "{held}next-round/", "delegate", shows="form[action$='/carry/']"),
    Kind("transcript-expired", "/transcripts/expired/", status=410),
    Kind("consent", "{joint}consent/", "delegate", shows="input[name=consent]"),
    Kind("organisations", "/me/organisations/", "delegate", shows="ul.entries"),
    Kind("organisations-waiting", "/me/organisations/", "asked", shows="#waiting", titled_as="organisations"),
    Kind("organisations-none", "/me/organisations/", "beginner", shows=".empty", titled_as="organisations"),
    Kind("organisation", "{organisation}", "delegate", shows="form[action$='/invite/']"),
    Kind(
        "organisation-wrong-address",
        "{organisation}",
        "delegate",
        status=422,
        form=_send("form[action$='/invite/'] button"),
        titled_as="organisation",
    ),
    Kind("organisation-claimed", "{claimed}", "asked", shows=".notice"),
    Kind("invitation", "{invitation}", shows="a[href*='/accounts/signup/']"),
    Kind("invitation-used", "{invitation_used}", status=410, titled_as="invitation"),
    Kind("invitation-of-another", "{invitation}", "delegate", shows="form[action$='/accept/']", titled_as="invitation"),
)


def _suppress_without_a_reason(page: Page) -> None:
    page.locator("input[name=op][value=SUP]").check()
    page.locator("textarea[name=reason]").fill("")
    page.locator("button[value=save]").click()


def _show_other_words(page: Page) -> None:
    page.locator("input[name=op][value=MOD]").check()
    page.locator("textarea[name=wording]").fill("Quite other words, for once.")
    page.locator("button[value=show]").click()


AMENDING = (
    Kind("draft-changes", "{amending}changes/", shows=".clause-row[data-changed]"),
    Kind("draft-changes-no-text", "{draft}changes/"),
    Kind("draft-change", "{clause}", shows="textarea[name=wording]"),
    Kind("draft-change-shown", "{clause}", shows="ins", form=_show_other_words, titled_as="draft-change"),
    Kind("draft-change-incomplete", "{clause}", status=422, form=_suppress_without_a_reason, titled_as="draft-change"),
    Kind("draft-new-clause", "{after}", shows="select[name=clause_kind]"),
    Kind(
        "draft-word-refused",
        "{amending}changes/",
        status=422,
        form=_send("form[action$='/word/'] button"),
        titled_as="draft-changes",
    ),
    Kind("draft-understood", "{understood}", shows="article.change"),
    Kind(
        "draft-understood-incomplete",
        "{understood}",
        status=422,
        form=_send("button[value=all]"),
        titled_as="draft-understood",
    ),
    Kind("draft-understood-unmarked", "{unmarked}", shows="button[value=compare]", titled_as="draft-understood"),
    Kind("draft-preview-with-changes", "{amending}preview/", shows="#changes", titled_as="draft-preview"),
)

ACCOUNTS = (
    Kind("sign-in", "/accounts/login/", shows="input[type=email]"),
    Kind("sign-in-refused", "/accounts/login/", form=_wrong_password, titled_as="sign-in"),
    Kind("sign-in-by-code", "/accounts/login/code/"),
    Kind("sign-in-code", "/accounts/login/code/confirm/", "returning", shows="input[name=code]"),
    Kind(
        "sign-in-second-factor",
        f"{SECOND_FACTOR}/authenticate/",
        "halfway",
        shows="input[name=code]",
        titled_as="sign-in",
    ),
    Kind("sign-up", "/accounts/signup/", shows="input[name=name]"),
    Kind("sign-up-code", "/accounts/confirm-email/", "newcomer", shows="input[name=code]", titled_as="sign-in-code"),
    Kind("password-forgotten", "/accounts/password/reset/"),
    Kind("password-letter-sent", "/accounts/password/reset/done/", titled_as="password-forgotten"),
    Kind("sign-out", "/accounts/logout/", "delegate"),
    Kind("ways-to-sign-in", f"{SECOND_FACTOR}/", "delegate"),
    Kind("ways-to-sign-in-with-app", f"{SECOND_FACTOR}/", "officer", titled_as="ways-to-sign-in"),
    Kind("app-add", f"{SECOND_FACTOR}/totp/activate/", "delegate", shows="input[name=code]"),
    Kind("app-remove", f"{SECOND_FACTOR}/totp/deactivate/", "officer"),
    Kind("recovery-codes-make", f"{SECOND_FACTOR}/recovery-codes/generate/", "officer"),
    Kind("keys", f"{SECOND_FACTOR}/webauthn/", "delegate"),
    Kind("key-add", f"{SECOND_FACTOR}/webauthn/add/", "delegate", shows="input[name=name]", titled_as="keys"),
    Kind("e-mail-addresses", "/accounts/email/", "delegate"),
    Kind("password-change", "/accounts/password/change/", "delegate", shows="input[type=password]"),
    Kind("sign-in-again", "/accounts/reauthenticate/", "delegate", shows="input[type=password]"),
    Kind(
        "second-factor-again",
        f"{SECOND_FACTOR}/reauthenticate/",
        "officer",
        shows="input[name=code]",
        titled_as="sign-in-again",
    ),
)


def _ask_for_a_sunday(page: Page) -> None:
    page.locator("input[name=closes_on]").fill("2099-12-27")
    page.locator("textarea[name=reason]").fill("Two conferences meet in the last week.")
    page.locator("main form.form button").first.click()


def _no_time(page: Page) -> None:
    page.locator("input[name=take_up]").evaluate("field => field.removeAttribute('min')")
    page.locator("input[name=take_up]").fill("0")
    page.locator("main form.form button").click()


def _fill(page: Page) -> None:
    page.locator("details:has(form[action$='/return/']) > summary").click()
    page.locator("form[action$='/return/'] select").select_option(index=1)
    page.locator("form[action$='/return/'] button[name=fill]").click()


def _name_an_organiser_without_sense(page: Page) -> None:
    page.locator("input[name=organiser_url]").fill("ftp://nowhere.example/")
    page.locator("form[action$='/organiser/'] button").click()


def _mark_words(page: Page) -> None:
    page.locator("textarea[name=words]").fill("written by a test")
    page.locator("input[name=ground][value=safety]").check()
    page.locator("form[action$='/preview/'] button[type=submit]").click()


DESK = (
    Kind("second-factor-wanted", "/desk/", "beginner", shows="a[href*='/totp/activate/']"),
    Kind("desk", "/desk/", "officer", shows="ol.entries"),
    Kind("desk-filtered", "/desk/?assignee=me", "officer", titled_as="desk"),
    Kind("desk-none-fits", "/desk/?language=zh", "officer", titled_as="desk"),
    Kind("desk-empty-list", "/desk/?state=late", "officer", shows=".empty"),
    Kind("desk-everything", "/desk/?state=all", "officer", shows=".desk-rows .symbol"),
    Kind("desk-searched", "/desk/?state=all&q=harbour", "officer", titled_as="desk-everything"),
    Kind("desk-wrong-page", "/desk/?page=nonsense", "officer", status=400, titled_as="desk"),
    Kind("desk-keep-filter", "/desk/filters/keep/?list=assignee%3Dme", "officer", shows="input[name=name]"),
    Kind(
        "desk-keep-filter-without-name",
        "/desk/filters/keep/?list=assignee%3Dme",
        "officer",
        status=422,
        form=_send("main form.form button"),
        titled_as="desk-keep-filter",
    ),
    Kind("desk-kept-filter", "{kept_filter}", "officer", shows="input[name=name]", titled_as="desk-keep-filter"),
    Kind("desk-in-bulk", "/desk/bulk/", "officer", shows="ul.entries"),
    Kind("desk-in-bulk-shown", "{batch}", "officer", shows="table"),
    Kind("desk-practice", "/desk/practice/", "officer", shows=".service-times"),
    Kind("desk-service-times", "/desk/practice/example/times/", "officer", shows="input[name=take_up]"),
    Kind(
        "desk-service-times-wrong",
        "/desk/practice/example/times/",
        "officer",
        status=422,
        form=_no_time,
        titled_as="desk-service-times",
    ),
    Kind("desk-ground", "/desk/practice/example/grounds/off_topic/", "officer", shows="input[name=is_offered]"),
    Kind("desk-ground-new", "/desk/practice/example/grounds/", "officer", titled_as="desk-ground"),
    Kind("desk-removal-ground", "/desk/practice/example/removal-grounds/safety/", "officer", shows="[name=is_offered]"),
    Kind(
        "desk-removal-ground-new",
        "/desk/practice/example/removal-grounds/",
        "officer",
        titled_as="desk-removal-ground",
    ),
    Kind("desk-template-change", "{template}", "officer", shows="textarea[name=text]", titled_as="desk-template"),
    Kind("desk-template", "/desk/practice/example/words/", "officer", shows="textarea[name=text]"),
    Kind(
        "desk-template-incomplete",
        "/desk/practice/example/words/",
        "officer",
        status=422,
        form=_send("main form.form button"),
        titled_as="desk-template",
    ),
    Kind("desk-contribution", "{submitted}", "officer", shows="#moves"),
    Kind("desk-contribution-answered", "{answered}", "officer", shows=".theirs"),
    Kind(
        "desk-return-with-template",
        "{submitted}",
        "officer",
        shows="details[open] textarea",
        form=_fill,
        titled_as="desk-contribution",
    ),
    Kind("desk-contribution-published", "{published}", "officer", shows="#record"),
    Kind(
        "desk-return-without-question",
        "{submitted}",
        "officer",
        status=422,
        form=lambda page: page.evaluate("document.querySelector(\"form[action$='/return/']\").submit()"),
        titled_as="desk-contribution",
    ),
    Kind("desk-submission", "{submitted}submissions/1/", "officer"),
    Kind("desk-contribution-joint", "{desk_joint}", "officer", shows="form[action$='/invited/']"),
    Kind("desk-sources", "/desk/sources/", "officer", shows="ul.entries"),
    Kind("desk-sources-all", "/desk/sources/?show=all", "officer", titled_as="desk-sources"),
    Kind("desk-source", "{desk_source}", "officer", shows="#check"),
    Kind("desk-periods", "/desk/periods/", "officer", shows="ul.entries"),
    Kind("desk-period", "{desk_period}", "officer", shows="#acts"),
    Kind("desk-period-act", "{desk_period}acts/extend/", "officer", shows="textarea[name=reason]"),
    Kind(
        "desk-period-act-incomplete",
        "{desk_period}acts/extend/",
        "officer",
        status=422,
        form=_send("main form.form button >> nth=0"),
        titled_as="desk-period-act",
    ),
    Kind(
        "desk-period-confirm",
        "{desk_period}acts/extend/",
        "officer",
        shows="button[name=confirmed]",
        form=_ask_for_a_sunday,
    ),
    Kind("desk-period-announce", "{desk_prepared}acts/open/", "officer", shows="button[name=confirmed]"),
    Kind("desk-period-prepared", "{desk_prepared}", "officer", shows=".notice[data-tone=warning]"),
    Kind("desk-period-change", "{desk_prepared}change/", "officer", shows="input[name=opens_on]"),
    Kind("desk-period-new", "/desk/processes/example/rounds/1/new-period/", "officer", shows="input[name=title_en]"),
    Kind("desk-calendar", "/desk/processes/example/settings/calendar/", "officer", shows="textarea[name=days]"),
    Kind("rehearsal-round", "{rehearsal}", "officer", shows=".rehearsal"),
    Kind("rehearsal-letters", "{rehearsal}letters/?on=2099-12-31&time=12:00&zone=UTC", "officer", shows="details"),
    Kind("rehearsal-api", "{rehearsal}api/", "officer", shows="pre"),
    Kind("rehearsal-of-nothing", "{rehearsal}?on=", "officer", status=400, titled_as="rehearsal-round"),
    Kind("desk-redact", "{submitted}redact/", "officer", shows="textarea[name=words]"),
    Kind(
        "desk-redact-nothing",
        "{submitted}redact/",
        "officer",
        status=422,
        form=_send("form[action$='/preview/'] button[type=submit]"),
        titled_as="desk-redact",
    ),
    Kind("desk-redact-preview", "{submitted}redact/", "officer", shows=".redaction", form=_mark_words),
    Kind("desk-contribution-redacted", "{desk_redacted}", "officer", shows="#removed", titled_as="desk-contribution"),
    Kind("desk-still-said", "{desk_redacted}removed/", "officer", shows=".empty"),
    Kind(
        "desk-sealed-original",
        "{desk_redacted}",
        "officer",
        shows="#looks",
        form=_send("form[action$='/unseal/'] button"),
    ),
    Kind("desk-texts", "/desk/texts/", "officer", shows="#papers"),
    Kind("desk-bring-in", "{paper}", "officer", shows="textarea[name=paste]"),
    Kind("desk-bring-in-nothing", "{paper}", "officer", status=422, form=_read_nothing, titled_as="desk-bring-in"),
    Kind("desk-text-understood", "{incoming}", "officer", shows=".outline-row"),
    Kind(
        "desk-text-being-mended",
        "{incoming}?at=2",
        "officer",
        shows="button[value=merge]",
        titled_as="desk-text-understood",
    ),
    Kind("desk-next", "{next}", "officer", shows="form.decision"),
    Kind(
        "desk-next-no-choice",
        "{next}",
        "officer",
        status=422,
        form=_send("form.decision button >> nth=0"),
        titled_as="desk-next",
    ),
    Kind("desk-next-issued", "{followed}", "officer", shows=".notice[data-tone=success]"),
    Kind("desk-next-clause", "{next}clauses/after/beginning/", "officer", shows="textarea[name=wording]"),
    Kind(
        "desk-next-clause-without-words",
        "{next}clauses/after/beginning/",
        "officer",
        status=422,
        form=_send("main form.form button >> nth=0"),
        titled_as="desk-next-clause",
    ),
    Kind("desk-next-outcomes", "{next}changes/", "officer", shows="select[name$=-outcome]"),
    Kind("desk-next-preview", "{next}preview/", "officer", shows=".text .clause"),
    Kind("desk-next-confirm", "{next}confirm/", "officer", shows="input[name=seen]"),
    Kind(
        "desk-next-confirm-without-ground",
        "{next}confirm/",
        "officer",
        status=422,
        form=_send("form[action$='/issue/'] button"),
        titled_as="desk-next-confirm",
    ),
    Kind("desk-next-not-begun", "{next_not_begun}", "officer", shows="form[action$='/begin/']"),
    Kind("desk-exports", "/desk/exports/", "officer", shows="form[action$='/ask/']"),
    Kind("desk-export", "{sealed}", "officer", shows="a[href$='/file/']"),
    Kind("desk-contribution-similar", "{similar}", "officer", shows="#similar", titled_as="desk-contribution"),
    Kind("desk-similar", "{similar}similar/", "officer", shows="main form[action*='/campaigns/']"),
    Kind("desk-similar-none", "{submitted}similar/", "officer", titled_as="desk-similar"),
    Kind("desk-compared", "{compared}", "officer", shows=".redline-pair"),
    Kind("desk-campaigns", "/desk/campaigns/", "officer", shows="a[href*='/desk/campaigns/']"),
    Kind("desk-campaign", "{desk_campaign}", "officer", shows="#members"),
    Kind(
        "desk-campaign-organiser-refused",
        "{desk_campaign}",
        "officer",
        status=422,
        form=_name_an_organiser_without_sense,
        titled_as="desk-campaign",
    ),
    Kind("desk-participation", "/desk/participation/", "officer", shows="a[href*='/desk/participation/']"),
    Kind("desk-participation-of-a-round", "{heard}", "officer", shows="figure.chart svg"),
    Kind("desk-words", "{heard}?show=words", "officer", titled_as="desk-participation-of-a-round"),
    Kind("desk-words-by-source", "{heard}sources/", "officer", shows="table.figures"),
    Kind("desk-shared-authors", "{heard}authors/", "officer"),
    Kind("desk-account", "{heard}account/", "officer", shows="table.figures"),
    Kind("desk-lanes", "/desk/lanes/", "officer", shows="ol.entries"),
    Kind("desk-lanes-of-a-round", "{lanes}", "officer"),
    Kind(
        "desk-transcript-sheet",
        "{not_confirmed}",
        "officer",
        shows="main address",
        form=_send("form[action$='/transcript/sheet/'] button"),
    ),
    Kind("transcript", "{not_confirmed}", "officer", shows="form[action$='/confirm/']", form=_read_as_its_source),
    Kind(
        "transcript-complaint-incomplete",
        "{not_confirmed}",
        "officer",
        status=422,
        shows="#errors",
        form=_complain_without_words,
        titled_as="transcript",
    ),
    Kind("desk-enter", "/desk/enter/", "officer", shows="input[name=original]"),
    Kind(
        "desk-enter-nothing",
        "/desk/enter/",
        "officer",
        status=422,
        form=_send("main form.form button >> nth=0"),
        titled_as="desk-enter",
    ),
    Kind("desk-number", "{number}", "officer"),
    Kind("desk-health", "/desk/health/", "officer", shows="table"),
    Kind("outbox", "/desk/outbox/", shows="a[href^='/desk/outbox/']"),
    Kind("outbox-failed", "/desk/outbox/?state=failed", "officer", shows="input[name=item]", titled_as="outbox"),
    Kind("letter", "{letter}"),
    Kind("letter-held", "{letter_held}", "officer", shows="form[action$='/release/']"),
    Kind(
        "letter-without-words",
        "{letter_held}",
        "officer",
        status=422,
        form=_edit_away,
        titled_as="letter-held",
    ),
    Kind("letter-failed", "{letter_failed}", "officer", shows="form[action$='/resend/']"),
    Kind("letter-bounced", "{letter_bounced}", "officer", shows="form[action$='/resend/']"),
    Kind("mailings", "/desk/outbox/mailings/", "officer", shows="a[href^='/desk/outbox/mailings/']"),
    Kind(
        "mailings-held",
        "/desk/outbox/mailings/?show=held",
        "officer",
        shows="a[href^='/desk/outbox/mailings/']",
        titled_as="mailings",
    ),
    Kind("mailing", "{mailing}", "officer"),
    Kind("mailing-held", "{mailing_held}", "officer", shows="form[action$='/release/']"),
    Kind(
        "mailing-dropped-without-reason",
        "{mailing_held}",
        "officer",
        status=422,
        form=_send("form[action$='/drop/'] button"),
        titled_as="mailing-held",
    ),
)


def _typed_from_an_old_page(page: Page) -> None:
    """Change something that somebody else has changed since."""
    page.locator("input[name=seen]").evaluate("field => { field.value = '999'; }")
    page.locator("main form.form input[type=text]").first.fill("Words of the second")
    page.locator("main form.form button").last.click()


SETTING = "/desk/processes/example"

SETTING_UP = (
    Kind("roles", "/roles/", shows="table"),
    Kind("setup-processes", "/desk/processes/", "officer", shows="a[href='/desk/new-process/']"),
    Kind("setup-new-process", "/desk/new-process/", "officer", shows="input[name=code]"),
    Kind(
        "setup-new-process-incomplete",
        "/desk/new-process/",
        "officer",
        status=422,
        form=_send("main form.form button"),
        titled_as="setup-new-process",
    ),
    Kind("setup-process", f"{SETTING}/", "officer", shows="#s-symbols"),
    Kind("setup-names", f"{SETTING}/settings/names/", "officer", shows="textarea[lang=en]"),
    Kind(
        "setup-names-overtaken",
        f"{SETTING}/settings/names/",
        "officer",
        status=409,
        form=_typed_from_an_old_page,
        shows=".notice dl",
        titled_as="setup-names",
    ),
    Kind("setup-languages", f"{SETTING}/settings/languages/", "officer", shows="select[name=time_zone]"),
    Kind("setup-groups", f"{SETTING}/settings/groups/", "officer", shows="#own-group"),
    Kind("setup-symbols", f"{SETTING}/settings/symbols/", "officer", shows="[data-grammar]"),
    Kind("setup-staff", f"{SETTING}/staff/", "officer", shows="#appoint"),
    Kind(
        "setup-staff-incomplete",
        f"{SETTING}/staff/",
        "officer",
        status=422,
        form=_send("main form.form button"),
        titled_as="setup-staff",
    ),
    Kind("setup-role-ends", "{role}", "officer", shows="button[data-kind=danger]"),
    Kind("setup-new-round", f"{SETTING}/new-round/", "officer", shows="input[name=number]"),
    Kind("setup-round", f"{SETTING}/rounds/1/", "officer", shows="#periods"),
    Kind("setup-round-prepared", "{prepared_round}", "officer", shows="form[action$='/open/']"),
    Kind("setup-round-change", f"{SETTING}/rounds/1/change/", "officer"),
    Kind("setup-round-copy", f"{SETTING}/rounds/1/copy/", "officer", shows="input[name=days]"),
    Kind("setup-throw-away", "{prepared_round}discard/", "officer", shows="button[data-kind=danger]"),
    Kind(
        "setup-throw-away-stays",
        f"{SETTING}/rounds/1/discard/",
        "officer",
        shows=".notice[data-tone=warning]",
        titled_as="setup-throw-away",
    ),
    Kind("setup-question-answered", "{question}", "officer", shows="textarea[readonly]"),
    Kind("setup-new-question", "{new_question}", "officer", shows="textarea[name^=text_]"),
    Kind("setup-new-document", f"{SETTING}/rounds/1/new-document/", "officer", shows="select[name=kind]"),
    Kind("setup-document", "{prepared_document}", "officer", shows="#publish"),
    Kind("setup-document-change", "{prepared_document}change/", "officer", shows="select[name=kind]"),
    Kind(
        "setup-document-without-a-file",
        "{prepared_document}",
        "officer",
        status=422,
        form=_send("form[action$='/publish/'] button"),
        titled_as="setup-document",
    ),
    Kind("preview-of-a-round", "{round_ahead}", "officer", shows="[role=note]"),
    Kind("preview-of-a-document", "{document_ahead}", "officer", shows="[role=note]"),
)

PORTALS = (
    Kind("portals", "/portals/", "delegate", shows="a[href^='/portals/']"),
    Kind("portal-new", "/portals/new/", "delegate", shows="textarea[name=about]"),
    Kind(
        "portal-new-incomplete",
        "/portals/new/",
        "delegate",
        status=422,
        form=_send("main form.form button"),
        titled_as="portal-new",
    ),
    Kind("portal", "{portal}", "delegate", shows="#keys"),
    Kind("portal-change", "{portal}change/", "delegate", shows="textarea[name=about]"),
    Kind("portal-ask", "{portal}ask/", "delegate", shows="textarea[name=why]"),
    Kind("portal-hand-over", "{portal}hand-over/", "delegate", shows="form[action$='/take-back/']"),
    Kind(
        "portal-hand-over-to-nobody",
        "{portal}hand-over/",
        "delegate",
        status=422,
        form=_send("main form.form button"),
        titled_as="portal-hand-over",
    ),
    Kind("portal-offered", "{offered}", "beginner", shows="form[action$='/take/']"),
    Kind("portal-offered-sign-in", "{offered}", shows="main a[href*='next=']", titled_as="portal-offered"),
    Kind("portal-offered-to-another", "{offered}", "delegate", status=403, titled_as="portal-offered"),
    Kind("portal-offered-no-more", "/portal-offered/none/", status=404, titled_as="portal-offered"),
    Kind("webhooks", "{webhooks}", "delegate", shows="a[href*='/webhooks/']"),
    Kind("webhook-new", "{webhooks}new/", "delegate", shows="input[name=url]"),
    Kind(
        "webhook-new-incomplete",
        "{webhooks}new/",
        "delegate",
        status=422,
        form=_send("main form.form button"),
        titled_as="webhook-new",
    ),
    Kind("webhook", "{webhook}", "delegate", shows=".pager"),
    Kind("webhook-only-what-failed", "{webhook}?show=failed", "delegate", titled_as="webhook"),
    Kind("webhook-change", "{webhook}change/", "delegate", shows="input[name=url]"),
    Kind("webhook-secret", "{webhook}secret/", "delegate"),
    Kind("webhook-remove", "{webhook}remove/", "delegate"),
    Kind("webhook-replay", "{webhook}replay/", "delegate"),
    Kind("webhook-delivery", "{delivery}", "delegate", shows="pre"),
    Kind("referral", "{referral}", shows="#yes"),
    Kind("setup-portals", f"{SETTING}/portals/", "officer", shows="a[href*='/portals/']"),
    Kind("setup-portal", "{admission}", "officer"),
)

TROUBLE = (
    Kind("not-understood", "/gallery/not-understood/", status=400),
    Kind("not-for-you", "/gallery/not-for-you/", status=403),
    Kind("form-not-accepted", "/gallery/form-not-accepted/", status=403),
    Kind("refused", "/gallery/refused/", status=409),
    Kind("too-many", "/gallery/too-many/", status=429),
    Kind("our-fault", "/gallery/our-fault/", status=500),
)

KINDS = (*READING, *FOLLOWING, *TEXTS, *WRITING, *AMENDING, *ACCOUNTS, *DESK, *SETTING_UP, *PORTALS, *TROUBLE)
