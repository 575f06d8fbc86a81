"""Numbers after they were given: renumbered, with another alias, added to, corrected; and many at once."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction
from django.db.models import F

from common.refusals import Incomplete, NotAllowed, NotPossible
from consultations.actions import file_document, next_revision
from consultations.enums import DocumentKind
from consultations.models import Document, Round, Symbol, SymbolAct
from contributions import actions
from contributions.enums import Modifier, State
from contributions.models import Contribution, DeskWords
from contributions.queries.reading import symbol_of
from contributions.search import query_for
from notifications.models import Letter
from record.queries import about, verify
from tests.waiting import LONGEST, meanwhile

pytestmark = pytest.mark.django_db


@pytest.fixture
def published(make_contribution):
    return make_contribution(State.PUBLISHED)


def texts_of(round_):
    return sorted(Symbol.objects.filter(round=round_).values_list("text", flat=True))


def test_a_paper_gets_the_next_number_and_the_old_symbol_leads_to_it(published, cast, process):
    new = actions.renumber(published.symbol, by=cast.dora, reason="It was counted twice.")

    published.refresh_from_db()
    assert (new.text, published.symbol, published.number) == ("WGX/1/2", new, 2)
    assert symbol_of(process, "WGX/1/1") == symbol_of(process, "WGX/1/2") == new
    act = SymbolAct.objects.get()
    assert (act.symbol, act.old.text, act.was, act.now, act.by) == (new, "WGX/1/1", "WGX/1/1", "WGX/1/2", cast.dora)
    assert "contribution.renumber" in [entry.verb for entry in about(published)]
    letters = Letter.objects.filter(family="contributions/renumbered").order_by("address")
    assert [letter.address for letter in letters] == [cast.ana.email, cast.ben.email]
    assert all("It was counted twice." in letter.text for letter in letters)


def test_an_old_number_is_never_given_again(published, cast, make_contribution, process):
    actions.renumber(published.symbol, by=cast.dora, reason="Twice.")
    published.refresh_from_db()

    with pytest.raises(NotPossible, match="taken"):
        actions.renumber(published.symbol, by=cast.dora, reason="Back.", number=1)
    assert make_contribution(State.PUBLISHED).symbol.text == "WGX/1/3"


def test_what_modifies_it_goes_with_it_and_so_does_the_alias(published, cast, process):
    actions.set_alias(published.symbol, "Contribution 29", by=cast.dora, reason="As the Chair counts.")
    revision, _token = actions.revise(published, by=cast.ana)
    actions.submit(revision, by=cast.ana)
    actions.publish(revision, by=cast.dora)

    actions.renumber(revision.symbol, by=cast.dora, reason="Counted twice.")

    revision.refresh_from_db()
    published.refresh_from_db()
    assert (published.symbol.text, revision.symbol.text) == ("WGX/1/2", "WGX/1/2/Rev.1")
    assert (published.symbol.alias, symbol_of(process, "Contribution 29")) == ("Contribution 29", published.symbol)
    assert symbol_of(process, "WGX/1/1/Rev.1") == revision.symbol


def test_renumbered_twice_every_former_symbol_leads_to_the_last(published, cast, process):
    actions.renumber(published.symbol, by=cast.dora, reason="Once.")
    published.refresh_from_db()
    last = actions.renumber(published.symbol, by=cast.dora, reason="Again.")

    assert [symbol_of(process, f"WGX/1/{number}") for number in (1, 2, 3)] == [last] * 3
    assert [act.was for act in last.acts.all()] == ["WGX/1/1", "WGX/1/2"]


def test_a_document_is_renumbered_like_a_contribution(cast, round_, process):
    document = file_document(round_, by=cast.dora, kind=DocumentKind.DRAFT, title="Agenda")

    new = actions.renumber(document.symbol, by=cast.dora, reason="Misfiled.")

    document.refresh_from_db()
    assert (document.symbol, symbol_of(process, "WGX/1/1")) == (new, new)


@pytest.mark.parametrize("number", [0, 3, 2**31])
def test_a_number_that_leaves_a_gap_is_not_given(published, cast, number, round_):
    with pytest.raises(NotPossible, match="gap"):
        actions.renumber(published.symbol, by=cast.dora, reason="Higher.", number=number)

    round_.refresh_from_db()
    assert (round_.last_number, SymbolAct.objects.count()) == (1, 0)


@pytest.mark.parametrize("who", ["omar", "chris", "olga", "ana", "otto"])
def test_only_the_head_renumbers_and_gives_aliases(published, cast, who):
    for act in (
        lambda by: actions.renumber(published.symbol, by=by, reason="Because."),
        lambda by: actions.set_alias(published.symbol, "A 1", by=by, reason="Because."),
    ):
        with pytest.raises(NotAllowed):
            act(getattr(cast, who))


def test_without_a_reason_nothing_changes(published, cast):
    with pytest.raises(Incomplete, match="Say why"):
        actions.renumber(published.symbol, by=cast.dora, reason="  ")
    with pytest.raises(Incomplete, match="Say why"):
        actions.set_alias(published.symbol, "A 1", by=cast.dora, reason="")

    assert SymbolAct.objects.count() == 0


def test_a_former_alias_still_leads_there_and_means_nothing_else(published, cast, process, make_contribution):
    actions.set_alias(published.symbol, "A 1", by=cast.dora, reason="One.")
    actions.set_alias(published.symbol, "A 2", by=cast.dora, reason="Two.")
    actions.set_alias(published.symbol, "A 2", by=cast.dora, reason="Two again.")
    other = make_contribution(State.PUBLISHED)

    assert symbol_of(process, "A 1") == symbol_of(process, "A 2") == published.symbol
    for taken in ("A 1", "A 2", "WGX/1/1"):
        with pytest.raises(NotPossible, match="means another paper"):
            actions.set_alias(other.symbol, taken, by=cast.dora, reason="Mine.")
    assert SymbolAct.objects.count() == 2


def test_an_alias_is_found_by_search(published, cast):
    actions.set_alias(published.symbol, "Zweiundvierzig", by=cast.dora, reason="A name.")

    assert Contribution.objects.filter(pk=published.pk, search="zweiundvierzig").exists()
    assert DeskWords.objects.filter(pk=published.pk, words="zweiundvierzig").exists()


def test_the_desk_finds_a_paper_by_its_new_number(published, cast):
    new = actions.renumber(published.symbol, by=cast.dora, reason="Twice.")

    assert list(DeskWords.objects.filter(words=query_for(new.text))) == [published.desk_words]


@pytest.mark.parametrize(
    ("modifier", "symbol"), [(Modifier.ADDS, "WGX/1/1/Add.1"), (Modifier.CORRECTS, "WGX/1/1/Corr.1")]
)
def test_an_addition_and_a_correction_keep_the_place(published, cast, modifier, symbol, round_):
    made, _token = actions.modify(published, modifier, by=cast.ana, language="fr")
    actions.save(made, made.content | {"statement": "Ligne 3."}, by=cast.ana)
    actions.submit(made, by=cast.ana, at=published.period.closes_at)

    actions.publish(made, by=cast.dora)

    assert (made.symbol.text, made.number, made.language) == (symbol, 1, "fr")
    assert published in Contribution.objects.in_force()
    assert made in Contribution.objects.in_force()
    round_.refresh_from_db()
    assert round_.last_number == 1


def test_an_addition_is_begun_once_by_two_presses(published, cast):
    first, _token = actions.modify(published, Modifier.ADDS, by=cast.ana)
    again, _token = actions.modify(published, Modifier.ADDS, by=cast.ana)

    assert first == again


@pytest.mark.parametrize("who", ["otto", "ines", "dora"])
def test_nobody_adds_to_what_another_says(published, cast, who):
    with pytest.raises(NotAllowed):
        actions.modify(published, Modifier.ADDS, by=getattr(cast, who))


def at_once(*acts):
    """Do these at the same time; what each gave, or the refusal that it met."""

    def do(act):
        try:
            return act()
        except NotPossible as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(do, acts))


@pytest.mark.django_db(transaction=True)
def test_additions_published_at_once_are_numbered_one_after_the_other(published, cast):
    made = []
    for number in range(4):
        addition, _token = actions.modify(published, Modifier.ADDS, by=cast.ana)
        actions.save(addition, addition.content | {"statement": f"More {number}."}, by=cast.ana)
        actions.submit(addition, by=cast.ana)
        made.append(addition)

    found = at_once(*(lambda each=each: actions.publish(each, by=cast.dora).modifier for each in made))

    assert sorted(map(str, found)) == ["Add.1", "Add.2", "Add.3", "Add.4"]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_renumber_at_once_the_second_is_told(published, cast, round_):
    symbol = published.symbol

    found = at_once(
        lambda: actions.renumber(symbol, by=cast.dora, reason="One."),
        lambda: actions.renumber(symbol, by=cast.dora, reason="Two."),
    )

    assert sorted(type(each).__name__ for each in found) == ["NotPossible", "Symbol"]
    assert texts_of(round_) == ["WGX/1/1", "WGX/1/2"]


@pytest.mark.django_db(transaction=True)
def test_alias_waits_for_a_revision_and_not_in_a_circle(published, cast, round_):
    with transaction.atomic():
        # As publishing a revision does: first the symbols beside its own, then the round.
        next_revision(published.symbol)
        alias = meanwhile(lambda: actions.set_alias(published.symbol, "A 1", by=cast.dora, reason="As we count."))
        Round.objects.select_for_update(nowait=True).get(pk=round_.pk)

    alias.result(timeout=LONGEST)
    assert Symbol.objects.get(pk=published.symbol.pk).alias == "A 1"


@pytest.mark.django_db(transaction=True)
def test_renumbering_revising_and_publishing_at_once_leave_no_gap_and_nothing_behind(
    published, cast, make_contribution
):
    revision, _token = actions.revise(published, by=cast.ana)
    actions.submit(revision, by=cast.ana)
    others = [make_contribution(State.SUBMITTED, title=f"Other {number}") for number in range(3)]
    symbol, round_ = published.symbol, published.round

    at_once(
        lambda: actions.renumber(symbol, by=cast.dora, reason="Twice."),
        lambda: actions.publish(revision, by=cast.dora),
        *(lambda each=each: actions.publish(each, by=cast.dora) for each in others),
    )

    published.refresh_from_db()
    revision.refresh_from_db()
    assert revision.symbol.number == published.symbol.number
    assert revision.symbol.modifier == "Rev.1"
    numbers = set(Symbol.objects.filter(round=round_).values_list("number", flat=True))
    assert numbers == set(range(1, Round.objects.get(pk=round_.pk).last_number + 1))
    assert not Contribution.objects.exclude(symbol=None).exclude(number=F("symbol__number")).exists()
    assert not verify().broken
    assert Document.objects.count() == 0
