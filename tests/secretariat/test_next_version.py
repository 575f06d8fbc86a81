"""The desk on which the next version is worked out: choices, progress, outcomes, preview, issue."""

import pytest
from django.test import Client

from contributions import actions
from contributions.enums import Carriage, Choice
from contributions.models import Amendment, ClauseDecision, Disposition, NextVersion
from contributions.queries.drafting import work_on
from record.models import Entry
from secretariat.views import dispositions, next_version
from tests.deciding import CABLES, HERONS, MUST, SHALL, desk, sources
from tests.negotiating import make_text, opinion, propose
from texts.models import TextVersion

__all__ = ["desk", "make_text", "opinion", "propose", "sources"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def rivals(desk):
    desk.reword(0, SHALL)
    desk.reword(1, MUST)
    desk.reword(2, "that herons may consider cables essential;")
    return desk


@pytest.fixture
def at(rivals):
    return f"/desk/texts/next/{rivals.opinion.pk}/"


def herons(rivals):
    return work_on(rivals.draft).open_places[0]


def chosen(rivals, **fields):
    place = herons(rivals)
    return {"place": place.key, "step": place.step, "wording": "", **fields}


def key_of(rivals, word):
    return next(each.key for each in herons(rivals).rewordings if word in each.wording)


def test_begins_and_goes_on(opinion, dora):
    address = f"/desk/texts/next/{opinion.pk}/"

    assert "Begin the next version" in dora.get(address).content.decode()
    assert dora.post(f"{address}begin/").url == address
    dora.post(f"{address}begin/")

    assert NextVersion.objects.count() == 1
    assert "0 of 0 places decided." in dora.get(address).content.decode()


@pytest.mark.parametrize("page", ["", "changes/", "preview/", "confirm/"])
def test_outsiders_find_nothing_and_the_observer_reads(page, at, cast, sign_in, olga):
    assert sign_in(Client(), cast.otto).get(at + page).status_code == 404
    assert Client().get(at + page).status_code == 302
    answer = olga.get(at + page)
    assert answer.status_code == 200
    assert "csrfmiddlewaretoken" not in answer.content.decode().split("<main")[1].split("</main>")[0]


def test_chair_decides(at, rivals, chris):
    chris.post(f"{at}decide/", chosen(rivals, choice="keep"))

    assert ClauseDecision.objects.get().by.name == "Chris Example"


def test_observer_may_not_decide(at, rivals, olga):
    answer = olga.post(f"{at}decide/", chosen(rivals, choice="keep"))

    assert answer.status_code == 403
    assert not ClauseDecision.objects.exists()


def test_alternative_is_taken_and_progress_told(at, rivals, dora):
    answer = dora.post(f"{at}decide/", chosen(rivals, choice=f"take-{key_of(rivals, 'shall')}"))

    assert answer.url == f"{at}#p-{herons(rivals).key}"
    assert ClauseDecision.objects.get().wording == SHALL
    assert "1 of 1 place decided." in dora.get(at).content.decode()


def test_several_are_taken(at, rivals, dora):
    several = [key_of(rivals, "shall"), key_of(rivals, "essential")]

    dora.post(f"{at}decide/", chosen(rivals, choice="several", several=several))

    assert ClauseDecision.objects.get().wording == "that herons shall consider cables essential;"


def test_overlap_is_refused_with_a_sentence_beside_the_boxes(at, rivals, dora):
    several = [key_of(rivals, "shall"), key_of(rivals, "must")]

    answer = dora.post(f"{at}decide/", chosen(rivals, choice="several", several=several))

    assert answer.status_code == 422
    assert "These wordings overlap" in answer.content.decode()
    assert answer.content.decode().count(" checked") == 3


def test_own_wording_is_kept_after_a_refusal(at, rivals, dora):
    dora.post(f"{at}decide/", chosen(rivals, choice="keep"))

    stale = chosen(rivals, choice="own", wording="that herons abstain;") | {"step": 0}
    answer = dora.post(f"{at}decide/", stale)

    assert answer.status_code == 409
    assert "that herons abstain;" in answer.content.decode()
    assert ClauseDecision.objects.get().choice == Choice.KEEP


def test_decision_is_shown_anew_and_taken_back(at, rivals, dora):
    dora.post(f"{at}decide/", chosen(rivals, choice="own", wording="that herons abstain;"))
    place = herons(rivals)

    page = dora.get(at, {"at": place.key}).content.decode()
    assert "Take the decision back" in page
    assert 'value="own"' in page
    dora.post(f"{at}decide/", chosen(rivals, act="undecide"))

    assert not ClauseDecision.objects.exists()


def test_no_choice_at_all_is_told(at, rivals, dora):
    answer = dora.post(f"{at}decide/", chosen(rivals))

    assert answer.status_code == 422
    assert "Choose what the next version says here." in answer.content.decode()


def outcomes(rivals, **said):
    """The form of the outcomes: for each change what stands in it, by a word of its wording."""
    fields = {"place": herons(rivals).key}
    for each in herons(rivals).amendments:
        outcome, reason = next(value for word, value in said.items() if word in each.wording)
        fields |= {f"{each.pk}-outcome": outcome, f"{each.pk}-reason": reason, f"{each.pk}-was": ""}
    return fields


def test_outcomes_are_proposed_and_recorded_when_said(at, rivals, dora):
    dora.post(f"{at}decide/", chosen(rivals, choice=f"take-{key_of(rivals, 'shall')}"))

    page = dora.get(f"{at}changes/").content.decode()
    assert page.count("Follows from your decision; not recorded yet") == 3
    assert not Disposition.objects.exists()

    sent = outcomes(rivals, shall=("taken", ""), must=("not_taken", "No."), essential=("later", "Next time."))
    assert dora.post(f"{at}changes/record/", sent).status_code == 302
    assert sorted(Disposition.objects.values_list("outcome", flat=True)) == ["later", "not_taken", "taken"]


def test_outcome_without_a_reason_records_nothing(at, rivals, dora):
    sent = outcomes(rivals, shall=("later", "Next."), must=("not_taken", ""), essential=("", ""))

    answer = dora.post(f"{at}changes/record/", sent)

    assert answer.status_code == 422
    assert "the reason is published" in answer.content.decode()
    assert not Disposition.objects.exists()


def test_what_a_colleague_said_of_a_newer_change_stays(at, rivals, dora, cast):
    sent = outcomes(rivals, shall=("later", "Next."), must=("", ""), essential=("", ""))
    newer = rivals.reword(0, "that herons abstain;").amendments.get()
    actions.dispose(newer, "later", reason="Not now.", by=cast.dora)

    dora.post(f"{at}changes/record/", sent)

    assert sorted(Disposition.objects.values_list("reason", flat=True)) == ["Next.", "Not now."]


def test_outcome_of_what_was_withdrawn_meanwhile_is_refused_and_the_rest_stays_typed(at, rivals, dora, cast):
    sent = outcomes(rivals, shall=("later", "Next."), must=("later", "Never."), essential=("", ""))
    actions.withdraw(Amendment.objects.get(wording=MUST).contribution, by=cast.dora, reason="Asked for.")

    answer = dora.post(f"{at}changes/record/", sent)

    assert answer.status_code == 409
    assert "A change is not proposed any more" in answer.content.decode()
    assert "Next." in answer.content.decode()
    assert not Disposition.objects.exists()


def test_words_for_a_place_that_is_gone_are_shown(at, rivals, dora, cast):
    new = rivals.propose(0, {"op": "ADD", "after": CABLES, "wording": "that eels exist;"})
    pk = new.amendments.get().pk
    actions.withdraw(new, by=cast.dora, reason="Asked for.")

    decided = dora.post(
        f"{at}decide/", {"place": f"new-{pk}", "step": 0, "choice": "own", "wording": "that morays exist;"}
    )
    said = {"place": f"new-{pk}", f"{pk}-outcome": "later", f"{pk}-reason": "Eels are rare."}
    recorded = dora.post(f"{at}changes/record/", said)

    assert (decided.status_code, recorded.status_code) == (409, 409)
    assert "that morays exist;" in decided.content.decode()
    assert "still in the form below" not in decided.content.decode()
    assert "Eels are rare." in recorded.content.decode()


def test_own_words_that_come_after_the_issue_are_shown(at, rivals, dora):
    late = chosen(rivals, choice="own", wording="that herons abstain;")
    rivals.issue(ground="x")

    answer = dora.post(f"{at}decide/", late)

    assert answer.status_code == 409
    assert "that herons abstain;" in answer.content.decode()


@pytest.fixture
def crowded(desk, monkeypatch):
    """More places than have forms at once."""
    for module in (next_version, dispositions):
        monkeypatch.setattr(module, "MOST_FORMS", 1)
    desk.reword(0, SHALL)
    desk.reword(1, "that cables are nice;", CABLES)
    return desk


@pytest.mark.parametrize("page", ["", "changes/"])
def test_of_many_places_some_have_forms_and_every_other_is_a_link_away(page, crowded, dora):
    at = f"/desk/texts/next/{crowded.opinion.pk}/{page}"
    cables = work_on(crowded.draft).open_places[1].key

    first, asked = (dora.get(at, given).content.decode() for given in ({}, {"at": cables}))

    assert first.count('name="place"') == 1
    assert f'href="?at={cables}#p-{cables}"' in first
    assert f'name="place" value="{cables}"' in asked


def test_forms_go_on_to_where_something_is_still_to_be_said(crowded, dora):
    at = f"/desk/texts/next/{crowded.opinion.pk}/"
    herons, cables = work_on(crowded.draft).open_places
    pk = herons.amendments[0].pk

    dora.post(f"{at}decide/", {"place": herons.key, "step": 0, "choice": "keep"})
    dora.post(f"{at}changes/record/", {"place": herons.key, f"{pk}-outcome": "later", f"{pk}-reason": "Next."})

    for page in ("", "changes/"):
        assert f'name="place" value="{cables.key}"' in dora.get(at + page).content.decode(), page


@pytest.mark.parametrize("view", ["clean", "inline", "side"])
def test_preview_shows_what_would_be_issued(at, rivals, dora, view):
    dora.post(f"{at}decide/", chosen(rivals, choice="own", wording="that herons abstain;"))

    page = dora.get(f"{at}preview/", {"view": view}).content.decode()

    assert "abstain" in page
    assert ("<del" in page.split("<section")[1]) is (view != "clean")


def seen(page):
    return page.content.decode().split('name="seen" value="')[1][:64]


def test_issue_asks_for_a_reason_and_leads_to_the_outcome(at, rivals, dora):
    page = dora.get(f"{at}confirm/")
    assert "Something is still open" in page.content.decode()
    assert dora.post(f"{at}issue/", {"seen": seen(page), "ground": "", "place": "revision"}).status_code == 422

    answer = dora.post(f"{at}issue/", {"seen": seen(page), "ground": "Time is over.", "place": "revision"})

    version = TextVersion.objects.get(number=1)
    assert answer.url == f"/processes/wgx/documents/{rivals.opinion.symbol}/text/outcome/"
    assert version.symbol == f"{rivals.opinion.symbol}/Rev.1"
    assert Amendment.objects.on(version).filter(carriage=Carriage.CARRIED).count() == 3
    assert "This version was followed by" in dora.get(at).content.decode()
    assert dora.get(f"{at}preview/").status_code == 302


def test_what_changed_meanwhile_is_not_issued(at, rivals, dora):
    page = dora.get(f"{at}confirm/")
    dora.post(f"{at}decide/", chosen(rivals, choice="keep"))

    answer = dora.post(f"{at}issue/", {"seen": seen(page), "ground": "Time is over.", "place": "revision"})

    assert answer.status_code == 409
    assert "Something has changed since you looked" in answer.content.decode()
    assert "Time is over." in answer.content.decode()


def test_new_number_in_another_round(at, rivals, dora, make_round):
    later = make_round(2)
    page = dora.get(f"{at}confirm/")

    dora.post(f"{at}issue/", {"seen": seen(page), "ground": "x", "place": later.pk, "name": "Second draft"})

    assert TextVersion.objects.get(number=1).symbol == "WGX/2/1"


@pytest.mark.parametrize("page", ["", "changes/", "preview/", "confirm/"])
@pytest.mark.parametrize("rows", [1, 3])
def test_pages_cost_the_same_however_much_is_proposed(page, rows, desk, dora, django_assert_max_num_queries):
    for source in range(rows):
        desk.reword(source, f"that herons {source} consider cables useful;")
        desk.reword(source, f"that cables {source} are essential to all people;", CABLES)

    with django_assert_max_num_queries(26):
        dora.get(f"/desk/texts/next/{desk.opinion.pk}/{page}")


def test_clauses_are_lettered_anew_and_as_they_were_again(at, rivals, dora):
    rivals.propose(0, {"op": "SUP", "clause": HERONS, "reason": "Enough."})
    rivals.decide(HERONS, Choice.SUPPRESS)
    before = dora.get(f"{at}preview/?view=clean").content.decode()

    dora.post(f"{at}letter/", {"anew": "1"})
    anew = dora.get(f"{at}preview/?view=clean").content.decode()
    dora.post(f"{at}letter/", {"anew": "0"})
    again = dora.get(f"{at}preview/?view=clean").content.decode()

    labels = [[label for label in ("a)", "b)", "c)") if f">{label}<" in shown] for shown in (before, anew, again)]
    assert labels == [["b)", "c)"], ["a)", "b)"], ["b)", "c)"]]
    assert Entry.objects.filter(verb="next_version.letter").count() == 2


@pytest.mark.parametrize("who", ["olga", "otto"])
def test_only_the_secretariat_and_the_chair_letter_anew(who, at, rivals, cast, sign_in):
    assert sign_in(Client(), getattr(cast, who)).post(f"{at}letter/", {"anew": "1"}).status_code in (403, 404)
    rivals.draft.refresh_from_db()
    assert not rivals.draft.letters_anew


def test_place_that_is_not_there_opens_nothing(at, dora):
    assert dora.get(at, {"at": "nowhere"}).status_code == 200
