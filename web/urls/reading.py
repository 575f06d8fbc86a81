"""Addresses of reading; the views come with their pages."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def soon(request: HttpRequest, **_given: object) -> HttpResponse:
    return HttpResponse("soon")


urlpatterns = [
    path("", soon, name="home"),
    path("processes/", soon, name="processes"),
    path("search/", soon, name="search"),
    path("help/", soon, name="help"),
    path("processes/<slug:slug>/", soon, name="process"),
    path("processes/<slug:slug>/rounds/<int:number>/", soon, name="round"),
    path("processes/<slug:slug>/rounds/<int:number>/periods/<int:pk>/", soon, name="period"),
    path("processes/<slug:slug>/documents/<path:symbol>/", soon, name="document"),
]
