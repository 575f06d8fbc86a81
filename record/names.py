"""How the record refers to people and things: short, stable, without a word of anyone's."""

import re

from django.db import models

SYSTEM = "system"
_REFERENCE = re.compile(r"[a-z][a-z0-9_.]*:[A-Za-z0-9_./:-]+", re.ASCII)
_ACTOR = re.compile(r"[a-z][a-z0-9_-]*(:[A-Za-z0-9_-]+)?", re.ASCII)
_DIGEST = re.compile(r"([0-9a-f]{64})?", re.ASCII)
_VERB = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+", re.ASCII)


def reference(subject: models.Model | tuple[str, str]) -> str:
    """Name a thing: ``contributions.contribution:0198…``, from a saved object or from a pair (kind, id).

    Raise ``ValueError`` for an object that was never saved and for anything that is not a plain kind and id.
    """
    if isinstance(subject, models.Model):
        if subject.pk is None:
            raise ValueError("Save the object first: the record names it by its key.")
        named = f"{subject._meta.label_lower}:{subject.pk}"
    else:
        named = ":".join(subject)
    return _plain(named, _REFERENCE, longest=120, what="subject")


def actor(by: object | None) -> str:
    """Name whoever acts: ``person:17`` for a saved object, ``system`` for nobody, a code such as ``draft-holder``.

    Raise ``ValueError`` for anything that could carry personal words.
    """
    if by is None:
        return SYSTEM
    if isinstance(by, models.Model):
        if by.pk is None:
            raise ValueError("Whoever acts must be saved first, or be named by a code.")
        return _plain(f"{by._meta.model_name}:{by.pk}", _ACTOR, longest=80, what="actor")
    return _plain(str(by), _ACTOR, longest=80, what="actor")


def verb(word: str) -> str:
    """Return an act's name unchanged: subject and verb with a point between, ``contribution.publish``."""
    return _plain(word, _VERB, longest=80, what="verb")


def digest(sha256: str) -> str:
    """Return the SHA-256 of a content unchanged: 64 lower-case hex digits, or "" where there is no content."""
    return _plain(sha256, _DIGEST, longest=64, what="digest")


def _plain(text: str, form: re.Pattern[str], *, longest: int, what: str) -> str:
    if len(text) > longest or not form.fullmatch(text):
        raise ValueError(f"{text!r} does not do as a {what} in the record.")
    return text
