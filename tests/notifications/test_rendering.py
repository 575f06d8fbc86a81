"""The words of a letter."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Engine
from django.utils import timezone, translation

from notifications.families import UnknownFamily
from notifications.rendering import render
from tests.notifications.conftest import CONTEXT

LETTERS = Path(settings.BASE_DIR) / "templates" / "letters"


def hello(language="en", zone="UTC", **given):
    return render("example/hello", language=language, zone=zone, context=CONTEXT, **given)


def test_subject_is_one_line():
    assert hello().subject_line == "Tea & <cake> is open"


def test_endless_subject_is_cut():
    words = render("example/hello", language="en", zone="", context={**CONTEXT, "thing": "x" * 300})

    assert len(words.subject_line) == 200
    assert words.subject_line.endswith("x…")


def test_plain_text_is_tidy_and_not_escaped():
    assert hello(name="Dora & Co").text.startswith(
        "Dear Dora & Co,\n\n"
        "Tea & <cake> opens on 22 November 2026, 21:30 UTC.\n\n"
        "Read it: https://plenum.example/things/\n\n"
        "The consultation secretariat\n\n"
    )


def test_html_is_escaped():
    html = hello(name="<b>Dora").html

    assert "<p>Tea &amp; &lt;cake&gt; opens" in html
    assert "&lt;b&gt;Dora" in html


def test_times_are_the_readers():
    assert "opens on 23 November 2026, 00:30 EAT." in hello(zone="Africa/Nairobi").text


@pytest.mark.parametrize("zone", ["", "Nowhere/Land", "../etc", "x" * 300])
def test_unknown_zone_becomes_utc(zone):
    assert "21:30 UTC" in hello(zone=zone).text


def test_month_is_named_in_the_readers_language():
    assert "22 novembre 2026" in hello(language="fr").text


@pytest.mark.parametrize(
    ("reader", "written"), [("fr", "fr"), ("fr-ca", "fr"), ("ar", "ar"), ("es", "en"), ("xx", "en"), ("", "en")]
)
def test_language_without_a_catalogue_becomes_the_sites_own(reader, written):
    words = hello(language=reader)

    assert words.language == written
    assert f'<html lang="{written}"' in words.html


def test_arabic_runs_from_right_to_left():
    assert '<html lang="ar" dir="rtl">' in hello(language="ar").html
    assert '<body lang="ar" dir="rtl">' in hello(language="ar").html
    assert 'dir="ltr"' in hello(language="fr").html


def test_callers_language_and_zone_come_back():
    with translation.override("fr"), timezone.override("Asia/Tokyo"):
        hello(language="ar", zone="Africa/Nairobi")

        assert translation.get_language() == "fr"
        assert timezone.get_current_timezone_name() == "Asia/Tokyo"


@pytest.mark.parametrize("part", ["text", "html"])
def test_person_learns_why_and_where_to_choose(part):
    words = getattr(hello(name="Dora"), part)

    assert "because you have an account at https://plenum.example" in words
    assert "https://plenum.example/me/" in words


@pytest.mark.parametrize("part", ["text", "html"])
def test_mere_address_learns_why_and_is_sent_to_no_settings(part):
    words = getattr(hello(has_account=False), part)

    assert "because this address was given at https://plenum.example" in words
    assert "/me/" not in words
    assert "Hello," in words


def test_text_over_20_kb_is_cut_with_a_sentence_and_keeps_its_end():
    context = {**CONTEXT, "thing": "é" * 11_000, "url": "https://plenum.example/all/"}

    text = render("example/hello", language="en", zone="", context=context).text

    assert len(text.encode()) <= 20_000
    assert "This letter was too long to be sent whole. Its end was cut here.\nhttps://plenum.example/all/\n" in text
    assert "You receive this letter because you have an account" in text


def test_no_line_is_longer_than_mail_may_have():
    words = " ".join(["word"] * 1000)

    text = render("example/hello", language="en", zone="", context={**CONTEXT, "thing": words + "字" * 2000}).text

    assert max(len(line.encode()) for line in text.splitlines()) <= 900
    assert words[:3000].replace(" ", "") in text.replace("\n", "").replace(" ", "")


def test_letter_says_in_which_language_it_would_be_if_we_wrote_it():
    assert "This letter would be in another language (Spanish)" in hello(language="es").text
    assert "This letter would be in another language (Spanish)" in hello(language="es").html
    assert "another language" not in hello(language="fr-CA").text
    assert "another language" not in hello(language="tlh").text
    assert "another language" not in hello(language="").text


def test_unknown_family_is_an_error():
    with pytest.raises(UnknownFamily):
        render("example/nothing", language="en", zone="", context={})


def test_every_family_of_letters_has_its_three_files():
    files = {str(file.relative_to(LETTERS)) for kind in ("txt", "html") for file in LETTERS.glob(f"*/[!_]*.{kind}")}

    families = {file.split(".")[0] for file in files}

    assert files == {f"{family}.{part}" for family in families for part in ("subject.txt", "body.txt", "body.html")}


@pytest.mark.parametrize("file", sorted(str(file.relative_to(LETTERS.parent)) for file in LETTERS.glob("*/*.*")))
def test_template_of_a_letter_can_be_read(file):
    assert Engine.get_default().get_template(file)


def lies_on(template: str) -> str:
    """The sheet at the end of what a template extends: a letter may say a little more than another one."""
    found = re.match(r'{% extends "(letters/[^"]+)" %}', template)
    if found is None:
        return ""
    above = LETTERS.parent / found[1]
    return lies_on(above.read_text()) or found[1]


@pytest.mark.parametrize("kind", ["txt", "html"])
def test_body_of_every_letter_lies_on_the_common_sheet(kind):
    bodies = list(LETTERS.glob(f"*/*.body.{kind}"))

    strays = [file.name for file in bodies if lies_on(file.read_text()) != f"letters/base.{kind}"]

    assert bodies
    assert strays == []
