"""Changes of a contribution from which something was removed: on the text, in the compilation, and carried on."""

import pytest

from contributions import actions
from contributions.content import Content
from contributions.models import Amendment
from contributions.queries.amending import proposals_of
from contributions.queries.compiling import proposed_to
from contributions.queries.published import published_form
from contributions.queries.redactions import everywhere
from texts.engine.compilation import to_json

pytestmark = pytest.mark.django_db

NAMING = {
    "clause": 2,
    "wording": "that herons of Zebedee Quillfeather consider cables useful;",
    "reason": "Zebedee Quillfeather, herons’ friend, asked for it.",
}
MISSING = "What Zebedee Quillfeather said."


@pytest.fixture
def proposed(cast, opinion, propose, ministry):
    return propose(opinion, ministry, NAMING, {"op": "SUP", "clause": 3}, missing=MISSING)


def redact(contribution, by):
    content = Content.from_json(contribution.submission.content)
    made = actions.redact(contribution, everywhere("Zebedee Quillfeather", content, "third-person"), by=by)
    contribution.refresh_from_db()
    return made


def test_nobody_reads_it_in_the_compilation(cast, opinion, proposed):
    assert "Quillfeather" in str(to_json(proposed_to(opinion).compiled(opinion)))
    redact(proposed, cast.dora)
    compilation = str(to_json(proposed_to(opinion).compiled(opinion)))
    assert "Quillfeather" not in compilation
    assert "[20 characters removed: personal data of somebody else]" in compilation
    assert "Quillfeather" not in proposed_to(opinion).proposals[0].missing


def test_nor_beside_the_text(cast, opinion, proposed):
    redact(proposed, cast.dora)
    laid = proposals_of(published_form(proposed))
    assert "Quillfeather" not in "".join(piece.text for each in laid.changes for piece in each.pieces)


def test_amendments_keep_their_own_words_sealed_and_get_them_back(cast, proposed):
    made = redact(proposed, cast.dora)
    amendment = proposed.amendments.get(place=0)
    assert "Quillfeather" not in amendment.wording + amendment.reason
    assert amendment.sealed["wording"] == NAMING["wording"]
    assert proposed.amendments.get(place=1).sealed is None
    for each in made:
        actions.lift(each, by=cast.dora)
    amendment.refresh_from_db()
    assert (amendment.wording, amendment.reason, amendment.sealed) == (NAMING["wording"], NAMING["reason"], None)


def test_words_that_were_confirmed_later_lose_it_too(cast, opinion, proposed):
    first = proposed.amendments.get(place=0)
    Amendment.objects.filter(pk=first.pk).update(wording="that Zebedee  Quillfeather likes cables;")
    redact(proposed, cast.dora)
    first.refresh_from_db()
    assert first.wording == "that [21 characters removed: personal data of somebody else] likes cables;"


def test_what_was_removed_before_publication_stands_in_no_amendment(
    cast, opinion, propose, make_contribution, ministry
):
    ids = [clause.clause_id.hex for clause in opinion.clauses.all()]
    change = {"op": "MOD", "clause": ids[2], "after": "", "clause_kind": "item", "label": "", "kind": "substantive"}
    waiting = make_contribution(
        "submitted",
        sources=[{"id": ministry.pk}],
        amends={"version": opinion.pk, "symbol": opinion.symbol, "digest": opinion.digest},
        changes=[change | {"wording": NAMING["wording"], "reason": NAMING["reason"]}],
    )
    redact(waiting, cast.dora)
    actions.publish(waiting, by=cast.dora)
    amendment = waiting.amendments.get()
    assert "Quillfeather" not in amendment.wording + amendment.reason
    assert amendment.sealed["reason"] == NAMING["reason"]
