"""No cache on the way shows what a source or the secretariat has taken back: each has to ask us first.

What is public stays storable, and asking again mostly costs a 304.
"""

import re
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from contributions import actions
from contributions.content import Content
from contributions.enums import Consent
from contributions.queries.redactions import everywhere
from tests.web.test_what_is_kept_back import pages_of

pytestmark = pytest.mark.django_db

WORD = "zyxquorum"
UNASKED = re.compile(r"max-age|s-maxage|immutable|stale-while-revalidate|stale-if-error")


@pytest.fixture(autouse=True)
def _files_and_addresses(settings, tmp_path):
    settings.MEDIA_ROOT, settings.SITE_URL = tmp_path, "http://testserver"


@pytest.fixture
def published(cast, make_draft):
    """Under its name, with a file that says the word too."""
    draft = make_draft(title=f"On {WORD}", statement=f"{WORD} matters.")
    actions.attach(draft, SimpleUploadedFile("words.txt", f"Of {WORD}.".encode()), by=cast.ana)
    actions.submit(draft, by=cast.ana)
    actions.publish(draft, by=cast.dora)
    draft.refresh_from_db()
    return draft


@pytest.fixture
def places(published):
    """Where everybody reads it: its page, its exact form, its file, the API's answers, its source's."""
    page = f"/processes/wgx/documents/{published.symbol.text}/"
    (file,) = published.files.all()
    return SimpleNamespace(
        page=page,
        exact=f"{page}content.json",
        file=f"/files/contributions/{file.pk}/{file.name}",
        api=f"/api/v1/contributions/{published.pk}/",
        listed="/api/v1/contributions/?content=true",
        source="/api/v1/sources/ministry-of-posts-of-exampland/",
    )


def may_be_shown_unasked(answer) -> bool:
    """May a cache that has this answer give it out without asking us (RFC 9111)? Where nothing is said it may guess."""
    said = answer.headers.get("Cache-Control", "")
    return UNASKED.search(said) is not None or not ("no-cache" in said or "no-store" in said)


@pytest.mark.parametrize("who", ["nobody", "otto"])
def test_every_page_that_shows_it_has_to_be_asked_for_again(published, client, cast, sign_in, who):
    sign_in(client, getattr(cast, who))

    shown = [address for address, text in pages_of(client) if WORD in text.casefold()]

    assert len(shown) > 6
    assert [address for address in shown if may_be_shown_unasked(client.get(address))] == []


def test_every_address_of_it_is_known_again_by_what_it_says(places, client):
    for name, address in vars(places).items():
        first = client.get(address)
        again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert (name, first.status_code, may_be_shown_unasked(first)) == (name, 200, False)
        assert (name, again.status_code, may_be_shown_unasked(again)) == (name, 304, False)


def lower(contribution, cast):
    actions.change_consent(contribution, Consent.AGGREGATE, by=cast.ana)


def withdraw(contribution, cast):
    actions.withdraw(contribution, by=cast.ana)


def redact(contribution, cast):
    marks = everywhere(WORD, Content.from_json(contribution.submission.content), "third-person")
    (file,) = contribution.files.all()
    actions.redact(contribution, marks, by=cast.dora, files=[actions.FileMark(file.pk, (), "third-person")])


@pytest.mark.parametrize("act", [lower, withdraw, redact])
def test_whoever_asks_again_after_it_was_taken_back_gets_nothing_of_it(
    *, published, places, client, cast, act, django_capture_on_commit_callbacks
):
    had = {address: client.get(address).headers["ETag"] for address in vars(places).values()}

    with django_capture_on_commit_callbacks(execute=True):
        act(published, cast)

    for address, etag in had.items():
        if address == places.source and act is not lower:
            continue  # It stays: the source has published something.
        answer = client.get(address, headers={"If-None-Match": etag})
        assert answer.status_code in (200, 404), address
        assert WORD not in answer.content.decode().casefold(), address
        assert not may_be_shown_unasked(answer) or answer.status_code == 404, address
