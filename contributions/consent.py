"""What a source lets the public see of what it sent. Values in, values out; no database."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from contributions.content import Content
from contributions.enums import Consent

# From all to nothing: towards the end less is seen.
BY_VISIBILITY = (Consent.NAMED, Consent.GROUP, Consent.AGGREGATE)


def shows_less(consent: str, than: str) -> bool:
    """Does ``consent`` let the public see less than the other one does?"""
    return BY_VISIBILITY.index(Consent(consent)) > BY_VISIBILITY.index(Consent(than))


def least(*consents: str) -> Consent:
    """The one of them that lets the public see least."""
    return max((Consent(each) for each in consents), key=BY_VISIBILITY.index)


def written(consent: str) -> str:
    """As a content says it: nothing where nothing is kept back."""
    return "" if consent == Consent.NAMED else str(consent)


def as_consented(content: Content, consent: Consent, speaking: Collection[int], groups: Sequence[str]) -> Content:
    """The content as the public may read it: ``speaking`` are the ids of the sources that confirmed it.

    *Named*: all but sources that have not confirmed. *Group only*: for whom it is said, what it builds on and its files
    are left out, since each can tell who wrote it; sources are codes of ``groups`` and nothing more. *Counted only*:
    nothing at all. That something is kept back is said by ``consent``.
    """
    if consent == Consent.AGGREGATE:
        return Content(consent=str(consent))
    if consent == Consent.GROUP:
        nameless = [{"id": None, "name": "", "acronym": "", "country": "", "group": code} for code in groups]
        # Names of files that were compared with a text are names of files, too.
        amends = {key: value for key, value in content.amends.items() if key != "compared"}
        rest = replace(content, sources=nameless, files=[], builds_on="", on_behalf="", amends=amends)
        return replace(rest, consent=str(consent))
    return replace(content, sources=[each for each in content.sources if each.get("id") in speaking], consent="")
