"""How much of an original is read here, by the settings."""

from django.conf import settings

from texts.word.limits import Limits


def limits() -> Limits:
    """The limits of this place: of the file and its archive those of any attachment, of what is in it its own."""
    return Limits(
        file_bytes=settings.ATTACHMENT_MAX_BYTES,
        parts=settings.ATTACHMENT_MAX_PARTS,
        part_bytes=settings.ATTACHMENT_MAX_UNPACKED_BYTES // 2,
        all_bytes=settings.ATTACHMENT_MAX_UNPACKED_BYTES,
        nodes=settings.WORD_MAX_NODES,
        paragraphs=settings.WORD_MAX_PARAGRAPHS,
        depth=settings.WORD_MAX_DEPTH,
    )
