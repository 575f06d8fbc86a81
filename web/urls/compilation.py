"""Addresses of compilations, and of a text for print. Before those of documents, whose symbols would swallow them."""

from django.urls import path

from web.views.texts import compilation, compilation_files

TEXT = "processes/<slug:slug>/documents/<path:symbol>/text/"

urlpatterns = [
    path(f"{TEXT}compilation/", compilation.compilation, name="compilation"),
    path(f"{TEXT}compilation.<str:kind>", compilation_files.file, name="compilation_file"),
    path(f"{TEXT}text.pdf", compilation_files.version_pdf, name="text_pdf"),
]
