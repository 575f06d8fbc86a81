"""All components in all their states on one page, for whoever builds or checks pages."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from common.refusals import NotPossible
from texts.engine.outline import Clause, ClauseKind
from texts.engine.redline import redline
from web.components.blocks import STATE_TONES, TONES
from web.views import errors

PARTS = [f"gallery/_{name}.html" for name in ("type", "boxes", "redlines", "charts", "ways", "forms")]
INSTANT = datetime(2027, 1, 15, 18, 0, tzinfo=UTC)

# A clause as it stood, its language, and how it reads now.
REDLINES = [
    (
        ClauseKind.TITLE,
        "",
        "en",
        "Supporting enhanced cooperation",
        "Supporting the process towards enhanced cooperation",
    ),
    (ClauseKind.CONTAINER, "", "en", "recognizing", "recognizing further"),
    (
        ClauseKind.ITEM,
        "a)",
        "en",
        "that all governments should have an equal role",
        "that governments shall have equal roles",
    ),
    (ClauseKind.SUB_ITEM, "i)", "en", "in the development of public policy", ""),
    (
        ClauseKind.ITEM,
        "ب)",
        "ar",
        "أن تكون الحوكمة متعددة الأطراف وشفافة",
        "أن تكون الحوكمة (WSIS 2005) ديمقراطية وشفافة",
    ),
    (ClauseKind.ITEM, "б)", "ru", "что все правительства имеют равную роль", "что у всех правительств равные роли"),
    (ClauseKind.ITEM, "一、", "zh", "各国政府应平等参与", "各国政府和利益攸关方应参与"),
    (ClauseKind.PARAGRAPH, "", "fr", "", "invite les États membres à coopérer"),
]


class Specimen(forms.Form):
    """One field of every kind."""

    heading = "A form"
    title = forms.CharField(label="Title", help_text="As it will be printed.", max_length=200)
    words = forms.CharField(label="Your statement", widget=forms.Textarea, required=False)
    language = forms.ChoiceField(label="Language", choices=[("en", "English"), ("ar", "Arabic")])
    voice = forms.ChoiceField(
        label="Who speaks?",
        choices=[
            ("self", "I, for myself"),
            ("source", "An organisation"),
            ("joint", "Several together"),
        ],
        widget=forms.RadioSelect,
        help_text="This is printed above the title.",
    )
    topics = forms.MultipleChoiceField(
        label="Topics",
        choices=[("a", "Access"), ("b", "Broadband")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    paper = forms.FileField(label="File", required=False, help_text="PDF, Word, ODT or text.")
    on = forms.DateField(label="Day", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    agreed = forms.BooleanField(label="I understand that this will be published under my name.")
    place = forms.CharField(widget=forms.HiddenInput, required=False)


class Mistaken(Specimen):
    """The same, sent empty."""

    heading = "The same with errors"
    prefix = "mistaken"


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The gallery, in English; not there on a production site. ``?dir=rtl`` turns it as Arabic would."""
    if not (settings.DEMO or settings.DEBUG):
        raise Http404
    mistaken = Mistaken(data={})
    mistaken.add_error(None, "The whole does not fit together either.")
    context = {
        "way": "rtl" if request.GET.get("dir") == "rtl" else "ltr",
        "parts": PARTS,
        "forms": [Specimen(), mistaken],
        "instant": INSTANT,
        "closes_at": INSTANT + timedelta(days=3, hours=5),
        "tones": list(TONES),
        "redlines": [
            {
                "clause": Clause("", kind, before, label),
                "language": language,
                "after": after,
                "pieces": redline(before, after),
            }
            for kind, label, language, before, after in REDLINES
        ],
        "states": [*STATE_TONES, "withdrawn"],
        "bars": [
            ("Academia", 12, 5),
            ("Intergovernmental and international organisations", 1234, 200),
            ("Civil society", 0, 0),
            ("Private sector", None, 0),
        ],
        "facts": [
            ("Symbol", "WGEC/3/1"),
            ("Alias", "Contribution 29"),
            ("Group", "Governments"),
            ("Left out", ""),
        ],
        "crumbs_shown": [("Processes", "#"), ("WGEC", "#"), ("Third meeting", "")],
        "wizard": [
            ("who", "Who speaks", "#"),
            ("what", "What you say", "#"),
            ("preview", "Preview", ""),
        ],
        "versions": [(code, "#") for code in settings.UN_LANGUAGES],
    }
    return render(request, "gallery/index.html", context)


@require_safe
def trouble(request: HttpRequest, name: str) -> HttpResponse:
    """A page that one meets only when something goes wrong, with the status that it has then."""
    if name not in TROUBLES or not (settings.DEMO or settings.DEBUG):
        raise Http404
    return TROUBLES[name](request)


TROUBLES: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "not-understood": errors.bad_request,
    "not-for-you": errors.permission_denied,
    "form-not-accepted": errors.csrf_failure,
    "refused": lambda request: errors.refused(request, NotPossible("The comment period has closed.")),
    "too-many": lambda request: render(request, "429.html", status=429),
    "our-fault": errors.server_error,
}
