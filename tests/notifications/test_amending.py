"""Changing a held letter, and trying one anew that did not arrive."""

from datetime import timedelta

import pytest
from django.utils import timezone

import record.queries
from common.refusals import Incomplete, NotPossible
from notifications.actions import deliver_due, edit, release, resend
from notifications.enums import Priority
from notifications.lifecycle import PAUSES
from notifications.models import Letter, Words

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def verbs_about(letter):
    return [(entry.verb, entry.actor) for entry in record.queries.about(letter)]


def test_held_letter_is_given_other_words_and_goes_with_them(mail_server, make_letter, make_person):
    dora = make_person()
    letter = make_letter("ana", hold=True, language="ar")

    edit(letter, subject_line=" Tea \n is <late> ", text="Come at <five>.\r\n\r\nhttps://plenum.example/tea/", by=dora)
    release(letter, by=dora)
    deliver_due()

    (arrived,) = mail_server.letters
    assert arrived["Subject"] == "Tea is <late>"
    assert arrived.get_body(["plain"]).get_content() == "Come at <five>.\n\nhttps://plenum.example/tea/\n"
    html = arrived.get_body(["html"]).get_content()
    assert "<p>Come at &lt;five&gt;.</p>" in html
    assert '<a href="https://plenum.example/tea/"' in html
    assert '<html lang="ar" dir="rtl">' in html
    assert "Tea &amp; &lt;cake&gt;" not in html
    assert verbs_about(letter) == [
        ("letter.edit", f"person:{dora.pk}"),
        ("letter.release", f"person:{dora.pk}"),
    ]


def test_letter_that_shared_its_words_has_its_own_from_then_on(make_letter, make_person):
    words = Words.objects.create(family="example/hello", language="en", subject_line="x", text="Old", html="<p>Old</p>")
    letter = make_letter("ana", hold=True, words=words, text="", html="")
    other = make_letter("ben", hold=True, words=words, text="", html="")

    edit(letter, subject_line="New", text="New", by=make_person())

    other.refresh_from_db()
    assert letter.written()[0] == "New\n"
    assert other.written() == ("Old", "<p>Old</p>")


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ({"subject_line": " \u200b "}, {"subject_line"}),
        ({"subject_line": "x" * 201}, {"subject_line"}),
        ({"text": " \n\0"}, {"text"}),
        ({"text": "é" * 10_241}, {"text"}),
        ({"subject_line": "", "text": ""}, {"subject_line", "text"}),
    ],
)
def test_words_that_are_missing_or_too_long_change_nothing(make_letter, make_person, given, wrong):
    letter = make_letter("ana", hold=True)

    with pytest.raises(Incomplete) as refusal:
        edit(letter, **{"subject_line": "New", "text": "New", **given}, by=make_person())

    assert set(refusal.value.fields) == wrong
    assert Letter.objects.get().subject_line == "Tea & <cake> is open"
    assert verbs_about(letter) == []


@pytest.mark.parametrize("columns", [{"hold": False}, {"called_off_at": NOW}, {"sent_at": NOW, "hold": False}])
def test_letter_that_is_not_held_any_more_is_not_changed(make_letter, make_person, columns):
    letter = make_letter("ana", hold=True)
    Letter.objects.update(**columns)

    with pytest.raises(NotPossible, match="not held any more"):
        edit(letter, subject_line="New", text="New", by=make_person())

    assert Letter.objects.get().subject_line == "Tea & <cake> is open"


@pytest.mark.parametrize("columns", [{"failed_at": NOW}, {"sent_at": NOW, "bounced_at": NOW}])
def test_letter_that_did_not_arrive_is_tried_anew_as_the_same(mail_server, make_letter, make_person, columns):
    dora = make_person()
    letter = make_letter("ana", attempts=len(PAUSES) + 1, last_error="550 no such user", **columns)

    resend(letter, by=dora)

    assert (letter.failed_at, letter.bounced_at, letter.sent_at, letter.attempts) == (None, None, None, 0)
    assert deliver_due() == 1
    assert [arrived["Message-ID"] for arrived in mail_server.letters] == [letter.message_id]
    assert verbs_about(letter) == [("letter.resend", f"person:{dora.pk}")]


@pytest.mark.parametrize(
    "columns",
    [
        {},
        {"hold": True},
        {"sent_at": NOW},
        {"called_off_at": NOW},
        {"failed_at": NOW, "useless_from": NOW - timedelta(seconds=1)},
    ],
)
def test_no_other_letter_is_sent_again(make_letter, make_person, columns):
    letter = make_letter("ana", **columns)
    before = Letter.objects.values().get()

    with pytest.raises(NotPossible):
        resend(letter, by=make_person())

    assert Letter.objects.values().get() == before
    assert verbs_about(letter) == []


@pytest.mark.django_db(transaction=True)
def test_two_clicks_send_it_again_once(make_letter, make_person, broker):
    letter = make_letter("ana", failed_at=NOW, priority=Priority.FIRST)
    lying, dora = broker(), make_person()
    second = Letter.objects.get()

    resend(letter, by=dora)
    with pytest.raises(NotPossible):
        resend(second, by=dora)

    assert broker() == lying + 1
