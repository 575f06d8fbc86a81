"""Addresses of figures, and of how moderation works."""

from django.urls import path

from web.views.reading import figures, moderation

from .reading import ROUND

urlpatterns = [
    path(f"{ROUND}participation/", figures.participation, name="participation"),
    path(f"{ROUND}accountability/", figures.accountability, name="accountability"),
    path("processes/<slug:slug>/moderation/", moderation.moderation, name="moderation"),
]
