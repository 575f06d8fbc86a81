"""How a compilation goes out: a version with everything that is proposed to it, clause by clause."""

from typing import Any

from rest_framework import serializers

from api.fields import Instant
from api.serializers.contributions import PublicSourceSerializer
from api.serializers.texts import CALLED, TextReference, TextVersionReference
from texts.engine.changes import ChangeKind, Op
from texts.engine.outline import ClauseKind

NAMES = "Who stands behind it, each once, in the order that `order` says."


class BackerSerializer(serializers.Serializer[Any]):
    """A contribution that stands behind a wording or a position."""

    proposal = serializers.CharField(help_text="Which contribution: as in `contributions`.")
    sources = serializers.ListField(child=serializers.CharField())
    symbol = serializers.CharField()
    op = serializers.ChoiceField(choices=[op.value for op in Op])
    kind = serializers.ChoiceField(choices=[kind.value for kind in ChangeKind])
    reason = serializers.CharField()
    as_written = serializers.CharField(help_text="Its own words where those of another stand; else empty.")
    as_labelled = serializers.CharField(help_text="Its own label where that of another stands; else empty.")


class BackedSerializer(serializers.Serializer[Any]):
    """Something with those who stand behind it."""

    sources = serializers.ListField(child=serializers.CharField(), help_text=NAMES)
    backers = BackerSerializer(many=True)


class AlternativeSerializer(BackedSerializer):
    """One wording of a clause; the base's stands first, with nobody behind it."""

    label = serializers.CharField(help_text="*bis*, *ter* and so on after the label of the base.")  # type: ignore[assignment]  # the answer has a field that is called label
    wording = serializers.CharField()
    redline = serializers.ListField(
        child=serializers.ListField(child=serializers.CharField()),
        help_text="Pairs: `same`, `del` or `ins`, and words.",
    )


class PositionSerializer(BackedSerializer):
    """A position without words of its own: suppress the clause, or keep it."""

    op = serializers.ChoiceField(choices=[Op.SUP.value, Op.NOC.value])


class MoveSerializer(BackedSerializer):
    """The clause shall stand after another."""

    after = serializers.CharField(help_text="Identity of that clause; empty for the very beginning.")
    wording = serializers.CharField(help_text="Its words there; empty where they stay.")


class NewClauseSerializer(BackedSerializer):
    """A clause that shall be added."""

    label = serializers.CharField()  # type: ignore[assignment]  # the answer has a field that is called label
    kind = serializers.ChoiceField(choices=[kind.value for kind in ClauseKind])
    wording = serializers.CharField()


class CompiledClauseSerializer(serializers.Serializer[Any]):
    """A clause with all that is proposed for it, and what shall be added right after it."""

    id = serializers.CharField(help_text="Its identity.")
    kind = serializers.ChoiceField(choices=[kind.value for kind in ClauseKind])
    label = serializers.CharField()  # type: ignore[assignment]  # the answer has a field that is called label
    parent = serializers.CharField(help_text="Identity of the clause it stands under, or empty.")  # type: ignore[assignment]  # the answer has a field that is called parent
    wording = serializers.CharField()
    called = serializers.CharField(help_text=CALLED)
    number = serializers.IntegerField()
    contested = serializers.BooleanField(help_text="Somebody wants other words, another place, or nothing here.")
    alternatives = AlternativeSerializer(many=True)
    suppression = PositionSerializer(allow_null=True)
    keeping = PositionSerializer(allow_null=True)
    moves = MoveSerializer(many=True)
    added = NewClauseSerializer(many=True)


class VoiceSerializer(serializers.Serializer[Any]):
    """A contribution that says so."""

    proposal = serializers.CharField()
    sources = serializers.ListField(child=serializers.CharField())
    symbol = serializers.CharField()


class MissingSerializer(serializers.Serializer[Any]):
    """What is said to be missing in the text."""

    wording = serializers.CharField()
    of = serializers.CharField(help_text="Symbol of the earlier version of which it was said, or empty.")
    sources = serializers.ListField(child=serializers.CharField())
    voices = VoiceSerializer(many=True)


class UnplacedSerializer(serializers.Serializer[Any]):
    """A change whose clause or place this version does not have."""

    op = serializers.ChoiceField(choices=[op.value for op in Op])
    clause = serializers.CharField()
    after = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # the answer has a field that is called label
    kind = serializers.ChoiceField(choices=[kind.value for kind in ClauseKind])
    wording = serializers.CharField()
    backer = BackerSerializer()


class ProposalSerializer(serializers.Serializer[Any]):
    """A contribution that proposes something to the version."""

    proposal = serializers.CharField(help_text="What pieces of the compilation name it by.")
    symbol = serializers.CharField()
    title = serializers.CharField()
    language = serializers.CharField()
    published_at = Instant()
    sources = PublicSourceSerializer(many=True)
    url = serializers.CharField(help_text="Its page.")


class CompilationSerializer(serializers.Serializer[Any]):
    """A version of a text with everything that is proposed to it."""

    text = TextReference()
    text_version = TextVersionReference()
    language = serializers.CharField(help_text="In whose names and alphabet the sources stand.")
    order = serializers.CharField(help_text="By which rule: it says nothing about anybody's weight.")
    contributions = ProposalSerializer(many=True, help_text="In the order of their symbols.")
    words = serializers.IntegerField()
    words_in_brackets = serializers.IntegerField()
    share_in_brackets = serializers.FloatField(help_text="Between 0 and 1: how much of the text is open.")
    hidden = serializers.IntegerField(help_text="How many editorial changes were left out.")
    opening = NewClauseSerializer(many=True, help_text="What shall stand before the first clause.")
    clauses = CompiledClauseSerializer(many=True)
    missing = MissingSerializer(many=True)
    unplaced = UnplacedSerializer(many=True)
