"""Addresses where one follows something, chooses how to be told, and stops; most of them without signing in."""

from django.urls import path

from web.views.following import begin, choosing, news, stopping

urlpatterns = [
    path("follow/", begin.follow, name="follow"),
    path("follow/confirm/<str:token>/", begin.confirm, name="confirm_follow"),
    path("me/news/", news.news, name="news"),
    path("me/follows/", choosing.own, name="follows"),
    path("letters/follows/<str:token>/", choosing.by_letter, name="follows_by_letter"),
    path("letters/stop/<str:token>/", stopping.stop, name="stop"),
]
