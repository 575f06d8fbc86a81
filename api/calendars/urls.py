"""The addresses of the calendars."""

from django.urls import path

from . import views

app_name = "calendars"

urlpatterns = [
    path("deadlines.ics", views.deadlines, name="deadlines"),
    path("processes/<slug:slug>.ics", views.process, name="process"),
    path("periods/<int:pk>.ics", views.period, name="period"),
]
