"""The head keeps the published list of grounds on which passages are removed."""

import pytest
from django.test import Client
from django.urls import reverse

from contributions import actions
from contributions.content import Content
from contributions.enums import State
from contributions.models import RedactionGround
from contributions.queries.redactions import everywhere, grounds_of
from record.models import Entry


def add(process):
    return reverse("secretariat:add_removal_ground", args=[process.slug])


def change(process, code):
    return reverse("secretariat:removal_ground", args=[process.slug, code])


def test_a_ground_is_added_published_and_used(cast, dora, client, process, make_contribution):
    assert dora.post(add(process), {"sentence_en": "a trade secret", "is_offered": "on"}).status_code == 302
    assert "a trade secret" in client.get(reverse("web:grounds", args=[process.slug])).content.decode()
    assert "a trade secret" in dora.get(reverse("secretariat:practice")).content.decode()
    made = make_contribution(State.PUBLISHED)
    actions.redact(made, everywhere("Cables", Content.from_json(made.submission.content), "own-1"), by=cast.omar)
    made.refresh_from_db()
    assert "[6 characters removed: a trade secret]" in made.excerpt
    assert Entry.objects.get(verb="process.redaction_ground").facts == {"ground": "own-1", "is_offered": True}


def test_a_ground_is_added_once_by_two_presses(dora, process):
    for _press in range(2):
        dora.post(add(process), {"sentence_en": "a trade secret", "is_offered": "on"})

    assert RedactionGround.objects.get().code == "own-1"


def test_a_ground_that_is_not_offered_is_in_no_list_and_cannot_be_used(cast, dora, client, process, make_contribution):
    dora.post(change(process, "hatred"), {"sentence_en": "insults somebody"})
    assert "insults somebody" not in client.get(reverse("web:grounds", args=[process.slug])).content.decode()
    made = make_contribution(State.PUBLISHED)
    page = dora.get(reverse("secretariat:redact", args=[made.pk])).content.decode()
    assert "insults somebody" not in page


def test_what_was_removed_keeps_its_words(cast, dora, process, make_contribution):
    made = make_contribution(State.PUBLISHED)
    actions.redact(made, everywhere("Cables", Content.from_json(made.submission.content), "safety"), by=cast.omar)
    dora.post(change(process, "safety"), {"sentence_en": "other words", "is_offered": "on"})
    made.refresh_from_db()
    assert made.public_form["grounds"]["safety"]["en"] == "somebody could come to harm"


@pytest.mark.parametrize("who", ["omar", "chris", "olga", "ana", "otto"])
def test_nobody_else_keeps_the_list(who, cast, sign_in, process):
    browser = sign_in(Client(), getattr(cast, who))
    assert browser.post(add(process), {"sentence_en": "x", "is_offered": "on"}).status_code == 404
    assert not RedactionGround.objects.exists()


def test_a_ground_without_words_and_one_that_is_not_there(dora, process):
    assert dora.post(add(process), {"sentence_en": " "}).status_code == 422
    assert dora.get(change(process, "nothing")).status_code == 404
    assert len(grounds_of(process)) == 7
