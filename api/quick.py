"""JSON straight from a serializer: the same text as the framework makes, without its machinery around each object.

The serializers stay the one place where shapes are written down. Here each is read once for an answer, and then goes
from objects to text; what several things share (a round, its documents, a group) is written once. Whatever is of
an unknown kind is asked as the framework asks it, so that nothing can differ but the speed; a test compares both.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from json.encoder import encode_basestring
from typing import Any

from django.db import models
from django.db.models.manager import BaseManager
from rest_framework import serializers
from rest_framework.fields import SkipField
from rest_framework.utils.encoders import JSONEncoder

from api import expanding, folding

Write = Callable[[Any], str | None]

_encoder = JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))
_shelves: dict[tuple[Any, Any], list["Writer"]] = {}


def listed(things: Iterable[Any], kind: type[Any], context: Mapping[str, Any], **beside: Any) -> bytes:
    """Return the text of an object with ``beside``, and under ``results`` the things as a serializer tells each.

    ``kind`` is the serializer, ``context`` what it is told beside each thing. The text may be folded (``api.folding``).
    """
    head = "".join(f"{encode_basestring(name)}:{_encoder.encode(value)}," for name, value in beside.items())
    with _lent(kind, context) as writer:
        results, texts = writer.all(list(things))
        return folding.folded(b'{%s"results":%s}' % (_sent(head), results), texts)


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


def _sent(text: str) -> bytes:
    """A text as it leaves; two signs that end a line in programs are written as the framework writes them."""
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").encode()


class Writer:
    """What writes the things of one answer after the other; it remembers what it has written for one of them."""

    def __init__(self, serializer: Any) -> None:
        self.serializer = serializer
        self.known: dict[tuple[int, int], tuple[Any, str]] = {}
        self.order = [field.field_name for field in _fields(serializer)]
        self.members = {field.field_name: self._member(field) for field in _fields(serializer)}

    def all(self, things: Sequence[Any]) -> tuple[bytes, list[bytes]]:
        """Return the text of all these things, as a list, and the texts that have places in it."""
        if hasattr(self.serializer, "at_once"):
            return self._at_once(things)
        write = self.of(self.serializer)
        return _sent(f"[{','.join([write(each) for each in things])}]"), []

    def of(self, serializer: Any) -> Callable[[Any], str]:
        """Return what writes one thing as ``serializer`` tells it."""
        if type(serializer).to_representation is not serializers.Serializer.to_representation:
            return lambda thing: _encoder.encode(serializer.to_representation(thing))
        at_once = getattr(serializer, "at_once", None)
        if at_once is not None and type(serializer).__dict__.get("at_once") is not None:
            return lambda thing: _encoder.encode(at_once(thing))
        members = [(f"{encode_basestring(field.field_name)}:", self._member(field)) for field in _fields(serializer)]

        def write(thing: Any) -> str:
            return (
                "{" + ",".join([name + said for name, member in members if (said := member(thing)) is not None]) + "}"
            )

        return write

    def _at_once(self, things: Sequence[Any]) -> tuple[bytes, list[bytes]]:
        """Where most members are plain: ``serializer.at_once`` makes those of one thing as JSON has them.

        Of the others the text has its place only: it is long, and the same for many things.
        """
        told = [self.serializer.at_once(thing) for thing in things]
        plain = told[0].keys() if told else ()
        others = [(name, member) for name, member in self.members.items() if name not in plain]
        texts: list[bytes] = []
        places: dict[str, str] = {}
        for thing, row in zip(things, told, strict=True):
            for name, member in others:
                if (said := member(thing)) is not None:
                    if said not in places:
                        places[said] = folding.place(len(texts))
                        texts.append(_sent(said))
                    row[name] = places[said]
        rows = [{name: row[name] for name in self.order if name in row} for row in told]
        return _sent(_encoder.encode(rows)), texts

    def _member(self, field: Any) -> Write:
        """What writes one member of a thing; None is written for what is left out."""
        if isinstance(field, serializers.SerializerMethodField):
            method = getattr(field.parent, field.method_name)
            return lambda thing: _text(method(thing))
        find, write = _finder(field), self._value(field)

        def member(thing: Any) -> str | None:
            try:
                value = find(thing)
            except SkipField:
                return None
            return "null" if value is None else write(value)

        return member

    def _value(self, field: Any) -> Callable[[Any], str]:
        if isinstance(field, serializers.ListSerializer):
            return self._many(field)
        if isinstance(field, serializers.Serializer):
            return self._once(field, self.of(field))
        if hasattr(field, "items_of"):
            return self._many(field)
        represent = field.to_representation
        return lambda value: _text(represent(value))

    def _many(self, field: Any) -> Callable[[Any], str]:
        write = self._once(field.child, self.of(field.child))
        items_of = getattr(field, "items_of", _items)

        def several(values: Any) -> str:
            return "[" + ",".join([write(each) for each in items_of(values)]) + "]"

        def from_list(values: Any) -> str:
            # The same list again is the same text: the documents of a round stand at each of its periods.
            return listed_once(values) if type(values) is list else several(values)

        listed_once = self._once(field, several)
        return from_list

    def _once(self, field: Any, write: Callable[[Any], str]) -> Callable[[Any], str]:
        def once(value: Any) -> str:
            place = (id(field), id(value))
            found = self.known.get(place)
            if found is None:
                # Kept along, so that no other thing takes its place in memory.
                found = self.known[place] = (value, write(value))
            return found[1]

        return once


def _fields(serializer: Any) -> list[Any]:
    return list(serializer._readable_fields)


def _finder(field: Any) -> Callable[[Any], Any]:
    """What finds the value of a member in a thing: quickly where that is plain, else as the framework does."""
    path = list(field.source_attrs)
    if len(path) != 1:
        return field.get_attribute
    [name] = path

    def find(thing: Any) -> Any:
        if isinstance(thing, models.Model):
            known = thing.__dict__
            if name in known:
                return known[name]
            related = known.get("_prefetched_objects_cache")
            if related is not None and name in related:
                return related[name]
        return field.get_attribute(thing)

    return find


def _items(values: Any) -> Iterable[Any]:
    return values.all() if isinstance(values, BaseManager) else values


def _text(value: Any) -> str:
    if value is None:
        return "null"
    return encode_basestring(value) if type(value) is str else _encoder.encode(value)
