"""Addresses at which sources confirm what the secretariat wrote down, and of originals that are public."""

from django.urls import path

from web.views import transcripts

TRANSCRIPT = "transcripts/<str:token>/"

urlpatterns = [
    path("originals/<int:pk>/", transcripts.public_original, name="public_original"),
    path(TRANSCRIPT, transcripts.transcript, name="transcript"),
    path(f"{TRANSCRIPT}confirm/", transcripts.confirm, name="transcript_confirm"),
    path(f"{TRANSCRIPT}complain/", transcripts.complain, name="transcript_complain"),
    path(f"{TRANSCRIPT}originals/<int:pk>/", transcripts.original, name="transcript_original"),
]
