"""Published contributions: what goes out, what does not."""

from datetime import timedelta

import pytest

from contributions import actions
from contributions.content import Content, digest
from contributions.enums import State

NOT_PUBLIC = [State.DRAFT, State.SUBMITTED, State.UNDER_REVIEW, State.RETURNED, State.DECLINED]


@pytest.mark.parametrize("state", NOT_PUBLIC)
def test_what_is_not_published_is_not_there(ask, told, make_contribution, state):
    contribution = make_contribution(state)

    assert told("contributions/")["results"] == []
    assert ask(f"contributions/{contribution.pk}/").status_code == 404


def test_withdrawn_before_publication_is_not_there(ask, make_contribution):
    contribution = make_contribution(State.WITHDRAWN)

    assert ask(f"contributions/{contribution.pk}/").status_code == 404


def test_a_published_contribution_is_told_with_its_content(told, make_contribution, ministry):
    contribution = make_contribution(State.PUBLISHED, title="On cables", statement="Cables matter.")

    found = told(f"contributions/{contribution.pk}/")

    assert (found["state"], found["symbol"], found["title"], found["language"]) == (
        "published",
        "WGX/1/1",
        "On cables",
        "en",
    )
    assert [(source["slug"], source["acronym"], source["group"]) for source in found["sources"]] == [
        (ministry.slug, "MPE", "governments")
    ]
    assert (found["process"], found["round"]) == ("wgx", 1)
    assert found["url"].endswith("/processes/wgx/documents/WGX/1/1/")
    assert found["content"]["statement"] == "Cables matter."


def test_anybody_can_verify_the_digest(told, make_contribution):
    contribution = make_contribution(State.PUBLISHED, title="Об интернете", statement="Слова — «важны».\n\n第二段")

    found = told(f"contributions/{contribution.pk}/")

    assert digest(found["content"]) == found["digest"] == contribution.submission.digest


def test_what_was_withdrawn_says_so_and_nothing_more(told, make_contribution, cast):
    contribution = make_contribution(State.PUBLISHED)
    actions.withdraw(contribution, by=cast.ana)

    found = told(f"contributions/{contribution.pk}/")

    assert (found["state"], found["symbol"]) == ("withdrawn", "WGX/1/1")
    assert found["withdrawn_at"] is not None
    told_nothing = ("title", "language", "sources", "invited", "excerpt", "content", "digest", "files")
    assert {name: found[name] for name in told_nothing} == {
        "title": None,
        "language": "",
        "sources": [],
        "invited": [],
        "excerpt": None,
        "content": None,
        "digest": None,
        "files": [],
    }
    assert told("contributions/")["results"] == []
    assert [one["symbol"] for one in told("contributions/?state=withdrawn")["results"]] == ["WGX/1/1"]


def test_nobody_finds_out_who_withdrew_or_what_it_was_about(told, make_contribution, cast):
    contribution = make_contribution(State.PUBLISHED)
    [source] = told(f"contributions/{contribution.pk}/")["sources"]
    actions.withdraw(contribution, by=cast.ana)

    found = {
        query: told(f"contributions/?state=withdrawn&{query}")["results"]
        for query in (f"source={source['slug']}", f"group={source['group']}", "language=en", "region=001", "question=1")
    }

    assert not any(found.values())
    assert told("sources/")["results"] == told("organisations/?process=wgx")["results"] == []


def test_a_revision_and_what_it_replaces_name_each_other(told, make_contribution, cast):
    first = make_contribution(State.PUBLISHED)
    second, _token = actions.revise(first, by=cast.ana)
    words = Content.from_json(second.content)
    words.statement = "Cables matter more."
    actions.save(second, words.to_json(), by=cast.ana, speaking=second.speaking)
    actions.submit(second, by=cast.ana, at=first.period.closes_at - timedelta(seconds=1))
    actions.publish(second, by=cast.dora)

    assert told(f"contributions/{second.pk}/")["revises"]["symbol"] == "WGX/1/1"
    assert [one["symbol"] for one in told(f"contributions/{first.pk}/")["revised_by"]] == ["WGX/1/1/Rev.1"]


def test_the_last_published_comes_first_and_pages_lead_on(told, make_contribution):
    made = [make_contribution(State.PUBLISHED, title=f"No. {number}") for number in range(1, 4)]

    first = told("contributions/?limit=2")
    second = told(first["next"].partition("/api/v1/")[2])
    back = told(second["previous"].partition("/api/v1/")[2])

    assert [one["id"] for one in first["results"]] == [made[2].pk, made[1].pk]
    assert [one["id"] for one in second["results"]] == [made[0].pk]
    assert (first["previous"], second["next"]) == (None, None)
    assert back["results"] == first["results"]


def test_filters_leave_what_was_asked_for(told, make_contribution, cast, make_question, ministry):
    question = make_question()
    answer = make_contribution(State.PUBLISHED, answers={str(question.pk): "Yes."}, language="fr")
    other = make_contribution(State.PUBLISHED, by=cast.ines, speaking="myself", language="en")

    def ids(query):
        return {one["id"] for one in told(f"contributions/?{query}")["results"]}

    assert ids("process=wgx&round=1") == {answer.pk, other.pk}
    assert ids("process=other") == ids("round=9") == set()
    assert ids("language=fr") == ids(f"question={question.pk}") == ids(f"source={ministry.slug}") == {answer.pk}
    assert ids("group=governments") == {answer.pk}
    assert ids("source=nobody") == ids("group=nobody") == set()
    assert ids("symbol=WGX/1/2") == {other.pk}
    assert ids(f"comment_period={answer.period_id}") == {answer.pk, other.pk}


def test_a_list_can_bring_the_contents_too(told, make_contribution):
    make_contribution(State.PUBLISHED, statement="Cables matter.")

    [plain] = told("contributions/")["results"]
    [full] = told("contributions/?content=true")["results"]

    assert "content" not in plain
    assert full["content"]["statement"] == "Cables matter."


def test_contributions_are_found_by_their_words_and_by_date(ask, told, make_contribution, cast):
    found = make_contribution(State.PUBLISHED, statement="Herons matter.")
    other = make_contribution(State.PUBLISHED, statement="Reefs matter.")
    gone = make_contribution(State.PUBLISHED, statement="Herons again.")
    actions.withdraw(gone, by=cast.ana)
    make_contribution(State.SUBMITTED, statement="Herons unseen.")

    def ids(query):
        return [one["id"] for one in told(f"contributions/?{query}")["results"]]

    assert ids("search=heron") == ids("search=HERONS&process=wgx&language=en") == [found.pk]
    assert ids("search=matter") == [other.pk, found.pk]
    assert ids("search=heron&state=withdrawn") == ids("search=heron&process=other") == ids("search=...") == []
    assert ids("published_from=2199-01-01T00:00:00Z") == []
    assert ids("published_until=2199-01-01T00:00:00Z") == [other.pk, found.pk]
    assert ask(f"contributions/?search={'x' * 201}").status_code == 400
