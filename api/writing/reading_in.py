"""From the shape that comes in to what the actions take, and from their refusals to places in that shape."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from common.languages import is_known
from common.lines import one_line
from common.refusals import Incomplete, Sentence
from consultations.models import CommentPeriod
from contributions import changes
from contributions.actions import HandedIn
from contributions.queries.negotiated import public_versions
from stakeholders.models import Source
from texts.models import TextVersion

PERSON = {"person-name": "/person/name", "person-email": "/person/email", "person-language": "/person/language"}
PLACES = PERSON | {
    "name": "/person/name",
    "speaking": "/speaking",
    "sources": "/sources",
    "title": "/content/title",
    "language": "/content/language",
    "statement": "/content/statement",
    "amends": "/content/text_version",
    "changes": "/content/changes",
    "paste": "/content/recommendations",
}


def handed_in(sent: Mapping[str, Any], files: Sequence[UploadedFile] = ()) -> HandedIn:
    """What was sent, as the actions take it. Raise ``Incomplete``, by JSON pointer, for what does not exist."""
    period = (
        CommentPeriod.objects.public()
        .select_related("round__process", "round__receiving")
        .filter(pk=sent["comment_period"])
        .first()
    )
    wrong: dict[str, Sentence] = {}
    if period is None:
        wrong["/comment_period"] = _("There is no such comment period.")
    content = sent["content"]
    version = _version(content["text_version"], wrong)
    language = content["language"].strip()
    if language and not is_known(language):
        wrong["/content/language"] = _("This is not the code of a language.")
    if period is not None:
        asked = {str(pk) for pk in period.questions.values_list("pk", flat=True)}
        for key in content["answers"]:
            if key not in asked:
                wrong[f"/content/answers/{key}"] = _("This comment period does not ask this question.")
    sources = [_source(place, each, wrong) for place, each in enumerate(sent["sources"])]
    if wrong or period is None:
        raise Incomplete(_("Something that was sent does not exist here."), fields=wrong)
    person = sent["person"]
    said = {
        name: content[name] for name in ("statement", "answers", "recommendations", "missing", "on_behalf", "consent")
    }
    return HandedIn(
        period=period,
        name=person["name"],
        email=person["email"],
        language=person["language"],
        speaking=sent["speaking"],
        content=said
        | {
            "language": language,
            "title": one_line(content["title"]),
            "builds_on": one_line(content["builds_on"]),
            "changes": [dict(each) for each in content["changes"]],
        },
        sources=sources,
        version=version,
        for_action=sent["for_action"],
        files=files,
    )


def by_pointer(refusal: Incomplete, sent: Mapping[str, Any]) -> Incomplete:
    """The same refusal with the places in what was sent, where the actions name fields of the page."""
    keys = {
        changes.key(each): place for place, each in enumerate(map(changes.read, sent["content"]["changes"])) if each
    }

    def place(name: str) -> str:
        if name.startswith("answer-"):
            return f"/content/answers/{name.removeprefix('answer-')}"
        if name.startswith("change-"):
            return f"/content/changes/{keys.get(name.removeprefix('change-'), '')}".rstrip("/")
        if name.startswith("files-"):
            return f"/files/{name.removeprefix('files-')}"
        return name if name.startswith("/") else PLACES.get(name, f"/{name}")

    return Incomplete(refusal.sentence, fields={place(name): said for name, said in refusal.fields.items()})


def _version(pk: int | None, wrong: dict[str, Sentence]) -> TextVersion | None:
    found = public_versions().filter(pk=pk).first() if pk is not None else None
    if pk is not None and found is None:
        wrong["/content/text_version"] = _("There is no such version of a text.")
    return found


def _source(place: int, sent: Mapping[str, Any], wrong: dict[str, Sentence]) -> dict[str, Any]:
    if not sent["slug"]:
        return {name: one_line(sent[name]) for name in ("name", "acronym", "country", "group", "email") if sent[name]}
    found = Source.objects.organisations().filter(slug=one_line(sent["slug"])).first()
    if found is None:
        wrong[f"/sources/{place}/slug"] = _("There is no organisation with this slug.")
        return {}
    return {"id": found.pk} | ({"email": one_line(sent["email"])} if sent["email"] else {})
