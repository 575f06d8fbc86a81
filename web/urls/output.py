"""Addresses of what is compiled, listed and taken away of a round."""

from django.urls import path

from web.views.output import by_question, exported, indexing, taking

ROUND = "processes/<slug:slug>/rounds/<int:number>/"
EXPORT = "exports/<uuid:pk>/"

urlpatterns = [
    path(f"{ROUND}by-question/", by_question.by_question, name="by_question"),
    path(f"{ROUND}by-question/<slug:key>/", by_question.section, name="by_question_section"),
    path(f"{ROUND}index/", indexing.index, name="index"),
    path(f"{ROUND}take-away/", taking.take_away, name="take_away"),
    path(f"{ROUND}take-away/ask/", taking.ask, name="take_away_ask"),
    path(f"{ROUND}take-away/<slug:what>.<slug:kind>", taking.file, name="take_away_file"),
    path(EXPORT, exported.export, name="export"),
    path(f"{EXPORT}progress.json", exported.progress, name="export_progress"),
    path(f"{EXPORT}file/", exported.file, name="export_file"),
]
