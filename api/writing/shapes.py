"""The shape that comes in: what a portal sends for a person. What it says is checked by the actions, not here."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from contributions.content import MOST_RECOMMENDATIONS
from contributions.enums import Consent, Speaking
from texts.engine.changes import ChangeKind, Op
from texts.engine.outline import ClauseKind

MOST_SOURCES = 100
MOST_CHANGES = 2000
LONGEST_TITLE = 400


class Strict(serializers.Serializer[Any]):
    """An object that refuses members it does not know: a misspelt one must not be lost in silence."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, Mapping):
            unknown = [str(name) for name in data if name not in self.fields]
            if unknown:
                known = ", ".join(self.fields)
                sentence = _("This member is not known. Known are: %(known)s.") % {"known": known}
                raise serializers.ValidationError({name: [sentence] for name in unknown})
        return super().to_internal_value(data)


class Text(serializers.CharField):
    """Words as they are written; what no database takes is left out by the actions. A number is no words."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**{"trim_whitespace": False, "allow_blank": True} | given)
        # The framework's own refuse a NUL, which our forms leave out.
        self.validators = [each for each in self.validators if type(each).__name__ != "ProhibitNullCharactersValidator"]

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


def optional(help_text: str, **given: Any) -> Text:
    """Words that may be left out."""
    return Text(required=False, default="", help_text=help_text, **given)


class PersonShape(Strict):
    """In whose name it is sent, and who confirms that it is theirs."""

    name = Text(max_length=1000, help_text="The person's own name.")
    email = Text(max_length=1000, help_text="Where we ask them. Never given back by this API.")
    language = serializers.ChoiceField(
        choices=[code for code, _name in settings.LANGUAGES], help_text="Language of our letters to them."
    )


class SourceShape(Strict):
    """For whom the person speaks: one known here by its slug, or one that is described."""

    slug = optional("Slug of an organisation, as in `sources`. Leave out the rest with it.", max_length=200)
    name = optional("Name of an organisation or government that is not known here yet.", max_length=1000)
    acronym = optional("Its acronym.", max_length=200)
    country = optional("Its country as two letters (ISO 3166).", max_length=10)
    group = optional("Code of its stakeholder group, as in `stakeholder-groups`.", max_length=100)
    email = optional("Where somebody who speaks for it can be asked, if it speaks jointly.", max_length=1000)


class ChangeShape(Strict):
    """One change to a clause, as in `changes` of published contributions."""

    op = serializers.ChoiceField(choices=[op.value for op in Op], help_text="What is to happen.")
    clause = optional("Identity of the clause concerned; empty for a new one.", max_length=100)
    after = optional("Identity of the clause after which it stands; empty for the beginning.", max_length=100)
    wording = optional("How the clause shall read.")
    clause_kind = serializers.ChoiceField(
        choices=[kind.value for kind in ClauseKind], required=False, default=ClauseKind.PARAGRAPH.value,
        help_text="Of a new clause: what it is.",
    )  # fmt: skip
    label = optional("Of a new clause: its label, such as `c)`.", max_length=40)  # type: ignore[assignment]  # a member
    kind = serializers.ChoiceField(
        choices=[kind.value for kind in ChangeKind], required=False, default=ChangeKind.SUBSTANTIVE.value,
        help_text="What kind of change it is.",
    )  # fmt: skip
    reason = optional("Why.")


class ContentShape(Strict):
    """What is said. Needed is what the page needs: a title, a language, and something said."""

    language = optional("Code of the language it is written in.", max_length=8)
    title = optional("One line.", max_length=LONGEST_TITLE)
    statement = optional("Plain text, paragraphs parted by an empty line.")
    answers = serializers.DictField(
        child=Text(), required=False, default=dict, help_text="Answers by the id of the guiding question."
    )
    recommendations = serializers.ListField(
        child=Text(), required=False, default=list, max_length=MOST_RECOMMENDATIONS, help_text="One by one."
    )
    builds_on = optional("What it builds on, such as a symbol.", max_length=200)
    text_version = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1, max_value=2**62,
        help_text="Id of the version of a text to which changes are proposed, as in `text-versions`.",
    )  # fmt: skip
    changes = serializers.ListField(
        child=ChangeShape(), required=False, default=list, max_length=MOST_CHANGES, help_text="Proposed changes."
    )
    missing = optional("What the text does not say and should.")
    on_behalf = optional("On whose behalf the sources say that they speak.", max_length=300)
    consent = serializers.ChoiceField(
        choices=Consent.values, required=False, default=Consent.NAMED.value, help_text="What the public may read of it."
    )


@extend_schema_field({"type": "string", "format": "binary"})
class Binary(serializers.FileField):
    """The bytes of a file, with its name."""


class SubmissionShape(Strict):
    """A contribution for a person, who confirms it by e-mail before it counts."""

    comment_period = serializers.IntegerField(min_value=1, max_value=2**62, help_text="Id of the comment period.")
    person = PersonShape()
    speaking = serializers.ChoiceField(choices=Speaking.values, help_text="For whom the person speaks.")
    sources = serializers.ListField(
        child=SourceShape(), required=False, default=list, max_length=MOST_SOURCES,
        help_text="Whom they speak for; none where they speak for themselves.",
    )  # fmt: skip
    content = ContentShape()
    for_action = serializers.BooleanField(
        required=False, default=True, help_text="It asks the meeting to act; otherwise it is for information."
    )


class SubmissionWithFiles(serializers.Serializer[Any]):
    """A contribution for a person as JSON, with the files that belong to it. The person sees each before confirming."""

    submission = SubmissionShape()
    files = serializers.ListField(
        child=Binary(), required=False, max_length=settings.ATTACHMENTS_MAX,
        help_text="Files that are attached to it: .pdf, .docx, .odt or .txt, by what is in them; a part for each, with "
        f"its name. Each has at most {settings.ATTACHMENT_MAX_BYTES} bytes.",
    )  # fmt: skip
