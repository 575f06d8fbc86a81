"""Addresses of what everybody can read."""

from django.urls import path

from web.views.reading import (
    contributions,
    documents,
    files,
    grounds,
    home,
    letters,
    portals,
    processes,
    search,
    sources,
)

ROUND = "processes/<slug:slug>/rounds/<int:number>/"
DOCUMENT = "processes/<slug:slug>/documents/<path:symbol>/"

urlpatterns = [
    path("", home.home, name="home"),
    path("help/", home.guide, name="help"),
    path("roles/", home.roles, name="roles"),
    path("letters/", letters.letters, name="letters"),
    path("robots.txt", home.robots, name="robots"),
    path("search/", search.find, name="search"),
    path("processes/", processes.processes, name="processes"),
    path("processes/<slug:slug>/", processes.process, name="process"),
    path("processes/<slug:slug>/removals/", grounds.grounds, name="grounds"),
    path("processes/<slug:slug>/portals/", portals.portals, name="process_portals"),
    path(ROUND, processes.round_, name="round"),
    path(f"{ROUND}contributions/", contributions.contributions, name="contributions"),
    path(f"{ROUND}periods/<int:pk>/", processes.period, name="period"),
    path(f"{ROUND}documents/<int:pk>/", documents.prepared, name="prepared"),
    path(f"{DOCUMENT}content.json", documents.exact, name="exact"),
    path(DOCUMENT, documents.document, name="document"),
    path("sources/", sources.sources, name="sources"),
    path("sources/<str:slug>/", sources.source, name="source"),
    path("groups/", sources.groups, name="groups"),
    path("groups/<slug:code>/", sources.group, name="group"),
    path("files/<str:kind>/<int:pk>/<str:name>", files.file, name="file"),
]
