"""How many questions an answer asks the database: the same for one row and for three, and at most eight.

Every operation of the API that reads is named here; a new one without a budget is told.
"""

import json
from datetime import timedelta
from itertools import count
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from api.documentation import description
from api.documentation.completing import operations_of
from consultations.enums import DocumentKind
from consultations.models import Admission, Document, Round, Symbol
from contributions.actions import publish_figures
from contributions.enums import State
from contributions.models import Contribution, Referral
from portals.actions import register_portal
from stakeholders.models import Person
from tests.negotiating import make_text, opinion, propose
from webhooks.enums import Kind
from webhooks.models import Attempt, Delivery, Endpoint, Event

__all__ = ["make_text", "opinion", "propose"]  # fixtures

MOST = 8
# One thing by itself: what it holds grows with every row.
ADDRESSES = {
    "admissions_list": "admissions/",
    "admissions_retrieve": "admissions/{admission}/",
    "changes_list": "changes/",
    "changes_retrieve": "changes/{change}/",
    "clauses_list": "clauses/",
    "clauses_retrieve": "clauses/{clause}/",
    "comment_periods_list": "comment-periods/",
    "comment_periods_retrieve": "comment-periods/{period}/",
    "contributions_list": "contributions/",
    "contributions_retrieve": "contributions/{contribution}/",
    "documents_list": "documents/",
    "documents_retrieve": "documents/{document}/",
    "guiding_questions_list": "guiding-questions/",
    "guiding_questions_retrieve": "guiding-questions/{question}/",
    "organisations_list": "organisations/",
    "organisations_retrieve": "organisations/{source}/",
    "participation_list": "participation/",
    "participation_retrieve": "participation/{closed}/",
    "portal_retrieve": "portal/",
    "processes_list": "processes/",
    "processes_retrieve": "processes/wgx/",
    "rounds_list": "rounds/",
    "rounds_retrieve": "rounds/{round}/",
    "rounds_accountability_retrieve": "rounds/{closed}/accountability/",
    "rounds_participation_retrieve": "rounds/{closed}/participation/",
    "sources_list": "sources/",
    "sources_retrieve": "sources/{source}/",
    "stakeholder_groups_list": "stakeholder-groups/",
    "stakeholder_groups_retrieve": "stakeholder-groups/governments/",
    "submissions_list": "submissions/",
    "submissions_retrieve": "submissions/{submission}/",
    "text_versions_list": "text-versions/",
    "text_versions_retrieve": "text-versions/{version}/",
    "text_versions_compilation_retrieve": "text-versions/{version}/compilation/",
    "texts_list": "texts/",
    "texts_retrieve": "texts/{text}/",
    "webhooks_list": "webhooks/",
    "webhooks_retrieve": "webhooks/{webhook}/",
    "webhooks_deliveries_list": "webhooks/{webhook}/deliveries/",
    "webhooks_deliveries_retrieve": "webhooks/{webhook}/deliveries/{delivery}/",
}
# The same asked in ways that need more.
OTHERWISE = [
    "changes/?expand=contribution,text,text_version",
    "clauses/?expand=text,text_version",
    "comment-periods/?state=open",
    "comment-periods/?state=open&at={yesterday}",
    "comment-periods/?process=wgx&group=governments&language=en",
    "contributions/?content=true&process=wgx&round=1",
    "contributions/?content=true&expand=round,process,comment_period",
    "contributions/?search=cables&group=governments",
    "documents/?process=wgx&round=10",
    "text-versions/?clauses=true",
]
READS = {what["operationId"]: what for _path, method, what in operations_of(description.read()) if method == "get"}
OF_PORTALS = [name for name, what in READS.items() if "portal" in str(what["tags"]) or what.get("security")]


@pytest.fixture
def let_in(portal, process, admit_portal):
    admit_portal(portal, process)
    return portal


@pytest.fixture
def headers(let_in, token_for):
    """Of a portal that may do everything."""
    return {"authorization": f"Bearer {token_for(let_in)}"}


@pytest.fixture
def endpoint(let_in):
    return Endpoint.objects.create(
        portal=let_in, url="https://igf.example/hook", kinds=[], registered_at=timezone.now(), state="active"
    )


@pytest.fixture
def add_papers(make_round, make_period, groups):
    """Add rounds with their periods, questions and papers; return a period that has closed."""
    made = []

    def add(number):
        period = make_period(round=make_round(number))
        over = make_period("closed", round=make_round(number + 100))
        made.append(period)
        period.audience.set(groups.values())
        for each in {period, made[0]}:
            each.questions.create(number=number, text={"en": "What?"})
        for at, where in enumerate((period.round, period.round, made[0].round)):
            _document(where, f"WGX/{number}/{at + 100}", number * 100 + at)
        return over

    return add


@pytest.fixture
def add_contributions(make_contribution, make_source, opinion, propose):
    """Add contributions of a source of its own, to a period that has closed and to a text."""
    over = []

    def add(number, period):
        source = make_source(f"Source {number}")
        over.append(period)
        make_contribution(State.PUBLISHED, sources=[{"id": source.pk}])
        for each in {period, over[0]}:
            make_contribution(State.PUBLISHED, sources=[{"id": source.pk}], period=each)
        publish_figures()
        words = {"op": "ADD", "after": 3, "wording": f"that {number} reefs matter;"}
        first = propose(opinion, source, {"clause": 2, "wording": f"that {number} herons matter;"}, words)
        again = propose(opinion, source, {"clause": 2, "wording": f"that {number} herons may matter;"}, words)
        Contribution.objects.filter(pk=again.pk).update(revises=first)

    return add


@pytest.fixture
def add_of_portals(client, headers, endpoint, admit_portal):
    """Add another portal that is let in, a submission, and a delivery."""

    def add(number):
        other = register_portal(name=f"Portal {number}", about="Brings people.", url="https://b.example", by=_owner())
        admit_portal(other, Round.objects.get(number=10).process)
        _submit(client, headers, Round.objects.get(number=10).periods.get())
        _deliver(endpoint, number)

    return add


@pytest.fixture
def one_more(add_papers, add_contributions, add_of_portals):
    """Add one of everything, and one thing more to each that was made first."""
    numbers = count(10)

    def add():
        number = next(numbers)
        add_contributions(number, add_papers(number))
        add_of_portals(number)

    return add


def _owner():
    return Person.objects.create_user(f"{uuid4().hex}@example.org", name="Owner")


def _document(round_, text, number):
    symbol = Symbol.objects.create(process=round_.process, round=round_, text=text, number=number)
    now = timezone.now()
    Document.objects.create(
        round=round_, symbol=symbol, kind=DocumentKind.DRAFT, title={"en": "Draft"}, filed_at=now, public_at=now
    )


def _submit(client, headers, period):
    body = {
        "comment_period": period.pk,
        "person": {"name": "Nia New", "email": f"{uuid4().hex}@example.net", "language": "en"},
        "speaking": "myself",
        "content": {"language": "en", "title": "On cables", "statement": "Cables matter.",
            "answers": {str(each.pk): "Ships." for each in period.questions.all()}},
    }  # fmt: skip
    given = headers | {"idempotency-key": uuid4().hex}
    answer = client.post("/api/v1/submissions/", json.dumps(body), content_type="application/json", headers=given)
    assert answer.status_code == 201, answer.content


def _deliver(endpoint, number):
    now = timezone.now()
    fact = {"kind": Kind.PERIOD_OPENED, "subject": f"period:{number}", "key": f"key-{number}", "payload": {}}
    event = Event.objects.create(**fact, happened_at=now, told_at=now)
    Delivery.objects.create(endpoint=endpoint, event=event, state="given_up", next_try_at=now, finished_at=now, tries=1)
    first = Delivery.objects.order_by("pk").first()
    Attempt.objects.create(delivery=first, at=now, ms=12, status=500, fault="status", answer="Oh no.")


@pytest.fixture
def questions(client, headers, opinion, endpoint):
    """How many questions each address asks, by address; of things, the first of their kind."""

    def each():
        contribution = Contribution.objects.filter(amendments__version=opinion).order_by("pk").first()
        period = Round.objects.get(number=10).periods.get()
        there = {
            "admission": Admission.objects.order_by("pk").first().pk,
            "change": opinion.amendments.order_by("pk").first().pk,
            "clause": opinion.clauses.get(place=2).clause_id.hex,
            "period": period.pk,
            "contribution": contribution.pk,
            "document": Document.objects.order_by("pk").first().pk,
            "question": period.questions.order_by("pk").first().pk,
            "source": "source-10",
            "closed": Round.objects.get(number=110).pk,
            "round": period.round_id,
            "submission": Referral.objects.order_by("received_at").first().pk,
            "version": opinion.pk,
            "text": opinion.text_id,
            "webhook": endpoint.pk,
            "delivery": Delivery.objects.order_by("pk").first().pk,
            "yesterday": (timezone.now() - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        found = {}
        for name, address in [*ADDRESSES.items(), *((each, each) for each in OTHERWISE)]:
            cache.clear()
            with CaptureQueriesContext(connection) as asked:
                answer = client.get(f"/api/v1/{address.format(**there)}", headers=headers if name in OF_PORTALS else {})
            assert answer.status_code == 200, (address, answer.content)
            found[name] = len(asked)
        return found

    return each


def test_every_answer_asks_the_same_for_one_and_for_three(one_more, questions):
    one_more()
    of_one = questions()
    one_more()
    one_more()
    of_three = questions()

    assert {name: (asked, of_three[name]) for name, asked in of_one.items() if asked != of_three[name]} == {}
    assert {name: asked for name, asked in of_three.items() if asked > MOST} == {}


def test_every_operation_that_reads_has_a_budget():
    assert set(ADDRESSES) == set(READS)


def test_what_is_kept_asks_nothing(ask, one_more, django_assert_num_queries):
    one_more()
    lists = [address for name, address in ADDRESSES.items() if name.endswith("_list") and name not in OF_PORTALS] + [
        "comment-periods/?state=open"
    ]
    for path in lists:
        ask(path)

    with django_assert_num_queries(0):
        for path in lists:
            assert ask(path).status_code == 200
