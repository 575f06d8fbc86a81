"""A contribution as plain text, for keeping it elsewhere."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from consultations.models import GuidingQuestion
from contributions.content import Content


def as_text(content: Content, questions: Sequence[GuidingQuestion], speakers: Sequence[str]) -> str:
    """Everything that was written, under headings, with Windows' line ends so that any editor shows it well."""
    return "\n\n".join(_blocks(content, questions, speakers)).replace("\n", "\r\n") + "\r\n"


def _blocks(content: Content, questions: Sequence[GuidingQuestion], speakers: Sequence[str]) -> Iterator[str]:
    yield content.title or _("(without a title yet)")
    if speakers:
        yield "\n".join(speakers)
    if content.builds_on:
        yield _("Builds on: %(what)s") % {"what": content.builds_on}
    if content.statement.strip():
        yield content.statement
    for question in questions:
        answer = content.answers.get(str(question.pk), "")
        if answer.strip():
            yield f"{question.number}. {question.wording.text}\n\n{answer}"
    for number, item in enumerate(content.recommendations, 1):
        yield f"{_('Recommendation %(number)d') % {'number': number}}\n{item}"
    if content.files:
        yield "\n".join([_("Files:"), *(str(item.get("name", "")) for item in content.files)])
