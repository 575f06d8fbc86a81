"""The preview of a draft whose source lets only its group be named points out where its words name it all the same."""

import pytest
from django.test import Client
from django.urls import reverse

from contributions.enums import Speaking

pytestmark = pytest.mark.django_db

SAID = "Your name stands in them:"


def preview(cast, sign_in, draft, by="ana"):
    answer = sign_in(Client(), getattr(cast, by)).get(reverse("web:draft_preview", args=[draft.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_its_own_names_are_pointed_out_each_once(cast, sign_in, make_draft):
    words = "The Ministry of Posts of Exampland asks.\n\nThe ministry of posts  of Exampland <b>asks</b> the MPE."
    said = preview(cast, sign_in, make_draft(consent="group", statement=words)).partition(SAID)[2].partition("</p>")[0]

    assert said.count("<bdi") == 2
    assert '<bdi class="strong">Ministry of Posts of Exampland</bdi>' in said
    assert '<bdi class="strong">MPE</bdi>' in said


def test_an_individual_is_told_too(cast, sign_in, make_draft):
    draft = make_draft(by=cast.ines, speaking=Speaking.MYSELF, consent="group", statement="I, INES EXAMPLE, say so.")
    assert '<bdi class="strong">INES EXAMPLE</bdi>' in preview(cast, sign_in, draft, "ines")


@pytest.mark.parametrize(
    ("consent", "statement"),
    [("group", "Cables matter."), ("", "The Ministry of Posts of Exampland asks."), ("aggregate", "The MPE asks.")],
)
def test_nothing_is_said_where_nothing_tells_who_speaks_or_everybody_may_know(
    consent, statement, cast, sign_in, make_draft
):
    assert SAID not in preview(cast, sign_in, make_draft(consent=consent, statement=statement))
