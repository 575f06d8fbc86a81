"""Which addresses of the house answer with a page: each has a kind in ``pages.py``, or a reason here why not."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.test import RequestFactory
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from django.urls.converters import IntConverter, PathConverter, SlugConverter, StringConverter, UUIDConverter
from django.urls.resolvers import RoutePattern

FACES = ("web", "secretariat", "rehearsal")
# A value that each converter takes, for asking a view what it answers without there being any such thing.
ANY = {
    IntConverter: 1,
    StringConverter: "x",
    SlugConverter: "x",
    PathConverter: "x",
    UUIDConverter: "00000000-0000-0000-0000-000000000000",
}

A_FILE = "gives a file"
DATA = "gives data to a script or a program"
LEADS_ON = "leads on to another page"
OF_A_FORM = "leads on to the page that its form stands on, which has a kind"
THE_SAME = "is the page of another kind, about another thing"
NO_KIND = {
    "web:health_live": DATA,
    "web:health_ready": DATA,
    "web:metrics": DATA,
    "web:exact": DATA,
    "web:receipt_content": DATA,
    "web:export_progress": DATA,
    "secretariat:export_progress": DATA,
    "web:robots": A_FILE,
    "web:file": A_FILE,
    "web:embed_theme": A_FILE,
    "web:embed_script": A_FILE,
    "web:compilation_file": A_FILE,
    "web:text_pdf": A_FILE,
    "web:text_amend": A_FILE,
    "web:text_proposals": A_FILE,
    "web:draft_file": A_FILE,
    "web:referral_file": A_FILE,
    "web:draft_text": A_FILE,
    "web:take_away_file": A_FILE,
    "web:export_file": A_FILE,
    "web:public_original": A_FILE,
    "web:transcript_original": A_FILE,
    "secretariat:export_file": A_FILE,
    "secretariat:original": A_FILE,
    "secretariat:transcript_original": A_FILE,
    "secretariat:letter_html": "is a letter, as a mail program shows it",
    "secretariat:mailing_html": "is a letter, as a mail program shows it",
    "web:language": LEADS_ON,
    "web:draft": LEADS_ON,
    "secretariat:following": LEADS_ON,
    "web:draft_missing": OF_A_FORM,
    "web:draft_submit": OF_A_FORM,
    "secretariat:add_group": OF_A_FORM,
    "secretariat:next_clause": THE_SAME,
    "secretariat:discard_process": THE_SAME,
    "secretariat:discard_period": THE_SAME,
    "secretariat:discard_document": THE_SAME,
}
# Taken as forms only, and answered with a page of their own.
ANSWERS_TO_FORMS = {"secretariat:redact_preview", "secretariat:unseal", "secretariat:transcript_sheet"}


def to_be_seen() -> set[str]:
    """The names of the addresses whose page must have a kind."""
    named = dict(_named(get_resolver()))
    unknown = (NO_KIND.keys() | ANSWERS_TO_FORMS) - named.keys()
    if unknown:
        raise ValueError(f"There are no such addresses any more: {sorted(unknown)}")
    answer_somebody_who_asks = {name for name in named.keys() - NO_KIND.keys() if "GET" in _methods(named[name])}
    return answer_somebody_who_asks | ANSWERS_TO_FORMS


def name_of(url: str) -> str:
    """The name of the address; "" for one that leads nowhere."""
    try:
        return resolve(urlsplit(url).path).view_name
    except Resolver404:
        return ""


def _named(resolver: URLResolver, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from _named(each, each.namespace or space)
        elif space in FACES and each.name:
            yield f"{space}:{each.name}", each


def _methods(pattern: URLPattern) -> set[str]:
    """What the view lets itself be asked by, as it says itself when it is asked otherwise."""
    assert isinstance(pattern.pattern, RoutePattern)
    given = {name: ANY[type(converter)] for name, converter in pattern.pattern.converters.items()}
    answer = pattern.callback(RequestFactory().options("/"), **given)
    return {method.strip() for method in answer.headers.get("Allow", "").split(",")}
