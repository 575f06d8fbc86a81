"""The client reads what a portal reads: open periods, a round, contributions page by page."""

import importlib
import json
from datetime import UTC, datetime
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from api.documentation import description
from api.documentation.examples import example_of
from consultations.models import CommentPeriod, Process
from contributions.enums import State
from contributions.models import ContributionFile, Referral
from portals.actions import issue_key

pytestmark = pytest.mark.usefixtures("world")


@pytest.fixture
def client(library, live_server, settings):
    """The client of somebody without a key."""
    settings.SITE_URL = live_server.url
    with library.package.Client(base_url=live_server.url, raise_on_unexpected_status=True) as client:
        yield client


def test_every_module_can_be_imported(library):
    for name in library.every_module():
        importlib.import_module(name)


def test_open_periods_come_in_one_request(library, client):
    listing = library.operation("comment_periods", "comment_periods_list")
    state = library.models.CommentPeriodsListState.OPEN

    told = listing.sync(client=client, state=state)

    (period,) = told.results
    stored = CommentPeriod.objects.get()
    assert period.closes_at == stored.closes_at
    assert period.title.to_dict() == {"en": "Call for inputs", "fr": "Appel à contributions"}
    assert [question.number for question in period.questions] == [1]
    assert [act.act for act in period.history] == ["open", "extend"]
    assert told.next_ is None


def test_periods_of_a_past_instant(library, client):
    listing = library.operation("comment_periods", "comment_periods_list")
    state = library.models.CommentPeriodsListState.OPEN

    told = listing.sync(client=client, state=state, at=datetime(2027, 1, 10, 12, 0, tzinfo=UTC))

    assert [period.closes_at for period in told.results] == [datetime(2027, 1, 25, 22, 59, tzinfo=UTC)]


def test_one_round_with_what_is_filed_in_it(library, client):
    told = library.operation("rounds", "rounds_retrieve").sync(id=902, client=client)

    assert (told.number, told.process.slug) == (2, "example-cables")
    assert [document.symbol for document in told.documents] == ["EXC/2/1"]


def test_contributions_page_by_page(library, client, make_contribution):
    listing = library.operation("contributions", "contributions_list")
    for _ in range(3):
        make_contribution(state=State.PUBLISHED)

    symbols, cursor = [], library.types.UNSET
    while True:
        told = listing.sync(client=client, process="wgx", limit=1, cursor=cursor)
        symbols += [each.symbol for each in told.results]
        if told.next_ is None:
            break
        cursor = parse_qs(urlsplit(told.next_).query)["cursor"][0]

    assert symbols == ["WGX/1/3", "WGX/1/2", "WGX/1/1"]


def test_one_contribution_with_what_it_says(library, client):
    told = library.operation("contributions", "contributions_retrieve").sync(id=907, client=client)

    assert told.symbol == "EXC/2/2"
    assert told.content.recommendations == ["Mark cables on every chart."]


def test_a_problem_comes_as_a_problem(library, client):
    told = library.operation("rounds", "rounds_retrieve").sync(id=999, client=client)

    assert (told.status, told.type_.rpartition("#")[2]) == (404, "problem-not-found")


@pytest.fixture
def token(live_server, portal, admit_portal):
    """Get a token as a portal does: its key in exchange, at the address that the description names."""
    admit_portal(portal, Process.objects.get(slug="example-cables"))
    key, secret = issue_key(portal, by=None)
    where = description.read()["components"]["securitySchemes"]["portal"]["flows"]["clientCredentials"]["tokenUrl"]
    answer = httpx.post(
        live_server.url + where, data={"grant_type": "client_credentials"}, auth=(key.client_id, secret)
    )
    return answer.json()["access_token"]


def test_a_portal_submits_for_a_person_once(library, client, token, live_server):
    create = library.operation("submissions", "submissions_create")
    body = library.models.SubmissionShape.from_dict(example_of("submissions_create")["body"])
    signed_in = library.package.AuthenticatedClient(base_url=live_server.url, token=token)

    with signed_in:
        made = create.sync(client=signed_in, body=body, idempotency_key="one")
        again = create.sync(client=signed_in, body=body, idempotency_key="one")
        followed = library.operation("submissions", "submissions_retrieve").sync(id=str(made.id), client=signed_in)
        refused = create.sync(client=client, body=body, idempotency_key="two")

    assert again.id == made.id == followed.id
    assert (Referral.objects.count(), str(followed.state)) == (1, "waiting")
    assert refused.status == 401


def test_files_go_along(library, token, live_server, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    create = library.operation("submissions", "submissions_create")
    said = library.models.SubmissionShape.from_dict(example_of("submissions_create")["body"])
    file = library.package.types.File(payload=BytesIO(b"Two each."), file_name="cables.txt", mime_type="text/plain")
    body = library.models.SubmissionWithFiles(submission=said, files=[file])

    with library.package.AuthenticatedClient(base_url=live_server.url, token=token) as signed_in:
        made = create.sync(client=signed_in, body=body, idempotency_key="one")

    assert str(made.state) == "waiting"
    assert ContributionFile.objects.filter(name="cables.txt").exists()


def test_a_compilation_of_a_text(library, client, live_server):
    operation = library.operation("text_versions", "text_versions_compilation_retrieve")

    told = json.dumps(operation.sync(id="910", client=client).to_dict())

    example = example_of("text_versions_compilation_retrieve")
    assert json.loads(told.replace(live_server.url, "https://plenum.example")) == example["response"]
