"""What is told of a document of the secretariat that stands beside another paper."""

from django.urls import reverse

from consultations.models import Document
from contributions.models import Contribution
from notifications.actions import queue, queue_many

from .addressing import absolute, followers, speakers, speaking_for, to_author


def document_beside(document: Document, original: Contribution | None) -> None:
    """To those who speak for the contribution that it adds to or corrects, and to all others who follow the round."""
    assert document.symbol is not None
    process = document.round.process
    context = {
        "document": document,
        "symbol": document.symbol.text,
        "stands": document.symbol.stands,
        "other": document.stands_beside,
        "round": document.round,
        "process": process,
        "public_url": absolute(reverse("web:document", args=[process.slug, document.symbol.text])),
    }
    key = f"document-beside:{document.pk}"
    if original is not None:
        to_author(original, "modified", key=key, **context)
        for person in speakers(original):
            if person.pk != original.author_id:
                queue("contributions/modified", to=person, context=context, key=f"{key}:{person.pk}", subject=original)
    queue_many(
        "contributions/followed_document",
        to=followers(document.round_id, but=speaking_for([original]) if original is not None else None),
        context=context,
        key=f"{key}:follower",
        subject=document,
    )
