"""What portals hand in: tried as the page would, asked by letter, and counted once it is confirmed."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from common.refusals import Incomplete, NotAllowed, NotPossible, TooMuch
from consultations.actions import end_admission
from consultations.models import Admission, CommentPeriod, GuidingQuestion, Process, ReceivingRules
from contributions.actions import HandedIn, confirm_referral, forget_referrals, refer, refuse_referral
from contributions.models import Contribution, Referral, Submission
from contributions.queries.referrals import by_token, state_of
from notifications.models import Letter
from portals.enums import Scope
from portals.models import Portal
from record.models import Entry
from stakeholders.models import Mandate, Person, Source
from tests.waiting import meanwhile

WORDS = {"language": "en", "title": "On cables", "statement": "Cables matter.\n\nVery much."}


@pytest.fixture
def let_in(portal: Portal, process: Process, admit_portal: Callable[..., Admission]) -> Portal:
    admit_portal(portal, process, Scope.SUBMIT)
    return portal


@pytest.fixture
def hand_in(let_in: Portal, period: CommentPeriod) -> Callable[..., tuple[Referral, str]]:
    """Hand something in for Nia, whom nobody knows here, and return it with the token of her letter."""

    def give(**other: Any) -> tuple[Referral, str]:
        at = other.pop("at", None)
        content = WORDS | other.pop("content", {})
        given = {"name": "Nia New", "email": "nia@example.net", "language": "en", "speaking": "myself"} | other
        referral = refer(let_in, HandedIn(period=period, content=content, **given), at=at)
        return referral, token_of(Letter.objects.get(key=f"referral:{referral.pk}"))

    return give


def token_of(letter: Letter) -> str:
    return letter.text.partition("/through-a-portal/")[2].partition("/")[0]


def state(referral: Referral, **later: float) -> str:
    found = Referral.objects.select_related("contribution", "period__round").get(pk=referral.pk)
    return state_of(found, at=timezone.now() + timedelta(**later))


def test_nothing_counts_before_the_person_confirms(hand_in: Callable[..., tuple[Referral, str]]) -> None:
    referral, token = hand_in()

    assert state(referral) == "waiting"
    assert not Submission.objects.exists()
    assert not Person.objects.filter(email="nia@example.net").exists()
    found = by_token(token)
    assert found is not None
    assert found.contribution is not None
    assert (found.contribution.state, found.contribution.author_id, found.contribution.channel) == (
        "draft",
        None,
        "portal",
    )


def test_letter_says_what_came_through_whom_and_until_when(
    hand_in: Callable[..., tuple[Referral, str]], period: CommentPeriod
) -> None:
    hand_in(language="fr")

    letter = Letter.objects.get(family="contributions/referred")
    assert (letter.address, letter.person_id, letter.language) == ("nia@example.net", None, "fr")
    assert "Nairobi IGF" in letter.text
    assert "Cables matter." in letter.text
    assert "Nia New" in letter.text


def test_confirmed_it_is_sent_at_that_instant_by_the_same_act(hand_in: Callable[..., tuple[Referral, str]]) -> None:
    referral, token = hand_in()
    at = timezone.now() + timedelta(hours=1)

    contribution = confirm_referral(token, at=at)

    contribution.refresh_from_db()
    nia = Person.objects.get(email="nia@example.net")
    assert (nia.name, nia.language, nia.has_usable_password()) == ("Nia New", "en", False)
    assert (contribution.state, contribution.author, contribution.submitted_at) == ("submitted", nia, at)
    assert contribution.portal_id == referral.portal_id
    assert [named.source.name for named in contribution.sources.all()] == ["Nia New"]
    assert state(referral) == "submitted"
    assert Letter.objects.filter(family="contributions/receipt", person=nia).exists()
    verbs = Entry.objects.filter(subject=f"contributions.contribution:{contribution.pk}").order_by("number")
    assert [(entry.verb, entry.actor) for entry in verbs] == [
        ("contribution.refer", f"portal:{referral.portal_id}"),
        ("contribution.submit", f"person:{nia.pk}"),
    ]


def test_confirming_twice_is_once(hand_in: Callable[..., tuple[Referral, str]]) -> None:
    _referral, token = hand_in()

    assert confirm_referral(token) == confirm_referral(token)
    assert Submission.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_confirms_while_it_is_about_to_be_forgotten_is_not_forgotten(
    hand_in: Callable[..., tuple[Referral, str]],
) -> None:
    referral, token = hand_in()
    with transaction.atomic():
        contribution = confirm_referral(token)
        forgetting = meanwhile(lambda: forget_referrals(at=referral.expires_at))
    forgetting.result()

    referral.refresh_from_db()
    assert (referral.contribution, referral.email) == (contribution, "nia@example.net")
    assert not Entry.objects.filter(verb="referral.expire").exists()


def test_account_with_that_address_keeps_its_name(
    hand_in: Callable[..., tuple[Referral, str]], cast: SimpleNamespace
) -> None:
    _referral, token = hand_in(email="ANA@example.org", name="Somebody Else")

    contribution = confirm_referral(token)

    contribution.refresh_from_db()
    assert contribution.author == cast.ana
    assert Person.objects.get(pk=cast.ana.pk).name == "Ana Example"


def test_answer_is_the_same_whether_there_is_an_account(
    hand_in: Callable[..., tuple[Referral, str]], cast: SimpleNamespace
) -> None:
    Person.objects.filter(pk=cast.otto.pk).update(is_active=False, name="")
    for email in ("nia@example.net", "ana@example.org", "otto@example.org"):
        referral, _token = hand_in(email=email)
        assert state(referral) == "waiting"
    assert not Person.objects.filter(email__endswith="trial.invalid").exists()


def test_mandate_is_claimed_and_not_confirmed(hand_in: Callable[..., tuple[Referral, str]], ministry: Source) -> None:
    _referral, token = hand_in(speaking="source", sources=[{"id": ministry.pk}])
    assert not Mandate.objects.filter(person__email="nia@example.net").exists()

    contribution = confirm_referral(token)

    mandate = Mandate.objects.get(person__email="nia@example.net")
    assert (mandate.source, mandate.confirmed_at) == (ministry, None)
    assert contribution.sources.get().confirmed_at is None


def test_source_that_is_not_known_yet_is_entered_on_confirming(hand_in: Callable[..., tuple[Referral, str]]) -> None:
    named = {"name": "Cable Union", "group": "civil-society"}
    _referral, token = hand_in(speaking="source", sources=[named])
    assert not Source.objects.filter(name="Cable Union").exists()

    confirm_referral(token)

    assert Source.objects.filter(name="Cable Union").exists()


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"content": {"title": " "}}, {"title"}),
        ({"content": {"language": ""}}, {"language"}),
        ({"content": {"statement": ""}}, {"statement"}),
        ({"speaking": ""}, {"speaking"}),
        ({"speaking": "source"}, {"sources"}),
        ({"speaking": "source", "sources": [{"name": "Nowhere Union"}]}, {"sources"}),
        ({"speaking": "source", "sources": [{"id": 10**9}]}, {"sources"}),
        ({"name": "\x00 "}, {"person-name"}),
        ({"name": "x" * 201}, {"person-name"}),
        ({"email": "nobody"}, {"person-email"}),
        ({"language": "tlh"}, {"person-language"}),
    ],
)
def test_what_is_missing_is_said_as_on_the_page(
    given: dict[str, Any], fields: set[str], hand_in: Callable[..., tuple[Referral, str]]
) -> None:
    with pytest.raises(Incomplete) as refused:
        hand_in(**given)

    assert set(refused.value.fields) == fields


def test_required_question_is_required_here_too(
    hand_in: Callable[..., tuple[Referral, str]], make_question: Callable[..., GuidingQuestion]
) -> None:
    question = make_question(is_required=True, word_limit=3)

    with pytest.raises(Incomplete) as refused:
        hand_in()
    assert list(refused.value.fields) == [f"answer-{question.pk}"]
    with pytest.raises(Incomplete):
        hand_in(content={"answers": {str(question.pk): "one two three four"}})
    hand_in(content={"answers": {str(question.pk): "one two three"}})


@pytest.mark.parametrize("scopes", [(), (Scope.READ, Scope.WEBHOOKS)])
def test_portal_that_was_not_let_in_hands_nothing_in(
    scopes: tuple[Scope, ...],
    portal: Portal,
    period: CommentPeriod,
    admit_portal: Callable[..., Admission],
) -> None:
    if scopes:
        admit_portal(portal, period.round.process, *scopes)

    with pytest.raises(NotAllowed):
        refer(portal, HandedIn(period, "Nia", "nia@example.net", "en", "myself", WORDS))
    assert not Contribution.objects.exists()
    assert not Letter.objects.filter(family="contributions/referred").exists()


def test_ended_admission_counts_at_once_and_leaves_the_letter_to_its_reader(
    hand_in: Callable[..., tuple[Referral, str]], cast: SimpleNamespace
) -> None:
    referral, token = hand_in()
    end_admission(Admission.objects.get(), reason="It broke its word.", by=cast.dora)

    with pytest.raises(NotAllowed):
        hand_in()
    confirm_referral(token)
    assert state(referral) == "submitted"


def test_of_a_closed_period_nothing_is_taken(
    hand_in: Callable[..., tuple[Referral, str]], period: CommentPeriod
) -> None:
    for at in (period.opens_at - timedelta(seconds=1), period.closes_at, period.closes_at + timedelta(hours=1)):
        with pytest.raises(NotPossible):
            hand_in(at=at)
    hand_in(at=period.closes_at - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("seconds", "lane"), [(-1, "in_time"), (0, "in_time"), (119, "in_time"), (120, None), (3600, None)]
)
def test_what_counts_is_the_instant_of_confirming(
    seconds: int, lane: str | None, hand_in: Callable[..., tuple[Referral, str]], period: CommentPeriod
) -> None:
    _referral, token = hand_in(at=period.closes_at - timedelta(hours=1))
    at = period.closes_at + timedelta(seconds=seconds)
    found = by_token(token)
    assert found is not None
    assert state_of(found, at=at) == ("waiting" if lane else "expired")

    if lane is None:
        with pytest.raises(NotPossible):
            confirm_referral(token, at=at)
        assert not Submission.objects.exists()
    else:
        contribution = confirm_referral(token, at=at)
        contribution.refresh_from_db()
        assert contribution.lane == lane


def test_where_the_round_takes_what_is_late_it_is_held(
    hand_in: Callable[..., tuple[Referral, str]], period: CommentPeriod
) -> None:
    ReceivingRules.objects.create(round=period.round, accepts_late=True)
    _referral, token = hand_in(at=period.closes_at - timedelta(hours=1))

    contribution = confirm_referral(token, at=period.closes_at + timedelta(days=1))

    contribution.refresh_from_db()
    assert contribution.lane == "next_round"


def test_nothing_becomes_late_unsaid(hand_in: Callable[..., tuple[Referral, str]], period: CommentPeriod) -> None:
    ReceivingRules.objects.create(round=period.round, accepts_late=True)
    _referral, token = hand_in(at=period.closes_at - timedelta(hours=1))
    too_late = period.closes_at + timedelta(days=1)

    with pytest.raises(NotPossible):
        confirm_referral(token, told="in_time", at=too_late)
    assert not Submission.objects.exists()
    contribution = confirm_referral(token, told="next_round", at=too_late)

    contribution.refresh_from_db()
    assert contribution.lane == "next_round"


def test_cancelled_period_lets_nothing_be_confirmed(
    hand_in: Callable[..., tuple[Referral, str]], period: CommentPeriod
) -> None:
    referral, token = hand_in()
    CommentPeriod.objects.update(cancelled_at=timezone.now())

    assert state(referral) == "expired"
    with pytest.raises(NotPossible):
        confirm_referral(token)


def test_refused_leaves_nothing_behind(hand_in: Callable[..., tuple[Referral, str]]) -> None:
    referral, token = hand_in()

    refuse_referral(token)
    refuse_referral(token)

    referral.refresh_from_db()
    assert state(referral) == "refused"
    assert (referral.name, referral.email, referral.contribution_id) == ("", "", None)
    assert not Contribution.objects.exists()
    assert not Letter.objects.filter(family="contributions/referred").exists()
    assert "nia@example.net" not in str(list(Entry.objects.values()))
    with pytest.raises(NotPossible):
        confirm_referral(token)


def test_what_was_confirmed_is_withdrawn_and_not_refused(hand_in: Callable[..., tuple[Referral, str]]) -> None:
    _referral, token = hand_in()
    confirm_referral(token)

    with pytest.raises(NotPossible):
        refuse_referral(token)


def test_portal_that_was_refused_leaves_that_person_in_peace(hand_in: Callable[..., tuple[Referral, str]]) -> None:
    _referral, token = hand_in()
    refuse_referral(token)

    with pytest.raises(NotPossible):
        hand_in(email="NIA@example.net")
    hand_in(email="other@example.net")


def test_nobodys_mailbox_is_flooded(hand_in: Callable[..., tuple[Referral, str]], settings: Any) -> None:
    settings.REFERRALS_PER_PERSON_PER_DAY = 2
    hand_in()
    hand_in()

    with pytest.raises(TooMuch):
        hand_in(email="Nia@example.net")
    assert Letter.objects.filter(family="contributions/referred").count() == 2


def test_portal_hands_in_so_much_a_day(hand_in: Callable[..., tuple[Referral, str]], settings: Any) -> None:
    settings.REFERRALS_PER_PORTAL_PER_DAY = 1
    hand_in()

    with pytest.raises(TooMuch):
        hand_in(email="other@example.net")


def test_unanswered_is_forgotten_when_its_address_has_expired(
    hand_in: Callable[..., tuple[Referral, str]], settings: Any
) -> None:
    settings.REFERRAL_DAYS = 2
    referral, token = hand_in()
    _other, confirmed = hand_in(email="other@example.net")
    confirm_referral(confirmed)

    assert forget_referrals(at=timezone.now() + timedelta(days=1)) == 0
    assert forget_referrals(at=timezone.now() + timedelta(days=2, seconds=1)) == 1

    referral.refresh_from_db()
    assert (referral.email, referral.contribution_id) == ("", None)
    assert state(referral, days=3) == "expired"
    assert Contribution.objects.count() == 1
    with pytest.raises(NotPossible):
        confirm_referral(token)


def test_token_that_never_was_confirms_nothing(let_in: Portal) -> None:
    for act in (confirm_referral, refuse_referral):
        with pytest.raises(NotPossible):
            act("x" * 32)


def test_closed_account_confirms_nothing(hand_in: Callable[..., tuple[Referral, str]], cast: SimpleNamespace) -> None:
    _referral, token = hand_in(email="otto@example.org")
    Person.objects.filter(pk=cast.otto.pk).update(is_active=False)

    with pytest.raises(NotPossible):
        confirm_referral(token)
    assert not Submission.objects.exists()


def test_draft_of_a_portal_is_opened_by_nobody(
    hand_in: Callable[..., tuple[Referral, str]], cast: SimpleNamespace
) -> None:
    _referral, _token = hand_in()
    draft = Contribution.objects.get()

    for name in ("ana", "dora", "pia", "nobody"):
        person = getattr(cast, name)
        assert not person.has_perm("contributions.view", draft)
    assert not Contribution.objects.owned_by(cast.pia).exists()
