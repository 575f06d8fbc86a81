"""What a contribution still needs before it can be submitted. Checks on what it is handed; no database."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from common.refusals import Sentence
from contributions import changes
from contributions.content import Content
from contributions.enums import Speaking
from texts.engine.outline import Outline

if TYPE_CHECKING:
    from consultations.models import GuidingQuestion
    from stakeholders.models import Person


def shortcomings(
    content: Content,
    speaking: str,
    questions: Sequence["GuidingQuestion"],
    person: "Person",
    *,
    amended: Outline | None = None,
    undecided: int = 0,
) -> dict[str, Sentence]:
    """Field name → sentence, in the order of the form; empty when it can be submitted.

    Names: ``speaking``, ``sources``, ``name``, ``title``, ``language``, ``answer-<question id>``, ``statement``, and
    about a text: ``amends``, ``changes``, ``change-<key>``, ``understood``. ``amended`` is the version that the
    content names, None for none; ``undecided``: how many understood changes of Word files nobody has confirmed yet.
    """
    missing: dict[str, Sentence] = {}
    if speaking not in Speaking.values:
        missing["speaking"] = _("Choose for whom you speak.")
    named = [source for source in content.sources if source.get("id") or str(source.get("name", "")).strip()]
    if speaking == Speaking.SOURCE and len(named) != 1:
        missing["sources"] = _("Name the one organisation or government that you speak for.")
    if speaking == Speaking.JOINTLY and len(named) < 2:
        missing["sources"] = _("Name at least two sources that speak jointly.")
    if speaking == Speaking.MYSELF and not person.name.strip():
        missing["name"] = _("Enter your name: a contribution is published under the name of whoever speaks.")
    if not content.title.strip():
        missing["title"] = _("Give the contribution a title.")
    if not content.language:
        missing["language"] = _("Choose the language you wrote in.")
    missing |= _unanswered(content, questions)
    missing |= _unamended(content, amended, undecided)
    if content.is_empty and content.amends:
        missing.setdefault("changes", _("Propose a change, say what is missing, or write something of your own."))
    elif content.is_empty:
        missing.setdefault("statement", _("Write an answer, a statement or a recommendation, or attach a file."))
    return missing


def _unanswered(content: Content, questions: Sequence["GuidingQuestion"]) -> dict[str, Sentence]:
    missing: dict[str, Sentence] = {}
    for question in questions:
        answer = content.answers.get(str(question.pk), "")
        if question.is_required and not answer.strip():
            missing[f"answer-{question.pk}"] = _("Answer question %(number)d: it is required.") % {
                "number": question.number
            }
        words = len(answer.split())
        if question.word_limit and words > question.word_limit:
            missing[f"answer-{question.pk}"] = ngettext(
                "The answer to question %(number)d has %(words)d word; at most %(limit)d are asked.",
                "The answer to question %(number)d has %(words)d words; at most %(limit)d are asked.",
                words,
            ) % {"number": question.number, "words": words, "limit": question.word_limit}
    return missing


def _unamended(content: Content, amended: Outline | None, undecided: int) -> dict[str, Sentence]:
    """What the changes to a text still need."""
    found: dict[str, Sentence] = {}
    if undecided:
        found["understood"] = ngettext(
            "Confirm or leave out what was understood of your Word file: %(count)d change is open.",
            "Confirm or leave out what was understood of your Word file: %(count)d changes are open.",
            undecided,
        ) % {"count": undecided}
    if (content.changes or content.missing.strip()) and amended is None:
        found["amends"] = _("The text to which these changes belong is not known. Begin the changes on its page.")
    if amended is not None:
        for change, sentence in changes.faults_of_all(content.changes, amended):
            found.setdefault(f"change-{changes.key(change)}" if change else "changes", sentence)
    return found
