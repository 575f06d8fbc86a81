"""Choosing the language of the pages, and their frame in each of them."""

import pytest
from django.conf import settings


@pytest.mark.parametrize("code", [code for code, _name in settings.LANGUAGES])
def test_choosing_sets_the_cookie_and_goes_back(client, code):
    response = client.get("/language/", {"to": code, "next": "/help/?x=1"})

    assert (response.status_code, response["Location"]) == (302, "/help/?x=1")
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == code


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_it_never_leads_to_another_site(client, address):
    assert client.get("/language/", {"to": "fr", "next": address})["Location"] == "/"


def test_an_unknown_language_changes_nothing(client):
    assert settings.LANGUAGE_COOKIE_NAME not in client.get("/language/", {"to": "tlh"}).cookies


def test_choosing_by_post_is_not_a_way(client):
    assert client.post("/language/", {"to": "fr"}).status_code == 405


@pytest.mark.parametrize(("language", "start"), [("en", 'lang="en" dir="ltr"'), ("ar", 'lang="ar" dir="rtl"')])
def test_the_page_says_its_language_and_direction(client, language, start):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language

    assert f"<html {start}>" in client.get("/gallery/").content.decode()


def test_the_gallery_is_not_there_in_production(client, settings):
    settings.DEMO = settings.DEBUG = False

    assert client.get("/gallery/").status_code == 404


def test_the_gallery_shows_every_part(client):
    page = client.get("/gallery/").content.decode()

    assert [
        name for name in ("folio", "card", "notice", "steps", "pager", "empty", "definitions") if name not in page
    ] == []


@pytest.mark.parametrize(("asked", "way"), [("", "ltr"), ("?dir=rtl", "rtl"), ("?dir=x", "ltr")])
def test_the_gallery_is_english_and_turns_when_asked(client, asked, way):
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "ar"

    assert f'<section class="stack" lang="en" dir="{way}">' in client.get(f"/gallery/{asked}").content.decode()
