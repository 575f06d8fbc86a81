"""The addresses on which processes are set up; below the desk's."""

from django.urls import path

from secretariat.views.setting_up import (
    documents,
    portals,
    processes,
    questions,
    rounds,
    settings,
    staff,
    throwing_away,
)

PROCESS = "processes/<slug:slug>/"
ROUND = f"{PROCESS}rounds/<int:number>/"
QUESTION = f"{ROUND}questions/<int:pk>/"
DOCUMENT = f"{ROUND}documents/<int:pk>/"

urlpatterns = [
    path("processes/", processes.processes, name="processes"),
    path("new-process/", processes.new_process, name="new_process"),
    path(PROCESS, processes.process, name="process"),
    path(f"{PROCESS}open/", processes.open_process, name="open_process"),
    path(f"{PROCESS}discard/", throwing_away.process, name="discard_process"),
    path(f"{PROCESS}settings/<slug:key>/", settings.section, name="settings"),
    path(f"{PROCESS}groups/", settings.add_group, name="add_group"),
    path(f"{PROCESS}portals/", portals.portals, name="portals"),
    path(f"{PROCESS}portals/<int:pk>/", portals.portal, name="admission"),
    path(f"{PROCESS}staff/", staff.staff, name="staff"),
    path(f"{PROCESS}staff/<int:pk>/", staff.end_role, name="end_role"),
    path(f"{PROCESS}new-round/", rounds.new_round, name="new_round"),
    path(ROUND, rounds.round_, name="round"),
    path(f"{ROUND}change/", rounds.change_round, name="change_round"),
    path(f"{ROUND}copy/", rounds.copy_round, name="copy_round"),
    path(f"{ROUND}open/", rounds.open_round, name="open_round"),
    path(f"{ROUND}discard/", throwing_away.round_, name="discard_round"),
    path(f"{ROUND}periods/<int:pk>/new-question/", questions.new_question, name="new_question"),
    path(QUESTION, questions.question, name="question"),
    path(f"{QUESTION}move/", questions.move_question, name="move_question"),
    path(f"{QUESTION}remove/", questions.remove_question, name="remove_question"),
    path(f"{ROUND}new-document/", documents.new_document, name="new_document"),
    path(DOCUMENT, documents.document, name="document"),
    path(f"{DOCUMENT}change/", documents.change_document, name="change_document"),
    path(f"{DOCUMENT}file/", documents.add_file, name="add_file"),
    path(f"{DOCUMENT}files/", documents.change_files, name="change_files"),
    path(f"{DOCUMENT}publish/", documents.publish_document, name="publish_document"),
    path(f"{DOCUMENT}discard/", throwing_away.document, name="discard_document"),
]
