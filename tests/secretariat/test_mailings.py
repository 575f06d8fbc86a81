"""Letters to followers at the desk: once as a mailing, held ones read and released, and nobody's link given away."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from common.moments import written
from common.refusals import NotPossible
from consultations.enums import DocumentKind, Role
from consultations.models import CommentPeriod, Document, Process, ProcessRole, Round, Symbol
from contributions import actions, notices
from contributions.models import Contribution
from contributions.queries.mailings import audience_of, process_id_of
from contributions.queries.topics import of_search
from following import actions as following
from following.enums import Pace
from following.models import News
from notifications.models import Letter, Words
from record.models import Entry
from secretariat.letters import called
from stakeholders.models import Mandate, Person, Source
from tests.negotiating import make_text, opinion
from texts.models import TextVersion

__all__ = ["make_text", "opinion"]

pytestmark = pytest.mark.django_db

Make = Callable[..., Contribution]
MAILINGS = "/desk/outbox/mailings/"
BEFORE = timedelta(days=1)


@pytest.fixture(autouse=True)
def _real(settings: Any) -> None:
    settings.DEMO = False


@pytest.fixture
def _holding(process: Process) -> None:
    Process.objects.filter(pk=process.pk).update(holds_letters=True)
    process.refresh_from_db()


@pytest.fixture
def followers(cast: SimpleNamespace, process: Process, make_source: Callable[..., Source]) -> list[Any]:
    """Pia, who speaks for another ministry; Otto, who speaks for nobody and reads once a day; an address, in French."""
    topic, since = f"process:{process.pk}", timezone.now() - BEFORE
    guest = following.reader_at("guest@example.org", language="fr", time_zone="UTC")
    Mandate.objects.create(person=cast.pia, source=make_source("Ministry of Ports"), confirmed_at=since)
    following.follow(topic, by=cast.pia, at=since)
    following.follow(topic, by=cast.otto, at=since, pace=Pace.DAILY)
    following.follow_here(topic, reader=guest, at=since)
    return [cast.pia, cast.otto, guest]


@pytest.fixture
def held(_holding: None, followers: list[Any], make_contribution: Make) -> News:
    make_contribution(title="On cables")
    actions.spread_news()
    return News.objects.get(kind="published")


def person(number: int) -> Person:
    return Person.objects.create_user(f"reader-{number}@example.org", name=f"Reader {number}")


def page(pk: int) -> str:
    return reverse("secretariat:mailing", args=[pk])


def test_a_process_that_holds_letters_lets_none_to_followers_go(held: News) -> None:
    assert held.hold
    assert Words.objects.count() == 0
    assert Letter.objects.filter(family="contributions/published").exists()


def test_a_mailing_stands_once_and_its_letters_behind_it(
    dora: Client, followers: list[Any], make_contribution: Make
) -> None:
    make_contribution(title="On cables")
    actions.spread_news()
    news = News.objects.get(kind="published")

    families = {row["letter"].family for row in dora.get("/desk/outbox/").context["letters"]}
    (row,) = dora.get(MAILINGS).context["rows"]
    behind = dora.get(page(news.pk))

    assert "contributions/followed_published" not in families
    assert row["told"][:2] == ["Told to 3 readers", "2 waiting"]
    assert (row["title"], row["tells"]) == ("New: WGX/1/1, On cables", "A contribution is published.")
    assert {each["letter"].family for each in behind.context["letters"]} == {"contributions/followed_published"}
    assert "guest@example.org" not in behind.content.decode()


def test_nobody_at_the_desk_reads_what_ends_a_readers_letters(
    dora: Client, followers: list[Any], make_contribution: Make
) -> None:
    make_contribution(title="On cables")
    actions.spread_news()
    for letter in Letter.objects.exclude(words=None):
        text, html = letter.written()
        assert letter.stop_token in text
        assert letter.stop_token in html

        shown = dora.get(reverse("secretariat:letter", args=[letter.pk])).content.decode()
        as_mail = dora.get(reverse("secretariat:letter_html", args=[letter.pk])).content.decode()

        assert "On cables" in shown
        assert "On cables" in as_mail
        for each in (shown, as_mail):
            assert letter.stop_token not in each
            assert letter.stop not in each
            assert letter.words is not None
            assert letter.words.mark not in each


def test_a_held_mailing_says_who_will_have_it(held: News, followers: list[Any]) -> None:
    audience = audience_of(held)

    assert (audience.readers, audience.by_letter, audience.guests, audience.no_group) == (3, 3, 1, 1)
    assert [number for _wording, number in audience.groups] == [1]
    assert dict(audience.languages) == {"en": 2, "fr": 1}
    assert audience.paces == [(Pace.AT_ONCE, 2), (Pace.DAILY, 1)]


def test_a_held_mailing_counts_whoever_follows_a_search_that_finds_it(
    dora: Client, held: News, cast: SimpleNamespace
) -> None:
    ines, rosa = cast.ines, person(1)
    following.follow(of_search("cables"), by=ines, at=held.at - BEFORE, pace=Pace.WEEKLY)
    following.follow(of_search("cables", process="elsewhere"), by=rosa, at=held.at - BEFORE)
    following.follow(of_search("herons"), by=rosa, at=held.at - BEFORE)
    following.follow(of_search("cables"), by=cast.otto, at=held.at - BEFORE)

    shown = dora.get(page(held.pk))
    dora.post(f"{page(held.pk)}release/")
    actions.spread_news()

    assert shown.context["audience"].readers == 4
    assert (Pace.WEEKLY.label, 1) in shown.context["by_pace"]
    assert "Those who follow a search that finds it are among them." in shown.content.decode()
    assert dora.get(page(held.pk)).context["row"]["told"][0] == "Told to 4 readers"


def test_of_very_many_searches_it_says_that_not_all_were_tried(
    dora: Client, held: News, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("contributions.queries.mailings", "secretariat.views.mailings", "secretariat.mailings"):
        monkeypatch.setattr(f"{module}.MOST_SEARCHES", 2)
    for number in range(3):
        following.follow(of_search(f"word{number}"), by=person(number), at=held.at - BEFORE)
    assert "Only the first 2 of the searches that people follow were tried" in dora.get(page(held.pk)).content.decode()


def test_what_failed_behind_a_mailing_is_found_and_tried_again(
    dora: Client, chris: Client, followers: list[Any], make_contribution: Make, django_assert_max_num_queries: Any
) -> None:
    make_contribution(title="On cables")
    actions.spread_news()
    there = page(News.objects.get(kind="published").pk)
    lost = Letter.objects.exclude(words=None).order_by("pk")[0]
    Letter.objects.filter(pk=lost.pk).update(failed_at=timezone.now())

    listed = dora.get(there).content.decode()
    with django_assert_max_num_queries(8):
        narrowed = dora.get(f"{there}?state=failed")
    reading = chris.get(f"{there}?state=failed").content.decode()
    again = dora.post("/desk/outbox/resend/", {"item": str(lost.pk), "mailing": there.split("/")[-2]})

    assert "Only the letters that failed" in listed
    assert [each["letter"].pk for each in narrowed.context["letters"]] == [lost.pk]
    assert "Try the chosen ones again" in narrowed.content.decode()
    assert "Try the chosen ones again" not in reading
    assert again["Location"] == there
    assert not Letter.objects.failed().exists()


def test_a_mailing_that_nobody_follows_says_so(
    dora: Client, make_contribution: Make, period: CommentPeriod, process: Process
) -> None:
    make_contribution(title="On cables")
    following.report("period_opened", subject=period, topics=[f"process:{process.pk}"], key="opened")
    unspread = [row["told"] for row in dora.get(MAILINGS).context["rows"]]
    actions.spread_news()
    spread = [(row["told"], row["stands"][1]) for row in dora.get(MAILINGS).context["rows"]]

    assert unspread == [["Nobody has been told yet."], ["Nobody has been told yet."]]
    assert spread == [
        (["Nobody follows this; no letter was sent."], "told to nobody"),
        # Its author has a letter of their own.
        (["Nobody else follows this; no letter to followers was sent."], "told to nobody"),
    ]


def test_what_the_house_dropped_after_some_were_told_says_that_nobody_else_is(
    dora: Client, followers: list[Any], make_contribution: Make
) -> None:
    make_contribution(title="On cables")
    actions.spread_news()
    following.drop(News.objects.filter(kind="published"))
    shown = dora.get(page(News.objects.get(kind="published").pk))
    assert shown.context["row"]["stands"] == ("called_off", "dropped: nobody else is told")
    assert "The house dropped it by itself" in shown.content.decode()


@pytest.mark.usefixtures("_holding")
def test_what_nobody_is_told_of_any_more_keeps_its_kind_and_its_name(
    dora: Client, period: CommentPeriod, process: Process
) -> None:
    topics = [f"process:{process.pk}"]
    held = following.report("period_opened", subject=period, topics=topics, key="opened", hold=True)
    assert held is not None
    Round.objects.update(public_at=None)
    (row,) = dora.get(MAILINGS).context["rows"]
    shown = dora.get(page(held.pk))
    assert (row["title"], row["thing"].text) == (called("contributions/period_opened"), "Call for contributions")
    assert "Nobody would be told." in shown.content.decode()
    assert "Release it" not in shown.content.decode()
    assert dora.get(f"{page(held.pk)}html/").status_code == 404
    assert dora.post(f"{page(held.pk)}drop/", {"reason": "Gone."}).status_code == 302


def test_a_held_mailing_is_read_in_each_language(dora: Client, held: News) -> None:
    shown = dora.get(page(held.pk)).content.decode()
    in_french = dora.get(page(held.pk), {"language": "fr"})
    as_mail = dora.get(f"{page(held.pk)}html/", {"language": "fr"})

    assert "On cables" in shown
    assert "Stop these letters:<br>(an address for this reader alone)" in shown
    assert "of-nobody" not in shown + as_mail.content.decode()
    assert "guest@example.org" not in shown
    assert in_french.context["words"].language == "fr"
    assert as_mail["Content-Security-Policy"].startswith("sandbox")


def test_a_word_in_front_stands_in_the_letters_of_its_language_and_says_when_it_is_in_another(
    dora: Client, held: News, process: Process
) -> None:
    dora.post(f"{page(held.pk)}say/", {"said_first_en": "Please read <b>carefully</b>."})
    dora.post(f"{page(held.pk)}release/")
    actions.spread_news()
    english, french = (Words.objects.get(language=each) for each in ("en", "fr"))

    assert "A word of the secretariat:\n\nPlease read <b>carefully</b>." in english.text
    assert "Please read &lt;b&gt;carefully&lt;/b&gt;." in english.html
    assert "(anglais)" in french.text
    assert "Please read <b>carefully</b>." in french.text
    assert '<blockquote lang="en" dir="ltr">' in french.html
    assert {"news.say_first", "news.release"} <= set(Entry.objects.values_list("verb", flat=True))


def test_released_twice_it_goes_once_and_the_second_is_told(dora: Client, held: News) -> None:
    first, second = (dora.post(f"{page(held.pk)}release/") for _ in range(2))

    assert (first.status_code, second.status_code) == (302, 409)
    assert "somebody has released or dropped it meanwhile" in second.content.decode()
    assert Entry.objects.filter(verb="news.release").count() == 1
    assert Letter.objects.exclude(words=None).count() == 0
    actions.spread_news()
    assert Letter.objects.exclude(words=None).count() == 2


def test_dropped_with_a_reason_nobody_is_told(dora: Client, held: News) -> None:
    unsaid = dora.post(f"{page(held.pk)}drop/", {"reason": " "})
    said = dora.post(f"{page(held.pk)}drop/", {"reason": "It was published by mistake."})
    late = dora.post(f"{page(held.pk)}say/", {"said_first_en": "Hello."})
    actions.spread_news()

    assert (unsaid.status_code, said.status_code, late.status_code) == (422, 302, 409)
    assert "It was published by mistake." in dora.get(page(held.pk)).content.decode()
    assert Words.objects.count() == 0
    assert Entry.objects.filter(verb="news.drop").count() == 1


def test_a_word_in_a_language_that_is_not_on_the_page_stays(dora: Client, held: News) -> None:
    dora.post(f"{page(held.pk)}say/", {"said_first_en": "Hello.", "said_first_fr": "Bonjour."})
    now = {"seen_en": "Hello.", "seen_fr": "Bonjour."}
    dora.post(f"{page(held.pk)}say/", {"said_first_en": "Good day.", **now})
    held.refresh_from_db()
    assert held.data["said_first"] == {"en": "Good day.", "fr": "Bonjour."}


def test_a_word_written_on_a_stale_page_does_not_overwrite_a_colleagues(dora: Client, held: News) -> None:
    dora.post(f"{page(held.pk)}say/", {"said_first_en": "First."})
    stale = dora.post(f"{page(held.pk)}say/", {"said_first_en": "Second."})
    seen = dora.post(f"{page(held.pk)}say/", {"said_first_en": "Third.", "seen_en": "First."})
    held.refresh_from_db()

    assert (stale.status_code, seen.status_code) == (409, 302)
    assert held.data["said_first"] == {"en": "Third."}


@pytest.mark.parametrize(("who", "status"), [("dora", 302), ("omar", 302), ("chris", 403), ("olga", 403)])
def test_who_publishes_releases(
    who: str, status: int, held: News, cast: SimpleNamespace, sign_in: Callable[..., Client]
) -> None:
    client = sign_in(Client(), getattr(cast, who))
    for way, given in (("say", {"said_first_en": "Hello."}), ("release", {})):
        assert client.post(f"{page(held.pk)}{way}/", given).status_code == status
    held.refresh_from_db()
    assert held.hold == (status == 403)


def test_a_mailing_of_another_process_is_not_there(
    held: News, make_process: Callable[..., Process], cast: SimpleNamespace, sign_in: Callable[..., Client]
) -> None:
    ProcessRole.objects.create(process=make_process("other"), person=cast.otto, role=Role.HEAD)
    other = sign_in(Client(), cast.otto)
    assert other.get(MAILINGS).context["rows"] == []
    assert other.get(page(held.pk)).status_code == 404
    for way in ("say", "release", "drop"):
        assert other.post(f"{page(held.pk)}{way}/", {"reason": "x"}).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_pages_ask_the_database_little(
    rows: int, dora: Client, followers: list[Any], make_contribution: Make, django_assert_max_num_queries: Any
) -> None:
    for _each in range(rows):
        make_contribution()
    actions.spread_news()
    for address in (MAILINGS, "/desk/outbox/", page(News.objects.latest("pk").pk)):
        with django_assert_max_num_queries(8):
            assert dora.get(address).status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_a_held_mailing_asks_the_database_the_same_however_many_follow(
    rows: int, dora: Client, held: News, django_assert_max_num_queries: Any
) -> None:
    for number in range(rows):
        follower = person(number)
        following.follow(of_search(f"cables {'on' * number}"), by=follower, at=held.at - BEFORE)
        following.follow(f"process:{process_id_of(held)}", by=follower, at=held.at - BEFORE)
    actions.say_first(held, {"en": "Hello.", "fr": "Bonjour."}, by=Person.objects.get(email="dora@example.org"))
    with django_assert_max_num_queries(8):
        assert dora.get(page(held.pk)).status_code == 200


def test_a_list_of_every_kind_asks_the_database_little(
    dora: Client, opinion: TextVersion, period: CommentPeriod, process: Process, django_assert_max_num_queries: Any
) -> None:
    now, symbol = timezone.now(), Symbol.objects.get()
    agenda = Document.objects.create(
        round=period.round, kind=DocumentKind.AGENDA, title={"en": "Agenda"}, symbol=symbol, filed_at=now, public_at=now
    )
    act = period.acts.get()
    topics = [f"process:{process.pk}"]
    every: list[tuple[str, Any, dict[str, int | str]]] = [
        ("period_opened", period, {}),
        ("period_decided", period, {"act": act.pk}),
        ("version", opinion, {"follows": symbol.text}),
        ("document", agenda, {}),
    ]
    for number in range(2):
        for kind, subject, data in every:
            following.report(kind, subject=subject, topics=topics, key=f"{kind}:{number}", data=data)
    with django_assert_max_num_queries(8):
        rows = dora.get(MAILINGS).context["rows"]
    assert {row["title"] for row in rows} == {
        "New: WGX/1/1, Opinion 3, as proposed",
        f"Open until {written(period.closes_at)}: Call for contributions (WGX)",
        "Announced: Call for contributions (WGX)",
        "New version: WGX/1/1, Opinion 3",
        "New: WGX/1/1, Agenda",
    }


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_at_once_one_releases(held: News, cast: SimpleNamespace) -> None:
    def release(person: Person) -> bool:
        try:
            actions.release_mailing(News.objects.get(pk=held.pk), by=Person.objects.get(pk=person.pk))
        except NotPossible:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(2) as pool:
        released = list(pool.map(release, (cast.dora, cast.omar)))

    assert sorted(released) == [False, True]
    assert Entry.objects.filter(verb="news.release").count() == 1


@pytest.mark.usefixtures("_holding", "followers")
def test_reminders_are_never_held(make_period: Callable[..., Any]) -> None:
    notices.period_closing(make_period(), days=2, at=timezone.now())
    assert not News.objects.get(kind="period_closing").hold
