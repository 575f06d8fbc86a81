"""The accents of a list, as a sheet of its own: a page with a strict policy has no styles in it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from web.forms.embedded import Asked, LookForm

from .elsewhere import shown_elsewhere

A_DAY = 24 * 3600


@require_safe
@shown_elsewhere
def theme(request: HttpRequest) -> HttpResponse:
    """The accents that the address names; only such as can be read on their ground, else 400 and why not."""
    form = LookForm(request.GET)
    unknown = set(request.GET) - set(form.fields)
    if unknown or not form.is_valid():
        with translation.override("en"):
            sentences = [str(sentence) for said in form.errors.values() for sentence in said]
        return HttpResponse("\n".join(sentences), content_type="text/plain; charset=utf-8", status=400)
    accents = Asked(**{name: value for name, value in form.cleaned_data.items() if value}).accents
    rules = "".join(f"  --accent-{ground}: {accent};\n" for ground, accent in accents.items())
    response = HttpResponse(f":root, :host {{\n{rules}}}\n", content_type="text/css; charset=utf-8")
    patch_cache_control(response, public=True, max_age=A_DAY)
    return response


def theme_address(asked: Asked) -> str:
    """Where the accents of this list stand; "" where it has ours."""
    if not asked.accents:
        return ""
    look = Asked(scheme=asked.scheme, accent=asked.accent, accent_dark=asked.accent_dark)
    return f"{reverse('web:embed_theme')}?{look.query}"
