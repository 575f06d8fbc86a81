"""The page on which whoever runs another site builds a list of comment periods, and sees it as it will be there."""

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from common.collation import readers_key
from common.languages import active
from consultations.models import Process, Round
from stakeholders.models import StakeholderGroup
from web.caching import kept_for_visitors
from web.forms.embedded import PIXELS, Asked, BuilderForm
from web.views.reading.finding import by_name, crumbs_to, page_context

from .script import integrity, script_address

# What a frame of ours needs on another site: links that open, and nothing else.
SANDBOX = "allow-popups allow-popups-to-escape-sandbox"


@require_safe
@csp_update({"frame-src": [SELF]})
@kept_for_visitors
def builder(request: HttpRequest) -> HttpResponse:
    """A plain form, what to put into one's own page for it, and the list itself; a script makes it quicker."""
    processes = sorted(Process.objects.public(), key=lambda process: readers_key(process.wording.text))
    form = BuilderForm(
        request.GET,
        processes=[(each.slug, f"{each.code} · {each.wording.text}") for each in processes],
        groups=[(each.code, each.wording.text) for each in by_name(StakeholderGroup.objects.public())],
        language=active(),
    )
    if form.is_valid() and not _is_there(form.asked):
        form.add_error("round", _("There is no such round in this process."))
    codes = {each.slug: each.code for each in processes}
    context = page_context(
        request,
        form=form,
        built=None if form.errors else _built(form.asked, form.cleaned_data["pixels"] or PIXELS, codes),
        origin=settings.SITE_URL,
        crumbs=[*crumbs_to()[:1], (_("For your site"), "")],
    )
    return render(request, "web/embed/builder.html", context, status=400 if form.errors else 200)


def _is_there(asked: Asked) -> bool:
    if asked.round is None:
        return True
    return Round.objects.public().filter(process__slug=asked.process, number=asked.round).exists()


def _built(asked: Asked, height: int, codes: dict[str, str]) -> dict[str, Any]:
    """What goes into the other page, in both ways, and where to look at it here."""
    query = f"?{asked.query}" if asked.query else ""
    path = reverse("web:embed_periods") + query
    with translation.override(asked.lang or active()):
        title = " ".join(render_to_string("web/embed/_called.html", {"asked": asked}).split())
    given = {
        "address": settings.SITE_URL + path,
        "path": path,
        "title": f"{title}: {codes[asked.process]}" if asked.process else title,
        "height": height,
        "sandbox": SANDBOX,
        "script": script_address(),
        "integrity": integrity(),
    }
    return given | {
        "frame": render_to_string("web/embed/snippets/frame.txt", given).strip(),
        "tag": render_to_string("web/embed/snippets/tag.txt", given).strip(),
    }
