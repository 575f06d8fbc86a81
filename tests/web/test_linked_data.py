"""What pages say in the vocabulary of schema.org, read back from the pages as a search engine does."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone
from lxml import html

from consultations import actions as dates
from consultations.enums import Act, DocumentKind
from consultations.models import Document, Symbol
from contributions import actions
from contributions.enums import Consent
from tests.negotiating import make_text, opinion, propose
from web.components.machines import linked_data

__all__ = ["make_text", "opinion", "propose"]  # fixtures

SITE = "https://plenum.example"


@pytest.fixture
def said(client, settings):
    """The data of a page."""
    settings.SITE_URL = SITE

    def get(path):
        cache.clear()  # a test commits nothing
        response = client.get(path)
        assert response.status_code == 200
        (script,) = html.fromstring(response.content).xpath("//script[@type='application/ld+json']")
        return json.loads(script.text)

    return get


@pytest.fixture
def process_said():
    address = f"{SITE}/processes/wgx/"
    return {"@type": "Organization", "@id": address, "name": "Working Group WGX", "url": address}


@pytest.fixture
def round_said():
    address = f"{SITE}/processes/wgx/rounds/1/"
    return {"@type": "EventSeries", "@id": address, "name": "Meeting 1", "url": address}


def _event(period, **other):
    address = f"{SITE}/processes/wgx/rounds/1/periods/{period.pk}/"
    return {
        "@type": "Event",
        "@id": address,
        "url": address,
        "name": "Call for contributions",
        "startDate": period.opens_at.astimezone(period.zone).isoformat(),
        "endDate": period.closes_at.astimezone(period.zone).isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
        "location": {"@type": "VirtualLocation", "url": address},
        "inLanguage": ["en"],
        "isAccessibleForFree": True,
    } | other


def test_a_process_is_a_body_with_its_open_periods(said, make_period, process_said):
    period = make_period()
    make_period("closed")

    assert said("/processes/wgx/") == process_said | {
        "@context": "https://schema.org",
        "alternateName": "WGX",
        "knowsLanguage": ["en"],
        "event": [_event(period)],
    }


def test_a_round_is_a_series_of_its_periods(said, period, round_, process_said, round_said):
    round_.meets_on, round_.place = timezone.now().date(), "Geneva"
    round_.save()

    assert said("/processes/wgx/rounds/1/") == round_said | {
        "@context": "https://schema.org",
        "startDate": round_.meets_on.isoformat(),
        "location": {"@type": "Place", "name": "Geneva", "address": "Geneva"},
        "organizer": process_said,
        "subEvent": [_event(period)],
    }


@pytest.fixture
def asked(make_period, groups):
    """A period that opens later, for academia, announced in another zone."""
    period = make_period("upcoming", time_zone="Asia/Kathmandu")
    period.audience.set([groups["academia"]])
    return period


def test_a_period_is_an_event_that_follows_every_act(said, cast, asked, process_said, round_said):
    period = asked
    path = f"/processes/wgx/rounds/1/periods/{period.pk}/"
    around = {
        "@context": "https://schema.org",
        "audience": [{"@type": "Audience", "audienceType": "Academia"}],
        "organizer": process_said,
        "superEvent": round_said,
    }
    first = period.opens_at.astimezone(period.zone).isoformat()
    assert first.endswith("+05:45")
    assert said(path) == _event(period) | around

    opens = period.opens_at + timedelta(days=1)
    dates.decide(period, Act.RESCHEDULE, by=cast.dora, opens_at=opens, reason="A holiday.")
    moved = {"eventStatus": "https://schema.org/EventRescheduled", "previousStartDate": first}
    assert said(path) == _event(period) | around | moved

    dates.decide(period, Act.CANCEL, by=cast.dora, reason="No meeting.")
    assert said(path) == _event(period, eventStatus="https://schema.org/EventCancelled") | around


def test_a_contribution_is_a_work_of_its_source(said, make_contribution, round_said, ministry):
    contribution = make_contribution()
    address = f"{SITE}/processes/wgx/documents/WGX/1/1/"

    assert said("/processes/wgx/documents/WGX/1/1/") == {
        "@context": "https://schema.org",
        "@type": "CreativeWork",
        "@id": address,
        "url": address,
        "identifier": "WGX/1/1",
        "datePublished": contribution.published_at.isoformat(),
        "isPartOf": round_said,
        "name": "On cables",
        "inLanguage": "en",
        "abstract": contribution.excerpt,
        "author": [{"@type": "Organization", "name": ministry.name, "url": f"{SITE}/sources/{ministry.slug}/"}],
        "dateModified": contribution.shown_at.isoformat(),
        "creativeWorkStatus": "Published",
    }


def test_of_what_is_kept_back_or_withdrawn_nobody_is_named(said, cast, make_contribution):
    contribution = make_contribution()
    path = "/processes/wgx/documents/WGX/1/1/"
    whole = said(path)

    actions.change_consent(contribution, Consent.GROUP, by=cast.ana)
    of_a_group, changed_at = said(path), contribution.shown_at.isoformat()
    actions.change_consent(contribution, Consent.AGGREGATE, by=cast.ana)
    counted = said(path)
    actions.withdraw(contribution, by=cast.ana)
    withdrawn = said(path)

    bare = {
        name: whole[name] for name in ("@context", "@type", "@id", "url", "identifier", "datePublished", "isPartOf")
    }
    without_author = {name: value for name, value in whole.items() if name != "author"}
    assert of_a_group == without_author | {"dateModified": changed_at}
    assert counted == bare
    assert withdrawn == bare | {"creativeWorkStatus": "Withdrawn"}


def test_a_document_says_who_sent_it_in_and_its_files(said, round_, process_said, round_said):
    now = timezone.now()
    symbol = Symbol.objects.create(process=round_.process, round=round_, text="WGX/1/5", number=5)
    document = Document.objects.create(
        round=round_,
        symbol=symbol,
        kind=DocumentKind.DRAFT,
        title={"fr": "Projet"},
        submitted_by="The Chair",
        filed_at=now,
        public_at=now,
    )
    given = {"name": "draft.pdf", "media_type": "application/pdf", "size": 12, "sha256": "ab" * 32, "language": "fr"}
    file = document.files.create(file="documents/ab/draft", **given)
    address = f"{SITE}/processes/wgx/documents/WGX/1/5/"

    assert said("/processes/wgx/documents/WGX/1/5/") == {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "@id": address,
        "url": address,
        "identifier": "WGX/1/5",
        "name": "Projet",
        "inLanguage": "fr",
        "datePublished": now.isoformat(),
        "creditText": "The Chair",
        "publisher": process_said,
        "isPartOf": round_said,
        "encoding": [
            {
                "@type": "MediaObject",
                "contentUrl": f"{SITE}/files/documents/{file.pk}/draft.pdf",
                "encodingFormat": "application/pdf",
                "contentSize": "12",
                "inLanguage": "fr",
                "sha256": "ab" * 32,
            }
        ],
    }


def test_a_version_of_a_text_is_legislation_that_is_not_in_force(said, opinion, process_said):
    address = f"{SITE}/processes/wgx/documents/WGX/1/1/text/"

    assert said("/processes/wgx/documents/WGX/1/1/text/") == {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "@id": address,
        "url": address,
        "legislationIdentifier": "WGX/1/1",
        "name": "Opinion 3",
        "inLanguage": "en",
        "version": "0",
        "datePublished": opinion.issued_at.isoformat(),
        "legislationLegalForce": "https://schema.org/NotInForce",
        "creativeWorkStatus": "Draft",
        "publisher": process_said,
    }


def test_nothing_in_it_ends_the_block():
    words = "</script><script>alert(1)</script><!-- & \u2028 العربية"

    block = str(linked_data({"name": words}))

    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not {"<", ">", "&"} & set(inside)
    assert json.loads(inside) == {"name": words}
