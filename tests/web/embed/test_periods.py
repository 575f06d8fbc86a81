"""The list that other sites show: what is in it, until when it is right, and what its address may say."""

import re
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from contributions import actions

pytestmark = pytest.mark.django_db

LIST = "/embed/periods"
OF_WGX = f"{LIST}?process=wgx"
NOW = datetime(2027, 4, 14, 12, tzinfo=UTC)


def text_of(answer) -> str:
    """What a reader reads of it, in one line."""
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode().split("<body>")[1]).split())


def queries(client, address) -> int:
    with CaptureQueriesContext(connection) as made:
        assert client.get(address).status_code == 200
    return len(made)


def test_a_period_is_shown_with_all_that_one_needs_to_take_part(make_period, groups, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    period = make_period(time_zone="Europe/Zurich", languages=["en", "fr"])
    period.audience.set([groups["academia"], groups["civil-society"]])

    page = client.get(OF_WGX)

    assert page.status_code == 200
    for said in (
        "Open consultations WGX Working Group WGX",
        "Call for contributions (opens in a new window)",
        "Closes 24 April 2027 14:00 Zurich time (12:00 UTC) 10 days left",
        "Who is asked Academia, Civil society",
        "Languages English, French",
        "Take part",
    ):
        assert said in text_of(page)
    assert 'datetime="2027-04-24T12:00:00Z"' in page.content.decode()


def test_every_link_opens_a_window_of_its_own_at_our_address(period, client, settings):
    settings.SITE_URL = "https://plenum.example"

    links = re.findall(r"<a [^>]*>", client.get(OF_WGX).content.decode())

    assert len(links) == 3
    assert all('target="_blank" rel="noopener"' in link for link in links)
    assert all('href="https://plenum.example/' in link for link in links)
    assert f"/processes/wgx/rounds/1/periods/{period.pk}/#take-part" in "".join(links)


def test_only_public_periods_of_this_process_are_in_it(make_period, make_process, make_round, client):
    make_period(title={"en": "Ours"})
    make_period(title={"en": "Being prepared"}, public_at=None)
    make_period("closed", title={"en": "Over"})
    make_period("upcoming", title={"en": "Later"})
    other = make_process("other")
    make_period(title={"en": "Of others"}, round=make_round(process=other))

    of_one, of_all = text_of(client.get(OF_WGX)), text_of(client.get(LIST))

    assert [title for title in ("Ours", "Being prepared", "Over", "Later", "Of others") if title in of_one] == ["Ours"]
    assert "Of others" in of_all


@pytest.mark.parametrize(("state", "shown"), [("open", ["Now"]), ("upcoming", ["Later"]), ("both", ["Now", "Later"])])
def test_what_opens_later_is_shown_on_request(state, shown, make_period, client):
    make_period(title={"en": "Now"})
    make_period("upcoming", title={"en": "Later"})

    page = text_of(client.get(f"{OF_WGX}&state={state}"))

    assert [title for title in ("Now", "Later") if title in page] == shown


def test_round_and_group_narrow_it(make_period, make_round, groups, client):
    make_period(title={"en": "For everybody"})
    make_period(title={"en": "For academia"}).audience.set([groups["academia"]])
    make_period(title={"en": "For governments"}).audience.set([groups["governments"], groups["individuals"]])
    make_period(title={"en": "Of round 2"}, round=make_round(2))

    of_group = text_of(client.get(f"{OF_WGX}&group=academia"))
    of_round = text_of(client.get(f"{OF_WGX}&round=2"))

    assert [what for what in ("everybody", "academia", "governments") if f"For {what}" in of_group] == [
        "everybody",
        "academia",
    ]
    assert "Of round 2" in of_round
    assert "For everybody" not in of_round


def test_the_soonest_to_close_stands_first_and_more_are_told(make_period, client):
    for day in (3, 1, 2):
        period = make_period(title={"en": f"Closing {day}"})
        period.closes_at = period.opens_at + timedelta(days=15 + day)
        period.save()

    page = text_of(client.get(f"{OF_WGX}&limit=2"))

    assert page.index("Closing 1") < page.index("Closing 2")
    assert "Closing 3" not in page
    assert "There are more than stand here." in page


def test_without_an_open_one_it_says_what_opens_next(make_period, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    before = text_of(client.get(OF_WGX))
    make_period("upcoming", title={"en": "Second call"})
    cache.clear()

    after = text_of(client.get(OF_WGX))

    assert "No comment period is open now." in before
    assert "The next one opens 19 April 2027, 12:00 UTC : Second call" in after


@pytest.mark.parametrize(
    ("works_in", "asked", "language", "direction"),
    [
        (["ar", "en"], "", "en", "ltr"),
        (["ar", "fr"], "", "ar", "rtl"),
        (["ru"], "", "en", "ltr"),
        (["en"], "&lang=ar", "ar", "rtl"),
        (["en"], "&lang=fr", "fr", "ltr"),
    ],
)
def test_its_language_is_said_by_its_address_alone(*, works_in, asked, language, direction, process, period, client):
    process.languages = works_in
    process.save()
    client.cookies["django_language"] = "fr"

    for _again in range(2):
        page = client.get(OF_WGX + asked, headers={"Accept-Language": "ar"})
        assert f'<html lang="{language}" dir="{direction}"' in page.content.decode()
        assert page.headers["Content-Language"] == language


def test_an_invented_process_says_so(process, period, client):
    process.is_example = True
    process.save()

    assert "invented example" in text_of(client.get(OF_WGX))


def test_heading_can_be_left_to_the_page_around_it_and_stays_for_those_who_listen(period, client):
    page = client.get(f"{OF_WGX}&heading=off&level=3").content.decode()

    assert '<header class="unseen">' in page
    assert "<h3 id=" in page
    assert '<h4 class="title">' in page
    assert "<h1" not in page


# The same for everybody, at every instant.


def test_nobody_is_known_and_nothing_is_remembered(period, client, cast, sign_in):
    plain = client.get(OF_WGX)
    sign_in(client, cast.dora)
    client.cookies["tz"] = "Asia/Tokyo"
    cache.clear()
    with CaptureQueriesContext(connection) as made:
        signed_in = client.get(OF_WGX)

    assert signed_in.content == plain.content
    assert not [query for query in made if "session" in query["sql"] or "person" in query["sql"]]
    for answer in (plain, signed_in, client.get(OF_WGX), client.get(f"{LIST}?x=1"), client.get(f"{LIST}?process=none")):
        assert not answer.cookies
        assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("asked", ["", "&round=1", "&group=academia&state=both&round=1"])
def test_it_costs_four_queries_and_none_when_kept(rows, asked, make_period, groups, client):
    for number in range(rows):
        make_period(title={"en": f"Number {number}"}).audience.set(groups.values())
        make_period("upcoming").audience.set(groups.values())

    assert queries(client, OF_WGX + asked) <= 4
    assert queries(client, OF_WGX + asked) == 0


def test_caches_ask_each_time_and_hear_that_nothing_has_changed(period, client):
    first = client.get(OF_WGX)

    again = client.get(OF_WGX, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == again.headers["Cache-Control"] == "public, no-cache"
    assert again.status_code == 304
    assert again.headers["Access-Control-Allow-Origin"] == "*"


def test_a_kept_list_closes_and_opens_at_the_instant(make_period, client, time_machine):
    closing = make_period(at=NOW, title={"en": "The first"}).closes_at
    make_period("upcoming", at=NOW, title={"en": "The second"}, opens_at=closing + timedelta(seconds=7))
    time_machine.move_to(closing - timedelta(seconds=1), tick=False)
    assert "The first" in text_of(client.get(OF_WGX))

    time_machine.move_to(closing - timedelta(microseconds=1), tick=False)
    assert "The first" in text_of(client.get(OF_WGX))
    time_machine.move_to(closing, tick=False)
    assert "No comment period is open now." in text_of(client.get(OF_WGX))
    time_machine.move_to(closing + timedelta(seconds=7), tick=False)
    assert "Take part : The second" in text_of(client.get(OF_WGX))


@pytest.mark.django_db(transaction=True)
def test_an_act_of_the_secretariat_shows_at_once(cast, period, client):
    assert "Take part" in text_of(client.get(OF_WGX))

    later = period.closes_at + timedelta(days=40)
    actions.extend_period(period, closes_at=later, reason="Asked for.", by=cast.dora)
    assert f'datetime="{later:%Y-%m-%dT%H:%M:%SZ}"' in client.get(OF_WGX).content.decode()

    actions.cancel_period(period, reason="No quorum.", by=cast.dora)
    assert "No comment period is open now." in text_of(client.get(OF_WGX))


# What its address may say.


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("proces=wgx", "“proces” is not known here. Known are: scheme, accent, "),
        ("process=wgx&lang=es", "lang “es” is not known here. Known are: ar, en, fr."),
        ("process=wgx&scheme=pink", "scheme “pink” is not known here. Known are: light, dark, auto."),
        ("process=wgx&limit=51", "limit Ensure this value is less than or equal to 50."),
        ("process=wgx&limit=many", "limit Enter a whole number."),
        ("process=wgx&round=1&round=2", "round This is said more than once. Say it once."),
        ("process=wgx%00", "process Null characters are not allowed."),
        ("round=1", "round Rounds are numbered in each process by itself: name the process as well."),
        ("accent=green", "accent Write a colour with six hexadecimal digits, such as 26389e."),
        ("accent=ffcc00", "stand out from the light ground by 1.51 to 1 only, and need 4.5. Take a darker one."),
        ("scheme=dark&accent=26389e", "Take a lighter one."),
        ("scheme=auto&accent=afbcff", "Take a darker one."),
        ("scheme=auto&accent_dark=26389e", "Take a lighter one."),
        ("accent_dark=afbcff", "This goes with scheme=auto only."),
        ("state=closed", "state “closed” is not known here. Known are: open, upcoming, both."),
        ("x=<script>", "“x” is not known here."),
    ],
)
def test_what_is_not_known_is_refused_in_the_frame_and_told(query, said, process, client):
    answer = client.get(f"{LIST}?{query}")

    assert answer.status_code == 400
    assert said in text_of(answer)
    assert "<script>" not in answer.content.decode()
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "query",
    ["process=nobody", "process=wgx&round=9", "process=wgx&group=nobody", "process=hidden", f"process={60 * 'x'}"],
)
def test_what_is_not_there_or_not_public_is_a_404_in_the_same_clothes(query, make_process, process, client):
    make_process("hidden", public_at=None)

    answer = client.get(f"{LIST}?{query}&lang=fr&scheme=dark")

    assert answer.status_code == 404
    assert '<html lang="fr" dir="ltr" data-scheme="dark">' in answer.content.decode()
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "Hidden" not in answer.content.decode()


def test_refusals_speak_the_language_of_the_list(process, client):
    assert '<html lang="ar" dir="rtl"' in client.get(f"{LIST}?lang=ar&scheme=pink").content.decode()


# Who may show it.


def test_any_site_may_frame_and_fetch_it_and_nothing_in_it_runs(period, client):
    answer = client.get(OF_WGX)
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))

    assert policy["frame-ancestors"] == "*"
    assert policy["script-src"] == policy["connect-src"] == policy["form-action"] == "'none'"
    assert policy["style-src"] == "'self'"
    assert "X-Frame-Options" not in answer.headers
    assert answer.headers["Access-Control-Allow-Origin"] == answer.headers["Timing-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert not re.search(r"<script|<style|\sstyle=|\son[a-z]+=", answer.content.decode())


@pytest.mark.parametrize("address", ["/", "/embed/", "/embed/nothing", "/processes/wgx/", "/accounts/login/", "/api/"])
def test_no_other_page_lets_itself_be_framed(address, period, client):
    answer = client.get(address)

    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_it_is_only_read(process, client):
    assert client.post(OF_WGX).status_code == 405
    assert client.head(OF_WGX).status_code == 200


def test_hostile_words_of_a_title_stay_words(make_period, process, client):
    make_period(title={"en": "</a><script>alert(1)</script>"})

    assert "<script>" not in client.get(OF_WGX).content.decode()


def test_what_ana_sees_is_what_nobody_sees(period, client, cast: SimpleNamespace, sign_in):
    pages = {client.get(OF_WGX).content}
    for who in (cast.ana, cast.dora, cast.otto):
        pages.add(sign_in(client, who).get(OF_WGX).content)

    assert len(pages) == 1
