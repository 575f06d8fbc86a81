"""Addresses of texts under negotiation. Before those of documents, whose symbols would swallow them."""

from django.urls import path

from web.views.texts import clauses, downloads, reading

TEXT = "processes/<slug:slug>/documents/<path:symbol>/text/"

urlpatterns = [
    path(f"{TEXT}clauses/<str:identity>/", clauses.clause, name="clause"),
    path(f"{TEXT}amend.docx", downloads.to_amend, name="text_amend"),
    path(f"{TEXT}proposals.docx", downloads.with_proposals, name="text_proposals"),
    path(TEXT, reading.text, name="text"),
]
