"""Addresses of what belongs to the pages themselves: their language, and the gallery of their parts."""

from django.urls import path

from web.views import gallery, language

urlpatterns = [
    path("language/", language.choose, name="language"),
    path("gallery/", gallery.index, name="gallery"),
    path("gallery/<slug:name>/", gallery.trouble, name="trouble"),
]
