"""Texts under negotiation: versions, clauses with their identity, changes."""

import pytest
from django.db import connection

from contributions import actions
from contributions.enums import Consent
from contributions.models import Contribution
from tests.negotiating import make_text, opinion, propose
from texts.models import ClauseVersion

__all__ = ["make_text", "opinion", "propose"]  # fixtures

SITE = "https://plenum.example"
REWORD = {"clause": 2, "wording": "that herons consider cables useful;"}


@pytest.fixture
def union(make_source):
    return make_source("Example Union", group="civil-society")


def test_a_text_is_told_with_its_versions(told, opinion):
    found = told(f"texts/{opinion.text_id}/")

    assert (found["title"], found["language"]) == ("Opinion 3", "en")
    [version] = found["versions"]
    assert (version["id"], version["number"], version["symbol"]) == (opinion.pk, 0, opinion.symbol)
    assert version["url"] == f"{SITE}/processes/wgx/documents/{opinion.symbol}/text/"
    assert told("texts/?process=wgx&language=en")["results"] == [found]
    assert told("texts/?process=other")["results"] == told("texts/?language=fr")["results"] == []


def test_a_version_is_told_with_its_clauses(told, opinion):
    found = told(f"text-versions/{opinion.pk}/")

    assert [(one["number"], one["kind"], one["label"]) for one in found["clauses"][:3]] == [
        (1, "title", ""),
        (2, "container", ""),
        (3, "item", "a)"),
    ]
    assert found["clauses"][2]["under"] == found["clauses"][1]["clause"]
    assert found["digest"] == opinion.digest
    [plain] = told(f"text-versions/?text={opinion.text_id}&symbol={opinion.symbol}")["results"]
    assert plain == {name: value for name, value in found.items() if name != "clauses"}


def test_a_clause_keeps_its_identity(told, ask, opinion):
    listed = told(f"clauses/?text_version={opinion.pk}&kind=item")["results"]

    assert [one["label"] for one in listed] == ["a)", "b)", "c)"]
    alone = told(f"clauses/{listed[0]['clause']}/")
    assert alone["versions"] == listed[:1]
    assert (alone["clause"], alone["text"]["id"]) == (listed[0]["clause"], opinion.text_id)
    assert ask(f"clauses/{'0' * 32}/").status_code == 404
    assert ask("clauses/?clause=a)").status_code == 400


def test_clauses_are_called_as_pages_call_them(told, opinion):
    names = ["the title", "considering", "considering a)", "considering b)", "invites Member States"]

    whole = told(f"text-versions/{opinion.pk}/")["clauses"]

    assert [one["called"] for one in whole] == [*names, "invites Member States c)"]
    # The same wherever they are told: by themselves, laid over with proposals, some of them only.
    for path in (f"clauses/?text_version={opinion.pk}", f"text-versions/?text={opinion.text_id}&clauses=true"):
        [*found] = told(path)["results"]
        assert [one["called"] for one in found[0].get("clauses", found)] == [one["called"] for one in whole]
    compiled = told(f"text-versions/{opinion.pk}/compilation/?language=fr")["clauses"]
    assert [one["called"] for one in compiled] == [one["called"] for one in whole]
    [alone] = told(f"clauses/{whole[2]['clause']}/")["versions"]
    assert alone["called"] == "considering a)"
    assert [one["called"] for one in told("clauses/?kind=item&limit=1")["results"]] == ["considering a)"]


def test_what_stands_deep_is_called_by_all_that_it_stands_under(told, make_text):
    version = make_text((("container", "", "recommends"), ("item", "1.", "cables:"), ("sub_item", "(i)", "whole ones;"),
        ("sub_item", "", "and broken ones, which are to be mended before the winter comes."), ("item", "2.", "ships."),
        ("paragraph", "", "Done at sea.")))  # fmt: skip
    clauses = list(version.clauses.order_by("place"))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    ClauseVersion.objects.filter(pk__in=[clauses[2].pk, clauses[3].pk]).update(parent=clauses[1].clause)

    called = [one["called"] for one in told(f"clauses/?text_version={version.pk}")["results"]]

    assert called == ["recommends", "recommends 1.", "recommends 1. (i)",
        "recommends 1. “and broken ones, which are to be mended…”", "recommends 2.", "“Done at sea.”"]  # fmt: skip
    assert called == [one["called"] for one in told(f"text-versions/{version.pk}/")["clauses"]]


@pytest.mark.parametrize(("language", "title"), [("en", "the title"), ("fr", "le titre"), ("tlh", "the title")])
def test_clauses_are_called_in_the_language_of_their_text(told, make_text, language, title):
    version = make_text(language=language)

    for reader in ("en", "ar"):
        found = told(f"text-versions/{version.pk}/", accept_language=reader)
        assert found["clauses"][0]["called"] == title
        assert told("clauses/?kind=title", accept_language=reader)["results"][0]["called"] == title


def test_changes_and_what_proposes_them_say_how_clauses_are_called(told, opinion, propose, union):
    contribution = propose(
        opinion, union, REWORD, {"op": "ADD", "after": 2, "wording": "that reefs matter;"}, {"op": "MOVE", "clause": 5}
    )

    found = {one["op"]: (one["clause_called"], one["after_called"]) for one in told("changes/")["results"]}

    assert found == {
        "MOD": ("considering a)", ""),
        "ADD": ("", "considering a)"),
        "MOVE": ("invites Member States c)", ""),
    }
    alone, [listed, *_others] = (
        told(f"contributions/{contribution.pk}/"),
        told("contributions/?content=true")["results"],
    )
    named = {change[name] for change in alone["content"]["changes"] for name in ("clause", "after")} - {""}
    assert set(alone["clauses_called"]) == named
    assert set(alone["clauses_called"].values()) == {"considering a)", "invites Member States c)"}
    assert listed == alone


def test_a_change_is_told_with_its_words_before_and_after(told, opinion, propose, union):
    contribution = propose(opinion, union, REWORD)

    [found] = told(f"changes/?text_version={opinion.pk}")["results"]

    assert (found["op"], found["text_before"], found["text_after"]) == (
        "MOD",
        "that herons may consider cables useful;",
        "that herons consider cables useful;",
    )
    assert [(piece["kind"], piece["text"]) for piece in found["redline"]] == [
        ("same", "that herons "),
        ("del", "may "),
        ("same", "consider cables useful;"),
    ]
    assert [source["name"] for source in found["sources"]] == ["Example Union"]
    assert found["contribution"]["symbol"] == contribution.symbol.text
    assert (found["is_in_force"], found["disposition"]) == (True, None)
    assert told(f"changes/{found['id']}/") == found


def test_new_suppressed_moved_and_kept_clauses_say_what_would_stand(told, opinion, propose, union):
    propose(
        opinion,
        union,
        {"op": "ADD", "after": 2, "wording": "that reefs matter;", "label": "a bis)"},
        {"op": "SUP", "clause": 3},
        {"op": "MOVE", "clause": 2, "after": 3},
        {"op": "NOC", "clause": 5},
    )

    found = {one["op"]: (one["text_before"], one["text_after"]) for one in told("changes/")["results"]}

    assert found == {
        "ADD": ("", "that reefs matter;"),
        "SUP": ("that cables are essential to all people;", ""),
        "MOVE": ("that herons may consider cables useful;",) * 2,
        "NOC": ("to look after herons.",) * 2,
    }


def test_changes_are_found_by_text_clause_contribution_source_and_group(told, opinion, propose, union, make_source):
    first = propose(opinion, union, REWORD)
    second = propose(opinion, make_source("Example State"), {"op": "ADD", "after": 2, "wording": "that reefs matter;"})
    clause = opinion.clauses.get(place=2).clause_id.hex

    def proposers(query):
        return {one["contribution_id"] for one in told(f"changes/?{query}")["results"]}

    assert proposers(f"text={opinion.text_id}") == proposers(f"clause={clause}") == {first.pk, second.pk}
    assert proposers(f"contribution={first.pk}") == proposers("group=civil-society") == {first.pk}
    assert proposers("source=example-union&op=MOD") == {first.pk}
    assert proposers("op=ADD&kind=substantive&process=wgx&round=1") == {second.pk}
    assert proposers("in_force=true") == {first.pk, second.pk}
    assert proposers("in_force=false") == proposers("outcome=taken") == proposers("source=nobody") == set()


def test_a_source_that_keeps_its_name_back_is_not_found_by_it(told, opinion, propose, union, cast):
    contribution = propose(opinion, union, REWORD)
    Contribution.objects.filter(pk=contribution.pk).update(consent=Consent.GROUP)

    assert told("changes/?source=example-union")["results"] == []
    [found] = told("changes/?group=civil-society")["results"]
    assert [(source["name"], source["group"]) for source in found["sources"]] == [("", "civil-society")]


@pytest.fixture
def proposed(opinion, propose, union):
    return propose(opinion, union, REWORD)


@pytest.mark.parametrize("over", ["withdrawn", "aggregate"])
def test_changes_whose_words_nobody_reads_are_not_there(told, ask, proposed, cast, over):
    [found] = told("changes/")["results"]
    if over == "withdrawn":
        actions.withdraw(proposed, by=cast.ana)
    else:
        Contribution.objects.filter(pk=proposed.pk).update(consent=Consent.AGGREGATE)

    assert told("changes/?in_force=true")["results"] == []
    assert ask(f"changes/{found['id']}/").status_code == 404


def test_a_compilation_tells_all_wordings_with_their_sources(told, opinion, propose, union, make_source):
    propose(opinion, union, REWORD)
    propose(opinion, make_source("Beacon Example"), {"op": "NOC", "clause": 2})

    found = told(f"text-versions/{opinion.pk}/compilation/")

    clause = found["clauses"][2]
    assert [(one["wording"], one["sources"]) for one in clause["alternatives"]] == [
        ("that herons may consider cables useful;", []),
        ("that herons consider cables useful;", ["Example Union"]),
    ]
    assert (clause["contested"], clause["keeping"]["sources"]) == (True, ["Beacon Example"])
    assert found["text_version"]["id"] == opinion.pk
    assert len(found["contributions"]) == 2


def test_a_compilation_is_told_in_the_order_of_a_language(ask, told, opinion):
    assert told(f"text-versions/{opinion.pk}/compilation/?language=fr&editorial=false")["language"] == "fr"
    assert ask(f"text-versions/{opinion.pk}/compilation/?language=xx").status_code == 400
    assert ask(f"text-versions/{opinion.pk}/compilation/?editorial=0").status_code == 400
