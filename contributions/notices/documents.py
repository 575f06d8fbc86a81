"""What is told of a document of the secretariat that stands beside another paper."""

from consultations.models import Document
from contributions.models import Contribution
from contributions.queries.topics import of_contribution, of_process, of_round
from following.actions import report
from notifications.actions import queue

from .addressing import speakers, to_author
from .spoken import about_document


def document_beside(document: Document, original: Contribution | None) -> None:
    """To those who speak for the contribution that it adds to or corrects, and to all others who follow the round."""
    context = about_document(document)
    key = f"document-beside:{document.pk}"
    topics = [of_process(document.round.process_id), of_round(document.round_id)]
    if original is not None:
        to_author(original, "modified", key=key, **context)
        for person in speakers(original):
            if person.pk != original.author_id:
                queue("contributions/modified", to=person, context=context, key=f"{key}:{person.pk}", subject=original)
        topics.append(of_contribution(original))
    report(
        "document",
        subject=document,
        topics=topics,
        key=key,
        but=list(speakers(original).values_list("pk", flat=True)) if original is not None else (),
        hold=document.round.holds_news,
    )
