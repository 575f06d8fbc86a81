"""Addresses of writing; the views come with their pages."""

from django.http import HttpRequest, HttpResponse
from django.urls import path


def soon(request: HttpRequest, **_given: object) -> HttpResponse:
    return HttpResponse("soon")


urlpatterns = [
    path("processes/<slug:slug>/rounds/<int:number>/periods/<int:pk>/begin/", soon, name="begin"),
    path("drafts/<str:token>/", soon, name="draft"),
    path("contributions/<int:pk>/receipt/", soon, name="receipt"),
    path("contributions/<int:pk>/", soon, name="contribution_mine"),
    path("me/", soon, name="me"),
]
