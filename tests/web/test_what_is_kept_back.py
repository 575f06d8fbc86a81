"""What a source keeps back is on no page, in no answer, file, letter or search of anybody but itself and the desk.

Everything that a secret stands in holds the same made-up word. A crawler follows every link of the public pages and
of the API, unpacks what it downloads, and looks for that word.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from types import SimpleNamespace
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from contributions import actions
from contributions.enums import Consent, Speaking
from exports.enums import FORMATS, Order
from exports.making import make
from following.actions import follow
from notifications.models import Letter
from stakeholders.models import Mandate, Person

pytestmark = pytest.mark.django_db

SECRET = "zyxquorum"
MOST = 600  # pages
HREF = re.compile(r"""(?:href|action|src)=["']([^"'#]+)""")
JSON_ADDRESS = re.compile(r'"(https?://[^"]+)"')
SKIPPED = re.compile(r"^/(static|accounts|media|language|health|desk|api/v1/schema)|/begin/|/propose/|/follow/")
STARTS = ("/", "/processes/", "/sources/", "/groups/", "/search/", "/help/", "/api/v1/contributions/?content=true")


@pytest.fixture(autouse=True)
def _files_apart(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def _addresses_of_the_client(settings):
    """What is told with its whole address is told with the one that the test asks at."""
    settings.SITE_URL = "http://testserver"


def secret_words(*, title: str) -> dict[str, object]:
    return {
        "title": title,
        "builds_on": f"our {SECRET} paper",
        "on_behalf": f"on behalf of {SECRET} members",
    }


@pytest.fixture
def world(request, cast, make_draft, make_source, period):
    """One that names its group only, one that is counted only, a joint one that a source refused, and a named one."""
    question = request.getfixturevalue("make_question")()
    shy = make_source(f"{SECRET} Society", group="civil-society", acronym="ZYXQUORUM", country="MC")
    hidden = make_source(f"Union of {SECRET}", group="academia", country="MC")
    refused = make_source(f"{SECRET} Office", group="technical-community")
    for person, source in (("ines", shy), ("ben", hidden), ("olga", refused)):
        Mandate.objects.create(person=getattr(cast, person), source=source, confirmed_at=period.opens_at, is_lead=True)
    follow(f"round:{period.round_id}", by=cast.otto)

    def publish(draft, by, *, file=True):
        if file:
            actions.attach(draft, SimpleUploadedFile(f"{SECRET}.txt", f"By {SECRET}.".encode()), by=by)
        actions.submit(draft, by=by)
        for named in draft.sources.invited():
            actions.show_as_invited(named, by=cast.dora)
        actions.publish(draft, by=cast.dora)
        draft.refresh_from_db()
        return draft

    group = make_draft(
        by=cast.ines, sources=[{"id": shy.pk}], consent="group", answers={str(question.pk): "Anchors break them."},
        statement="Harbours matter.", **secret_words(title="On harbours"),
    )  # fmt: skip
    words = {"statement": f"{SECRET} matters.", "recommendations": [f"Ask {SECRET}."]}
    counted = make_draft(
        by=cast.ben, sources=[{"id": hidden.pk}], consent="aggregate", answers={str(question.pk): f"{SECRET}!"},
        language="fr", **(secret_words(title=f"On {SECRET}") | words),
    )  # fmt: skip
    joint = make_draft(speaking=Speaking.JOINTLY, sources=[{"id": 0, "name": "Ministry of Posts of Exampland"}])
    actions.save(
        joint,
        joint.content | {"sources": [{"id": Mandate.objects.get(person=cast.ana).source_id}, {"id": refused.pk}]},
        by=cast.ana,
    )
    publish(group, cast.ines)
    publish(counted, cast.ben)
    publish(joint, cast.ana, file=False)
    actions.refuse_joining(joint.sources.get(source=refused), by=cast.olga)
    request.getfixturevalue("make_contribution")(title="On nothing secret")
    return SimpleNamespace(group=group, counted=counted, joint=joint, shy=shy, hidden=hidden, refused=refused)


def read(response) -> str:
    """All that is in an answer, as text; archives unpacked."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    headers = " ".join(f"{name}: {value}" for name, value in response.items())
    return f"{unquote(headers)}\n{_unpacked(body)}"


def _unpacked(body: bytes) -> str:
    if body[:4] == b"%PDF":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    if body[:2] != b"PK":
        return body.decode("utf-8", "replace")
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return "\n".join(f"{name}\n{_unpacked(archive.read(name))}" for name in archive.namelist())


def pages_of(client: Client) -> Iterator[tuple[str, str]]:
    """Every page that links lead to, with its text."""
    waiting, known = list(STARTS), set(STARTS)
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        text = read(response)
        yield address, text
        found = HREF.findall(text) if "text/html" in response.headers.get("Content-Type", "") else []
        found += JSON_ADDRESS.findall(text) if "json" in response.headers.get("Content-Type", "") else []
        if response.headers.get("Location"):
            found.append(response.headers["Location"])
        for link in found:
            parts = urlsplit(urljoin(f"http://testserver{address}", unescape(link)))
            there = parts.path + (f"?{parts.query}" if parts.query else "")
            is_ours = parts.netloc == "testserver" and not SKIPPED.search(there)
            if is_ours and there not in known and len(known) < MOST:
                known.add(there)
                waiting.append(there)


@pytest.mark.parametrize("who", ["nobody", "otto"])
@pytest.mark.usefixtures("world", "_addresses_of_the_client")
def test_no_link_leads_to_it(cast, client, sign_in, who):
    sign_in(client, getattr(cast, who))

    seen = dict(pages_of(client))

    told = [address for address, text in seen.items() if SECRET in text.casefold()]
    assert told == []
    assert len(seen) > 30
    assert any("Harbours matter." in text for text in seen.values())


def test_nobody_who_asks_for_it_is_told(world, client):
    for address in (
        f"/sources/{world.shy.slug}/",
        f"/sources/{world.hidden.slug}/",
        f"/sources/{world.refused.slug}/",
        f"/api/v1/sources/{world.shy.slug}/",
        *(
            f"/files/contributions/{file.pk}/{file.name}"
            for each in (world.group, world.counted)
            for file in each.files.all()
        ),
        f"/processes/wgx/documents/{world.counted.symbol.text}/content.json",
    ):
        assert client.get(address).status_code == 404, address
    for query in (SECRET, f"{SECRET} society", "zyxquorum!"):
        page = client.get("/search/", {"q": query}).content.decode()
        assert "/documents/" not in page, query
    for query in (
        f"source={world.shy.slug}",
        f"source={world.hidden.slug}",
        f"source={world.refused.slug}",
        "region=155",
        "group=academia",
        "language=fr",
    ):
        answer = client.get(f"/api/v1/contributions/?process=wgx&{query}").json()
        assert answer["results"] == [], query
        page = client.get(f"/processes/wgx/rounds/1/contributions/?{query}").content.decode()
        assert "/documents/" not in page, query


def test_what_is_taken_away_is_without_it(world, round_):
    for what, kinds in FORMATS.items():
        for kind in kinds:
            file = io.BytesIO()
            make(what, kind, round_, file, order=Order.SOURCE)
            assert SECRET not in _unpacked(file.getvalue()).casefold(), (what, kind)


def test_who_follows_gets_letters_without_it(world, cast):
    actions.spread_news()
    told = Letter.objects.filter(person=cast.otto)

    assert told.count() == 4
    for letter in told:
        assert SECRET not in f"{letter.subject_line} {letter.written()}".casefold()


def test_what_is_left_is_told(world, client):
    group = client.get(f"/processes/wgx/documents/{world.group.symbol.text}/").content.decode()
    counted = client.get(f"/processes/wgx/documents/{world.counted.symbol.text}/")

    assert "Harbours matter." in group
    assert "Civil society" in group
    assert "not named at its own wish" in group
    assert (counted.status_code, "received and counted" in counted.content.decode()) == (200, True)


def test_its_source_and_the_desk_still_read_it(world, client, cast, sign_in):
    assert SECRET in sign_in(client, cast.ines).get(f"/contributions/{world.group.pk}/").content.decode()
    assert SECRET in sign_in(client, cast.omar).get(f"/desk/contributions/{world.counted.pk}/").content.decode()


@pytest.mark.usefixtures("_addresses_of_the_client")
def test_less_is_seen_at_once_also_in_kept_pages(client, cast, make_contribution, django_capture_on_commit_callbacks):
    named = make_contribution(title=f"On {SECRET}", statement=f"{SECRET} matters.")
    assert any(SECRET in text.casefold() for _address, text in pages_of(client))

    with django_capture_on_commit_callbacks(execute=True):
        actions.change_consent(named, Consent.AGGREGATE, by=cast.ben)

    assert [address for address, text in pages_of(client) if SECRET in text.casefold()] == []


def test_the_makers_of_this_test_would_notice(world, client, cast):
    """The crawler reads names where they may be read."""
    actions.change_consent(world.group, Consent.NAMED, by=cast.ines)

    told = {address for address, text in pages_of(client) if SECRET in text.casefold()}

    assert f"/processes/wgx/documents/{world.group.symbol.text}/" in told
    assert Person.objects.filter(pk=cast.ines.pk).exists()
