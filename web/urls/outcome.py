"""Addresses of what became of a text's changes. Before those of documents, whose symbols would swallow them."""

from django.urls import path

from web.views.texts import outcome, returned, versions

RETURNED = "contributions/<int:pk>/carried/"

urlpatterns = [
    path("processes/<slug:slug>/documents/<path:symbol>/text/outcome/", outcome.outcome, name="outcome"),
    path("processes/<slug:slug>/documents/<path:symbol>/text/redline/", versions.changed, name="text_changed"),
    path(RETURNED, returned.returned, name="carried"),
    path(f"{RETURNED}answer/", returned.answer, name="carried_answer"),
    path(f"{RETURNED}give-up/", returned.give_up, name="carried_give_up"),
]
