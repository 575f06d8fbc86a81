"""The addresses of rehearsals, below the desk."""

from django.urls import path

from rehearsal import views

app_name = "rehearsal"
ROUND = "<int:pk>/"

urlpatterns = [
    path(ROUND, views.round_, name="round"),
    path(f"{ROUND}letters/", views.letters, name="letters"),
    path(f"{ROUND}api/", views.api, name="api"),
]
