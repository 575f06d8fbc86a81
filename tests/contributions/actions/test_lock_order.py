"""Acts of several people on one contribution, and on what surrounds it, take their locks in one order.

The order stands in docs/architecture.md. Where two acts take two locks in two orders, PostgreSQL ends one of them with
a deadlock; here one act is held in between until the other one waits.
"""

from collections.abc import Callable
from functools import partial

import pytest
from django.db import transaction

from common.refusals import Refusal
from consultations.actions import next_modifier, reserve_symbol
from contributions import actions
from contributions.actions.amendment import hold_text
from contributions.actions.moving import lock
from contributions.content import Content
from contributions.enums import BatchKind, Consent, Modifier, Speaking, State
from contributions.models import Contribution
from contributions.queries.redactions import everywhere
from notifications.models import Letter
from record.actions import enter
from record.models import Entry
from record.queries import verify
from stakeholders.models import Mandate
from tests.waiting import LONGEST, at_once, meanwhile

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[], object]


def meet(hold: Act, go_on: Act, act: Act) -> object:
    """Do ``hold``, let ``act`` run until it waits for that, ``go_on`` in one transaction; what ``act`` returned."""
    with transaction.atomic():
        hold()
        other = meanwhile(act)
        go_on()
    return other.result(timeout=LONGEST)


def test_whoever_names_a_new_source_beside_a_known_one_claims_the_known_one_first(cast, make_draft, make_source):
    known = make_source("Harbour Society", group="civil-society")
    new = {"name": "Union of Tides", "group": "academia"}
    draft = make_draft(by=cast.ines, speaking=Speaking.JOINTLY, sources=[{"id": known.pk}, new])

    def claims_from_another_window():
        return Mandate.objects.create(person=cast.ines, source=known)

    def is_entered():
        enter("mandate.claim", subject=Mandate.objects.get(source=known), by=cast.ines)

    meet(claims_from_another_window, is_entered, lambda: actions.submit(draft, by=cast.ines))

    assert Contribution.objects.get(pk=draft.pk).state == State.SUBMITTED
    assert Mandate.objects.filter(person=cast.ines, source=known).count() == 1


def test_what_is_published_beside_another_waits_for_it_before_it_is_entered(cast, make_contribution):
    original = make_contribution()
    addition, _token = actions.modify(original, Modifier.ADDS, by=cast.ana)
    actions.save(addition, addition.content | {"statement": "More.", "consent": "group"}, by=cast.ana)
    actions.submit(addition, by=cast.ana)

    symbol = meet(
        lambda: lock(original),
        lambda: enter("contribution.remark", subject=original, by=cast.ana),
        lambda: actions.publish(addition, by=cast.dora).text,
    )

    assert symbol == "WGX/1/1/Add.1"
    assert Contribution.objects.get(pk=original.pk).consent == Consent.GROUP


def test_an_addition_and_a_revision_that_are_published_at_once_both_lower_what_is_seen(cast, make_contribution):
    original = make_contribution()
    beside = []
    for begin in (
        lambda: actions.modify(original, Modifier.ADDS, by=cast.ana),
        lambda: actions.revise(original, by=cast.ana),
    ):
        draft, _token = begin()
        actions.save(draft, draft.content | {"statement": "More."}, by=cast.ana)
        actions.submit(draft, by=cast.ana)
        beside.append(draft)
    addition, revision = beside
    actions.change_consent(revision, Consent.GROUP, by=cast.ana)

    def publish(contribution):
        return lambda: actions.publish(contribution, by=cast.dora)

    assert together([publish(addition), publish(revision)]) == []
    assert set(Contribution.objects.values_list("consent", flat=True)) == {Consent.GROUP}


def test_a_bulk_trial_holds_the_text_before_the_round(cast, opinion, make_contribution):
    ids = [clause.clause_id.hex for clause in opinion.clauses.all()]
    change = {"op": "SUP", "clause": ids[3], "after": "", "clause_kind": "item", "label": "", "wording": ""}
    waiting = make_contribution(
        State.SUBMITTED,
        amends={"version": opinion.pk, "symbol": opinion.symbol, "digest": opinion.digest},
        changes=[change | {"kind": "substantive", "reason": "Cables are not essential."}],
    )

    batch = meet(
        lambda: hold_text(Content.from_json(waiting.submission.content)),
        lambda: reserve_symbol(waiting.round),
        lambda: actions.plan_batch(BatchKind.PUBLISH, [waiting.pk], by=cast.dora),
    )

    (item,) = batch.items.all()
    assert (item.trouble, item.symbol, item.takes_number) == ("", "WGX/1/3", True)


@pytest.mark.parametrize("first", ["symbols", "contribution"])
def test_an_alias_is_given_in_the_order_in_which_others_publish(first, cast, make_contribution):
    published = make_contribution()
    symbol, round_ = published.symbol, published.round
    steps = {
        "contribution": lambda: lock(published),
        "symbols": lambda: next_modifier(symbol, "Rev"),
        "round": lambda: reserve_symbol(round_, number=symbol.number, modifier="Rev.1"),
    }
    then = steps["round"] if first == "symbols" else steps["symbols"]

    meet(
        steps[first], then, lambda: actions.set_alias(symbol, "Contribution 29", by=cast.dora, reason="As it is known.")
    )

    symbol.refresh_from_db()
    assert symbol.alias == "Contribution 29"


def together(acts: list[Act]) -> list[BaseException]:
    """Let all of them begin in the same moment; what they raised that is no refusal."""

    def tried(act: Act) -> BaseException | None:
        try:
            act()
        except Refusal:
            return None
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what the test is about
            return error
        return None

    return [error for error in at_once(*(partial(tried, act) for act in acts)) if error is not None]


def test_everybody_acts_on_a_joint_contribution_at_once(cast, make_draft, make_source, ministry, period):
    """Three sources and two officers; who comes late is refused, and nobody is ended by the database."""
    union = make_source("Cable Users Union", group="civil-society")
    society = make_source("Harbour Society", group="academia")
    for person, source in ((cast.otto, union), (cast.ines, society)):
        Mandate.objects.create(person=person, source=source, confirmed_at=period.opens_at, is_lead=True)
    for number in range(4):
        draft = make_draft(
            speaking=Speaking.JOINTLY,
            title=f"Paper {number} of Zebedee",
            sources=[{"id": each.pk} for each in (ministry, union, society)],
        )
        actions.submit(draft, by=cast.ana)
        sent = Contribution.objects.get(pk=draft.pk)
        by_source = {each.source_id: each for each in sent.sources.all()}
        digest = sent.submission.digest
        marks = everywhere("Zebedee", Content.from_json(sent.submission.content), "third-person")

        def fresh(pk=draft.pk):
            return Contribution.objects.get(pk=pk)

        def send_again(fresh=fresh):
            actions.save(fresh(), fresh().content | {"statement": "Other words of Zebedee."}, by=cast.ana)
            actions.submit(fresh(), by=cast.ana)

        acts = [
            lambda one=by_source[union.pk], digest=digest: actions.confirm_joining(one, by=cast.otto, digest=digest),
            lambda one=by_source[society.pk], digest=digest: actions.confirm_joining(one, by=cast.ines, digest=digest),
            lambda one=by_source[society.pk]: actions.refuse_joining(one, by=cast.ines),
            lambda one=by_source[union.pk]: actions.show_as_invited(one, by=cast.omar),
            lambda one=by_source[society.pk]: actions.confirm_source(one, by=cast.dora),
            send_again,
            lambda fresh=fresh, marks=marks: actions.redact(fresh(), marks, by=cast.dora),
            lambda fresh=fresh: actions.publish(fresh(), by=cast.omar),
            lambda fresh=fresh: actions.take_up(fresh(), by=cast.dora),
            lambda fresh=fresh: actions.change_consent(fresh(), Consent.GROUP, by=cast.otto),
            lambda fresh=fresh: actions.remark(fresh(), "Soon?", by=cast.ben),
        ]
        if number % 2:
            acts.append(lambda fresh=fresh: actions.withdraw(fresh(), by=cast.ben))
        assert together(acts) == []

    assert verify().broken == ""
    assert Letter.objects.exists()
    for contribution in Contribution.objects.all():
        moves = Entry.objects.filter(
            subject=f"contributions.contribution:{contribution.pk}", verb="contribution.publish"
        )
        assert moves.count() == (contribution.published_at is not None)
