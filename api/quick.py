"""JSON straight from a serializer: the same text as the framework makes, without its machinery around each object.

The serializers stay the one place where shapes are written down. Here each is read once for an answer, and then goes
from objects to plain values; what several things share (a round, its documents, a group) is written once. Whatever is
of an unknown kind is asked as the framework asks it, so that nothing can differ but the speed; a test compares both.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import orjson
from django.db import models
from django.db.models.manager import BaseManager
from rest_framework import serializers
from rest_framework.fields import SkipField
from rest_framework.utils.encoders import JSONEncoder

from api import expanding, folding

Write = Callable[[Any], Any]

# What is left out of a thing.
_NOTHING: Any = object()
_default = JSONEncoder().default
_dumps = partial(orjson.dumps, default=_default, option=orjson.OPT_PASSTHROUGH_DATETIME)
_shelves: dict[tuple[Any, Any], list["Writer"]] = {}


def listed(things: Iterable[Any], kind: type[Any], context: Mapping[str, Any], **beside: Any) -> bytes:
    """Return the text of an object with ``beside``, and under ``results`` the things as a serializer tells each.

    ``kind`` is the serializer, ``context`` what it is told beside each thing. The text may be folded (``api.folding``).
    """
    with _lent(kind, context) as writer:
        results, texts = writer.all(list(things))
        return folding.folded(as_json({**beside, "results": results}), texts)


def lines(things: Sequence[Any], kind: type[Any], context: Mapping[str, Any]) -> bytes:
    """Return the text of each thing on a line of its own, as ``listed`` tells them."""
    with _lent(kind, context) as writer:
        rows, texts = writer.all(things)
        return folding.unfolded(folding.folded(b"".join(as_json(row) + b"\n" for row in rows), texts))


def as_json(value: Any) -> bytes:
    """Return a value as JSON; two signs that end a line in programs are written as the framework writes them."""
    return _dumps(value).replace(b"\xe2\x80\xa8", b"\\u2028").replace(b"\xe2\x80\xa9", b"\\u2029")


@contextmanager
def _lent(kind: type[Any], context: Mapping[str, Any]) -> Iterator["Writer"]:
    """Lend what writes things of this kind to one answer at a time: to put a serializer together takes a while.

    What it is put together of depends on what is to be told along, and on nothing else of an answer.
    """
    shelf = _shelves.setdefault((kind, context.get(expanding.NAME)), [])
    try:
        writer = shelf.pop()
    except IndexError:
        writer = Writer(kind(context=context))
    writer.serializer._context = context
    try:
        yield writer
    finally:
        writer.serializer._context = {}
        writer.known.clear()
        shelf.append(writer)


class Writer:
    """What makes plain values of the things of one answer; it remembers the text of what several of them share."""

    def __init__(self, serializer: Any) -> None:
        self.serializer = serializer
        self.known: dict[tuple[int, int], tuple[Any, Any]] = {}
        self.members = [(field.field_name, *self._member(field)) for field in serializer._readable_fields]
        self.blank = dict.fromkeys(name for name, _find, _value in self.members)

    def all(self, things: Sequence[Any]) -> tuple[list[Any], list[bytes]]:
        """Return all these things, and the texts that have places in them."""
        if hasattr(self.serializer, "at_once"):
            return self._at_once(things)
        write = self.of(self.serializer)
        return [write(each) for each in things], []

    def of(self, serializer: Any) -> Write:
        """Return what makes of one thing what ``serializer`` tells of it."""
        if type(serializer).to_representation is not serializers.Serializer.to_representation:
            return serializer.to_representation
        if "at_once" in type(serializer).__dict__:
            return serializer.at_once
        members = [(field.field_name, *self._member(field)) for field in serializer._readable_fields]

        def write(thing: Any) -> dict[str, Any]:
            told = {}
            for name, find, value in members:
                found = find(thing)
                if found is not _NOTHING:
                    told[name] = found if found is None else value(found)
            return told

        return write

    def _at_once(self, things: Sequence[Any]) -> tuple[list[Any], list[bytes]]:
        """Where most members are plain: ``serializer.at_once`` makes those of one thing.

        Of the others the text has its place only: it is long, and the same for many things.
        """
        told = [self.serializer.at_once(thing) for thing in things]
        plain = told[0].keys() if told else ()
        texts: dict[bytes, str] = {}
        for name, find, value in [member for member in self.members if member[0] not in plain]:
            places: dict[int, tuple[Any, str]] = {}
            for thing, row in zip(things, told, strict=True):
                found = find(thing)
                place = places.get(id(found))
                if place is None:
                    text = b"null" if found is None else as_json(value(found))
                    # Kept along, so that no other thing takes its place in memory.
                    place = places[id(found)] = (found, texts.setdefault(text, folding.place(len(texts))))
                row[name] = place[1]
        return [self.blank | row for row in told], list(texts)

    def _member(self, field: Any) -> tuple[Callable[[Any], Any], Write]:
        """What finds a member in a thing, ``_NOTHING`` where it is left out, and what makes a plain value of it."""
        if isinstance(field, serializers.SerializerMethodField):
            return getattr(field.parent, field.method_name), _same
        return _finder(field), self._value(field)

    def _value(self, field: Any) -> Write:
        if isinstance(field, serializers.ListSerializer) or hasattr(field, "items_of"):
            return self._many(field)
        if isinstance(field, serializers.Serializer):
            return self._once(field, self.of(field))
        return field.to_representation

    def _many(self, field: Any) -> Write:
        write = self._once(field.child, self.of(field.child))
        items_of = getattr(field, "items_of", _items)

        def several(values: Any) -> list[Any]:
            return [write(each) for each in items_of(values)]

        # The same list again is the same text: the documents of a round stand at each of its periods.
        listed_once = self._once(field, several)
        return lambda values: listed_once(values) if type(values) is list else several(values)

    def _once(self, field: Any, write: Write) -> Write:
        def once(value: Any) -> Any:
            place = (id(field), id(value))
            found = self.known.get(place)
            if found is None:
                # Kept along, so that no other thing takes its place in memory.
                found = self.known[place] = (value, orjson.Fragment(_dumps(write(value))))
            return found[1]

        return once


def _finder(field: Any) -> Callable[[Any], Any]:
    """What finds the value of a member in a thing: quickly where it is at hand, else as the framework does."""
    path = list(field.source_attrs)

    def find(thing: Any) -> Any:
        found = thing
        for name in path:
            found = _at_hand(found, name)
            if found is None:
                break
        else:
            return found
        try:
            return field.get_attribute(thing)
        except SkipField:
            return _NOTHING

    return find


def _at_hand(thing: Any, name: str) -> Any:
    """What a thing has under a name without asking the database; None where it has to be looked for."""
    if not isinstance(thing, models.Model):
        return None
    known = thing.__dict__
    if name in known:
        return known[name]
    state = known["_state"].__dict__
    if name in state.get("fields_cache", ()):
        return state["fields_cache"][name]
    return known.get("_prefetched_objects_cache", {}).get(name)


def _items(values: Any) -> Iterable[Any]:
    return values.all() if isinstance(values, BaseManager) else values


def _same(value: Any) -> Any:
    return value
