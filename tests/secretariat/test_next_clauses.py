"""The chair adds clauses that nobody proposed, at any place of the next version."""

import pytest
from django.test import Client

from common.refusals import NotPossible
from contributions import actions
from contributions.models import ChairClause
from contributions.queries.drafting import work_on
from record.models import Entry
from tests.deciding import CABLES, HERONS, desk, sources
from tests.negotiating import make_text, opinion, propose

__all__ = ["desk", "make_text", "opinion", "propose", "sources"]

pytestmark = pytest.mark.django_db

WORDS = {"wording": "that reefs matter, too;", "kind": "item", "label": "a bis)"}


@pytest.fixture
def pages(desk):
    base = f"/desk/texts/next/{desk.opinion.pk}/"
    return {
        "overview": base,
        "add": f"{base}clauses/after/{desk.opinion.outline[HERONS].id}/",
        "clauses": f"{base}clauses/",
    }


@pytest.fixture
def clause(desk, pages, dora):
    dora.post(pages["add"], WORDS)
    return ChairClause.objects.get()


def wordings(desk):
    return [each.wording for each in work_on(desk.draft).outline]


def test_clause_is_added_behind_what_is_taken_of_those_that_were_proposed(desk, pages, dora):
    desk.propose(0, {"op": "ADD", "after": HERONS, "wording": "that gulls matter;", "label": "b)"})
    new = next(place for place in work_on(desk.draft).places if place.new)
    desk.decide(new.key, "take", "gulls")

    answer = dora.post(pages["add"], WORDS)

    assert answer.url == f"{pages['overview']}#p-{desk.opinion.outline[HERONS].id}"
    base = [each.wording for each in desk.opinion.outline]
    assert wordings(desk)[HERONS : HERONS + 4] == [base[HERONS], "that gulls matter;", WORDS["wording"], base[CABLES]]
    assert WORDS["wording"] in dora.get(pages["overview"]).content.decode()
    assert Entry.objects.filter(verb="next_version.add_clause").count() == 1


def test_clause_may_stand_at_the_beginning(desk, pages, dora):
    dora.post(f"{pages['clauses']}after/beginning/", WORDS | {"kind": "paragraph", "label": ""})

    assert wordings(desk)[0] == WORDS["wording"]


def test_clause_is_changed_and_taken_out(desk, pages, clause, dora):
    dora.post(f"{pages['clauses']}{clause.pk}/", WORDS | {"wording": "that reefs count;", "step": "1"})
    assert "that reefs count;" in wordings(desk)

    dora.post(f"{pages['clauses']}{clause.pk}/", {"act": "remove", "step": "2"})
    assert wordings(desk) == [each.wording for each in desk.opinion.outline]


def test_older_window_overwrites_nothing_and_loses_nothing(pages, clause, dora):
    dora.post(f"{pages['clauses']}{clause.pk}/", WORDS | {"wording": "that reefs count;", "step": "1"})

    late = dora.post(f"{pages['clauses']}{clause.pk}/", WORDS | {"wording": "that corals count;", "step": "1"})

    assert late.status_code == 409
    assert "that corals count;" in late.content.decode()
    clause.refresh_from_db()
    assert clause.wording == "that reefs count;"


@pytest.mark.parametrize("wrong", [{"wording": " "}, {"kind": "verse"}, {"label": "x" * 41}])
def test_what_is_missing_or_wrong_is_said_and_nothing_is_lost(wrong, pages, dora):
    answer = dora.post(pages["add"], WORDS | wrong)

    assert answer.status_code == 422
    assert (WORDS | wrong)["label"] in answer.content.decode()
    assert not ChairClause.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("olga", 403), ("otto", 404)])
def test_observer_and_outsider_add_none(who, status, pages, cast, sign_in):
    assert sign_in(Client(), getattr(cast, who)).post(pages["add"], WORDS).status_code == status
    assert not ChairClause.objects.exists()


def test_words_for_a_clause_that_is_gone_or_a_version_that_is_issued_are_not_lost(desk, pages, clause, dora):
    page = f"{pages['clauses']}{clause.pk}/"
    actions.remove_clause(clause, step=1, by=desk.cast.dora)
    gone = dora.post(page, WORDS | {"wording": "that corals count;", "step": "1"})
    desk.issue(ground="Enough.")
    late = dora.post(pages["add"], WORDS | {"wording": "that gulls count;"})

    assert (gone.status_code, late.status_code) == (409, 409)
    assert "that corals count;" in gone.content.decode()
    assert "that gulls count;" in late.content.decode()
    assert dora.get(pages["add"]).url == pages["overview"]


def test_place_that_is_none_has_no_page(pages, dora):
    assert dora.get(f"{pages['clauses']}after/{'0' * 32}/").status_code == 404


def test_version_is_issued_with_it_as_a_new_clause(desk, clause):
    version = desk.issue(ground="As the chair proposes.")

    new = next(each for each in version.outline if each.wording == clause.wording)
    assert version.descents.get(after=new.id).fate == "new"
    with pytest.raises(NotPossible):
        actions.remove_clause(clause, step=1, by=desk.cast.dora)
