"""How a page of ours is shown on another site that was given its address."""

import pytest
from django.core.cache import cache
from lxml import etree, html

SITE = "https://plenum.example"


@pytest.fixture
def ask(client):
    def get(url="", **asked):
        cache.clear()  # a test commits nothing
        return client.get("/oembed", {"url": url, **asked} if url else asked)

    return get


def test_a_round_is_shown_as_the_list_of_its_periods(ask, round_):
    response = ask(f"{SITE}/processes/wgx/rounds/1/", lang="fr", maxwidth="400", maxheight="9000")

    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    assert response["Access-Control-Allow-Origin"] == "*"
    source = f"{SITE}/embed/periods?process=wgx&amp;lang=fr&amp;round=1"
    assert response.json() == {
        "version": "1.0",
        "type": "rich",
        "title": "WGX · Meeting 1",
        "author_name": "Working Group WGX",
        "author_url": f"{SITE}/processes/wgx/",
        "provider_name": "Plenum",
        "provider_url": f"{SITE}/",
        "cache_age": 3600,
        "html": f'<iframe src="{source}" width="400" height="480" title="WGX · Meeting 1" '
        'sandbox="allow-popups allow-popups-to-escape-sandbox" loading="lazy"></iframe>',
        "width": 400,
        "height": 480,
    }


def test_processes_and_periods_are_shown_too_and_what_the_frame_holds_is_there(client, ask, period):
    for address, query in (
        ("/processes/wgx/", "process=wgx&lang=en"),
        (f"/processes/wgx/rounds/1/periods/{period.pk}/?on=2027-01-01#history", "process=wgx&lang=en&round=1"),
    ):
        said = ask(SITE + address).json()
        source = html.fromstring(said["html"]).get("src")
        assert source == f"{SITE}/embed/periods?{query}"
        assert client.get(source.removeprefix(SITE)).status_code == 200


def test_the_same_as_xml(ask, round_):
    asked = {"url": f"{SITE}/processes/wgx/rounds/1/"}
    as_json, as_xml = ask(**asked).json(), ask(**asked, format="xml")

    assert as_xml["Content-Type"] == "text/xml; charset=utf-8"
    root = etree.fromstring(as_xml.content)
    assert root.tag == "oembed"
    assert {element.tag: element.text for element in root} == {name: str(value) for name, value in as_json.items()}


def test_words_of_anybody_stay_words(ask, make_round):
    make_round(title={"en": '"><script>alert(1)</script>\x01'})

    said = ask(f"{SITE}/processes/wgx/rounds/1/", format="xml")

    frame = html.fromstring(etree.fromstring(said.content).findtext("html"))
    assert (frame.tag, len(frame), frame.tail) == ("iframe", 0, None)
    assert frame.get("title") == 'WGX · "><script>alert(1)</script>\ufffd'


@pytest.mark.parametrize(
    "url",
    [
        "https://elsewhere.example/processes/wgx/",
        "https://plenum.example.evil.example/processes/wgx/",
        "https://plenum.example@evil.example/processes/wgx/",
        "https://plenum.example:8443/processes/wgx/",
        "https://plenum.example:port/processes/wgx/",
        "//plenum.example/processes/wgx/",
        "/processes/wgx/",
        "javascript:alert(1)",
        "https://[::1/",
        f"{SITE}/",
        f"{SITE}/desk/",
        f"{SITE}/processes/none/",
        f"{SITE}/processes/hidden/",
        f"{SITE}/processes/wgx/rounds/9/",
        f"{SITE}/processes/wgx/rounds/{2**70}/",
        f"{SITE}/processes/wgx/rounds/1/periods/{2**70}/",
        f"{SITE}/processes/wgx/%00/",
    ],
)
def test_what_is_not_ours_or_not_public_is_not_shown(ask, round_, make_process, url):
    make_process("hidden", public_at=None)

    response = ask(url)

    assert (response.status_code, response["Content-Type"]) == (404, "application/problem+json")


def test_what_cannot_be_done_is_said_as_the_specification_has_it(ask, round_):
    address = f"{SITE}/processes/wgx/rounds/1/"

    assert ask(address, format="yaml").status_code == 501
    assert ask().status_code == 400
    for name in ("maxwidth", "maxheight"):
        for value in ("0", "-1", "wide", "٤٠٠", "1.5"):
            assert list(ask(address, **{name: value}).json()["errors"]) == [name]
    assert ask(address, dnt="1", discover="true").status_code == 200


def test_pages_say_where_to_ask(client, ask, period):
    for path in ("/processes/wgx/", "/processes/wgx/rounds/1/", f"/processes/wgx/rounds/1/periods/{period.pk}/"):
        page = html.fromstring(client.get(path).content)
        found = {
            link.get("type"): link.get("href") for link in page.findall("head/link") if link.get("rel") == "alternate"
        }
        for kind, sort in (("application/json+oembed", "application/json"), ("text/xml+oembed", "text/xml")):
            answer = client.get(found[kind].removeprefix(SITE))
            assert (answer.status_code, answer["Content-Type"].partition(";")[0]) == (200, sort)
