"""Which parts of a contribution differ between two sendings."""

from django.utils.translation import gettext as _

from contributions.content import Content


def changed(before: Content, after: Content) -> list[str]:
    """The parts that differ, named in the reader's language and in reading order; empty where nothing does."""
    parts = {
        "title": _("title"),
        "language": _("language"),
        "sources": _("sources"),
        "builds_on": _("what it builds on"),
        "answers": _("answers"),
        "statement": _("statement"),
        "recommendations": _("recommendations"),
        "amends": _("the text that it changes"),
        "changes": _("proposed changes"),
        "missing": _("what is missing"),
        "files": _("files"),
    }
    return [name for part, name in parts.items() if getattr(before, part) != getattr(after, part)]
