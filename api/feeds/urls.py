"""The addresses of the feeds."""

from django.urls import path

from . import private, views

app_name = "feeds"
ROUND = "processes/<slug:slug>/rounds/<int:number>/"

urlpatterns = [
    path("processes/<slug:slug>/", views.process, name="process"),
    path(ROUND, views.round_, name="round"),
    path(f"{ROUND}contributions/", views.contributions, name="contributions"),
    path("texts/<int:pk>/", views.text, name="text"),
    path("private/<str:token>.atom", private.private, name="private"),
    path("search/", views.search, name="search"),
]
