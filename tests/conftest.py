"""The cast we all know, and the few makers that every test may use.

Ana and Ben speak for one ministry, which Ana leads. Otto is an outsider who must see nothing. Dora is the head of the
secretariat, Omar an officer there, Chris the chair, Olga observes the desk. Ines is an unaffiliated
individual, Pia runs the portal of a national initiative, Nobody is not signed in.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone, translation

from consultations.enums import Act, Purpose, Role
from consultations.models import Admission, CommentPeriod, GuidingQuestion, PeriodAct, Process, ProcessRole, Round
from contributions import actions
from contributions.content import Content
from contributions.enums import Speaking, State
from contributions.models import Contribution
from portals.enums import Scope
from portals.models import Key, Portal
from stakeholders.models import Mandate, Person, Source, StakeholderGroup
from tests.record_flush import record_lets_the_flush_through  # noqa: F401  # transactional tests empty the record

CAST = ("ana", "ben", "otto", "dora", "omar", "chris", "olga", "ines", "pia", "nobody")
ROLES = {"dora": Role.HEAD, "omar": Role.OFFICER, "chris": Role.CHAIR, "olga": Role.OBSERVER}


A_NAME_AT_MOST = 60


def pytest_make_parametrize_id(val: object) -> str | None:
    """Name a test by the beginning of what it is given, where that is long: some are given 70,000 characters."""
    if isinstance(val, str | bytes) and len(val) > A_NAME_AT_MOST:
        return f"{val[:A_NAME_AT_MOST]!a} and on to {len(val)}"
    return None


@pytest.fixture(autouse=True, scope="session")
def _quick_hashes() -> Iterator[None]:
    """Passwords and the secrets of portals are hashed quickly: how slowly that is to be done is no question here."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of this test run share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(autouse=True)
def _english_in_utc() -> Iterator[None]:
    """Each test begins in English and UTC, whatever language the one before spoke."""
    with translation.override("en"), timezone.override("UTC"):
        yield


@pytest.fixture(autouse=True)
def _nobody_counted_yet() -> None:
    """Each test begins with an empty cache: no page kept, no attempt counted."""
    cache.clear()


@pytest.fixture
def groups(db: None) -> dict[str, StakeholderGroup]:
    """The seven default groups by code."""
    from stakeholders.actions import ensure_default_groups

    # They come with the database; transactional tests empty it.
    found = list(StakeholderGroup.objects.all()) or ensure_default_groups()
    return {group.code: group for group in found}


@pytest.fixture
def make_source(groups: dict[str, StakeholderGroup]) -> Callable[..., Source]:
    """Make an organisation; ``group`` by code."""
    from stakeholders.actions import register_organisation

    def make(name: str, *, group: str = "governments", country: str = "", acronym: str = "") -> Source:
        return register_organisation(name=name, acronym=acronym, country=country, group=groups[group], by=None)

    return make


@pytest.fixture
def make_process(groups: dict[str, StakeholderGroup]) -> Callable[..., Process]:
    """Make a process with all the default groups; public unless ``public_at=None``."""

    def make(slug: str = "wgx", **fields: Any) -> Process:
        given = {"code": slug.upper(), "name": {"en": f"Working Group {slug.upper()}"}, "public_at": timezone.now()}
        process = Process.objects.create(slug=slug, **(given | fields))
        process.groups.set(groups.values())
        return process

    return make


@pytest.fixture
def process(make_process: Callable[..., Process]) -> Process:
    return make_process()


@pytest.fixture
def make_round(process: Process) -> Callable[..., Round]:
    def make(number: int = 1, **fields: Any) -> Round:
        given = {"number": number, "title": {"en": f"Meeting {number}"}, "public_at": timezone.now()}
        return Round.objects.create(**({"process": process} | given | fields))

    return make


@pytest.fixture
def round_(make_round: Callable[..., Round]) -> Round:
    return make_round()


@pytest.fixture
def make_period(round_: Round) -> Callable[..., CommentPeriod]:
    """Make a period: ``when`` is "open" (the default), "upcoming" or "closed", or give the instants."""

    def make(when: str = "open", *, at: datetime | None = None, **fields: Any) -> CommentPeriod:
        now = at or timezone.now()
        start = {"open": -10, "upcoming": 5, "closed": -30}[when]
        given = {
            "round": round_,
            "purpose": Purpose.ANSWERS,
            "title": {"en": "Call for contributions"},
            "opens_at": now + timedelta(days=start),
            "closes_at": now + timedelta(days=start + 20),
            "announced_at": now,
            "public_at": now + timedelta(days=start - 30),
        }
        period = CommentPeriod.objects.create(**(given | fields))
        if period.public_at:
            dates = {"opens_at": period.opens_at, "closes_at": period.closes_at}
            before = {"opens_before": period.opens_at, "closes_before": period.closes_at}
            announced = min(period.public_at, period.opens_at)
            PeriodAct.objects.create(period=period, act=Act.OPEN, at=announced, language="en", **dates, **before)
        return period

    return make


@pytest.fixture
def period(make_period: Callable[..., CommentPeriod]) -> CommentPeriod:
    return make_period()


@pytest.fixture
def make_question(period: CommentPeriod) -> Callable[..., GuidingQuestion]:
    def make(number: int = 1, **fields: Any) -> GuidingQuestion:
        given = {"period": period, "number": number, "text": {"en": f"What about point {number}?"}}
        return GuidingQuestion.objects.create(**(given | fields))

    return make


@pytest.fixture
def ministry(make_source: Callable[..., Source]) -> Source:
    """The one source that Ana and Ben both speak for."""
    return make_source("Ministry of Posts of Exampland", acronym="MPE")


@pytest.fixture
def cast(process: Process, ministry: Source) -> SimpleNamespace:
    """Everybody, by name."""
    names = [name for name in CAST if name != "nobody"]
    made = Person.objects.bulk_create(
        Person(email=f"{name}@example.org", name=f"{name.title()} Example", password=make_password(None))
        for name in names
    )
    people = dict(zip(names, made, strict=True))
    Mandate.objects.bulk_create(
        Mandate(person=people[name], source=ministry, confirmed_at=timezone.now(), is_lead=name == "ana")
        for name in ("ana", "ben")
    )
    ProcessRole.objects.bulk_create(
        ProcessRole(process=process, person=people[name], role=role) for name, role in ROLES.items()
    )
    return SimpleNamespace(**people, nobody=AnonymousUser())


@pytest.fixture
def make_draft(cast: SimpleNamespace, period: CommentPeriod, ministry: Source) -> Callable[..., Contribution]:
    """A complete draft: of Ana for her ministry unless ``by`` and ``sources`` say otherwise."""

    def make(
        *,
        by: Person | None = None,
        period: CommentPeriod = period,
        speaking: str = Speaking.SOURCE,
        sources: list[dict[str, Any]] | None = None,
        **content: Any,
    ) -> Contribution:
        by = by or cast.ana
        opened = period.opens_at + (period.closes_at - period.opens_at) / 2
        draft, _token = actions.begin(period, by=by, at=opened)
        named = sources if sources is not None else [{"id": ministry.pk}] if speaking == Speaking.SOURCE else []
        words = {"language": "en", "title": "On cables", "statement": "Cables matter.\n\nVery much."} | content
        actions.save(draft, Content(sources=named, **words).to_json(), by=by, speaking=speaking)
        return draft

    return make


@pytest.fixture
def make_contribution(cast: SimpleNamespace, make_draft: Callable[..., Contribution]) -> Callable[..., Contribution]:
    """A contribution in ``state``, brought there by the real actions."""

    def make(state: str = State.PUBLISHED, **given: Any) -> Contribution:
        contribution = make_draft(**given)
        by = given.get("by") or cast.ana
        if state == State.DRAFT:
            return contribution
        period = contribution.period
        actions.submit(contribution, by=by, at=period.opens_at + (period.closes_at - period.opens_at) / 2)
        for named in contribution.sources.filter(confirmed_at=None):
            actions.confirm_source(named, by=cast.dora)
        steps: dict[str, Callable[[], object]] = {
            State.UNDER_REVIEW: lambda: actions.take_up(contribution, by=cast.dora),
            State.RETURNED: lambda: actions.return_to_author(contribution, by=cast.dora, reason="Which cables?"),
            State.PUBLISHED: lambda: actions.publish(contribution, by=cast.dora),
            State.DECLINED: lambda: actions.decline(contribution, by=cast.dora, reason="Off topic."),
            State.WITHDRAWN: lambda: actions.withdraw(contribution, by=by),
        }
        if state in steps:
            steps[state]()
        contribution.refresh_from_db()
        return contribution

    return make


@pytest.fixture
def sign_in() -> Callable[[Client, Any], Client]:
    """Sign a person in; with the second factor unless ``second_factor=False``."""

    def sign(client: Client, person: Any, *, second_factor: bool = True) -> Client:
        if not person.is_authenticated:
            return client
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        now = timezone.now().timestamp()
        methods: list[dict[str, Any]] = [{"method": "password", "at": now, "email": person.email}]
        if second_factor:
            methods.append({"method": "mfa", "type": "totp", "at": now})
        session["account_authentication_methods"] = methods
        session["account_authentication_methods_user"] = str(person.pk)
        session.save()
        return client

    return sign


@pytest.fixture
def portal(cast: SimpleNamespace) -> Portal:
    """Pia's portal, which no process has let in."""
    from portals.actions import register_portal

    return register_portal(
        name="Nairobi IGF",
        about="Brings people of East Africa to consultations.",
        url="https://igf.example",
        by=cast.pia,
    )


@pytest.fixture
def admit_portal(cast: SimpleNamespace) -> Callable[..., Admission]:
    """Let a portal in to a process, with all scopes unless others are given."""
    from consultations.actions import admit, ask_admission

    def let_in(portal: Portal, process: Process, *scopes: Scope) -> Admission:
        wanted = scopes or tuple(Scope)
        admission = ask_admission(portal, process=process, scopes=wanted, why="Our people asked us.", by=None)
        admit(admission, scopes=wanted, by=None)
        return admission

    return let_in


@pytest.fixture
def token_for() -> Callable[..., str]:
    """A bearer token of a new key of the portal, as its program would get one."""
    from allauth.idp.oidc.models import Token

    from portals.actions import issue_key

    def give(portal: Portal, *scopes: Scope, key: Key | None = None) -> str:
        key = key or issue_key(portal, by=None)[0]
        portal.refresh_from_db()
        value = f"token-of-{uuid4().hex}"
        token = Token(client=key.client, type=Token.Type.ACCESS_TOKEN, expires_at=timezone.now() + timedelta(hours=1))
        token.set_value(value)
        token.set_scopes([str(scope) for scope in scopes or portal.scopes])
        token.save()
        return value

    return give
