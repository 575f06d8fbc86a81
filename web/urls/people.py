"""Addresses for the people who are signed in."""

from django.urls import path

from web.views import people

urlpatterns = [
    path("me/settings/", people.details, name="settings"),
]
