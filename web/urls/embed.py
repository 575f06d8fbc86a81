"""Addresses of what other sites show of us, and of the page that builds it."""

from django.urls import path

from web.views.embed import builder, periods, script, theme

EMBED = "embed/"

urlpatterns = [
    path(EMBED, builder.builder, name="embed"),
    path(f"{EMBED}periods", periods.periods, name="embed_periods"),
    path(f"{EMBED}theme.css", theme.theme, name="embed_theme"),
    path(f"{EMBED}periods-<int:version>.js", script.script, name="embed_script"),
]
