"""The whole way once, without signing in until the end and without scripts."""

import re

from django.urls import reverse

from contributions.enums import State
from contributions.models import Contribution


def test_from_the_period_to_the_receipt(client, period, make_question, cast, sign_in, page, send):
    question = make_question()
    begin = reverse("web:begin", args=[period.round.process.slug, period.round.number, period.pk])

    first = client.post(begin)
    key = re.search("/drafts/([^/]+)/who/", first["Location"])[1]
    shown = page("draft_who", key)
    assert f"/drafts/{key}/" in shown.content.decode()

    named = {"source-0-name": "Harbour Union", "source-0-group": "civil_society"}
    groups = {group.code for group in period.round.process.groups.all()}
    named["source-0-group"] = next(code for code in groups if "civil" in code)
    assert send("draft_who", key, speaking="source", move="next", **named)["Location"].endswith("/write/")
    words = {
        "title": "On cables",
        "language": "en",
        f"answer-{question.pk}": "They matter.",
        "has-recommendations": "1",
    }
    assert send("draft_what", key, move="next", **words)["Location"].endswith("/preview/")
    assert "They matter." in page("draft_preview", key).content.decode()
    assert "/accounts/login/" in client.post(reverse("web:draft_submit", args=[key]))["Location"]
    sign_in(client, cast.otto)
    receipt = client.post(reverse("web:draft_submit", args=[key]))

    sent = Contribution.objects.get()
    assert receipt["Location"] == reverse("web:receipt", args=[sent.pk])
    assert (sent.state, sent.author) == (State.SUBMITTED, cast.otto)
    assert sent.submission.digest in client.get(receipt["Location"]).content.decode()
